"""The boxes of a page (ISO 32000-1, 14.11.2), with the origin at the corner of the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.press import DRAWN_BLEED, POINTS, Printer

Box = tuple[float, float, float, float]

SLUG = 4.0
"""Beyond the ends of the marks, in mm: room for a line of text and half a registration target."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A page's boxes in points. ``media`` begins at 0,0; for a screen all three are the trimmed page."""

    media: Box
    bleed: Box
    trim: Box


def boxes_of(trim: tuple[float, float], printer: Printer | None) -> Boxes:
    """Return the boxes of a page of a trimmed size in mm. The sheet is as large as the bleed, or the marks, ask for."""
    bleed = 0.0 if printer is None else printer.bleed
    if bleed > DRAWN_BLEED:
        raise ValueError(f"pages are drawn {DRAWN_BLEED:g} mm over the trim, not {bleed:g}")
    marks = None if printer is None else printer.marks
    around = bleed if marks is None else max(bleed, marks.offset) + marks.length + SLUG
    width, height = trim
    return Boxes(
        media=_points(0, 0, width + 2 * around, height + 2 * around),
        bleed=_points(around - bleed, around - bleed, around + width + bleed, around + height + bleed),
        trim=_points(around, around, around + width, around + height),
    )


def _points(*sides: float) -> Box:
    left, bottom, right, top = (round(side * POINTS, 4) for side in sides)
    return left, bottom, right, top
