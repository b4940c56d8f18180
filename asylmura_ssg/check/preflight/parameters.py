"""Graphics state parameter dictionaries (ISO 32000-1, 8.4.5): transparency, overprint, and what is not a page's to say."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from asylmura_ssg.check.preflight.canvas import Canvas, Operator
from asylmura_ssg.check.preflight.painting import form
from asylmura_ssg.check.preflight.reading import entry, identity, items, name, number, whole
from asylmura_ssg.model.preflight import Check

_PLAIN_BLENDS = frozenset({"/Normal", "/Compatible"})
_PLAIN_HALFTONES = frozenset({1, 5})


def _parameters(canvas: Canvas, operands: Sequence[object]) -> None:
    called = name(operands[0]) if operands else None
    held = entry(entry(canvas.resources, "/ExtGState"), called or "/")
    if held is None:
        canvas.notes.add(Check.CONTENT_DAMAGED, f"graphics parameters {called} that are not there")
        return
    width = number(entry(held, "/LW"))
    if width is not None:
        canvas.state.width = abs(width)
    _overprint(canvas, held)
    if canvas.terms.inks_only:
        _transparency(canvas, held)
    mask = entry(entry(held, "/SMask"), "/G")
    if mask is not None and identity(mask) not in canvas.seen:
        canvas.seen.add(identity(mask))
        form(canvas, mask)
    _screening(canvas, held)


def _overprint(canvas: Canvas, held: object) -> None:
    """OP sets both when op is not given (ISO 32000-1, table 58)."""
    stroke, fill = entry(held, "/OP"), entry(held, "/op")
    if isinstance(stroke, bool):
        canvas.state.overprint_stroke = stroke
        canvas.state.overprint_fill = stroke if not isinstance(fill, bool) else fill
    if isinstance(fill, bool):
        canvas.state.overprint_fill = fill


def _transparency(canvas: Canvas, held: object) -> None:
    for key, what in (("/ca", "areas"), ("/CA", "lines")):
        opacity = number(entry(held, key))
        if opacity is not None and opacity < 1:
            canvas.notes.add(Check.TRANSPARENCY, f"{what} of {opacity:.0%} opacity")
    if isinstance(entry(held, "/SMask"), pikepdf.Dictionary):
        canvas.notes.add(Check.TRANSPARENCY, "a soft mask")
    blend = entry(held, "/BM")
    modes = [name(blend)] if isinstance(blend, pikepdf.Name) else [name(part) for part in items(blend)]
    for mode in modes:
        if mode is not None and mode not in _PLAIN_BLENDS:
            canvas.notes.add(Check.TRANSPARENCY, f"the blend mode {mode[1:]}")


def _screening(canvas: Canvas, held: object) -> None:
    for key, harmless in (("/TR", "/Identity"), ("/TR2", "/Default")):
        function = entry(held, key)
        if function is not None and name(function) != harmless:
            canvas.notes.add(Check.TRANSFER_FUNCTION, f"a transfer function ({key[1:]})")
    halftone = entry(held, "/HT")
    if halftone is None or name(halftone) == "/Default":
        return
    kind = whole(entry(halftone, "/HalftoneType"))
    if kind not in _PLAIN_HALFTONES or entry(halftone, "/HalftoneName") is not None:
        canvas.notes.add(Check.HALFTONE, f"a halftone of type {kind}")


OPERATORS: dict[str, Operator] = {"gs": _parameters}
