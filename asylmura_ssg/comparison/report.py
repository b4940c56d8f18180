"""What a comparison found, as one HTML page that needs nothing else, and as Markdown for a merge request's comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asylmura_ssg.comparison.gallery import Gallery
from asylmura_ssg.comparison.looks import Look
from asylmura_ssg.comparison.sites import Comparison, Page, is_double
from asylmura_ssg.comparison.wording import Hunk, Kind, Piece
from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import LANGUAGES, Language

TEMPLATE = "workshop/comparison.html"

_ROWS = 400  # pages whose words are shown; of more, the first
_LISTED = 12  # pages and passages in the summary
_SUMMARY = 60_000  # letters: hosts of merge requests take a little more
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!@&]")
_CALLING = "@#!~&"
"""Hosts take these before a word for a mention or a reference, written as character references too: U+200B parts the two."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A look, and what is said of it."""

    look: Look
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A page as the report tells of it: ``also`` are the addresses that read the same."""

    title: str
    url: str
    hunks: tuple[Hunk, ...]
    note: str
    also: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The changed pages in one language; its name is empty where pages have none."""

    language: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Pages that are told by their names alone."""

    title: str
    pages: tuple[Page, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page shows."""

    t: dict[str, str]
    language: str
    title: str
    figures: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    lists: tuple[Listed, ...]
    alike: tuple[Row, ...]
    parts: tuple[Part, ...]
    unread: tuple[Row, ...]
    files: tuple[tuple[str, str], ...]
    none: bool


def report_page(
    comparison: Comparison, gallery: Gallery, template: Template, strings: dict[str, str], language: Language
) -> bytes:
    """Return the report as HTML; ``template`` is :data:`TEMPLATE`."""
    rows = [row for row in _rows(comparison, gallery, strings) if row[1].hunks]
    view = ReportView(
        t=strings,
        language=str(language),
        title=strings["comparison_title"],
        figures=tuple(_figures(comparison, strings, language)),
        notices=tuple(_notices(comparison, gallery, len(rows), strings, language)),
        lists=tuple(_lists(comparison, strings, language)),
        alike=tuple(_alike(comparison, gallery, strings, language)),
        parts=tuple(_parts(rows[:_ROWS], strings)),
        unread=tuple(
            Row(page.title, page.url, (), strings["comparison_unread"], "", _seen(gallery, page.path, strings))
            for page in comparison.unread
            if gallery.looks.get(page.path)
        ),
        files=tuple(_files(comparison, strings, language)),
        none=comparison.nothing,
    )
    return render(template, view)


def summary_of(comparison: Comparison, gallery: Gallery, strings: dict[str, str], language: Language) -> str:
    """Return the report in short, as Markdown; no word of a page is taken for markup in it, or for a mention."""
    lines = [f"### {strings['comparison_title']}", ""]
    if comparison.nothing:
        return "\n".join([*lines, strings["comparison_none"], ""])
    figures = tuple(_figures(comparison, strings, language))
    lines += [f"| {' | '.join(words for words, _ in figures)} |", f"|{'---:|' * len(figures)}",
              f"| {' | '.join(number for _, number in figures)} |", ""]  # fmt: skip
    for listed in _lists(comparison, strings, language):
        lines += [
            f"**{listed.title}:** " + ", ".join(_named(page.title, page.url) for page in listed.pages[:_LISTED]),
            "",
        ]
    for row in _alike(comparison, gallery, strings, language):
        lines += [f"- {row.note}: {_marked(row.hunks[0])}"]
    rows = [row for _, row in _rows(comparison, gallery, strings) if row.hunks]
    for row in rows[:_LISTED]:
        lines += [f"- {_named(row.title, row.url)}", *(f"  - {_marked(hunk)}" for hunk in row.hunks[:_LISTED])]
    if len(rows) > _LISTED:
        lines += [f"- {strings['comparison_more'].format(n=number_in(len(rows) - _LISTED, language))}"]
    lines += ["", *(f"_{notice}_" for notice in _notices(comparison, gallery, 0, strings, language)), ""]
    text = "\n".join(lines)
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rpartition("\n")[0] + "\n\n…\n"


def _named(title: str, url: str) -> str:
    return f"{_plain(title)} (`{url}`)" if title else f"`{url}`"


def _plain(words: str) -> str:
    return _SPECIAL.sub(_told_plainly, words.replace("\n", " "))


def _told_plainly(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};{'&#8203;' if sign[0] in _CALLING else ''}"


