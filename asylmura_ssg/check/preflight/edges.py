"""What a page's plates say of its edges: what ends at the trim instead of bleeding, what stands too near to it, marks
in the bleed, and pages with nothing on them.

Lengths in pixels unless a name says otherwise; at 72 dpi a pixel is 0.35 mm, and a line may fill one pixel more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import cv2
import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.check.preflight.ink import FULL, Total
from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.check.preflight.separations import Painted
from asylmura_ssg.model.preflight import Check, Finding, Place
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.remedies import told

_INKED = 4.0  # per cent: what is lighter prints as paper
_SOLID = 80.0  # per cent of black: what marks are drawn with
_STOPS_MM = 1.0  # colour that goes less far over the trim ends at it
_RUN_MM = 2.0  # how long such an edge is at least
_LONG_RUN_MM = 10.0  # the same where it goes into the bleed, but not through it: shapes end there, too
_JOIN_MM = 3.0  # parts of an ornament that lie this near are one
_MARK = 2  # the width of a mark's line
_MARK_MM = 1.2  # the length of a mark at least: WeasyPrint draws its own half as long as a bleed of 3 mm

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page within its bleed, and where its trim lies in it, whole pixels: the outermost that lie within the trim."""

    painted: Painted
    inked: Mask
    left: int
    top: int
    right: int
    bottom: int

    def place(self, left: int, top: int, right: int, bottom: int) -> Place:
        x, y = int(self.painted.bleed[0]), int(self.painted.bleed[1])
        return self.painted.place(x + left, y + top, x + right, y + bottom)


def prove_edges(
    painted: Painted, total: Total, lines: Sequence[Rect], printer: Printer, page: int
) -> Iterator[Finding]:
    """Yield what is wrong at a page's edges; ``lines`` are boxes of text and codes in pixels of the whole raster."""
    sheet = _sheet(painted, total)
    if sheet is None:
        return
    yield from _missing_bleed(sheet, printer.bleed, page)
    yield from _near_trim(sheet, printer.safe, lines, page)
    yield from _marks(sheet, total, page)


def is_blank(painted: Painted, total: Total) -> bool:
    """Tell whether nothing of a page is printed within its trim."""
    sheet = _sheet(painted, total)
    return sheet is not None and not bool(sheet.inked[sheet.top : sheet.bottom, sheet.left : sheet.right].any())


def _sheet(painted: Painted, total: Total) -> _Sheet | None:
    """Return the page's sheet, None where the trim holds no pixels."""
    x, y = int(painted.bleed[0]), int(painted.bleed[1])
    left, top = max(0, int(np.ceil(painted.trim[0] - 0.25)) - x), max(0, int(np.ceil(painted.trim[1] - 0.25)) - y)
    right, bottom = int(painted.trim[2] + 0.25) - x, int(painted.trim[3] + 0.25) - y
    if right - left < 4 or bottom - top < 4:
        return None
    return _Sheet(
        painted, total >= _INKED * FULL / 100, left, top, min(right, total.shape[1]), min(bottom, total.shape[0])
    )


def _missing_bleed(sheet: _Sheet, bleed: float, page: int) -> Iterator[Finding]:
    """Yield each side whose colour reaches the trim and does not go on to the end of the bleed."""
    scale = sheet.painted.scale
    wanted = int(bleed * scale) - 1
    if wanted < 1:
        return
    height, width = sheet.inked.shape
    sides = (  # each as rows that begin two pixels within the trim and lead outwards
        ("left", sheet.inked[:, : sheet.left + 2][:, ::-1]),
        ("right", sheet.inked[:, sheet.right - 2 :]),
        ("top", sheet.inked[: sheet.top + 2][::-1].T),
        ("bottom", sheet.inked[sheet.bottom - 2 :].T),
    )
    for side, rows in sides:
        depth = _depth(rows)
        stops = _runs((depth >= 0) & (depth <= _STOPS_MM * scale) & (depth < wanted), _RUN_MM * scale)
        short = _runs(_level(depth) & (depth > _STOPS_MM * scale) & (depth < wanted), _LONG_RUN_MM * scale)
        runs = (*stops, *short)
        if not runs:
            continue
        first, last = min(run[0] for run in runs), max(run[1] for run in runs)
        reached = max(0, int(np.median(np.concatenate([depth[a:b] for a, b in runs])))) / scale
        length = sum(b - a for a, b in runs) / scale
        box = {
            "left": (0, first, sheet.left + 6, last),
            "right": (sheet.right - 6, first, width, last),
            "top": (first, 0, last, sheet.top + 6),
            "bottom": (first, sheet.bottom - 6, last, height),
        }[side]
        goes = "ends at the trim" if reached <= _STOPS_MM else f"goes {reached:.1f} mm over the trim"
        yield told(
            Check.MISSING_BLEED,
            page,
            f"colour {goes} along {length:.0f} mm of the {side} edge; {bleed:g} mm of bleed are asked",
            sheet.place(*box),
        )


