"""Files of a plate made by hand for the proof to judge: rectangles in mm, filled by the even-odd rule, in every form."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ezdxf
import numpy as np
import pikepdf
from PIL import Image

from asylmura_ssg.make.plates import Matrix, matrix
from asylmura_ssg.model.artwork import CodeBox, Form
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION
from asylmura_ssg.model.proof import Expected, ExpectedCode, Submission
from asylmura_ssg.model.register import Symbol, matrix_digest

PAYLOAD = "https://birgemiz-asylmura.kz/00013"
POINTS = 72 / 25.4

Rectangle = tuple[float, float, float, float]
"""Left, top, width, height; mm."""


@dataclass(frozen=True)
class Paper:
    """What is drawn on a page of so many mm; ``ink`` is the grey it is drawn in, 0 black.

    ``marks`` are cut marks, on a layer of their own in DXF, the one form where layers are proved; others go without.
    """

    width: float = 140
    height: float = 96
    rectangles: tuple[Rectangle, ...] = ()
    ink: float = 0
    marks: tuple[Rectangle, ...] = ()

    def plus(self, *more: Rectangle) -> Paper:
        return replace(self, rectangles=(*self.rectangles, *more))

    def code(self, x: float, y: float, module: float = 2.0, symbol: Matrix | None = None) -> Paper:
        rows = symbol or symbol_of(PAYLOAD)
        return self.plus(
            *(
                (x + column * module, y + row * module, module, module)
                for row, modules in enumerate(rows)
                for column, dark in enumerate(modules)
                if dark
            )
        )


def symbol_of(payload: str) -> Matrix:
    return matrix(payload, VERSION, LEVEL, MASK)


def plate() -> Paper:
    """A good plate: one code, and lines of a millimetre beside it."""
    return Paper().code(12, 15).plus(*((96, 20 + 8 * line, 36, 1) for line in range(6)))


def ordered(x: float = 12, y: float = 15, module: float = 2.0, payload: str = PAYLOAD) -> ExpectedCode:
    symbol = Symbol(VERSION, LEVEL, MASK, matrix_digest(symbol_of(payload)))
    return ExpectedCode(CodeBox(x, y, module), payload, symbol)


def submitted(form: Form, data: bytes, *codes: ExpectedCode, finest: float | None = 0.3) -> Submission:
    expected = Expected(form, 140, 96, codes or (ordered(),), finest)
    return Submission("00013", f"00013.{form}", data, expected)


def file_of(paper: Paper, form: Form) -> bytes:
    match form:
        case Form.SVG:
            return svg_of(paper)
        case Form.PDF:
            return pdf_of(paper)
        case Form.EPS:
            return eps_of(paper)
        case Form.DXF:
            return dxf_of(paper)
        case Form.PNG:
            return png_of(paper)


def svg_of(paper: Paper, more: str = "", size: str | None = None) -> bytes:
    size = f'width="{paper.width:g}mm" height="{paper.height:g}mm"' if size is None else size
    path = "".join(f"M{x:g} {y:g}h{w:g}v{h:g}h{-w:g}z" for x, y, w, h in paper.rectangles)
    grey = f"#{round(paper.ink * 255):02x}" + f"{round(paper.ink * 255):02x}" * 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {paper.width:g} {paper.height:g}">'
        f'<path fill="{grey}" fill-rule="evenodd" d="{path}"/>{more}</svg>'
    ).encode()


def pdf_of(paper: Paper, more: bytes = b"", pages: int = 1) -> bytes:
    pdf = pikepdf.new()
    scale = f"{POINTS:.6f} 0 0 {-POINTS:.6f} 0 {paper.height * POINTS:.6f} cm {paper.ink:g} g "
    drawn = scale.encode() + _operators(paper, b"%g %g %g %g re ") + b"f* " + more
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(paper.width * POINTS, paper.height * POINTS))
        page.Contents = pdf.make_stream(drawn)
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def eps_of(paper: Paper, more: bytes = b"", *, header: bool = True) -> bytes:
    width, height = paper.width * POINTS, paper.height * POINTS
    box = f"%%BoundingBox: 0 0 {-(-width // 1):.0f} {-(-height // 1):.0f}\n%%HiResBoundingBox: 0 0 {width:.4f} {height:.4f}\n"
    top = f"%!PS-Adobe-3.0 EPSF-3.0\n{box}%%EndComments\n" if header else "%!PS\n"
    scale = f"{POINTS:.6f} {-POINTS:.6f} scale 0 {-paper.height:g} translate {paper.ink:g} setgray\n"
    corner = b"%g %g moveto %g dup 0 rlineto 0 %g rlineto neg 0 rlineto closepath\n"
    return top.encode() + scale.encode() + _operators(paper, corner) + b"eofill\n" + more + b"\n%%EOF\n"


def dxf_of(paper: Paper, *, units: int = 4, layer: str = "ENGRAVE", closed: bool = True) -> bytes:
    drawing = ezdxf.new("R2000", units=units)  # type: ignore[attr-defined]
    edge = (0.0, 0.0, paper.width, paper.height)
    drawn = (("CUT", (edge,)), (layer, paper.rectangles), ("CUTMARKS", paper.marks))
    for name, _ in drawn:
        drawing.layers.add(name)
    space = drawing.modelspace()
    space.reset_limits((0, 0), (paper.width, paper.height))
    for name, rectangles in drawn:
        for x, y, w, h in rectangles:
            corners = [(a, paper.height - b) for a, b in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
            space.add_lwpolyline(corners, close=closed or name == "CUT", dxfattribs={"layer": name})
    written = io.StringIO()
    drawing.write(written)
    return written.getvalue().encode("ascii")


def png_of(paper: Paper, dpi: float = 600, mode: str = "1") -> bytes:
    scale = 600 / 25.4
    grid = np.zeros((round(paper.height * scale), round(paper.width * scale)), np.bool_)
    for x, y, w, h in paper.rectangles:
        grid[_pixels(y, h, scale), _pixels(x, w, scale)] ^= True
    written = io.BytesIO()
    Image.fromarray(np.where(grid, 0, 255).astype(np.uint8)).convert(mode).save(written, "PNG", dpi=(dpi, dpi))
    return written.getvalue()


def _pixels(start: float, length: float, scale: float) -> slice:
    return slice(round(start * scale), max(round((start + length) * scale), round(start * scale) + 1))


def _operators(paper: Paper, form: bytes) -> bytes:
    return b"".join(form % rectangle for rectangle in paper.rectangles)


def flipped(symbol: Matrix, places: Iterable[tuple[int, int]]) -> Matrix:
    """Return a symbol with the modules at (row, column) turned."""
    turned = set(places)
    return tuple(tuple(dark ^ ((r, c) in turned) for c, dark in enumerate(row)) for r, row in enumerate(symbol))
