"""The content held in memory: of an edit, only the folder that it touched is read again.

What cannot be read just now is shown as it was when it last could; what is wrong with it stands in the report. An edit is
answered twice: at once, with what its own folder says, and again when all entries were held beside one another.
"""

from __future__ import annotations

import gc
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.make.handbook import TEMPLATE as CHAPTER
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.monument import Entry, Status
from asylmura_ssg.model.order import Order, Past
from asylmura_ssg.read.catalogue import (
    Common,
    FolderReading,
    Remembered,
    bring_together,
    catalogue_of,
    read_common,
    read_records,
)
from asylmura_ssg.read.design import check_complete, read_design, unsettable
from asylmura_ssg.read.memory import recall, remember
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.read.source import readable
from asylmura_ssg.serve.furniture import FINDINGS, TEMPLATE as FURNITURE
from asylmura_ssg.serve.shelves import Shelves
from asylmura_ssg.toolchain import package_digest
from asylmura_ssg.tree import Bytes, read_tree
from asylmura_ssg.workers import run_all

_MANY = 50
"""So many records are worth more than one process."""


@dataclass(frozen=True, slots=True)
class State:
    """What there is to be shown. ``catalogue`` and ``design`` are the last good ones; None where there were none yet.

    ``drafts`` has the status of each entry that is not published, by slug. ``whole`` tells that all entries were held
    beside one another.
    """

    revision: int
    catalogue: Catalogue | None
    design: Design | None
    report: Report
    root: str
    """The folder of the content, as diagnostics name it."""
    records: dict[str, Record]
    """By slug: the last good record of each entry."""
    files: dict[str, dict[str, Bytes]]
    """The files of each entry's folder, by the folder and by their names in it."""
    drafts: dict[str, Status]
    whole: bool


