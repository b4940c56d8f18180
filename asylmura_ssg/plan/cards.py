"""What pages may say of one another's monuments, and which monuments are near."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.geography import Wind, distance_km, wind_from
from asylmura_ssg.model.monument import Entry, Point
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Card, Nearby

NEIGHBOURS = 4
FARTHEST_KM = 500.0
PRECISE = "site"
"""The precision of a location that is the monument's own."""
SURE_KM = 20.0
"""How far apart two points must be for their bearing to be sure, though one may be some kilometres off."""
NARROWEST_KM = 60.0  # a degree of longitude at the country's northern edge, and a little less


def card_of(entry: Entry) -> Card:
    """Return the card of an entry."""
    monument = entry.monument
    dating = monument.dating
    held = (
        monument.slug,
        monument.number,
        plate_of(monument.number),
        monument.names,
        monument.summary,
        monument.type,
        monument.region,
        monument.periods,
        monument.location.point,
        monument.location.precision == PRECISE,
        None if dating is None else dating.text,
        None if dating is None else dating.earliest,
        None if dating is None else dating.latest,
        monument.fate,
    )
    return Card(*held, digest=digest_of(held))


class Neighbourhood:
    """Finds the nearest monuments by a grid of cells, one degree wide or narrower, so that each holds but a few."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._side = min(1.0, 12 / math.sqrt(len(cards) + 1))  # degrees; the country has some 300 square degrees
        self._cells: dict[tuple[int, int], list[tuple[Point, Card]]] = defaultdict(list)
        for card in cards:
            if card.point is not None:
                self._cells[self._cell(card.point)].append((card.point, card))

    def of(self, card: Card) -> tuple[Nearby, ...]:
        """Return up to four neighbours within 500 km, nearest first; none when the place is unknown."""
        if card.point is None:
            return ()
        found: list[tuple[float, int, Card]] = []
        reach = self._side * NARROWEST_KM  # a cell is at least so many km wide
        for ring in range(math.ceil(FARTHEST_KM / reach) + 1):
            found += self._ring(card, card.point, ring)
            # Within ring r everything nearer than r cells is found.
            if len(found) >= NEIGHBOURS and sorted(km for km, _, _ in found)[NEIGHBOURS - 1] <= ring * reach:
                break
        nearest = sorted(found, key=lambda item: item[:2])[:NEIGHBOURS]
        return tuple(Nearby(other, round(km), _wind(card, other, km)) for km, _, other in nearest if km <= FARTHEST_KM)

    def _ring(self, card: Card, point: Point, ring: int) -> list[tuple[float, int, Card]]:
        column, row = self._cell(point)
        found = []
        for dx in range(-ring, ring + 1):
            # Only the border of the square of cells: its inside was searched before.
            rows = range(-ring, ring + 1) if abs(dx) == ring else (-ring, ring) if ring else (0,)
            for dy in rows:
                for other_point, other in self._cells.get((column + dx, row + dy), ()):
                    if other is not card:
                        found.append((distance_km(point, other_point), other.number, other))
        return found

    def _cell(self, point: Point) -> tuple[int, int]:
        return math.floor(point.lon / self._side), math.floor(point.lat / self._side)


def _wind(here: Card, there: Card, km: float) -> Wind | None:
    """Return whither the other monument lies; None where it is at the same place, or the places are not known well."""
    if here.point is None or there.point is None or km < 0.5:
        return None
    return wind_from(here.point, there.point) if km >= SURE_KM or (here.precise and there.precise) else None
