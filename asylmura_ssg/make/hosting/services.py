"""What hosting services read beside the files: ``_redirects`` and ``_headers``, and what GitHub Pages wants.

How each service answers ``/folder``, ``/file`` and the like was measured in github.com/slorber/trailing-slash-guide.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from asylmura_ssg.make.hosting import headers
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Hosted, is_text, query_as_sent, spellings

NETLIFY_SETTINGS = """\
[build]
publish = "site"

# With pretty addresses on, an address without its slash is answered by a redirect.
[build.processing.html]
pretty_urls = false
"""


def netlify_redirects(site: Hosted) -> str:
    """Return ``_redirects`` for Netlify: one rewrite a plate, and those of adopted addresses.

    ``200!`` answers in place, even where a file stands (docs.netlify.com: redirect options, rewrites and shadowing). A
    rule matches with and without the slash at the end. ``name=value`` words match a query's parameters. The rule of a
    host of its own begins with that host; the site must have it as an alias.
    """
    lines = [line for rule in site.answerable for line in _netlify_rules(rule, site)]
    lines += [f"/{plate} /{plate}/index.html 200!" for plate in site.plates]
    return _text([headers.MADE, *dict.fromkeys(lines)])


def _netlify_rules(rule: Rule, site: Hosted) -> Iterable[str]:
    query = "".join(f" {parameter}" for parameter in query_as_sent(rule).split("&") if parameter)
    for path in spellings(rule):
        asked = quote(path or "/", errors="surrogateescape")
        if rule.host in site.domains:
            yield f"{asked}{query} /{rule.file} 200!"
        else:
            yield from (f"{scheme}://{rule.host}{asked}{query} /{rule.file} 200!" for scheme in ("https", "http"))


def cloudflare_redirects(site: Hosted) -> str:
    """Return ``_redirects`` for Cloudflare Pages: the adopted addresses it can answer.

    It knows neither queries nor hosts nor ``200!``, matches a path as it is written, slash and all, and answers 200 from
    a folder only by its address with the slash (developers.cloudflare.com: Pages, redirects, and serving pages). Plates
    need no rule: a page stands for each as a file and as a folder (:func:`flat_pages`).
    """
    rules = [rule for rule in site.answerable if not rule.query and rule.host in site.domains]
    forms = {form: rule for rule in rules for path in spellings(rule) if path for form in (path, f"{path}/")}
    places = {form: "/" + rule.file.removesuffix("index.html") for form, rule in forms.items()}
    lines = [f"{quote(form, errors='surrogateescape')} {place} 200" for form, place in places.items() if form != place]
    return _text([headers.MADE, *lines])


def service_headers() -> str:
    """Return ``_headers``: no header stands in two rules that match one path, since both services would join them.

    How long pages may be kept is left to the service, which asks its own store anew at every visit.
    """
    everywhere = [("Content-Security-Policy", headers.POLICY), *headers.SECURITY, headers.STRICT_TRANSPORT]
    rules = [("/*", everywhere), *((f"/{folder}/*", [("Cache-Control", kept)]) for folder, kept in headers.KEPT_BELOW)]
    parts = [[path, *(f"  {name}: {value}" for name, value in held)] for path, held in rules]
    return "\n".join(map(_text, [[headers.MADE], *parts]))


def flat_pages(site: Hosted) -> dict[str, str]:
    """Return more places for pages: path → the file that stands there, too.

    Where ``00013.html`` stands beside ``00013/index.html``, GitHub Pages and Cloudflare Pages answer ``/00013`` and
    ``/00013/`` with 200; with the folder alone, the first is a redirect. An adopted address is a pair of files likewise,
    in each of its spellings. Where a place lies below a file, no folder can be made.
    """
    places = {f"{plate}.html": f"{plate}/index.html" for plate in site.plates}
    for rule in site.answerable:
        for path in spellings(rule) if _fits_files(rule, site) else ():
            bare = path.strip("/")
            places |= {f"{bare}.html": rule.file, f"{bare}/index.html": rule.file}
    return places


def unanswered_by_github_pages(site: Hosted) -> tuple[Rule, ...]:
    """Return the adopted addresses that files alone cannot answer: those with a query, on another domain, or hidden."""
    return tuple(rule for rule in site.rules if rule not in site.answerable or not _fits_files(rule, site))


def _fits_files(rule: Rule, site: Hosted) -> bool:
    bare = rule.path.strip("/")
    named = is_text(rule) and bare not in ("", rule.file) and "/." not in rule.path
    return bool(named) and not rule.query and rule.host == site.domains[0]


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
