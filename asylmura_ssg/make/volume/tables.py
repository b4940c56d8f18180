"""Tables of running text on paper: as wide as they need to be, or told row by row where no page is wide enough.

A table stands in its column; one that is too wide spans both; one still too wide is set smaller; and one that no size
makes fit is turned: each row becomes a paragraph of its own, every value after the heading of its column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from asylmura_ssg.make.volume.geometry import column
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.printed_page import Format

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LETTER = 0.58
"""How wide a letter of Literata is on an average, in ems, a little on the safe side."""

_LONGEST = 14
"""Letters of a word that a cell keeps on one line; longer ones are hyphenated."""

_EASE = 1.25
"""A table stays in its column only where its words have room enough for not every cell to be a tower."""

_PADDING = 6.0  # pt: between two columns of a table
_SIZES = (7.6, 6.6)  # pt: as the style sheet sets .table, and .table.small


def fit_tables(html: str, page: Format) -> str:
    """Return HTML whose tables fit a page of the format."""
    return _TABLE.sub(lambda found: _fitted(found[1], page), html)


def _fitted(table: str, page: Format) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(table)]
    usual, small = (_width(rows, size) for size in _SIZES)
    if usual * _EASE <= column(page) * POINTS:
        return f'<div class="table step"><table>{table}</table></div>'
    if usual <= page.measure * POINTS:
        return f'<div class="table wide step"><table>{table}</table></div>'
    if small <= page.measure * POINTS:
        return f'<div class="table wide small step"><table>{table}</table></div>'
    return _turned(rows)


def _width(rows: Sequence[Sequence[str]], size: float) -> float:
    """Return how wide a table must be, in points, for no short word to be broken."""
    count = max(map(len, rows), default=0)
    longest = [max((_longest(row[i]) for row in rows if i < len(row)), default=0) for i in range(count)]
    return sum(min(letters, _LONGEST) * _LETTER * size + _PADDING for letters in longest)


def _longest(cell: str) -> int:
    """Return the letters of a cell's longest word; a word here ends at a space, even at one that does not break."""
    return max(map(len, unescape(_TAG.sub("", cell)).split()), default=0)


def _turned(rows: Sequence[Sequence[str]]) -> str:
    heads, *others = rows
    return '<div class="turned">' + "".join(_record(heads, row) for row in others) + "</div>"


def _record(heads: Sequence[str], row: Sequence[str]) -> str:
    told = [_told(head, cell) for head, cell in zip(heads, row, strict=False) if head or cell]
    told[:1] = [f"<b>{first}</b>" for first in told[:1]]
    return f"<p>{'; '.join(told)}.</p>"


def _told(head: str, cell: str) -> str:
    return f"{head}: {cell or '–'}" if head else cell
