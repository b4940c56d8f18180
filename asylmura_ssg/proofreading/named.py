"""A few records read for themselves, and held against an index of all others: the words are those of a whole check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry, Identifiers, Location, Monument, Prose, Protection, Status
from asylmura_ssg.model.order import Order
from asylmura_ssg.proofreading.ground import Ground, ground_of
from asylmura_ssg.proofreading.outside import Outside, Row
from asylmura_ssg.proofreading.proof import Proof
from asylmura_ssg.read.advice import advise, of_waivers
from asylmura_ssg.read.record import Record, read_record
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.together import check_together
from asylmura_ssg.tree import Bytes, read_tree

_RIVALS = (Code.DUPLICATE_NUMBER, Code.DUPLICATE_SLUG)


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
        """Report what only shows beside other records: rivals are read, of all others the standing is enough."""
        own = {record.folder for record in records}
        beside = []
        for row in _beside(records, index, self._ground.slugs):
            folder, number, slug, _, _ = row
            rival = any(slug == r.slug.word or str(number) == r.number.word for r in records)
            whole = self.record(folder, Report()) if rival else None
            beside.append(whole or _record_of(row))
        found = Report()
        known = {*index, *(slug for _, _, slug, _, _ in index.values())}
        check_together([*records, *beside], self._ground.slugs, known, found)
        places = tuple(f"{self.shown(folder)}/" for folder in own)
        self.report.extend(d for d in found.found if d.span.path.startswith(places) or d.code in _RIVALS)


def _beside(records: Sequence[Record], index: Mapping[str, Row], slugs: Mapping[int, str]) -> list[Row]:
    """Return the standings that matter to some records: rivals, those they name, and the holder of the highest number."""
    own = {record.folder for record in records}
    others = [row for row in index.values() if row[0] not in own]
    into = {slug: merged for _, _, slug, _, merged in others}
    named = {mention.word for r in records for mention in (*r.related, *r.linked, *((r.merged,) if r.merged else ()))}
    named |= {slugs[r.entry.monument.number] for r in records if r.entry.monument.number in slugs}
    for word in list(named):  # what a merged one leads to is said, too
        named |= {into[word]} if into.get(word) else set()
    numbers = {r.number.word for r in records}
    claimed = {r.slug.word for r in records}
    if any(r.merged is not None and r.merged.word not in into for r in records):
        return others  # which one was meant is guessed from all of them
    last = max((number for _, number, _, _, _ in others), default=0)
    numbers.add(str(last))
    wanted = named | claimed
    return [row for row in others if row[2] in wanted or str(row[1]) in numbers]


def _record_of(row: Row) -> Record:
    """Return a record that says no more than where its entry stands."""
    folder, number, slug, word, into = row
    none: Localized[str] = Localized("")
    status = Status(word) if word in tuple(Status) else Status.DRAFT
    monument = Monument(
        slug=slug, number=number, status=status, names=none, variants=(), type="", periods=(),
        summary=none, region="", district=None, place=None, location=Location(None, None, None), dating=None,
        culture=None, builder=None, protection=Protection("unknown", None, None, ()), dimensions=(),
        identifiers=Identifiers(), conflicts=(), related=(), volumes=(), film=None, fate=None, merger=None,
        bibliography=(), pictures=(), look_for=(), narrations=(), editors=(), digest="",
    )  # fmt: skip
    nowhere = Span("")
    merged = Mention(into, nowhere, "") if into else None
    return Record(folder, Entry(monument, Localized(Prose("", ""))), Mention(str(number), nowhere, ""),
                  Mention(slug, nowhere, ""), (), (), merged)  # fmt: skip
