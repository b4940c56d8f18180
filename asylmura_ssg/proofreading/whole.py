"""All content: what a build would refuse or warn of, and advice on every entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.pipeline import inspect
from asylmura_ssg.proofreading.changes import changes_in
from asylmura_ssg.proofreading.proof import Proof
from asylmura_ssg.read.advice import advise, of_waivers
from asylmura_ssg.read.catalogue import Reading, folders_of
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.tree import Bytes
from asylmura_ssg.workers import run_all

_FEW = 50  # entries below which processes cost more than they bring


def proofread(order: Order, *, advice: bool) -> Proof:
    """Return what is wrong with the content and, when ``advice`` is wanted, what an editor would mend."""
    reading, files = inspect(order)
    unseen = advise_all(order, reading, files) if advice else ()
    return Proof(reading.report, len(reading.records), unseen)


def advise_all(order: Order, reading: Reading, files: Mapping[str, Bytes]) -> tuple[str, ...]:
    """Add the advice on every entry to a reading's report; return in sentences what could not be looked at."""
    if reading.readable is None:
        return ()
    records = [record for _, record in reading.records.values()]
    changes = changes_in(order.content, order.cache, [record.folder for record in records])
    folders = folders_of(dict(files))
    held = [_Sheet(record, folders[record.folder], changes.by_folder.get(record.folder)) for record in records]
    asked = _Advice(order.content.as_posix(), reading.readable.vocabularies)
    jobs = order.jobs if len(held) > _FEW else 1
    for report in run_all(lambda i: asked(held[i]), len(held), jobs):
        reading.report.extend(report.found)
    of_waivers(reading.report, () if changes.known else (Code.STALE_TRANSLATION,))
    return (changes.words,) if changes.words else ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An entry, the files of its folder, and when they were changed."""

    record: Record
    files: dict[str, Bytes]
    changed: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class _Advice:
    """Advises on one entry; a value, so that worker processes can be handed it."""

    root: str
    vocabularies: Vocabularies

    def __call__(self, sheet: _Sheet) -> Report:
        shown = f"{self.root}/{MONUMENTS}{sheet.record.folder}"
        return advise(sheet.record, shown, sheet.files, self.vocabularies, sheet.changed)
