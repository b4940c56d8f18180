"""The trimmed page and its text area, and what photographs must be to stand on it. Lengths are millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

COLUMN_GAP = 6.0
"""Between the two columns of text."""


@dataclass(frozen=True, slots=True)
class Margins:
    """From the trim to the text: ``inner`` lies at the spine."""

    inner: float
    outer: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Format:
    """The trimmed page and its text area: all that typesetting knows of a printer."""

    width: float
    height: float
    margins: Margins

    @property
    def measure(self) -> float:
        """The width of the text area."""
        return self.width - self.margins.inner - self.margins.outer

    @property
    def column(self) -> float:
        """The width of one of two columns."""
        return round((self.measure - COLUMN_GAP) / 2, 3)

    @property
    def depth(self) -> float:
        """The height of the text area."""
        return self.height - self.margins.top - self.margins.bottom


@dataclass(frozen=True, slots=True)
class Pictures:
    """What photographs must be: ``target`` is the resolution they are brought to, ``minimum`` is refused below (ppi)."""

    target: int
    minimum: int


class Treatment(StrEnum):
    """How a photograph is brought into the book: converted, made grey, or kept in the inks it came in."""

    CONVERT = "convert"
    GREYSCALE = "greyscale"
    KEEP = "keep"
