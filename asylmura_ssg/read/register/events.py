"""Lines of the register → typed events, and back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from asylmura_ssg.diagnostics import Code, did_you_mean
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import HIGHEST, LOWEST, is_plate, plate_of
from asylmura_ssg.model.register import (
    HARMED,
    Adoption,
    Cause,
    Condition,
    Damage,
    Event,
    Inspection,
    Issue,
    Numbering,
    Origin,
    Placement,
    Removal,
    Replacement,
    Symbol,
)
from asylmura_ssg.read.location import EAST, NORTH, SOUTH, WEST, in_country
from asylmura_ssg.read.register.lines import Line

PHOTOGRAPH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.jpg")
_PLATE = re.compile(r"[0-9]{5}")
_PAYLOAD = re.compile(r"[^\x00-\x1f\x7f]{1,500}")
_MATRIX = re.compile(r"sha256:[0-9a-f]{64}")
_KEY = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,100}")  # whether there is such a one is asked of the volunteers
MOST = 999  # issues of one plate
LONGEST_PERMISSION = 200
_LETTER = "its number and its day say enough, like № 12, 2026-04-20"


def read_event(line: Line) -> Event | None:
    """Return the event of a line, or None when anything in it is wrong, which is then reported."""
    kind = line.word("event") if line.sound else ""
    read = READERS.get(kind)
    if read is None:
        if kind:
            line.complain(Code.REGISTER_EVENT, f'no event "{kind}"',
                          did_you_mean(kind, READERS) or f"known: {', '.join(READERS)}", key="event")  # fmt: skip
        return None
    event = read(line)
    line.finish()
    return event if line.sound else None


def write_event(kind: str, values: Mapping[str, object]) -> str:
    """Return the line of an event, its values in the order given; those that are None are left out."""
    held = {key: _plain(value) for key, value in values.items() if value is not None}
    return json.dumps({"event": kind, **held}, ensure_ascii=False)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, StrEnum) else value


def _slug(line: Line) -> str:
    return line.word("slug", SLUG, "a slug", "write it as its entry has it, like aisha-bibi")


def _plate(line: Line) -> str:
    plate = line.word("plate", _PLATE, "five digits", 'write a plate number, like "00013"')
    if plate and not is_plate(plate):
        digits = int(plate[:4])
        hint = f"the number {digits} has the plate {plate_of(digits)}" if LOWEST <= digits <= HIGHEST else ""
        line.complain(Code.PLATE_CHECK_DIGIT, f"{plate} does not end in its check digit", hint, key="plate")
    return plate


def _which(line: Line) -> tuple[int, date, str, int]:
    """Return what every event of a plate begins with: its line, its day, the plate, which issue of it."""
    return line.at, line.day("date"), _plate(line), line.whole("issue", 1, MOST)


def _point(line: Line) -> Point:
    point = Point(line.number("lat"), line.number("lon"))
    if not line.sound:
        return point
    if in_country(Point(point.lon, point.lat)) and not in_country(point):
        line.complain(Code.COORDINATES_SWAPPED, "lat and lon have changed places",
                      f'write "lat": {point.lon:g}, "lon": {point.lat:g}', key="lat")  # fmt: skip
    elif not in_country(point):
        key = "lon" if SOUTH <= point.lat <= NORTH else "lat"
        low, high = (WEST, EAST) if key == "lon" else (SOUTH, NORTH)
        line.complain(Code.COORDINATES_RANGE, "the point is not in Kazakhstan",
                      f"its {key} lies between {low}° and {high}°", key=key)  # fmt: skip
    return point


def _optional_point(line: Line) -> Point | None:
    return _point(line) if line.has("lat") or line.has("lon") else None


def _by(line: Line) -> str:
    return line.word("by", _KEY, "a key of content/plates/volunteers.yaml", 'write "by": "…"')


def _optional_by(line: Line) -> str | None:
    return _by(line) if line.has("by") else None


def _photo(line: Line) -> str | None:
    return line.optional_word("photo", PHOTOGRAPH, "the name of a file in content/plates/photographs",
                              "small letters, digits and hyphens, ending in .jpg")  # fmt: skip


def _payload(line: Line) -> str:
    return line.word(
        "payload", _PAYLOAD, "one line of at most 500 characters", "write exactly what the plate's code says"
    )


def _permission(line: Line) -> str:
    words = line.word("permission", what="the letter of permission", hint=_LETTER)
    strange = next((c for c in words if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")), None)
    if strange is not None:
        line.complain(Code.REGISTER_EVENT, f'"permission" holds the invisible character U+{ord(strange):04X}',
                      "take it out", key="permission")  # fmt: skip
    elif len(words) > LONGEST_PERMISSION:
        line.complain(Code.REGISTER_EVENT,
                      f'"permission" has {len(words)} characters, more than {LONGEST_PERMISSION}', _LETTER, key="permission")  # fmt: skip
    return words


def _numbering(line: Line) -> Event:
    return Numbering(line.at, line.whole("number", LOWEST, HIGHEST), _slug(line))


def _reissue(line: Line) -> Event:
    return _issue(line, again=True)


def _issue(line: Line, *, again: bool = False) -> Event:
    at, day, plate, issue = _which(line)
    slug = _slug(line)
    payload = _payload(line)
    level = line.word("level", re.compile("[LMQH]"), "L, M, Q or H")
    symbol = Symbol(line.whole("version", 1, 40), level, line.whole("mask", 0, 7),
                    line.word("matrix", _MATRIX, "sha256: and 64 hexadecimal digits", "restore the line from git"))  # fmt: skip
    return Issue(at, day, plate, issue, slug, payload, symbol, again)


def _adoption(line: Line) -> Event:
    at, day, plate, issue = _which(line)
    slug = _slug(line)
    return Adoption(
        at, day, plate, issue, slug,
        payload=_payload(line),
        origin=line.one_of("origin", Origin),
        placed=line.day("placed") if line.has("placed") else None,
        point=_optional_point(line),
        photo=_photo(line),
    )  # fmt: skip


def _placement(line: Line) -> Event:
    return Placement(*_which(line), _point(line), _by(line), _permission(line),
                     line.one_of("condition", Condition), _photo(line))  # fmt: skip


def _inspection(line: Line) -> Event:
    return Inspection(*_which(line), line.one_of("condition", Condition), _optional_by(line), _photo(line))


def _damage(line: Line) -> Event:
    return Damage(*_which(line), line.one_of("condition", Condition, HARMED), _optional_by(line), _photo(line))


def _removal(line: Line) -> Event:
    return Removal(*_which(line), line.one_of("cause", Cause), _optional_by(line))


def _replacement(line: Line) -> Event:
    return Replacement(*_which(line), line.whole("successor", 1, MOST), _optional_point(line), _by(line),
                       _permission(line) if line.has("permission") else None, _photo(line))  # fmt: skip


READERS: dict[str, Callable[[Line], Event]] = {
    "number": _numbering,
    "issue": _issue,
    "re-issue": _reissue,
    "adoption": _adoption,
    "placement": _placement,
    "inspection": _inspection,
    "damage": _damage,
    "removal": _removal,
    "replacement": _replacement,
}
