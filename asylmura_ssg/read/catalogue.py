"""All content files → one catalogue, or everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from asylmura_ssg.diagnostics import Code, Diagnostic, Report
from asylmura_ssg.model.catalogue import Catalogue, Site
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.language import PRIMARY, Language, Localized
from asylmura_ssg.model.monument import Entry, Prose, Status
from asylmura_ssg.model.order import Past
from asylmura_ssg.model.register import Photograph, Volunteer
from asylmura_ssg.model.version import Version
from asylmura_ssg.profiles import Profiles
from asylmura_ssg.read.exhibitions import check_hung
from asylmura_ssg.read.photographs import read_photographs
from asylmura_ssg.read.record import Known, Record, read_record
from asylmura_ssg.read.register import RegisterReading, read_register
from asylmura_ssg.read.register.standing import (
    check_absent,
    check_domains,
    check_places,
    check_taken,
)
from asylmura_ssg.read.shared import BIBLIOGRAPHY, MONUMENTS, Shared, read_shared
from asylmura_ssg.read.shown import Shown
from asylmura_ssg.read.source import Text, decode, readable
from asylmura_ssg.read.together import check_target, check_together, warn_of_draft
from asylmura_ssg.read.versions import VERSIONS, read_versions
from asylmura_ssg.read.vocabularies import Shelf
from asylmura_ssg.read.volunteers import read_volunteers
from asylmura_ssg.tree import Bytes

PLATES = "plates/"
APART = (MONUMENTS, PLATES, VERSIONS, "films/", "exhibits/", "exhibitions/")
"""What no record is read with: a new film makes no record stale."""

Folder = tuple[str, dict[str, Bytes]]
Remembered = dict[str, tuple[str, Record]]
"""Folder → the digest of all it was read from, and the record."""

ReadAll = Callable[[Callable[[Folder], tuple[Record | None, Report]], Sequence[Folder]],
                   Iterable[tuple[Record | None, Report]]]  # fmt: skip
"""Applies a reading to folders, perhaps in several processes, results in order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the catalogue unless something is wrong, the report, and the records to remember."""

    catalogue: Catalogue | None
    report: Report
    records: Remembered
    register: RegisterReading
    site: Site | None
    readable: Catalogue | None
    """What of it could be read, whatever is wrong elsewhere; None without a site."""
    missing_profiles: dict[str, Diagnostic]
    """For each printer whose ICC profile is not on this machine, what to say when it is to be printed with."""

    @property
    def published(self) -> frozenset[str]:
        """The slugs of the entries whose status is published."""
        monuments = (record.entry.monument for _, record in self.records.values())
        return frozenset(monument.slug for monument in monuments if monument.status is Status.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Common:
    """Everything but the entries, as it was read, and what is wrong with it.

    ``beside`` is the digest of all that records are read with, ``digest`` of every file that is not an entry's.
    """

    root: str
    shared: Shared
    known: Known
    volunteers: dict[str, Volunteer]
    register: RegisterReading
    photographs: dict[str, Photograph]
    versions: dict[str, tuple[Version, ...]]
    beside: str
    digest: str
    report: Report


def read_content(
    files: dict[str, Bytes],
    root: str,
    remembered: Remembered,
    read_all: ReadAll,
    *,
    drafts: bool,
    emblems: frozenset[str] = frozenset(),
    unsettable: re.Pattern[str] | None = None,
    past: Past | None = None,
    profiles: Profiles | None = None,
) -> Reading:
    """Return the reading of a content tree shown as ``root``.

    ``drafts`` publishes entries of every status. ``emblems`` are the drawings that types may name; with none to choose
    from, their names are not checked. ``unsettable`` matches letters the typefaces lack. ``past`` is
    what landed of the register before. ``profiles`` finds the ICC profiles that the
    machine keeps; None where nothing is to be printed, and none is missed.
    """
    report = Report()
    files = readable(files, report)
    common = read_common(files, root, emblems=emblems, unsettable=unsettable, past=past, profiles=profiles)
    folders = folders_of(files)
    records, told = read_records(folders, common, remembered, read_all)
    for problems in told.values():
        report.extend(problems.found)
    return bring_together(common, records, folders, report, drafts=drafts)


def read_common(
    files: dict[str, Bytes],
    root: str,
    *,
    emblems: frozenset[str] = frozenset(),
    unsettable: re.Pattern[str] | None = None,
    past: Past | None = None,
    profiles: Profiles | None = None,
) -> Common:
    """Return what the content says beside its entries; the words mean what they do for :func:`read_content`.

    ``files`` are those that could be read; the entries' own may be left out.
    """
    report = Report()
    shelf = Shelf(files, root, report)
    shared = read_shared(shelf, emblems, unsettable, profiles)
    volunteers = read_volunteers(shelf, shared.vocabularies.regions)
    register = read_register(files, root, volunteers, past, report)
    photographs = read_photographs(files, root, register.photographs, report)
    versions = read_versions(files, root, report)
    # A record is read without a look at the plates: a new event in the register makes no record stale.
    beside = digest_of(tuple((path, f.digest) for path, f in files.items() if not path.startswith(APART)))
    whole = digest_of(tuple((path, f.digest) for path, f in files.items() if not path.startswith(MONUMENTS)))
    return Common(
        root, shared, shared.known(unsettable), volunteers, register, photographs, versions, beside, whole, report
    )


def bring_together(
    common: Common,
    records: Remembered,
    folders: Collection[str],
    report: Report,
    *,
    drafts: bool,
) -> Reading:
    """Return the reading that comes of records held beside one another and against all else; ``report`` goes on.

    ``folders`` are those of all entries, readable or not.
    """
    shared, register = common.shared, common.register
    held = [record for _, record in records.values()]
    report.waivers += [waiver for record in held for waiver in record.waivers]
    linkable = check_together(held, register.register.slugs, folders, report)
    _check_plates(register, held, linkable, shared, report)
    own = len(common.report.found)
    _check_shown(shared.shown, held, linkable, report)
    _check_named(shared, linkable, report)
    report.extend(common.report.found)
    del common.report.found[own:]  # what rooms were told of entries, which may be others the next time
    if any(d.span.path == f"{common.root}/{BIBLIOGRAPHY}" for d in report.errors):
        # Where the shared bibliography itself cannot be read, what cites it is not to blame.
        report.found = [d for d in report.found if d.code is not Code.UNKNOWN_SOURCE]
    missing = shared.printers.missing
    catalogue = catalogue_of(common, [record.entry for record in held], drafts=drafts)
    whole = None if report.errors else catalogue
    return Reading(whole, report, records, register, shared.site, catalogue, missing)


def catalogue_of(common: Common, entries: Sequence[Entry], *, drafts: bool) -> Catalogue | None:
    """Return the catalogue of entries; None without a site."""
    shared = common.shared
    if shared.site is None:
        return None
    published = [e for e in entries if drafts or e.monument.status is Status.PUBLISHED]
    going_out = {entry.monument.slug for entry in published}
    return Catalogue(
        site=shared.site,
        vocabularies=shared.vocabularies,
        bibliography=shared.bibliography,
        volumes=shared.volumes.by_key,
        printers=shared.printers.by_key,
        glossary=shared.glossary,
        conduct=shared.conduct,
        films=shared.shown.films.films,
        exhibits=shared.shown.exhibits.exhibits,
        exhibitions=shared.shown.exhibitions.exhibitions,
        boundaries=shared.boundaries,
        pages=shared.prose,
        entries=_by_number(e for e in published if e.monument.merger is None),
        merged=_by_number(e for e in published if e.monument.merger),
        register=common.register.register,
        volunteers=common.volunteers,
        photographs=common.photographs,
        versions=common.versions,
        unpublished={e.monument.slug: e.monument.names for e in entries if e.monument.slug not in going_out},
        waiting=_by_number(e for e in entries if e.monument.slug not in going_out),
        digest=common.digest,
    )


def _by_number(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.monument.number))


def _check_plates(
    reading: RegisterReading, records: Sequence[Record], linkable: Collection[str], shared: Shared, report: Report
) -> None:
    """Hold the register of plates against the entries, the map and the site's own addresses."""
    check_absent(reading, records, linkable, report)
    check_places(reading, (record.entry.monument for record in records), shared.boundaries.regions, report)
    if shared.site is not None:
        check_domains(reading, shared.site.domains, report)
        check_taken(reading, shared.site.domains, linkable, report)


