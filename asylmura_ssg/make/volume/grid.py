"""The baseline grid: a block of class ``step`` is as high as whole lines, so that the text below it is on the grid again.

This is ``block-step: 1lh up border-box`` of CSS Rhythmic Sizing 1 (section 2), which WeasyPrint does not know: heads with
cards, tables and drawings have heights of their own, and the text of both columns and of facing pages must not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.layout import block
from weasyprint.text.line_break import strut

STEP = "step"

_NEARLY = 1e-4  # lines: a height that is whole but for rounding stays


@contextmanager
def whole_lines() -> Iterator[None]:
    """Round blocks of class ``step`` up to whole lines of their own line height until the end of the ``with`` block.

    None is made to reach below the foot of its page: what comes after it begins on the next one anyway. One that spans
    columns begins on a line of the page, too, for balanced columns may end between two.
    """
    lay_out = block.block_box_layout
    top = 0.0

    def block_box_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        nonlocal top
        if box.is_for_root_element:
            top = box.position_y
        if not _steps(box):
            return lay_out(context, box, *rest, **named)
        line, _ = strut(box.style)
        if box.style["column_span"] == "all":
            box.position_y += _missing(box.position_y - top, line)
        result = lay_out(context, box, *rest, **named)
        made, resume_at = result[:2]
        if made is not None and resume_at is None:
            missing = _missing(made.border_height(), line)
            if made.position_y + made.margin_height() + missing <= context.page_bottom:
                made.height += missing
        return result

    block.block_box_layout = block_box_layout
    try:
        yield
    finally:
        block.block_box_layout = lay_out


def _steps(box: Any) -> bool:
    if isinstance(box.style, AnonymousStyle) or box.is_table_wrapper or box.element is None:
        return False
    return STEP in box.element.get("class", "").split()


def _missing(height: float, line: float) -> float:
    """Return what a height lacks to whole lines."""
    return math.ceil(height / line - _NEARLY) * line - height
