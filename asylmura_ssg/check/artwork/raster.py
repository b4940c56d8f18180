"""Files as pixels, by programs that had no part in making them: resvg for SVG, PDFium for PDF, OpenCV for PNG."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from asylmura_ssg.model.artwork import CodeBox
from asylmura_ssg.model.proof import Finding

Grey = NDArray[np.uint8]

COARSE = 4
"""Pixels a mm where codes alone are read."""
MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
_SMALL = 240

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # mallopt(3)


def _keep_memory() -> None:
    """Have the C library keep what is freed: pages of millions of pixels come and go, and would be cleared each time.

    Measured: it saves a quarter of the work. Where there is no such call, nothing is kept, and all is as right.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        mallopt(_M_TRIM_THRESHOLD, (1 << 31) - 1)


_keep_memory()
cv2.setNumThreads(1)  # files are spread over processes; threads of its own would only fight for the same cores


class UnreadableFileError(Exception):
    """A file is not what its form says; the words are the reader's."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page's pixels: 0 black, 255 white; ``scale`` is pixels a mm, the upper left corner is the page's."""

    grey: Grey
    scale: float

    def region(self, x: float, y: float, side: float, outside: int) -> Grey:
        """Return the pixels of a square, mm; what lies outside the page has the value ``outside``."""
        left, top = round(x * self.scale), round(y * self.scale)
        right, bottom = round((x + side) * self.scale), round((y + side) * self.scale)
        height, width = self.grey.shape
        found = np.full((bottom - top, right - left), outside, np.uint8)
        inner = self.grey[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
        if inner.size:
            above, before = max(-top, 0), max(-left, 0)
            found[above : above + inner.shape[0], before : before + inner.shape[1]] = inner
        return found

    def around(self, box: CodeBox, side: float, modules: float, outside: int) -> Grey:
        """Return the pixels of a symbol whose side is ``side`` mm with a margin of so many modules."""
        margin = modules * box.module
        return self.region(box.x - margin, box.y - margin, side + 2 * margin, outside)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file once opened: its size in mm, its pixels, and what is to be said of its form.

    ``sharp`` are pixels as the file has them, where it has pixels and not outlines: lines are measured on those.
    """

    width: float
    height: float
    raster: Raster
    findings: tuple[Finding, ...]
    sharp: Raster | None = None


def scale_for(finest: float | None) -> float:
    """Return the pixels a mm to draw with: where lines are measured, more than one to the finest, at least five.

    With smoothed edges the width of a line that fills a pixel is true to 0.03 mm.
    """
    return COARSE if finest is None else max(COARSE + 1, round(1.2 / finest))


def raster_of_svg(svg: str, scale: float) -> Raster:
    """Return an SVG's pixels on white. A length in mm is drawn at ``scale`` pixels."""
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg, dpi=scale * MM_PER_INCH, background="#ffffff", skip_system_fonts=True
        )
    except ValueError as error:
        raise UnreadableFileError(str(error)) from None
    return Raster(_decoded(png), scale)


def raster_of_page(page: pypdfium2.PdfPage, scale: float) -> Raster:
    """Return a PDF page's pixels in greys."""
    bitmap = page.render(scale=scale * MM_PER_POINT, grayscale=True)
    grey = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    return Raster(grey, bitmap.width / (page.get_width() * MM_PER_POINT))


def raster_of_png(png: bytes, scale: float) -> Raster:
    """Return a PNG's pixels in greys; ``scale`` is its own, pixels a mm."""
    return Raster(_decoded(png), scale)


def reduced(raster: Raster, scale: float) -> Raster:
    """Return a raster with fewer pixels by a whole number, until there are about ``scale`` a mm."""
    factor = max(1, round(raster.scale / scale))
    size = raster.grey.shape[1] // factor, raster.grey.shape[0] // factor
    whole = raster.grey[: size[1] * factor, : size[0] * factor]
    return Raster(np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8), raster.scale / factor)


def small(raster: Raster) -> bytes:
    """Return a picture of a page, at most 240 pixels wide, in four greys, as PNG."""
    width = raster.grey.shape[1]
    picture = Image.fromarray(raster.grey).reduce(max(1, -(-width // _SMALL)))
    written = io.BytesIO()
    picture.quantize(4, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _decoded(png: bytes) -> Grey:
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise UnreadableFileError("not a PNG that can be decoded")
    return np.asarray(image, np.uint8)
