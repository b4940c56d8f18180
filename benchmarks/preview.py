"""Measures the live preview: from a file's write to the changed page in a real browser.

    python -m benchmarks.preview [--sizes 170,9999] [--runs 12] [--content /somewhere] [--workspace /somewhere]

The real command serves synthetic content; Chromium looks at one entry's page. A run writes the entry's text anew and waits
until the new words stand in the page and a frame was drawn after them. Then the same for a list that holds the entry, of
which its summary is edited, and for an error and its mending. Milliseconds: median, least and most.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.synthetic import write_content

_ROOT = Path(__file__).parent.parent
_PORT = 8765
_SEEN = """(words) => new Promise((done) => {
  const there = () => document.body.textContent.includes(words) && requestAnimationFrame(() => setTimeout(done));
  const seen = new MutationObserver(() => there() && seen.disconnect());
  seen.observe(document, { childList: true, characterData: true, subtree: true });
  there();
})"""
_GONE = _SEEN.replace("document.body.textContent.includes", "!document.body.textContent.includes")


@contextmanager
def _served(content: Path, cache: Path) -> Iterator[float]:
    """Serve while the block runs; hand over the seconds until the preview was there."""
    command = [sys.executable, "-m", "asylmura_ssg", "serve", "--content", content, "--cache", cache, "--port", _PORT]
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), cwd=_ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    if process.stdout is None or not process.stdout.readline():
        raise AssertionError("the preview did not begin")
    try:
        yield time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _measured(page: Page, runs: int, edit: Callable[[int], str], script: str = _SEEN) -> tuple[float, ...]:
    """Return the milliseconds of some edits; ``edit`` writes the file and returns the words that the page then has."""
    found = []
    for run in range(runs):
        start = time.perf_counter()
        words = edit(run)
        page.evaluate(script, words)
        found.append(1000 * (time.perf_counter() - start))
        page.wait_for_timeout(900)  # what is told later, of all entries together, is told before the next edit
    return tuple(found)


def measure(content: Path, cache: Path, runs: int) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield what was measured, and its milliseconds."""
    folder = sorted((content / "monuments").iterdir())[7]
    text, record = folder / "kk.md", folder / "monument.yaml"
    before, facts = text.read_text("utf-8"), record.read_text("utf-8")
    kind = facts.partition("\ntype: ")[2].partition("\n")[0]

    def edit_text(run: int) -> str:
        text.write_text(f"Өлшеу нөмірі {run}.\n\n{before}", "utf-8")
        return f"Өлшеу нөмірі {run}."

    def edit_summary(run: int) -> str:
        record.write_text(facts.replace('summary:\n  kk: "', f'summary:\n  kk: "Тізімдегі өлшеу {run}. ', 1), "utf-8")
        return f"Тізімдегі өлшеу {run}."

    def break_record(run: int) -> str:
        record.write_text(facts.replace("\nregion: ", f"\nregion: nowhere-{run}-", 1), "utf-8")
        return f"nowhere-{run}-"

    def mend_record(run: int) -> str:
        record.write_text(facts, "utf-8")
        return f"nowhere-{run}-"

    with _served(content, cache) as seconds, sync_playwright() as playwright:
        yield "from the command to the first page", (1000 * seconds,)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.goto(f"http://localhost:{_PORT}/kk/monuments/{folder.name}/")
        page.wait_for_timeout(1500)
        yield "an entry's text", _measured(page, runs, edit_text)
        broken: list[float] = []
        mended: list[float] = []
        for run in range(runs):
            broken += _measured(page, 1, lambda _, run=run: break_record(run))  # type: ignore[misc]
            mended += _measured(page, 1, lambda _, run=run: mend_record(run), _GONE)  # type: ignore[misc]
        yield "an error shows", tuple(broken)
        yield "it vanishes", tuple(mended)
        page.goto(f"http://localhost:{_PORT}/kk/types/{kind}/", timeout=120_000)
        page.wait_for_timeout(1500)
        yield "a line in the list of its type", _measured(page, runs, edit_summary)
        browser.close()
    text.write_text(before, "utf-8")
    record.write_text(facts, "utf-8")


def main() -> None:
    """Measure what the command line names, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="170,9999", help="numbers of records")
    parser.add_argument("--runs", type=int, default=12, help="edits of each kind")
    parser.add_argument("--content", type=Path, help="synthetic content that is there already")
    parser.add_argument("--workspace", type=Path, help="folder for what is written")
    chosen = parser.parse_args()
    print("| records | what | ms, median | least–most | runs |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as folder:
        for size in map(int, chosen.sizes.split(",")):
            content = chosen.content or Path(folder) / f"content-{size}"
            if not content.exists():
                write_content(size, content)
            for what, found in measure(content, content.with_name(f"{content.name}-cache"), chosen.runs):
                least = f"{min(found):.0f}–{max(found):.0f}"
                print(f"| {size:,} | {what} | {statistics.median(found):.0f} | {least} | {len(found)} |", flush=True)


if __name__ == "__main__":
    main()
