"""Operators that draw: paths, colours, shadings, patterns and forms (ISO 32000-1, 8.5, 8.6, 8.7, 8.10)."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import pikepdf

from asylmura_ssg.check.preflight.canvas import Canvas, OperandsError, Operator, Paint, floats
from asylmura_ssg.check.preflight.colour import CMYK, GREY, RGB
from asylmura_ssg.check.preflight.pictures import inline_picture, picture
from asylmura_ssg.check.preflight.reading import (
    Rect,
    after,
    common,
    entry,
    identity,
    matrix,
    moved,
    name,
    rect,
    scales,
    whole,
)
from asylmura_ssg.model.preflight import Check

NOWHERE: Rect = (0.0, 0.0, -1.0, -1.0)
"""What a clipping path leaves that encloses nothing."""

_LINE = 2.0  # points: what is thin and shorter than this is a dot, not a line
_SLACK = 0.005  # points: a rounded number is as good as the exact one


def paint_with(canvas: Canvas, paint: Paint, box: Rect | None, what: str, *, overprint: bool) -> None:
    """Note what is wrong with the colour of something that is painted, and what a pattern draws."""
    for check, said in paint.space.faults:
        canvas.notes.add(check, f"{what} in {said}", box, f"{what} {said}")
    canvas.measured.inks.update(paint.inks)
    if "All" in paint.inks and box is not None and canvas.visible(box):
        canvas.notes.add(Check.REGISTRATION_COLOUR, f"{what} in the colour of registration marks", box)
    if overprint and paint.white:
        canvas.notes.add(Check.WHITE_OVERPRINT, f"white {what} set to overprint", box)
    if paint.pattern:
        _pattern(canvas, paint, box)


def _pattern(canvas: Canvas, paint: Paint, box: Rect | None) -> None:
    held = entry(entry(canvas.resources, "/Pattern"), paint.pattern)
    if held is None:
        canvas.notes.add(Check.CONTENT_DAMAGED, f"a pattern {paint.pattern} that is not there", box)
        return
    if (identity(held), paint.colour) in canvas.seen:
        return
    canvas.seen.add((identity(held), paint.colour))
    if whole(entry(held, "/PatternType")) == 2:
        _shade(canvas, entry(held, "/Shading"), box)
        return
    before = canvas.state
    canvas.state = copy.copy(before)
    canvas.state.fill = canvas.state.stroke = Paint(paint.space.base or GREY, paint.colour)
    canvas.draw(held, entry(held, "/Resources"), after(matrix(entry(held, "/Matrix")), canvas.base))
    canvas.state = before


def _shade(canvas: Canvas, shading: object, box: Rect | None) -> None:
    space = canvas.spaces.of(entry(shading, "/ColorSpace"), canvas.resources)
    for check, said in space.faults:
        canvas.notes.add(check, f"a gradient in {said}", box)
    canvas.measured.inks.update(space.inks)


def _outline(canvas: Canvas, line: float) -> Rect | None:
    """Return the box around the current path with its line's width, in points of the page."""
    points = [point for subpath in canvas.subpaths for point in subpath]
    if not points:
        return None
    try:
        xs = [float(point[i]) for point in points for i in range(0, len(point), 2)]  # type: ignore[arg-type]
        ys = [float(point[i]) for point in points for i in range(1, len(point), 2)]  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise OperandsError from None
    if not xs or not ys:
        raise OperandsError
    half = line / 2
    return moved((min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half), canvas.state.ctm)


def _end(canvas: Canvas, *, fill: bool, stroke: bool) -> None:
    """Paint the current path, then let it become the clipping path if it was to."""
    state = canvas.state
    try:
        box = _outline(canvas, state.width if stroke else 0.0)
        if box is not None and fill:
            paint_with(canvas, state.fill, box, "an area", overprint=state.overprint_fill)
            _bars(canvas)
        if box is not None and stroke:
            paint_with(canvas, state.stroke, box, "a line", overprint=state.overprint_stroke)
            thin(canvas, state.width * scales(state.ctm)[1], box, "a line")
        if canvas.clipping:
            inner = _outline(canvas, 0.0)
            state.clip = (common(inner, state.clip) if inner is not None else None) or NOWHERE
    finally:
        canvas.subpaths, canvas.curved, canvas.clipping = [], False, False


