"""Places as people write them → degrees: decimal points and commas, degrees with minutes and seconds, in any order.

What is read is what stands there. A pair is turned round only where it lies in Kazakhstan one way alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from asylmura_ssg.model.monument import Point
from asylmura_ssg.read.location import in_country


class UnreadablePlaceError(ValueError):
    """The words are no coordinates; the message says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Angle:
    """Degrees, north and east positive. ``axis`` is ``lat`` or ``lon`` where the words say which, else empty."""

    degrees: float
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A point that was read; ``turned`` where latitude and longitude had changed places."""

    point: Point
    turned: bool = False


# Longest first. In Kazakh с. е. is солтүстік ендік, north latitude, and ш. б. is шығыс бойлық, east longitude.
_SIDES = (
    ("N", r"северн\w*\s+широт\w*|солт(?:үстік)?\.?\s*(?:ендік\w*|е\.?)|с\.\s*(?:ш|е)\.?|с[шe]\b|north|n\b|с\b"),
    ("E", r"восточн\w*\s+долгот\w*|шығ(?:ыс)?\.?\s*(?:бойлық\w*|б\.?)|в\.\s*д\.?|ш\.\s*б\.?|вд\b|шб\b|east|e\b|в\b"),
    ("S", r"южн\w*\s+широт\w*|оңт(?:үстік)?\.?\s*(?:ендік\w*|е\.?)|ю\.\s*ш\.?|south|s\b"),
    ("W", r"западн\w*\s+долгот\w*|бат(?:ыс)?\.?\s*(?:бойлық\w*|б\.?)|з\.\s*д\.?|west|w\b"),
)
_SIDE = re.compile("|".join(f"(?P<{side}>(?<![^\\W\\d_]){words})" for side, words in _SIDES))
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_LABEL = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:gitude)?|lng|широта|долгота|ендік|бойлық|координат\w*|gps|wgs[- ]?84)\b\s*[:=]?"
)
_POINT = re.compile(r"point\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)")
_FORMS = "write it as 43.2977, 71.2100 or 43°17′51.7″ с. ш., 71°12′36″ в. д."
_METRES = 1000.0


def read_angle(text: str) -> Angle:
    """Return one latitude or longitude. Raises UnreadablePlaceError."""
    words = _plain(text)
    sides = [found.lastgroup or "" for found in _SIDE.finditer(words)]
    if len(sides) > 1:
        raise UnreadablePlaceError(f'"{text}" names two directions; one was expected')
    return _angle(_SIDE.sub(" ", words), sides[0] if sides else "", text)


def read_place(text: str, order: str = "") -> Place:
    """Return the point that one cell names; ``order`` is ``lat-lon`` or ``lon-lat``, or empty where nobody knows.

    Raises UnreadablePlaceError.
    """
    words = _plain(text)
    wkt = _POINT.search(words)
    if wkt:
        return _placed(Angle(float(wkt[2]), "lat"), Angle(float(wkt[1]), "lon"), order, text)
    first, second = _halves(words, text)
    return _placed(first, second, order, text)


def join(lat: Angle, lon: Angle, order: str = "") -> Place:
    """Return the point of two cells. Raises UnreadablePlaceError."""
    return _placed(lat, lon, order or "lat-lon", f"{lat.degrees:g}, {lon.degrees:g}")


def _plain(text: str) -> str:
    words = text.lower().replace("\u00a0", " ").replace("\u2212", "-").replace("\u202f", " ")
    return _LABEL.sub(" ", words.replace("–", "-"))


def _halves(words: str, text: str) -> tuple[Angle, Angle]:
    sides = list(_SIDE.finditer(words))
    if len(sides) == 2:
        before = not any(char.isdigit() for char in words[: sides[0].start()])
        cut = sides[1].start() if before else sides[0].end()
        halves = (words[:cut], words[cut:])
        names = [side.lastgroup or "" for side in sides]
        return _angle(_SIDE.sub(" ", halves[0]), names[0], text), _angle(_SIDE.sub(" ", halves[1]), names[1], text)
    if sides:
        raise UnreadablePlaceError(f'"{text}" says of one number only which way it goes; {_FORMS}')
    numbers = _NUMBER.findall(words)
    if len(numbers) not in (2, 4, 6):
        raise UnreadablePlaceError(f'"{text}" is no pair of coordinates; {_FORMS}')
    half = len(numbers) // 2
    return _angle(" ".join(numbers[:half]), "", text), _angle(" ".join(numbers[half:]), "", text)


def _angle(words: str, side: str, text: str) -> Angle:
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(words)]
    if not 1 <= len(numbers) <= 3:
        raise UnreadablePlaceError(f'"{text}" is no coordinate; {_FORMS}')
    if abs(numbers[0]) > _METRES:
        raise UnreadablePlaceError(f'"{text}" looks like metres of a map grid, not degrees; convert it to WGS 84 first')
    if any(not 0 <= part < 60 for part in numbers[1:]) or any(not n.is_integer() for n in numbers[:-1]):
        raise UnreadablePlaceError(f'"{text}": minutes and seconds lie between 0 and 60')
    if abs(numbers[0]) > 180:
        raise UnreadablePlaceError(f'"{text}" has more than 180 degrees')
    degrees = sum(abs(part) / 60**at for at, part in enumerate(numbers))
    negative = words.strip().startswith("-") != (side in ("S", "W"))
    axis = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}.get(side, "")
    return Angle(round(-degrees if negative else degrees, 6), axis)


def _placed(first: Angle, second: Angle, order: str, text: str) -> Place:
    if first.axis and first.axis == second.axis:
        raise UnreadablePlaceError(f'"{text}" names the same direction twice')
    if first.axis == "lon" or second.axis == "lat" or (order == "lon-lat" and not first.axis):
        first, second = second, first
    point = Point(first.degrees, second.degrees)
    if in_country(point):
        return Place(point)
    told = bool(first.axis or second.axis)
    turned = Point(point.lon, point.lat)
    if not told and in_country(turned):
        return Place(turned, turned=True)
    raise UnreadablePlaceError(f'"{text}" ({point.lat:g}, {point.lon:g}) is not in Kazakhstan')
