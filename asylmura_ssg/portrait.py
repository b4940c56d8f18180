"""A model's poster, taken by the very viewer that the site shows it with, in a browser that is at hand.

It is taken once, by a person's command, and committed beside the model: a build needs no browser, and makes the same bytes
on every machine.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import tempfile
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from typing import Any

from PIL import Image

SIZE = (1280, 960)
"""px: as wide as the widest stage on a desk."""
FELT = (0xF4, 0xEE, 0xE0)
"""The ground that models stand on: the role ``card`` of templates/pages/style.css."""
PATIENCE = 180
"""Seconds: a machine without a graphics card takes half a minute for a model of the largest size."""
_QUALITY = 85

_PAGE = f"""<!doctype html><meta charset="utf-8"><title>portrait</title>
<style>body {{ margin: 0 }} model-viewer {{ width: {SIZE[0]}px; height: {SIZE[1]}px }}</style>
<model-viewer src="/model.glb" shadow-intensity="1" interaction-prompt="none"></model-viewer>
<script type="module">
import "/viewer.js";
const shown = document.querySelector("model-viewer");
const say = (path, body) => fetch(path, {{ method: "POST", body }});
shown.addEventListener("error", () => say("/failed", ""));
shown.addEventListener("load", async () => say("/portrait", await shown.toBlob({{ mimeType: "image/png" }})));
</script>""".encode()

_FLAGS = (
    "--headless", "--no-sandbox", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync", "--force-device-scale-factor=1", f"--window-size={SIZE[0]},{SIZE[1]}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
"""It opens this one page and can reach nothing else."""


class NoPortraitError(Exception):
    """No poster came of it; the words say why."""


def portrait(model: bytes, viewer: bytes, browser: str) -> bytes:
    """Return a poster of a model as JPEG. ``viewer`` is the viewer's script, ``browser`` a Chromium's path.

    Raises NoPortraitError where the browser cannot show it.
    """
    taken: Queue[bytes] = Queue()
    files = {
        "/": ("text/html", _PAGE),
        "/viewer.js": ("text/javascript", viewer),
        "/model.glb": ("model/gltf-binary", model),
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Studio, files, taken))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            address = f"http://127.0.0.1:{server.server_address[1]}/"
            words = [browser, *_FLAGS, f"--user-data-dir={profile}/browser", address]
            quiet = subprocess.DEVNULL
            with subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True) as running:  # noqa: S603 - a browser the person has
                try:
                    png = taken.get(timeout=PATIENCE)
                except Empty:
                    raise NoPortraitError(f"{browser} showed nothing within {PATIENCE} seconds") from None
                finally:
                    os.killpg(running.pid, signal.SIGKILL)  # with all its processes, which write into its profile
    finally:
        server.shutdown()
        server.server_close()
    if not png:
        raise NoPortraitError("the viewer cannot show the model")
    return _on_felt(png)


def _on_felt(png: bytes) -> bytes:
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    ground = Image.new("RGBA", image.size, (*FELT, 255))
    out = io.BytesIO()
    Image.alpha_composite(ground, image).convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


class _Studio(BaseHTTPRequestHandler):
    """Hands the browser its page, the viewer and the model, and takes the picture."""

    def __init__(self, files: dict[str, tuple[str, bytes]], taken: Queue[bytes], *rest: Any) -> None:
        self._files = files  # first: the base class answers while it is made
        self._taken = taken
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Answer with a file."""
        kind, data = self._files.get(self.path, ("text/plain", b""))
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        """Take the picture; nothing comes where the viewer failed."""
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._taken.put(data if self.path == "/portrait" else b"")
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""
