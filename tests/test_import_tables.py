"""Files that people send: each is read, or told in words why not."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import odfdo
import openpyxl
import pytest
from openpyxl.styles import PatternFill
from tables import HEADER, ROWS, bomb, csv_text, workbook

from asylmura_ssg.interchange import archive
from asylmura_ssg.interchange.choosing import chosen
from asylmura_ssg.interchange.heading import table_of
from asylmura_ssg.interchange.opening import open_tables
from asylmura_ssg.interchange.sheet import Table, UnreadableTableError

TEXTS = tuple(tuple(str(cell) for cell in row) for row in ROWS)


def read(file: Path, sheet: str = "") -> Table:
    return chosen(open_tables(file), sheet)


def cells(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(row.cells for row in table.rows)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "kz1048"])
def test_a_csv_file_is_read_in_any_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(csv_text(separator=separator).replace("°", " ").replace("′", " ").encode(encoding))
    table = read(file)
    assert table.columns == HEADER
    assert tuple(row[:5] for row in TEXTS) == tuple(row[:5] for row in cells(table))


def test_an_encoding_that_was_guessed_is_told(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("Название;Область\nМавзолей Айша-Биби;Жамбылская\n".encode("cp1251"))
    table = read(file)
    assert table.rows[0].cells == ("Мавзолей Айша-Биби", "Жамбылская")
    assert "read as Windows-1251" in table.remarks[0].words


def test_xlsx_and_ods_give_the_same_table(tmp_path: Path) -> None:
    excel = workbook(tmp_path / "t.xlsx")
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    sheet = odfdo.Table("Тізім")
    for row in (HEADER, *ROWS):
        sheet.append_row(odfdo.Row(width=0))
        line = sheet.get_row(-1)
        line.set_values(list(row))
        sheet.set_row(sheet.height - 1, line)
    document.body.append(sheet)
    document.save(tmp_path / "t.ods")
    assert cells(read(excel)) == cells(read(tmp_path / "t.ods")) == TEXTS


def test_json_and_geojson_are_tables_and_a_place_that_is_no_point_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "t.json"
    plain.write_text(json.dumps({"about": "x", "rows": [{"a": 1, "b": {"c": "д", "e": ["f", "g"]}}, {"a": True}]}))
    table = read(plain)
    assert (table.columns, cells(table)) == (("a", "b.c", "b.e"), (("1", "д", "f; g"), ("true", "", "")))
    features = [{"type": "Feature", "properties": {"name": "Ақ"}, "geometry": {"type": "Point", "coordinates": [71.25, 43.5]}},
                {"type": "Feature", "properties": {"name": "Көк"}, "geometry": {"type": "LineString", "coordinates": []}}]  # fmt: skip
    places = tmp_path / "t.geojson"
    places.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    table = read(places)
    assert (table.columns, cells(table)) == (("name", "lat", "lon"), (("Ақ", "43.5", "71.25"), ("Көк", "", "")))
    assert "LineString, not a point" in table.remarks[0].words


def test_two_header_rows_below_a_title_become_one_and_merged_cells_are_repeated_and_told(tmp_path: Path) -> None:
    rows = [
        [],
        [],
        ["№", "Атауы", "", "Облыс"],
        ["", "қазақша", "на русском", ""],
        [1, "А", "Б", ""],
        [2, "В", "Г", ""],
    ]
    merged = [
        (0, 0, 0, 3, "Ескерткіштер тізімі"),
        (2, 1, 2, 2, "Атауы"),
        (2, 0, 3, 0, "№"),
        (2, 3, 3, 3, "Облыс"),
        (4, 3, 5, 3, "Жамбыл"),
    ]
    table = read(workbook(tmp_path / "t.xlsx", rows, merged=merged))
    assert table.header == (3, 4)
    assert table.columns == ("№", "Атауы / қазақша", "Атауы / на русском", "Облыс")
    assert cells(table) == (("1", "А", "Б", "Жамбыл"), ("2", "В", "Г", "Жамбыл"))
    assert [remark.place for remark in table.remarks] == ["Тізім!D5:D6"]


def test_blank_rows_and_columns_at_the_end_and_rows_of_column_numbers_are_no_data(tmp_path: Path) -> None:
    rows = [["№", "Атауы", "Тип"], [1, 2, 3], [5, "А", "Б"], ["", " ", ""], [6, "В", "Г"], ["", "", ""], [" "]]
    file = workbook(tmp_path / "t.xlsx", rows)
    book = openpyxl.load_workbook(file)
    book["Тізім"].cell(900, 40).fill = PatternFill("solid", fgColor="FFEEEE")
    book.save(file)
    assert [row.number for row in read(file).rows] == [3, 5]


def test_a_formula_gives_its_cached_value_and_one_without_is_told_with_its_cell(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "t.xlsx", formulas=[(1, 1, '=CONCAT("Ақ"," кесене")', "Ақ кесене"), (2, 1, "=1/0", "#DIV/0!")]
    )
    table = read(file)
    assert table.rows[0].cells[1] == "Ақ кесене"
    assert [(r.place, r.words) for r in table.remarks] == [
        ("Тізім!B3", "the formula ends in an error; the cell counts as empty")
    ]
    bare = openpyxl.load_workbook(file)  # which keeps formulas and drops their values
    bare.save(tmp_path / "bare.xlsx")
    assert "has no value in the file" in str(
        [r.words for r in read(tmp_path / "bare.xlsx").remarks if r.place == "Тізім!B2"]
    )


def test_three_hundred_columns_are_read(tmp_path: Path) -> None:
    rows = [[f"c{n}" for n in range(300)], [str(n) for n in range(300)]]
    table = read(workbook(tmp_path / "t.xlsx", rows))
    assert len(table.columns) == 300
    assert table.place(2, 299) == "Тізім!KN2"


def test_columns_of_one_name_and_columns_without_one_can_be_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Имя,Имя,,Имя\nа,б,в,г\n")
    assert read(file).columns == ("Имя", "Имя (2)", "C", "Имя (3)")


def test_of_several_sheets_one_is_named_and_a_name_that_is_none_brings_the_nearest(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Лист1"
    page.append(["а", "б"])
    page.append(["1", "2"])
    book.create_sheet("Лист2").append(["в", "г"])
    book.create_sheet("Пусто")
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(UnreadableTableError, match=r'2 sheets: "Лист1" \(2 rows\), "Лист2" \(1 row\)'):
        read(tmp_path / "t.xlsx")
    with pytest.raises(UnreadableTableError, match='there is no sheet "Лист3"; did you mean "Лист'):
        read(tmp_path / "t.xlsx", "Лист3")
    assert read(tmp_path / "t.xlsx", "Лист2").columns == ("в", "г")


def test_an_empty_file_and_a_file_of_empty_cells_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    with pytest.raises(UnreadableTableError, match=r"a\.csv is empty"):
        read(tmp_path / "a.csv")
    with pytest.raises(UnreadableTableError, match="holds no cell with anything in it"):
        read(workbook(tmp_path / "b.xlsx", []))


def test_a_header_row_that_the_sheet_has_not_is_told(tmp_path: Path) -> None:
    grids = open_tables(workbook(tmp_path / "t.xlsx"))
    with pytest.raises(UnreadableTableError, match="has 3 rows; its header cannot be row 7"):
        table_of(grids[0], (7,))


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with file.open("wb") as large:
        large.write(b"PK\x03\x04")
        large.truncate(200_000_000)
    with pytest.raises(UnreadableTableError, match="has 200 MB; up to 100 MB are read"):
        read(file)


def test_a_zip_bomb_is_not_unpacked_whether_it_says_how_large_it_is_or_lies() -> None:
    honest = bomb(6)
    with pytest.raises(UnreadableTableError, match="would become more than 5 MB"):
        archive.opened("t.xlsx", honest, 5_000_000)
    lying = honest.replace((6_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(UnreadableTableError, match="would become more than 5 MB"):
        archive.opened("t.xlsx", lying, 5_000_000)


def test_a_stray_cell_at_the_end_of_the_sheet_is_told_instead_of_filling_the_memory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTableError, match="spans more than 5,000,000 cells"):
        read(workbook(tmp_path / "t.xlsx", formulas=[(1_048_575, 16_383, "=1", 1)]))


@pytest.mark.parametrize(("data", "words"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read as a spreadsheet"),
    (b"%PDF-1.7", "a PDF: copy its table into a spreadsheet"),
    (b"\xff\xd8\xff\xe0", "a photograph"),
    (b"PK\x03\x04 damaged", "is damaged: its archive does not open"),
    (b"<html><table>", "a page of the web"),
    (b"\0\1\2\3", "is no table that is known here"),
])  # fmt: skip
def test_what_is_no_table_is_named_with_what_to_do_about_it(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(data)
    with pytest.raises(UnreadableTableError, match=words):
        read(file)


def test_a_wrong_ending_does_no_harm_and_other_archives_are_named(tmp_path: Path) -> None:
    assert cells(read(workbook(tmp_path / "t.csv"))) == TEXTS
    (tmp_path / "u.xlsx").write_text(csv_text())
    assert cells(read(tmp_path / "u.xlsx")) == TEXTS
    for inner, words in (("word/document.xml", "is a Word file"), ("a.txt", "ZIP archive without a table")):
        with zipfile.ZipFile(tmp_path / "v.xlsx", "w") as other:
            other.writestr(inner, "x")
        with pytest.raises(UnreadableTableError, match=words):
            read(tmp_path / "v.xlsx")


def test_csv_with_a_quotation_mark_that_is_never_closed_and_broken_json_are_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\n"' + "x" * 1_100_000)
    with pytest.raises(UnreadableTableError, match="opened and never closed"):
        read(tmp_path / "t.csv")
    (tmp_path / "t.json").write_text('[{"a": 1},\n {"a": }]')
    with pytest.raises(UnreadableTableError, match=r"t\.json:2:8: this is no JSON"):
        read(tmp_path / "t.json")


def test_a_file_of_two_encodings_is_read_line_by_line_and_the_odd_lines_are_told(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes("Атауы;Облыс\nАқ кесене;Жамбыл\n".encode() + "Көк кесене;Абай\n".encode("kz1048"))
    table = read(file)
    assert cells(table) == (("Ақ кесене", "Жамбыл"), ("Көк кесене", "Абай"))
    assert "line 3 in another way, read as Windows-1251" in table.remarks[0].words


def test_geojson_whose_features_have_no_properties_is_a_table_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "t.geojson"
    point = {"type": "Point", "coordinates": [71.5, 43.0]}
    features = [{"type": "Feature", "properties": held, "geometry": point} for held in ([1], None, {"name": "Aq"})]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert [row[:2] for row in cells(read(file))] == [("43.0", "71.5")] * 3


def test_a_cell_farther_off_than_any_sheet_goes_is_told(tmp_path: Path) -> None:
    whole, file = tmp_path / "w.xlsx", tmp_path / "t.xlsx"
    workbook(whole, (HEADER, *ROWS))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'r="A2"', b'r="ZZZZ99999999999"'))
    with pytest.raises(UnreadableTableError, match="spans more than"):
        open_tables(file)


def test_a_number_of_thousands_of_digits_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(f'[{{"a": {"9" * 6000}}}]')
    with pytest.raises(UnreadableTableError, match=r"t\.json holds a number of thousands of digits"):
        open_tables(file)
