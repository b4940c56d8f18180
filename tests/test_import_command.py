"""`asylmura import`: what a person sees, what is written, and what stays as it was."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from permissions import bound_by_permissions
from published import MINIATURE
from tables import HEADER, MAPPING, ROWS, workbook

from asylmura_ssg.cli import interchange, main, rehearsal
from asylmura_ssg.interchange.outcome import Outcome

RECORD = "content/monuments/aq-kesene/monument.yaml"


class Colleague:
    """Stands in a folder with the miniature's content, a table and its mapping."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        monkeypatch.chdir(root)
        shutil.copytree(MINIATURE, root / "content")
        for name, term in (("location-precisions", "vicinity"), ("dating-bases", "as-published")):
            with (root / "content" / f"{name}.yaml").open("a") as vocabulary:
                vocabulary.write(f"{term}: {{kk: кестеде, ru: в таблице, en: in the table}}\n")
        self.table()
        self.mapping()

    def table(self, *rows: Any) -> None:
        """Write the table anew."""
        workbook(self.root / "t.xlsx", (HEADER, *(rows or ROWS)))

    def mapping(self, text: str = MAPPING) -> None:
        """Write the mapping anew."""
        (self.root / "t.mapping.yaml").write_text(text)

    def run(self, *words: str, code: int = 0) -> str:
        """Give a command; return what it said."""
        result: Result = CliRunner().invoke(main, [*words, "--content", "content"], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    def take(self, *words: str, code: int = 0) -> str:
        """Import the table; return what was said."""
        return self.run("import", "t.xlsx", *words, code=code)

    def held(self) -> dict[str, bytes]:
        """Return every file there is."""
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in self.root.rglob("*") if p.is_file()}

    def record(self, path: str = RECORD) -> str:
        """Return a record's text."""
        return (self.root / path).read_text("utf-8")

    def edit(self, before: str, after: str, path: str = RECORD) -> None:
        """Edit a record by hand."""
        text = self.record(path)
        assert before in text
        (self.root / path).write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def colleague(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Colleague:
    return Colleague(tmp_path, monkeypatch)


def test_without_write_everything_is_told_and_nothing_written(colleague: Colleague) -> None:
    before = colleague.held()
    said = colleague.take()
    assert "t.xlsx, sheet “Тізім”: 2 rows" in said
    assert "new entries    2, numbers 4–5" in said
    assert "This was a rehearsal: nothing was written. With --write it happens." in said
    assert before == colleague.held()


def test_what_is_written_is_a_draft_that_states_every_unknown_and_passes_the_check(colleague: Colleague) -> None:
    said = colleague.take("--write")
    assert "Written: 4 files in content/monuments, and t.mapping.ledger.jsonl." in said
    record = colleague.record()
    for line in ("number: 4", "status: draft", "  kk: Ақ кесене", "type: mausoleum", "region: zhambyl", "  lat: 43.5",
                 "  from: 1100", "  text: {kk: XII ғасыр, ru: XII век, en: 12th century}", "  basis: as-published",
                 "  category: unknown", "  source: museum-table", "    title: Музей кестесі, 2026"):  # fmt: skip
        assert f"{line}\n" in record
    assert "Қысқаша сипаттамасы әлі жазылған жоқ." in record
    assert (colleague.root / "content/monuments/aq-kesene/kk.md").read_text("utf-8") == "Мәтіні әлі жазылған жоқ.\n"
    assert "error" not in colleague.run("check", "--no-advice", "--jobs", "1")


def test_the_same_table_again_changes_nothing(colleague: Colleague) -> None:
    colleague.take("--write")
    before = colleague.held()
    said = colleague.take("--write")
    assert "as they were   2" in said
    assert "Everything is as the table says; nothing was written." in said
    assert before == colleague.held()


def test_entries_whose_ledger_was_lost_are_known_again_while_nobody_edited_them(colleague: Colleague) -> None:
    colleague.take("--write")
    ledger = colleague.root / "t.mapping.ledger.jsonl"
    before = ledger.read_bytes()
    ledger.unlink()
    assert "as they were   2" in colleague.take("--write")
    assert ledger.read_bytes() == before


def test_a_change_in_the_table_changes_that_field_alone_and_comments_stay(colleague: Colleague) -> None:
    colleague.take("--write")
    colleague.edit("type: mausoleum\n", "type: mausoleum   # held against the atlas\n")
    before = colleague.record()
    colleague.table((1, "Ақ кесене", "Белый мазар", "Кесене", "Жамбыл облысы", "43,5; 71,25", "XIII ғ."), ROWS[1])
    said = colleague.take("--write")
    assert "aq-kesene: names.ru: Белый мавзолей → Белый мазар" in said
    after = colleague.record()
    changed = {line for line in after.splitlines() if line not in before.splitlines()}
    assert {"  ru: Белый мазар", "  from: 1200", "  to: 1300",
            "  text: {kk: XIII ғасыр, ru: XIII век, en: 13th century}"} == changed  # fmt: skip


def test_what_an_editor_wrote_since_stays_and_is_told(colleague: Colleague) -> None:
    colleague.take("--write")
    colleague.edit("  ru: Белый мавзолей\n", "  ru: Мавзолей Ак-Кесене\n")
    colleague.edit("  to: 1200\n", "  to: 1150\n")
    colleague.table((1, "Ақ кесене", "Белый мазар", "Мешіт", "Жамбыл облысы", "43,5; 71,25", "XIII ғ."), ROWS[1])
    said = colleague.take("--write")
    assert (
        'Тізім!2: aq-kesene: names.ru was edited since; it stays "Мавзолей Ак-Кесене", the table says "Белый мазар"'
        in said
    )
    assert "aq-kesene: dating was edited since" in said
    record = colleague.record()
    assert "type: mosque\n" in record
    assert "  ru: Мавзолей Ак-Кесене\n" in record
    assert "  from: 1100\n  to: 1150\n" in record
    assert "names.ru was edited since" in colleague.take()


def test_a_row_that_is_gone_and_an_entry_that_is_gone_are_told(colleague: Colleague) -> None:
    colleague.take("--write")
    shutil.rmtree(colleague.root / "content/monuments/aq-kesene")
    colleague.table(ROWS[0])
    said = colleague.take("--write")
    assert 'its entry "aq-kesene" is not there any more; it is not made again' in said
    assert '"kok-meshit" came from a row that is not in the table any more; the entry stays' in said


def test_rows_that_cannot_be_taken_are_named_by_their_cells(colleague: Colleague) -> None:
    colleague.table(
        *ROWS,
        (3, "Ақ кесене", "Белый мавзолей", "Кесене", "Жамбыл облысы", "43,5; 71,25", "XII ғ."),
        (4, "", "Без имени", "Кесене", "Жамбыл облысы", "", ""),
        (5, "Сары там", "", "Пагода", "Жамбыл облысы", "", ""),
        (6, "Жасыл там", "", "Кесене", "", "", ""),
        (2, "Боз там", "", "Кесене", "Жамбыл облысы", "", ""),
        (7, "Қызыл кесене", "", "Кесене", "Жамбыл облысы", "", ""),
    )
    said = colleague.take()
    for line in ("Тізім!4: the same as row 2", "Тізім!B5: there is no Kazakh name; write one, or without_kazakh: russian in the mapping",
                 'Тізім!D6: no type "Пагода"', "Тізім!E7: there is no region, and no point to find it by",
                 'Тізім!A8: row 3 is known by "2" already', 'an entry of this name is there: "qyzyl-kesene"'):  # fmt: skip
        assert line in said
    assert "left out       6 rows" in said


def test_what_is_doubtful_is_told_and_never_guessed(colleague: Colleague) -> None:
    colleague.table(
        (1, "Aқ кесене", "", "Кесене", "Жамбыл облысы", "71,25 43,5", "қашан екені белгісіз"),
        (2, "Көк мешіт", "", "Мешіт", "Жамбыл облысы", "51.16, 71.44", "XII ғ."),
        (3, "Боз мешіт", "", "Мешіт", "Жамбыл облысы", "су басында", ""),
        (4, "Сары\u2028там", "", "Кесене", "Жамбыл облысы", "", "X ғ.\ufffd"),
    )
    said = colleague.take("--write", "--all")
    for line in ('Тізім!B2: "Aқ" mixes Latin and Cyrillic letters; taken as "Ақ"', "Тізім!F2: latitude and longitude had changed places",
                 'Тізім!G2: "қашан екені белгісіз" is not understood', "the point is left out", "Тізім!B5: holds U+2028, which no text may; left out", "Тізім!G5: a letter was lost in the file", 'Тізім!F4: "су басында" is no pair of coordinates'):  # fmt: skip
        assert line in said
    assert "dating:" not in colleague.record()
    assert "тыс жатыр" in colleague.record("content/monuments/kok-meshit/monument.yaml")
    assert "error" not in colleague.run("check", "--no-advice", "--jobs", "1")


def test_the_region_is_found_by_the_point_where_no_column_names_it(colleague: Colleague) -> None:
    colleague.mapping(MAPPING.replace("  Облыс: region\n", "  Облыс: skip\n"))
    colleague.take("--write")
    assert "region: zhambyl\n" in colleague.record()


def test_a_mapping_is_proposed_with_reasons_and_is_never_written_over(colleague: Colleague) -> None:
    (colleague.root / "t.mapping.yaml").unlink()
    said = colleague.take("--guess")
    assert "A mapping was proposed: t.mapping.yaml" in said
    text = (colleague.root / "t.mapping.yaml").read_text("utf-8")
    for line in (
        '  Атауы: names.kk  # its name says so: "Атауы"',
        "  Координаты: location",
        "  key: №",
        "      Кесене: mausoleum",
    ):
        assert line in text
    assert "new entries    2" in colleague.take()
    assert "is there already, and is not written over" in colleague.take("--guess", code=2)


def test_of_two_rows_of_headers_the_lower_one_decides_and_a_misspelt_region_is_a_guess(colleague: Colleague) -> None:
    workbook(
        colleague.root / "o.xlsx",
        (("Атауы",), ("", "область", "район"), ("Ақ кесене", "Жамбыльская", "Жуалинский р-н"),
         ("Көк кесене", "Жамбылская", "Жуалинский р-н")),
        merged=((0, 1, 0, 2, "Область, район"),),
    )  # fmt: skip
    colleague.run("import", "o.xlsx", "--guess")
    text = (colleague.root / "o.mapping.yaml").read_text("utf-8")
    assert "      Жамбыльская: zhambyl  # ? a guess\n" in text
    assert "  Область, район / район: district.ru  # its name says so" in text


def test_without_a_mapping_the_way_to_one_is_told(colleague: Colleague) -> None:
    (colleague.root / "t.mapping.yaml").unlink()
    assert "`asylmura import t.xlsx --guess --content content` proposes one" in colleague.take(code=2)
    assert "there is no file" in colleague.run("import", "u.xlsx", "--guess", code=2)


@pytest.mark.parametrize(("before", "after", "said"), [
    ("names.ru", "nams.ru", 't.mapping.yaml:8:13: error[unknown-term] no field "nams.ru"'),
    ("names.ru", "names", "say in which language: names.kk, names.ru, names.en"),
    ("  Облыс:", "  Облыстар:", 'has no column "Облыстар"'),
    ("  Түрі: type", "  Түрі: {to: type, values: {кесене: mausolem}}", 'did you mean "mausoleum"?'),
    ("columns:", "colums:", 'did you mean "columns"?'),
    ("  Облыс: region", "  Облыс: {to: region, ordr: x}", "unknown key"),
    ("Название: names.ru", "Название: names.kk", '"Атауы" is names.kk already'),
    ("source:\n  key: museum-table\n  title: Музей кестесі, 2026\n", "", '"source" is missing'),
    ("  key: №", "  key: №\n  header: first", "is no row of a header"),
])  # fmt: skip
def test_what_is_wrong_in_a_mapping_is_told_at_its_line(
    colleague: Colleague, before: str, after: str, said: str
) -> None:
    colleague.mapping(MAPPING.replace(before, after))
    heard = colleague.take(code=1)
    assert said in heard
    assert "Nothing was written." in heard


def test_value_tables_splitting_measures_and_texts_are_taken_as_the_mapping_says(colleague: Colleague) -> None:
    workbook(colleague.root / "t.xlsx", (
        ("Аты", "Түрі", "Басқа аты", "Кезең", "Биіктігі", "Ендік", "Бойлық", "Басы", "Соңы", "Мәтін", "Өңір"),
        ("Ақ кесене", "мазар", "Ақ там; Бозтам", "орта ғасырлар", "7.6", "43°30′", "71,25", "-300", "-200", "Бірінші [1] <b>.\n\nЕкінші", "Жамбыл"),
    ))  # fmt: skip
    colleague.mapping("""\
source: {key: atlas-table, title: Кесте}
columns:
  Аты: names.kk
  Түрі: {to: type, values: {мазар: mausoleum}}
  Басқа аты: {to: names.also, language: kk, split: ";"}
  Кезең: {to: periods, values: {орта ғасырлар: middle-ages}}
  Биіктігі:
    to: dimension
    what: {kk: Биіктігі, ru: Высота, en: Height}
    unit: {kk: м, ru: м, en: m}
  Ендік: location.lat
  Бойлық: location.lon
  Басы: dating.from
  Соңы: dating.to
  Мәтін: text.kk
  Өңір: region
""")
    colleague.take("--write")
    record = colleague.record()
    for line in ("    - {name: Ақ там, language: kk}", "periods: [middle-ages]", '    value: {kk: "7,6 м", ru: "7,6 м", en: 7.6 m}',
                 "  from: -300", "  text: {kk: б.з.б. 300–200 жылдар, ru: 300–200 годы до н. э., en: 300–200 BCE}"):  # fmt: skip
        assert f"{line}\n" in record
    text = (colleague.root / "content/monuments/aq-kesene/kk.md").read_text("utf-8")
    assert text == "Бірінші \\[1\\] ‹b› [@atlas-table].\n\nЕкінші [@atlas-table].\n"
    assert "error" not in colleague.run("check", "--no-advice", "--jobs", "1")


def test_an_entry_that_a_slug_names_is_filled_where_it_is_empty_and_kept_where_it_is_not(colleague: Colleague) -> None:
    workbook(
        colleague.root / "t.xlsx",
        (("slug", "Аты", "Мәдениет", "Түрі", "Өңір"), ("eski-qala", "Ескі шаһар", "Қыпшақтар", "town-site", "zhambyl")),
    )
    colleague.mapping(
        "source: {key: k, title: Кесте}\ncolumns: {slug: slug, Аты: names.kk, Мәдениет: culture.kk, Түрі: type, Өңір: region}\n"
    )
    before = colleague.record("content/monuments/eski-qala/monument.yaml")
    said = colleague.take("--write")
    assert 'eski-qala: names.kk was edited since; it stays "Ескі қала"' in said
    after = colleague.record("content/monuments/eski-qala/monument.yaml")
    assert "culture: {kk: Қыпшақтар, source: k}\n" in after
    assert set(before.splitlines()) <= set(after.splitlines())
    assert "error" not in colleague.run("check", "--no-advice", "--jobs", "1")


def test_stopping_in_the_middle_of_writing_leaves_everything_as_it_was(
    colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = colleague.held()
    written: list[int] = []

    def stopped(handle: int) -> None:
        written.append(handle)
        if len(written) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    assert "Stopped; content is as it was." in colleague.take("--write", code=130)
    assert len(written) == 3
    assert before == colleague.held()


def test_a_folder_that_may_not_be_written_is_told_in_words(colleague: Colleague) -> None:
    before = colleague.held()
    folder = colleague.root / "content" / "monuments"
    folder.chmod(0o555)
    try:
        with bound_by_permissions():
            said = colleague.take("--write", code=2)
    finally:
        folder.chmod(0o755)
    assert "the system says: Permission denied" in said
    assert "nothing was written" in said
    assert before == colleague.held()


def test_a_ledger_that_was_spoilt_is_told_and_nothing_is_overwritten(colleague: Colleague) -> None:
    colleague.take("--write")
    ledger = colleague.root / "t.mapping.ledger.jsonl"
    assert [json.loads(line)["slug"] for line in ledger.read_text("utf-8").splitlines()] == ["aq-kesene", "kok-meshit"]
    ledger.write_text("<<<<<<< HEAD\n")
    assert (
        "t.mapping.ledger.jsonl:1: this line is not what an import wrote; restore the file from git"
        in colleague.take("--write", code=1)
    )


def test_what_is_no_table_ends_the_command_with_words(colleague: Colleague) -> None:
    (colleague.root / "t.xlsx").write_bytes(b"%PDF-1.7")
    assert "t.xlsx is a PDF" in colleague.take(code=1)


def test_an_entry_keeps_its_line_ends_when_an_import_changes_it(colleague: Colleague) -> None:
    colleague.take("--write")
    record = colleague.root / RECORD
    record.write_bytes(record.read_bytes().replace(b"\n", b"\r\n"))
    before = record.read_bytes()
    colleague.table(*(tuple("Ақ мазар" if cell == "Ақ кесене" else cell for cell in row) for row in ROWS))
    colleague.mapping()
    colleague.take("--write")
    assert record.read_bytes().count(b"\n") == record.read_bytes().count(b"\r\n") == before.count(b"\n")


def test_an_entry_that_cannot_be_read_keeps_its_row_out_and_nothing_else(colleague: Colleague) -> None:
    colleague.take("--write")
    text = colleague.root / "content/monuments/aq-kesene/kk.md"
    text.write_bytes("мәтін".encode("cp1251", "replace"))
    said = colleague.take()
    assert 'the entry "aq-kesene": ' in said
    assert "as they were   1" in said


def test_a_header_with_characters_that_nobody_sees_can_be_mapped(colleague: Colleague) -> None:
    (colleague.root / "o.csv").write_text("Ат\x10ауы;Обл\ufeffыс\nАқ кесене;Жам\x07был\n", "utf-8")
    colleague.run("import", "o.csv", "--guess")
    mapping = (colleague.root / "o.mapping.yaml").read_text("utf-8")
    assert "\n  Атауы: names.kk" in mapping
    assert "\n  Облыс:" in mapping


def test_the_command_that_is_proposed_can_be_copied_whatever_the_file_is_called(colleague: Colleague) -> None:
    (colleague.root / "t.xlsx").rename(colleague.root / "О'Нил тізімі.xlsx")
    said = colleague.run("import", "О'Нил тізімі.xlsx", "--guess", "--mapping", "my own.yaml")
    proposed = said.split("`")[1]
    assert shlex.split(proposed)[2:5] == ["О'Нил тізімі.xlsx", "--mapping", "my own.yaml"]


def test_a_pipe_or_a_device_is_not_waited_for(colleague: Colleague) -> None:
    os.mkfifo(colleague.root / "t.csv")
    assert "t.csv is neither a file nor a folder" in colleague.run("import", "t.csv", "--guess", code=2)


def test_a_table_of_which_nothing_is_taken_writes_nothing(colleague: Colleague) -> None:
    colleague.table(("1", *("" for _ in HEADER[2:]), "x"))
    before = colleague.held()
    assert "There is nothing to write; nothing was written." in colleague.take("--write")
    assert colleague.held() == before


def test_an_entry_that_is_edited_while_a_table_is_read_is_not_written_over(
    colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague.take("--write")
    colleague.table(
        ("1", "Ақ кесене", *("Басқаша" if n == 0 else cell for n, cell in enumerate(ROWS[0][2:]))), *ROWS[1:]
    )
    shown = rehearsal.sum_up

    def meanwhile(outcome: Outcome) -> None:
        for path in outcome.files:
            path.write_bytes(path.read_bytes() + "# әлі сұрау керек\n".encode())
        shown(outcome)

    monkeypatch.setattr(interchange, "sum_up", meanwhile)
    said = colleague.take("--write", code=2)
    assert "was edited meanwhile; nothing was written" in said
    assert "# әлі сұрау керек" in colleague.record()
