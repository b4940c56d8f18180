"""A file that somebody sent → its sheets, or words on why it cannot be read.

What a file is shows in its first bytes; its ending is only believed where they say nothing. Nothing is unpacked before
it is known how large it becomes.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from asylmura_ssg.interchange.sheet import Grid, UnreadableTableError

LARGEST = 100_000_000
"""Bytes of a file that is still opened. A table of 20,000 monuments takes some ten million."""

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "EncryptedPackage".encode("utf-16-le")
_TEXTS = (".csv", ".tsv", ".txt", ".json", ".geojson")
_OTHERS = {
    b"%PDF": "a PDF: copy its table into a spreadsheet, and save that as XLSX",
    b"\xff\xd8\xff": "a photograph: type what it shows into a spreadsheet",
    b"\x89PNG": "a picture: type what it shows into a spreadsheet",
    b"Rar!": "a RAR archive: unpack it first",
    b"7z\xbc\xaf": "a 7z archive: unpack it first",
    b"<!DOC": "a page of the web: open it in a spreadsheet program, and save it as XLSX",
    b"<html": "a page of the web: open it in a spreadsheet program, and save it as XLSX",
    b"<?xml": "XML: open it in a spreadsheet program, and save it as XLSX",
}


def open_tables(file: Path) -> tuple[Grid, ...]:
    """Return the sheets of a CSV, XLSX, XLS, ODS, JSON or GeoJSON file that hold anything.

    Raises UnreadableTableError with words for a person, and OSError.
    """
    size = file.stat().st_size
    if size > LARGEST:
        raise UnreadableTableError(
            f"{file.name} has {size / 1e6:,.0f} MB; up to {LARGEST / 1e6:,.0f} MB are read. A table of 20,000 monuments takes 10: "
            "take pictures out of it, or save the rows that matter as CSV"
        )
    data = file.read_bytes()
    if not data.strip():
        raise UnreadableTableError(f"{file.name} is empty")
    grids = _read(file, data)
    found = tuple(grid for grid in grids if any(any(cell for cell in row) for row in grid.cells))
    if not found:
        raise UnreadableTableError(f"{file.name} holds no cell with anything in it")
    return found


def _read(file: Path, data: bytes) -> tuple[Grid, ...]:
    if data.startswith(_ZIP):
        return _of_archive(file, data)
    if data.startswith(_OLD_OFFICE):
        if _STREAM in data:
            raise _locked(file)
        from asylmura_ssg.interchange.workbook import read_workbook  # noqa: PLC0415 - loaded where there is one

        return read_workbook(file.name, data, None)
    for head, what in _OTHERS.items():
        if data.lstrip()[: len(head)].lower() == head.lower():
            raise UnreadableTableError(f"{file.name} is {what}")
    ending = file.suffix.lower()
    if ending not in _TEXTS and b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableTableError(
            f"{file.name} is no table that is known here: CSV, XLSX, XLS, ODS, JSON and GeoJSON are read; "
            "open it with the program it came from, and save it as XLSX"
        )
    from asylmura_ssg.interchange.texts import read_text_table  # noqa: PLC0415 - as above

    return read_text_table(file, data)


def _of_archive(file: Path, data: bytes) -> tuple[Grid, ...]:
    from asylmura_ssg.interchange.archive import opened  # noqa: PLC0415 - as above

    try:
        archive = opened(file.name, data)
    except (zipfile.BadZipFile, NotImplementedError):
        raise UnreadableTableError(
            f"{file.name} is damaged: its archive does not open. Ask for it again, or open and save it with the program "
            "it came from"
        ) from None
    names = set(archive.namelist())
    if "word/document.xml" in names:
        raise UnreadableTableError(
            f"{file.name} is a Word file. For the text of an entry: asylmura import {file.name} --for SLUG --language kk; "
            "a table in it is copied into a spreadsheet first"
        )
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names and "content.xml" not in names:
        raise UnreadableTableError(f"{file.name} is a ZIP archive without a table in it: unpack it first")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise _locked(file)
    from asylmura_ssg.interchange.workbook import read_workbook  # noqa: PLC0415 - as above

    return read_workbook(file.name, data, archive)


def _locked(file: Path) -> UnreadableTableError:
    return UnreadableTableError(
        f"{file.name} is protected by a password: open it with the password, save it without one, and import that"
    )
