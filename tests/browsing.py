"""A real browser on our pages: Debian's Chromium, driven by Playwright, before a server that keeps the house's rules.

Sites are served from this machine's loopback address, packed as the real hosts pack them; nothing else can be reached.
What a page asks for and what the browser says of it is noted down. ``tests/test_browser_*.py`` use the fixtures below.
"""

from __future__ import annotations

import fcntl
import gzip
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from published import LANGUAGES, MINIATURE, ROOT, TEMPLATES, Site, build_apart

from asylmura_ssg.make.hosting.headers import COMPRESSIBLE
from asylmura_ssg.model.address import Hosting
from asylmura_ssg.serve import built

TOOLS = ROOT / ".venv" / "browser" / "node_modules"
"""What npm brought: axe-core, Lighthouse, the Nu checker."""

WIDTHS = (320, 768, 1440)
"""Of a window, in px: a small phone, a tablet, a desk."""

FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip
"""Without a graphics card, and with no way to any host but this one."""


def chromium() -> str:
    """Return where the browser stands."""
    found = shutil.which("chromium")
    assert found, "chromium is not there; `python3 build.py test` sees to it"
    return found


def tool(path: str) -> Path:
    """Return a file of what npm brought."""
    found = TOOLS / path
    assert found.exists(), f"{found} is not there; `python3 build.py test` sees to it"
    return found


class _Packing(built._Handler):
    """Serves as ``asylmura serve`` does, over connections that stay open, and packed, as the real hosts do."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | Any:
        path = Path(self.translate_path(self.path))
        packs = "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix.removeprefix(".") in COMPRESSIBLE
        if not packs or "Range" in self.headers or not path.is_file():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)


class _Server(ThreadingHTTPServer):
    """A server to which it is nothing new that a browser goes on to the next page before it has all of this one."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class Served:
    """A site on this machine. ``url`` has no slash at its end; ``asked`` is what was asked for, in order: its log."""

    url: str
    site: Site
    asked: list[str]

    def kinds(self) -> dict[str, str]:
        """Return a page of every kind and language, the heaviest of its kind, by what its address looks like.

        Nobody lists the kinds: a new kind of page is looked at from the day it is published.
        """
        heaviest: dict[str, str] = {}
        for path in self.site.paths():
            kind, known = kind_of(path), heaviest.get(kind_of(path))
            if known is None or self.weight(path) > self.weight(known):
                heaviest[kind] = path
        return {kind: "/" + path.removesuffix("index.html") for kind, path in heaviest.items()}

    def weight(self, path: str) -> int:
        """Return the size in bytes of a page, by its path or address."""
        place = self.site.root / path.removeprefix("/")
        return (place / "index.html" if place.is_dir() else place).stat().st_size

    def shows_photograph(self, address: str) -> bool:
        """Tell whether there is a photograph on a page, by its address."""
        return "<picture" in self.site.read(f"{address[1:]}index.html" if address.endswith("/") else address[1:])

    def kinds_in(self, language: str) -> dict[str, str]:
        """Return a page of every kind in a language; what has no language of its own is taken as Kazakh."""
        own = {kind: path for kind, path in self.kinds().items() if kind.partition("/")[0] == language}
        others = {k: p for k, p in self.kinds().items() if k.partition("/")[0] not in LANGUAGES}
        return own | (others if language == "kk" else {})


def kind_of(path: str) -> str:
    """Return what a page's path looks like: ``kk/monuments/*``, ``<number>``, ``kk/about``."""
    parts = path.removesuffix("index.html").strip("/").split("/")
    if re.fullmatch(r"\d{5}", parts[0]):
        return "<number>"
    dated = [re.sub(r"\d{4}-\d{2}-\d{2}", "<date>", part) for part in parts[2:]]
    return "/".join([*parts[:2], *(part if part == "<date>" else "*" for part in dated)])


