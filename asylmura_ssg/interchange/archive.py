"""Archives that office programs write, opened only where they stay as small as they say."""

from __future__ import annotations

import io
import zipfile
import zlib

from asylmura_ssg.interchange.sheet import UnreadableTableError

UNPACKED = 400_000_000
"""Bytes that an archive may become. 20,000 monuments with long texts become a quarter of it."""

_CHUNK = 1 << 20


def opened(name: str, data: bytes, most: int = UNPACKED) -> zipfile.ZipFile:
    """Return an archive whose parts together become no more than ``most`` bytes. Raises UnreadableTableError and BadZipFile.

    A header may lie about what it announces, so each part is unpacked once and counted; nothing of it is kept.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    total = sum(info.file_size for info in archive.infolist())
    if total > most:
        raise _bomb(name, most)
    left = most
    for info in archive.infolist():
        if info.compress_type == zipfile.ZIP_DEFLATED:
            left -= _unpacked(data, info, left)
            if left < 0:
                raise _bomb(name, most)
    return archive


def _bomb(name: str, most: int) -> UnreadableTableError:
    return UnreadableTableError(
        f"{name} would become more than {most / 1e6:,.0f} MB when it is unpacked, and is not opened. A table never does: "
        "ask where it comes from, or save the rows that matter as CSV"
    )


def _unpacked(data: bytes, info: zipfile.ZipInfo, most: int) -> int:
    """Return how many bytes a deflated part becomes, counting no further than a little over ``most``."""
    at = info.header_offset
    # APPNOTE.TXT 4.3.7: a local header of 30 bytes, the lengths of name and extra field at its end.
    start = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    packed = data[start : start + info.compress_size]
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    count = 0
    try:
        while packed and count <= most:
            count += len(stream.decompress(packed, _CHUNK))
            packed = stream.unconsumed_tail
    except zlib.error:
        raise zipfile.BadZipFile(info.filename) from None
    return count