class Collection:
    """The content and the templates of one project. ``past`` is asked for the register as it landed before."""

    def __init__(self, order: Order, past: Callable[[], Past | None], pause: Callable[[float], object]) -> None:
        self.order = order
        self._past = past
        self._shelves = Shelves(order.content, pause)
        self._revision = 0
        self._records: Remembered = {}
        self._former: dict[str, Record] = {}
        self._told: dict[str, Report] = {}
        self._across: tuple[Diagnostic, ...] = ()
        self._design: Design | None = None
        self._drawn = Report()
        self._common: Common | None = None
        self._shown: Common | None = None

    @property
    def roots(self) -> tuple[Path, Path]:
        """The folders of the content and of the templates."""
        return self.order.content, self.order.templates

    def original(self, path: str) -> bytes:
        """Return a picture's or a recording's bytes, by its path below the content. Raises FileNotFoundError, ChangedError."""
        return self._shelves.file(path).data

    def open(self) -> State:
        """Read everything."""
        self._design_anew()
        self._shelves.fill()
        self._common_anew()
        store = Store(self.order.cache / "records")
        name = digest_of((str(self.order.content), package_digest(), platform.python_version()))
        before = recall(lambda shard: store.get(f"{name}-{shard}"))
        self._records_anew(before, self.order.jobs)
        remember(self._records, before, lambda shard, data: store.put(f"{name}-{shard}", data))
        return self.together()

    def absorb(self, changed: Iterable[Path]) -> Iterator[State]:
        """Take in what changed on disk, and yield what there is to be shown at once: nothing where nothing did.

        Paths lie below the roots. A root itself stands for everything below it.
        """
        below = set(changed)
        content, templates = (root.absolute() for root in self.roots)
        if any(path.is_relative_to(templates) for path in below):
            self._design_anew()
        paths = {path.relative_to(content).as_posix() for path in below if path.is_relative_to(content)}
        if paths & {".", MONUMENTS.rstrip("/")}:
            yield self.open()
            return
        touched = {path[len(MONUMENTS) :].partition("/")[0] for path in paths if path.startswith(MONUMENTS)}
        anew = {folder for folder in sorted(touched) if self._shelves.folder_anew(folder)}
        known, common = self._common, [self._shelves.path_anew(p) for p in sorted(paths) if not p.startswith(MONUMENTS)]
        design = any(path.is_relative_to(templates) for path in below)
        if not (anew or any(common) or design):
            return
        if any(common) or (design and self._font_changed(known)):
            self._common_anew()
            anew |= self._concerned(known)
        if len(anew) > _MANY:
            yield self._state(self._waived(), whole=False)
        self._read(anew, anew=known is not None and self._common is not None and known.known != self._common.known)
        yield self._state(self._waived(), whole=False)

    def vanished(self) -> State:
        """Return what is shown while the folder of the content is not there: all as it was."""
        report = self._findings()
        for root in self.roots:
            if not root.is_dir():
                report.add(Diagnostic(Code.MISSING_FILE, Span(root.as_posix()), "the folder is not there any more",
                                      "put it back; the preview goes on by itself"))  # fmt: skip
        return self._state(report, whole=True)

    # Reading

    def _design_anew(self) -> None:
        report = Report()
        design = read_design(read_tree(self.order.templates), report)
        check_complete(design, self.order.templates.as_posix(), report)
        for path in (FURNITURE, FINDINGS, CHAPTER):
            if path not in design.templates:
                report.add(Diagnostic(Code.MISSING_FILE, Span(f"{self.order.templates.as_posix()}/{path}"),
                                      f"{path} is missing", "restore it from git"))  # fmt: skip
        self._drawn = report
        if not report.errors:
            self._design = design

    def _font_changed(self, known: Common | None) -> bool:
        return (
            self._design is not None and known is not None and unsettable(self._design.faces) != known.known.unsettable
        )

    def _common_anew(self) -> None:
        design = self._design
        report = Report()
        files = readable(dict(self._shelves.beside), report)
        common = read_common(
            files, self.order.content.as_posix(), past=self._past(),
            emblems=frozenset() if design is None else frozenset(design.emblems),
            unsettable=None if design is None else unsettable(design.faces),
        )  # fmt: skip
        common.report.extend(report.found)
        self._common = common
        site = common.shared.site
        if site is not None and (self._shown is None or not common.report.errors):
            # A worker that keeps pages would show them long after they were edited.
            shared = replace(common.shared, site=replace(site, offline_retired=True))
            self._shown = replace(common, shared=shared)

    def _concerned(self, before: Common | None) -> set[str]:
        """Return the folders that the change of all else makes a difference to."""
        if self._common is None or before is None:
            return set(self._shelves.folders)
        now, then = self._common.known, before.known
        if now != then:
            self._former.clear()  # they may name what is not there any more
        if replace(now, sources=then.sources) != then:
            return set(self._shelves.folders)
        words = [source.encode() for source in now.sources ^ then.sources]
        return {
            folder for folder, files in self._shelves.folders.items()
            if any(word in file.held for file in files.values() if file.held is not None for word in words)
        }  # fmt: skip

    def _records_anew(self, before: Remembered, jobs: int) -> None:
        assert self._common is not None  # noqa: S101 - it is read before
        unread = Report()
        folders = {folder: readable(files, unread) for folder, files in self._shelves.folders.items()}
        self._records, self._told = read_records(
            folders, self._common, before,
            lambda one, some: run_all(lambda i: one(some[i]), len(some), jobs if len(some) > _MANY else 1),
        )  # fmt: skip
        self._former = {
            folder: r for folder, r in self._former.items() if folder in folders and folder not in self._records
        }
        for diagnostic in unread.found:
            folder = diagnostic.span.path.partition(f"/{MONUMENTS}")[2].partition("/")[0]
            self._told.setdefault(folder, Report()).add(diagnostic)

    def _read(self, folders: Iterable[str], *, anew: bool) -> None:
        """Read some folders again; one that cannot be read keeps its former record to be shown.

        Unless all is read ``anew`` because what entries name is another: then a former record may name what is gone.
        """
        assert self._common is not None  # noqa: S101 - it is read before
        reading = FolderReading(self._common.root, self._common.known)
        for folder in sorted(folders):
            report = Report()
            files = readable(self._shelves.folders.get(folder, {}), report)
            record, problems = reading((folder, files)) if folder in self._shelves.folders else (None, Report())
            report.extend(problems.found)
            self._told[folder] = report
            before = self._records.pop(folder, ("", None))[1] or self._former.pop(folder, None)
            if record is not None:
                self._records[folder] = ("", record)
            elif folder in self._shelves.folders and before is not None and not anew:
                self._former[folder] = before

    # What is shown

    def _findings(self) -> Report:
        """Return what is wrong with each thing alone, and what was last found between those that stayed as they are."""
        report = Report([*self._drawn.found, *(() if self._common is None else self._common.report.found)])
        for told in self._told.values():
            report.extend(told.found)
        return report

    def _waived(self) -> Report:
        """Return what is wrong with each thing alone, what entries waive left out."""
        report = self._findings()
        report.waivers += [waiver for _, record in self._records.values() for waiver in record.waivers]
        return report

    def together(self) -> State:
        """Hold all entries beside one another, which :meth:`absorb` leaves for when there is time."""
        assert self._common is not None  # noqa: S101 - it is read before
        reading = bring_together(self._common, self._records, self._shelves.folders, self._findings(), drafts=True)
        gc.collect()
        gc.freeze()  # what is held for good is not to be looked through for cycles at every edit
        return self._state(reading.report, whole=True)

    def _can_be_shown(self, entry: Entry) -> bool:
        """Tell whether all that is shown knows what an entry names: while a shared file is wrong, that is as it was before."""
        if self._shown is None or self._common is None or self._shown.known is self._common.known:
            return True
        vocabularies, monument = self._shown.shared.vocabularies, entry.monument
        named = (monument.type in vocabularies.types, monument.region in vocabularies.regions)
        return all(named) and all(period in vocabularies.periods for period in monument.periods)

    def _state(self, report: Report, *, whole: bool) -> State:
        self._revision += 1
        held = [*(record for _, record in self._records.values()), *self._former.values()]
        entries = [record.entry for record in held if self._can_be_shown(record.entry)]
        catalogue = None if self._shown is None else catalogue_of(self._shown, _alone(entries), drafts=True)
        return State(
            revision=self._revision,
            catalogue=catalogue,
            design=self._design,
            report=report,
            root=self.order.content.as_posix(),
            records={record.entry.monument.slug: record for record in held},
            files=dict(self._shelves.folders),
            drafts={e.monument.slug: e.monument.status for e in entries if e.monument.status is not Status.PUBLISHED},
            whole=whole,
        )


def _alone(entries: Iterable[Entry]) -> list[Entry]:
    """Return one entry for each slug and number: of two rivals, whose strife is told, the first stands."""
    slugs: dict[str, Entry] = {}
    numbers: set[int] = set()
    for entry in entries:
        monument = entry.monument
        if monument.slug not in slugs and monument.number not in numbers:
            slugs[monument.slug] = entry
            numbers.add(monument.number)
    return list(slugs.values())
