"""Curves as straight lines, no further from them than a tolerance."""

from __future__ import annotations

import math
from functools import lru_cache

from asylmura_ssg.make.artwork.drawing import Contour, Point, Segment, Shape

TOLERANCE = 10
"""Micrometres: a quarter of a dot at 600 dpi; an engraver's finest cutter is thirty times as wide."""


@lru_cache(maxsize=8192)  # letters come back, on one plate and on the next
def polygons(shape: Shape) -> tuple[tuple[Point, ...], ...]:
    """Return the shape's contours as corners in micrometres; the last one is joined to the first."""
    return tuple(_polygon(contour) for contour in shape.contours)


def _polygon(contour: Contour) -> tuple[Point, ...]:
    points = [contour.start]
    for segment in contour.segments:
        for point in _points(points[-1], segment):
            if point != points[-1]:
                points.append(point)
    if points[-1] == points[0]:
        points.pop()
    return tuple(points)


def _points(start: Point, segment: Segment) -> list[Point]:
    """Return points on a segment after its start, its end among them.

    A cubic cut into n equal parts of its parameter strays by no more than 0.75 d / n², d the larger second
    difference of its control points: a chord strays by an eighth of the second derivative, which is at most 6 d.
    """
    if len(segment) == 1:
        return [segment[0]]
    (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = start, segment
    bend = max(math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    pieces = max(1, math.ceil(math.sqrt(0.75 * bend / TOLERANCE)))
    found = []
    for step in range(1, pieces):
        t = step / pieces
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        found.append((round(a * x0 + b * x1 + c * x2 + d * x3), round(a * y0 + b * y1 + c * y2 + d * y3)))
    return [*found, segment[2]]
