"""The bar code of a book: an ISBN as an EAN-13 symbol (ISO/IEC 15420; ISBN as such a number: ISO 2108).

Drawn here and not by a library, because bars must be black ink alone and the digits outlines of the book's own face.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from asylmura_ssg.model.design import Face

MODULE = 0.33
"""The narrowest bar at a magnification of 1, in mm (GS1 General Specifications, 5.2.3)."""

LEAST, MOST = 0.8, 2.0
"""The magnifications that shops can read."""

_BARS = 95  # modules: guards of 3, 5 and 3, and twelve digits of 7
_LEFT, _RIGHT = 11, 7  # modules of quiet zone
_HEIGHT = 22.85 / MODULE
_GUARD = 5.0  # modules that a guard stands below the other bars
_DIGITS = 2.75 / MODULE  # how high the digits are
_GAP = 1.0
_INK, _PAPER = "device-cmyk(0 0 0 1)", "device-cmyk(0 0 0 0)"

_A = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_B = tuple("".join("10"[int(bit)] for bit in reversed(code)) for code in _A)  # A mirrored, light and dark exchanged
_C = tuple("".join("10"[int(bit)] for bit in code) for code in _A)
_SETS = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
"""How the first digit is told: by the sets that the next six are taken from."""


def modules(number: str) -> str:
    """Return the 95 modules of a number of 13 digits, 1 for dark."""
    sets = {"A": _A, "B": _B}
    left = "".join(sets[name][int(digit)] for name, digit in zip(_SETS[int(number[0])], number[1:7], strict=True))
    return f"101{left}01010{''.join(_C[int(digit)] for digit in number[7:])}101"


def size(magnification: float = 1.0) -> tuple[float, float]:
    """Return the width and height in mm, quiet zones and digits included."""
    height = _HEIGHT + max(_GUARD, _GAP + _DIGITS) + _GAP
    return tuple(round(side * MODULE * magnification, 2) for side in (_LEFT + _BARS + _RIGHT, height))  # type: ignore[return-value]


def ean13(isbn: str, face: Face, magnification: float = 1.0) -> str:
    """Return the symbol of an ISBN-13, its hyphens allowed, as SVG of :func:`size`; its view box is in modules.

    ``face`` draws the digits. The white ground is part of it: bars may stand on any colour.
    """
    number = isbn.replace("-", "")
    width, height = size(magnification)
    across, down = round(width / MODULE / magnification, 3), round(height / MODULE / magnification, 3)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ean" viewBox="0 0 {across:g} {down:g}">'
        f'<path fill="{_PAPER}" stroke="none" d="M0 0H{across:g}V{down:g}H0z"/>'
        f'<path fill="{_INK}" stroke="none" d="{"".join(_drawn(modules(number)))}{_figures(number, face)}"/></svg>'
    )


def _drawn(bits: str) -> Iterator[str]:
    """Yield the bars as rectangles, neighbours joined: between two of them no light may be left."""
    start = 0
    while start < len(bits):
        end = start + 1
        while end < len(bits) and bits[end] == bits[start]:
            end += 1
        if bits[start] == "1":
            guard = start < 3 or start >= _BARS - 3 or 45 <= start < 50
            yield f"M{_LEFT + start} 1h{end - start}V{_HEIGHT + (_GUARD if guard else 0):g}h-{end - start}z"
        start = end


def _figures(number: str, face: Face) -> str:
    """Return the digits' outlines: the first in the quiet zone, six below either half, each in the middle of its bars."""
    places = [
        _LEFT / 2 + 0.5,
        *(_LEFT + 3 + 7 * i + 3.5 for i in range(6)),
        *(_LEFT + 50 + 7 * i + 3.5 for i in range(6)),
    ]
    base = _HEIGHT + _GAP + _DIGITS
    return "".join(_digit(face, digit, x, base) for digit, x in zip(number, places, strict=True))


@lru_cache(maxsize=256)
def _digit(face: Face, digit: str, middle: float, base: float) -> str:
    font = TTFont(BytesIO(face.data), lazy=True)
    name, glyphs = font.getBestCmap()[ord(digit)], font.getGlyphSet()
    scale = _DIGITS / font["OS/2"].sCapHeight
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.3f}")
    left = middle - glyphs[name].width * scale / 2
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, base)))
    return str(pen.getCommands())
