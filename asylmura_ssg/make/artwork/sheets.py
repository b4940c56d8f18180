"""Many plates on the workshop's sheets: set side by side in their order, with marks to cut by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asylmura_ssg.make.artwork.drawing import Drawing, Layer, Mark, Shape, rectangle, units
from asylmura_ssg.model.artwork import (
    ArtworkError,
    ArtworkRecipe,
    Page,
    Placed,
    Sheet,
    layout_of,
)

MARK = 3.0
"""A cut mark's length, mm; it points at the plate's edge from outside."""
MARK_WIDTH = 0.3
MARK_GAP = 1.0
"""Between a plate's edge and the mark, mm: a saw may stray so far and leave the plate clean."""
LEAST_GAP = 2 * (MARK + MARK_GAP)
"""Between plates and at the sheet's edges, mm: room for the marks of both."""


def impose(recipes: Sequence[ArtworkRecipe], sheet: Sheet) -> tuple[Page, ...]:
    """Return the sheets that hold all plates: rows from the left, in the order given, none turned.

    Raises ArtworkError when a plate is larger than the sheet or the marks have no room.
    """
    if min(sheet.gap, 2 * sheet.margin) < LEAST_GAP:
        raise ArtworkError(
            f"a sheet with {sheet.gap:g} mm between plates and a margin of {sheet.margin:g} mm has no room for cut "
            f"marks: leave {LEAST_GAP:g} mm between plates and {LEAST_GAP / 2:g} mm at the edges at least"
        )
    if len({recipe.variant for recipe in recipes}) > 1:
        raise ArtworkError("one sheet is either printed or engraved: impose the variants apart")
    pages: list[list[Placed]] = []
    x = y = row = 0.0
    for recipe in recipes:
        layout = layout_of(recipe.size, recipe.arrangement)
        _check_fits(recipe, layout.width, layout.height, sheet)
        if pages and x + layout.width > sheet.width - sheet.margin + 1e-9:
            x, y, row = sheet.margin, y + row + sheet.gap, 0.0
        if not pages or y + layout.height > sheet.height - sheet.margin + 1e-9:
            pages.append([])
            x, y, row = sheet.margin, sheet.margin, 0.0
        pages[-1].append(Placed(recipe, layout, x, y))
        x, row = x + layout.width + sheet.gap, max(row, layout.height)
    return tuple(Page(sheet, tuple(plates)) for plates in pages)


def _check_fits(recipe: ArtworkRecipe, width: float, height: float, sheet: Sheet) -> None:
    room = sheet.width - 2 * sheet.margin, sheet.height - 2 * sheet.margin
    if width > room[0] + 1e-9 or height > room[1] + 1e-9:
        raise ArtworkError(
            f"plate {recipe.inscription.plate} is {width:g} × {height:g} mm; the sheet has room for "
            f"{room[0]:g} × {room[1]:g} mm: take a larger sheet, or turn it"
        )


def sheet_drawing(page: Page, drawings: Sequence[Drawing]) -> Drawing:
    """Return the plates' drawings at their places with cut marks; the parts of the nth plate are named ``pn-…``."""
    marks: list[Mark] = []
    for index, (placed, drawing) in enumerate(zip(page.plates, drawings, strict=True), 1):
        x, y = units(placed.x), units(placed.y)
        marks += [
            replace(mark, part=f"p{index}-{mark.part}", x=mark.x + x, y=mark.y + y) for mark in drawing.marks
        ]  # fmt: skip
        marks += _cut_marks(x, y, drawing.width, drawing.height)
    return Drawing(units(page.sheet.width), units(page.sheet.height), drawings[0].face, tuple(marks))


def _cut_marks(x: int, y: int, width: int, height: int) -> Iterator[Mark]:
    """Yield two marks at each corner, their middle lines on the plate's edges."""
    length, thick, gap = units(MARK), units(MARK_WIDTH), units(MARK_GAP)
    lying, standing = Shape((rectangle(length, thick),)), Shape((rectangle(thick, length),))
    for edge in (y, y + height):
        for left in (x - gap - length, x + width + gap):
            yield Mark(Layer.MARKS, "cut-marks", lying, left, edge - thick // 2)
    for edge in (x, x + width):
        for top in (y - gap - length, y + height + gap):
            yield Mark(Layer.MARKS, "cut-marks", standing, edge - thick // 2, top)