def thin(canvas: Canvas, width: float, box: Rect, what: str) -> None:
    """Note a line thinner than the printing house holds; ``width`` in points. A width of 0 is a device's finest."""
    if canvas.visible(box) is None:
        return
    least = canvas.measured.thinnest_line
    canvas.measured.thinnest_line = width if least is None else min(least, width)
    if width < canvas.terms.hairline - _SLACK:
        said = f"{what} {width:.3f} pt thick, under {canvas.terms.hairline:g} pt"
        canvas.notes.add(Check.HAIRLINE, said, box, f"{what} {width:.2f}")


def _bars(canvas: Canvas) -> None:
    """Note bars drawn as filled areas that are as thin as a hairline."""
    if canvas.curved or canvas.state.fill.white:
        return
    for subpath in canvas.subpaths:
        if 2 <= sum(len(point) for point in subpath) // 2 <= 5:
            box = _bar(subpath, canvas)
            side, length = sorted((box[2] - box[0], box[3] - box[1]))
            if length >= _LINE and side < canvas.terms.hairline - _SLACK:
                thin(canvas, side, box, "a bar")


def _bar(subpath: list[Sequence[object]], canvas: Canvas) -> Rect:
    xs = [float(point[i]) for point in subpath for i in range(0, len(point), 2)]  # type: ignore[arg-type]
    ys = [float(point[i]) for point in subpath for i in range(1, len(point), 2)]  # type: ignore[arg-type]
    return moved((min(xs), min(ys), max(xs), max(ys)), canvas.state.ctm)


