"""The register of plates as open data: every issue of every plate. Volunteers' names are not part of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from asylmura_ssg.make.exports import lines_of, texts_in
from asylmura_ssg.model.language import LANGUAGES, PRIMARY
from asylmura_ssg.model.recipe import Frame, PlateFileRecipe, Standing
from asylmura_ssg.model.register import Copy, Volunteer
from asylmura_ssg.model.route import File, MonumentPage, url_of


def make_plate_file(recipe: PlateFileRecipe) -> bytes:
    """Return the file: JSON, or CSV (RFC 4180)."""
    records = [_record(s, copy, by, recipe.frame) for s in recipe.standings
               for copy, by in zip(s.plate.copies, s.by, strict=True)]  # fmt: skip
    assert isinstance(recipe.route, File)  # noqa: S101 - the plan gives these recipes to files alone
    return (lines_of("[", records, "]") if recipe.route.name == "plates.json" else _csv(records)).encode()


def _record(standing: Standing, copy: Copy, by: Volunteer | None, frame: Frame) -> dict[str, Any]:
    """Return one issue of a plate; what is unknown is null, days are ISO 8601.

    ``issued`` is of plates of our own make, ``entered`` of those that hung before there was a register; ``reported`` is
    the day of the last report of damage while the plate is damaged.
    """
    point = copy.point
    return {
        "plate": copy.plate,
        "issue": copy.issue,
        "current": copy.issue == standing.plate.current.issue,
        "number": standing.plate.number,
        "slug": copy.slug,
        "region": standing.card.region,
        "state": str(copy.state),
        "condition": None if copy.condition is None else str(copy.condition),
        "issued": None if copy.symbol is None else copy.issued.isoformat(),
        "entered": copy.issued.isoformat() if copy.symbol is None else None,
        "placed": _day(copy.placed),
        "inspected": _day(copy.inspected),
        "reported": _day(copy.reported),
        "ended": _day(copy.ended),
        "cause": None if copy.cause is None else str(copy.cause),
        "lat": None if point is None else point.lat,
        "lon": None if point is None else point.lon,
        "permission": copy.permission,
        "placed_by": None if by is None else texts_in(by.role),
        "payload": copy.payload,
        "adopted": copy.symbol is None,
        "url": frame.site.address + url_of(MonumentPage(PRIMARY, copy.slug)),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_COLUMNS = ("plate", "issue", "current", "number", "slug", "region", "state", "condition", "issued", "entered", "placed",
            "inspected", "reported", "ended", "cause", "lat", "lon", "permission")  # fmt: skip
_LAST_COLUMNS = ("payload", "adopted", "url")


def _csv(records: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*_COLUMNS, *(f"placed_by_{language}" for language in LANGUAGES), *_LAST_COLUMNS])
    for record in records:
        roles = record["placed_by"] or {}
        rows.writerow([*(_cell(record[column]) for column in _COLUMNS), *(roles.get(language, "") for language in LANGUAGES),
                       *(_cell(record[column]) for column in _LAST_COLUMNS)])  # fmt: skip
    return out.getvalue()


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
