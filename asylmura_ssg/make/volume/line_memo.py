"""Lines remembered while a fragment is laid out: balancing columns asks WeasyPrint for the same lines many times.

It stands in for two functions of one version; with any other version nothing is touched and layout is slower. Pages
are the same with and without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

KNOWN = "70.0"

_PLAIN = frozenset({LineBox, InlineBox, TextBox})


@contextmanager
def lines_remembered() -> Iterator[None]:
    """Remember split lines until the end of the ``with`` block."""
    if weasyprint.__version__ != KNOWN:
        yield
        return
    users = (line_break, inline, preferred)
    split, fill = line_break.split_first_line, inline.split_inline_box
    memo = _memo(split)
    for user in users:
        user.split_first_line = memo
    inline.split_inline_box = _filled_once(fill)
    try:
        yield
    finally:
        for user in users:
            user.split_first_line = split
        inline.split_inline_box = fill


def _memo(split: Any) -> Any:
    held: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,  # noqa: FBT002 - WeasyPrint's own signature
        minimum: bool = False,  # noqa: FBT002 - the same
    ) -> Any:
        key = (text, id(style), id(context), max_width, justification_spacing, is_line_start, minimum)
        if key not in held:
            result = split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            # The style and the context are kept beside the result, so that no later one is given their id.
            held[key] = ((style, context), result)
        return held[key][1]

    return split_first_line


def _filled_once(fill: Any) -> Any:
    """Return a filling of lines that remembers lines of words alone, by where in their paragraph and column they begin.

    Their height on the page is given to them later: it is not part of what is remembered.
    """
    plain: dict[int, tuple[Any, bool]] = {}
    held: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split_inline_box(
        context: Any, box: Any, position_x: float, max_x: float, bottom_space: float, skip_stack: Any, column: Any,
        *rest: Any,
    ) -> Any:  # fmt: skip
        first_line_style = rest[-1]
        if id(box) not in plain:
            plain[id(box)] = box, isinstance(box, LineBox) and all(map(_is_words, box.descendants()))
        if first_line_style or not plain[id(box)][1]:
            return fill(context, box, position_x, max_x, bottom_space, skip_stack, column, *rest)
        key = (
            id(box), id(context), box.position_x, position_x, max_x, column.width, column.height, _frozen(skip_stack)
        )  # fmt: skip
        if key not in held:
            line, *told = fill(context, box, position_x, max_x, bottom_space, skip_stack, column, *rest)
            held[key] = context, (_copied(line, 0), *told)
            return line, *told
        line, *told = held[key][1]
        return _copied(line, box.position_y), *told

    return split_inline_box


def _is_words(box: Any) -> bool:
    return type(box) in _PLAIN and box.is_in_normal_flow() and not box.is_leader and box.style["position"] == "static"


def _frozen(skip_stack: Any) -> tuple[int, ...]:
    """Return where in a tree of boxes something goes on, to be a key."""
    path: list[int] = []
    while skip_stack:
        ((step, skip_stack),) = skip_stack.items()
        path.append(step)
    return tuple(path)


def _copied(box: Any, top: float) -> Any:
    copy = box.copy()
    copy.position_y = top
    if copy.children:
        copy.children = [_copied(child, top) for child in copy.children]
    return copy
