"""A PDF written as it goes: one object after another, of which only the places are remembered (ISO 32000-1, 7.5).

There are no object streams and no compressed cross-references, so that PDF 1.3 (PDF/X-1a) and later are written alike.
"""

from __future__ import annotations

import hashlib
from typing import BinaryIO

_BINARY = b"%\xe2\xe3\xcf\xd3\n"  # says to those who carry the file that it is no text (7.5.2)


class PdfFile:
    """A file being written. Numbers of objects are handed out first, and each is written once, in any order."""

    def __init__(self, out: BinaryIO, version: str) -> None:
        self._out = out
        self._at = 0
        self._places: list[int] = [0]
        self._digest = hashlib.md5(usedforsecurity=False)
        self._write(f"%PDF-{version}\n".encode() + _BINARY)

    def reserve(self, count: int = 1) -> int:
        """Return the number of a new object, the first of as many as asked for."""
        number = len(self._places)
        self._places += [0] * count
        return number

    def put(self, number: int, body: bytes, stream: bytes | None = None) -> None:
        """Write an object. ``body`` of a stream says its length."""
        if self._places[number]:
            raise ValueError(f"object {number} was written already")
        self._places[number] = self._at
        self._write(b"%d 0 obj\n" % number)
        self._write(body)
        if stream is not None:
            self._write(b"\nstream\n")
            self._write(stream)
            self._write(b"\nendstream")
        self._write(b"\nendobj\n")

    def add(self, body: bytes, stream: bytes | None = None) -> int:
        """Write a new object and return its number."""
        number = self.reserve()
        self.put(number, body, stream)
        return number

    def close(self, root: int, info: int) -> None:
        """Write the cross-references and the trailer; the file's ID is the digest of all before it (14.4)."""
        lost = [number for number, place in enumerate(self._places) if number and not place]
        if lost:
            raise ValueError(f"objects {lost[:5]} were never written")
        start, count = self._at, len(self._places)
        identity = self._digest.hexdigest().upper()
        rows = ["0000000000 65535 f \n", *(f"{place:010d} 00000 n \n" for place in self._places[1:])]
        self._write(f"xref\n0 {count}\n{''.join(rows)}".encode())
        self._write(
            f"trailer\n<</Size {count}/Root {root} 0 R/Info {info} 0 R/ID [<{identity}><{identity}>]>>\n"
            f"startxref\n{start}\n%%EOF\n".encode()
        )

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._at += len(data)


def text(words: str) -> bytes:
    """Return words as a text string: ASCII as it is, anything else in UTF-16 (7.9.2.2)."""
    if words.isascii() and words.isprintable():
        return b"(" + words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode() + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def ref(number: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % number
