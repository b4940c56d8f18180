"""The timeline drawn: bars on a scale of time, as SVG path data.

What is drawn claims no more than the record. A bar lies within the years that the record names, since they are the
outermost ones its date allows; it comes to a point over as many years as the date is fine, and thins out all along where
one of its ends is unknown. Beneath it a thin line shows the periods the record names.
"""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.recipe import Card
from asylmura_ssg.model.timescale import Timescale

WIDTH = 1000.0
"""The width of the scale in units of the drawing."""
HEIGHT = 10.0
SPANS = {"exact": 0, "decade": 10, "century": 100}
"""Over how many years a date is approximate, by its precision; others, such as that of a period, over three centuries."""
WIDEST = 300
_SEEN = 4.0  # units: no bar is narrower, or a phone would not show it


@dataclass(frozen=True, slots=True)
class Bar:
    """A monument in time: path data of its dated bar and of the line of its periods; each empty where there is none.

    ``left`` and ``right`` bound both, in units of the drawing; None where nothing is known.
    """

    dated: str
    held: str
    left: float | None
    right: float | None


def draw_bar(card: Card, precision: str, held: tuple[int, int] | None, scale: Timescale) -> Bar:
    """Return the bar of a monument; ``held`` are the first and last year of the periods that the record names."""
    line = None if held is None else (scale.place(held[0]) * WIDTH, scale.place(held[1]) * WIDTH)
    ends = _ends(card, held, scale)
    drawn = "" if ends is None else _shape(card, precision, ends, scale)
    bounds = [x for pair in (line, ends) if pair is not None for x in pair]
    return Bar(
        dated=drawn,
        held="" if line is None else f"M{line[0]:.1f} {HEIGHT / 2:g}H{line[1]:.1f}",
        left=min(bounds, default=None),
        right=max(bounds, default=None),
    )


def _ends(card: Card, held: tuple[int, int] | None, scale: Timescale) -> tuple[float, float] | None:
    """Return where the bar begins and ends; an end that the record leaves open is that of its periods, else the scale's."""
    if card.earliest is None and card.latest is None:
        return None
    first = card.earliest if card.earliest is not None else held[0] if held else scale.start
    last = card.latest + 1 if card.latest is not None else held[1] if held else scale.end
    left, right = scale.place(min(first, last)) * WIDTH, scale.place(max(first, last)) * WIDTH
    if right - left < _SEEN:
        middle = min(max((left + right) / 2, _SEEN / 2), WIDTH - _SEEN / 2)
        left, right = middle - _SEEN / 2, middle + _SEEN / 2
    return left, right


def _shape(card: Card, precision: str, ends: tuple[float, float], scale: Timescale) -> str:
    left, right = ends
    span = SPANS.get(precision, WIDEST)
    middle = (left + right) / 2
    from_, to = left, right
    if span and card.earliest is not None:
        from_ = min(scale.place(card.earliest + span) * WIDTH, middle)
    if span and card.latest is not None:
        to = max(scale.place(card.latest + 1 - span) * WIDTH, middle)
    if card.earliest is None:
        from_ = max(to, left)
    if card.latest is None:
        to = min(from_, right)
    half = f"{HEIGHT / 2:g}"
    return f"M{left:.1f} {half}L{from_:.1f} 0H{to:.1f}L{right:.1f} {half}L{to:.1f} {HEIGHT:g}H{from_:.1f}z"
