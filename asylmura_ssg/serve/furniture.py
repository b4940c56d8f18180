"""The furniture of the editors' desk: what is said around a page while its content is written. None of it is published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from asylmura_ssg.diagnostics import Diagnostic, Severity
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Status

TEMPLATE = "desk/furniture.html"
FINDINGS = "desk/findings.html"

_SHOWN = 5
"""So many findings stand on the page itself; the others have a page of their own."""
_LISTED = 300
"""So many stand on that page: whoever has more mends these first."""
_WIDE = 110
"""Letters of a line that are shown around what is wrong in it."""
_AS_TYPED = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(rb'<a\b([^>]*\bhref="/(?:kk|ru|en)/monuments/([a-z0-9-]+)/"[^>]*)>')


@dataclass(frozen=True, slots=True)
class Desk:
    """What the furniture says of a page. ``slug`` is the entry's that the page is of, or empty.

    ``own`` are the errors in the way of this very page, ``errors`` and ``remarks`` how much there is in all. ``looking``
    while entries are still held beside one another. ``page_below`` tells that there is a page beneath.
    """

    language: Language
    revision: int
    slug: str
    status: Status
    own: tuple[Diagnostic, ...]
    shared: bool
    errors: int
    remarks: int
    looking: bool
    page_below: bool
    titles: Mapping[str, str]
    """What each rule asks, in this language, by its slug."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding as it is shown: the line in three pieces, what is wrong being the one between."""

    weight: str
    place: str
    code: str
    message: Markup
    hint: Markup
    rule: Markup
    line: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading, and where more is said of them: an address and its words, or nothing."""

    title: Markup
    count: int
    problems: tuple[Problem, ...]
    page: str
    way: str


@dataclass(frozen=True, slots=True)
class _Furniture:
    t: Mapping[str, str]
    language: str
    revision: int
    slug: str
    status: str
    errors: int
    errors_words: str
    advice_words: str
    looking: bool
    heading: str
    open: bool
    """Whether what is wrong is of this very page, and stands open."""
    page_below: bool
    problems: tuple[Problem, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Findings:
    t: Mapping[str, str]
    language: str
    title: str
    lead: str
    home: str
    groups: tuple[Group, ...]


def furnished(page: bytes, desk: Desk, drafts: Mapping[str, Status], template: Template, t: Mapping[str, str]) -> bytes:
    """Return a page of the site as it stands on the desk: with the furniture, and with drafts marked wherever they are linked.

    ``drafts`` are by slug; ``t`` are the strings of the furniture's language.
    """
    head = (
        b'<link rel="stylesheet" href="/desk/desk.css">\n<script type="module" src="/desk/desk.js"></script>\n</head>'
    )
    marked = _LINK.sub(lambda link: _marked(link, drafts, t), page)
    return marked.replace(b"</head>", head, 1).replace(b"<body>", b"<body>\n" + furniture(desk, template, t), 1)


def _marked(link: re.Match[bytes], drafts: Mapping[str, Status], t: Mapping[str, str]) -> bytes:
    status = None if b"hreflang=" in link[1] else drafts.get(link[2].decode())  # the same entry in another language
    return link[0] if status is None else b'<a data-draft="%s"%s>' % (t[f"desk_{status}"].encode(), link[1])


def bare_page(desk: Desk, template: Template, t: Mapping[str, str]) -> bytes:
    """Return the page that stands where there never was one yet: the furniture with what is in its way."""
    head = (
        f'<!doctype html>\n<html lang="{desk.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{t["desk_title"]}</title>\n<link rel="icon" href="/handbook/mark.svg">\n'
        '<link rel="stylesheet" href="/handbook/handbook.css">\n</head>\n<body>\n'
        '<main class="sheet"></main>\n</body>\n</html>\n'
    )
    return furnished(head.encode(), desk, {}, template, t)


def furniture(desk: Desk, template: Template, t: Mapping[str, str]) -> bytes:
    """Return the furniture alone."""
    shown, rest = desk.own[:_SHOWN], len(desk.own) - _SHOWN
    unpublished = desk.slug and desk.status is not Status.PUBLISHED
    view = _Furniture(
        t=t,
        language=str(desk.language),
        revision=desk.revision,
        slug=desk.slug,
        status=t[f"desk_unpublished_{desk.status}"] if unpublished else "",
        errors=desk.errors,
        errors_words=t["desk_errors"].format(count=desk.errors) if desk.errors else t["desk_no_errors"],
        advice_words=_advice_words(desk, t),
        looking=desk.looking,
        heading=t["desk_wrong_shared" if desk.shared else "desk_wrong_here"],
        open=not desk.shared or not desk.page_below,
        page_below=desk.page_below,
        problems=tuple(problem_of(each, desk.titles) for each in shown),
        more=t["desk_more"].format(count=rest) if rest > 0 else "",
    )
    return render(template, view)


def _advice_words(desk: Desk, t: Mapping[str, str]) -> str:
    if not desk.slug:
        return t["desk_advice_title"]
    return t["desk_advice"].format(count=desk.remarks) if desk.remarks else t["desk_no_advice"]


def findings_page(
    found: Sequence[Diagnostic],
    language: Language,
    *,
    errors: bool,
    template: Template,
    t: Mapping[str, str],
    titles: Mapping[str, str],
    pages: Mapping[str, str],
    way: str = "",
) -> bytes:
    """Return the page of all findings: errors file by file, advice rule by rule.

    ``titles`` has what a rule asks, and ``pages`` the address of the page on it, by its slug where there is one; ``way`` are
    the words of the link there.
    """
    key = "problems" if errors else "advice"
    held = found[:_LISTED]
    groups = tuple(_by_file(held, titles) if errors else _by_rule(held, titles, pages, way))
    lead, rest = t[f"desk_{key}_lead"], len(found) - len(held)
    more = f" {t['desk_more'].format(count=rest)}." if rest else ""
    view = _Findings(t, str(language), t[f"desk_{key}_title"], f"{lead}{more}", f"/{language}/", groups)
    return _live(render(template, view))


def _live(page: bytes) -> bytes:
    script = b'<script type="module" src="/desk/desk.js"></script>\n'
    style = b'<link rel="stylesheet" href="/desk/desk.css">\n'
    return page.replace(b"</head>", style + script + b"</head>", 1)


def _by_file(found: Iterable[Diagnostic], titles: Mapping[str, str]) -> Iterable[Group]:
    for path, held in groupby(found, lambda each: each.span.path):
        problems = tuple(problem_of(each, titles) for each in held)
        yield Group(escape(path), len(problems), problems, "", "")


def _by_rule(
    found: Iterable[Diagnostic], titles: Mapping[str, str], pages: Mapping[str, str], way: str
) -> Iterable[Group]:
    ordered = sorted(found, key=lambda each: (each.severity is not Severity.WARNING, each.code.name))
    for code, held in groupby(ordered, lambda each: each.code):
        problems = tuple(problem_of(each, {code.slug: ""}) for each in held)
        yield Group(_spoken(titles.get(code.slug, code.value)), len(problems), problems, pages.get(code.slug, ""), way)


def problem_of(found: Diagnostic, titles: Mapping[str, str]) -> Problem:
    """Return a finding as it is shown: of a long line, what stands around the place; ``titles`` say what rules ask."""
    span, text = found.span, found.excerpt
    start = min(max(0, span.column - 1), len(text))
    end = min(len(text), max(span.end - 1, start + 1))
    left, right = max(0, start - _WIDE // 2), min(len(text), max(end, start) + _WIDE // 2)
    marked = text[start:end] if end - start <= _WIDE else f"{text[start : start + _WIDE]}…"
    return Problem(
        weight=str(found.severity),
        place=f"{span.path}:{span.line}:{span.column}",
        code=found.code.slug,
        message=_spoken(found.message),
        hint=_spoken(found.hint),
        rule=_spoken(titles.get(found.code.slug, found.code.value)),
        line=span.line,
        before=("…" if left else "") + text[left:start],
        marked=marked,
        after=text[end:right] + ("…" if right < len(text) else ""),
    )


def _spoken(words: str) -> Markup:
    """Return words for a page: what stands between backticks, to be typed or found letter for letter, as code."""
    return Markup(_AS_TYPED.sub(r"<code>\1</code>", str(escape(words))))  # noqa: S704 - escaped, but for our own element