def _check_named(shared: Shared, linkable: Collection[str], report: Report) -> None:
    """Report what pages and forewords cite or link that is not there."""
    for text in shared.texts:
        for mention in text.cited:
            check_target(Code.UNKNOWN_SOURCE, mention, shared.bibliography, report)
        for mention in text.linked:
            check_target(Code.BROKEN_LINK, mention, linkable, report)


def _check_shown(shown: Shown, records: Sequence[Record], linkable: Collection[str], report: Report) -> None:
    """Report films, exhibits and rooms that name entries or pictures which are not there."""
    for mention in shown.named:
        check_target(Code.UNKNOWN_MONUMENT, mention, linkable, report)
    monuments = [record.entry.monument for record in records]
    drafts = {monument.slug for monument in monuments if monument.status is not Status.PUBLISHED}
    for mention in shown.named:
        if mention.word in drafts:
            warn_of_draft(mention, report)
    pictures = {monument.slug: frozenset(picture.file for picture in monument.pictures) for monument in monuments}
    check_hung(shown.exhibitions, pictures, linkable.__contains__)


def folders_of(files: dict[str, Bytes]) -> dict[str, dict[str, Bytes]]:
    """Return the files of entries by their folder and their name in it."""
    folders: dict[str, dict[str, Bytes]] = {}
    for path, file in files.items():
        if path.startswith(MONUMENTS):
            folder, slash, name = path[len(MONUMENTS) :].partition("/")
            if slash:
                folders.setdefault(folder, {})[name] = file
    return folders


