"""Sheets → files: XLSX, a folder of CSV files, JSON. No cell of them is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter

from asylmura_ssg.interchange.collection import Item
from asylmura_ssg.interchange.sheet import TooLongError
from asylmura_ssg.interchange.tabulating import Sheet, guarded

FORMAT = "asylmura-export"
_LONGEST = 32_767  # letters of a cell of a spreadsheet
_DAY = datetime(2022, 1, 1, tzinfo=UTC)  # the same sheets are the same bytes
_NUMBERS = frozenset({"number", "lat", "lon", "from", "to", "year", "pleiades", "id", "n", "part"})
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?")
_WIDE, _NARROW = 48, 18


def as_xlsx(
    sheets: Mapping[str, Sheet], notes: Mapping[str, str] | None = None, heads: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook; ``notes`` are remarks on columns, ``heads`` what stands above them in place of their own words.

    Raises TooLongError.
    """
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _DAY.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bg_color": "#EFE9DC", "bottom": 1, "valign": "top", "text_wrap": True})
        body = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        number = book.add_format({"valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 1)
            if rows and rows[0]:
                sheet.autofilter(0, 0, max(1, len(rows) - 1), len(rows[0]) - 1)
            for column, title in enumerate(rows[0] if rows else ()):
                long = max((len(row[column]) for row in rows[1:]), default=0) > 40
                sheet.set_column(column, column, _WIDE if long else _NARROW)
                sheet.write_string(0, column, (heads or {}).get(title, title), head)
                if notes and title in notes:
                    sheet.write_comment(0, column, notes[title])
            for at, row in enumerate(rows[1:], 1):
                sheet.set_row(at, 15)
                for column, cell in enumerate(row):
                    title = rows[0][column]
                    if (
                        title.rpartition(".")[2] in _NUMBERS
                        and _NUMBER.fullmatch(cell)
                        and repr(float(cell)).removesuffix(".0") == cell
                    ):
                        sheet.write_number(at, column, float(cell), number)
                    elif cell:
                        sheet.write_string(at, column, _fit(guarded(cell), f"{row[0]}: {title}"), body)
    return file.getvalue()


def _fit(cell: str, what: str) -> str:
    if len(cell.encode("utf-16-le")) > 2 * _LONGEST:
        raise TooLongError(
            f"{what} has more than {_LONGEST:,} letters, which no spreadsheet holds in a cell; take --format json"
        )
    return cell


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a sheet as CSV: UTF-8 with a byte order mark, without which Excel reads Cyrillic wrong (RFC 4180)."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_json(items: Sequence[Item]) -> bytes:
    """Return the collection as JSON: each record as it is written, with its texts."""
    held = [{"entry": i.entry, "record": i.held, "texts": dict(i.texts), "as_exported": i.state} for i in items]
    return (
        json.dumps({"format": FORMAT, "version": 1, "monuments": held}, ensure_ascii=False, indent=1) + "\n"
    ).encode()
