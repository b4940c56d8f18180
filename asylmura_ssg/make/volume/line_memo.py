"""Lines remembered while a fragment is laid out: balancing columns asks WeasyPrint for the same lines many times.

It stands in for two functions of one version; with any other version nothing is touched and layout is slower. Pages
are the same with and without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.formatting_structure.boxes import InlineBlockBox, InlineBox, LineBox, TextBox
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

KNOWN = "70.0"

_STEPS = 3  # shift, line, reach
_OF_WORDS = frozenset({LineBox, InlineBox, TextBox, InlineBlockBox})


@contextmanager
def lines_remembered() -> Iterator[None]:
    """Remember split lines until the end of the ``with`` block."""
    if weasyprint.__version__ != KNOWN:
        yield
        return
    users = (line_break, inline, preferred)
    split, fill = line_break.split_first_line, inline.get_next_linebox
    memo = _memo(split)
    for user in users:
        user.split_first_line = memo
    inline.get_next_linebox = _lines_once(fill)
    try:
        yield
    finally:
        for user in users:
            user.split_first_line = split
        inline.get_next_linebox = fill


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


def _lines_once(fill: Any) -> Any:
    """Return a filling of lines that remembers lines of words alone, by where in their paragraph and column they begin.

    What is remembered is a line before it is brought to its height on the page, with the very numbers of that last step.
    """
    known: dict[int, tuple[Any, tuple[Any, ...] | None]] = {}
    held: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any, column: Any, *rest: Any
    ) -> Any:
        if id(linebox) not in known:
            known[id(linebox)] = linebox, _words(linebox)
        words, lettered = known[id(linebox)][1], any(rest[-2:])  # the styles of a first letter and a first line
        if words is None or lettered or context.excluded_shapes:
            return fill(context, linebox, position_y, bottom_space, skip_stack, column, *rest)
        place = column.content_box_x(), column.width, column.height, linebox.text_indent, _path(skip_stack)
        key = (id(context), *place, *words)
        if key in held:
            _, aligned, (bottom, top), offset, resume_at = held[key]
            line = aligned.deepcopy()
            line.baseline, line.height, line.position_y = -top, bottom - top, top
            line.margin_top = line.margin_bottom = 0
            line.translate(offset, position_y - top)
            line.position_y = position_y
            return line, resume_at
        with _alignment_watched() as seen:
            line, resume_at = fill(context, linebox, position_y, bottom_space, skip_stack, column, *rest)
        if len(seen) == _STEPS:
            offset, aligned, reach = seen
            held[key] = context, aligned, reach, offset, resume_at
        return line, resume_at

    return get_next_linebox


@contextmanager
def _alignment_watched() -> Iterator[list[Any]]:
    """Note of one line how far it is shifted, the line itself as it is then, and how far it reaches."""
    align, stand = inline.text_align, inline.line_box_verticality
    seen: list[Any] = []

    def text_align(*given: Any, **named: Any) -> Any:
        seen[:] = [align(*given, **named)]
        return seen[0]

    def line_box_verticality(line: Any) -> Any:
        reach = stand(line)
        seen[1:] = [line.deepcopy(), reach]
        return reach

    inline.text_align, inline.line_box_verticality = text_align, line_box_verticality
    try:
        yield seen
    finally:
        inline.text_align, inline.line_box_verticality = align, stand


def _words(line: Any) -> tuple[Any, ...] | None:
    """Return what a line is made of, to be a key; None for one that holds anything but words."""
    if line.style["direction"] != "ltr":
        return None
    parts: list[Any] = []
    for box in line.descendants():
        flows = box.is_in_normal_flow() and not box.is_leader and box.style["position"] == "static"
        if type(box) not in _OF_WORDS or not flows:
            return None
        parts += [id(box.style), id(box.element), id(box.footnote), len(box.children) or getattr(box, "text", "")]
    return tuple(parts)


def _path(skip_stack: Any) -> tuple[int, ...]:
    """Return where in a tree of boxes something goes on, to be a key."""
    path: list[int] = []
    while skip_stack:
        ((step, skip_stack),) = skip_stack.items()
        path.append(step)
    return tuple(path)
