"""The container of an EPUB: a ZIP whose bytes depend on what it holds alone (EPUB 3.3, "OCF ZIP container").

It is written here and not by ``zipfile``, which compresses by whatever zlib the system has: other machine, other bytes.
Clauses are those of PKWARE's APPNOTE 6.3.10, which EPUB 3.3 names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from deflate import crc32, deflate_compress

_MIMETYPE = b"application/epub+zip"
_LEVEL = 9
_STORED, _DEFLATED = 0, 8
_VERSION = 20  # of the ZIP format: deflated files ask for it (4.4.3)
_UNIX = 3 << 8
_UTF8 = 1 << 11  # names that are not ASCII are UTF-8 (4.4.4)
_READABLE = 0o100644 << 16
_TIME, _DAY = (
    0,
    1 << 5 | 1,
)  # the first of January 1980, the earliest there is: what a file says does not come of a clock


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the container; ``packed`` unless its kind is compressed as it is."""

    name: str
    data: bytes = field(repr=False)
    packed: bool = True


def archive(members: Iterable[Member], out: BinaryIO) -> None:
    """Write the ZIP, one file in memory at a time.

    What it is stands first, not compressed, so that its first bytes tell (OCF, "mimetype file").
    """
    directory, count, at = bytearray(), 0, 0
    for count, member in enumerate(chain((Member("mimetype", _MIMETYPE, packed=False),), members), 1):  # noqa: B007 - how many there were
        name = member.name.encode()
        data = bytes(deflate_compress(member.data, _LEVEL)) if member.packed else member.data
        told = struct.pack(
            "<5H3L2H", _VERSION, 0 if name.isascii() else _UTF8, _DEFLATED if member.packed else _STORED, _TIME, _DAY,
            crc32(member.data), len(data), len(member.data), len(name), 0,
        )  # fmt: skip
        head = b"PK\x03\x04" + told + name  # 4.3.7
        out.write(head)
        out.write(data)
        directory += b"PK\x01\x02" + struct.pack("<H", _UNIX | _VERSION) + told  # 4.3.12
        directory += struct.pack("<3H2L", 0, 0, 0, _READABLE, at) + name
        at += len(head) + len(data)
    end = struct.pack("<4H2LH", 0, 0, count, count, len(directory), at, 0)  # 4.3.16
    out.write(directory + b"PK\x05\x06" + end)
