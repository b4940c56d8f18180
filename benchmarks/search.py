"""Measures the search over synthetic content: how long its index takes, how large it is, what a first query costs a phone.

    python -m benchmarks.search [--size 9999] [--phone 437] [--workspace /somewhere]

The index is made twice: from nothing, and out of what was kept. Then a page with the search's own scripts is opened in
Chromium, and a query typed letter by letter: for each keystroke, the milliseconds of processor time that the page's main
thread spends from the input until the first results are painted (median and longest), as many times longer as a phone is
slower; then what the rest of the list takes once typing pauses, and the bytes that were fetched for the whole word, as
they are and gzipped. Processor time does not count what waits for the network, nor the turns of others on this machine.

How much slower a phone is, Lighthouse's BenchmarkIndex tells, which is measured before each word: see docs/search.md.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, Request, sync_playwright

from asylmura_ssg.cache import Store
from asylmura_ssg.concordance import Concordance
from asylmura_ssg.make.pages import make_page
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.recipe import Artifact, SearchRecipe, TextRecipe
from asylmura_ssg.model.route import path_of
from asylmura_ssg.pipeline import read
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.plan.search import plan_search
from asylmura_ssg.tree import read_tree
from benchmarks.synthetic import HIGHEST, write_content

TYPED = ("кесене", "Turkistan", "қорғандары", "Жамбылская область", "Аксай мавзолей", "Тукркистан", "00137")

PHONE = 437
"""BenchmarkIndex of a mid-tier phone, as Lighthouse emulates one: a desktop of 1,500 to 2,000, slowed down four times."""

LOW = 264
"""BenchmarkIndex of a low-tier phone, a Moto G Power of 2022, to which Chrome DevTools calibrates "low-tier mobile"."""

# The two tasks of Lighthouse's BenchmarkIndex (core/lib/page-functions.js), each so many times. The index is the mean of
# tenths of times a second; here the seconds are the processor's, so that a busy machine is not taken for a slow one.
_TIMES = 2000
_TASKS = (
    """(times) => {
  while (times--) {
    let text = "";
    for (let j = 0; j < 10000; j++) text += "a";
    if (text.length === 1) throw new Error("never, but so nothing is optimized away");
  }
}""",
    """(times) => {
  const two = [[], []];
  for (let i = 0; i < 100000; i++) two[0][i] = two[1][i] = i;
  while (times--) {
    const from = two[times % 2], to = two[1 - times % 2];
    for (let j = 0; j < from.length; j++) to[j] = from[j];
  }
}""",
)

_KEYSTROKE = """(value) => new Promise((done) => {
  const field = document.getElementById("q");
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(done));
  });
  seen.observe(document.getElementById("found").parentElement, { childList: true, subtree: true });
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(done, 5000);
})"""

_NOTHING = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"

LIMIT = 100  # milliseconds a keystroke may take on a phone
_PAUSE = 1000  # milliseconds after which the rest of a list stands there


def write_site(content: Path, folder: Path) -> Iterator[str]:
    """Write the pages that search and all they need, and yield how long the index took and how large it is."""
    templates, kept = Path(__file__).parent.parent / "templates", Store(folder / "cache")
    order = Order(content, templates, folder / "output", folder / "cache", Scope(), 2)
    reading, design = read(order, read_tree(content), read_tree(templates), Store(None))
    if reading.catalogue is None:
        raise AssertionError("the synthetic content cannot be read")
    assets, artifacts = plan_assets(reading.catalogue, design)
    frames = frames_of(reading.catalogue, design, assets)
    start = time.perf_counter()
    index = Concordance(kept, 2).search_index(reading.catalogue, frames)
    made = time.perf_counter()
    again = Concordance(kept, 2).search_index(reading.catalogue, frames)
    yield f"index from nothing: {made - start:.1f} s; out of what was kept: {time.perf_counter() - made:.1f} s"
    if index != again:
        raise AssertionError("the index is not the same again")
    sizes: dict[str, list[int]] = {}
    for name, text in index.files.items():
        sizes.setdefault(name.rpartition("-")[0], []).append(len(text.encode()))
    for kind, held in sorted(sizes.items()):
        yield f"{kind}: {len(held)} files, {sum(held):,} bytes, the largest {max(held):,}"
    none = {language: {"regions": (), "types": (), "periods": ()} for language in LANGUAGES}
    for artifact in (*artifacts, *plan_search(index, design, frames, none)):
        _write(artifact, folder / "output")


def _write(artifact: Artifact, folder: Path) -> None:
    recipe = artifact.recipe
    if isinstance(recipe, TextRecipe | SearchRecipe):
        path = folder / path_of(artifact.route)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(recipe.text.encode() if isinstance(recipe, TextRecipe) else make_page(recipe))


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what is fetched."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs, and give its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _noting(fetched: list[str]) -> Callable[[Request], None]:
    return lambda request: fetched.append(request.url)


class Typist:
    """Types into a search page and tells what a letter costs: milliseconds of processor time on the page's main thread."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._asking = 0.0
        self._asking = min(self._taken(_NOTHING) for _ in range(3))

    def _spent(self) -> float:
        told = self._session.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in told if one["name"] == "TaskDuration") * 1000

    def machine_index(self) -> float:
        """Return the BenchmarkIndex of this machine as it is now."""
        return statistics.mean(_TIMES / 10 / self._taken(task, _TIMES) * 1000 for task in _TASKS)

    def types(self, text: str) -> float:
        """Return what it takes until the first results for a text are painted."""
        return self._taken(_KEYSTROKE, text)

    def _taken(self, script: str, given: object = None) -> float:
        """Return what a script takes, without what asking for it takes."""
        before = self._spent()
        self._page.evaluate(script, given)
        return self._spent() - before - self._asking

    def pauses(self) -> float:
        """Return what is done once nobody types: the rest of the list, its drawings, the address."""
        before = self._spent()
        self._page.wait_for_timeout(_PAUSE)
        return self._spent() - before


