"""Qoshqar-muyiz, the ram's horns of Kazakh felt and of the flag's hoist, as geometry: arcs that wind inwards.

Horns are strokes of one width made of half circles, drawn as their outlines: above a stem two horns, mirrored below it.
Lozenges stand between the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from asylmura_ssg.make.artwork.drawing import Contour, Segment, Shape, moved, rectangle, turned

Vector = tuple[float, float]

_WIDTH = 0.42
"""The stroke's width; this and what follows in modules."""
_RADII = (0.98, 0.65, 0.32)
"""Of the half circles' middle lines, from the stem inwards: between two turns 0.24 modules stay free."""
_STEM = 1.25
"""From the figure's middle to where the horns begin to turn."""
_VALLEY = 0.12
"""Half the width at which the notch between two horns ends: a point no tool reaches would be left over below."""
_PITCH = 6.6
"""From one figure to the next, about: a band holds a whole number."""
_LOZENGE = (0.62, 0.62)
"""Half width and half height."""


def band(width: int, height: int, module: int, *, filled: bool) -> Shape:
    """Return an upright band of figures, measures in micrometres: light ones on dark, or the figures alone."""
    figures = max(1, round(height / (_PITCH * module)))
    pitch = height / figures
    contours = [rectangle(width, height)] if filled else []
    horns, lozenge = _horns(module), _lozenge(module)
    if filled:
        horns, lozenge = turned(horns), turned(lozenge)
    for index in range(figures):
        contours.append(moved(horns, width // 2, round((index + 0.5) * pitch)))
        if index:
            contours.append(moved(lozenge, width // 2, round(index * pitch)))
    return Shape(tuple(contours))


def _lozenge(module: int) -> Contour:
    x, y = (round(half * module) for half in _LOZENGE)
    return Contour((0, -y), (((x, 0),), ((0, y),), ((-x, 0),)))


def _horns(module: int) -> Contour:
    """Return one figure about the origin as one outline: the upper right horn, and its three mirror images.

    Two horns side by side share the stem, so that their outlines meet on the axis and nothing overlaps.
    """
    quarter = _upper_right()
    lower = _mirrored(quarter, 1, -1)
    path: list[Sequence[Vector]] = [
        *quarter,
        *_reversed(lower),
        *_mirrored(lower, -1, 1),
        *_reversed(_mirrored(quarter, -1, 1)),
    ]
    rounded = [tuple((round(x * module), round(y * module)) for x, y in points) for points in path]
    segments: list[Segment] = [points[1:] for points in rounded]  # type: ignore[misc]
    return Contour(rounded[0][0], tuple(segments))


def _upper_right() -> list[Sequence[Vector]]:
    """Return the outline of the upper right horn: pieces with both their ends, from the axis round to the stem's side."""
    half = _WIDTH / 2
    x = half  # of the middle line, where it begins
    inner: list[Sequence[Vector]] = []
    outer: list[Sequence[Vector]] = []
    notch = math.acos(1 - _VALLEY / (_RADII[0] + half))
    rises = True
    for radius in _RADII:
        centre = (x + radius if rises else x - radius, -_STEM)
        start = math.pi if rises else 0.0
        for quarter in (0, 1):
            angle = start + quarter * math.pi / 2
            skipped = 0.0 if outer else notch
            outer.append(_arc(centre, radius + half, angle + skipped, math.pi / 2 - skipped))
            inner.append(_arc(centre, radius - half, angle))
        x += 2 * radius if rises else -2 * radius
        rises = not rises
    tip = _cap(outer[-1][-1], inner[-1][-1])
    path = [*outer, *tip, *_reversed(inner)]
    valley, foot = path[0][0], path[-1][-1]
    return [((0.0, valley[1]), valley), *path, (foot, (foot[0], 0.0))]


def _arc(centre: Vector, radius: float, start: float, sweep: float = math.pi / 2) -> Sequence[Vector]:
    """Return a piece of a circle, at most a quarter, clockwise as seen (y downwards), as one cubic; angles in radians."""
    end = start + sweep
    (ax, ay), (bx, by) = ((math.cos(a), math.sin(a)) for a in (start, end))
    reach = 4 / 3 * math.tan(sweep / 4)
    x, y = centre
    return (
        (x + radius * ax, y + radius * ay),
        (x + radius * (ax - reach * ay), y + radius * (ay + reach * ax)),
        (x + radius * (bx + reach * by), y + radius * (by - reach * bx)),
        (x + radius * bx, y + radius * by),
    )


def _cap(start: Vector, end: Vector) -> list[Sequence[Vector]]:
    """Return the half circle about a stroke's end, as two cubics."""
    centre = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    radius = math.dist(start, end) / 2
    angle = math.atan2(start[1] - centre[1], start[0] - centre[0])
    return [_arc(centre, radius, angle), _arc(centre, radius, angle + math.pi / 2)]


def _reversed(path: Sequence[Sequence[Vector]]) -> list[Sequence[Vector]]:
    return [tuple(reversed(points)) for points in reversed(path)]


def _mirrored(path: Sequence[Sequence[Vector]], x: int, y: int) -> list[Sequence[Vector]]:
    return [tuple((px * x, py * y) for px, py in points) for points in path]