def _begin(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 2:
        raise OperandsError
    canvas.subpaths.append([operands])


def _line(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 2 or not canvas.subpaths:
        raise OperandsError
    canvas.subpaths[-1].append(operands)


def _curve(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) not in {4, 6} or not canvas.subpaths:
        raise OperandsError
    canvas.curved = True
    canvas.subpaths[-1].append(operands)


def _rectangle(canvas: Canvas, operands: Sequence[object]) -> None:
    x, y, width, height = floats(operands, 4)
    canvas.subpaths.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def _clip(canvas: Canvas, operands: Sequence[object]) -> None:
    del operands
    canvas.clipping = True


def _save(canvas: Canvas, operands: Sequence[object]) -> None:
    del operands
    canvas.stack.append(copy.copy(canvas.state))


def _restore(canvas: Canvas, operands: Sequence[object]) -> None:
    del operands
    if canvas.stack:
        canvas.state = canvas.stack.pop()
    else:
        canvas.notes.add(Check.CONTENT_DAMAGED, "the graphics state is restored (Q) and was not saved (q)")


def _transform(canvas: Canvas, operands: Sequence[object]) -> None:
    a, b, c, d, e, f = floats(operands, 6)
    canvas.state.ctm = after((a, b, c, d, e, f), canvas.state.ctm)


def _width(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.width = abs(floats(operands, 1)[0])


def _chosen(*, stroke: bool) -> Operator:
    def act(canvas: Canvas, operands: Sequence[object]) -> None:
        if not operands:
            raise OperandsError
        space = canvas.space(operands[0])
        _dip(canvas, Paint(space, space.initial), stroke=stroke)

    return act


def _coloured(*, stroke: bool) -> Operator:
    def act(canvas: Canvas, operands: Sequence[object]) -> None:
        space = (canvas.state.stroke if stroke else canvas.state.fill).space
        called = name(operands[-1]) if operands else None
        plain = operands[:-1] if called is not None else operands
        if called is None and space.components and len(plain) != space.components:
            raise OperandsError
        _dip(canvas, Paint(space, tuple(floats(plain, len(plain))), called or ""), stroke=stroke)

    return act


def _device(paint: Paint, *, stroke: bool) -> Operator:
    def act(canvas: Canvas, operands: Sequence[object]) -> None:
        colour = tuple(floats(operands, paint.space.components))
        _dip(canvas, Paint(paint.space, colour), stroke=stroke)

    return act


def _dip(canvas: Canvas, paint: Paint, *, stroke: bool) -> None:
    if stroke:
        canvas.state.stroke = paint
    else:
        canvas.state.fill = paint


def _gradient(canvas: Canvas, operands: Sequence[object]) -> None:
    called = name(operands[0]) if operands else None
    shading = entry(entry(canvas.resources, "/Shading"), called or "/")
    if shading is None:
        canvas.notes.add(Check.CONTENT_DAMAGED, f"a gradient {called} that is not there")
        return
    _shade(canvas, shading, canvas.state.clip)


def _place(canvas: Canvas, operands: Sequence[object]) -> None:
    called = name(operands[0]) if operands else None
    held = entry(entry(canvas.resources, "/XObject"), called or "/")
    if not isinstance(held, pikepdf.Stream):
        canvas.notes.add(Check.CONTENT_DAMAGED, f"a picture or form {called} that is not there")
        return
    kind = name(entry(held, "/Subtype"))
    if entry(held, "/OPI") is not None:
        canvas.notes.add(Check.REPLACED_CONTENT, "an OPI comment stands for another picture")
    if kind == "/Image":
        paint = canvas.state.fill
        if entry(held, "/ImageMask") is True:
            box = moved((0.0, 0.0, 1.0, 1.0), canvas.state.ctm)
            paint_with(canvas, paint, box, "a stencil", overprint=canvas.state.overprint_fill)
        picture(canvas, held)
    elif kind == "/PS" or name(entry(held, "/Subtype2")) == "/PS":
        canvas.notes.add(Check.POSTSCRIPT, f"the object {called}")
    else:
        form(canvas, held)


def form(canvas: Canvas, held: object) -> None:
    """Draw a form where the page stands, cut to its box."""
    if entry(held, "/Ref") is not None:
        canvas.notes.add(Check.REPLACED_CONTENT, "a form that stands for a page of another file")
    group(canvas, entry(held, "/Group"))
    ctm = after(matrix(entry(held, "/Matrix")), canvas.state.ctm)
    resources = entry(held, "/Resources")
    before = canvas.state
    box = rect(entry(held, "/BBox"))
    if box is not None:
        canvas.state = copy.copy(before)
        canvas.state.clip = common(moved(box, ctm), before.clip) or NOWHERE
    canvas.draw(held, canvas.resources if resources is None else resources, ctm)
    canvas.state = before


def group(canvas: Canvas, held: object) -> None:
    """Note what is wrong with a transparency group: that it is one, or the colour space it blends in."""
    if name(entry(held, "/S")) != "/Transparency":
        return
    if canvas.terms.inks_only:
        canvas.notes.add(Check.TRANSPARENCY, "a transparency group")
    blending = entry(held, "/CS")
    if blending is not None:
        for check, said in canvas.spaces.of(blending, canvas.resources).faults:
            canvas.notes.add(check, f"a transparency group that blends in {said}")


def _inline(canvas: Canvas, operands: Sequence[object]) -> None:
    held = getattr(operands[0], "obj", None) if operands else None
    if entry(held, "/ImageMask") is True:
        box = moved((0.0, 0.0, 1.0, 1.0), canvas.state.ctm)
        paint_with(canvas, canvas.state.fill, box, "a stencil", overprint=canvas.state.overprint_fill)
    inline_picture(canvas, held)


def _painting(*, fill: bool = False, stroke: bool = False) -> Operator:
    def act(canvas: Canvas, operands: Sequence[object]) -> None:
        del operands
        _end(canvas, fill=fill, stroke=stroke)

    return act


def _ignored(canvas: Canvas, operands: Sequence[object]) -> None:
    """Do nothing: the operator changes nothing that is asked."""


OPERATORS: dict[str, Operator] = {
    "q": _save, "Q": _restore, "cm": _transform, "w": _width,
    "m": _begin, "l": _line, "c": _curve, "v": _curve, "y": _curve, "re": _rectangle, "h": _ignored,
    "n": _painting(), "W": _clip, "W*": _clip,
    "f": _painting(fill=True), "F": _painting(fill=True), "f*": _painting(fill=True),
    "S": _painting(stroke=True), "s": _painting(stroke=True),
    "B": _painting(fill=True, stroke=True), "B*": _painting(fill=True, stroke=True),
    "b": _painting(fill=True, stroke=True), "b*": _painting(fill=True, stroke=True),
    "cs": _chosen(stroke=False), "CS": _chosen(stroke=True),
    "sc": _coloured(stroke=False), "scn": _coloured(stroke=False),
    "SC": _coloured(stroke=True), "SCN": _coloured(stroke=True),
    "g": _device(Paint(GREY), stroke=False), "G": _device(Paint(GREY), stroke=True),
    "k": _device(Paint(CMYK), stroke=False), "K": _device(Paint(CMYK), stroke=True),
    "rg": _device(Paint(RGB), stroke=False), "RG": _device(Paint(RGB), stroke=True),
    "sh": _gradient, "Do": _place, "INLINE IMAGE": _inline,
    **dict.fromkeys(("J", "j", "M", "d", "ri", "i", "BMC", "BDC", "EMC", "MP", "DP", "d0", "d1"), _ignored),
}  # fmt: skip
