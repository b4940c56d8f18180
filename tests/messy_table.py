"""Makes docs/exercise/messy.xlsx: forty monuments of the encyclopedia as a museum's spreadsheet would have them.

    python tests/messy_table.py docs/exercise/messy.xlsx

Every fact is the entries' own: names, regions, districts, coordinates, datings. The mess is made: a title above, two header
rows, merged cells, mixed notations of places and dates, Latin letters in Cyrillic words, a row twice, blanks at the end.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter
import yaml

CONTENT = Path(__file__).parent.parent / "content"
SHEET = "Ескерткіштер"
TITLE = "Тарихи-мәдени мұра ескерткіштері / Памятники истории и культуры"
UPPER = (
    "№ р/с",
    "Ескерткіштің атауы",
    "",
    "Түрі / тип",
    "Облыс",
    "Аудан",
    "Координаттары",
    "Мерзімі / датировка",
    "Қорғалу санаты",
    "Ескерту",
)
LOWER = ("", "қазақша", "на русском", "", "", "", "", "", "", "")
COUNT = 40


def rows() -> list[list[object]]:
    """Return the rows below the header."""
    records = [
        yaml.safe_load(path.read_text("utf-8")) for path in sorted((CONTENT / "monuments").glob("*/monument.yaml"))
    ]
    types = yaml.safe_load((CONTENT / "types.yaml").read_text("utf-8"))
    regions = yaml.safe_load((CONTENT / "regions.yaml").read_text("utf-8"))["regions"]
    held = sorted(records, key=lambda record: (regions[record["region"]]["names"]["kk"], record["number"]))[:COUNT]
    found: list[list[object]] = []
    for at, record in enumerate(held):
        region = regions[record["region"]]["names"]["kk" if at % 2 else "ru"]
        kind = types[record["type"]]["ru" if at % 3 else "kk"]
        found.append([at + 1, record["names"]["kk"], record["names"]["ru"], kind.lower() if at % 4 == 0 else kind, region,
                      record.get("district", {}).get("ru", "-"), _place(record["location"], at), _dating(record, at),
                      {"republican": "республикалық", "local": "местного значения", "international": "ЮНЕСКО"}.get(
                          record["protection"]["category"], "нет данных"), ""])  # fmt: skip
    found[6][1] = str(found[6][1]).replace("а", "a", 1)  # a Latin letter that nobody sees
    found[11][1] = ""
    found.insert(20, [found[19][0], *found[19][1:]])
    return found


def _place(location: dict[str, object], at: int) -> object:
    if "lat" not in location:
        return "?"
    lat, lon = float(str(location["lat"])), float(str(location["lon"]))
    forms = (f"{lat}, {lon}", f"{lat}; {lon}".replace(".", ","), f"{_degrees(lat)} с. ш., {_degrees(lon)} в. д.",
             f"{_degrees(lat)} с. е. {_degrees(lon)} ш. б.", f"{lon} {lat}", f"N{_minutes(lat)} E{_minutes(lon)}")  # fmt: skip
    return forms[at % len(forms)]


def _degrees(value: float) -> str:
    seconds = round(value * 36_000)
    return f"{seconds // 36_000}°{seconds // 600 % 60}′{seconds % 600 / 10:g}″".replace(".", ",")


def _minutes(value: float) -> str:
    minutes = round(value * 60_000)
    return f"{minutes // 60_000}°{minutes % 60_000 / 1000:g}'"


def _dating(record: dict[str, object], at: int) -> str:
    dating = record.get("dating")
    if not isinstance(dating, dict):
        return "-"
    words = re.split(r"[;(,]| – 20|, ", str(dating["text"][("kk", "ru", "en")[at % 3]]))[0].strip()
    return words.replace(" века", " вв.").replace(" ғасырлар", " ғғ.") if at % 2 else words


def write(file: Path) -> None:
    """Write the spreadsheet."""
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": TITLE, "created": datetime(2022, 1, 1)})  # noqa: DTZ001 - the same on every day
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
    sheet.merge_range(0, 0, 0, len(UPPER) - 1, TITLE, bold)
    for column, (upper, lower) in enumerate(zip(UPPER, LOWER, strict=True)):
        if column == 1:
            sheet.merge_range(2, 1, 2, 2, upper, bold)
        elif upper and not lower:
            sheet.merge_range(2, column, 3, column, upper, bold)
        if lower:
            sheet.write(3, column, lower, bold)
    body = rows()
    _regions(sheet, body)
    for number, row in enumerate(body, 4):
        for column, value in enumerate(row):
            if column != 4:
                sheet.write(number, column, value)
    for number in range(4 + len(body), 60 + len(body)):
        sheet.write_blank(number, 9, None, bold)
    sheet.set_column(1, 2, 34)
    sheet.set_column(3, 9, 22)
    book.close()


def _regions(sheet: xlsxwriter.worksheet.Worksheet, body: list[list[object]]) -> None:
    """Write each region once, in a cell as high as its rows."""
    at = 0
    while at < len(body):
        last = at
        while last + 1 < len(body) and _same(body[last + 1][4], body[at][4]):
            last += 1
        if last > at:
            sheet.merge_range(4 + at, 4, 4 + last, 4, str(body[at][4]))
        else:
            sheet.write(4 + at, 4, body[at][4])
        at = last + 1


def _same(one: object, other: object) -> bool:
    names = yaml.safe_load((CONTENT / "regions.yaml").read_text("utf-8"))["regions"]
    key = {name: region for region, held in names.items() for name in held["names"].values()}
    return str(key[str(one)]) == str(key[str(other)])


if __name__ == "__main__":
    write(Path(sys.argv[1]))
