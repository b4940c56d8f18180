"""All content files → one catalogue, or everything that is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, did_you_mean
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language, Localized
from asylmura_ssg.model.monument import Prose, Status
from asylmura_ssg.read.boundaries import read_boundaries
from asylmura_ssg.read.record import Known, Mention, Record, read_record
from asylmura_ssg.read.register import check_register, read_register
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.tree import Bytes
from asylmura_ssg.read.text_rules import check_prose, check_scripts
from asylmura_ssg.read.vocabularies import Shelf, read_site, read_source, read_vocabularies, read_volumes

MONUMENTS = "monuments/"

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


def read_content(
    files: dict[str, Bytes], root: str, remembered: Remembered, read_all: ReadAll, *, drafts: bool
) -> Reading:
    """Return the reading of a content tree shown as ``root``; ``drafts`` publishes entries of every status."""
    report = Report()
    shelf = Shelf(files, root, report)
    site = read_site(shelf)
    vocabularies = read_vocabularies(shelf)
    bibliography = shelf.table("bibliography.yaml", read_source)
    volumes = read_volumes(shelf)
    boundaries = read_boundaries(files, root, vocabularies.regions, report)
    pages = _read_pages(files, report)
    for path, file in files.items():
        if path.endswith(".yaml") and not path.startswith(MONUMENTS):
            _check_scripts_of(file, report)
    known = Known(vocabularies, frozenset(bibliography), frozenset(volumes), boundaries.regions)
    records = _read_records(files, root, known, remembered, read_all, report)
    slugs = read_register(files, report)
    _check_together([record for _, record in records.values()], slugs, _folders(files), report)
    if report.errors or site is None:
        return Reading(None, report, records)
    entries = (record.entry for _, record in records.values())
    published = [e for e in entries if drafts or e.monument.status is Status.PUBLISHED]
    shared = tuple((path, file.digest) for path, file in files.items() if not path.startswith(MONUMENTS))
    catalogue = Catalogue(
        site=site,
        vocabularies=vocabularies,
        bibliography=bibliography,
        volumes=volumes,
        boundaries=boundaries,
        pages=pages,
        entries=tuple(sorted(published, key=lambda entry: entry.monument.number)),
        digest=digest_of(shared),
    )
    return Reading(catalogue, report, records)


def _check_scripts_of(file: Bytes, report: Report) -> None:
    quiet = Report()
    text = decode(file, quiet)
    if text is not None:
        check_scripts(text, report)


def _read_pages(files: dict[str, Bytes], report: Report) -> dict[str, Localized[Prose]]:
    """Return the plain pages of content/pages/<name>/<language>.md."""
    found: dict[str, dict[Language, Prose]] = defaultdict(dict)
    for path, file in files.items():
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "pages" and parts[2].removesuffix(".md") in set(LANGUAGES):
            text = decode(file, report)
            if text is not None:
                check_prose(text, report)
                found[parts[1]][Language(parts[2].removesuffix(".md"))] = Prose(text.text, file.digest)
    return {
        name: Localized(texts[PRIMARY], texts.get(Language.RU), texts.get(Language.EN))
        for name, texts in found.items()
        if PRIMARY in texts
    }


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
    shared = digest_of(tuple((p, f.digest) for p, f in files.items() if not p.startswith(MONUMENTS)))
    found: Remembered = {}
    unread: list[Folder] = []
    folders = _folders(files)
    for folder, held in folders.items():
        key = digest_bytes("".join([root, shared, *(name + f.digest for name, f in held.items())]).encode())
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
    bare = Localized(*(None if p is None else Prose("", p.digest) for p in (prose.kk, prose.ru, prose.en)))
    return replace(record, entry=replace(record.entry, prose=bare))


def _with_prose(record: Record, files: dict[str, Bytes]) -> Record:
    def text(language: Language) -> Prose | None:
        held = record.entry.prose.own(language)
        decoded = None if held is None else decode(files[f"{language}.md"], Report())
        return None if held is None or decoded is None else Prose(decoded.text, held.digest)

    kazakh = text(PRIMARY)
    if kazakh is None:
        return record
    prose = Localized(kazakh, text(Language.RU), text(Language.EN))
    return replace(record, entry=replace(record.entry, prose=prose))


def _check_together(
    records: Sequence[Record], slugs: dict[int, str], folders: Iterable[str], report: Report
) -> None:
    """Report what only shows when records are held beside one another."""
    numbers: dict[str, Record] = {}
    by_slug: dict[str, Record] = {}
    for record in records:
        first = numbers.setdefault(record.number.word, record)
        if first is not record:
            report.add(Diagnostic(Code.DUPLICATE_NUMBER, record.number.span,
                                  f'register number {record.number.word} belongs to "{first.entry.monument.slug}"',
                                  f"the next free number is {_next_number(records, slugs)}", record.number.excerpt))  # fmt: skip
        first = by_slug.setdefault(record.slug.word, record)
        if first is not record:
            report.add(Diagnostic(Code.DUPLICATE_SLUG, record.slug.span,
                                  f'the slug "{record.slug.word}" belongs to the folder {first.folder}',
                                  "an address leads to one monument; choose another slug", record.slug.excerpt))  # fmt: skip
    check_register(records, slugs, report)
    known = {*by_slug, *folders}  # an entry with errors of its own is still there to be linked
    for record in records:
        for mention in record.related:
            _check_target(Code.UNKNOWN_MONUMENT, mention, known, report)
        for mention in record.linked:
            _check_target(Code.BROKEN_LINK, mention, known, report)


def _next_number(records: Iterable[Record], slugs: dict[int, str]) -> int:
    return max([0, *slugs, *(record.entry.monument.number for record in records)]) + 1


def _check_target(code: Code, mention: Mention, known: set[str], report: Report) -> None:
    if mention.word not in known:
        report.add(Diagnostic(code, mention.span, f'no entry "{mention.word}"', did_you_mean(mention.word, known),
                              mention.excerpt))  # fmt: skip


__all__ = ["Reading", "Remembered", "Text", "read_content", "without_prose"]
