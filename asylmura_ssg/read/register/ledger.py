"""Events, one after the other → the register as it stands: what may follow what, and what was given out already."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.address import address_of
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.register import (
    HARMED,
    STANDING,
    Adoption,
    Copy,
    Damage,
    Event,
    Inspection,
    Issue,
    Numbering,
    Placement,
    Plate,
    PlateEvent,
    Register,
    Removal,
    Replacement,
    State,
)
from asylmura_ssg.read.register.lines import Line

_OWN = re.compile(r"https://[a-z0-9.-]+/([0-9]{5})")
_IN_WORDS = {
    State.ISSUED: "was issued and never placed",
    State.PLACED: "hangs in its place",
    State.DAMAGED: "hangs in its place, damaged",
    State.REMOVED: "was taken down",
    State.REPLACED: "was replaced",
}


class Ledger:
    """Takes events in; an event that cannot follow what came before is reported and changes nothing."""

    def __init__(self) -> None:
        self._slugs: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._copies: dict[str, list[Copy]] = {}
        self._places: dict[object, str] = {}
        self._astray: set[str] = set()  # slugs whose number another one took

    def register(self) -> Register:
        """Return the register as it stands."""
        plates = {
            plate: Plate(plate, int(plate[:4]), copies[0].slug, tuple(copies)) for plate, copies in self._copies.items()
        }
        return Register(dict(self._slugs), plates)

    def enter(self, event: Event, line: Line) -> None:
        """Enter one event."""
        if isinstance(event, Numbering):
            self._number(event, line)
        elif isinstance(event, Issue | Adoption):
            self._give_out(event, line)
        else:
            self._follow(event, line)

    def _number(self, event: Numbering, line: Line) -> None:
        number, slug = event.number, event.slug
        if self._slugs.setdefault(number, slug) != slug:
            line.complain(Code.DUPLICATE_NUMBER, f'register number {number} already belongs to "{self._slugs[number]}"',
                          self._next(slug))  # fmt: skip
        elif self._numbers.setdefault(slug, number) != number:
            line.complain(Code.NUMBER_CHANGED, f'"{slug}" already holds register number {self._numbers[slug]}',
                          "a number, once given, stays; remove this line")  # fmt: skip

    def _next(self, slug: str) -> str:
        own = self._numbers.get(slug)
        if own is not None:
            return f'a number is never used again, and "{slug}" has {own}; take this line out'
        self._astray.add(slug)
        return (
            f'a number is never used again; give the entry of "{slug}" the next free one, '
            "take this line and the others of its plate out, and issue its plate again"
        )

    # Giving out

    def _give_out(self, event: Issue | Adoption, line: Line) -> None:
        if event.slug in self._astray:
            line.complain(Code.PLATE_UNKNOWN, f'"{event.slug}" does not hold this number',
                          "take this line out with that of its number", key="slug")  # fmt: skip
            return
        copies = self._copies.get(event.plate, [])
        self._check_holder(event, line)
        if isinstance(event, Issue):
            self._check_issue(event, copies, line)
        if event.issue != len(copies) + 1 and line.sound:
            line.complain(Code.PLATE_ORDER, f"this is issue {len(copies) + 1} of plate {event.plate}, not {event.issue}",
                          f'write "issue": {len(copies) + 1}', key="issue")  # fmt: skip
        address = address_of(event.payload)
        place = event.payload if address is None else address.place
        holder = self._places.setdefault(place, event.plate)
        if holder != event.plate:
            line.complain(Code.PAYLOAD_REUSED, f"{event.payload} belongs to plate {holder}",
                          "an address leads to one monument for ever; a new plate carries its own", key="payload")  # fmt: skip
        if copies:
            self._check_day(event, copies[-1].issued, line)
        if isinstance(event, Adoption) and event.placed is not None and event.placed > event.day:
            line.complain(Code.REGISTER_DATES, f"placed on {event.placed}, after it was entered on {event.day}",
                          "which of the two is mistyped?", key="placed")  # fmt: skip
        if line.sound:
            self._copies.setdefault(event.plate, []).append(_copy(event))

    def _check_holder(self, event: Issue | Adoption, line: Line) -> None:
        number = int(event.plate[:4])
        slug = self._slugs.get(number)
        if slug is None:
            own = self._numbers.get(event.slug)
            line.complain(Code.PLATE_UNKNOWN, f"register number {number} belongs to no monument here",
                          f'"{event.slug}" has the plate {plate_of(own)}' if own else "a number event comes first", key="plate")  # fmt: skip
        elif slug != event.slug:
            line.complain(Code.PLATE_UNKNOWN, f'plate {event.plate} belongs to "{slug}", not to "{event.slug}"',
                          f'write "slug": "{slug}"', key="slug")  # fmt: skip

    @staticmethod
    def _check_issue(event: Issue, copies: list[Copy], line: Line) -> None:
        before = [copy for copy in copies if copy.symbol is not None]
        if before and not event.again:
            line.complain(Code.PLATE_TWICE, f"plate {event.plate} was issued on {before[0].issued}, in line {before[0].line}",
                          'a plate is issued once; another of the same number is a "re-issue"', key="plate")  # fmt: skip
        elif event.again and not before:
            line.complain(Code.PLATE_ORDER, f"plate {event.plate} was never issued",
                          'the first of our own make is an "issue"', key="event")  # fmt: skip
        own = _OWN.fullmatch(event.payload)
        if own is None or own[1] != event.plate:
            line.complain(Code.PAYLOAD_CHANGED, f"{event.payload} is not the address of plate {event.plate}",
                          f"it is https://, an official domain, and /{event.plate}", key="payload")  # fmt: skip

    # What happens to a plate

    def _follow(self, event: Placement | Inspection | Damage | Removal | Replacement, line: Line) -> None:
        at = self._find(event.plate, event.issue, line)
        if at is None:
            return
        copy = self._copies[event.plate][at]
        self._check_day(event, copy.last or copy.issued, line)
        allowed: tuple[State, ...] = (State.ISSUED, State.REMOVED) if isinstance(event, Placement) else STANDING
        if isinstance(event, Replacement):
            allowed = (*STANDING, State.REMOVED)
        if copy.state not in allowed:
            line.complain(Code.PLATE_ORDER, f"issue {event.issue} of plate {event.plate} {_IN_WORDS[copy.state]}",
                          _remedy(event, copy.state), key="event")  # fmt: skip
        if isinstance(event, Replacement):
            self._replace(event, at, line)
        elif line.sound:
            self._copies[event.plate][at] = _after(copy, event)

    def _find(self, plate: str, issue: int, line: Line, key: str = "issue") -> int | None:
        copies = self._copies.get(plate)
        if copies is None:
            line.complain(
                Code.PLATE_UNKNOWN,
                f"plate {plate} was never issued",
                "`asylmura plates issue` issues it first",
                key="plate",
            )
            return None
        if issue > len(copies):
            line.complain(Code.PLATE_UNKNOWN, f"plate {plate} has no issue {issue}", f"its last is issue {len(copies)}", key=key)  # fmt: skip
            return None
        return issue - 1

    def _replace(self, event: Replacement, at: int, line: Line) -> None:
        to = self._find(event.plate, event.successor, line, "successor")
        if to is None or not line.sound:
            return
        old, new = self._copies[event.plate][at], self._copies[event.plate][to]
        if to == at or new.state not in (State.ISSUED, State.REMOVED):
            line.complain(Code.PLATE_ORDER, f"issue {event.successor} of plate {event.plate} {_IN_WORDS[new.state]}",
                          "what replaces a plate was issued, and hangs nowhere", key="successor")  # fmt: skip
            return
        self._check_day(event, new.last or new.issued, line)
        if line.sound:
            self._copies[event.plate][at] = replace(old, state=State.REPLACED, ended=event.day, last=event.day)
            self._copies[event.plate][to] = replace(
                new, state=State.PLACED, placed=event.day, point=event.point or old.point, placed_by=event.by,
                permission=event.permission or old.permission, photo=event.photo, condition=None, inspected=None,
                ended=None, cause=None, last=event.day,
            )  # fmt: skip

    @staticmethod
    def _check_day(event: PlateEvent, before: date, line: Line) -> None:
        if event.day < before:
            line.complain(Code.REGISTER_DATES, f"{event.day} comes before {before}, the last day of plate {event.plate} on record",
                          "days never go backwards; is one of the two mistyped?", key="date")  # fmt: skip


def _copy(event: Issue | Adoption) -> Copy:
    if isinstance(event, Issue):
        return Copy(event.plate, event.issue, event.slug, event.payload, event.symbol, None, event.line, event.day,
                    State.ISSUED)  # fmt: skip
    return Copy(event.plate, event.issue, event.slug, event.payload, None, event.origin, event.line, event.day,
                State.PLACED, placed=event.placed, point=event.point, photo=event.photo)  # fmt: skip


def _after(copy: Copy, event: Placement | Inspection | Damage | Removal) -> Copy:
    match event:
        case Placement():
            return replace(copy, state=State.PLACED, condition=event.condition, placed=event.day, point=event.point,
                           permission=event.permission, placed_by=event.by, photo=event.photo, ended=None, cause=None,
                           inspected=None, last=event.day)  # fmt: skip
        case Inspection() | Damage():
            harmed = isinstance(event, Damage) or event.condition in HARMED
            return replace(copy, state=State.DAMAGED if harmed else State.PLACED, condition=event.condition,
                           inspected=event.day if isinstance(event, Inspection) else copy.inspected,
                           photo=event.photo or copy.photo, last=event.day)  # fmt: skip
        case Removal():
            return replace(copy, state=State.REMOVED, ended=event.day, cause=event.cause, last=event.day)


def _remedy(event: PlateEvent, state: State) -> str:
    if isinstance(event, Placement) and state in STANDING:
        return "write an inspection, or a removal before it is placed anew"
    if state is State.ISSUED:
        return "a placement comes first"
    return (
        "a plate that was taken down is placed anew first"
        if state is State.REMOVED
        else "speak of the issue that replaced it"
    )
