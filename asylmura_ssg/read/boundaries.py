"""Outlines of the regions, lakes and rivers from GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from typing import Any

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.geography import Outline, Ring
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.vocabulary import Region
from asylmura_ssg.tree import Bytes

_FOLDER = "boundaries"


def read_boundaries(files: dict[str, Bytes], root: str, regions: dict[str, Region], report: Report) -> Boundaries:
    """Return the outlines of the regions by key, with the lakes and rivers inside them."""
    by_iso = {feature["properties"].get("iso"): feature for feature in _features(files, root, "regions", report)}
    outlines = {key: _outline(by_iso[region.iso]) for key, region in regions.items() if region.iso in by_iso}
    for key, region in regions.items():
        if by_iso and region.iso not in by_iso:
            shown = f"{root}/{_FOLDER}/regions.geojson"
            report.add(Diagnostic(Code.MISSING_FIELD, Span(shown), f'no outline for "{key}"',
                                  f'add a feature whose property "iso" is {region.iso}'))  # fmt: skip
    lakes = [_outline(feature) for feature in _features(files, root, "lakes", report)]
    rivers = [line for feature in _features(files, root, "rivers", report) for line in _lines(feature)]
    return Boundaries(
        regions=outlines,
        lakes=tuple(lake for lake in lakes if _within(lake.polygons[0][0], outlines)),
        rivers=tuple(river for river in rivers if _within(river, outlines)),
    )


def _features(files: dict[str, Bytes], root: str, name: str, report: Report) -> list[dict[str, Any]]:
    path = f"{_FOLDER}/{name}.geojson"
    shown = f"{root}/{path}"
    if path not in files:
        report.add(Diagnostic(Code.MISSING_FILE, Span(shown), f"{path} is missing", "restore it from git"))
        return []
    try:
        found: list[dict[str, Any]] = json.loads(files[path].data)["features"]
    except (ValueError, KeyError, TypeError) as error:
        line = getattr(error, "lineno", 1)
        report.add(Diagnostic(Code.WRONG_TYPE, Span(shown, line, getattr(error, "colno", 1)),
                              f"the file is not GeoJSON: {error}", "restore it from git"))  # fmt: skip
        return []
    return found


def _outline(feature: dict[str, Any]) -> Outline:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return Outline(tuple(tuple(_ring(ring) for ring in polygon) for polygon in polygons))


def _lines(feature: dict[str, Any]) -> list[Ring]:
    geometry = feature["geometry"]
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    return [_ring(line) for line in lines]


def _ring(points: list[list[float]]) -> Ring:
    return tuple((point[0], point[1]) for point in points)


def _within(ring: Ring, outlines: dict[str, Outline]) -> bool:
    west, south, east, north = 46.4, 40.5, 87.4, 55.5
    return any(
        outline.contains(Point(lat, lon))
        for lon, lat in ring
        if west < lon < east and south < lat < north
        for outline in outlines.values()
    )