def _marked(hunk: Hunk) -> str:
    """Return a passage as Markdown: what went struck out, what came in bold."""
    return "".join(map(_mark, hunk))


def _mark(piece: Piece) -> str:
    words = _plain(piece.words)
    core = words.strip()
    if piece.kind is Kind.SAME or not core:
        return words
    # Marks stand at the words: with a space inside they would be taken for signs.
    head, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    sign = "del" if piece.kind is Kind.GONE else "ins"
    return f"{head}<{sign}>{core}</{sign}>{tail}"


def _figures(comparison: Comparison, strings: dict[str, str], language: Language) -> Iterator[tuple[str, str]]:
    counts = {
        "new": len(comparison.new),
        "gone": len(comparison.gone),
        "changed": len(comparison.changed),
        "unread": len(comparison.unread),
        "pages": comparison.pages,
    }
    for name, number in counts.items():
        yield strings[f"comparison_of_{name}"], number_in(number, language)


def _notices(
    comparison: Comparison, gallery: Gallery, rows: int, strings: dict[str, str], language: Language
) -> Iterator[str]:
    if gallery.why:
        yield strings["comparison_unpictured"].format(why=gallery.why)
    elif gallery.unseen > 0 and gallery.seen:
        yield strings["comparison_limited"].format(
            seen=number_in(gallery.seen, language), unseen=number_in(gallery.unseen, language)
        )
    if rows > _ROWS:
        yield strings["comparison_cut"].format(shown=number_in(_ROWS, language), all=number_in(rows, language))
    if comparison.unread:
        yield strings["comparison_unread_count"].format(n=number_in(len(comparison.unread), language))


def _lists(comparison: Comparison, strings: dict[str, str], language: Language) -> Iterator[Listed]:
    for name, pages in (("new", comparison.new), ("gone", comparison.gone)):
        shown = tuple(page for page in pages if not is_double(page.path))
        if shown:
            hidden = len(shown) - _ROWS
            more = strings["comparison_more"].format(n=number_in(hidden, language)) if hidden > 0 else ""
            yield Listed(strings[f"comparison_of_{name}"], shown[:_ROWS], more)


def _alike(comparison: Comparison, gallery: Gallery, strings: dict[str, str], language: Language) -> Iterator[Row]:
    own = {changed.page.path for changed in comparison.changed if changed.hunks}
    for one in comparison.alike:
        note = strings["comparison_alike"].format(n=number_in(len(one.pages), language))
        seen = () if one.face.path in own else _seen(gallery, one.face.path, strings)
        yield Row(one.face.title, one.face.url, (one.hunk,), note, "", seen)


def _rows(comparison: Comparison, gallery: Gallery, strings: dict[str, str]) -> list[tuple[str, Row]]:
    """Return a row for each change, with the language it is in: pages that changed the same way are one."""
    held: dict[tuple[str, tuple[Hunk, ...]], list[Page]] = {}
    for changed in comparison.changed:
        key = (changed.page.language, changed.hunks or ((Piece(Kind.SAME, changed.page.path),),))
        held.setdefault(key, []).append(changed.page)
    rows = []
    for (language, hunks), pages in held.items():
        face, *others = sorted(pages, key=lambda page: (is_double(page.path), page.path))
        own = () if hunks[0] == (Piece(Kind.SAME, face.path),) else hunks
        also = ", ".join(page.url for page in others)
        rows.append((language, Row(face.title, face.url, own, "", also, _seen(gallery, face.path, strings))))
    return rows


def _seen(gallery: Gallery, path: str, strings: dict[str, str]) -> tuple[Seen, ...]:
    return tuple(
        Seen(look, strings["comparison_look_cut" if look.cut else "comparison_look"].format(width=look.width))
        for look in gallery.looks.get(path, ())
    )


def _parts(rows: Sequence[tuple[str, Row]], strings: dict[str, str]) -> Iterator[Part]:
    known = [str(language) for language in LANGUAGES]
    for language in (*known, *sorted({spoken for spoken, _ in rows} - set(known))):
        own = tuple(row for spoken, row in rows if spoken == language)
        if own:
            yield Part(language, strings[f"comparison_in_{language}"] if language in known else language, own)


def _files(comparison: Comparison, strings: dict[str, str], language: Language) -> Iterator[tuple[str, str]]:
    names = ("new", "gone", "changed")
    for ending, *counts in comparison.files:
        told = [
            f"{strings[f'comparison_files_{name}']}: {number_in(count, language)}"
            for name, count in zip(names, counts, strict=True)
            if count
        ]
        yield ending, "; ".join(told)
