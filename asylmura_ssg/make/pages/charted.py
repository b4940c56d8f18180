"""The map drawn into a page: regions to walk into, water, and a dot for each monument whose place is known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from asylmura_ssg.make.labels import Label, Room, place_labels
from asylmura_ssg.make.maps import rivers_of, rooms_of, shapes_of
from asylmura_ssg.make.pages.chrome import card_fate
from asylmura_ssg.model.projection import COUNTRY_WIDTH, Sheet, region_sheet
from asylmura_ssg.model.recipe import Card, Frame
from asylmura_ssg.model.route import Listing, MonumentPage, url_of

CROWD = 600
"""From how many dots on they are drawn as one shape, and led to from the list alone: a phone must open the page."""
_NAME = 9.0  # type size of a region's name, in units of the country's map
_AROUND = 0.3 * COUNTRY_WIDTH  # a region's frame may be as wide as the page, or square: what its neighbours fill of it
_ADVANCE = 0.52  # mean width of a letter of the text face, in em


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on a map: SVG path data, the way to its page, its name and whether it is brought forward.

    ``x`` and ``y`` are where its name would stand, on a line of ``room``, all in units of the map; ``named`` is the
    name's own y on the map as it is drawn, empty where it would not fit there.
    """

    data: str
    url: str
    label: str
    filled: bool
    x: str = ""
    y: str = ""
    room: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A monument on a map, in units of the map."""

    x: str
    y: str
    url: str
    name: str
    foreign: str
    """The language of the name where it is not the page's; else empty."""
    label: Label | None
    gone: bool
    """Whether the monument is no longer where it stood."""
    near: bool
    """Whether the dot is near the monument only, for its own place is not known."""


@dataclass(frozen=True, slots=True)
class ChartedMap:
    """A map drawn into the page: width and height in units, regions, water, monuments."""

    width: int
    height: int
    label: str
    shapes: tuple[Shape, ...]
    lakes: str
    rivers: str
    dots: tuple[Dot, ...]
    crowd: str
    """SVG path data of the dots where they are too many to be led to one by one; else empty."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How places of the data, which are of the country's map, come to stand on a map: multiplied, then shifted."""

    scale: str
    left: str
    top: str


def charted_map(
    title: str,
    cards: tuple[Card, ...],
    filled: Collection[str],
    own: str | None,
    frame: Frame,
    *,
    explored: bool = False,
) -> ChartedMap:
    """Return the country's map, or, when ``own`` names a region, that region's with its neighbours.

    ``filled`` are the keys of the regions brought forward; ``title`` is what the map is called after. A map that is
    ``explored`` has rivers on the country's map, too, and the regions' names.
    """
    drawn = shapes_of(frame.boundaries, own, around=_AROUND if explored and own is not None else 0.0)
    rooms = rooms_of(frame.boundaries, own) if explored else {}
    # Much of a region's neighbours lies beyond its map, and mostly the place for their names.
    rooms = {key: room for key, room in rooms.items() if own is None or key == own}
    placed = [(card, card.point) for card in cards if card.point is not None]
    crowded = len(placed) > CROWD
    spots = [drawn.sheet.place(point.lon, point.lat) for _, point in placed]
    names = {} if own is not None else {key: _free(room, _label(key, frame), spots) for key, room in rooms.items()}
    return ChartedMap(
        width=round(drawn.sheet.width),
        height=round(drawn.sheet.height),
        label=frame.strings["map_of"].format(what=title),
        shapes=tuple(
            _shape(key, data, filled, rooms.get(key), names.get(key, ""), frame) for key, data in drawn.regions
        ),
        lakes=drawn.lakes,
        rivers=rivers_of(frame.boundaries) if explored and own is None else drawn.rivers,
        dots=() if crowded else _dots(cards, frame, drawn.sheet, named=own is not None),
        crowd="".join(dict.fromkeys(f"M{x:.1f} {y:.1f}h0" for x, y in spots)) if crowded else "",
    )  # fmt: skip


def moved_to(region: str, frame: Frame) -> Moved:
    """Return how places of the country's map come to stand on a region's own."""
    country, own = frame.country, region_sheet(frame.boundaries, region, frame.country.width)
    scale = own.scale / country.scale
    return Moved(
        f"{scale:.5f}", f"{(country.left - own.left) * own.scale:.3f}", f"{(own.top - country.top) * own.scale:.3f}"
    )


def _shape(key: str, data: str, filled: Collection[str], room: Room | None, named: str, frame: Frame) -> Shape:
    url, label = url_of(Listing(frame.language, "regions", key)), _label(key, frame)
    if room is None:
        return Shape(data, url, label, key in filled)
    return Shape(data, url, label, key in filled, f"{room.x:.1f}", f"{room.y:.1f}", f"{room.width:.0f}", named)


def _label(region: str, frame: Frame) -> str:
    return frame.vocabularies.regions[region].label.best(frame.language).value


def _free(room: Room, name: str, spots: list[tuple[float, float]]) -> str:
    """Return the y of a region's name where it fits and covers no dot: in the middle of its room, else above or below."""
    half = len(name) * _NAME * _ADVANCE / 2
    if 2 * half > room.width:
        return ""
    for y in (room.y, room.y - 1.6 * _NAME, room.y + 1.6 * _NAME):
        if not any(abs(x - room.x) < half + 5 and -_NAME - 5 < top - y < 8 for x, top in spots):
            return f"{y:.1f}"
    return ""


def _dots(cards: tuple[Card, ...], frame: Frame, sheet: Sheet, *, named: bool) -> tuple[Dot, ...]:
    """Return the dots of the monuments whose place is known; ``named`` sets their names beside them."""
    known = [(card, card.point) for card in cards if card.point is not None]
    names = [card.names.best(frame.language) for card, _ in known]
    placed = [(*sheet.place(at.lon, at.lat), name.value) for (_, at), name in zip(known, names, strict=True)]
    labels = place_labels(placed, sheet.width, sheet.height) if named else (None,) * len(placed)
    return tuple(
        Dot(f"{x:.1f}", f"{y:.1f}", url_of(MonumentPage(frame.language, card.slug)), _told(words, card, frame),
            "" if name.language is frame.language else str(name.language), label,
            gone=card.fate is not None, near=not card.precise)
        for (card, _), (x, y, words), name, label in zip(known, placed, names, labels, strict=True)
    )  # fmt: skip


def _told(name: str, card: Card, frame: Frame) -> str:
    return f"{name} ({card_fate(card, frame)})" if card.fate is not None else name
