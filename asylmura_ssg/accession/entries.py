"""A new entry's folder: a record that says what is unknown, with what to write where, and three texts with their headings."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from asylmura_ssg.amend import uninterrupted, unwinding
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.record_keys import KEY_ORDER
from asylmura_ssg.read.claims import claims_in
from asylmura_ssg.record_form import Form, block_form, record_form
from asylmura_ssg.record_form.examples import EXAMPLES

UNWRITTEN = "…"
"""Stands where a text is still to be written."""

MODELINE = "# yaml-language-server: $schema=../../.schemas/monument.json"
"""Tells editors' programs which keys there are (docs/editors.md)."""

PLACE_UNKNOWN = Localized(
    "Орны әлі анықталған жоқ.", "Место пока не установлено.", "The place has not been established yet."
)

_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    Language.KK: ("Тарихы", "Сәулеті", "Зерттелуі", "Қазіргі жағдайы"),
    Language.RU: ("История", "Архитектура", "Исследование", "Современное состояние"),
    Language.EN: ("History", "Architecture", "Research", "The site today"),
}
"""The headings that the entries share; a test holds them against those that are written."""
_OF_FINDS = {Language.KK: "Табылған заттар", Language.RU: "Находки", Language.EN: "Finds"}
_DUG = frozenset({"burial-ground", "prehistoric-settlement", "town-site", "ritual-complex"})
"""Types of which finds are told instead of architecture."""

_SELDOM = ("slug", "merged", "waivers")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is said of a monument when its entry is begun; names in Russian and English may still be missing."""

    slug: str
    number: int
    names: Localized[str]
    region: str
    type: str
    editors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What is given away already: names of folders and slugs, and numbers, of records that cannot be read, too."""

    slugs: frozenset[str]
    numbers: frozenset[int]
    editors: tuple[str, ...]
    """The lines ``editors:`` of the records, as they are written."""
    names: tuple[tuple[str, str], ...] = ()
    """The Kazakh name of each record, and its folder."""

    @property
    def next_number(self) -> int:
        """The lowest number above all that are or ever were given."""
        return max((0, *self.numbers)) + 1

    def namesake(self, name: str) -> str:
        """Return the folder of an entry with this Kazakh name, however it is spaced and capitalised; empty for none."""
        wanted = _bare(name)
        return next((folder for held, folder in self.names if _bare(held) == wanted), "")


def given(monuments: Path, registered: Mapping[int, str]) -> Given:
    """Return what the folders of entries and the register (slugs by number) have given away. Raises OSError."""
    slugs, numbers = set(registered.values()), set(registered)
    editors: list[str] = []
    names: list[tuple[str, str]] = []
    for claims in claims_in(monuments):
        slugs |= {claims.folder, *claims.slugs}
        numbers.update(claims.numbers)
        editors += claims.editors
        names += [(claims.name, claims.folder)] if claims.name else []
    return Given(frozenset(slugs), frozenset(numbers), tuple(editors), tuple(names))


@contextmanager
def in_turn(monuments: Path) -> Iterator[None]:
    """Let nobody else on this machine begin an entry while the block runs: two would take one number. Raises OSError."""
    monuments.mkdir(parents=True, exist_ok=True)
    folder = os.open(monuments, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system that knows no locks: `check` tells of a number given twice
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def entry_files(entry: NewEntry, comments: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a new entry by name; ``comments`` say of each key what to write."""
    texts = {f"{language}.md": prose_form(entry.type, language) for language in LANGUAGES}
    return {name: text.encode() for name, text in {"monument.yaml": _record(entry, comments), **texts}.items()}


def prose_form(kind: str, language: Language) -> str:
    """Return the text of a new entry of a type: an opening and the house's headings, nothing written below them yet."""
    history, built, research, today = _HEADINGS[language]
    headings = (history, _OF_FINDS[language] if kind in _DUG else built, research, today)
    return "\n\n".join([UNWRITTEN, *(f"## {heading}\n\n{UNWRITTEN}" for heading in headings)]) + "\n"


def _record(entry: NewEntry, comments: Mapping[str, str]) -> str:
    fields: dict[str, Form] = {
        "number": entry.number,
        "status": "draft",
        "names": _words(entry.names),
        "type": entry.type,
        "summary": dict.fromkeys(map(str, LANGUAGES), UNWRITTEN),
        "region": entry.region,
        "location": {"unknown": _words(PLACE_UNKNOWN)},
        "protection": {"category": "unknown"},
        "editors": entry.editors,
    }
    said = {key: _comment(key, fields, comments) for key in KEY_ORDER if key not in _SELDOM}
    return f"{MODELINE}\n\n{record_form(fields, said)}"


def _comment(key: str, fields: Mapping[str, Form], comments: Mapping[str, str]) -> str:
    """Return what to write under a key, with an example of what is not written yet."""
    example = "" if key not in EXAMPLES or (key in fields and key != "location") else block_form(key, EXAMPLES[key])
    return "\n".join(filter(None, (comments.get(key, ""), example.rstrip("\n"))))


def _words(names: Localized[str]) -> dict[str, Form]:
    return {str(language): names.own(language) for language in LANGUAGES}


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Make a hidden folder beside one that is to be; it is gone when the block ends, unless it was renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    hidden = folder.with_name(f".{folder.name}.{os.getpid()}")  # two at once never meet in it
    with unwinding():
        try:
            hidden.mkdir()
            yield hidden
        finally:
            with uninterrupted(forget=False):
                shutil.rmtree(hidden, ignore_errors=True)


def lay_down(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with files, all at once: whatever stops it, Ctrl-C too, leaves nothing.

    Raises FileExistsError when the folder is there, and other OSErrors as they come.
    """
    if folder.exists() or folder.is_symlink():
        raise FileExistsError(17, "the folder is there already", str(folder))
    with _beside(folder) as hidden:
        for name, data in files.items():
            (hidden / name).write_bytes(data)
        try:
            with uninterrupted():
                hidden.rename(folder)  # onto a folder that is not empty it fails
        except OSError as error:
            if folder.exists():
                raise FileExistsError(17, "the folder is there already", str(folder)) from error
            raise


def usual_editors(given: Given, otherwise: str) -> tuple[str, ...]:
    """Return who answers for most of the entries; ``otherwise`` where there are none."""
    lines = Counter(given.editors)
    for line, _ in sorted(lines.items(), key=lambda counted: (-counted[1], counted[0])):
        try:
            names = yaml.load(line, Loader=yaml.CBaseLoader)  # noqa: S506 - reads nothing but texts
        except yaml.YAMLError:
            continue
        if names and all(isinstance(name, str) and name.strip() for name in names):
            return tuple(names)
    return (otherwise,)
