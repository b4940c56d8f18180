"""JPEG files as a row of segments (ISO/IEC 10918-1, annex B): the coded picture without what was written beside it."""

from __future__ import annotations

from collections.abc import Iterator

_SOI, _SOS, _APP0, _APP14, _APP15, _COM = 0xD8, 0xDA, 0xE0, 0xEE, 0xEF, 0xFE


def coded_picture(data: bytes) -> bytes:
    """Return the picture as it was coded, bit for bit, without comments, position, names, or profile; empty when it is no JPEG.

    Adobe's marker stays (segment APP14), which says how the colours are coded.
    """
    if data[:2] != bytes((0xFF, _SOI)):
        return b""
    kept = [data[:2]]
    for marker, start, end in _segments(data):
        beside = _APP0 < marker <= _APP15 and marker != _APP14
        if not beside and marker != _COM:
            kept.append(data[start:end])
    return b"".join(kept)


def is_adobe(data: bytes) -> bool:
    """Tell whether Adobe's marker is there: then 255 means no ink in CMYK."""
    return any(marker == _APP14 and data[start + 4 : start + 9] == b"Adobe" for marker, start, _ in _segments(data))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each segment's marker, start and end; the last begins with the scan and holds all the rest."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        end = len(data) if marker == _SOS else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, at, end
        at = end
