"""A drawing as DXF (AutoCAD 2000, AC1015): closed LWPOLYLINEs in mm, y upwards, on the layers CUT and ENGRAVE;
cut marks of a sheet are on a third, CUTMARKS, so that a workshop that needs none leaves them out.

ezdxf writes the file's frame: header, tables, layers. The polylines are written here, in the form ezdxf gives them, since
by the library two thousand of them take longer than all other files of a plate together. Layers are named the same for
every variant: it is by these names that workshops assign a tool.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import ezdxf
from ezdxf import units as dxf_units

from asylmura_ssg.make.artwork.drawing import UNITS, Drawing, Layer, Point
from asylmura_ssg.make.artwork.flatten import polygons

_LAYERS = {Layer.CUT: "CUT", Layer.FACE: "ENGRAVE", Layer.MARKS: "CUTMARKS"}
_COLOURS = {Layer.CUT: 1, Layer.FACE: 7, Layer.MARKS: 3}  # AutoCAD's red, black or white by the background, green
_ENTITIES = "  2\nENTITIES\n"
_SEED = "$HANDSEED\n  5\n"
_OPTIONS = ezdxf.options  # type: ignore[attr-defined]
_METRIC = 1
_CLOSED = 1


def dxf(drawing: Drawing) -> bytes:
    """Return the drawing as DXF; curves are straight lines no further from them than the tolerance of flattening."""
    outlines = list(_outlines(drawing))
    frame = _frame(drawing.width, drawing.height, _extent(outlines), drawing.layers[2:] != ())
    entities = []
    handle = frame.seed
    for layer, points in outlines:
        entities.append(_polyline(f"{handle:X}", frame.owner, layer, points))
        handle += 1
    return f"{frame.before}{handle:X}{frame.between}{''.join(entities)}{frame.after}".encode("ascii")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The file around the polylines and the next free handle, ``seed``; ``owner`` is the model space's handle."""

    before: str
    between: str
    after: str
    seed: int
    owner: str


@lru_cache(maxsize=64)
def _frame(width: int, height: int, extent: tuple[Point, Point], marked: bool) -> _Frame:
    """Return the file without polylines: the drawing's size as its limits, and what is drawn as its extents."""
    with _no_clock():
        document = ezdxf.new("R2000", units=dxf_units.MM)  # type: ignore[attr-defined]
        document.header["$MEASUREMENT"] = _METRIC
        space, size = document.modelspace(), (width / UNITS, height / UNITS)
        least, most = (tuple(edge / UNITS for edge in (*corner, 0)) for corner in extent)
        space.reset_extents(least, most)
        # Of these ezdxf writes what it began with, a drawing of no size, which programs open as an empty window.
        document.header["$EXTMIN"], document.header["$EXTMAX"] = least, most
        space.reset_limits((0, 0), size)
        for layer, name in _LAYERS.items():
            if marked or layer is not Layer.MARKS:
                document.layers.add(name, color=_COLOURS[layer])
        out = io.StringIO()
        document.write(out)
    head, rest = out.getvalue().split(_SEED, 1)
    seed, tail = rest.split("\n", 1)
    between, after = tail.split(_ENTITIES, 1)
    return _Frame(
        before=head + _SEED,
        between="\n" + between + _ENTITIES,
        after=after,
        seed=int(seed, 16),
        owner=space.layout_key,
    )


@contextmanager
def _no_clock() -> Iterator[None]:
    """Have ezdxf write neither the moment at which it does so nor identifiers drawn by chance."""
    before = _OPTIONS.write_fixed_meta_data_for_testing
    _OPTIONS.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        _OPTIONS.write_fixed_meta_data_for_testing = before


def _outlines(drawing: Drawing) -> Iterator[tuple[str, list[Point]]]:
    for mark in drawing.marks:
        for points in polygons(mark.shape):
            yield _LAYERS[mark.layer], [(x + mark.x, drawing.height - y - mark.y) for x, y in points]


def _extent(outlines: Sequence[tuple[str, list[Point]]]) -> tuple[Point, Point]:
    """Return the lower left and the upper right corner of what is drawn: what is on a face lies within what is cut."""
    edges = [points for layer, points in outlines if layer != _LAYERS[Layer.FACE]]
    across = [x for points in edges for x, _ in points]
    up = [y for points in edges for _, y in points]
    return (min(across), min(up)), (max(across), max(up))


def _polyline(handle: str, owner: str, layer: str, points: list[Point]) -> str:
    corners = "".join([f" 10\n{x / UNITS}\n 20\n{y / UNITS}\n" for x, y in points])
    return (
        f"  0\nLWPOLYLINE\n  5\n{handle}\n330\n{owner}\n100\nAcDbEntity\n  8\n{layer}\n100\nAcDbPolyline\n"
        f" 90\n{len(points)}\n 70\n{_CLOSED}\n{corners}"
    )