def _depth(rows: Mask) -> NDArray[np.intp]:
    """Return how many pixels over the trim the ink of each row goes without a gap; -1 where none reaches the trim."""
    outwards = rows[:, 2:]
    padded = np.concatenate([outwards, np.zeros((len(rows), 1), np.bool_)], axis=1)
    return np.where(rows[:, :2].all(axis=1), np.argmin(padded, axis=1), -1)


def _level(depth: NDArray[np.intp]) -> Mask:
    """Tell of each row whether its ink ends where its neighbours' does, within a pixel."""
    before, after = np.roll(depth, 1), np.roll(depth, -1)
    return np.asarray((np.abs(depth - before) <= 1) & (np.abs(depth - after) <= 1))


def _runs(mask: Mask, least: float) -> tuple[tuple[int, int], ...]:
    """Return the beginnings and ends of a mask's runs that are as long as said."""
    steps = np.diff(np.concatenate([[0], mask.astype(np.int8), [0]]))
    pairs = zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
    return tuple((int(a), int(b)) for a, b in pairs if b - a >= least)


def _near_trim(sheet: _Sheet, safe: float, lines: Sequence[Rect], page: int) -> Iterator[Finding]:
    """Yield what stands within the safe distance of the trim and does not run over it; text and codes are asked elsewhere."""
    painted, scale = sheet.painted, sheet.painted.scale
    drawn = sheet.inked.astype(np.uint8)
    x, y = int(painted.bleed[0]), int(painted.bleed[1])
    for left, top, right, bottom in lines:
        drawn[max(0, int(top) - y - 1) : int(bottom) - y + 2, max(0, int(left) - x - 1) : int(right) - x + 2] = 0
    kernel = np.ones((int(_JOIN_MM * scale),) * 2, np.uint8)
    joined = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, kernel)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    near = []
    trim = painted.trim[0] - x, painted.trim[1] - y, painted.trim[2] - x, painted.trim[3] - y
    for left, top, width, height, _ in boxes[1:].tolist():
        right, bottom = left + width, top + height
        # Half a pixel of what an edge touches is, on the whole, not covered.
        gap = min(left - trim[0], top - trim[1], trim[2] - right, trim[3] - bottom) + 0.5
        if 1 <= gap < safe * scale - 1:
            near.append((gap / scale, sheet.place(left, top, right, bottom)))
    if near:
        said = f"content stands {min(gap for gap, _ in near):.1f} mm from the trim; {safe:g} mm are asked"
        yield told(Check.INK_NEAR_TRIM, page, said, reduce(Place.joined, (place for _, place in near)))


def _marks(sheet: _Sheet, total: Total, page: int) -> Iterator[Finding]:
    """Yield thin lines of full ink that lie wholly in the bleed: marks that ought to lie outside it."""
    x, y = int(sheet.painted.bleed[0]), int(sheet.painted.bleed[1])
    height, width = total.shape
    black = sheet.painted.inks[y : y + height, x : x + width, 3] >= _SOLID * FULL / 100
    margin = black.copy()
    margin[sheet.top : sheet.bottom, sheet.left : sheet.right] = False
    if not margin.any():
        return
    _, _, boxes, _ = cv2.connectedComponentsWithStats(black.astype(np.uint8), connectivity=8)
    least = _MARK_MM * sheet.painted.scale
    marks = [
        sheet.place(left, top, left + across, top + down)
        for left, top, across, down, _ in boxes[1:].tolist()
        if min(across, down) <= _MARK and max(across, down) >= least
        if left + across < sheet.left or left > sheet.right or top + down < sheet.top or top > sheet.bottom
    ]
    if marks:
        noun = "line" if len(marks) == 1 else "lines"
        said = f"{len(marks)} thin {noun} of full ink in the bleed"
        yield told(Check.MARK_IN_BLEED, page, said, reduce(Place.joined, marks))
