"""Lines as they stand on finished pages: read out of the PDF by pdfium, which knows nothing of how they were set.

Lengths are points; ``y`` runs upwards from the foot of the page.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
import pypdfium2
from pypdfium2 import raw

from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.printed_page import Format

_SAME = 0.05  # pt: baselines nearer than this are one
_EDGE = 1.5  # pt: how far a letter may hang over
_NAME_LENGTH = 200
_ACTUAL = re.compile(rb"/ActualText\s*<[0-9A-Fa-f]*>")  # ISO 32000-1, 14.9.4


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them, and where they begin and end."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one size on one baseline of one column."""

    page: int
    y: float
    size: float
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @property
    def spaces(self) -> tuple[tuple[float, float], ...]:
        """Where each space between its words begins and ends."""
        return tuple((a.right, b.left) for a, b in pairwise(self.words))


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    y: float
    size: float


def lines_of(pdf: bytes, size: float, face: str = "Literata") -> tuple[Line, ...]:
    """Return the lines set in a size of a typeface: page by page, column by column, from the top."""
    document = pypdfium2.PdfDocument(_as_drawn(pdf))
    lines = [line for number in range(len(document)) for line in _page_lines(document[number], number, size, face)]
    document.close()
    return tuple(lines)


def _as_drawn(pdf: bytes) -> bytes:
    """Return the PDF without the texts it gives for its lines: a reader would tell those, spread evenly, as the letters."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_coalesce()
            bare = _ACTUAL.sub(b"", page.obj.Contents.read_bytes())
            page.obj.Contents = document.make_stream(bare)
        document.save(out)
    return out.getvalue()


def _page_lines(page: pypdfium2.PdfPage, number: int, size: float, face: str) -> list[Line]:
    by_baseline: dict[int, list[_Letter]] = defaultdict(list)
    for letter in _letters(page.get_textpage(), size, face):
        near = round(letter.y / _SAME)
        key = next((k for k in (near, near - 1, near + 1) if k in by_baseline), near)
        by_baseline[key].append(letter)
    letters = [letter for row in by_baseline.values() for letter in row]
    middle = (min((a.left for a in letters), default=0.0) + max((a.right for a in letters), default=0.0)) / 2
    lines = [
        Line(number, row[0].y, size, words)
        for row in by_baseline.values()
        for words in _columns(tuple(_words(sorted(row, key=lambda letter: letter.left))), middle)
    ]
    return sorted(lines, key=lambda line: (line.left > middle, -line.y))


def _columns(words: Sequence[Word], middle: float) -> Iterator[tuple[Word, ...]]:
    """Yield the words on one baseline left of the middle of the page's text, then those right of it.

    Words that lie across it are of a line as wide as the page.
    """
    if any(word.left < middle < word.right for word in words):
        yield tuple(words)
        return
    for side in (False, True):
        found = tuple(word for word in words if (word.left > middle) is side)
        if found:
            yield found


def _words(letters: Sequence[_Letter]) -> Iterator[Word]:
    """Yield the words of a row; the end of a column parts them as a space does, though none stands there."""
    word: list[_Letter] = []
    for letter in letters:
        if word and (letter.text.isspace() or letter.left - word[-1].right > letter.size / 2):
            yield _word(word)
            word = []
        if not letter.text.isspace():
            word.append(letter)
    if word:
        yield _word(word)


def _word(letters: Sequence[_Letter]) -> Word:
    return Word("".join(letter.text for letter in letters), letters[0].left, letters[-1].right)


def _letters(text: pypdfium2.PdfTextPage, size: float, face: str) -> Iterator[_Letter]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if abs(_size(text, index) - size) > _SAME or face not in _face(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if not raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y)):
            raise ValueError(f"letter {index} stands nowhere")
        left, _, right, _ = text.get_charbox(index, loose=True)
        yield _Letter(chr(code), left, right, y.value, size)


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """Return the size a letter has on paper, whatever coordinates it was set in."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    size: float = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b)
    return size


def _face(text: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, _NAME_LENGTH, ctypes.byref(flags))
    return name.value.decode().partition("+")[2] or name.value.decode()


def beyond(pdf: bytes, page: Format) -> list[str]:
    """Return the letters that stand outside the text area of their page, but for folios and running heads."""
    document = pypdfium2.PdfDocument(_as_drawn(pdf))
    lost = []
    for number in range(len(document)):
        sheet = document[number]
        text = sheet.get_textpage()
        left, bottom, right, top = _text_area(sheet, page)
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            x0, y0, x1, y1 = text.get_charbox(index)
            beside = bottom < y0 < top and (x0 < left - _EDGE or x1 > right + _EDGE)
            off_sheet = not 0 < y0 < sheet.get_height()
            if y1 > y0 and not letter.isspace() and (beside or off_sheet):
                lost.append(f"{number}: {letter} at {x0:.0f}, {y0:.0f}")
    document.close()
    return lost


def _text_area(sheet: pypdfium2.PdfPage, page: Format) -> tuple[float, float, float, float]:
    """Return the text area in points. A fragment may begin on either side: the narrower margin counts on both."""
    left, bottom, right, top = sheet.get_trimbox()
    side = min(page.margins.inner, page.margins.outer) * POINTS
    return left + side, bottom + page.margins.bottom * POINTS, right - side, top - page.margins.top * POINTS
