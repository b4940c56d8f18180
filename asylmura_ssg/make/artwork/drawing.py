"""A drawing as a value: closed, filled outlines in micrometres, y downwards. It knows no file format and no letters.

Every contour is closed, what is dark lies to the right of its way, and no two shapes overlap: so the even-odd rule and
the nonzero rule fill the same, and a reader of any format, whatever rule it goes by, sees the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

UNITS = 1000
"""In one millimetre. Whole numbers are the same on every machine; a micrometre is finer than any tool."""

_KAPPA = 4 / 3 * (math.sqrt(2) - 1)  # a quarter of a circle as one cubic: at most 0.03 % off its radius

Point = tuple[int, int]
Segment = tuple[Point] | tuple[Point, Point, Point]
"""A line to a point, or a cubic Bézier curve: two control points and its end."""


class Layer(StrEnum):
    """What becomes of an outline: it is where the plate is cut, it is printed or engraved, or it shows where to cut."""

    CUT = "cut"
    FACE = "face"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Contour:
    """A closed outline: from its start by segments, and straight back to its start."""

    start: Point
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Contours filled together. Shapes are the same only if they are one: a letter of one size is drawn once."""

    contours: tuple[Contour, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape put down at a place; ``part`` names what it belongs to, as ``name-kk`` or ``code-1``."""

    layer: Layer
    part: str
    shape: Shape
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All marks on a plate or a sheet, and its size; ``face`` is what workshops call the layer that is not cut."""

    width: int
    height: int
    face: str
    marks: tuple[Mark, ...]

    @property
    def layers(self) -> tuple[tuple[Layer, str], ...]:
        """The layers from below upwards, each with its name in files; cut marks are on sheets alone."""
        marked = any(mark.layer is Layer.MARKS for mark in self.marks)
        return ((Layer.CUT, "CUT"), (Layer.FACE, self.face), *(((Layer.MARKS, "CUTMARKS"),) if marked else ()))

    def parts(self, layer: Layer) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
        """Return the parts of a layer with their marks, in the order they first stand in."""
        found: dict[str, list[Mark]] = {}
        for mark in self.marks:
            if mark.layer is layer:
                found.setdefault(mark.part, []).append(mark)
        return tuple((part, tuple(marks)) for part, marks in found.items())


def units(millimetres: float) -> int:
    """Return micrometres, the nearest whole number."""
    return round(millimetres * UNITS)


def polygon(points: Sequence[tuple[float, float]]) -> Contour:
    """Return straight lines through points in micrometres."""
    start, *others = [(round(x), round(y)) for x, y in points]
    return Contour(start, tuple((point,) for point in others))


def rectangle(width: int, height: int) -> Contour:
    """Return a rectangle whose upper left corner is the origin."""
    return polygon(((0, 0), (width, 0), (width, height), (0, height)))


def rounded_rectangle(width: int, height: int, radius: int) -> Contour:
    """Return a rectangle with rounded corners; its upper left corner would be the origin."""
    straight = radius - round(radius * _KAPPA)
    corners = (  # the corner, and the directions in which the outline comes to it and leaves it
        ((width, 0), (1, 0), (0, 1)),
        ((width, height), (0, 1), (-1, 0)),
        ((0, height), (-1, 0), (0, -1)),
        ((0, 0), (0, -1), (1, 0)),
    )
    segments: list[Segment] = []
    for (x, y), (cx, cy), (lx, ly) in corners:
        segments.append(((x - cx * radius, y - cy * radius),))
        segments.append((
            (x - cx * straight, y - cy * straight),
            (x + lx * straight, y + ly * straight),
            (x + lx * radius, y + ly * radius),
        ))  # fmt: skip
    return Contour((radius, 0), tuple(segments))


def turned(contour: Contour) -> Contour:
    """Return the same outline run the other way, as a hole is run in what surrounds it."""
    ends = [contour.start, *(segment[-1] for segment in contour.segments)]
    segments: list[Segment] = []
    for segment, before in zip(reversed(contour.segments), reversed(ends[:-1]), strict=True):
        segments.append((before,) if len(segment) == 1 else (segment[1], segment[0], before))
    return Contour(ends[-1], tuple(segments))


def circle(x: int, y: int, radius: int) -> Contour:
    """Return a circle about a centre."""
    round_shape = rounded_rectangle(2 * radius, 2 * radius, radius)
    return moved(round_shape, x - radius, y - radius)


def moved(contour: Contour, x: int, y: int) -> Contour:
    """Return the contour at another place."""
    return Contour(
        (contour.start[0] + x, contour.start[1] + y),
        tuple(_moved(segment, x, y) for segment in contour.segments),
    )


def _moved(segment: Segment, x: int, y: int) -> Segment:
    if len(segment) == 1:
        return ((segment[0][0] + x, segment[0][1] + y),)
    (ax, ay), (bx, by), (cx, cy) = segment
    return ((ax + x, ay + y), (bx + x, by + y), (cx + x, cy + y))


def extent(marks: Iterable[Mark]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of all points of the marks; control points count, so that it is never too small."""
    xs: list[int] = []
    ys: list[int] = []
    for mark in marks:
        for contour in mark.shape.contours:
            for x, y in (contour.start, *(point for segment in contour.segments for point in segment)):
                xs.append(x + mark.x)
                ys.append(y + mark.y)
    return min(xs), min(ys), max(xs), max(ys)
