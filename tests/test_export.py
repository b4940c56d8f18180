"""`asylmura export`, and back: nothing is lost on the way, no cell is a formula, translators and volunteers get their lists."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings, strategies as st
from published import MINIATURE

from asylmura_ssg.cli import main
from asylmura_ssg.interchange.collection import Item, collect
from asylmura_ssg.interchange.fields import Held, amended, brought, every_text, form_of, held_in, joined, parted
from asylmura_ssg.interchange.handing import as_csv, as_json, as_xlsx
from asylmura_ssg.interchange.restoring import read_back
from asylmura_ssg.interchange.tabulating import sheets_of
from asylmura_ssg.record_form import record_form

CONTENT = Path(__file__).parent.parent / "content"
_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufeff\ufffd\u2028\u2029"
)
_WORDS = st.text(_LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
_RISKY = st.sampled_from(
    ["=1+1", "+77", "-300", "@SUM(A1)", "'quoted", "42.0", "007", "a; b", "a\\;b", "json:x", "_x0041_", "null", "1e5"]
)
_TEXT = _WORDS | _RISKY
_LIST = st.lists(_TEXT, min_size=2, max_size=3) | _TEXT
_LOCALIZED = st.fixed_dictionaries({"kk": _TEXT}, optional={"ru": _TEXT, "en": _TEXT})
_CLAIM = st.fixed_dictionaries({"kk": _TEXT}, optional={"ru": _TEXT, "en": _TEXT, "source": _LIST})
_KEY = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)
_YEAR = st.integers(-4000, 2026).filter(bool).map(str)


def _some(**fields: Any) -> Any:
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


def _several(block: Any) -> Any:
    return st.lists(block, min_size=1, max_size=3)


RECORDS = st.fixed_dictionaries(
    {"number": st.integers(1, 9999).map(str), "status": st.sampled_from(["draft", "review", "published"])},
    optional={
        "slug": _KEY,
        "names": st.fixed_dictionaries({"kk": _TEXT}, optional={
            "ru": _TEXT, "en": _TEXT, "also": _several(_some(name=_TEXT, language=_KEY, source=_LIST))}),
        "type": _KEY, "periods": _LIST, "summary": _LOCALIZED, "region": _KEY, "district": _CLAIM, "place": _CLAIM,
        "location": _some(lat=_TEXT | st.floats(40, 55).map(lambda n: f"{n:.4f}"), lon=_TEXT, precision=_KEY, source=_LIST)
        | st.fixed_dictionaries({"unknown": _CLAIM}),
        "dating": _some(**{"from": _YEAR, "to": _YEAR, "precision": _KEY, "text": _LOCALIZED, "basis": _KEY, "source": _LIST}),
        "culture": _CLAIM, "builder": _CLAIM,
        "protection": _some(category=_KEY, list_number=_TEXT, note=_LOCALIZED, source=_LIST),
        "dimensions": _several(_some(what=_LOCALIZED, value=_LOCALIZED, source=_LIST)),
        "identifiers": _some(wikidata=_KEY, pleiades=_YEAR, unesco=_some(id=_YEAR, criteria=_LIST, year=_YEAR)),
        "conflicts": _several(_some(about=_LOCALIZED, text=_LOCALIZED)), "look_for": _several(_CLAIM),
        "fate": _some(what=_KEY, year=_YEAR, text=_LOCALIZED, source=_LIST), "related": _LIST, "volumes": _LIST, "film": _CLAIM,
        "merged": _some(into=_KEY, text=_LOCALIZED),
        "bibliography": st.dictionaries(_KEY, _some(title=_TEXT, author=_TEXT, year=_YEAR, url=_TEXT, note=_LOCALIZED), min_size=1, max_size=3),
        "pictures": _several(_some(file=_TEXT, caption=_LOCALIZED, alt=_LOCALIZED, author=_TEXT, licence=_KEY, year=_YEAR)),
        "narration": _some(kk=_some(file=_TEXT, length=_TEXT, reader=_TEXT, licence=_KEY)),
        "waivers": _several(_some(rule=_KEY, reason=_TEXT)), "editors": _LIST,
    },
)  # fmt: skip
ITEMS = st.dictionaries(_KEY, st.tuples(RECORDS, st.dictionaries(st.sampled_from(["kk", "ru", "en"]), st.text(_LETTERS | st.just("\n"), max_size=60))),
                        min_size=1, max_size=3).map(lambda held: tuple(Item(key, *each) for key, each in held.items()))  # fmt: skip


def put_down(folder: Path, items: tuple[Item, ...]) -> tuple[Path, ...]:
    """Write the collection in each form."""
    sheets = sheets_of(items)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "csv").mkdir(parents=True)
    for name, rows in sheets.items():
        (folder / "csv" / f"{name}.csv").write_bytes(as_csv(rows))
    (folder / "t.xlsx").write_bytes(as_xlsx(sheets))
    (folder / "t.json").write_bytes(as_json(items))
    return folder / "csv", folder / "t.xlsx", folder / "t.json"


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(items=ITEMS)
def test_every_field_of_a_record_comes_back_from_every_form(tmp_path: Path, items: tuple[Item, ...]) -> None:
    for place in put_down(tmp_path / "t", items):
        back = {item.entry: (item, state) for item, state in read_back(place).items}
        for item in items:
            found, state = back[item.entry]
            assert item.held == found.held
            assert {k: t for k, t in item.texts.items() if t} == {k: t for k, t in found.texts.items() if t}
            assert item.state == state


@settings(max_examples=25)
@given(held=RECORDS)
def test_a_record_that_is_written_holds_what_it_held(held: dict[str, Held]) -> None:
    text = record_form({key: form_of(key, value) for key, value in held.items()})
    assert held == held_in(text)


@settings(max_examples=25)
@given(before=RECORDS, after=RECORDS)
def test_a_record_is_brought_from_any_state_to_any_other(before: dict[str, Held], after: dict[str, Held]) -> None:
    text = record_form({key: form_of(key, value) for key, value in before.items()})
    assert after == held_in(brought(text, after))


@given(st.lists(_TEXT, max_size=4))
def test_words_in_one_cell_are_parted_again_whatever_they_hold(words: list[str]) -> None:
    assert words == parted(joined(words))


@pytest.mark.parametrize("content", [CONTENT, MINIATURE])
def test_the_real_collection_comes_back_whole(tmp_path: Path, content: Path) -> None:
    items = collect(content, "content")
    for place in put_down(tmp_path / "t", items):
        assert {i.entry: (i.held, i.texts) for i in items} == {
            i.entry: (i.held, i.texts) for i, _ in read_back(place).items
        }


def test_every_single_text_of_a_real_record_can_be_changed_with_all_else_untouched() -> None:
    for place in (CONTENT / "monuments/begazy/monument.yaml", CONTENT / "monuments/alzhir/monument.yaml"):
        text = place.read_text("utf-8")
        for path, words in [*every_text(dict(held_in(text))).items()][::4]:
            if not path.rpartition(".")[2].isdecimal():
                changed = amended(text, path, f"{words} – жаңа")
                assert f"{words} – жаңа" == every_text(dict(held_in(changed)))[path]
                assert abs(len(changed.splitlines()) - len(text.splitlines())) <= 3


class Editor:
    """Stands in a folder with the miniature's content."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.content = root, root / "content"
        shutil.copytree(MINIATURE, self.content)
        monkeypatch.chdir(root)

    def run(self, *words: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, [*words, "--content", "content"], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    def record(self, slug: str) -> Path:
        return self.content / "monuments" / slug / "monument.yaml"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


def set_cell(file: Path, sheet: str, entry: str, column: str, value: str) -> None:
    """Write into a cell of a workbook as an editor would."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    at = [cell.value for cell in page[1]].index(column) + 1
    row = next(
        row
        for row in range(2, page.max_row + 1)
        if page.cell(row, 1).value == entry and (sheet == "monuments" or not page.cell(row, at).value)
    )
    page.cell(row, at).value = value
    book.save(file)


def test_a_cell_that_was_edited_in_the_workbook_changes_that_field_alone(editor: Editor) -> None:
    assert "asylmura.xlsx: 3 entries." in editor.run("export")
    before = editor.record("qyzyl-kesene").read_text("utf-8")
    set_cell(Path("asylmura.xlsx"), "monuments", "qyzyl-kesene", "names.ru", "Алый мавзолей")
    said = editor.run("import", "asylmura.xlsx")
    assert "qyzyl-kesene: names.ru: Красный мавзолей → Алый мавзолей" in said
    assert before == editor.record("qyzyl-kesene").read_text("utf-8")
    editor.run("import", "asylmura.xlsx", "--write")
    assert before.replace("Красный мавзолей", "Алый мавзолей") == editor.record("qyzyl-kesene").read_text("utf-8")


def test_a_row_that_holds_but_a_name_begins_no_entry(editor: Editor) -> None:
    editor.run("export")
    book = openpyxl.load_workbook("asylmura.xlsx")
    book["monuments"].append(["jana-qorym"])
    book.save("asylmura.xlsx")
    said = editor.run("import", "asylmura.xlsx", "--write")
    assert "jana-qorym: there is no entry of this name, and the row says nothing of one" in said
    assert not editor.record("jana-qorym").exists()


def test_an_entry_that_was_edited_since_the_export_stays(editor: Editor) -> None:
    editor.run("export")
    set_cell(Path("asylmura.xlsx"), "monuments", "qyzyl-kesene", "names.ru", "Алый мавзолей")
    record = editor.record("qyzyl-kesene")
    record.write_text(record.read_text("utf-8").replace("Red Mausoleum", "Crimson Mausoleum"), "utf-8")
    before = record.read_text("utf-8")
    assert "the entry was edited since the export; it stays as it is: names.ru" in editor.run(
        "import", "asylmura.xlsx", "--write"
    )
    assert before == record.read_text("utf-8")


def test_a_sheet_and_a_column_that_somebody_took_out_take_nothing_away(editor: Editor) -> None:
    editor.run("export")
    book = openpyxl.load_workbook("asylmura.xlsx")
    del book["bibliography"]
    page = book["monuments"]
    page.delete_cols([cell.value for cell in page[1]].index("summary.kk") + 1)
    book.save("asylmura.xlsx")
    assert "There is nothing to write." in editor.run("import", "asylmura.xlsx", "--write")


def test_a_file_is_not_written_over_unless_that_is_asked_for(editor: Editor) -> None:
    editor.run("export", "--format", "json", "t.json")
    assert "t.json is there already" in editor.run("export", "--format", "json", "t.json", code=2)
    editor.run("export", "--format", "json", "t.json", "--replace")


def test_no_cell_is_a_formula_in_any_form(editor: Editor) -> None:
    record = editor.record("qyzyl-kesene")
    record.write_text(
        record.read_text("utf-8").replace("ru: Красный мавзолей", "ru: '=HYPERLINK(\"http://x\")'"), "utf-8"
    )
    editor.run("export")
    editor.run("export", "--format", "csv", "t")
    cells = [cell for page in openpyxl.load_workbook("asylmura.xlsx") for row in page.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert '\'=HYPERLINK("http://x")' in [cell.value for cell in cells]
    for file in Path("t").glob("*.csv"):
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert "There is nothing to write." in editor.run("import", "asylmura.xlsx")


def test_a_translation_sheet_has_what_is_missing_first_and_comes_back_into_the_entries(editor: Editor) -> None:
    record = editor.record("qyzyl-kesene")
    record.write_text(record.read_text("utf-8").replace("  ru: Красный мавзолей\n", ""), "utf-8")
    said = editor.run("export", "--translation", "ru", "ru.xlsx")
    assert "1 texts missing" in said
    before = record.read_text("utf-8")
    set_cell(Path("ru.xlsx"), "translation-ru", "qyzyl-kesene", "translation", "Красная гробница")
    assert "qyzyl-kesene: names.ru: (nothing) → Красная гробница" in editor.run("import", "ru.xlsx", "--write")
    after = record.read_text("utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["  ru: Красная гробница"]
    record.write_text(
        after.replace("kk: Қызыл кесене", "kk: Қып-қызыл кесене").replace("  ru: Красная гробница\n", ""), "utf-8"
    )
    assert "the Kazakh text was edited since the export; translate the new one" in editor.run(
        "import", "ru.xlsx", "--write"
    )


def test_a_text_whose_kazakh_was_committed_later_is_stale_in_the_sheet(editor: Editor) -> None:
    def git(*words: str, at: str) -> None:
        env = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "PATH": "/usr/bin:/bin", "HOME": str(editor.root)}
        subprocess.run(
            ["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *words],
            check=True,
            capture_output=True,
            env=env,
        )

    git("init", "--quiet", at="2026-01-01T00:00:00")
    git("add", "--all", at="2026-01-01T00:00:00")
    git("commit", "--quiet", "-m", "all", at="2026-01-01T00:00:00")
    text = editor.content / "monuments/qyzyl-kesene/kk.md"
    text.write_text(text.read_text("utf-8") + "\nТағы.\n", "utf-8")
    git("commit", "--quiet", "-am", "kk", at="2026-02-01T00:00:00")
    assert "1 stale" in editor.run("export", "--translation", "ru", "ru.csv", "--format", "csv")
    rows = list(csv.reader(io.StringIO(Path("ru.csv").read_text("utf-8-sig"), newline="")))
    assert [row[:3] for row in rows if row[2] == "stale"] == [["qyzyl-kesene", "text", "stale"]]


def test_wanted_photographs_are_listed_by_region_for_a_spreadsheet_and_to_print(editor: Editor) -> None:
    assert "3 monuments" in editor.run("export", "--photographs-wanted", "w.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(Path("w.csv").read_text("utf-8-sig"), newline="")))
    assert {"Түркістан облысы", "Жамбыл облысы"} >= {row["Өңір / Область"] for row in rows}
    editor.run("export", "--photographs-wanted", "w.html", "--format", "html")
    page = Path("w.html").read_text("utf-8")
    assert all(row["Қазақша атауы / Название по-казахски"] in page for row in rows)
    editor.run("export", "--photographs-wanted", "w.xlsx")
    sheet = openpyxl.load_workbook("w.xlsx").worksheets[0]
    assert [cell.value for cell in next(sheet.iter_rows())] == list(rows[0])
    assert 'no region "zhambil"; did you mean "zhambyl"?' in editor.run(
        "export", "--photographs-wanted", "--region", "zhambil", code=2
    )


def test_words_that_do_not_go_together_are_told(editor: Editor) -> None:
    assert "--format html is for --photographs-wanted" in editor.run("export", "--format", "html", code=2)
    assert "--format json is for the whole collection" in editor.run(
        "export", "--format", "json", "--translation", "ru", code=2
    )


def test_a_record_that_cannot_be_read_is_told_and_nothing_exported(editor: Editor) -> None:
    editor.record("eski-qala").write_text("names: {kk: ", "utf-8")
    assert "the record cannot be read as YAML" in editor.run("export", code=1)
    assert not Path("asylmura.xlsx").exists()


def exported_json(editor: Editor) -> dict[str, Any]:
    editor.run("export", "--format", "json", "t.json", "--replace")
    held: dict[str, Any] = json.loads(Path("t.json").read_text("utf-8"))
    return held


@pytest.mark.parametrize("language", ["../../outside", "de", ""])
def test_a_text_goes_nowhere_but_into_the_three_languages(editor: Editor, language: str) -> None:
    held = exported_json(editor)
    held["monuments"][0]["texts"][language] = "x"
    Path("t.json").write_text(json.dumps(held), "utf-8")
    assert "is no language of a text: kk, ru or en" in editor.run("import", "t.json", "--write", code=1)
    assert not list(Path().rglob("outside.md"))


@pytest.mark.parametrize(
    ("key", "value"), [("record", []), ("record", "x"), ("texts", []), ("texts", {"kk": 1}), ("entry", None)]
)
def test_json_of_another_shape_is_told_in_words(editor: Editor, key: str, value: object) -> None:
    held = exported_json(editor)
    held["monuments"][0][key] = value
    Path("t.json").write_text(json.dumps(held), "utf-8")
    assert "Nothing was written." in editor.run("import", "t.json", "--write", code=1)


def test_a_number_written_as_a_number_is_taken_as_it_stands(editor: Editor) -> None:
    held = exported_json(editor)
    for each in held["monuments"]:
        each["record"]["number"] = int(each["record"]["number"])
    Path("t.json").write_text(json.dumps(held), "utf-8")
    assert "There is nothing to write." in editor.run("import", "t.json", "--write")


def test_a_record_keeps_its_line_ends_when_a_cell_comes_back(editor: Editor) -> None:
    record = editor.record("qyzyl-kesene")
    record.write_bytes(record.read_bytes().replace(b"\n", b"\r\n"))
    before = record.read_bytes()
    editor.run("export")
    set_cell(Path("asylmura.xlsx"), "monuments", "qyzyl-kesene", "names.ru", "Алый мавзолей")
    editor.run("import", "asylmura.xlsx", "--write")
    assert before.replace("Красный мавзолей".encode(), "Алый мавзолей".encode()) == record.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("t.csv",), "t.csv would hold XLSX: add --format csv, or name it otherwise"),
        (("t.xlsx", "--format", "json"), "t.xlsx would hold JSON: add --format xlsx"),
        (("--region", "zhambyl"), "--region goes with --photographs-wanted"),
    ],
)
def test_options_that_contradict_one_another_are_told(editor: Editor, words: tuple[str, ...], said: str) -> None:
    assert said in editor.run("export", *words, code=2)
    assert not Path(words[0]).exists()


def test_cells_that_hold_no_value_though_they_seem_to_are_told_when_a_workbook_comes_back(editor: Editor) -> None:
    editor.run("export")
    book = openpyxl.load_workbook("asylmura.xlsx")
    book["monuments"]["B2"] = "=1+1"
    book["monuments"].merge_cells("C2:C3")
    book.save("asylmura.xlsx")
    said = editor.run("import", "asylmura.xlsx")
    assert "monuments!B2: the formula has no value in the file" in said
    assert "monuments!C2:C3: merged cells: only the first one holds the value" in said
