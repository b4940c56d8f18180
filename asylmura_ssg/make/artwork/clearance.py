"""Letters that would touch are moved apart: where two outlines overlap, the even-odd rule would cut a hole into both.

A face's kerning may draw a tail under the next letter. What is compared is each letter's silhouette, band by band: the
farthest it reaches to the right, and the next one's to the left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

Vector = tuple[float, float]
Curve = tuple[Vector, tuple[tuple[Vector, ...], ...]]
"""A contour in em: its start, and what follows from point to point, lines and cubic curves."""

BAND = 0.02
"""Height of a band, em."""
GAP = 0.02
"""Least distance of two letters in any band, em."""
_STEPS = 8  # of a curve; a letter's curve strays less than 0.005 em from so many chords

Profile = dict[int, tuple[float, float]]
"""By band, counted upwards from the baseline: how far the letter reaches to the left and to the right, em."""


def profile_of(outlines: Iterable[Curve]) -> Profile:
    """Return a letter's silhouette."""
    found: dict[int, tuple[float, float]] = {}
    for outline in outlines:
        points = list(_points(outline))
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
            low, high = sorted((ay, by))
            for band in range(math.floor(low / BAND), math.floor(high / BAND) + 1):
                left, right = found.get(band, (math.inf, -math.inf))
                xs = [_at((ax, ay), (bx, by), min(max(edge, low), high)) for edge in (band * BAND, (band + 1) * BAND)]
                found[band] = min(left, *xs), max(right, *xs)
    return found


def _at(a: Vector, b: Vector, y: float) -> float:
    """Return the x of a line at a height between its ends."""
    return b[0] if a[1] == b[1] else a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])


def _points(outline: Curve) -> Iterator[Vector]:
    here, pieces = outline
    yield here
    for piece in pieces:
        if len(piece) == 3:
            for step in range(1, _STEPS):
                yield _on_curve(here, piece, step / _STEPS)
        here = piece[-1]
        yield here


def _on_curve(start: Vector, piece: tuple[Vector, ...], t: float) -> Vector:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    points = (start, *piece)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )


def lacking(left: Profile, right: Profile, apart: float) -> float:
    """Return by how much the origins of two letters, ``apart`` em from each other, are too near; 0 when they are not.

    Neighbouring bands count, too, so that letters do not touch corner to corner.
    """
    least = GAP
    for band, (_, reach) in left.items():
        for beside in (band - 1, band, band + 1):
            if beside in right:
                least = min(least, apart + right[beside][0] - reach)
    return max(0.0, GAP - least)
