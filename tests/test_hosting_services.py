"""What is laid out for hosting services, held against small models of the rules that the services themselves document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import quote, unquote

import pytest
from hosts import DOMAINS, RULES, SITE, Ground
from published import tree_of

from asylmura_ssg.make.hosting import headers
from asylmura_ssg.make.hosting.services import unanswered_by_github_pages
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Target
from asylmura_ssg.release import configuration

OWN = [f"/{plate}{slash}" for plate in SITE.plates for slash in ("", "/")]


def lines(text: str) -> Iterator[list[str]]:
    """Yield the words of each line that says something."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split()


@dataclass(frozen=True)
class GitHubPages:
    """Answers ``/both`` with ``both.html``, ``/both/`` with ``both/index.html``, ``/folder`` by a redirect.

    As measured in github.com/slorber/trailing-slash-guide, docs/Hosting-Providers.md.
    """

    files: dict[str, bytes]

    def answer(self, target: str) -> tuple[int, bytes]:
        path = unquote(target).lstrip("/")
        if path in self.files or f"{path}.html" in self.files:
            return 200, self.files[path if path in self.files else f"{path}.html"]
        if (path == "" or path.endswith("/")) and f"{path}index.html" in self.files:
            return 200, self.files[f"{path}index.html"]
        if f"{path}/index.html" in self.files:
            return 301, b""
        return 404, self.files["404.html"]


@dataclass(frozen=True)
class CloudflarePages:
    """Answers from ``_redirects`` first, then ``/both`` and ``/both/`` with 200, ``/folder`` by a redirect.

    developers.cloudflare.com/pages/configuration/redirects: ``[source] [destination] [code]``, the topmost line counts,
    redirects are followed whether or not a file is there; queries and hosts are not matched. The answers to files are
    as measured in github.com/slorber/trailing-slash-guide: ``/both/index.html`` is a redirect, too.
    """

    files: dict[str, bytes]
    redirects: str

    def answer(self, target: str) -> tuple[int, bytes]:
        for source, destination, code in lines(self.redirects):
            if source == target.partition("?")[0]:
                assert code == "200"
                return self.file(destination)
        return self.file(target.partition("?")[0])

    def file(self, target: str) -> tuple[int, bytes]:
        path = unquote(target).lstrip("/")
        if path.endswith(".html"):
            return 308, b""
        return GitHubPages(self.files).answer(target)


@dataclass(frozen=True)
class Netlify:
    """Answers from ``_redirects`` first: the topmost line whose path matches, with or without its slash, and its query.

    docs.netlify.com, redirect options: ``/store id=:id /blog/:id 301`` is a path, parameters, where it leads, and how;
    200 answers in place; the address is normalized, so a slash at the end does not part rules. Rewrites and proxies:
    ``200!`` counts even where a file is. A line that begins with a host holds for that host alone.
    """

    files: dict[str, bytes]
    redirects: str

    def answer(self, host: str, target: str, scheme: str = "https") -> tuple[int, bytes]:
        path, _, query = target.partition("?")
        for source, *parameters, destination, code in lines(self.redirects):
            assert code == "200!"
            named, _, asked = source.partition("://")
            site, slash, rest = asked.partition("/")
            if asked and (named, site) != (scheme, host):
                continue
            wanted = slash + rest if asked else source
            if wanted.rstrip("/") == path.rstrip("/") and (not parameters or parameters == query.split("&")):
                return 200, self.files[destination.lstrip("/")]
        found = [name for name in (path.strip("/"), f"{path.strip('/')}/index.html".lstrip("/")) if name in self.files]
        return (200, self.files[found[0]]) if found else (404, self.files["404.html"])


@pytest.fixture(scope="module")
def github(ground: Ground) -> GitHubPages:
    return GitHubPages(tree_of(ground.kit / "github-pages/site"))


@pytest.fixture(scope="module")
def cloudflare(ground: Ground) -> CloudflarePages:
    files = tree_of(ground.kit / "cloudflare-pages/site")
    return CloudflarePages(files, files.pop("_redirects").decode())


