"""Asks a running site for plates' pages as a phone does that meets it for the first time: one connection, one request.

Which addresses are asked for is handed in; whether an answer is good is decided here, and said in words if it is not.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import socket
import ssl
import string
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, quote, urlsplit

from asylmura_ssg.model.address import host_of

_PIECE = 1 << 16


class BaseError(ValueError):
    """The address of the site to ask is not one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for: path and query on a host, where the page of a plate should be."""

    host: str
    target: str
    plate: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the time from the first packet to the last byte, in ms; ``fault`` is empty where all was well."""

    ask: Ask
    milliseconds: float
    fault: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How is asked: seconds until an answer counts as none, how many at once, and whose certificates are trusted."""

    timeout: float
    at_once: int
    context: ssl.SSLContext


class _Fault(Exception):  # noqa: N818 - it carries a finding, no error of ours
    """What is wrong with an answer, in words."""


def probe(base: str, asks: Sequence[Ask], manner: Manner, clock: Callable[[], float]) -> tuple[Answer, ...]:
    """Return the answers of the site at ``base`` (``https://host`` or ``http://host:port``), in the order of the asks.

    Every ask goes to the machine that ``base`` names and speaks of its own host there. ``clock`` counts seconds. Raises
    BaseError.
    """
    place = parts_of(base)
    with ThreadPoolExecutor(manner.at_once) as pool:
        return tuple(pool.map(lambda ask: _answer(place, ask, manner, clock), asks))


def parts_of(base: str) -> SplitResult:
    """Return the parts of a site's address. Raises BaseError."""
    wanted = "write it as in https://birgemiz-asylmura.kz or http://127.0.0.1:8000"
    try:
        place = urlsplit(base)
        _ = place.port
    except ValueError as error:
        raise BaseError(f"{base} is no address: {error}; {wanted}") from None
    if place.scheme not in ("http", "https") or host_of(place.hostname or "") is None:
        raise BaseError(f"{base} is no address of a site; {wanted}")
    if place.path.strip("/") or place.query or place.fragment:
        raise BaseError(f"{base} goes on after the host; plates stand at its root; {wanted}")
    return place


def _answer(place: SplitResult, ask: Ask, manner: Manner, clock: Callable[[], float]) -> Answer:
    started = clock()
    fault = ""
    try:
        _judge(ask, _page(place, ask, manner, lambda: clock() - started))
    except _Fault as found:
        fault = str(found)
    except ssl.SSLCertVerificationError as error:
        fault = f"the certificate does not hold for {ask.host}: {error.verify_message}"
    except http.client.IncompleteRead as error:
        missing = f" of {len(error.partial) + error.expected}" if error.expected else ""
        fault = f"the answer breaks off after {len(error.partial)}{missing} bytes"
    except http.client.RemoteDisconnected:
        fault = "the connection was closed without an answer"
    except http.client.HTTPException as error:
        fault = f"what answers does not speak HTTP: {type(error).__name__}"
    except OSError as error:
        fault = f"no connection: {error.strerror or error}"
    taken = clock() - started
    late = fault and taken >= manner.timeout
    return Answer(ask, taken * 1000, f"no whole answer within {manner.timeout:g} s" if late else fault)


def _page(place: SplitResult, ask: Ask, manner: Manner, elapsed: Callable[[], float]) -> bytes:
    """Return the page as a browser would have it, or raise what is wrong with the answer."""
    connection = http.client.HTTPConnection(ask.host)
    connection.sock = held = _connected(place, ask, manner)
    # A socket's own timeout begins anew with every byte. By the base class: a TLS socket would take itself apart.
    late = Timer(max(0.0, manner.timeout - elapsed()), lambda: _shut(held))
    late.start()
    try:
        target = quote(ask.target, safe=string.punctuation)
        connection.request("GET", target, headers={"Host": ask.host, "Accept-Encoding": "gzip", "Connection": "close"})
        response = connection.getresponse()
        if response.status in range(300, 400):
            raise _Fault(f"{response.status}, a redirect to {response.getheader('Location', 'nowhere')}; "
                         "a plate's address must answer by itself")  # fmt: skip
        if response.status != 200:
            raise _Fault(f"answers {response.status} {response.reason}".rstrip())
        return _unpacked(_body(response), response.getheader("Content-Encoding", "identity"))
    finally:
        late.cancel()
        connection.close()


def _shut(held: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was closed meanwhile
        socket.socket.shutdown(held, socket.SHUT_RDWR)


def _connected(place: SplitResult, ask: Ask, manner: Manner) -> socket.socket:
    secure = place.scheme == "https"
    plain = socket.create_connection((place.hostname, place.port or (443 if secure else 80)), manner.timeout)
    try:
        name = urlsplit(f"//{ask.host}").hostname
        return manner.context.wrap_socket(plain, server_hostname=name) if secure else plain
    except BaseException:
        plain.close()
        raise


def _body(response: http.client.HTTPResponse) -> bytes:
    """Return the bytes sent."""
    body, promised = b"", response.length
    while piece := response.read1(_PIECE):
        body += piece
    if promised is not None and len(body) < promised:
        raise http.client.IncompleteRead(body, promised - len(body))
    return body


def _unpacked(body: bytes, coding: str) -> bytes:
    packed = coding.strip().lower()
    if packed not in ("gzip", "x-gzip", "identity", ""):
        raise _Fault(f"is packed as {coding}, which was not asked for")
    try:
        return gzip.decompress(body) if packed.endswith("gzip") else body
    except (OSError, EOFError, zlib.error) as error:
        raise _Fault(f"is packed as gzip and cannot be unpacked: {error}") from None


def _judge(ask: Ask, page: bytes) -> None:
    if not page.rstrip().endswith(b"</html>"):
        raise _Fault(f"the page is not whole: its {len(page)} bytes do not end with </html>")
    if ask.plate.encode() not in page:
        raise _Fault(f"another page: it does not name plate {ask.plate}")
