"""The star-and-cross tiling of Karakhanid brickwork, as lines: the book's ornament, computed and not drawn.

Eight-pointed stars stand on a square grid and touch at their points; what is left between them are crosses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

TILE = 22.0
"""How wide a star of the ornament is, in mm."""

_INNER = math.cos(math.radians(45)) / math.cos(math.radians(22.5))  # of the star {8/2}: two crossed squares


def tiling(columns: int, rows: int, side: float, rings: tuple[float, ...] = (1.0, 0.68, 0.3)) -> str:
    """Return SVG path data of stars on a grid of ``side`` units, each star repeated inside itself at every ring."""
    return "".join(
        star(column * side, row * side, side / 2 * ring)
        for row in range(rows)
        for column in range(columns)
        for ring in rings
    )


def star(x: float, y: float, radius: float) -> str:
    """Return SVG path data of one closed eight-pointed star about a centre."""
    corners = []
    for step in range(16):
        reach = radius if step % 2 == 0 else radius * _INNER
        angle = math.radians(22.5 * step)
        corners.append(f"{x + reach * math.cos(angle):.2f} {y + reach * math.sin(angle):.2f}")
    return "M" + "L".join(corners) + "z"


@dataclass(frozen=True, slots=True)
class Ground:
    """The tiling over a whole field: its path, and the SVG view box, in mm, that shows it with a star in the middle."""

    path: str
    box: str


def ground(across: float, down: float, side: float = TILE) -> Ground:
    """Return the tiling of a field of ``across`` × ``down`` mm."""
    columns, rows = round(across / 2 / side), round(down / 2 / side)
    left, top = columns * side - across / 2, rows * side - down / 2
    path = tiling(2 * columns + 2, 2 * rows + 2, side)
    return Ground(path, f"{left:g} {top:g} {across:g} {down:g}")
