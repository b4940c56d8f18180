"""A drawing as PDF and as EPS, which describe a page by the same operators. Everything is black ink alone.

Colours are DeviceCMYK 0 0 0 1 and not DeviceGray: a printer's colour management may build a grey of four inks, a stated
black ink it leaves alone. The plate's edge and holes are drawn as a blank without any ink below everything else, in PDF
as a layer, CUT: it is seen where layers are shown, and prints nothing.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from asylmura_ssg.make.artwork.drawing import UNITS, Drawing, Layer, Shape

_POINT = 72 / 25.4 / UNITS
"""Points in a micrometre."""


def pdf(drawing: Drawing) -> bytes:
    """Return the drawing as PDF 1.5, one page of its own size, trimmed at its edges, with a layer for each of the drawing's."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(_points(drawing.width), _points(drawing.height)))
    page.TrimBox = page.MediaBox
    names = [name for _, name in drawing.layers]
    layers = [document.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in names]
    document.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(Order=Array(layers), ON=Array(layers)))
    page.Resources = Dictionary(Properties=Dictionary({f"/{n}": held for n, held in zip(names, layers, strict=True)}))
    page.Contents = document.make_stream("".join(_content(drawing)).encode("ascii"))
    out = io.BytesIO()
    document.save(out, min_version="1.5", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _content(drawing: Drawing) -> Iterator[str]:
    """Yield the page's content (ISO 32000-1, 8.5); micrometres, y downwards."""
    yield f"{_POINT:.12f} 0 0 {-_POINT:.12f} 0 {_points(drawing.height):.5f} cm\n"
    for layer, name in drawing.layers:
        yield f"/OC /{name} BDC\n0 0 0 {_ink(layer)} k\n"
        for mark in drawing.marks:
            if mark.layer is layer:
                yield f"q 1 0 0 1 {mark.x} {mark.y} cm\n{_path(mark.shape)}f* Q\n"
        yield "EMC\n"


def eps(drawing: Drawing) -> bytes:
    """Return the drawing as EPS, PostScript language level 2, by the Document Structuring Conventions 3.0."""
    return "".join(_eps(drawing)).encode("ascii")


def _eps(drawing: Drawing) -> Iterator[str]:
    width, height = drawing.width * _POINT, drawing.height * _POINT
    yield (
        "%!PS-Adobe-3.0 EPSF-3.0\n"
        f"%%BoundingBox: 0 0 {math.ceil(width)} {math.ceil(height)}\n"
        f"%%HiResBoundingBox: 0 0 {width:.5f} {height:.5f}\n"
        "%%LanguageLevel: 2\n"
        "%%DocumentData: Clean7Bit\n"
        "%%DocumentProcessColors: Black\n"
        "%%Pages: 1\n"
        "%%EndComments\n"
        "%%BeginProlog\n"
        "20 dict begin\n"
        "/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def /h {closepath} bind def\n"
        "/b {gsave translate newpath} bind def /e {eofill grestore} bind def\n"
        "%%EndProlog\n"
        "%%Page: 1 1\n"
        "gsave\n"
        f"0 {height:.5f} translate {_POINT:.12f} {-_POINT:.12f} scale\n"
    )
    for layer, name in drawing.layers:
        yield f"% layer {name}\n0 0 0 {_ink(layer)} setcmykcolor\n"
        for mark in drawing.marks:
            if mark.layer is layer:
                yield f"{mark.x} {mark.y} b\n{_path(mark.shape)}e\n"
    yield "grestore\nend\nshowpage\n%%Trailer\n%%EOF\n"


def _ink(layer: Layer) -> int:
    return 0 if layer is Layer.CUT else 1


@lru_cache(maxsize=8192)  # letters come back, on one plate and on the next
def _path(shape: Shape) -> str:
    """Return the shape's path, an operator a line; moveto, lineto, curveto and closepath go by PDF's letters in both."""
    lines = []
    for contour in shape.contours:
        lines.append(f"{contour.start[0]} {contour.start[1]} m")
        for segment in contour.segments:
            points = " ".join(f"{x} {y}" for x, y in segment)
            lines.append(f"{points} {'l' if len(segment) == 1 else 'c'}")
        lines.append("h")
    return "\n".join(lines) + "\n"


def _points(length: int) -> float:
    return round(length * _POINT, 5)
