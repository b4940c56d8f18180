"""The kit's configurations, as real servers follow them: every form a plate's address may be asked in, and all around."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import quote

import brotli
import pytest
from hosts import DOMAINS, RULES, SIGNS, Ground, Host, apache_command, nginx_command, running

from asylmura_ssg.make.hosting import headers
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Target


@pytest.fixture(scope="module", params=[Target.NGINX, Target.APACHE])
def host(request: pytest.FixtureRequest, ground: Ground) -> Iterator[Host]:
    with running(ground, request.param) as started:
        yield started


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("target", ["/00013", "/00013/", "/00013?utm_source=qr", "/00013/index.html"])
def test_a_plate_answers_with_its_whole_page_and_no_redirect(host: Host, domain: str, target: str) -> None:
    for name in (domain, domain.upper()):
        answer = host.ask(name, target)
        assert answer.status_code == 200
        assert answer.content == host.file("00013/index.html")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.http_version == "HTTP/2"


@pytest.mark.parametrize(("target", "file"), [
    ("/", "index.html"), ("/kk", "kk/index.html"), ("/kk/", "kk/index.html"), ("/ru/monuments/eski-qala", "ru/monuments/eski-qala/index.html"),
    ("/monuments.json", "monuments.json"), ("/robots.txt", "robots.txt"), ("/favicon.svg", "favicon.svg"),
])  # fmt: skip
def test_a_page_answers_with_and_without_its_slash_and_a_file_by_its_name(host: Host, target: str, file: str) -> None:
    answer = host.ask("example.kz", target)
    assert (answer.status_code, answer.content) == (200, host.file(file))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.host}{rule.path[:9]}?{rule.query}")
def test_an_adopted_address_answers_in_every_form_with_the_plates_own_page(host: Host, rule: Rule) -> None:
    query = f"?{rule.query}" if rule.query else "?from=letter"
    bare = rule.path.rstrip("/")
    for path in {bare or "/", f"{bare}/", f"{bare.upper()}/", bare.lower() or "/"}:
        for scheme in ("https", "http"):
            answer = host.ask(rule.host, encoded(path) + query, scheme=scheme)
            assert (answer.status_code, answer.content) == (200, host.file(rule.file)), (scheme, path)
    assert host.ask(f"{rule.host}.", encoded(bare or "/") + query).content == host.file(rule.file)
    if not rule.exact:
        assert host.ask(rule.host, encoded(bare or "/") + query.upper()).status_code == 200


def encoded(path: str) -> str:
    return quote(path, errors="surrogateescape")


@pytest.mark.parametrize("target", ["/p/13", "//P//13", "/%50/13/", "/P%2F13", "/P/%2E/13", "/x/%2e%2e/p/13"])
def test_an_address_is_understood_before_a_rule_is_looked_for(host: Host, target: str) -> None:
    assert host.ask("small-heritage.kz", target).content == host.file("00013/index.html")


def test_what_messengers_add_to_an_address_leads_nobody_astray(host: Host) -> None:
    added = "&utm_source=qr&fbclid=Ab-1"
    assert host.ask("old-site.kz", f"/monument?id=4{added}").content == host.file("00021/index.html")
    assert host.ask("example.kz", f"/?m=21{added}").content == host.file("00021/index.html")
    assert host.ask("old-site.kz", f"/item?v=aB{added}").content == host.file("00013/index.html")
    assert host.ask("old-site.kz", "/monument?id=4&page=2").status_code == 404


def test_no_sign_in_an_adopted_address_means_anything_to_a_configuration(host: Host) -> None:
    for rule in SIGNS:
        answer = host.ask(rule.host, quote(rule.path) + (f"?{rule.query}" if rule.query else ""))
        assert (answer.status_code, answer.content) == (200, host.file(rule.file)), rule
    assert host.ask("example.kz", "/sign-xx-in").status_code == 404
    assert host.ask("example.kz", "/sign?q=xx").status_code == 404


def test_an_adopted_address_answers_to_its_own_query_and_host_alone(host: Host) -> None:
    assert host.ask("old-site.kz", "/monument?id=4").content == host.file("00021/index.html")
    for name, target in (("old-site.kz", "/monument?id=5"), ("old-site.kz", "/monument?id=44"), ("old-site.kz", "/monument"),
                         ("example.kz", "/monument?id=4"), ("old-site.kz", "/monuments?id=4"), ("example.kz", "/p/13")):  # fmt: skip
        answer = host.ask(name, target)
        assert (answer.status_code, answer.content) == (404, host.file("404.html")), (name, target)
    assert host.ask("example.kz", "/?m=22").content == host.file("index.html")


def test_on_an_adopted_host_a_pages_own_fonts_and_links_lead_on(host: Host) -> None:
    font = next(path.name for path in host.ground.output.glob("assets/*.woff2"))
    for scheme in ("https", "http"):
        for path in (f"/assets/{font}", "/kk/", "/00013"):
            assert host.ask("old-site.kz", path, scheme=scheme).status_code == 200
    assert "strict-transport-security" not in host.ask("old-site.kz", "/kk/").headers


@pytest.mark.parametrize(
    "target", ["/00014", "/nowhere/", "/assets/none.woff2", "/assets/", "/00013/00013", "/%00", "/index.html/"]
)
def test_an_unknown_address_answers_404_with_the_sites_own_page(host: Host, target: str) -> None:
    answer = host.ask("example.kz", target)
    if target == "/%00":
        assert answer.status_code in (400, 404)
        return
    assert (answer.status_code, answer.content) == (404, host.file("404.html"))
    assert answer.headers["cache-control"] == headers.NOT_KEPT
    assert answer.headers["content-security-policy"] == headers.POLICY
    packed, data = host.packed("example.kz", target, "gzip")
    assert (packed.status_code, gzip.decompress(data)) == (404, host.file("404.html"))


@pytest.mark.parametrize("target", ["/.asylmura.json", "/.htaccess", "/.git/config", "/kk/.hidden"])
def test_hidden_files_are_nobodys_business(host: Host, target: str) -> None:
    for hidden in (".asylmura.json", ".git/config"):
        place = host.ground.folder / "site" / hidden
        place.parent.mkdir(exist_ok=True)
        place.write_text("secret")
    answer = host.ask("example.kz", target)
    assert (answer.status_code, answer.content) == (404, host.file("404.html"))


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
@pytest.mark.parametrize("path", ["/00013", "/00013/", "/monuments.json", "/favicon.svg", "/kk/feed.xml", "/P/13"])
def test_a_packed_answer_unpacks_to_the_file_byte_for_byte(
    host: Host, coding: str, unpack: Callable[[bytes], bytes], path: str
) -> None:
    name = "small-heritage.kz"
    plain = host.ask(name, path)
    answer, packed = host.packed(name, path, coding)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-type"] == plain.headers["content-type"]
    assert unpack(packed) == plain.content
    assert len(packed) < len(plain.content)
    assert int(answer.headers["content-length"]) == len(packed)
    for one in (answer, plain):
        assert one.headers["vary"].lower() == "accept-encoding"
    assert "content-encoding" not in plain.headers


def test_every_kind_of_file_has_its_media_type(host: Host) -> None:
    for media, ending in headers.TYPES:
        for path in sorted(host.ground.output.rglob(f"[!.]*.{ending}"))[:1]:
            assert host.ask("example.kz", f"/{path.relative_to(host.ground.output)}").headers["content-type"] == media
    published = {path.suffix[1:] for path in host.ground.output.rglob("[!.]*") if path.is_file()}
    assert published <= {ending for _, ending in headers.TYPES}


def test_what_never_changes_may_be_kept_and_all_else_is_asked_for_again(host: Host) -> None:
    named = {"/00013": headers.KEPT, "/monuments.csv": headers.KEPT, "/sw.js": headers.NOT_KEPT}
    for folder, kept in headers.KEPT_BELOW:
        first = next(path for path in sorted(host.ground.output.glob(f"{folder}/**/*.*")))
        named[f"/{first.relative_to(host.ground.output)}"] = kept
    for path, kept in named.items():
        answer = host.ask("example.kz", path)
        assert answer.headers.get_list("cache-control") == [kept], path
        again = host.ask("example.kz", path, If_None_Match=answer.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")


def test_every_answer_carries_the_security_headers_once(host: Host) -> None:
    for path in ("/00013", "/nowhere", "/P/13", "/assets/none"):
        answer = host.ask("small-heritage.kz", path)
        for name, value in (*headers.SECURITY, headers.STRICT_TRANSPORT, ("Content-Security-Policy", headers.POLICY)):
            assert answer.headers.get_list(name) == [value], (path, name)
    assert "content-security-policy" not in host.ask("example.kz", "/monuments.json").headers
    assert "/" not in host.ask("example.kz", "/00013").headers["server"]


def test_http_leads_to_https_except_for_certificates_and_adopted_addresses(host: Host) -> None:
    for path in ("/", "/00013", "/kk/?a=b"):
        answer = host.ask("small-heritage.kz", path, scheme="http")
        assert (answer.status_code, answer.headers["location"]) == (301, f"https://small-heritage.kz{path}")
    for name in ("example.kz", "old-site.kz"):
        proof = host.ask(name, "/.well-known/acme-challenge/token", scheme="http")
        assert (proof.status_code, proof.text) == (200, "proof")


def test_both_configurations_pass_their_servers_own_check(ground: Ground) -> None:
    for command, words in ((nginx_command(ground), "syntax is ok"), (apache_command(ground), "Syntax OK")):
        done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert words in done.stderr
        assert "warn" not in done.stderr
