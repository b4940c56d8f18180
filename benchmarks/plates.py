"""Measures what is done with plates, with the real command line, and prints a Markdown table.

    python -m benchmarks.plates [--runs 3] [--size 170] [--checked 9999] [--workspace /somewhere]

Wall time of child processes, median and least to most. Content is synthetic. Drawing and proving begin with an empty
folder and an empty cache; the check of many plates asks a site that was built before, with a warm cache of records.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import timed
from benchmarks.run import ROOT, Row, note
from benchmarks.synthetic import HIGHEST, write_content


class Desk:
    """A content tree, and the commands that are run on it."""

    def __init__(self, folder: Path, size: int, *, issued: bool) -> None:
        self.folder = folder
        self.content = f"--content={folder / 'content'}"
        self.cache = f"--cache={folder / 'cache'}"
        write_content(size, folder / "content", issued=issued)

    def run(self, *words: str) -> tuple[float, str]:
        """Return the seconds of a command and what it said."""
        return timed([sys.executable, "-m", "asylmura_ssg", *words], ROOT)

    def artwork(self) -> tuple[float, str]:
        """Return the seconds of drawing and proving all plates in all forms, and what was said."""
        return self.run("plates", "artwork", self.content, self.cache, f"--to={self.folder / 'workshop'}")

    def issue(self) -> float:
        """Return the seconds of issuing a plate for every monument that has none."""
        return self.run("plates", "issue", "--all-unplated", self.content)[0]

    def forget(self, *names: str) -> None:
        """Remove folders beside the content."""
        for name in names:
            shutil.rmtree(self.folder / name, ignore_errors=True)


def drawn(folder: Path, size: int, runs: int) -> Iterator[Row]:
    """Yield the rows of issuing, drawing and proving ``size`` plates."""
    desk = Desk(folder, size, issued=False)
    register = folder / "content" / "plates" / "register.jsonl"
    numbers = register.read_bytes()
    issued, cold, total, again = [], [], [], []
    for _ in range(runs):
        register.write_bytes(numbers)
        desk.forget("workshop", ".workshop.back", "cache")
        issued.append(desk.issue())
        cold.append(desk.artwork()[0])
        total.append(issued[-1] + cold[-1])
    for _ in range(runs):
        seconds, said = desk.artwork()
        if "0 of them drawn anew" not in said:
            raise AssertionError(f"nothing was to be drawn, but it said:\n{said}")
        again.append(seconds)
    yield Row(size, "issue all", tuple(issued))
    yield Row(size, "draw and prove all, five forms each", tuple(cold))
    yield Row(size, "both, cold", tuple(total))
    yield Row(size, "nothing changed", tuple(again))


def checked(folder: Path, size: int, runs: int) -> Iterator[Row]:
    """Yield the row of checking ``size`` plates against a built site."""
    desk = Desk(folder, size, issued=True)
    output = f"--output={folder / 'output'}"
    desk.run("build", desk.content, desk.cache, output, "--no-volume", "--no-plates")
    seconds = [desk.run("plates", "check", desk.content, desk.cache, output)[0] for _ in range(runs)]
    yield Row(size, "check against a built site", tuple(seconds))


def main() -> None:
    """Measure and print, row by row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each command is run")
    parser.add_argument("--size", type=int, default=170, help="plates that are issued, drawn and proved; 0 for none")
    parser.add_argument(
        "--checked", type=int, default=HIGHEST, help="plates that are checked against a site; 0 for none"
    )
    parser.add_argument("--workspace", type=Path, default=None, help="folder for content and files; must be empty")
    chosen = parser.parse_args()
    print(f"Before: {note()}\n\n| Plates | What | Median | Least–most | Runs |\n|---:|---|---:|---|---:|", flush=True)
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as folder:
        for name, size, rows in (("drawn", chosen.size, drawn), ("checked", chosen.checked, checked)):
            for row in rows(Path(folder, name), size, chosen.runs) if size else ():
                print(row, flush=True)
    print(f"\nAfter: {note()}")


if __name__ == "__main__":
    main()
