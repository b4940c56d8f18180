"""A drawing as SVG 1.1: millimetres, filled paths, no stroke and no text; the edge of the plate is a group of its own.

The group CUT holds the plate as a white blank with its holes left out: it is seen, it is a closed path that cutting
software takes up by the group's name or by its colour, and since it has no stroke and is not dark, nothing engraves or
prints it. It lies below the group that is printed or engraved.
"""

from __future__ import annotations

from functools import lru_cache

from asylmura_ssg.make.artwork.drawing import UNITS, Contour, Drawing, Layer, Mark, Shape


def svg(drawing: Drawing) -> bytes:
    """Return the drawing as SVG, width, height and user units in mm."""
    width, height = _mm(drawing.width), _mm(drawing.height)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
    )
    groups = (
        _group(name, "#fff" if layer is Layer.CUT else "#000", drawing.parts(layer)) for layer, name in drawing.layers
    )
    return f"{root}\n{''.join(groups)}</svg>\n".encode()


def _group(name: str, colour: str, parts: tuple[tuple[str, tuple[Mark, ...]], ...]) -> str:
    paths = "".join(f'<path id="{part}" d="{"".join(map(_path, marks))}"/>\n' for part, marks in parts)
    return f'<g id="{name}" fill="{colour}" fill-rule="evenodd">\n{paths}</g>\n'


def _path(mark: Mark) -> str:
    return "".join(f"M{_mm(x + mark.x)} {_mm(y + mark.y)}{way}" for x, y, way in _ways(mark.shape))


@lru_cache(maxsize=8192)  # letters come back, on one plate and on the next
def _ways(shape: Shape) -> tuple[tuple[int, int, str], ...]:
    """Return each contour's start and the rest of its way, which is the same wherever the shape lies."""
    return tuple((*contour.start, _way(contour)) for contour in shape.contours)


def _way(contour: Contour) -> str:
    written = []
    x, y = contour.start
    for segment in contour.segments:
        points = " ".join(f"{_mm(px - x)} {_mm(py - y)}" for px, py in segment)
        written.append(("l" if len(segment) == 1 else "c") + points)
        x, y = segment[-1]
    return "".join(written) + "z"


def _mm(length: int) -> str:
    return f"{length / UNITS:.7g}"
