"""ToUnicode maps (ISO 32000-1, 9.10.3): which letters a font's codes stand for."""

from __future__ import annotations

import re

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_CODES = 65536


def letters_of(cmap: bytes) -> dict[int, str]:
    """Return what each code means, of codes up to two bytes; what cannot be read is left out."""
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            found.update((_code(code), _letters(meaning)) for code, meaning in _PAIR.findall(block))
        else:
            for first, last, start, each in _RANGE.findall(block):
                found.update(_spread(_code(first), _code(last), start, each))
    return {code: meaning for code, meaning in found.items() if meaning and 0 <= code < _CODES}


def _spread(first: int, last: int, start: bytes, each: bytes) -> dict[int, str]:
    """Return a range's meanings: the last letter of the first one is counted on."""
    count = min(last - first + 1, _CODES)
    if each:
        return {first + i: _letters(meaning) for i, meaning in enumerate(_HEX.findall(each)[:count])}
    base = _letters(start)
    if not base:
        return {}
    top = ord(base[-1])
    return {first + i: base[:-1] + chr(top + i) for i in range(count) if top + i <= 0x10FFFF}


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _letters(digits: bytes) -> str:
    packed = b"".join(digits.split())
    return bytes.fromhex(packed[: len(packed) // 4 * 4].decode()).decode("utf-16-be", "replace")
