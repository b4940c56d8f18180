"""All content files → one catalogue, or everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, did_you_mean
from asylmura_ssg.model.catalogue import Catalogue, Site
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.language import PRIMARY, Language, Localized
from asylmura_ssg.model.monument import Entry, Prose, Status
from asylmura_ssg.model.order import Past
from asylmura_ssg.profiles import Profiles
from asylmura_ssg.read.exhibitions import check_hung
from asylmura_ssg.read.mergers import check_mergers
from asylmura_ssg.read.photographs import read_photographs
from asylmura_ssg.read.record import Known, Record, read_record
from asylmura_ssg.read.register import RegisterReading, read_register
from asylmura_ssg.read.register.standing import (
    check_absent,
    check_domains,
    check_places,
    check_register,
    check_taken,
    next_number,
)
from asylmura_ssg.read.shared import BIBLIOGRAPHY, MONUMENTS, Shared, read_shared
from asylmura_ssg.read.shown import Shown
from asylmura_ssg.read.source import Text, decode, readable
from asylmura_ssg.read.text_rules import Mention
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
    shelf = Shelf(files, root, report)
    shared = read_shared(shelf, emblems, unsettable, profiles)
    records = _read_records(files, root, shared.known(unsettable), remembered, read_all, report)
    volunteers = read_volunteers(shelf, shared.vocabularies.regions)
    register = read_register(files, root, volunteers, past, report)
    photographs = read_photographs(files, root, register.photographs, report)
    versions = read_versions(files, root, report)
    held = [record for _, record in records.values()]
    linkable = _check_together(held, register.register.slugs, _folders(files), report)
    _check_plates(register, held, linkable, shared, report)
    _check_shown(shared.shown, held, linkable, report)
    _check_named(shared, linkable, report)
    if any(d.span.path == f"{root}/{BIBLIOGRAPHY}" for d in report.errors):
        # Where the shared bibliography itself cannot be read, what cites it is not to blame.
        report.found = [d for d in report.found if d.code is not Code.UNKNOWN_SOURCE]
    missing = shared.printers.missing
    if shared.site is None:
        return Reading(None, report, records, register, None, None, missing)
    entries = [record.entry for record in held]
    published = [e for e in entries if drafts or e.monument.status is Status.PUBLISHED]
    going_out = {entry.monument.slug for entry in published}
    catalogue = Catalogue(
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
        register=register.register,
        volunteers=volunteers,
        photographs=photographs,
        versions=versions,
        unpublished={e.monument.slug: e.monument.names for e in entries if e.monument.slug not in going_out},
        digest=digest_of(tuple((path, f.digest) for path, f in files.items() if not path.startswith(MONUMENTS))),
    )
    return Reading(None if report.errors else catalogue, report, records, register, shared.site, catalogue, missing)


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
            _check_target(Code.UNKNOWN_SOURCE, mention, shared.bibliography, report)
        for mention in text.linked:
            _check_target(Code.BROKEN_LINK, mention, linkable, report)


def _check_shown(shown: Shown, records: Sequence[Record], linkable: Collection[str], report: Report) -> None:
    """Report films, exhibits and rooms that name entries or pictures which are not there."""
    for mention in shown.named:
        _check_target(Code.UNKNOWN_MONUMENT, mention, linkable, report)
    monuments = [record.entry.monument for record in records]
    drafts = {monument.slug for monument in monuments if monument.status is not Status.PUBLISHED}
    for mention in shown.named:
        if mention.word in drafts:
            _warn_of_draft(mention, report)
    pictures = {monument.slug: frozenset(picture.file for picture in monument.pictures) for monument in monuments}
    check_hung(shown.exhibitions, pictures, linkable.__contains__)


def _folders(files: dict[str, Bytes]) -> dict[str, dict[str, Bytes]]:
    folders: dict[str, dict[str, Bytes]] = {}
    for path, file in files.items():
        if path.startswith(MONUMENTS):
            folder, slash, name = path[len(MONUMENTS) :].partition("/")
            if slash:
                folders.setdefault(folder, {})[name] = file
    return folders


def _read_records(
    files: dict[str, Bytes],
    root: str,
    known: Known,
    remembered: Remembered,
    read_all: ReadAll,
    report: Report,
) -> Remembered:
    # A record is read without a look at the plates: a new event in the register makes no record stale.
    common = digest_of(tuple((p, f.digest) for p, f in files.items() if not p.startswith(APART)))
    found: Remembered = {}
    unread: list[Folder] = []
    folders = _folders(files)
    for folder, held in folders.items():
        key = digest_bytes("".join([root, common, *(name + f.digest for name, f in held.items())]).encode())
        memory = remembered.get(folder)
        if memory is not None and memory[0] == key:
            found[folder] = (key, _with_prose(memory[1], held))
        else:
            unread.append((folder, held))
            found[folder] = (key, None)  # type: ignore[assignment]
    reading = _FolderReading(root, known)
    for (folder, _), (record, problems) in zip(unread, read_all(reading, unread), strict=True):
        report.extend(problems.found)
        if record is None:
            del found[folder]
        else:
            # A record with a warning is read again each time, so that the warning is said each time.
            found[folder] = ("" if problems.found else found[folder][0], record)
    return found


@dataclass(frozen=True, slots=True)
class _FolderReading:
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


def _check_together(
    records: Sequence[Record], slugs: dict[int, str], folders: Iterable[str], report: Report
) -> frozenset[str]:
    """Report what only shows when records are held beside one another; return the slugs that can be linked."""
    numbers: dict[str, Record] = {}
    by_slug: dict[str, Record] = {}
    alone: list[Record] = []
    for record in sorted(records, key=lambda r: _claim(r, slugs)):
        holder = numbers.setdefault(record.number.word, record)
        owner = by_slug.setdefault(record.slug.word, record)
        if holder is not record:
            report.add(Diagnostic(Code.DUPLICATE_NUMBER, record.number.span,
                                  f'register number {record.number.word} belongs to "{holder.entry.monument.slug}"',
                                  f"the next free number is {next_number(records, slugs)}", record.number.excerpt))  # fmt: skip
        if owner is not record:
            report.add(Diagnostic(Code.DUPLICATE_SLUG, record.slug.span,
                                  f'the slug "{record.slug.word}" belongs to the folder {owner.folder}',
                                  "an address leads to one monument; choose another slug", record.slug.excerpt))  # fmt: skip
        if holder is owner is record:
            alone.append(record)
    check_register(alone, slugs, report)
    # An entry with errors of its own is still there to be linked; its folder's name stands for its slug.
    known = frozenset(by_slug) | (set(folders) - {record.folder for record in records})
    for record in records:
        for mention in record.related:
            _check_target(Code.UNKNOWN_MONUMENT, mention, known, report)
        for mention in record.linked:
            _check_target(Code.BROKEN_LINK, mention, known, report)
    check_mergers(records, by_slug, report)
    _check_drafts(by_slug, report)
    return known


def _check_drafts(by_slug: dict[str, Record], report: Report) -> None:
    """Warn of published entries that name one which is not published yet."""
    drafts = {slug for slug, record in by_slug.items() if record.entry.monument.status is not Status.PUBLISHED}
    for slug, record in by_slug.items():
        for mention in (*record.related, *record.linked) if slug not in drafts else ():
            if mention.word in drafts:
                _warn_of_draft(mention, report)


def _warn_of_draft(mention: Mention, report: Report) -> None:
    report.add(Diagnostic(Code.LINK_TO_DRAFT, mention.span, f'"{mention.word}" is not published yet',
                          "until it is, readers see its name without a link", mention.excerpt))  # fmt: skip


def _claim(record: Record, slugs: dict[int, str]) -> tuple[bool, bool, str]:
    """Return what orders rival records: whom the register knows comes first, then whose folder bears the slug."""
    monument = record.entry.monument
    return slugs.get(monument.number) != monument.slug, record.folder != monument.slug, record.folder


_KINDS = {Code.UNKNOWN_MONUMENT: "entry", Code.BROKEN_LINK: "entry", Code.UNKNOWN_SOURCE: "source"}
_REMEDIES = {"entry": "write the name of a folder in content/monuments/",
             "source": "a page cites what stands in content/bibliography.yaml"}  # fmt: skip


def _check_target(code: Code, mention: Mention, known: Collection[str], report: Report) -> None:
    if mention.word not in known:
        kind = _KINDS[code]
        report.add(Diagnostic(code, mention.span, f'no {kind} "{mention.word}"',
                              did_you_mean(mention.word, known) or _REMEDIES[kind], mention.excerpt))  # fmt: skip


__all__ = ["Reading", "Remembered", "Text", "read_content", "without_prose"]
