"""Outlines of the regions, lakes and rivers from GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.geography import Outline, Ring
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.vocabulary import Region
from asylmura_ssg.tree import Bytes

_FOLDER = "boundaries"


_Feature = tuple[str, tuple[tuple[Ring, ...], ...]]
_Box = tuple[Outline, tuple[float, float, float, float]]
"""The ISO 3166-2 code that a feature bears, or nothing, and its polygons; a line is a polygon of one ring."""


def read_boundaries(files: dict[str, Bytes], root: str, regions: dict[str, Region], report: Report) -> Boundaries:
    """Return the outlines of the regions by key, with the lakes and rivers inside them."""
    by_iso = dict(_features(files, root, "regions", report))
    outlines = {key: Outline(by_iso[region.iso]) for key, region in regions.items() if region.iso in by_iso}
    for key, region in regions.items():
        if by_iso and region.iso and region.iso not in by_iso:
            shown = f"{root}/{_FOLDER}/regions.geojson"
            report.add(Diagnostic(Code.MISSING_FIELD, Span(shown), f'no outline for the region "{key}"',
                                  f'add a feature whose property "iso" is {region.iso}'))  # fmt: skip
    lakes = [Outline(polygons) for _, polygons in _features(files, root, "lakes", report)]
    rivers = [line for _, lines in _features(files, root, "rivers", report) for (line,) in lines]
    boxes = [(outline, outline.bounds()) for outline in outlines.values()]
    return Boundaries(
        regions=outlines,
        lakes=tuple(lake for lake in lakes if _within(lake.polygons[0][0], boxes)),
        rivers=tuple(river for river in rivers if _within(river, boxes)),
        digest=digest_of(tuple(file.digest for path, file in files.items() if path.startswith(f"{_FOLDER}/"))),
    )


def _features(files: dict[str, Bytes], root: str, name: str, report: Report) -> list[_Feature]:
    path = f"{_FOLDER}/{name}.geojson"
    shown = f"{root}/{path}"
    if path not in files:
        report.add(Diagnostic(Code.MISSING_FILE, Span(shown), f"{path} is missing", "restore it from git"))
        return []
    at, words = Span(shown), "a feature of the file is not GeoJSON (RFC 7946)"
    try:
        return [_feature(feature) for feature in json.loads(files[path].data)["features"]]
    except json.JSONDecodeError as error:
        at, words = Span(shown, error.lineno, error.colno), f"the file is not JSON: {error.msg}"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # the words above say it
    report.add(Diagnostic(Code.WRONG_TYPE, at, words, "restore it from git"))
    return []


def _feature(feature: dict[str, Any]) -> _Feature:
    """Return a feature's code and polygons. Raises what its first departure from RFC 7946 happens to raise."""
    kind, held = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    nested = {
        "Polygon": [held],
        "MultiPolygon": held,
        "LineString": [[held]],
        "MultiLineString": [[line] for line in held],
    }
    polygons = tuple(tuple(_ring(ring) for ring in polygon) for polygon in nested[kind])
    if not polygons or not all(polygons):
        raise ValueError(kind)
    return str((feature["properties"] or {}).get("iso", "")), polygons


def _ring(points: list[list[float]]) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < 2 or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring):
        raise ValueError(len(ring))
    return ring


def _within(ring: Ring, boxes: Sequence[_Box]) -> bool:
    """Tell whether any point of a ring lies in one of the outlines, asked only where its box has the point."""
    return any(
        west <= lon <= east and south <= lat <= north and outline.contains(Point(lat, lon))
        for lon, lat in ring
        for outline, (west, south, east, north) in boxes
    )
