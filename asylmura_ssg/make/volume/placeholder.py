"""The empty place of a picture: a JPEG of one grey pixel that bears its address in a comment (ITU-T T.81, B.2.4.5)."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

_START, _COMMENT = b"\xff\xd8", b"\xff\xfe"


def placeholder(address: str) -> bytes:
    """Return the picture's empty place; WeasyPrint passes a JPEG on byte for byte."""
    words = address.encode()
    return _START + _COMMENT + (len(words) + 2).to_bytes(2, "big") + words + _pixel()[len(_START) :]


def address_in(data: bytes) -> str | None:
    """Return the address an empty place bears; None for any other picture."""
    if not data.startswith(_START + _COMMENT):
        return None
    length = int.from_bytes(data[4:6], "big")
    words, rest = data[6 : 4 + length], data[4 + length :]
    return words.decode() if rest == _pixel()[len(_START) :] else None


@cache
def _pixel() -> bytes:
    out = io.BytesIO()
    Image.new("L", (1, 1), 128).save(out, "JPEG")
    return out.getvalue()
