"""Lines that run over the edge of their page: a note longer than a page, a word that nothing could break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox

from asylmura_ssg.make.volume.fragment import TypesettingError

_NEARLY = 0.5  # px
_SHOWN = 60  # letters


def demand_inside(document: Any) -> None:
    """Raise TypesettingError when a line of a laid-out document lies beyond the trim of its page."""
    for number, page in enumerate(document.pages, 1):
        sheet = page._page_box  # noqa: SLF001 - WeasyPrint shows its boxes nowhere else
        for line in _lines(sheet):
            edge = _edge(line, sheet.margin_width(), sheet.margin_height())
            if edge:
                words = _words(line)
                said = f"page {number}: “{words}” runs over the {edge} of the page; make it shorter"
                raise TypesettingError(said, words=words)


def _lines(box: Any) -> Iterator[Any]:
    return (each for each in box.descendants() if isinstance(each, LineBox) and each.width and _words(each))


def _edge(line: Any, width: float, height: float) -> str:
    if line.position_y < -_NEARLY:
        return "head"
    if line.position_y + line.height > height + _NEARLY:
        return "foot"
    if line.position_x < -_NEARLY or line.position_x + line.width > width + _NEARLY:
        return "side"
    return ""


def _words(line: Any) -> str:
    return "".join(text.text for text in line.descendants() if isinstance(text, TextBox)).strip()[:_SHOWN]
