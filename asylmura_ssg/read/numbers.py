"""Register numbers of entries, held against the register: a number once given stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asylmura_ssg.diagnostics import Code, Diagnostic, Report
from asylmura_ssg.model.monument import Status
from asylmura_ssg.read.record import Record


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
