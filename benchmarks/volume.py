"""Measures the printed volume with the real command line, beside plain WeasyPrint and typst, and prints a table.

    python -m benchmarks.volume [--size 170] [--many 2000] [--only plain,typst,cold,edit,memory,link,many]

Synthetic entries of two full pages: a photograph, a map, a code, footnotes, text in two columns, two summaries. All
figures are of one run; CPU is of the command and all its processes. ``plain`` is the entries set by WeasyPrint as
everybody uses it, ``typst`` the same words and pictures by typst (``pip install typst``). Ours are the same entries, inked
for the press and linked, to be held against those; then whole packages: block and cover set, inked, linked, preflighted,
proofed and zipped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from benchmarks.processes import memory_of, timed
from benchmarks.run import note
from benchmarks.synthetic import VOLUME, write_content

ROOT = Path(__file__).parent.parent
PARTS = ("plain", "typst", "cold", "edit", "memory", "link", "many")
PRINTER = "offset-coated"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was made, how many pages it has, and the seconds or the memory (MB) it took."""

    what: str
    pages: int
    wall: float | None = None
    cpu: float | None = None
    memory: float | None = None

    def __str__(self) -> str:
        shown = [f"{value:.1f} {unit}" if value is not None else "" for value, unit in
                 ((self.wall, "s"), (self.cpu, "s"), (self.memory, "MB"))]  # fmt: skip
        return f"| {self.what} | {self.pages:,} | {' | '.join(shown)} |"


@dataclass(frozen=True, slots=True)
class Shop:
    """One content tree with its output and cache, and the packages made of it."""

    folder: Path
    size: int

    def written(self) -> Shop:
        """Write the content."""
        write_content(self.size, self.folder / "content", volume=True, pictures=True)
        return self

    def command(self, jobs: int) -> list[str]:
        """Return the command line that makes the package."""
        places = [f"--{name}={self.folder / name}" for name in ("content", "output", "cache")]
        return [sys.executable, "-m", "asylmura_ssg", "volume", VOLUME, "--printer", PRINTER, *places, f"--jobs={jobs}"]

    def clear(self) -> None:
        """Remove what was made."""
        for name in ("output", ".output.back", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def made(self, what: str, jobs: int) -> Row:
        """Make the package and return what it took."""
        wall, cpu = _timed(self.command(jobs))
        return Row(what, self.pages(), wall, cpu)

    def edit(self, number: int) -> None:
        """Change one word of one entry in the middle of the book."""
        text = sorted((self.folder / "content" / "monuments").iterdir())[self.size // 2] / "kk.md"
        text.write_text(f"Өзгеріс{number} {text.read_text('utf-8').partition(' ')[2]}", encoding="utf-8")

    def entries(self, count: int) -> list[str]:
        """Return the command line that links the entries, each as often as is needed, to ``count`` fragments."""
        return [sys.executable, "-m", "benchmarks.linking", str(self.folder), str(count)]

    def linked_pages(self) -> int:
        """Return the pages of what :meth:`entries` linked."""
        return _pages(self.folder / "linked.pdf")

    def pages(self) -> int:
        """Return the pages of the block."""
        (block,) = (self.folder / "output" / "press" / VOLUME).glob("*block*.pdf")
        return _pages(block)


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Return wall and CPU seconds of a command with all its children."""
    before = os.times()
    wall, _ = timed(command, ROOT)
    after = os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def _pages(file: Path) -> int:
    with pikepdf.open(file) as document:
        return len(document.pages)


def measured(folder: Path, size: int, many: int, only: Container[str]) -> Iterator[Row]:
    """Yield the rows that are asked for."""
    shop = Shop(folder, size).written()
    for means, what in (("weasyprint", "plain"), ("typst", "typst")):
        if what in only:
            file = folder / f"{what}.pdf"
            command = [sys.executable, "-m", "benchmarks.rivals", means, str(folder / "content"), str(file)]
            wall, cpu = _timed(command)
            yield Row(f"{means}, entries alone", _pages(file), wall, cpu, memory_of(command, ROOT).largest)
    if "cold" in only:
        wall, cpu = _timed(shop.entries(size))  # nothing is in the cache: all of them are set and inked, too
        yield Row("ours, entries alone, inked and linked, 1 process", shop.linked_pages(), wall, cpu)
        shop.clear()
        yield shop.made("package from nothing, 1 process", 1)
        shop.clear()
    if any(part in only for part in ("cold", "edit", "link")):
        yield shop.made("package from nothing, 2 processes", 2)
    for number in range(3) if "edit" in only else ():
        shop.edit(number)
        yield shop.made(f"one entry edited, to the preflighted package ({number + 1})", 2)
    if "link" in only:
        yield linked(shop, many)
    if "memory" in only:
        shop.clear()
        most = memory_of(shop.command(2), ROOT)
        yield Row("memory, package from nothing, all processes together", shop.pages(), memory=most.tree)
        yield Row("memory, package from nothing, largest process", shop.pages(), memory=most.largest)
    if "many" in only:
        large = Shop(folder / "many", many)
        large.folder.mkdir()
        most = memory_of(large.written().command(2), ROOT)
        yield Row(f"memory, {many:,} entries, all processes together", large.pages(), memory=most.tree)
        yield Row(f"memory, {many:,} entries, largest process", large.pages(), memory=most.largest)


def linked(shop: Shop, count: int) -> Row:
    """Return what linking alone takes: the set entries of a shop, each many times, as ``count`` fragments of one book."""
    memory = memory_of(shop.entries(count), ROOT)  # sets and inks what the edits left to do, too
    wall, cpu = _timed(shop.entries(count))
    return Row(f"linking {count:,} fragments", shop.linked_pages(), wall, cpu, memory.largest)


def main() -> None:
    """Measure and print, row by row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=170, help="number of entries [default: 170]")
    parser.add_argument("--many", type=int, default=2000, help="number of entries and fragments for the large book")
    parser.add_argument("--only", default=",".join(PARTS), help="what to measure, with commas between [default: all]")
    parser.add_argument("--workspace", type=Path, default=None, help="folder for content and output")
    chosen = parser.parse_args()
    only = frozenset(chosen.only.split(","))
    if not only <= set(PARTS):
        parser.error(f"--only takes {', '.join(PARTS)}")
    print(
        f"Before: {note()}\n\n| {chosen.size} entries | Pages | Wall | CPU | Memory |\n|---|---:|---:|---:|---:|",
        flush=True,
    )
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as folder:
        for row in measured(Path(folder), chosen.size, chosen.many, only):
            print(row, flush=True)
    print(f"\nAfter {time.perf_counter() - started:.0f} s: {note()}")


if __name__ == "__main__":
    main()
