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
