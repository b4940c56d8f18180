"""How long a table of many monuments takes to come in: `python -m benchmarks.importing [--rows 20000]`."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from benchmarks.processes import timed

HOME = Path(__file__).parent.parent
HEADER = ("№", "Атауы", "Название", "Түрі", "Координаттар", "Мерзімі", "Аудан", "Қорғау", "Биіктігі, м", "Сипаттама")


def write_table(rows: int, file: Path) -> None:
    """Write a table of monuments with all kinds of columns; the same on every run."""
    chance = random.Random(1)  # noqa: S311 - no secret hangs on it
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Тізім")
    sheet.write_row(0, 0, HEADER)
    for number in range(1, rows + 1):
        place = f"{42.5 + chance.random() * 9:.5f}, {52 + chance.random() * 30:.5f}"
        dating = chance.choice(["XI–XII ғғ.", "1389–1405", "II тыс. до н. э.", "конец XIX века"])
        words = "Мұнда бірнеше сөйлемнен тұратын сипаттама бар. " * 3
        sheet.write_row(number, 0, [number, f"Қорған {number} обасы", f"Курган {number}", chance.choice(["Кесене", "Мешіт"]),
                                    place, dating, "Жамбыл ауданы", "республикалық", round(chance.random() * 20, 1), words])  # fmt: skip
    book.close()


def main() -> None:
    """Measure the proposal of a mapping, the rehearsal, and with ``--write`` the writing and the import after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(
            HOME / "content", folder / "content", ignore=shutil.ignore_patterns("monuments", "register.jsonl")
        )
        write_table(asked.rows, folder / "big.xlsx")
        command = [sys.executable, "-m", "asylmura_ssg", "import", "big.xlsx", "--content", str(folder / "content")]
        steps = [("a mapping proposed", ["--guess"]), ("the rehearsal", [])]
        steps += [("the writing", ["--write"]), ("the table again", [])] if asked.write else []
        for what, options in steps:
            command[4] = str(folder / "big.xlsx")
            seconds, _ = timed([*command, *options], HOME)
            print(f"{what.ljust(20)} {asked.rows:,} rows  {seconds:6.1f} s")


if __name__ == "__main__":
    main()
