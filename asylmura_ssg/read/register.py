"""The register of numbers: which monument holds which register number, one line each, only ever added to.

``content/plates/register.jsonl`` holds an event a line, so that a change reads well in a git diff and two branches
that give the same number meet in a merge conflict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.plate import HIGHEST, LOWEST
from asylmura_ssg.model.route import SLUG
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.source import decode
from asylmura_ssg.tree import Bytes

PATH = "plates/register.jsonl"
_SLUG_IN_LINE = re.compile(r'"slug":\s*"([a-z0-9\-]+)"')


def read_register(files: dict[str, Bytes], report: Report) -> dict[int, str]:
    """Return slug by register number; an empty register when there is no file yet."""
    file = files.get(PATH)
    text = None if file is None else decode(file, report)
    if text is None:
        return {}
    slugs: dict[int, str] = {}
    numbers: dict[str, int] = {}
    for at, line in enumerate(text.text.split("\n"), 1):
        event = _event(line) if line.strip() else None
        span = Span(text.shown, at, 1, len(line) + 1)
        if event is None:
            if line.strip():
                report.add(text.problem(Code.WRONG_TYPE, span, "this line is not an event of the register",
                                        'write {"event": "number", "number": 12, "slug": "berel"}'))  # fmt: skip
            continue
        number, slug = event
        if slugs.setdefault(number, slug) != slug:
            report.add(text.problem(Code.DUPLICATE_NUMBER, span,
                                    f'register number {number} already belongs to "{slugs[number]}"',
                                    "a number is never used again; give the next free one"))  # fmt: skip
        elif numbers.setdefault(slug, number) != number:
            report.add(text.problem(Code.NUMBER_CHANGED, span,
                                    f'"{slug}" already holds register number {numbers[slug]}',
                                    "a number, once given, stays; remove this line"))  # fmt: skip
    return slugs


def _event(line: str) -> tuple[int, str] | None:
    """Return the number and slug that a line gives to each other, or None when it is no such event."""
    try:
        event = json.loads(line)
        kind, number, slug = event["event"], event["number"], event["slug"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    numbered = type(number) is int and LOWEST <= number <= HIGHEST  # in Python true is a number, too
    return (number, slug) if kind == "number" and numbered and isinstance(slug, str) and SLUG.fullmatch(slug) else None


def register_line(number: int, slug: str) -> str:
    """Return the line that enters a monument into the register."""
    return json.dumps({"event": "number", "number": number, "slug": slug}, ensure_ascii=False)


def next_number(records: Iterable[Record], slugs: dict[int, str]) -> int:
    """Return the lowest number above all that are or ever were given."""
    return max([0, *slugs, *(record.entry.monument.number for record in records)]) + 1


def check_register(records: Sequence[Record], slugs: dict[int, str], report: Report) -> None:
    """Report records whose number is not the one the register holds for them."""
    numbers: dict[str, int] = {}
    for number, slug in slugs.items():
        numbers.setdefault(slug, number)
    for record in records:
        monument = record.entry.monument
        registered = numbers.get(monument.slug)
        holder = slugs.get(monument.number)
        if registered is not None and registered != monument.number:
            report.add(Diagnostic(Code.NUMBER_CHANGED, record.number.span,
                                  f'the register holds number {registered} for "{monument.slug}", not {monument.number}',
                                  f"write number: {registered}; a plate may already carry it", record.number.excerpt))  # fmt: skip
        elif holder is not None and holder != monument.slug:
            report.add(Diagnostic(Code.NUMBER_CHANGED, record.number.span,
                                  f'the register holds number {monument.number} for "{holder}"',
                                  _moved(holder, records, slugs), record.number.excerpt))  # fmt: skip
        elif slugs and holder is None and monument.status is Status.PUBLISHED:
            report.add(Diagnostic(Code.NUMBER_UNREGISTERED, record.number.span,
                                  f"number {monument.number} is not in the register yet",
                                  "`asylmura register` enters it; from then on it cannot change", record.number.excerpt))  # fmt: skip


def _moved(holder: str, records: Sequence[Record], slugs: dict[int, str]) -> str:
    """Return what to do about a number that belongs to another: its entry may only have a new folder."""
    if all(record.entry.monument.slug != holder for record in records):
        return f"was the folder renamed? then write slug: {holder}, so that its address and its plate go on"
    return f"the next free number is {next_number(records, slugs)}"


def check_absent(files: dict[str, Bytes], records: Sequence[Record], present: Collection[str], report: Report) -> None:
    """Warn of registered monuments without a published entry: the address on their plates would not answer."""
    text = decode(files[PATH], Report()) if PATH in files else None
    read = {record.entry.monument.slug for record in records}
    published = {r.entry.monument.slug for r in records if r.entry.monument.status is Status.PUBLISHED}
    for at, line in enumerate(text.text.split("\n") if text else (), 1):
        named = _SLUG_IN_LINE.search(line)
        # An entry that is there and could not be read has errors of its own, and may well be published.
        unread = named and named[1] in present and named[1] not in read
        if named and named[1] not in published and not unread:
            there = named[1] in present
            words = "is not published" if there else "has no entry"
            hint = "a plate at it would not answer" if there else (
                f'was its folder renamed? then write "slug: {named[1]}" in it; a plate at it would not answer')  # fmt: skip
            span = Span(files[PATH].shown, at, named.start(1) + 1, named.end(1) + 1)
            report.add(Diagnostic(Code.REGISTERED_ENTRY_MISSING, span, f'"{named[1]}" {words}', hint, line))
