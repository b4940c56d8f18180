"""A page read back by PDFium, which had no part in making it: its letters, its lines of text, its codes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from asylmura_ssg.check.preflight.codes import DPI, Grey, Sighting, codes_by_opencv, codes_on
from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.check.preflight.text import letters_of

_LARGEST = 16_000_000  # pixels of a page that codes are looked for on; a larger one is painted coarser
_PAPER = 250  # a pixel this light is not painted
_PLAIN = "\r\n\t\x02\ufffe"  # the last two are what PDFium writes for a hyphen at the end of a line
_UNREADABLE = frozenset({"Co", "Cc", "Cn", "Cs"})  # private, control, unassigned, surrogate


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What is read of a page; boxes are of user space. ``unreadable`` are letters that stand for nothing."""

    letters: str
    lines: tuple[Rect, ...]
    unreadable: tuple[tuple[str, Rect], ...]
    codes: tuple[tuple[Sighting, Rect], ...]
    blank: bool
    """Whether nothing is painted."""


def opened(file: Path | bytes) -> pdfium.PdfDocument | None:
    """Return a file as PDFium opens it, None where it cannot; the caller closes it."""
    try:
        return pdfium.PdfDocument(file)
    except pdfium.PdfiumError:
        return None


def read_back(document: pdfium.PdfDocument | None, index: int) -> ReadBack | None:
    """Return what is read of a page, None where it cannot be."""
    page = _page(document, index)
    if page is None:
        return None
    try:
        text = page.get_textpage()
        said = text.get_text_range()
        lines = tuple(text.get_rect(number) for number in range(text.count_rects()))
        places = [place for place, char in enumerate(said) if _is_unreadable(char)]
        unreadable = tuple((said[place], text.get_charbox(place)) for place in places)
        text.close()
        canvas = _Canvas(page, 1)
        return ReadBack(letters_of(said), lines, unreadable, canvas.codes(), bool(canvas.painted(1).min() > _PAPER))
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def codes_close_to(document: pdfium.PdfDocument | None, index: int) -> tuple[tuple[Sighting, Rect], ...]:
    """Return the codes of a page painted twice as fine as :func:`read_back` does, where one is missed.

    OpenCV is asked where ZXing finds none.
    """
    page = _page(document, index)
    if page is None:
        return ()
    try:
        canvas = _Canvas(page, 2)
        codes = canvas.codes()
        return codes if any(code.kind == "qr" for code, _ in codes) else (*codes, *canvas.codes_by_opencv())
    except pdfium.PdfiumError:
        return ()
    finally:
        page.close()


def _page(document: pdfium.PdfDocument | None, index: int) -> pdfium.PdfPage | None:
    try:
        return None if document is None else document[index]
    except (pdfium.PdfiumError, IndexError):
        return None


class _Canvas:
    """A page painted in greys, upright, at :data:`DPI` times ``share``."""

    def __init__(self, page: pdfium.PdfPage, share: float) -> None:
        self.page = page
        self.left, bottom, right, self.top = _shown(page)
        most = (_LARGEST / max(1.0, (right - self.left) * (self.top - bottom))) ** 0.5
        self.scale = min(share * DPI / 72, most)
        self.kept: dict[float, Grey] = {}

    def painted(self, share: float) -> Grey:
        if share not in self.kept:
            upright = (360 - self.page.get_rotation()) % 360
            bitmap = self.page.render(scale=self.scale * share, rotation=upright, grayscale=True)
            self.kept[share] = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
        return self.kept[share]

    def codes(self) -> tuple[tuple[Sighting, Rect], ...]:
        return tuple((code, self._in_points(code.box)) for code in codes_on(self.painted(1), lambda: self.painted(2)))

    def codes_by_opencv(self) -> tuple[tuple[Sighting, Rect], ...]:
        return tuple((code, self._in_points(code.box)) for code in codes_by_opencv(self.painted(1)))

    def _in_points(self, box: Rect) -> Rect:
        x0, y0, x1, y1 = (value / self.scale for value in box)
        return self.left + x0, self.top - y1, self.left + x1, self.top - y0


def _is_unreadable(char: str) -> bool:
    return char == "\ufffd" or (char not in _PLAIN and unicodedata.category(char) in _UNREADABLE)


def _shown(page: pdfium.PdfPage) -> Rect:
    """Return the box that PDFium paints: the crop box within the media."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media
