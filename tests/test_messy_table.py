"""The handbook's exercise: forty monuments in a messy spreadsheet, from the first look to entries that pass the check."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from messy_table import CONTENT, COUNT, write

from asylmura_ssg.cli import main

MESSY = Path(__file__).parent.parent / "docs" / "exercise" / "messy.xlsx"


def values(file: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))


def test_the_spreadsheet_is_the_one_that_the_script_makes(tmp_path: Path) -> None:
    write(tmp_path / "t.xlsx")
    assert values(MESSY) == values(tmp_path / "t.xlsx"), "python tests/messy_table.py docs/exercise/messy.xlsx"


def test_all_forty_monuments_become_entries_that_pass_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The vocabularies and outlines alone: what a practice folder holds before the first entry.
    (tmp_path / "content/boundaries").mkdir(parents=True)
    for file in [*CONTENT.glob("*.yaml"), *CONTENT.glob("boundaries/*")]:
        shutil.copy(file, tmp_path / file.relative_to(CONTENT.parent))
    shutil.copy(MESSY, tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, [*words, "--content", "content"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    assert "10 columns, 41 rows, the header in rows 3 and 4." in run("import", "messy.xlsx", "--guess")
    assert f"new entries    {COUNT - 1}," in run("import", "messy.xlsx")
    mapping = tmp_path / "messy.mapping.yaml"
    mapping.write_text(mapping.read_text("utf-8").replace("without_kazakh: skip", "without_kazakh: russian"), "utf-8")
    said = run("import", "messy.xlsx", "--write")
    assert f"new entries    {COUNT}, numbers 1–{COUNT}" in said
    assert "Ескерткіштер!25: the same as row 24" in said
    assert len(list(tmp_path.glob("content/monuments/*/monument.yaml"))) == COUNT
