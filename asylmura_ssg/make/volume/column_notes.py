"""Notes on a page whose columns have room for none of them: they stand on the next one.

WeasyPrint 70.0 looks for one more note to put off when all are, and ends in an error of its own (``layout/column.py``,
``_report_footnotes``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import column


@contextmanager
def notes_put_off() -> Iterator[None]:
    """Put off as many notes as there are, and no more, until the end of the ``with`` block."""
    put_off = column._report_footnotes  # noqa: SLF001 - there is no other way to it

    def report_footnotes(context: Any, height: float) -> None:
        held = len(context.current_page_footnotes)
        while context.current_page_footnotes and context.current_footnote_area.margin_height() > height:
            context.report_footnote(context.current_page_footnotes[-1])
        number = held - len(context.current_page_footnotes)
        if number > 1:  # they were put off from the last one on
            context.reported_footnotes[-number:] = context.reported_footnotes[: -number - 1 : -1]

    column._report_footnotes = report_footnotes  # noqa: SLF001 - as above
    try:
        yield
    finally:
        column._report_footnotes = put_off  # noqa: SLF001 - as above
