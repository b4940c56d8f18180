"""How large an entry's pictures stand in a printed volume: the page decides, and the pixels there are.

Known before anything is set, so that a picture too small for its place is told at its line in the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

from asylmura_ssg.model.printed_page import COLUMN_GAP, Format

T = TypeVar("T")
Size = tuple[float, float]
"""Width and height in mm."""

FINE = 250
"""Dots per inch from which a photograph gains nothing visible on paper.

A screen of 150 lines to the inch needs one and a half to two dots a line: 225 to 300.
"""

_HIGHEST_LEAD, _HIGHEST_IN_ROW = 64.0, 60.0  # mm
_HIGHEST_SHARE = 1 / 3  # of the text area's height: below a picture an entry's text must have room
_LEAST_SHARE = 0.6  # a picture with few pixels is set smaller, but no smaller than this part of its place
_MM_PER_INCH = 25.4


def rows_of(pictures: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    """Return the rows in which pictures stand: the first alone, the others in pairs, an odd one with a pair."""
    if not pictures:
        return ()
    lead, *others = pictures
    rows = [tuple(others[start : start + 2]) for start in range(0, len(others), 2)]
    if len(rows) > 1 and len(rows[-1]) == 1:
        rows[-2:] = [rows[-2] + rows[-1]]
    return ((lead,), *rows)


def printed_sizes(pixels: Sequence[tuple[int, int]], page: Format) -> tuple[tuple[Size, ...], ...]:
    """Return how large pictures of some widths and heights in px stand, row by row.

    The first is as wide as a column, the pictures of a row are equally high and as wide as the page together; unless
    that is too high for the page, or more than their pixels fill: then they are a little smaller.
    """
    return tuple(_row(row, page) if place else _lead(row, page) for place, row in enumerate(rows_of(pixels)))


def resolution(width: int, printed: float) -> int:
    """Return the dots per inch of a picture ``width`` px wide that is printed so many mm wide."""
    return round(width * _MM_PER_INCH / printed) if printed else 0


def least_pixels(size: Size, ppi: int) -> tuple[int, int]:
    """Return the least width and height in px that a picture of a printed size has at a resolution."""
    return ceil(size[0] * ppi / _MM_PER_INCH), ceil(size[1] * ppi / _MM_PER_INCH)


def _lead(row: Sequence[tuple[int, int]], page: Format) -> tuple[Size, ...]:
    ((width, height),) = row
    return _of_height(row, min(page.column * height / width, _HIGHEST_LEAD, page.depth * _HIGHEST_SHARE))


def _row(row: Sequence[tuple[int, int]], page: Format) -> tuple[Size, ...]:
    shapes = sum(width / height for width, height in row)
    wide = (page.measure - COLUMN_GAP * (len(row) - 1)) / shapes
    return _of_height(row, min(wide, _HIGHEST_IN_ROW, page.depth * _HIGHEST_SHARE))


def _of_height(row: Sequence[tuple[int, int]], wanted: float) -> tuple[Size, ...]:
    sharp = min(height for _, height in row) * _MM_PER_INCH / FINE
    height = max(min(wanted, sharp), wanted * _LEAST_SHARE)
    return tuple((round(height * across / down, 2), round(height, 2)) for across, down in row)
