"""Hands the preview to browsers: over this machine's loopback address alone, unless a phone is asked in.

A page of another site that has a name of its own lead here is answered nothing: the ``Host`` of a request must be one of
this server's (DNS rebinding). Whoever asks from another machine must have come with the word that the terminal showed.
"""

from __future__ import annotations

import hmac
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import Any

from asylmura_ssg.make.hosting.headers import POLICY, SECURITY
from asylmura_ssg.serve.pages import Answer, Pages

_QUIET = 15.0
"""Seconds after which a stream says that it is still there."""
_PATIENCE = 10.0
"""Seconds that a browser has to take what it asked for."""
_LISTENERS = 100
"""So many pages are told of changes at a time."""
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_WEB = 80
"""The port that browsers do not name (RFC 9110, 4.2.1)."""
_COOKIE = "asylmura-desk"


class Changes:
    """Tells everybody who listens that something is new: one number, so that whoever is slow misses nothing."""

    def __init__(self) -> None:
        self._number = 0
        self._listeners = 0
        self._changed = Condition()

    def tell(self) -> None:
        """Say that something is new."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> int:
        """Wait until something is newer than ``number``, or so many seconds; return the number of what is newest."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, seconds)
            return self._number

    @contextmanager
    def listening(self) -> Iterator[bool]:
        """Count somebody who listens while the block runs; False where there are too many."""
        with self._changed:
            self._listeners += 1
            room = self._listeners <= _LISTENERS
        try:
            yield room
        finally:
            with self._changed:
                self._listeners -= 1


@dataclass(frozen=True, slots=True)
class Desk:
    """What is served: pages, changes, when to stop, and the word without which no other machine is let in."""

    pages: Pages
    changes: Changes
    stop: Event
    word: str = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    disable_nagle_algorithm = True

    def __init__(self, desk: Desk, host: str, *args: Any) -> None:
        self._desk, self._host = desk, host  # first: the base class answers while it is made
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer."""
        if not self._meant():
            self._send(
                Answer(b"this address is not served here", "text/plain; charset=utf-8", HTTPStatus.MISDIRECTED_REQUEST)
            )
            return
        if self._host not in _LOOPBACK and not self._let_in():
            return
        if self.path.partition("?")[0] == "/desk/changes":
            self._stream()
        else:
            self._send(self._desk.pages.at(self.path))

    do_HEAD = do_GET  # noqa: N815 - the base class calls it so

    def _meant(self) -> bool:
        port = self.connection.getsockname()[1]
        names = _LOOPBACK if self._host in _LOOPBACK else (self._host,)
        own = {f"{name}:{port}" for name in names} | (set(names) if port == _WEB else set())
        return self.headers.get("Host", "").lower() in own

    def _let_in(self) -> bool:
        """Tell whether somebody on another machine came with the word; whoever brings it is given it to keep."""
        try:
            kept = SimpleCookie(self.headers.get("Cookie", "")).get(_COOKIE)
        except CookieError:
            kept = None
        if kept is not None and hmac.compare_digest(kept.value.encode(), self._desk.word.encode()):
            return True
        brought = self.path.removeprefix("/desk/phone/") if self.path.startswith("/desk/phone/") else ""
        if hmac.compare_digest(brought.encode(), self._desk.word.encode()):
            self.send_response(HTTPStatus.SEE_OTHER)
            self.send_header("Location", "/")
            self.send_header("Set-Cookie", f"{_COOKIE}={self._desk.word}; HttpOnly; SameSite=Strict; Path=/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(
                Answer(b"scan the code in the terminal again", "text/plain; charset=utf-8", HTTPStatus.FORBIDDEN)
            )
        return False

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", answer.cached)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _stream(self) -> None:
        """Tell of changes as they come (HTML Standard, 9.2) until the browser or the server is gone."""
        desk = self._desk
        with desk.changes.listening() as room:
            if not room:
                self._send(Answer(b"", "text/plain", HTTPStatus.SERVICE_UNAVAILABLE))
                return
            self.close_connection = True
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            seen = -1
            while not desk.stop.is_set():
                number = desk.changes.after(seen, _QUIET)
                said = f"data: {json.dumps({'revision': desk.pages.revision})}\n\n" if number != seen else ":\n\n"
                self.wfile.write(said.encode())
                seen = number

    def end_headers(self) -> None:
        """Send with everything what real hosts send, and let no other site have any of it."""
        for name, value in (
            ("Content-Security-Policy", POLICY),
            *SECURITY,
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: whoever looks at pages does not read a log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Be silent of browsers that went away; a fault of our own keeps its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def desk_server(desk: Desk, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server on one address; port 0 takes a free one. ``host`` is 127.0.0.1, or this machine's on its network."""
    return _Server((host, port), partial(_Handler, desk, host))


def serving(server: ThreadingHTTPServer) -> Thread:
    """Start answering, beside whatever else is done; return what answers."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    return thread
