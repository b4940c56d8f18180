"""The register held against the entries: numbers, places, and whether every address ever issued would answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.model.address import Address, address_of, route_shown, without_added
from asylmura_ssg.model.geography import Outline, distance_km
from asylmura_ssg.model.monument import Monument, Point, Status
from asylmura_ssg.model.register import Copy
from asylmura_ssg.model.route import MonumentPage, PlatePage, url_of
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.register import RegisterReading

# Great sites are named by one point: a plate at the gate of a necropolis may stand some kilometres from it.
FARTHEST_KM = 10.0


def check_absent(reading: RegisterReading, records: Sequence[Record], present: Collection[str], report: Report) -> None:
    """Report registered monuments without a published entry: a warning, and an error once a plate carries the number."""
    read = {record.entry.monument.slug for record in records}
    published = {r.entry.monument.slug for r in records if r.entry.monument.status is Status.PUBLISHED}

    def astray(slug: str) -> bool:
        # An entry that is there and could not be read has errors of its own, and may well be published.
        return slug not in published and not (slug in present and slug not in read)

    plates = reading.register.of_slug()
    for copy in reading.register.copies():
        if astray(copy.slug):
            words = "is not published" if copy.slug in present else "has no entry"
            hint = "publish it again" if copy.slug in present else f'was its folder renamed? then write "slug: {copy.slug}" in it'  # fmt: skip
            reading.line(copy.line, report).complain(
                Code.PLATE_UNANSWERED, f'"{copy.slug}" {words}, and {copy.payload} would not answer',
                f'{hint}; a lost monument keeps its entry, with "fate:"', key="payload",
            )  # fmt: skip
    lost = {slug for slug in reading.register.slugs.values() if slug not in plates and astray(slug)}
    for at, text in enumerate(reading.lines, 1) if lost else ():
        if '"number"' in text:
            line = reading.line(at, Report())
            slug = line.word("slug")
            if line.word("event") == "number" and slug in lost:
                words = "is not published" if slug in present else "has no entry"
                hint = "its page would not answer" if slug in present else (
                    f'was its folder renamed? then write "slug: {slug}" in it')  # fmt: skip
                reading.line(at, report).complain(Code.REGISTERED_ENTRY_MISSING, f'"{slug}" {words}', hint, key="slug")


def check_domains(reading: RegisterReading, domains: Collection[str], report: Report) -> None:
    """Report plates of our own make whose host is no official domain any more."""
    for copy in reading.register.copies():
        address = address_of(copy.payload)
        if copy.symbol is not None and address is not None and address.host not in domains:
            reading.line(copy.line, report).complain(
                Code.PLATE_UNANSWERED, f"{address.host} is not among the domains, and {copy.payload} would not answer",
                "keep every domain a plate was ever issued for in content/site.yaml, under domains:", key="payload",
            )  # fmt: skip


def check_taken(reading: RegisterReading, domains: Collection[str], present: Collection[str], report: Report) -> None:
    """Report adopted plates whose address on an official domain is that of something else than their monument.

    ``present`` are the slugs of all entries.
    """
    for copy in reading.register.copies():
        address = address_of(copy.payload)
        if copy.symbol is None and address is not None and address.host in domains:
            words, hint = _taken(copy, address, present)
            if words:
                reading.line(copy.line, report).complain(
                    Code.PAYLOAD_TAKEN, f"{copy.payload} {words}", hint, key="payload"
                )


def _taken(copy: Copy, address: Address, present: Collection[str]) -> tuple[str, str]:
    """Return in words what else is at an address of ours, and what to do; nothing where nothing is.

    A page goes on being there beside an address that differs from its own by a query, but a visitor who meets another
    number there, or another monument's name, would not believe the plate.
    """
    match route_shown(address):
        case PlatePage(plate) if plate != copy.plate:
            return f"is the address of plate {plate}, not of {copy.plate}", (
                "a number leads to its own monument for ever; which of the two is mistyped, the monument or the address?")  # fmt: skip
        case MonumentPage(_, slug) if slug != copy.slug and slug in present:
            return f'is the page of "{slug}", not of "{copy.slug}"', f'a plate that carries it is one of "{slug}"'
        case PlatePage() | MonumentPage() | None:
            return "", ""
        case other if without_added(address.query):
            _ = other
            return "", ""
        case other:
            return f"is the address of another page or file of ours, {url_of(other)}", (
                "it cannot lead to a monument; read the plate's code again, letter by letter")  # fmt: skip


def check_places(
    reading: RegisterReading, monuments: Iterable[Monument], outlines: dict[str, Outline], report: Report
) -> None:
    """Report plates that stand far from their monument; where its place is unknown, far from its region."""
    by_slug = {monument.slug: monument for monument in monuments} if reading.measured else {}
    for at, plate, point in reading.measured:
        held = reading.register.plates.get(plate)
        monument = None if held is None else by_slug.get(held.slug)
        if monument is None:
            continue
        away, what = _distance(monument, point, outlines)
        if away > FARTHEST_KM:
            reading.line(at, report).complain(
                Code.PLACEMENT_FAR, f"the plate would stand {away:.0f} km from {what}",
                f"a plate stands within {FARTHEST_KM:.0f} km; is a digit of the coordinates mistyped?", key="lat",
            )  # fmt: skip


def _distance(monument: Monument, point: Point, outlines: dict[str, Outline]) -> tuple[float, str]:
    """Return how many km a point is from what is known of a monument's place, and what that is."""
    if monument.location.point is not None:
        return distance_km(point, monument.location.point), f'"{monument.slug}"'
    outline = outlines.get(monument.region)
    inside = outline is None or outline.contains(point)
    return 0.0 if inside or outline is None else outline.distance_km(point), f'the region "{monument.region}"'
