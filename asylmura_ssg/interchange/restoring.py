"""What `export` wrote, edited or not → what it changes in the collection."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asylmura_ssg.amend import in_form_of
from asylmura_ssg.interchange.collection import Item, read_item, text_of
from asylmura_ssg.interchange.fields import Held, NotAmendableError, brought, form_of, get, leaves, put
from asylmura_ssg.interchange.handing import FORMAT
from asylmura_ssg.interchange.opening import open_tables
from asylmura_ssg.interchange.outcome import Change, Restored
from asylmura_ssg.interchange.sheet import Grid, Remark, UnreadableTableError, area
from asylmura_ssg.interchange.tabulating import MAIN, BrokenSheetError, items_of, unguarded
from asylmura_ssg.interchange.translating import is_translation
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.record_form import record_form

_MARKS = ((b'name="monuments"', b'name="texts"'), (b'name="translation-',))


def is_ours(file: Path) -> bool:
    """Tell whether a file is one that `export` wrote, perhaps saved again since by a spreadsheet program."""
    with file.open("rb") as held:
        head = held.read(4096)
    if head.startswith(b"PK"):
        try:
            with zipfile.ZipFile(file) as archive:
                part = next((n for n in ("xl/workbook.xml", "content.xml") if n in archive.namelist()), "")
                names = archive.open(part).read(4_000_000) if part else b""
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError):
            return False  # damaged, or locked: whoever opens it as a table says so
        return any(all(mark in names for mark in marks) for marks in _MARKS)
    if head.lstrip()[:1] == b"{":
        return f'"{FORMAT}"'.encode() in head
    first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return first.startswith((b"entry,", b'"entry",', b"entry;")) and b"target" in first


@dataclass(frozen=True, slots=True)
class Exported:
    """The entries of an exported file, each with the state it was exported in.

    ``known`` are the fields that the file speaks of; None where it speaks of all. A sheet or a column that somebody took out
    takes nothing away. ``remarks`` are of cells that hold no value though they seem to: formulas, merged cells.
    """

    items: tuple[tuple[Item, str], ...]
    known: frozenset[str] | None
    remarks: tuple[Remark, ...] = ()


def read_back(file: Path) -> Exported:
    """Return what an exported file or folder holds. Raises UnreadableTableError and OSError."""
    try:
        if file.is_dir():
            grids = tuple(
                replace(grid, name=path.stem) for path in sorted(file.glob("*.csv")) for grid in open_tables(path)
            )
        elif file.suffix.lower() == ".json":
            return Exported(_of_json(file), None)
        else:
            grids = open_tables(file)
        sheets = _cells(grids)
        if MAIN not in sheets:
            raise UnreadableTableError(f"{file.name} holds no sheet {MAIN}")
        return Exported(items_of(sheets), frozenset((*sheets, *sheets[MAIN][0])), _remarks(grids))
    except BrokenSheetError as error:
        raise UnreadableTableError(f"{file.name}: {error}") from None


def translations(file: Path) -> tuple[str, Sequence[Sequence[str]]] | None:
    """Return the name and the rows of a sheet of translations, or None where the file holds none."""
    if file.is_dir() or file.suffix.lower() == ".json":
        return None
    return next(((name, rows) for name, rows in _cells(open_tables(file)).items() if is_translation(rows[0])), None)


def _cells(grids: Sequence[Grid]) -> dict[str, Sequence[Sequence[str]]]:
    return {grid.name: [[unguarded(cell) for cell in row] for row in grid.cells] for grid in grids}


def _remarks(grids: Sequence[Grid]) -> tuple[Remark, ...]:
    words = "merged cells: only the first one holds the value, and the others count as empty; part them"
    return tuple(
        remark
        for grid in grids
        for remark in (*grid.remarks, *(Remark(area(grid.name, box), words) for box in grid.merged))
    )


def _of_json(file: Path) -> tuple[tuple[Item, str], ...]:
    try:
        held = json.loads(file.read_bytes().decode("utf-8-sig"))
        return tuple((_item(said), str(said.get("as_exported", ""))) for said in held["monuments"])
    except (LookupError, TypeError, AttributeError, RecursionError):
        raise UnreadableTableError(f"{file.name} is not what an export wrote: it holds no list of entries") from None
    except ValueError as error:
        raise UnreadableTableError(f"{file.name} is not what an export wrote ({error})") from None


def _item(said: Mapping[str, Any]) -> Item:
    entry, record = str(said["entry"]), _held(said["record"])
    texts = {str(language): words for language, words in said["texts"].items()}
    if not isinstance(record, dict) or not all(isinstance(words, str) for words in texts.values()):
        raise ValueError(f"{entry}: a record is keys with values, a text is words")
    return Item(entry, record, texts)


def _held(value: Any) -> Held:
    """Return a value as a record holds it: a number, which somebody may have written by hand, as its text."""
    if isinstance(value, dict):
        return {str(key): _held(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_held(each) for each in value if each is not None]
    return value if isinstance(value, str) else json.dumps(value)


def plan_restoring(exported: Exported, content: Path) -> Restored:
    """Return what taking entries back does to the content. Raises UnreadableTableError for a slug or a language that is none."""
    outcome = Restored(rows=len(exported.items), remarks=list(exported.remarks))
    for item, state in exported.items:
        if not SLUG.fullmatch(item.entry):
            raise UnreadableTableError(
                f'"{item.entry}" cannot be the name of a folder: lower-case Latin letters, digits and hyphens'
            )
        if strange := sorted(item.texts.keys() - set(LANGUAGES)):
            raise UnreadableTableError(f'{item.entry}: "{strange[0]}" is no language of a text: kk, ru or en')
        folder = content / "monuments" / item.entry
        if (folder / "monument.yaml").is_file():
            _update(item, state, exported.known, folder, outcome)
        else:
            _make(item, folder, outcome)
    return outcome


def _make(item: Item, folder: Path, outcome: Restored) -> None:
    if not item.held:
        words = "there is no entry of this name, and the row says nothing of one; `asylmura new` begins an entry"
        outcome.conflicts.append(Remark(item.entry, words))
        return
    try:
        text = record_form({key: form_of(key, value) for key, value in item.held.items()})
    except ValueError as error:
        outcome.conflicts.append(Remark(item.entry, str(error)))
        return
    outcome.new.append(item.entry)
    outcome.files[folder / "monument.yaml"] = text.encode()
    outcome.files |= {folder / f"{language}.md": words.encode() for language, words in item.texts.items()}
    if "pictures" in item.held:
        outcome.remarks.append(
            Remark(item.entry, "its pictures are no part of a table: put their files into its folder")
        )


def _update(item: Item, state: str, known: frozenset[str] | None, folder: Path, outcome: Restored) -> None:
    try:
        now = read_item(folder)
    except (NotAmendableError, UnicodeDecodeError) as error:
        outcome.conflicts.append(Remark(item.entry, f"the entry cannot be read: {error}"))
        return
    item = _completed(item, now, known)
    changes = _changes(now, item)
    if not changes:
        outcome.same += 1
        return
    if now.state != state:
        words = "the entry was edited since the export; it stays as it is"
        outcome.conflicts += [Remark(item.entry, f"{words}: {change.path}") for change in changes]
        return
    before = text_of(folder / "monument.yaml")
    try:
        after = brought(before, item.held)
    except ValueError as error:
        outcome.conflicts.append(Remark(item.entry, str(error)))
        return
    outcome.changed += changes
    if after != before:
        outcome.files[folder / "monument.yaml"] = in_form_of(after, (folder / "monument.yaml").read_bytes())
    for language, words in item.texts.items():
        if now.texts.get(language) != words:
            place = folder / f"{language}.md"
            outcome.files[place] = in_form_of(words, place.read_bytes() if language in now.texts else b"")


def _completed(item: Item, now: Item, known: frozenset[str] | None) -> Item:
    """Return what is wanted of an entry: of what the file does not speak of, what the entry has."""
    wanted: Held = dict(item.held)
    for path in leaves(now.held):
        value = get(now.held, path)
        if known is not None and path not in known and value is not None:
            wanted = put(wanted, path.split("."), value)
    return Item(item.entry, wanted if isinstance(wanted, dict) else {}, {**now.texts, **item.texts})


def _changes(now: Item, wanted: Item) -> list[Change]:
    old, new = _all(now), _all(wanted)
    paths = dict.fromkeys([*new, *old])
    return [
        Change(now.entry, path, old.get(path, ""), new.get(path, ""))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    ]


def _all(item: Item) -> Mapping[str, str]:
    return leaves(item.held) | {f"text.{language}": words for language, words in item.texts.items()}
