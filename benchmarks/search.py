"""Measures the search over synthetic content: how long its index takes, how large it is, what a first query costs a phone.

    python -m benchmarks.search [--size 9999] [--throttle 6] [--workspace /somewhere]

The index is made twice: from nothing, and out of what was kept. Then a page with the search's own scripts is opened in
Chromium, its processor slowed down so many times, and a query typed letter by letter: for each keystroke, the milliseconds
until the results stand in the page (median and longest), and the bytes that were fetched for the whole word, as they are
and gzipped.
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

from playwright.sync_api import Request, sync_playwright

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

_KEYSTROKE = """(value) => new Promise((done) => {
  const field = document.getElementById("q"), found = document.getElementById("found"), start = performance.now();
  const seen = new MutationObserver(() => { seen.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); });
  seen.observe(found, { childList: true, characterData: true, subtree: true });
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


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


def typing(folder: Path, throttle: int) -> Iterator[str]:
    """Type each word into a page opened anew, and yield what it took."""
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for word in TYPED:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            fetched: list[str] = []
            page.on("request", _noting(fetched))
            page.goto(f"{address}/kk/search/", wait_until="networkidle")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
            took = [float(page.evaluate(_KEYSTROKE, word[:length])) for length in range(1, len(word) + 1)]
            files = [
                folder / url.partition("/search/")[2] for url in fetched if "/search/" in url and url.endswith(".json")
            ]
            texts = [(folder / "search" / file.name).read_bytes() for file in files]
            packed = sum(len(gzip.compress(text, 9)) for text in texts)
            yield (
                f"{word}: keystroke {statistics.median(took):.0f} ms (longest {max(took):.0f} ms) at {throttle} times slower; "
                f"{sum(map(len, texts)):,} bytes in {len(texts)} files, {packed:,} gzipped"
            )
            page.close()
        browser.close()


def main() -> None:
    """Measure and print, line by line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=HIGHEST, help="number of records")
    parser.add_argument("--throttle", type=int, default=6, help="how many times slower than this machine the phone is")
    parser.add_argument("--workspace", type=Path, default=None, help="folder for content and output; must be empty")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.workspace) as name:
        folder = Path(name)
        write_content(chosen.size, folder / "content", issued=False)
        for line in (*write_site(folder / "content", folder), *typing(folder / "output", chosen.throttle)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
