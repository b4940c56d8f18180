"""Operators that show text (ISO 32000-1, 9.3 and 9.4): how large it is, in which inks, where it stands, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from asylmura_ssg.check.preflight.canvas import Canvas, OperandsError, Operator, floats
from asylmura_ssg.check.preflight.faces import Face, face_of
from asylmura_ssg.check.preflight.painting import paint_with, thin
from asylmura_ssg.check.preflight.reading import (
    IDENTITY,
    Matrix,
    Rect,
    after,
    entry,
    identity,
    items,
    letters,
    moved,
    name,
    number,
    scales,
)
from asylmura_ssg.check.preflight.terms import INKS, SMALL
from asylmura_ssg.check.preflight.zones import keep_off
from asylmura_ssg.model.preflight import Check

_SLACK = 0.05  # points of a text's size
_FILLED, _STROKED = frozenset({0, 2, 4, 6}), frozenset({1, 2, 5, 6})
_ALL_INKS = 4


def _font(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 2:
        raise OperandsError
    called = name(operands[0])
    canvas.state.size = floats(operands[1:], 1)[0]
    held = entry(entry(canvas.resources, "/Font"), called or "/")
    if held is None:
        canvas.notes.add(Check.CONTENT_DAMAGED, f"a font {called} that is not there")
        canvas.state.face = None
        return
    key = identity(held) or (identity(canvas.resources), called, len(canvas.within))
    face = canvas.faces.get(key) if identity(held) is not None else None
    canvas.state.face = canvas.faces[key] = face or face_of(held)


def _show(canvas: Canvas, parts: Sequence[object]) -> None:
    """Show strings, with the numbers between them that move the next one back (thousandths of the size)."""
    face, state = canvas.state.face, canvas.state
    if face is None:
        return
    run = Run(canvas, face)
    for part in parts:
        back = number(part)
        if back is not None:
            run.x -= back / 1000 * state.size * state.stretch
        else:
            run.add(letters(part))
    if run.box is not None:
        _judge(canvas, face, run)
    canvas.text = after((1.0, 0.0, 0.0, 1.0, run.x, 0.0), canvas.text)


class Run:
    """A run of glyphs being set: where the pen stands, and the box of those that leave ink."""

    def __init__(self, canvas: Canvas, face: Face) -> None:
        self.canvas, self.face = canvas, face
        self.x = 0.0
        self.left, self.right, self.low, self.high = 1e12, -1e12, 1e12, -1e12
        self.faults: dict[str, None] = {}
        self.codes: set[int] = set()

    @property
    def box(self) -> Rect | None:
        """The box of the ink in text space; None where there is none."""
        if self.left > self.right and not self.faults:
            return None
        if self.left > self.right:
            return (0.0, 0.0, self.x, self.canvas.state.size / 2)
        return (self.left, self.low, self.right, self.high)

    def add(self, text: bytes) -> None:
        """Set the glyphs of a string."""
        state, face = self.canvas.state, self.face
        size, stretch, rise = state.size, state.stretch, state.rise
        for code in face.codes(text):
            glyph = face.known.get(code) or face.glyph(code)
            start = self.x
            space = state.word_space if code == 32 and not face.wide else 0.0
            self.x = start + (glyph.advance * size + state.letter_space + space) * stretch
            if glyph.fault:
                self.faults[glyph.fault] = None
            if not glyph.blank:
                self.codes.add(code)
                end = start + glyph.advance * size * stretch
                self.left, self.right = min(self.left, start, end), max(self.right, start, end)
                one, other = glyph.low * size + rise, glyph.high * size + rise
                self.low, self.high = min(self.low, one, other), max(self.high, one, other)


def _judge(canvas: Canvas, face: Face, run: Run) -> None:
    """Note what is wrong with a run of text."""
    state, notes = canvas.state, canvas.notes
    ctm = after(canvas.text, state.ctm)
    found = run.box
    if found is None or state.mode in {3, 7}:
        return
    box = moved(found, ctm)
    canvas.measured.faces[face.title] = face.program
    for check, said in face.faults:
        notes.add(check, said, box)
    for fault in run.faults:
        notes.add(Check.MISSING_GLYPH, fault, box)
    if face.drawn:
        _draw(canvas, face, run, ctm)
        keep_off(canvas, box)
        return
    size = abs(state.size) * (ctm[2] ** 2 + ctm[3] ** 2) ** 0.5
    inks: frozenset[str] = frozenset()
    if state.mode in _FILLED:
        paint_with(canvas, state.fill, box, "text", overprint=state.overprint_fill)
        inks |= state.fill.inks
    if state.mode in _STROKED:
        paint_with(canvas, state.stroke, box, "text", overprint=state.overprint_stroke)
        thin(canvas, state.width * scales(state.ctm)[1], box, "the outline of text")
        inks |= state.stroke.inks
    if canvas.visible(box) is None:
        return
    _sizes(canvas, size, inks, box)
    keep_off(canvas, box)


def _sizes(canvas: Canvas, size: float, inks: frozenset[str], box: Rect) -> None:
    least, terms = canvas.measured.smallest_text, canvas.terms
    canvas.measured.smallest_text = size if least is None else min(size, least)
    if size < terms.smallest - _SLACK:
        said = f"text of {size:.1f} pt, under {terms.smallest:g} pt"
        canvas.notes.add(Check.SMALL_TEXT, said, box)
    count = _ALL_INKS if "All" in inks else len(inks)
    if size < SMALL - _SLACK and count > INKS:
        said = f"text of {size:.1f} pt in {count} inks ({canvas.state.fill})"
        canvas.notes.add(Check.SMALL_TEXT_INKS, said, box)


def _draw(canvas: Canvas, face: Face, run: Run, ctm: Matrix) -> None:
    """Draw the glyphs of a Type 3 font, each once a page."""
    size = canvas.state.size
    for code in sorted(run.codes):
        glyph = face.drawn.get(code)
        if glyph is None or ("glyph", face.title, code) in canvas.seen:
            continue
        canvas.seen.add(("glyph", face.title, code))
        at = after(face.em, after((size, 0.0, 0.0, size, 0.0, canvas.state.rise), ctm))
        canvas.draw(glyph, canvas.resources if face.source is None else face.source, at)


def _shown(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 1 or not isinstance(operands[0], pikepdf.String):
        raise OperandsError
    _show(canvas, operands)


def _spread(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 1 or not isinstance(operands[0], pikepdf.Array):
        raise OperandsError
    _show(canvas, items(operands[0]))


def _next(canvas: Canvas, operands: Sequence[object]) -> None:
    _down(canvas, ())
    _shown(canvas, operands)


def _spaced(canvas: Canvas, operands: Sequence[object]) -> None:
    if len(operands) != 3:
        raise OperandsError
    canvas.state.word_space, canvas.state.letter_space = floats(operands[:2], 2)
    _next(canvas, operands[2:])


def _begin(canvas: Canvas, operands: Sequence[object]) -> None:
    del operands
    canvas.text = canvas.line = IDENTITY


def _move(canvas: Canvas, operands: Sequence[object]) -> None:
    x, y = floats(operands, 2)
    canvas.text = canvas.line = after((1.0, 0.0, 0.0, 1.0, x, y), canvas.line)


def _move_leading(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.leading = -floats(operands, 2)[1]
    _move(canvas, operands)


def _down(canvas: Canvas, operands: Sequence[object]) -> None:
    del operands
    _move(canvas, (0.0, -canvas.state.leading))


def _matrix(canvas: Canvas, operands: Sequence[object]) -> None:
    a, b, c, d, e, f = floats(operands, 6)
    canvas.text = canvas.line = (a, b, c, d, e, f)


def _letter_space(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.letter_space = floats(operands, 1)[0]


def _word_space(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.word_space = floats(operands, 1)[0]


def _stretch(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.stretch = floats(operands, 1)[0] / 100


def _leading(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.leading = floats(operands, 1)[0]


def _rise(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.rise = floats(operands, 1)[0]


def _mode(canvas: Canvas, operands: Sequence[object]) -> None:
    canvas.state.mode = int(floats(operands, 1)[0])


def _end(canvas: Canvas, operands: Sequence[object]) -> None:
    """Do nothing: text may be shown again only after a new beginning."""


OPERATORS: dict[str, Operator] = {
    "BT": _begin, "ET": _end, "Tf": _font, "Tc": _letter_space, "Tw": _word_space, "Tz": _stretch, "TL": _leading,
    "Ts": _rise, "Tr": _mode, "Td": _move, "TD": _move_leading, "T*": _down, "Tm": _matrix,
    "Tj": _shown, "TJ": _spread, "'": _next, '"': _spaced,
}  # fmt: skip
