"""Names beside dots on a map, set where they cover neither one another nor a dot; a name without room is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SIZE = 13.0  # type size in units of the map
_ADVANCE = 0.54  # mean width of a letter of the text face, in em
_GAP = 9.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name begins: x and the baseline's y, in units of the map."""

    text: str
    x: float
    y: float


def place_labels(dots: Sequence[tuple[float, float, str]], width: float, height: float) -> tuple[Label | None, ...]:
    """Return a label for each dot (x, y, name), or None: to its right, else left, below, above; first come first."""
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in dots]
    labels: list[Label | None] = []
    for index, (x, y, name) in enumerate(dots):
        length = len(name) * SIZE * _ADVANCE
        places = ((x + _GAP, y + 4), (x - _GAP - length, y + 4), (x - length / 2, y + 20), (x - length / 2, y - 11))
        others = [*taken[:index], *taken[index + 1 :]]
        found = None
        for left, base in places:
            box = (left, base - SIZE * 0.8, left + length, base + SIZE * 0.25)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in others):
                found = Label(name, round(left, 1), round(base, 1))
                taken.append(box)
                break
        labels.append(found)
    return tuple(labels)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(frozen=True, slots=True)
class Room:
    """Where a name fits best within an area: the middle of a level line, and its length, in units of the map."""

    x: float
    y: float
    width: float


def room_in(rings: Sequence[Sequence[tuple[float, float]]], lines: int = 11) -> Room | None:
    """Return the longest level line within an area (even-odd rule), of so many tried; None where none lies within it."""
    heights = [y for ring in rings for _, y in ring]
    top, bottom = min(heights), max(heights)
    best: Room | None = None
    for line in range(1, lines + 1):
        y = top + (bottom - top) * line / (lines + 1)
        met = sorted(x for ring in rings for x in _crossings(ring, y))
        for left, right in zip(met[::2], met[1::2], strict=True):
            if best is None or right - left > best.width:
                best = Room((left + right) / 2, y, right - left)
    return best


def _crossings(ring: Sequence[tuple[float, float]], y: float) -> list[float]:
    return [
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (y1 > y) != (y2 > y)
    ]
