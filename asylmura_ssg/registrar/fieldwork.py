"""What happens to a plate outdoors, as lines: it is put up, looked after, harmed, taken down, replaced.

Whether it may happen to this plate now is the register's own rule; here only the issue that is meant is found.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.register import STANDING, Cause, Condition, Copy, Plate, State
from asylmura_ssg.read.register.events import write_event
from asylmura_ssg.registrar.desk import Addition, RefusedError

DOWN = (State.ISSUED, State.REMOVED)


def the_issue(plate: Plate, issue: int | None, states: Collection[State], option: str = "--issue") -> int:
    """Return the issue that is meant: the one named, else the only one in these states, else the last.

    Raises RefusedError when several could be meant; ``option`` is where to say which.
    """
    if issue is not None:
        return issue
    fitting = [copy for copy in plate.copies if copy.state in states]
    if len(fitting) > 1:
        held = ", ".join(f"{copy.issue} ({copy.state})" for copy in fitting)
        raise RefusedError(f"plate {plate.plate} has the issues {held}; say which one with {option}")
    return (fitting or plate.copies)[-1].issue


def place(
    plate: Plate, issue: int, day: date, point: Point, by: str, permission: str, condition: Condition, photo: str | None
) -> Addition:
    """Return the line that puts a plate up at a point measured there, by a volunteer, with a permission."""
    return _line("placement", plate, issue, day, lat=point.lat, lon=point.lon, by=by, permission=permission,
                 condition=condition, photo=photo)  # fmt: skip


def inspect(
    plate: Plate, issue: int, day: date, condition: Condition, by: str | None, photo: str | None, *, harm: bool
) -> Addition:
    """Return the line that says how a plate was found; with ``harm``, that harm to it was reported."""
    return _line("damage" if harm else "inspection", plate, issue, day, condition=condition, by=by, photo=photo)


def remove(plate: Plate, issue: int, day: date, cause: Cause, by: str | None) -> Addition:
    """Return the line that takes a plate down."""
    return _line("removal", plate, issue, day, cause=cause, by=by)


def replacement(
    plate: Plate, issue: int, successor: int, day: date, point: Point | None, by: str, permission: str | None,
    photo: str | None,
) -> Addition:  # fmt: skip
    """Return the line that puts another issue of a plate in the place of this one."""
    where = {} if point is None else {"lat": point.lat, "lon": point.lon}
    return _line("replacement", plate, issue, day, successor=successor, **where, by=by, permission=permission,
                 photo=photo)  # fmt: skip


def replaced_and_successor(plate: Plate, issue: int | None, successor: int | None) -> tuple[int, int]:
    """Return the issue that goes and the one that comes. Raises RefusedError when either is not to be told."""
    old = the_issue(plate, issue, _states_to_replace(plate))
    others = [copy for copy in plate.copies if copy.issue != old and copy.state in DOWN]
    if successor is None and not others:
        raise RefusedError(
            f"plate {plate.plate} has no other issue to put up; `asylmura plates re-issue {plate.slug}` makes one"
        )
    fresh = [copy for copy in others if copy.state is State.ISSUED] or others
    if successor is None and len(fresh) > 1:
        raise RefusedError(
            f"plate {plate.plate} has the issues {_listed(fresh)} to put up; say which one with --successor"
        )
    return old, successor or fresh[0].issue


def _states_to_replace(plate: Plate) -> Collection[State]:
    standing = any(copy.state in STANDING for copy in plate.copies)
    return STANDING if standing else (State.REMOVED,)


def _listed(copies: list[Copy]) -> str:
    return ", ".join(str(copy.issue) for copy in copies)


def _line(kind: str, plate: Plate, issue: int, day: date, **values: object) -> Addition:
    return Addition(write_event(kind, {"date": day, "plate": plate.plate, "issue": issue, **values}))
