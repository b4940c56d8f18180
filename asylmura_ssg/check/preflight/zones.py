"""Where text may not stand: near the trim, in the gutter, on a cover's folds."""

from __future__ import annotations

from asylmura_ssg.check.preflight.canvas import Canvas
from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import POINTS

_SLACK = 0.1  # mm: advances are a little wider than the ink they hold
_GUTTER_SLACK = 0.3  # mm: marks of punctuation may hang into the margin


def keep_off(canvas: Canvas, text: Rect) -> None:
    """Note text that stands where it may be cut off or bound in; ``text`` is the box of its glyphs, in points."""
    shown = canvas.visible(text)
    if shown is None:
        return
    left, bottom, right, top = (
        (value - origin) / POINTS for value, origin in zip(shown, 2 * canvas.trim[:2], strict=True)
    )
    width = (canvas.trim[2] - canvas.trim[0]) / POINTS
    height = (canvas.trim[3] - canvas.trim[1]) / POINTS
    terms, notes = canvas.terms, canvas.notes
    nearest = min(left, bottom, width - right, height - top)
    if nearest < terms.safe - _SLACK:
        where = f"{nearest:.1f} mm from the trim" if nearest >= 0 else f"{-nearest:.1f} mm over the trim"
        notes.add(Check.TEXT_NEAR_TRIM, f"text {where}; {terms.safe:g} mm are asked", shown, "near")
    elif terms.inner is not None:
        inner = left if canvas.recto else width - right
        if inner < terms.inner - _GUTTER_SLACK:
            said = f"text {inner:.1f} mm from the spine; {terms.inner:g} mm are asked"
            notes.add(Check.TEXT_IN_GUTTER, said, shown, "gutter")
    _folds(canvas, left, right, shown)


def _folds(canvas: Canvas, left: float, right: float, shown: Rect) -> None:
    """Note text on a fold. The spine lies between the two folds in the middle; its text keeps the inset from them."""
    folds = sorted(canvas.terms.folds)
    middle = len(folds) // 2
    spine = folds[middle - 1 : middle + 1] if len(folds) > 1 else []
    on_spine = bool(spine) and spine[0] <= (left + right) / 2 <= spine[1]
    asked = canvas.terms.inset if on_spine else canvas.terms.safe
    for fold in folds:
        distance = max(left - fold, fold - right)
        if distance < asked - _SLACK:
            said = f"text {max(distance, 0):.1f} mm from the fold at {fold:.1f} mm; {asked:g} mm are asked"
            canvas.notes.add(Check.TEXT_ON_FOLD, said, shown, f"fold {fold}")
