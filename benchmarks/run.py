"""Measures builds of synthetic content with the real command line and prints a Markdown table.

    python -m benchmarks.run [--sizes 170,1000,9999] [--runs 3] [--only cold,edit] [--workspace /somewhere]

Each figure is the wall time of a child process from its start to its exit: median, and least to most, of several runs.
Before a cold build the cache and the output are removed; Python's compiled modules and the system's file cache stay
warm. The packages' versions and the machine's load matter, so the table's note says them.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import Memory, memory_of, timed
from benchmarks.synthetic import HIGHEST, write_content

ROOT = Path(__file__).parent.parent
PAGES = ("--no-volume", "--no-plates")
CODES = ("--no-volume",)
VOLUME = ("--no-plates",)
VOLUME_SIZE = 170
PARTS = ("cold", "edit", "unchanged", "memory", "codes", "check", "volume")
# Nobody's name; and no packing in the background, which would take a core while something is measured.
_SETTINGS = ("user.name=Somebody", "user.email=somebody@example.org", "commit.gpgsign=false", "gc.auto=0",
             "maintenance.auto=false")  # fmt: skip
_MANY = 5000  # from here on a cold build is timed once only, unless --runs says more


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was done to how many records, and the seconds of each run or the memory."""

    size: int
    what: str
    seconds: tuple[float, ...] = ()
    memory: Memory | None = None

    def __str__(self) -> str:
        if self.memory is not None:
            figures = f"{self.memory.tree:.0f} MB | largest process {self.memory.largest:.0f} MB"
        else:
            spread = f"{min(self.seconds):.2f}–{max(self.seconds):.2f}" if len(self.seconds) > 1 else ""
            figures = f"{statistics.median(self.seconds):.2f} s | {spread}"
        return f"| {self.size:,} | {self.what} | {figures} | {len(self.seconds) or 1} |"


