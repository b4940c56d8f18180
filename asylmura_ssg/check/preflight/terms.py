"""What is asked of each page: the printing house's terms, and what is known of the book."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.check.preflight.expected import ExpectedBook
from asylmura_ssg.model.press import Printer, Standard

WELL = 5 / 6
"""The share of the resolution aimed at below which a picture is looked at by a person."""

WASTED = 2.0
"""How many times the resolution aimed at is more than can be seen in print."""

SMALL = 9.0
"""Below this size, in points, text is small: in more than ``INKS`` inks its edges show colours."""

INKS = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """What a page is held against. Lengths are mm, ``hairline`` and ``smallest`` points, resolutions ppi.

    ``trim`` is None where the ordered size is not known. ``inner`` is None where there is no gutter, on a cover, whose
    ``folds`` are from the trim's left edge. ``inset`` is what text on the spine keeps from its folds.
    """

    standard: Standard
    bleed: float
    safe: float
    hairline: float
    smallest: float
    target: int
    minimum: int
    inner: float | None
    trim: tuple[float, float] | None
    folds: tuple[float, ...]
    inset: float

    @property
    def inks_only(self) -> bool:
        """Whether the standard knows neither transparency nor profiles on objects."""
        return self.standard is Standard.X1A


def terms_of(printer: Printer, book: ExpectedBook | None, pages: int) -> Terms:
    """Return the terms for a file of so many pages; one page alone has no gutter."""
    folds = book.folds if book is not None else ()
    return Terms(
        printer.standard,
        printer.bleed,
        printer.safe,
        printer.hairline,
        printer.smallest_text,
        printer.pictures.target,
        printer.pictures.minimum,
        printer.margins.inner if pages > 1 and not folds else None,
        book.trim if book is not None else None,
        folds,
        printer.cover.inset,
    )
