"""A few records read for themselves, and held against an index of all others: the words are those of a whole check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.order import Order
from asylmura_ssg.proofreading.ground import Ground, ground_of
from asylmura_ssg.proofreading.neighbours import Neighbours
from asylmura_ssg.proofreading.outside import Outside, Row
from asylmura_ssg.proofreading.proof import Proof
from asylmura_ssg.read.advice import advise, of_waivers
from asylmura_ssg.read.record import Record, read_record
from asylmura_ssg.tree import Bytes, read_tree


def proofread_named(order: Order, folders: Iterable[str], outside: Callable[[], Outside]) -> Proof:
    """Return what is wrong with the records in some folders and, when git was asked, what an editor would mend in them.

    What lies ``outside`` them may have been looked for beforehand: it is called for when it is needed.
    """
    ground = ground_of(order.content, order.templates, order.cache)
    reading = _Reading(order.content, ground)
    named = {folder: reading.record(folder) for folder in folders}
    records = [record for record in named.values() if record is not None]
    seen = outside()
    changes = seen.changes
    reading.hold_together(records, seen.standings())
    unseen = []
    if changes is not None:
        for record in records:
            said = advise(record, reading.shown(record.folder), reading.files[record.folder], ground.known.vocabularies,
                          changes.by_folder.get(record.folder))  # fmt: skip
            reading.report.extend(said.found)
        of_waivers(reading.report, (Code.PAGE_TOO_HEAVY, *(() if changes.known else (Code.STALE_TRANSLATION,))))
        unseen += [changes.words] if changes.words else []
    if ground.errors:
        what = "an error" if ground.errors == 1 else f"{ground.errors:,} errors"
        unseen.append(
            f"Elsewhere in the content, beside the records, there {'is' if ground.errors == 1 else 'are'} {what}: `asylmura check` tells."
        )
    return Proof(reading.report, len(records), tuple(unseen))


class _Reading:
    """The named records with what was found in them."""

    def __init__(self, content: Path, ground: Ground) -> None:
        self._content = content
        self._ground = ground
        self.report = Report()
        self.files: dict[str, dict[str, Bytes]] = {}

    def shown(self, folder: str) -> str:
        """Return a record's folder as diagnostics name it."""
        return f"{self._content.as_posix()}/monuments/{folder}"

    def record(self, folder: str, report: Report | None = None) -> Record | None:
        """Read the record of a folder."""
        found = self.report if report is None else report
        files = read_tree(self._content / "monuments" / folder)
        for file in files.values():
            if file.problem:
                found.add(Diagnostic(Code.UNREADABLE_FILE, Span(file.shown), file.problem,
                                     "put an ordinary file there, or remove it"))  # fmt: skip
        self.files[folder] = {name: file for name, file in files.items() if not file.problem}
        record = read_record(folder, self.shown(folder), self.files[folder], self._ground.known, found)
        self.report.waivers += () if record is None or report is not None else record.waivers
        return record

    def hold_together(self, records: Sequence[Record], index: Mapping[str, Row]) -> None:
        """Report what only shows beside other records."""
        read = cache(lambda folder: self.record(folder, Report()))
        self.report.extend(Neighbours(records, index, self._ground.slugs, read).found(self.shown))
