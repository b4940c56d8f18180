"""Points, outlines and distances on the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from asylmura_ssg.model.monument import Point

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class Wind(StrEnum):
    """A direction on the ground, in the order of the compass from north on."""

    N = "n"
    NE = "ne"
    E = "e"
    SE = "se"
    S = "s"
    SW = "sw"
    W = "w"
    NW = "nw"

    @property
    def degrees(self) -> int:
        """Clockwise from north."""
        return 45 * tuple(Wind).index(self)


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area's polygons, each an outer ring and its holes; a ring is (lon, lat) pairs in degrees."""

    polygons: tuple[tuple[Ring, ...], ...]

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees."""
        lons = [lon for polygon in self.polygons for lon, _ in polygon[0]]
        lats = [lat for polygon in self.polygons for _, lat in polygon[0]]
        return min(lons), min(lats), max(lons), max(lats)

    def contains(self, point: Point) -> bool:
        """Tell whether the point lies inside, by the even-odd rule."""
        inside = False
        x, y = point.lon, point.lat
        for polygon in self.polygons:
            for ring in polygon:
                x1, y1 = ring[-1]
                for x2, y2 in ring:
                    if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                        inside = not inside
                    x1, y1 = x2, y2
        return inside

    def distance_km(self, point: Point) -> float:
        """Return the distance in km from the point to the nearest boundary, on a local plane (good to some 1 %)."""
        scale = math.cos(math.radians(point.lat))
        degree = math.radians(1) * EARTH_RADIUS_KM
        best = math.inf
        for polygon in self.polygons:
            for ring in polygon:
                ax, ay = (ring[-1][0] - point.lon) * scale, ring[-1][1] - point.lat
                for lon, lat in ring:
                    bx, by = (lon - point.lon) * scale, lat - point.lat
                    best = min(best, _segment_distance(ax, ay, bx, by))
                    ax, ay = bx, by
        return best * degree


def _segment_distance(ax: float, ay: float, bx: float, by: float) -> float:
    """Return the distance from the origin to the segment a–b."""
    dx, dy = bx - ax, by - ay
    length2 = dx * dx + dy * dy
    along = 0.0 if length2 == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length2))
    return math.hypot(ax + along * dx, ay + along * dy)


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance in km (haversine)."""
    phi1, phi2 = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def wind_from(a: Point, b: Point) -> Wind:
    """Return whither b lies from a: the initial bearing of the great circle, to the nearest of eight winds."""
    phi1, phi2 = math.radians(a.lat), math.radians(b.lat)
    east = math.radians(b.lon - a.lon)
    y = math.sin(east) * math.cos(phi2)
    x = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(east)
    return tuple(Wind)[round(math.degrees(math.atan2(y, x)) / 45) % 8]