def typing(folder: Path, phone: float) -> Iterator[str]:
    """Type each word into a page opened anew, and yield what it took."""
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        gauge = Typist(browser.new_page())
        gauge.machine_index()  # warm
        all_took: list[float] = []
        for word in TYPED:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            fetched: list[str] = []
            page.on("request", _noting(fetched))
            page.goto(f"{address}/kk/search/", wait_until="networkidle")
            typist = Typist(page)
            page.wait_for_timeout(_PAUSE)
            index = gauge.machine_index()
            slower = index / phone
            took = [slower * typist.types(word[:length]) for length in range(1, len(word) + 1)]
            all_took += took
            rest = slower * typist.pauses()
            files = [
                folder / url.partition("/search/")[2] for url in fetched if "/search/" in url and url.endswith(".json")
            ]
            texts = [(folder / "search" / file.name).read_bytes() for file in files]
            packed = sum(len(gzip.compress(text, 9)) for text in texts)
            yield (
                f"{word}: machine {index:,.0f}, keystroke {statistics.median(took):.0f} ms (longest {max(took):.0f} ms), the rest of the list "
                f"{rest:.0f} ms; {sum(map(len, texts)):,} bytes in {len(texts)} files, {packed:,} gzipped"
            )
            page.close()
        for name, factor in (("such a phone", 1.0), ("a low-tier phone", phone / LOW)):
            told = [one * factor for one in all_took]
            yield (
                f"{len(told)} keystrokes on {name}: median {statistics.median(told):.0f} ms, longest {max(told):.0f} ms, "
                f"{sum(one > LIMIT for one in told)} above {LIMIT} ms"
            )
        browser.close()


def main() -> None:
    """Measure and print, line by line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=HIGHEST, help="number of records")
    parser.add_argument("--phone", type=float, default=PHONE, help="BenchmarkIndex of the phone")
    parser.add_argument("--workspace", type=Path, default=None, help="folder for content and output; must be empty")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as name:
        folder = Path(name)
        write_content(chosen.size, folder / "content", issued=False)
        for line in (*write_site(folder / "content", folder), *typing(folder / "output", chosen.phone)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
