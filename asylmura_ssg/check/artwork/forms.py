"""What each form owes by itself: an SVG its filled outlines, a PDF its one ink, a PNG its bits."""

from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pikepdf
import pypdfium2

from asylmura_ssg.check.artwork.outlines import open_dxf
from asylmura_ssg.check.artwork.raster import (
    MM_PER_INCH,
    MM_PER_POINT,
    Opened,
    UnreadableFileError,
    raster_of_page,
    raster_of_png,
    raster_of_svg,
    reduced,
    scale_for,
)
from asylmura_ssg.model.artwork import Form
from asylmura_ssg.model.proof import DPI, Check, Expected, Finding, equal, within

_SVG_SCALE = 5  # pixels a mm: resvg hands its pixels over as a PNG, which costs more than drawing them
_GREY = 0  # colour type, ISO/IEC 15948, 11.2.2
_METRE = 1  # unit of pHYs, ISO/IEC 15948, 11.3.5.3
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)mm")
_STYLED_STROKE = re.compile(r"stroke\s*:\s*(?!none\b)")
# ISO 32000-1, 8.6.8 and 8.7.4.2: operators that set a colour of another kind than grey or CMYK, or paint a shading.
_COLOURED = frozenset((b"rg", b"RG", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"sh", b"BI"))


def opened(data: bytes, expected: Expected) -> Opened:
    """Return an SVG, PDF, DXF or PNG opened. Raises UnreadableFileError."""
    match expected.form:
        case Form.SVG:
            return _open_svg(data, expected)
        case Form.PDF:
            return _open_pdf(data, expected)
        case Form.DXF:
            return open_dxf(data, expected)
        case Form.PNG:
            return _open_png(data, expected)
        case Form.EPS:
            raise ValueError("EPS files are opened many at once, by Ghostscript")


def _open_svg(data: bytes, expected: Expected) -> Opened:
    try:
        root = ET.fromstring(data)  # noqa: S314 - a file of our own making, no entities from elsewhere
    except ET.ParseError as error:
        raise UnreadableFileError(str(error)) from None
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    width, height = (float(side[1]) if side else 0.0 for side in sides)
    elements = list(root.iter())
    names = [element.tag.rpartition("}")[2] for element in elements]
    findings = (
        Finding(Check.MILLIMETRES, all(sides), f"{root.get('width')} × {root.get('height')}", "… mm × … mm"),
        equal(Check.STROKES, sum(map(_stroked, elements)), 0),
        equal(Check.TEXTS, names.count("text"), 0),
        equal(Check.IMAGES, names.count("image"), 0),
    )
    return Opened(width, height, raster_of_svg(data.decode(), min(_SVG_SCALE, scale_for(expected.finest))), findings)


def _stroked(element: ET.Element) -> bool:
    """Tell whether an element asks for a stroke: by its attribute, by its style, or as a style sheet for others."""
    sheet = element.text if element.tag.endswith("}style") else ""
    styled = f"{element.get('style', '')};{sheet or ''}"
    return element.get("stroke", "none") != "none" or _STYLED_STROKE.search(styled) is not None


def _open_pdf(data: bytes, expected: Expected) -> Opened:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = list(_streams(pdf))
            coloured = sum(_coloured(stream) for stream in streams)
            fonts = sum(1 for object_ in pdf.objects if _is(object_, "/Font"))
            images = sum(1 for object_ in pdf.objects if _is(object_, "/Image"))
        document = pypdfium2.PdfDocument(data)
        page = document[0]
        raster = raster_of_page(page, scale_for(expected.finest))
        width, height, pages = page.get_width() * MM_PER_POINT, page.get_height() * MM_PER_POINT, len(document)
        document.close()
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise UnreadableFileError(str(error)) from None
    findings = (
        equal(Check.PAGES, pages, 1),
        equal(Check.COLOURS, coloured, 0),
        equal(Check.FONTS, fonts, 0),
        equal(Check.IMAGES, images, 0),
    )
    return Opened(width, height, raster, findings)


def _is(found: pikepdf.Object, kind: str) -> bool:
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return found.get("/Type") == kind or found.get("/Subtype") == kind


def _streams(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Yield what draws: each page's content, and the forms it may draw with."""
    for page in pdf.pages:
        if "/Contents" in page:
            page.contents_coalesce()
            yield page.Contents.read_bytes()
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form":
            yield found.read_bytes()


def _coloured(stream: bytes) -> int:
    """Return how often a content stream takes another ink than black.

    DeviceGray prints as black alone; of DeviceCMYK the first three must be nought (ISO 32000-1, 8.6.4.2 and 8.6.4.4).
    There is no text in a plate's file, so that a word is an operand or an operator and nothing else.
    """
    words = stream.split()
    found = sum(1 for word in words if word in _COLOURED)
    for index, word in enumerate(words):
        if word in (b"k", b"K"):
            found += any(ink.strip(b"0.") for ink in words[max(index - 4, 0) : index - 1])
    return found


def _open_png(data: bytes, expected: Expected) -> Opened:
    chunks = dict(_chunks(data))
    width, height, depth, colour = struct.unpack(">IIBB", chunks.get(b"IHDR", b"").ljust(10, b"\0")[:10])
    across, down, unit = struct.unpack(">IIB", chunks.get(b"pHYs", b"").ljust(9, b"\0"))
    per_mm = (across / 1000, down / 1000) if unit == _METRE else (0.0, 0.0)
    findings = (
        equal(Check.BITS, depth if colour == _GREY else f"{depth} ({colour})", 1),
        within(Check.RESOLUTION, per_mm[0] * MM_PER_INCH, DPI, 0.1, "dpi"),
        within(Check.RESOLUTION, per_mm[1] * MM_PER_INCH, DPI, 0.1, "dpi"),
    )
    scale = per_mm[0] or DPI / MM_PER_INCH
    sharp = raster_of_png(data, scale)
    return Opened(width / scale, height / scale, reduced(sharp, scale_for(expected.finest)), findings, sharp)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and contents of a PNG's chunks up to its pixels (ISO/IEC 15948, 5.3)."""
    at = 8
    while at + 8 <= len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        if name == b"IDAT":
            return
        yield name, png[at + 8 : at + 8 + length]
        at += length + 12
