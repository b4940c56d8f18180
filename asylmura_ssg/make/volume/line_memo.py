"""Lines remembered while a fragment is laid out: balancing columns asks WeasyPrint for the same lines many times.

It stands in for one function of one version; with any other version nothing is touched and layout is slower. Pages
are the same with and without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

_KNOWN = "70.0"


@contextmanager
def lines_remembered() -> Iterator[None]:
    """Remember split lines until the end of the ``with`` block."""
    if weasyprint.__version__ != _KNOWN:
        yield
        return
    users = (line_break, inline, preferred)
    split = line_break.split_first_line
    memo = _memo(split)
    for user in users:
        user.split_first_line = memo
    try:
        yield
    finally:
        for user in users:
            user.split_first_line = split


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