def read_records(
    folders: dict[str, dict[str, Bytes]], common: Common, remembered: Remembered, read_all: ReadAll
) -> tuple[Remembered, dict[str, Report]]:
    """Return the records of folders, out of what is remembered where they stayed as they were, and what each was told of."""
    found: Remembered = {}
    told: dict[str, Report] = {}
    unread: list[Folder] = []
    for folder, held in folders.items():
        key = digest_bytes(
            "".join([common.root, common.beside, *(name + f.digest for name, f in held.items())]).encode()
        )
        memory = remembered.get(folder)
        if memory is not None and memory[0] == key:
            found[folder] = (key, _with_prose(memory[1], held))
        else:
            unread.append((folder, held))
            found[folder] = (key, None)  # type: ignore[assignment]
    reading = FolderReading(common.root, common.known)
    for (folder, _), (record, problems) in zip(unread, read_all(reading, unread), strict=True):
        told[folder] = problems
        if record is None:
            del found[folder]
        else:
            # A record with a warning is read again each time, so that the warning is said each time.
            found[folder] = ("" if problems.found else found[folder][0], record)
    return found, told


@dataclass(frozen=True, slots=True)
class FolderReading:
    """Reads one folder; a value, so that worker processes can be handed it."""

    root: str
    known: Known

    def __call__(self, folder: Folder) -> tuple[Record | None, Report]:
        name, files = folder
        report = Report()
        return read_record(name, f"{self.root}/{MONUMENTS}{name}", files, self.known, report), report


def without_prose(record: Record) -> Record:
    """Return the record without its texts, which are in the content anyway: the form that is remembered."""
    prose = record.entry.prose
    russian, english = (None if p is None else Prose("", p.digest) for p in (prose.ru, prose.en))
    bare = Localized(Prose("", prose.kk.digest), russian, english)
    return replace(record, entry=replace(record.entry, prose=bare))


def _with_prose(record: Record, files: dict[str, Bytes]) -> Record:
    def text(language: Language) -> Prose | None:
        held = record.entry.prose.own(language)
        decoded = None if held is None else decode(files[f"{language}.md"], Report())
        return None if held is None or decoded is None else Prose(decoded.text, held.digest)

    kazakh = text(PRIMARY)
    if kazakh is None:
        return record
    prose: Localized[Prose] = Localized(kazakh, text(Language.RU), text(Language.EN))
    return replace(record, entry=replace(record.entry, prose=prose))


__all__ = ["Reading", "Remembered", "Text", "read_content", "without_prose"]
