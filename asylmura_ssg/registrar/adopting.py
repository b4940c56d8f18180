"""Adopting: plates that hung before there was a register are entered with what their codes say, whatever that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asylmura_ssg.model.address import address_of, route_shown
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.monument import Monument, Point
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.register import Origin
from asylmura_ssg.model.route import MonumentPage
from asylmura_ssg.read.register.events import write_event
from asylmura_ssg.registrar.desk import Addition, Kept, Row
from asylmura_ssg.registrar.issuing import numbering


@dataclass(frozen=True, slots=True)
class Hanging:
    """A plate that hangs: on which monument, and exactly what its code says. ``placed`` and ``point`` where known."""

    monument: Monument
    payload: str
    origin: Origin
    placed: date | None = None
    point: Point | None = None
    photo: Kept | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Adoptions:
    """The lines that enter plates, their photographs, and in words what needed no line."""

    additions: tuple[Addition, ...]
    photographs: tuple[Kept, ...]
    said: tuple[str, ...]


def adopt(catalogue: Catalogue, hanging: Sequence[Hanging], day: date) -> Adoptions:
    """Return what enters these plates; what is in the register already is said, and not entered twice."""
    lines: dict[Addition, None] = {}
    photographs: list[Kept] = []
    said: list[str] = []
    issues: dict[str, int] = {}
    entered: set[tuple[str, str]] = set()
    for found in hanging:
        plate = plate_of(found.monument.number)
        known = _known(catalogue, plate, found.payload)
        if known is None and (plate, found.payload) in entered:
            known = f"{found.payload} was named twice for plate {plate}; it is entered once"
        if known is not None:
            said.append(known)
            continue
        entered.add((plate, found.payload))
        held = catalogue.register.plates.get(plate)
        issues[plate] = issues.get(plate, 0 if held is None else len(held.copies)) + 1
        lines |= dict.fromkeys(numbering(catalogue, found.monument))
        lines[_line(found, plate, issues[plate], day)] = None
        photographs += [] if found.photo is None else [found.photo]
        if address_of(found.payload) is None:
            said.append(
                f"{found.payload}: this is no web address, so nothing here can answer it; it is only remembered"
            )
    return Adoptions(tuple(lines), tuple(photographs), tuple(said))


def plate_with(catalogue: Catalogue, payload: str) -> str | None:
    """Return the plate number whose address this is: one in the register that carries it, or the one it names itself.

    An address of ours names a number, right or wrong, or a monument by its page.
    """
    address = address_of(payload)
    for copy in catalogue.register.copies():
        carried = address_of(copy.payload)
        if copy.payload == payload or (address is not None and carried is not None and carried.place == address.place):
            return copy.plate
    if address is None or address.host not in catalogue.site.domains:
        return None
    own, route = address.path.strip("/"), route_shown(address)
    if isinstance(route, MonumentPage):
        numbers = (e.monument.number for e in catalogue.entries if e.monument.slug == route.slug)
        return next(map(plate_of, numbers), None)
    return own if own.isascii() and own.isdigit() else None


def _known(catalogue: Catalogue, plate: str, payload: str) -> str | None:
    """Return in words that a plate with this payload is in the register already, None when it is not."""
    held = catalogue.register.plates.get(plate)
    for copy in () if held is None else held.copies:
        if copy.payload == payload:
            if copy.symbol is not None:
                return (
                    f"{payload} is the address issue {copy.issue} of plate {plate} was given here; it needs no adopting"
                )
            return f"{payload} is in the register already, as issue {copy.issue} of plate {plate}"
    return None


def _line(found: Hanging, plate: str, issue: int, day: date) -> Addition:
    point = found.point
    return Addition(write_event("adoption", {
        "date": day, "plate": plate, "issue": issue, "slug": found.monument.slug, "payload": found.payload,
        "origin": found.origin, "placed": found.placed, "lat": point and point.lat, "lon": point and point.lon,
        "photo": found.photo and found.photo.name,
    }), found.row)  # fmt: skip
