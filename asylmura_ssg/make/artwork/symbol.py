"""A symbol's dark regions as closed outlines. Modules that touch by a side are one region: no seam shows between them."""

from __future__ import annotations

from collections.abc import Iterator

from asylmura_ssg.make.artwork.drawing import Contour, Shape, polygon
from asylmura_ssg.make.plates import Matrix

Corner = tuple[int, int]


def symbol_shape(symbol: Matrix, module: int) -> Shape:
    """Return the symbol's outlines, filled even-odd; ``module`` is the side of a module in micrometres."""
    return Shape(tuple(_scaled(loop, module) for loop in _loops(symbol)))


def _scaled(loop: list[Corner], module: int) -> Contour:
    return polygon([(x * module, y * module) for x, y in loop])


def _loops(symbol: Matrix) -> Iterator[list[Corner]]:
    """Yield the boundaries between dark and light as loops of corners, dark to the right of the way.

    Where two dark modules meet by a corner alone the way turns right, so that they stay two regions; where it comes to a
    corner for the second time a loop is closed. So no outline ever touches itself.
    """
    edges = _edges(symbol)
    while edges:
        start = min(edges)
        here, heading = start, edges[start][0]
        loop: list[Corner] = []
        while True:
            ways = edges[here]
            turn = min(ways, key=lambda way: _turn(heading, way))
            if not loop or turn != heading:
                if here in loop:
                    yield loop[loop.index(here) :]
                    del loop[loop.index(here) :]
                loop.append(here)
            ways.remove(turn)
            if not ways:
                del edges[here]
            here, heading = (here[0] + turn[0], here[1] + turn[1]), turn
            if here == start:
                break
        yield loop


def _turn(heading: Corner, way: Corner) -> int:
    """Return 0 for a turn to the right (y is downwards), 1 for straight on, 2 for left."""
    cross = heading[0] * way[1] - heading[1] * way[0]
    return 1 - cross


def _edges(symbol: Matrix) -> dict[Corner, list[Corner]]:
    """Return, by the corner they leave from, the directions of all sides between a dark and a light module."""
    side = len(symbol)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < side and 0 <= y < side and symbol[y][x]

    edges: dict[Corner, list[Corner]] = {}
    for y in range(side):
        for x in range(side):
            if not symbol[y][x]:
                continue
            for there, start, way in (
                ((x, y - 1), (x, y), (1, 0)),
                ((x + 1, y), (x + 1, y), (0, 1)),
                ((x, y + 1), (x + 1, y + 1), (-1, 0)),
                ((x - 1, y), (x, y + 1), (0, -1)),
            ):
                if not dark(*there):
                    edges.setdefault(start, []).append(way)
    return edges
