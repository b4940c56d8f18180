"""The benchmarks' content is the same wherever it is made, and is good content: what is measured is a real build."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from published import Site

from asylmura_ssg.cli import main
from benchmarks.processes import CommandError, memory_of, timed
from benchmarks.run import PAGES, Bench, Row
from benchmarks.synthetic import HIGHEST, LANGUAGES, WORDS, write_content
from benchmarks.weights import weights

COUNT = 20


def test_the_weights_of_plates_are_those_that_travel(site: Site) -> None:
    found = weights(site.root)
    assert len(found) == len([path for path in site.paths("*/index.html") if path[:5].isdecimal()])
    for plate, (page, scripts) in found.items():
        travelling = gzip.compress((site.root / plate / "index.html").read_bytes(), 9)
        assert abs(page / len(travelling) - 1) < 0.05
        assert 0 < scripts < 2 * 1024


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_count_gives_the_same_bytes(tmp_path: Path) -> None:
    write_content(COUNT, tmp_path / "one")
    write_content(COUNT, tmp_path / "other")
    assert _tree(tmp_path / "one") == _tree(tmp_path / "other")


def test_each_record_has_about_400_words_a_language(tmp_path: Path) -> None:
    write_content(COUNT, tmp_path / "content")
    for language in LANGUAGES:
        texts = list((tmp_path / "content" / "monuments").glob(f"*/{language}.md"))
        assert len(texts) == COUNT
        words = sum(len(text.read_text(encoding="utf-8").split()) for text in texts) / COUNT
        assert WORDS <= words <= WORDS * 1.2


@pytest.mark.parametrize("number", [0, HIGHEST + 1])
def test_a_count_no_register_can_hold_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(ValueError, match="register numbers go from 1 to 9999"):
        write_content(number, tmp_path / "content")


@pytest.mark.parametrize("volume", [False, True])
def test_the_content_passes_the_check(tmp_path: Path, volume: bool) -> None:
    write_content(COUNT, tmp_path / "content", volume=volume)
    done = CliRunner().invoke(main, ["check", "--no-advice", "--content", str(tmp_path / "content"), "--jobs", "1"])
    assert done.output == f"{COUNT} entries read; nothing stands in the way of a build.\n"
    assert done.exit_code == 0


def test_one_record_alone_is_good_content(tmp_path: Path) -> None:
    write_content(1, tmp_path / "content")
    done = CliRunner().invoke(main, ["check", "--no-advice", "--content", str(tmp_path / "content")])
    assert done.output == "1 entry read; nothing stands in the way of a build.\n"


def test_a_bench_builds_pages_then_nothing_then_one_edit(tmp_path: Path) -> None:
    bench = Bench(tmp_path, COUNT, volume=False)
    assert len(bench.cold(PAGES, 1)) == 1
    pages = _tree(tmp_path / "output")
    slugs = [folder.name for folder in (tmp_path / "content" / "monuments").iterdir()]
    assert {f"{language}/monuments/{slug}/index.html" for language in LANGUAGES for slug in slugs} <= set(pages)
    assert len(bench.again(PAGES, 1)) == 1  # raises when the build finds anything to do
    assert len(bench.edits(PAGES, 1)) == 1
    edited = _tree(tmp_path / "output")
    changed = {path for path in pages if path.endswith(".html") and pages[path] != edited[path]}
    changed -= {f"{language}/search/index.html" for language in LANGUAGES}  # they name the index by its digest
    changed -= {f"{language}/saved/index.html" for language in LANGUAGES}  # they say how large a region is
    # A Kazakh text stands on its own page and on the page its plate's address answers with.
    assert len(changed) == 2
    assert all("Өзгеріс1" in edited[path].decode() for path in changed)


def test_memory_is_seen_for_the_command_and_its_children(tmp_path: Path) -> None:
    holder = "import subprocess, sys; b = bytearray(40_000_000); subprocess.run([sys.executable, '-c', sys.argv[1]])"
    child = "import time; b = bytearray(30_000_000); time.sleep(2)"
    memory = memory_of(["python3", "-c", holder, child], tmp_path)
    assert memory.tree > 70
    assert 40 < memory.largest < memory.tree


def test_a_command_that_fails_is_not_a_measurement(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 3"):
        timed(["python3", "-c", "raise SystemExit(3)"], tmp_path)


def test_a_row_says_the_median_and_the_spread() -> None:
    assert str(Row(1000, "no change", (0.5, 0.4, 0.9))) == "| 1,000 | no change | 0.50 s | 0.40–0.90 | 3 |"
