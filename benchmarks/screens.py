"""Takes the pictures that the README shows, of the site as it was last built.

    python3 build.py && python -m benchmarks.screens [--site output] [--into docs/pictures]

Chromium opens each page once it has settled. The pictures look the same from one run to the next; their bytes need not.
"""

from __future__ import annotations

import argparse
import io
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
QUALITY = 82
"""Of WebP: letters stay sharp."""
LARGEST = 150_000
"""Bytes a picture may have."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture: of which page, at which size of window in px, at how many pixels of the picture to one of those."""

    name: str
    path: str
    width: int
    height: int
    scale: float
    light: Literal["light", "dark"] = "light"
    beneath: int = 0
    """How far down the page is scrolled, in px."""


SCREENS = (
    Screen("home", "/kk/", 1280, 700, 1),
    Screen("plate", "/00125/", 390, 844, 2),
    Screen("map", "/ru/map/", 1280, 860, 1),
    Screen("time", "/en/time/", 1280, 860, 1, "dark", beneath=345),
)


def take(browser: Browser, address: str, screen: Screen) -> bytes:
    """Return the picture as WebP."""
    page = browser.new_page(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
        color_scheme=screen.light,
        reduced_motion="reduce",
        service_workers="block",
    )
    page.goto(address + screen.path, wait_until="networkidle")
    page.evaluate("by => scrollTo(0, by)", screen.beneath)
    seen = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.close()
    packed = io.BytesIO()
    seen.convert("RGB").save(packed, "WEBP", quality=QUALITY, method=6)
    return packed.getvalue()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine alone, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    """Take and write all of them, and say how large each is."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "output", help="the built site")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "pictures", help="where the pictures go")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    with served(chosen.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--disable-gpu"])
        for screen in SCREENS:
            picture = take(browser, address, screen)
            if len(picture) > LARGEST:
                raise SystemExit(f"{screen.name}: {len(picture):,} bytes; {LARGEST:,} is the most")
            (chosen.into / f"{screen.name}.webp").write_bytes(picture)
            print(f"{screen.name}.webp: {len(picture):,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