@dataclass(slots=True)
class Bench:
    """One content tree with its output and cache, and the builds made of it."""

    folder: Path
    size: int
    volume: bool
    _edits: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        write_content(self.size, self.folder / "content", volume=self.volume)

    def command(self, options: Sequence[str]) -> list[str]:
        """Return the command line of a build."""
        places = [f"--{name}={self.folder / name}" for name in ("content", "output", "cache")]
        return [sys.executable, "-m", "asylmura_ssg", "build", *places, *options]

    def clear(self) -> None:
        """Remove what builds left: the output, its back tree and the cache."""
        for name in ("output", ".output.back", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def build(self, options: Sequence[str]) -> float:
        """Return the seconds of a build."""
        return timed(self.command(options), ROOT)[0]

    def cold(self, options: Sequence[str], runs: int) -> tuple[float, ...]:
        """Return the seconds of builds from nothing."""
        found = []
        for _ in range(runs):
            self.clear()
            found.append(self.build(options))
        return tuple(found)

    def again(self, options: Sequence[str], runs: int) -> tuple[float, ...]:
        """Return the seconds of builds with nothing changed since the last one."""
        found = []
        for _ in range(runs):
            seconds, said = timed(self.command(options), ROOT)
            if "up to date" not in said:
                raise AssertionError(f"the build was to find nothing changed, but said:\n{said}")
            found.append(seconds)
        return tuple(found)

    def edits(self, options: Sequence[str], runs: int) -> tuple[float, ...]:
        """Return the seconds of builds after one word of one Kazakh text was changed, each time to a new word."""
        text = sorted((self.folder / "content" / "monuments").iterdir())[self.size // 2] / "kk.md"
        original = text.read_text(encoding="utf-8")
        found = []
        for _ in range(runs):
            self._edits += 1
            text.write_text(f"Өзгеріс{self._edits} {original.partition(' ')[2]}", encoding="utf-8")
            found.append(self.build(options))
        return tuple(found)

    def checks(self, runs: int) -> tuple[float, ...]:
        """Return the seconds of checks of one record, each time after a change of it, beside all others in a repository."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        for words in (["init", "--quiet"], ["add", "content"], ["commit", "--quiet", "--message=All"]):
            subprocess.run(["git", *settings, *words], cwd=self.folder, check=True)  # noqa: S603, S607 - words of our own
        os.sync()  # sixty thousand new files would go on being written while it is measured
        text = sorted((self.folder / "content" / "monuments").iterdir())[self.size // 2] / "kk.md"
        places = [f"--{name}={self.folder / name}" for name in ("content", "cache")]
        command = [sys.executable, "-m", "asylmura_ssg", "check", *places, text.parent.name]
        original = text.read_text(encoding="utf-8")
        found = []
        for run in range(runs + 1):
            text.write_text(f"Өзгеріс{run} {original.partition(' ')[2]}", encoding="utf-8")
            found.append(timed(command, ROOT)[0])
        return tuple(found[1:])  # the first one makes the index of all others


def measured(folder: Path, size: int, runs: int, only: Container[str]) -> Iterator[Row]:
    """Yield the rows of one size: cold, edited, unchanged, memory, cold with codes, as far as they are asked for."""
    bench = Bench(folder, size, volume=False)
    if "check" in only:
        yield Row(size, "check of one record", bench.checks(runs))
    colds = 1 if size >= _MANY and runs <= 3 else runs
    if any(part in only for part in ("cold", "edit", "unchanged")):  # the last two need a built site
        yield Row(size, "cold build, pages only", bench.cold(PAGES, colds))
    if "edit" in only:
        yield Row(size, "first edit of one record after a cold build", bench.edits(PAGES, 1))
        yield Row(size, "edit of one record", bench.edits(PAGES, runs))
    if "unchanged" in only:
        yield Row(size, "no change", bench.again(PAGES, runs))
    if "memory" in only:
        bench.clear()
        yield Row(size, "memory, cold build, pages only", memory=memory_of(bench.command(PAGES), ROOT))
    if "codes" in only:
        yield Row(size, "cold build with QR codes", bench.cold(CODES, colds))


def measured_volume(folder: Path, runs: int) -> Iterator[Row]:
    """Yield the rows of the volume: what it takes on top of a site whose pages already stand."""
    bench = Bench(folder, VOLUME_SIZE, volume=True)
    bench.cold(PAGES, 1)
    yield Row(VOLUME_SIZE, "volume added to a built site", (bench.build(VOLUME),))
    yield Row(VOLUME_SIZE, "volume, first edit of one record", bench.edits(VOLUME, 1))
    yield Row(VOLUME_SIZE, "volume, edit of one record", bench.edits(VOLUME, runs))
    yield Row(VOLUME_SIZE, "volume, no change", bench.again(VOLUME, runs))
    bench.clear()
    bench.cold(PAGES, 1)
    yield Row(VOLUME_SIZE, "memory, volume added to a built site", memory=memory_of(bench.command(VOLUME), ROOT))


def note() -> str:
    """Return what the figures depend on: processor cores, system, Python, and how busy the machine is."""
    cores = len(os.sched_getaffinity(0))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{cores} cores ({platform.machine()}, {platform.system()} {platform.release()}), "
        f"{platform.python_implementation()} {platform.python_version()}; load over 1, 5, 15 minutes: {load}."
    )


def main() -> None:
    """Measure and print, row by row."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=f"170,1000,{HIGHEST}", help="numbers of records, with commas between")
    parser.add_argument("--runs", type=int, default=3, help="how often each build is made")
    parser.add_argument("--only", default=",".join(PARTS), help="what to measure, with commas between [default: all]")
    parser.add_argument("--workspace", type=Path, default=None, help="folder for content and output; must be empty")
    chosen = parser.parse_args()
    only = frozenset(chosen.only.split(","))
    if not only <= set(PARTS):
        parser.error(f"--only takes {', '.join(PARTS)}")
    print(f"Before: {note()}\n\n| Records | Build | Median | Least–most | Runs |\n|---:|---|---:|---|---:|", flush=True)
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as folder:
        for row in _rows(Path(folder), [int(size) for size in chosen.sizes.split(",")], chosen.runs, only):
            print(row, flush=True)
    print(f"\nAfter: {note()}")


def _rows(folder: Path, sizes: Sequence[int], runs: int, only: frozenset[str]) -> Iterator[Row]:
    for size in sizes if only - {"volume"} else ():
        place = folder / str(size)
        place.mkdir()
        yield from measured(place, size, runs, only)
        shutil.rmtree(place)
    if "volume" in only:
        place = folder / "volume"
        place.mkdir()
        yield from measured_volume(place, runs)


if __name__ == "__main__":
    main()
