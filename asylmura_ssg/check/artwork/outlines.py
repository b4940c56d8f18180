"""DXF: whether it is closed outlines in millimetres on its layers, and what they enclose.

ezdxf opens the file without its entities; to make objects of a thousand polylines would take it longer than all else, so
that those are read here, pair by pair of lines. The outlines are handed to PDFium to fill, by the even-odd rule.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import ezdxf
import pikepdf
import pypdfium2
from ezdxf.document import Drawing

from asylmura_ssg.check.artwork.raster import (
    MM_PER_POINT,
    Opened,
    Raster,
    UnreadableFileError,
    raster_of_page,
    scale_for,
)
from asylmura_ssg.model.proof import Check, Expected, equal

CUT, ENGRAVE, CUTMARKS = "CUT", "ENGRAVE", "CUTMARKS"
_MILLIMETRES = 4  # $INSUNITS, DXF reference, HEADER section
_POLYLINE = "LWPOLYLINE"
_CLOSED = 1  # group 70 of a LWPOLYLINE

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; mm, y upwards."""


@dataclass(slots=True)
class _Entity:
    """An entity as its tags come in; the numbers stay as they are written."""

    kind: str
    layer: str = "0"
    closed: bool = False
    straight: bool = True
    across: list[str] = field(default_factory=list)
    up: list[str] = field(default_factory=list)


def open_dxf(data: bytes, expected: Expected) -> Opened:
    """Return a DXF's size, by its CUT layer, the pixels of its ENGRAVE layer, and what is to be said of its form.

    A sheet, which is not cut along its edges, says its size in its header, as the drawing's limits, and has cut marks.
    """
    frame, entities = _parts(data)
    drawing = _drawing(frame)
    try:
        drawn = list(_entities(entities))
    except ValueError as error:
        raise UnreadableFileError(str(error)) from None
    outlines = [entity for entity in drawn if entity.kind == _POLYLINE and entity.closed and entity.straight]
    layers = ", ".join(sorted({entity.layer for entity in drawn}))
    findings = (
        equal(Check.UNITS, drawing.header.get("$INSUNITS", 0), _MILLIMETRES),
        equal(Check.LAYERS, layers or "—", ", ".join((CUT, ENGRAVE) if expected.finest else (CUT, CUTMARKS, ENGRAVE))),
        equal(Check.OPEN_LINES, len(drawn) - len(outlines), 0),
    )
    cut = [entity for entity in outlines if entity.layer == CUT]
    box = _limits(drawing) if expected.finest is None else _bounds(cut or outlines)
    engraved = [entity for entity in drawn if entity.layer == ENGRAVE and len(entity.across) > 2]
    page = expected.width, expected.height
    raster = _filled(engraved, box, page, scale_for(expected.finest))
    return Opened(box[2] - box[0], box[3] - box[1], raster, findings)


def _parts(data: bytes) -> tuple[str, str]:
    """Return a file without its entities, and the entities."""
    try:
        text = data.decode("ascii").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(str(error)) from None
    start = text.find("\nENTITIES\n") + len("\nENTITIES\n")
    end = text.find("  0\nENDSEC\n", start)
    if min(start - len("\nENTITIES\n"), end) < 0:
        raise UnreadableFileError("no section ENTITIES")
    return text[:start] + text[end:], text[start:end]


def _drawing(text: str) -> Drawing:
    try:
        return ezdxf.read(io.StringIO(text))  # type: ignore[attr-defined]
    except (ezdxf.DXFError, OSError) as error:  # type: ignore[attr-defined]
        raise UnreadableFileError(str(error)) from None


def _entities(text: str) -> Iterator[_Entity]:
    """Yield the entities of a section: pairs of lines, a group code and its value; code 0 begins an entity.

    The corners of polylines (codes 10 and 20) are nearly all there is, so they are taken first and without ado.
    """
    lines = text.split("\n")
    entity = _Entity("")
    across, up = entity.across.append, entity.up.append
    for code, value in zip(map(str.strip, lines[::2]), lines[1::2], strict=False):
        if code == "10":
            across(value)
        elif code == "20":
            up(value)
        elif code == "0":
            if entity.kind:
                yield entity
            entity = _Entity(value.strip())
            across, up = entity.across.append, entity.up.append
        else:
            _take(entity, code, value)
    if entity.kind:
        yield entity


def _take(entity: _Entity, code: str, value: str) -> None:
    """Take a value in that is no corner, by its group code (DXF reference, LWPOLYLINE)."""
    if code == "8":
        entity.layer = value.strip()
    elif code == "70":
        entity.closed = bool(int(value) & _CLOSED)
    elif code == "42":
        entity.straight &= float(value) == 0


def _limits(drawing: Drawing) -> Box:
    left, bottom, *_ = drawing.header.get("$LIMMIN", (0, 0))
    right, top, *_ = drawing.header.get("$LIMMAX", (0, 0))
    return float(left), float(bottom), float(right), float(top)


def _bounds(entities: Sequence[_Entity]) -> Box:
    across = [float(value) for entity in entities for value in entity.across]
    up = [float(value) for entity in entities for value in entity.up]
    return (min(across), min(up), max(across), max(up)) if across and up else (0, 0, 0, 0)


def _filled(entities: Sequence[_Entity], box: Box, page: tuple[float, float], scale: float) -> Raster:
    """Return what outlines enclose, on a page of so many mm whose upper left corner is that of the box."""
    width, height = page[0] / MM_PER_POINT, page[1] / MM_PER_POINT
    start = f"{1 / MM_PER_POINT:.9f} 0 0 {1 / MM_PER_POINT:.9f} {-box[0] / MM_PER_POINT:.6f} {height - box[3] / MM_PER_POINT:.6f} cm\n"
    paths = []
    for entity in entities:
        corners = [f"{x} {y}" for x, y in zip(entity.across, entity.up, strict=False)]
        paths.append(corners[0] + " m " + " l ".join(corners[1:]) + " l h\n")
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(width, height)).Contents = pdf.make_stream((start + "".join(paths) + "f*").encode())
    written = io.BytesIO()
    pdf.save(written, compress_streams=False)
    document = pypdfium2.PdfDocument(written.getvalue())
    raster = raster_of_page(document[0], scale)
    document.close()
    return raster