@dataclass
class Visit:
    """A page in a window of its own, with all that was asked for, and all that the browser said of it."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Errors and warnings on the console, violations of the page's policy among them, and what a script threw."""

    def go(self, path: str, wait: Literal["load", "networkidle"] = "load") -> list[str]:
        """Go to another page in the same window, and return what was asked for: the notes begin anew."""
        self.requests.clear()
        self.said.clear()
        self.page.goto(path, wait_until=wait)
        return self.requests

    def strangers(self, served: Served | None = None) -> list[str]:
        """Return what was asked of any other origin; what stands in the page itself (``data:``, ``blob:``) is its own."""
        own = urlsplit(served.url if served else self.page.url).netloc
        return [url for url in self.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
                and urlsplit(url).netloc != own]  # fmt: skip


@contextmanager
def serving(site: Site) -> Iterator[Served]:
    """Serve a site until the block ends."""
    asked: list[str] = []

    class Handler(_Packing):
        def log_request(self, *_: int | str) -> None:
            asked.append(self.path)

    server = _Server(("127.0.0.1", 0), partial(Handler, Hosting((), (), ()), directory=str(site.root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(f"http://localhost:{server.server_address[1]}", site, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def real_site(site: Site) -> Iterator[Served]:
    """The real encyclopedia, served."""
    with serving(site) as served:
        yield served


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The miniature encyclopedia, which has pictures, models, drafts and fixed versions, served; nobody edits it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    done = shared / "miniature.done"
    with (shared / "miniature.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            content = shared / "miniature-content"
            shutil.copytree(MINIATURE, content)
            freeze = [sys.executable, "-m", "asylmura_ssg", "freeze", "--content", str(content)]
            subprocess.run([*freeze, "--templates", str(TEMPLATES)], cwd=ROOT, check=True, capture_output=True)
            made = build_apart(content, shared / "miniature", shared / "miniature-cache")
            assert made.returncode == 0, made.stderr
            done.touch()
    with serving(Site(shared / "miniature")) as served:
        yield served


PagesIn = Callable[[str], tuple[str, ...]]


@pytest.fixture(scope="session")
def pages_in(real_site: Served, small_site: Served) -> PagesIn:
    """Return, by language, a page of every kind there is: the real site's heaviest, and the miniature's where it has more.

    It has more where the real site has no such page yet, or shows no photograph on it.
    """

    @cache
    def every(language: str) -> tuple[str, ...]:
        real, small = real_site.kinds_in(language), small_site.kinds_in(language)
        more = {kind: path for kind, path in small.items() if kind not in real or small_site.shows_photograph(path)}
        return (*(real_site.url + path for path in real.values()), *(small_site.url + path for path in more.values()))

    return every


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once a worker, without a window."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield launched
        launched.close()


PageAt = Callable[..., Visit]
"""``page_at(path, width=390, dark=False, javascript=True, offline=False, on=real_site, ...)``."""


@pytest.fixture
def page_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[PageAt]:
    """Open pages, each in a window without a past; all are closed after the test.

    Unless told otherwise of the real site, 390 × 844 px, light, with scripts and network. ``offline`` cuts the network
    before the page is asked for; ``visit.context.set_offline`` does so later. ``more`` is for Playwright's new_context:
    service workers, which fetch in the background, are left out but for ``service_workers="allow"``.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, width: int = 390, *, height: int = 844, dark: bool = False, javascript: bool = True,
        offline: bool = False, on: Served | None = None, wait: Literal["load", "networkidle"] = "load", **more: Any,
    ) -> Visit:  # fmt: skip
        served = on or request.getfixturevalue("real_site")
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            java_script_enabled=javascript, offline=offline, base_url=served.url, **({"service_workers": "block"} | more),
        )  # fmt: skip
        contexts.append(context)
        visit = watched(context)
        visit.go(path, wait)
        return visit

    yield open_page
    for context in contexts:
        context.close()


def watched(context: BrowserContext) -> Visit:
    """Return a new page of a window, whose requests and complaints are noted down."""
    visit = Visit(context.new_page(), context)
    context.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.said.extend([message.text] * _complains(message)))
    visit.page.on("pageerror", lambda error: visit.said.append(str(error)))
    return visit


def _complains(message: ConsoleMessage) -> bool:
    """Tell whether the browser complains; of what page_at itself keeps from the page, nobody need hear."""
    return message.type in {"error", "warning"} and "blocked by Playwright" not in message.text
