"""Files compressed before anyone asks for them: the same bytes on every machine, by libraries that the lock names."""

from __future__ import annotations

import brotli
import deflate

_GZIP_LEVEL = 12
_BROTLI_QUALITY = 11

GZIP = f"deflate {deflate.__version__}, {_GZIP_LEVEL}"
BROTLI = f"brotli {brotli.__version__}, {_BROTLI_QUALITY}"
"""Who compresses, and how hard: other words, other bytes."""


def gzip_of(data: bytes) -> bytes:
    """Return the data as a gzip member (RFC 1952) without a name and with the time 0."""
    return bytes(deflate.gzip_compress(data, _GZIP_LEVEL))


def brotli_of(data: bytes) -> bytes:
    """Return the data as a brotli stream (RFC 7932)."""
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY))
