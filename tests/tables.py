"""Tables as people send them, made for tests: spreadsheets with all that is wrong with spreadsheets."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

HEADER = ("№", "Атауы", "Название", "Түрі", "Облыс", "Координаты", "Датировка")
ROWS = (
    (1, "Ақ кесене", "Белый мавзолей", "Кесене", "Жамбыл облысы", "43,5; 71,25", "XII ғ."),
    (2, "Көк мешіт", "Синяя мечеть", "Мешіт", "Туркестанская область", "44°30′ с. ш., 68°15′ в. д.", "конец XIX века"),
)
MAPPING = """\
table:
  key: №
source:
  key: museum-table
  title: Музей кестесі, 2026
columns:
  Атауы: names.kk
  Название: names.ru
  Түрі: type
  Облыс: region
  Координаты: location
  Датировка: dating
"""


def workbook(
    file: Path, rows: Any = (HEADER, *ROWS), sheet: str = "Тізім", merged: Any = (), formulas: Any = ()
) -> Path:
    """Write a spreadsheet; ``merged`` are areas with their value, ``formulas`` cells with formula and cached value."""
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in ("", None):
                page.write(at, column, value)
    for *box, value in merged:
        page.merge_range(*box, value)
    for row, column, formula, value in formulas:
        page.write_formula(row, column, formula, None, value)
    book.close()
    return file


def csv_text(rows: Any = (HEADER, *ROWS), separator: str = ",") -> str:
    """Return rows as CSV with quotes around every cell."""
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def bomb(megabytes: int) -> bytes:
    """Return a spreadsheet whose sheet becomes as large as that when it is unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return file.getvalue()
