"""The cover opened flat, seen from outside: every width follows from the page count, the paper and the printer's terms.

From left to right: back flap, back board, spine, front board, front flap. All lengths are mm; places count from the
trim's left edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from asylmura_ssg.model.design import Face
from asylmura_ssg.model.press import POINTS, Printer

LEAST_SPINE_TEXT = 7.0
"""Smaller than this, in points, a spine is not read on a shelf."""

_MOST_SPINE_TEXT = 17.0


class SpineTooThinError(Exception):
    """A spine that cannot bear its text. ``asked`` is the thinnest that can, in mm."""

    def __init__(self, spine: float, asked: float, pages: int) -> None:
        super().__init__(f"the spine of {pages} pages is {spine:g} mm thick; its text needs {asked:g} mm")
        self.spine, self.asked, self.pages = spine, asked, pages


@dataclass(frozen=True, slots=True)
class Spread:
    """The five parts of a cover; a cover without flaps has flaps of width 0."""

    board: float
    height: float
    spine: float
    flap: float

    @property
    def width(self) -> float:
        """The width of the whole, trimmed."""
        return round(2 * (self.board + self.flap) + self.spine, 2)

    @property
    def back(self) -> float:
        """Where the back board begins."""
        return self.flap

    @property
    def backbone(self) -> float:
        """Where the spine begins."""
        return round(self.flap + self.board, 2)

    @property
    def front(self) -> float:
        """Where the front board begins."""
        return round(self.backbone + self.spine, 2)

    @property
    def fore_edge(self) -> float:
        """Where the front flap begins."""
        return round(self.front + self.board, 2)

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded: at both sides of the spine, and where flaps begin."""
        inner = (self.backbone, self.front)
        return (self.back, *inner, self.fore_edge) if self.flap else inner


def spread_of(printer: Printer, trim: tuple[float, float], pages: int) -> Spread:
    """Return the cover of a block of so many pages."""
    return Spread(*trim, printer.spine(pages), printer.cover.flaps)


@dataclass(frozen=True, slots=True)
class Backbone:
    """How text stands on a spine: its size in points, and where its baseline lies, in mm from the spine's middle.

    The letters' capitals are centred; what reaches over and under them keeps the inset, too.
    """

    size: float
    baseline: float


def backbone_of(printer: Printer, spread: Spread, pages: int, text: str, face: Face, length: float) -> Backbone:
    """Return how a text is set along the spine, ``length`` mm long at most. Raises SpineTooThinError."""
    high, low, cap, width = _extent(text, face)
    reach = max(high - cap / 2, low + cap / 2)
    asked = max(printer.cover.text_from, 2 * (LEAST_SPINE_TEXT / POINTS * reach + printer.cover.inset))
    room = spread.spine / 2 - printer.cover.inset
    size = min(room / reach * POINTS, length / width * POINTS, _MOST_SPINE_TEXT)
    if spread.spine < asked or size < LEAST_SPINE_TEXT:
        raise SpineTooThinError(spread.spine, math.ceil(round(asked * 100, 6)) / 100, pages)
    size = int(size * 4) / 4  # by quarters of a point
    return Backbone(size, round(cap / 2 * size / POINTS, 3))


@lru_cache(maxsize=64)
def _extent(text: str, face: Face) -> tuple[float, float, float, float]:
    """Return how far letters reach above and below the baseline, the height of capitals, and the width; all in em."""
    font = TTFont(BytesIO(face.data), lazy=True)
    names, glyphs, em = font.getBestCmap(), font.getGlyphSet(), font["head"].unitsPerEm
    high = low = width = 0.0
    for letter in text:
        glyph = glyphs[names[ord(letter)]]
        pen = BoundsPen(glyphs)
        glyph.draw(pen)
        width += glyph.width
        if pen.bounds is not None:
            low, high = max(low, -pen.bounds[1]), max(high, pen.bounds[3])
    return high / em, low / em, font["OS/2"].sCapHeight / em, width / em
