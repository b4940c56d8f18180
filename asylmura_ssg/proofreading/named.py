"""A few records read for themselves, and held against an index of all others: the words are those of a whole check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry, Identifiers, Location, Monument, Prose, Protection, Status
from asylmura_ssg.model.order import Order
from asylmura_ssg.proofreading.changes import changes_in
from asylmura_ssg.proofreading.ground import Ground, ground_of
from asylmura_ssg.proofreading.index import Standing, standings
from asylmura_ssg.proofreading.proof import Proof
from asylmura_ssg.read.advice import advise, of_waivers
from asylmura_ssg.read.record import Record, read_record
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.together import check_together
from asylmura_ssg.tree import Bytes, read_tree

_RIVALS = (Code.DUPLICATE_NUMBER, Code.DUPLICATE_SLUG)


def proofread_named(order: Order, folders: Iterable[str], *, advice: bool) -> Proof:
    """Return what is wrong with the records in some folders and, when wanted, what an editor would mend in them."""
    ground = ground_of(order.content, order.templates, order.cache)
    index = standings(order.content, order.cache)
    reading = _Reading(order.content, ground)
    named = {folder: reading.record(folder) for folder in folders}
    records = [record for record in named.values() if record is not None]
    reading.hold_together(records, index)
    unseen = []
    if advice:
        changes = changes_in(order.content, order.cache, list(named))
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

    def hold_together(self, records: Sequence[Record], index: Mapping[str, Standing]) -> None:
        """Report what only shows beside other records: rivals are read, of all others the standing is enough."""
        own = {record.folder for record in records}
        beside = []
        for standing in _beside(records, index, self._ground.slugs):
            rival = any(standing.slug == r.slug.word or str(standing.number) == r.number.word for r in records)
            whole = self.record(standing.folder, Report()) if rival else None
            beside.append(whole or _record_of(standing))
        found = Report()
        known = {*index, *(standing.slug for standing in index.values())}
        check_together([*records, *beside], self._ground.slugs, known, found)
        places = tuple(f"{self.shown(folder)}/" for folder in own)
        self.report.extend(d for d in found.found if d.span.path.startswith(places) or d.code in _RIVALS)


def _beside(records: Sequence[Record], index: Mapping[str, Standing], slugs: Mapping[int, str]) -> list[Standing]:
    """Return the standings that matter to some records: rivals, those they name, and the holder of the highest number."""
    own = {record.folder for record in records}
    others = [standing for standing in index.values() if standing.folder not in own]
    by_slug = {standing.slug: standing for standing in others}
    named = {mention.word for r in records for mention in (*r.related, *r.linked, *((r.merged,) if r.merged else ()))}
    named |= {slugs[r.entry.monument.number] for r in records if r.entry.monument.number in slugs}
    for word in list(named):  # what a merged one leads to is said, too
        named |= {by_slug[word].into} if word in by_slug and by_slug[word].into else set()
    numbers = {r.number.word for r in records}
    claimed = {r.slug.word for r in records}
    if any(r.merged is not None and r.merged.word not in by_slug for r in records):
        return others  # which one was meant is guessed from all of them
    last = max(others, key=lambda standing: standing.number, default=None)
    return [s for s in others if s.slug in named or s.slug in claimed or str(s.number) in numbers or s is last]


def _record_of(standing: Standing) -> Record:
    """Return a record that says no more than where its entry stands."""
    none: Localized[str] = Localized("")
    status = Status(standing.status) if standing.status in tuple(Status) else Status.DRAFT
    monument = Monument(
        slug=standing.slug, number=standing.number, status=status, names=none, variants=(), type="", periods=(),
        summary=none, region="", district=None, place=None, location=Location(None, None, None), dating=None,
        culture=None, builder=None, protection=Protection("unknown", None, None, ()), dimensions=(),
        identifiers=Identifiers(), conflicts=(), related=(), volumes=(), film=None, fate=None, merger=None,
        bibliography=(), pictures=(), look_for=(), narrations=(), editors=(), digest="",
    )  # fmt: skip
    nowhere = Span("")
    merged = Mention(standing.into, nowhere, "") if standing.into else None
    return Record(standing.folder, Entry(monument, Localized(Prose("", ""))), Mention(str(standing.number), nowhere, ""),
                  Mention(standing.slug, nowhere, ""), (), (), merged)  # fmt: skip
