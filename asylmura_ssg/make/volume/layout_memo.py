"""Work WeasyPrint repeats is done once: the look past a column's end, the notes below a page, the sizes that a style asks
for, an outline drawn in every entry.

It stands in for functions of one version; with any other version nothing is touched and setting is slower. Pages are
the same with and without it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

import weasyprint
from weasyprint import svg
from weasyprint.formatting_structure.boxes import Box, MarginBox, PageBox
from weasyprint.layout import LayoutContext, absolute, block, column, float as floats, inline, percent, table

KNOWN = "70.0"

# ruff: noqa: SLF001 - WeasyPrint measures its notes in a method of its own

_OUTLINES = 512  # a country's regions, lakes and rivers many times over
_SIZED = (absolute, block, column, floats, inline, table)  # those that ask a style for sizes


@contextmanager
def work_spared() -> Iterator[None]:
    """Spare repeated work until the end of the ``with`` block."""
    if weasyprint.__version__ != KNOWN:
        yield
        return
    lay_out, draw, measure = block.block_box_layout, svg.TAGS["path"], LayoutContext._update_footnote_area
    block.block_box_layout = _looking_no_further(lay_out)
    svg.TAGS["path"] = _drawing_once(draw)
    LayoutContext._update_footnote_area = _measuring_once(measure)
    resolve = percent.resolve_percentages
    sized = _sizing_once(resolve)
    for user in _SIZED:
        user.resolve_percentages = sized
    asked, Box.is_in_normal_flow = Box.is_in_normal_flow, _in_normal_flow
    try:
        yield
    finally:
        for user in _SIZED:
            user.resolve_percentages = resolve
        Box.is_in_normal_flow = asked
        block.block_box_layout, svg.TAGS["path"] = lay_out, draw
        LayoutContext._update_footnote_area = measure


def _looking_no_further(lay_out: Any) -> Any:
    """Return a layout that, asked how high what follows a column is, lays out the next block alone, not all the rest."""

    def block_box_layout(context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **named: Any) -> Any:
        if bottom_space == inf and skip_stack:
            ((first, _),) = skip_stack.items()
            end = next(
                (n for n, child in enumerate(box.children) if n > first and child.is_in_normal_flow()),
                len(box.children),
            )
            box = box.copy_with_children(box.children[:end])
        return lay_out(context, box, bottom_space, skip_stack, *rest, **named)

    return block_box_layout


def _measuring_once(measure: Any) -> Any:
    """Return a measuring of the footnotes' area that remembers how high the same notes are on the same page.

    Balanced columns are laid out again and again, and with each try their notes come and go one by one.
    """
    # The boxes are kept beside what was measured, so that no later one is given their id.
    held: dict[tuple[int, ...], tuple[Any, float, bool]] = {}

    def update_footnote_area(context: Any) -> bool:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        key = (id(context), id(area), *map(id, notes))
        if not notes or key not in held:
            overflows = bool(measure(context))
            held[key] = (context, area, tuple(notes)), area.height, overflows
            return overflows
        _, height, overflows = held[key]
        if not context.in_column and area.height != "auto":
            context.page_bottom += area.margin_height()
        area.children, area.height = notes, height
        if not context.in_column:
            context.page_bottom -= area.margin_height()
        return overflows

    return update_footnote_area


def _sizing_once(resolve: Any) -> Any:
    """Return a working out of margins, padding, borders and sizes that remembers them by style and containing block."""
    held: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        # Pages have a rule of their own, tables resolve their borders apart, and what lies in a flexible box gets another
        # style's values while it is laid out.
        if isinstance(box, PageBox | MarginBox) or box.is_flex_item or style["border_collapse"] == "collapse":
            resolve(box, containing_block)
            return
        if isinstance(containing_block, Box):
            key = id(style), containing_block.width, containing_block.height
        else:
            key = id(style), *containing_block
        if key not in held:
            resolve(box, containing_block)
            held[key] = style, {name: box.__dict__[name] for name in _RESOLVED}
        else:
            box.__dict__.update(held[key][1])

    return resolve_percentages


_FLOATED = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
_TAKEN_OUT = frozenset({"absolute", "fixed"})
_ELSEWHERE = frozenset({"running()", "note()"})


def _in_normal_flow(box: Any) -> bool:
    """Return whether a box is in normal flow: what is asked most often, in one step instead of five."""
    style = box.style
    position = style["position"]
    return not (style["float"] in _FLOATED or position in _TAKEN_OUT or position[0] in _ELSEWHERE)


_SIDES = ("top", "right", "bottom", "left")
_RESOLVED = (
    *(f"margin_{side}" for side in _SIDES), *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES), "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip


_drawn: OrderedDict[tuple[str, float], tuple[tuple[bytes, ...], tuple[Any, ...]]] = OrderedDict()


def _drawing_once(draw: Any) -> Any:
    """Return a drawing of paths that remembers outlines: the country's is the same in every entry."""

    def path(image: Any, node: Any, font_size: float) -> None:
        key = (node.get("d", ""), font_size)
        if key not in _drawn:
            before, corners = len(image.stream.stream), len(node.vertices)
            draw(image, node, font_size)
            _drawn[key] = tuple(image.stream.stream[before:]), tuple(node.vertices)[corners:]
            if len(_drawn) > _OUTLINES:
                _drawn.popitem(last=False)
            return
        operators, vertices = _drawn[key]
        image.stream.stream.extend(operators)
        node.vertices.extend(vertices)

    return path
