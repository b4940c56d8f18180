"""Named records held against all others, of which only few are read.

Where another entry stands is known without reading it: that is enough to find that all is well. What seems to be wrong is
looked at once more with every entry read that it hangs on, so that the words are those of a whole check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry, Identifiers, Location, Monument, Prose, Protection, Status
from asylmura_ssg.proofreading.outside import Row
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.together import check_together

_RIVALRY = (Code.DUPLICATE_NUMBER, Code.DUPLICATE_SLUG)

Read = Callable[[str], Record | None]
"""Reads the record of a folder; None where anything in it is wrong."""


class Neighbours:
    """All entries but the named ``records``: ``index`` says where they stand, ``slugs`` is the register's, ``read`` reads one."""

    def __init__(self, records: Sequence[Record], index: Mapping[str, Row], slugs: dict[int, str], read: Read) -> None:
        self._records = records
        self._index = index
        self._slugs = slugs
        self._read = read
        own = {record.folder for record in records}
        self._others = [row for row in index.values() if row[0] not in own]
        self._words = self._named()
        claimed = {record.slug.word for record in records}
        numbers = {int(record.number.word) for record in records if record.number.word.isdecimal()}
        self._rivals = {row[0] for row in self._others if row[2] in claimed or row[1] in numbers}

    def found(self, folder_of: Callable[[str], str]) -> list[Diagnostic]:
        """Return what is wrong with the records beside all others; ``folder_of`` is how a folder is shown."""
        places = tuple(f"{folder_of(record.folder)}/" for record in self._records)
        rivals = tuple(f"{folder_of(folder)}/" for folder in self._rivals)

        def ours(whole: bool) -> list[Diagnostic]:
            return [each for each in self._held(whole=whole)
                    if each.span.path.startswith(places) or (each.code in _RIVALRY and each.span.path.startswith(rivals))]  # fmt: skip

        return ours(whole=True) if ours(whole=False) else []

    def _named(self) -> set[str]:
        """Return the words that name other entries: in the records, in the register, and by those that were merged."""
        into = {slug: merged for _, _, slug, _, merged in self._others}
        words = {mention.word for r in self._records for mention in (*r.related, *r.linked)}
        words |= {r.merged.word for r in self._records if r.merged is not None}
        numbers = (record.entry.monument.number for record in self._records)
        words |= {self._slugs[number] for number in numbers if number in self._slugs}
        return words | {into[word] for word in words if into.get(word)}

    def _held(self, *, whole: bool) -> list[Diagnostic]:
        beside: list[Record] = []
        unreadable: set[str] = set()
        for row in self._beside(whole=whole):
            folder, _, slug, _, _ = row
            named = not self._words.isdisjoint((folder, slug))
            if folder in self._rivals or (whole and (named or folder == self._highest)) or (named and folder != slug):
                record = self._read(folder)
                unreadable |= {folder} if record is None else set()
            else:
                record = _record_of(row)
            beside += [] if record is None else [record]
        known = {row[2] for folder, row in self._index.items() if folder not in unreadable} | unreadable
        found = Report()
        check_together([*self._records, *beside], self._slugs, known - {""}, found)
        return found.found

    def _beside(self, *, whole: bool) -> list[Row]:
        """Return the rows that matter: rivals and those that are named; as a ``whole`` those, too, that hints speak of."""
        rows = [row for row in self._others if row[0] in self._rivals or row[2] in self._words
                or (whole and (row[0] in self._words or row[0] == self._highest))]  # fmt: skip
        if any(r.merged is not None and r.merged.word not in {row[2] for row in rows} for r in self._records):
            return self._others  # which one was meant is guessed from all of them
        return rows

    @cached_property
    def _highest(self) -> str:
        """The folder of the highest number among those that can be read: the next free one is told by it."""
        by_number = sorted(self._others, key=lambda row: -row[1])
        return next((folder for folder, _, _, _, _ in by_number if self._read(folder) is not None), "")


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
