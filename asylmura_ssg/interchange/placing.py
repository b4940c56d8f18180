"""Where a Word text goes: into the entry's text, its footnotes into the bibliography, its pictures beside the file.

A picture in an entry's folder that the record does not name, or names without caption, author and licence, would be wrong;
so pictures are put into a folder beside the Word file, where `picture add` takes them from, asking for all that.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.amend import diff, in_form_of
from asylmura_ssg.history import is_committed
from asylmura_ssg.interchange.collection import text_of
from asylmura_ssg.interchange.fields import NotAmendableError, amended, get, held_in
from asylmura_ssg.interchange.sheet import Remark, UnreadableTableError
from asylmura_ssg.interchange.unknown import TEXT
from asylmura_ssg.interchange.word import Text, note_key
from asylmura_ssg.model.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to be written, and what it changes: a unified diff of an entry's text that was there already."""

    files: dict[Path, bytes]
    pictures: tuple[Path, ...]
    difference: str
    remarks: tuple[Remark, ...]


def placed(text: Text, folder: Path, language: str, beside: Path) -> Placed:
    """Return where everything goes. Raises UnreadableTableError where the record cannot be amended."""
    file, record = folder / f"{language}.md", folder / "monument.yaml"
    try:
        said = text_of(record)
    except UnicodeDecodeError:
        raise UnreadableTableError(f"{folder.name}/monument.yaml is not UTF-8; `asylmura check` tells where") from None
    markdown, said, noted = _with_notes(text, said, language, folder)
    before = file.read_bytes().decode("utf-8-sig", errors="replace") if file.is_file() else ""
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    files: dict[Path, bytes] = {}
    remarks = noted
    difference = ""
    if _written(before) and before != markdown:
        difference = diff(f"{folder.name}/{file.name}", before, markdown)
        kept, words = _keeping(file, beside / f"{folder.name}-{language}-before.md")
        files |= kept
        remarks.append(
            Remark(
                f"{folder.name}/{file.name}", f"a text is there already; with --write this one takes its place, {words}"
            )
        )
    if markdown != before:
        files[file] = in_form_of(markdown, file.read_bytes() if file.is_file() else b"")
    if text.notes and said != text_of(record):
        files[record] = in_form_of(said, record.read_bytes())
    aside = beside / f"{folder.name}-pictures"
    pictures = tuple(_free(aside / picture.name, picture.data) for picture in text.pictures)
    files |= {path: picture.data for path, picture in zip(pictures, text.pictures, strict=True) if not path.is_file()}
    remarks += [Remark(path.name, f"a picture, put aside: it wants caption, alt text, author and licence{_said(p.said)}")
                for path, p in zip(pictures, text.pictures, strict=True)]  # fmt: skip
    return Placed(files, pictures, difference, tuple(remarks))


def _written(text: str) -> bool:
    """Tell whether anything is written in a text: not headings alone, nor what says that it is still to be written."""
    lines = (line.strip() for line in text.splitlines())
    return any(line and not line.startswith("#") and line not in _UNWRITTEN for line in lines)


_UNWRITTEN = ("…", *(TEXT.own(language) for language in LANGUAGES))


def _with_notes(text: Text, record: str, language: str, folder: Path) -> tuple[str, str, list[Remark]]:
    """Return the text citing its footnotes by the keys they get, and the record with those that it does not have yet.

    Where a key holds another title, be it another text's note or what an editor made of this one, the note gets a key of its own.
    """
    markdown, held, remarks = text.markdown, held_in(record), list[Remark]()
    try:
        for number, note in enumerate(text.notes, 1):
            key = f"{language}-{note_key(number)}"  # so that the footnotes of two languages do not meet
            free, again = key, 1
            while get(held, f"bibliography.{free}") is not None and get(held, f"bibliography.{free}.title") != note:
                again += 1
                free = f"{key}-{again}"
            if free != key:
                remarks.append(
                    Remark(
                        f"footnote {number}", f"{key} is another source already; this one is {free}: keep the right one"
                    )
                )
            markdown = markdown.replace(f"[@{note_key(number)}]", f"[@{free}]")
            if get(held, f"bibliography.{free}") is None:
                record = amended(record, f"bibliography.{free}", {"title": note})
                held = held_in(record)
    except NotAmendableError as error:
        raise UnreadableTableError(f"{folder.name}/monument.yaml: {error}") from None
    return markdown, record, remarks


def _keeping(file: Path, aside: Path) -> tuple[dict[Path, bytes], str]:
    """Return what keeps a text that is replaced, where git does not, and in words who keeps it."""
    if is_committed(file):
        return {}, "git keeps the old one"
    data = file.read_bytes()
    place = _free(aside, data)
    return (
        {} if place.is_file() else {place: data}
    ), f"and the old one, which git does not have, is put aside: {place.name}"


def _free(path: Path, data: bytes) -> Path:
    """Return a path where nothing stands, or these bytes: what somebody made of a file that was put there stays."""
    found, number = path, 1
    while os.path.lexists(found) and not (found.is_file() and found.read_bytes() == data):
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def _said(words: str) -> str:
    return f'; the file says of it: "{words}"' if words else ""
