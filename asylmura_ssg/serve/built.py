"""Shows the published tree on this machine, with the rules the plates' host follows.

A folder answers with its page whether or not the address ends with a slash, and never by a redirect: a plate's address
carries no slash. Addresses of older plates answer by their rules: those on our domains on this machine's own name, those
on other hosts where a request's ``Host`` speaks of them.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asylmura_ssg.make.hosting.headers import POLICY, SECURITY
from asylmura_ssg.model.address import Hosting, as_served, host_of
from asylmura_ssg.publish import PRESS


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".csv": "text/csv; charset=utf-8",
        ".epub": "application/epub+zip",
        ".geojson": "application/geo+json",
        ".glb": "model/gltf-binary",
        ".html": "text/html; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".webm": "video/webm",
        ".woff2": "font/woff2",
        ".webmanifest": "application/manifest+json",
        ".xml": "application/xml",
    }

    def __init__(self, hosting: Hosting, *args: Any, directory: str) -> None:
        self._hosting = hosting  # first: the base class answers while it is made
        super().__init__(*args, directory=directory)

    def translate_path(self, path: str) -> str:
        """Return the file for an address; a folder's is its index.html."""
        ruled = self._hosting.ruled(self._spoken_of(), path)
        if ruled is not None:
            return str(Path(self.directory) / ruled)
        served = as_served(path.partition("?")[0])
        if "\0" in served or "/." in served:
            return str(Path(self.directory) / "no such file")  # hidden files are nobody's business, as on the real host
        found = Path(super().translate_path(path))
        if found.is_relative_to(Path(self.directory) / PRESS):
            return str(Path(self.directory) / "no such file")  # what printing houses are handed is no part of the site
        return str(found / "index.html" if found.is_dir() else found)

    def _spoken_of(self) -> str:
        """Return the host that is asked for: one of the plates', else the first domain, for which this machine stands."""
        named = str(self.headers.get("Host", "")).lower()
        names = (named, host_of(named.rpartition(":")[0] if named.rpartition(":")[2].isdecimal() else named))
        return next((name for name in names if name in self._hosting.hosts), self._hosting.first)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an unknown address with the site's own page for it."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Send with everything what the real host sends with pages, so that what a page may not do shows here first."""
        for name, value in (("Content-Security-Policy", POLICY), *SECURITY):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: whoever looks at pages does not read a log."""


def server_for(output: Path, port: int, hosting: Hosting | None = None) -> ThreadingHTTPServer:
    """Return a server of the tree on this machine's loopback address; port 0 takes a free one."""
    rules = Hosting((), (), ()) if hosting is None else hosting
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, rules, directory=str(output)))
