"""The country's projection, and how the ground lies on a sheet of paper.

Equidistant conic with standard parallels 43° and 53° N, centred on 67° E (J. P. Snyder, "Map Projections: A Working
Manual", USGS Professional Paper 1395, 1987, pp. 111–113), so that the country has its familiar shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.monument import Point

COUNTRY_WIDTH = 640.0
"""Width of the country's map on the web, in the units of its drawing."""

_PHI1, _PHI2, _LON0 = math.radians(43), math.radians(53), math.radians(67)
_N = (math.cos(_PHI1) - math.cos(_PHI2)) / (_PHI2 - _PHI1)
_G = math.cos(_PHI1) / _N + _PHI1


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the ground lies on paper: scale and offset of projected radians to units of the drawing."""

    scale: float
    left: float
    top: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x and y of a point in degrees, y downwards, in units of the drawing."""
        x, y = _project(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def wider(self, by: float) -> Sheet:
        """Return the sheet with so many units more on every side."""
        more = by / self.scale
        return Sheet(self.scale, self.left - more, self.top + more, self.width + 2 * by, self.height + 2 * by)

    def ground(self, x: float, y: float) -> Point:
        """Return what lies at x and y: ``place`` the other way round."""
        across, up = x / self.scale + self.left, self.top - y / self.scale
        lat, turned = _G - math.hypot(across, up), math.atan2(across, -up) / _N
        return Point(math.degrees(lat), math.degrees(_LON0 + turned))


def _project(lon: float, lat: float) -> tuple[float, float]:
    rho, theta = _G - math.radians(lat), _N * (math.radians(lon) - _LON0)
    return rho * math.sin(theta), -rho * math.cos(theta)


def sheet_for(outlines: Iterable[Outline], width: float, margin: float = 6.0) -> Sheet:
    """Return the sheet of this width (units of the drawing) that holds the outlines with a margin around them."""
    points = [_project(lon, lat) for o in outlines for polygon in o.polygons for lon, lat in polygon[0]]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    scale = (width - 2 * margin) / (right - left)
    return Sheet(scale, left - margin / scale, top + margin / scale, width, (top - bottom) * scale + 2 * margin)


def country_sheet(boundaries: Boundaries, width: float) -> Sheet:
    """Return the sheet of the whole country."""
    return sheet_for(boundaries.regions.values(), width)


def region_sheet(boundaries: Boundaries, region: str, width: float, tallest: float = 0.9) -> Sheet:
    """Return the sheet of one region, no taller than ``tallest`` × its width."""
    sheet = sheet_for([boundaries.regions[region]], width)
    if sheet.height <= width * tallest:
        return sheet
    shrink = width * tallest / sheet.height
    slack = (width / shrink - width) / 2 / sheet.scale
    return Sheet(sheet.scale * shrink, sheet.left - slack, sheet.top, width, width * tallest)
