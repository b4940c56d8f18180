"""XLSX, XLS and ODS → grids, through calamine; what it does not tell is looked up in the file itself."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date, datetime, time, timedelta

import python_calamine

from asylmura_ssg.interchange.sheet import Grid, Remark, UnreadableTableError, letters

CELLS = 5_000_000
"""Cells that a sheet may span: 300 columns of 16,000 rows. A single stray cell at its far end would span them all."""

_CELL = re.compile(rb'<c r="([A-Z]{1,9})(\d{1,19})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship [^>]*>")
_PART = re.compile(r'(Id|Target)="([^"]*)"')
_VALUE = re.compile(rb"<v[^>]*>[^<]")
_SPANNED = re.compile(rb'number-(?:rows|columns)-spanned="(?:[2-9]|\d\d)')
_EXACT = 1e15  # from here on a float of a spreadsheet does not hold every whole number


def read_workbook(name: str, data: bytes, archive: zipfile.ZipFile | None) -> tuple[Grid, ...]:
    """Return the sheets of a workbook, hidden ones with a remark. Raises UnreadableTableError."""
    parts = {} if archive is None else _parts(archive)
    looked = {sheet: _look(name, sheet, archive.read(part)) for sheet, part in parts.items() if archive is not None}
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [m for m in book.sheets_metadata if m.typ is python_calamine.SheetTypeEnum.WorkSheet]
            grids = [_grid(book.get_sheet_by_name(m.name), m, looked.get(m.name, ())) for m in sheets]
    except python_calamine.PasswordError:
        raise UnreadableTableError(f"{name} is protected by a password: save it without one, and import that") from None
    except python_calamine.CalamineError as error:
        raise UnreadableTableError(
            f"{name} cannot be read as a spreadsheet ({error}); open and save it with the program it came from"
        ) from None
    if archive is not None and "content.xml" in archive.namelist() and _SPANNED.search(archive.read("content.xml")):
        words = "cells are merged in this ODS file, and only their first one holds the value; save it as XLSX to have it in all"
        grids = [Grid(g.name, g.cells, g.merged, (*g.remarks, Remark(g.name, words))) for g in grids[:1]] + grids[1:]
    return tuple(grids)


def _grid(
    sheet: python_calamine.CalamineSheet, about: python_calamine.SheetMetadata, looked: tuple[Remark, ...]
) -> Grid:
    if sheet.end is not None and (sheet.end[0] + 1) * (sheet.end[1] + 1) > CELLS:
        raise UnreadableTableError(_too_wide(sheet.name))
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
    remarks = (Remark(sheet.name, "the sheet is hidden"),) if hidden else ()
    return Grid(sheet.name, tuple(map(tuple, rows)), tuple(sorted(merged)), (*remarks, *looked))


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet of an XLSX file lies in its archive."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets: dict[str, str] = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode(errors="replace")):
        found = dict(_PART.findall(relation))
        targets[found.get("Id", "")] = found.get("Target", "")
    sheets = _SHEET.findall(archive.read("xl/workbook.xml").decode(errors="replace"))
    places = {html.unescape(name): targets.get(key, "") for name, key in sheets}
    paths = {
        name: place.removeprefix("/") if place.startswith("/") else f"xl/{place}" for name, place in places.items()
    }
    return {name: path for name, path in paths.items() if path in names}


def _look(name: str, sheet: str, part: bytes) -> tuple[Remark, ...]:
    """Return what is to be told of formulas without a value; raise where a sheet spans more cells than can be held."""
    remarks, last, right = [], 0, 0
    for column, row, attributes, inner in _CELL.findall(part):
        last, right = max(last, int(row)), max(right, _column(column))
        place = f"{sheet}!{column.decode()}{int(row)}"
        if b't="e"' in attributes:
            remarks.append(Remark(place, "the formula ends in an error; the cell counts as empty"))
        elif b"<f" in inner and not _VALUE.search(inner) and b't="str"' not in attributes:
            words = "the formula has no value in the file: open it in a spreadsheet program and save it; the cell counts as empty"
            remarks.append(Remark(place, words))
    if last * right > CELLS:
        raise UnreadableTableError(f"{name}: {_too_wide(sheet)}")
    return tuple(remarks)


def _too_wide(sheet: str) -> str:
    return (
        f'the sheet "{sheet}" spans more than {CELLS:,} cells; a stray cell far below or far to the right makes it so: '
        f"delete the empty rows and columns after the table (the last column is {letters(16383)} in a full sheet), and save it"
    )


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
