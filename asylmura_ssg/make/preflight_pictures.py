"""Small pictures of pages for the preflight's report: the trim as a line, what was found as boxes."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from asylmura_ssg.model.preflight import Place
from asylmura_ssg.model.press import POINTS

_WIDE = 300  # px: twice as wide as it is shown, for fine screens and paper
_QUALITY = 72
_FOUND = (190, 40, 20)
_TRIM = (29, 95, 102)
_AROUND = 4  # px that a box stands off what it marks


@dataclass(frozen=True, slots=True)
class Marked:
    """A page, from 1, and the places on it that are to be marked."""

    page: int
    places: tuple[Place, ...]


def pictures_of(file: Path, pages: Sequence[Marked]) -> Iterator[tuple[int, str]]:
    """Yield each page's number and its picture as a ``data:`` address; pages that cannot be painted are left out."""
    if not pages:
        return
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError:
        return
    try:
        for marked in pages:
            try:
                yield marked.page, _address(_picture(document[marked.page - 1], marked.places))
            except (pdfium.PdfiumError, IndexError):
                continue
    finally:
        document.close()


def _picture(page: pdfium.PdfPage, places: Sequence[Place]) -> Image.Image:
    box = page.get_cropbox()
    upright = (360 - page.get_rotation()) % 360
    scale = _WIDE / max(box[2] - box[0], box[3] - box[1], 1.0)
    picture: Image.Image = page.render(scale=scale, rotation=upright).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    trim = page.get_trimbox()
    pen.rectangle(_corners(trim, box, scale, 0), outline=_TRIM)
    for place in places:
        left, bottom, right, top = (
            value * POINTS + origin
            for value, origin in zip(
                (place.left, place.bottom, place.right, place.top), (trim[0], trim[1]) * 2, strict=True
            )
        )
        pen.rectangle(_corners((left, bottom, right, top), box, scale, _AROUND), outline=_FOUND, width=3)
    return picture


def _corners(
    rect: tuple[float, float, float, float], shown: tuple[float, float, float, float], scale: float, around: float
) -> tuple[float, float, float, float]:
    """Return a rectangle of user space as pixels, rows downwards, a little larger."""
    return (
        (rect[0] - shown[0]) * scale - around,
        (shown[3] - rect[3]) * scale - around,
        (rect[2] - shown[0]) * scale + around,
        (shown[3] - rect[1]) * scale + around,
    )


def _address(picture: Image.Image) -> str:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(data.getvalue()).decode('ascii')}"
