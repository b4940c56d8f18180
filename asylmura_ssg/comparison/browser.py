"""A Chromium that is at hand, led over a pipe by the Chrome DevTools Protocol: it shows pages, and hands over pictures.

It opens pages of this machine's alone. Scripts of a page are not run: a page is whole without them, and looks the same each
time; pictures that would be fetched when one comes near are fetched at once then.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

PATIENCE = 60
"""Seconds without a word from the browser."""
TALLEST = 12_000
"""px: of a longer page the beginning is taken."""

_FLAGS = (
    "--headless", "--no-sandbox", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync", "--disable-gpu", "--disable-lcd-text",
    "--font-render-hinting=none", "--force-color-profile=srgb", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip

# The browser reads commands from 3 and writes answers to 4; how they are numbered here is up to chance.
_LAUNCH = "import os,sys;os.dup2(int(sys.argv[1]),3);os.dup2(int(sys.argv[2]),4);os.execv(sys.argv[3],sys.argv[3:])"
_HIGH = 10


class BrowserError(Exception):
    """The browser did not do what it was asked for; the words say why."""


class Browser:
    """One browser with one page, for the length of a block."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._said = 0
        self._held = b""
        self._session = ""

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, self._out = _pipe()
        self._in, theirs_out = _pipe()
        words = [sys.executable, "-c", _LAUNCH, str(theirs_in), str(theirs_out), self._path, *_FLAGS,
                 f"--user-data-dir={self._profile.name}", "about:blank"]  # fmt: skip
        quiet = subprocess.DEVNULL
        self._running = subprocess.Popen(  # noqa: S603 - a browser the person has
            words, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=(theirs_in, theirs_out), start_new_session=True
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            target = self._ask("Target.createTarget", url="about:blank")["targetId"]
            self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            self._ask("Page.enable")
            self._ask("Emulation.setScriptExecutionDisabled", value=True)
            calm = [
                {"name": "prefers-reduced-motion", "value": "reduce"},
                {"name": "prefers-color-scheme", "value": "light"},
            ]
            self._ask("Emulation.setEmulatedMedia", features=calm)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(self._running.pid, signal.SIGKILL)  # with all its processes, which write into its profile
        self._running.wait()
        os.close(self._out)
        os.close(self._in)
        self._profile.cleanup()

    def visit(self, address: str) -> None:
        """Open a page with all it needs. Raises BrowserError."""
        went = self._ask("Page.navigate", url=address)
        if went.get("errorText"):
            raise BrowserError(f"the browser cannot open {address}: {went['errorText']}")
        self._await("Page.loadEventFired")
        self._ask("Runtime.evaluate", expression="document.fonts.ready.then(() => 1)", awaitPromise=True)

    def shot(self, address: str, width: int) -> bytes:
        """Return a whole page as PNG at a width in px. Raises BrowserError."""
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.visit(address)
        height = min(TALLEST, int(self._ask("Page.getLayoutMetrics")["cssContentSize"]["height"]))
        area = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        taken = self._ask("Page.captureScreenshot", format="png", clip=area, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        self._said += 1
        number = self._said
        message = {"id": number, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        try:
            os.write(self._out, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            raise BrowserError(f"{self._path} ended before it was asked for anything") from None
        while True:
            heard = self._hear()
            if heard.get("id") == number:
                if "error" in heard:
                    raise BrowserError(f"the browser refuses {method}: {heard['error'].get('message', '')}")
                result: dict[str, Any] = heard.get("result", {})
                return result

    def _await(self, event: str) -> None:
        while self._hear().get("method") != event:
            continue

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            ready, _, _ = select.select([self._in], [], [], PATIENCE)
            if not ready:
                raise BrowserError(f"{self._path} said nothing for {PATIENCE} seconds")
            more = os.read(self._in, 1 << 20)
            if not more:
                raise BrowserError(f"{self._path} ended unasked")
            self._held += more
        message, _, self._held = self._held.partition(b"\0")
        heard: dict[str, Any] = json.loads(message)
        return heard


def _pipe() -> tuple[int, int]:
    """Return a pipe's ends, numbered so high that they are in nobody's way."""
    ends = []
    for end in os.pipe():
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _HIGH))
        os.close(end)
    return ends[0], ends[1]
