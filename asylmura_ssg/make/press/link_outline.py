"""The bookmarks shown beside the pages on screens (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asylmura_ssg.make.press.link_file import PdfFile, ref, text


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: level 1 holds the levels 2 after it."""

    title: str
    level: int
    folio: int


def put_outline(file: PdfFile, bookmarks: Sequence[Bookmark], page_at: Callable[[int], int]) -> int:
    """Write the outline, its first level folded up, and return its number; ``page_at`` is of a folio's page."""
    root = file.reserve()
    first = file.reserve(len(bookmarks))
    tops = [i for i, mark in enumerate(bookmarks) if mark.level == 1 or i == 0]
    ends = [*tops[1:], len(bookmarks)]
    for position, (top, end) in enumerate(zip(tops, ends, strict=True)):
        links = _siblings(first, tops, position) + b"/Parent " + ref(root)
        if end > top + 1:
            links += b"/Count %d/First " % (top + 1 - end) + ref(first + top + 1) + b"/Last " + ref(first + end - 1)
        _put(file, first + top, bookmarks[top], links, page_at)
        below = list(range(top + 1, end))
        for place, number in enumerate(below):
            links = _siblings(first, below, place) + b"/Parent " + ref(first + top)
            _put(file, first + number, bookmarks[number], links, page_at)
    shown = b"/Count %d/First " % len(tops) + ref(first + tops[0]) + b"/Last " + ref(first + tops[-1])
    file.put(root, b"<</Type /Outlines" + shown + b">>")
    return root


def _siblings(first: int, row: Sequence[int], place: int) -> bytes:
    before = b"/Prev " + ref(first + row[place - 1]) if place else b""
    after = b"/Next " + ref(first + row[place + 1]) if place + 1 < len(row) else b""
    return before + after


def _put(file: PdfFile, number: int, mark: Bookmark, links: bytes, page_at: Callable[[int], int]) -> None:
    file.put(number, b"<</Title " + text(mark.title) + links + b"/Dest [" + ref(page_at(mark.folio)) + b" /Fit]>>")
