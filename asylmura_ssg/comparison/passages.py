"""What a reader reads on a page, passage by passage: its title, paragraphs, rows of tables, descriptions of pictures.

Scripts, styles, drawings and the words of the head are no reading. A passage is as long as a block of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "template", "svg", "noscript"})
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML folds; a non-breaking space is one of the text's own


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it is read: its language, its title, its passages in order."""

    language: str
    title: str
    passages: tuple[str, ...]


def reading_of(html: str) -> Reading:
    """Return what is read on a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_passage()
    return Reading(reader.language, _folded("".join(reader.title)), tuple(reader.passages))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.title: list[str] = []
        self.passages: list[str] = []
        self._words: list[str] = []
        self._silent = 0
        self._titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "html":
            self.language = held.get("lang") or ""
        if tag in _SILENT:
            self._silent += 1
        elif not self._silent and tag == "title":
            self._titled = True
        elif tag in _BLOCKS:
            self.end_passage()
        elif tag in _CELLS and self._words:
            self._words.append(" | ")
        elif tag == "br":
            self._words.append(" ")
        elif tag == "img" and held.get("alt"):
            self._words.append(f" [{held['alt']}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "title":
            self._titled = False
        elif tag in _BLOCKS:
            self.end_passage()

    def handle_data(self, data: str) -> None:
        if self._titled:
            self.title.append(data)
        elif not self._silent:
            self._words.append(data)

    def end_passage(self) -> None:
        """Put down what was read since the last block began or ended."""
        words = _folded("".join(self._words))
        self._words.clear()
        if words.strip("| "):
            self.passages.append(words)