@pytest.fixture(scope="module")
def netlify(ground: Ground) -> Netlify:
    files = tree_of(ground.kit / "netlify/site")
    return Netlify(files, files.pop("_redirects").decode())


def spelt(rule: Rule) -> list[str]:
    """Return how an adopted address may be asked for."""
    query = f"?{rule.query}" if rule.query else ""
    bare = rule.path.rstrip("/")
    return [
        quote(path or "/", errors="surrogateescape") + query
        for path in (bare, f"{bare}/", bare.upper(), f"{bare.lower()}/")
    ]


@pytest.mark.parametrize("target", [*OWN, "/00013?utm_source=qr"])
def test_plates_answer_on_every_service_without_a_redirect(
    ground: Ground, github: GitHubPages, cloudflare: CloudflarePages, netlify: Netlify, target: str
) -> None:
    page = (ground.output / f"{target[1:6]}/index.html").read_bytes()
    assert github.answer(target.partition("?")[0]) == (200, page)
    assert cloudflare.answer(target) == (200, page)
    for domain in DOMAINS:
        assert netlify.answer(domain, target) == (200, page)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.host}{rule.path[:9]}?{rule.query}")
def test_adopted_addresses_answer_where_a_service_can(
    ground: Ground, github: GitHubPages, cloudflare: CloudflarePages, netlify: Netlify, rule: Rule
) -> None:
    page = (ground.output / rule.file).read_bytes()
    for target in spelt(rule):
        for scheme in ("https", "http"):
            assert netlify.answer(rule.host, target, scheme) == (200, page)
        if not rule.query and rule.host in DOMAINS:
            assert cloudflare.answer(target) == (200, page)
        if rule not in unanswered_by_github_pages(SITE):
            assert github.answer(target) == (200, page)


def test_an_adopted_address_leaves_other_queries_and_hosts_alone(ground: Ground, netlify: Netlify) -> None:
    home = (ground.output / "index.html").read_bytes()
    assert netlify.answer("example.kz", "/") == (200, home)
    assert netlify.answer("example.kz", "/?m=22") == (200, home)
    assert netlify.answer("old-site.kz", "/monument?id=5")[0] == 404
    assert netlify.answer("example.kz", "/monument?id=4")[0] == 404


def test_the_models_know_what_goes_wrong_without_the_kit(ground: Ground) -> None:
    plain = tree_of(ground.output)
    assert GitHubPages(plain).answer("/00013")[0] == 301
    assert CloudflarePages(plain, "").answer("/00013")[0] == 301
    assert CloudflarePages(plain, "/a /00013/index.html 200").answer("/a")[0] == 308


def test_github_pages_is_told_the_domain_and_to_leave_the_files_alone(github: GitHubPages) -> None:
    assert github.files["CNAME"] == b"example.kz\n"
    assert github.files[".nojekyll"] == b""


@pytest.mark.parametrize("target", [Target.NETLIFY, Target.CLOUDFLARE_PAGES])
def test_no_header_stands_in_two_rules_for_one_path(ground: Ground, target: Target) -> None:
    held: dict[str, dict[str, str]] = {}
    path = ""
    for line in configuration(target, SITE, ground.server)["site/_headers"].splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            held[path][name] = value
        elif line and not line.startswith("#"):
            held[path := line] = {}
    site = [f"/{file}" for file in tree_of(ground.output) if not file.startswith(".")]
    for file in site:
        found = [
            (name, value)
            for pattern, named in held.items()
            if fnmatchcase(file, pattern)
            for name, value in named.items()
        ]
        assert len(found) == len({name for name, _ in found})
        assert {*headers.SECURITY, headers.STRICT_TRANSPORT, ("Content-Security-Policy", headers.POLICY)} <= set(found)
        kept = next((kept for folder, kept in headers.KEPT_BELOW if file.startswith(f"/{folder}/")), None)
        assert dict(found).get("Cache-Control") == kept


def test_no_line_is_longer_or_more_than_cloudflare_reads(cloudflare: CloudflarePages) -> None:
    read = cloudflare.redirects.splitlines()
    assert max(map(len, read)) <= 1000
    assert len(read) <= 2000
