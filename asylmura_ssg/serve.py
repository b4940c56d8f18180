"""Shows the published tree on this machine, with the rules the plates' host follows.

A folder answers with its page whether or not the address ends with a slash, and never by a redirect: a plate's address
carries no slash.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".csv": "text/csv; charset=utf-8",
        ".geojson": "application/geo+json",
        ".html": "text/html; charset=utf-8",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def translate_path(self, path: str) -> str:
        """Return the file for an address; a folder's is its index.html."""
        if "\0" in path or "%00" in path or "/." in path:
            return str(Path(self.directory) / "no such file")  # hidden files are nobody's business, as on the real host
        found = Path(super().translate_path(path))
        return str(found / "index.html" if found.is_dir() else found)

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

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: whoever looks at pages does not read a log."""


def server_for(output: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the tree on this machine's loopback address; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(output)))
