"""A plate's code as filled outlines (SVG) and as one-bit pixels (PNG).

The symbol follows ISO/IEC 18004:2015. Version, level and mask come from the recipe and are never left to the library.
Outlines are filled, not stroked: engraving software traces strokes as hairlines.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import MODE_8BIT_BYTE, QRData

from asylmura_ssg.model.plate import QUIET_ZONE
from asylmura_ssg.model.recipe import PlateRecipe

Matrix = tuple[tuple[bool, ...], ...]

MODULE_MM = 2.0  # side of one module on the plate: read to about 0.85 m
MODULE_PX = 12
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}


def make_plate(recipe: PlateRecipe) -> bytes:
    """Return the plate's code in the recipe's form, with its quiet zone of four modules."""
    symbol = matrix(recipe.payload, recipe.version, recipe.level, recipe.mask)
    return _svg(symbol).encode() if recipe.form == "svg" else _png(symbol)


@lru_cache(maxsize=64)  # the same symbol is asked for as SVG, PNG and on a page
def matrix(payload: str, version: int, level: str, mask: int) -> Matrix:
    """Return the symbol's modules, dark as True, row by row, without the quiet zone.

    Raises ValueError when the payload does not fit the version at this level.
    """
    code = qrcode.QRCode(version=version, error_correction=_LEVELS[level], mask_pattern=mask, border=0)
    code.add_data(QRData(payload.encode("ascii"), mode=MODE_8BIT_BYTE), optimize=0)
    try:
        code.make(fit=False)
    except DataOverflowError:
        raise ValueError(f"{payload!r} does not fit version {version} at level {level}") from None
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def outline(symbol: Matrix) -> str:
    """Return SVG path data of the dark modules in module units: closed outlines, one rectangle a run of modules."""
    return "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(symbol) for start, length in _runs(row)
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    runs, start = [], None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs


def _svg(symbol: Matrix) -> str:
    side = len(symbol) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * MODULE_MM:g}mm" height="{side * MODULE_MM:g}mm" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" transform="translate({QUIET_ZONE} {QUIET_ZONE})" d="{outline(symbol)}"/></svg>\n'
    )


def _png(symbol: Matrix) -> bytes:
    """Return a one-bit greyscale PNG (ISO/IEC 15948), 12 px a module."""
    quiet = (False,) * QUIET_ZONE
    blank = (False,) * (len(symbol) + 2 * QUIET_ZONE)
    rows = [blank] * QUIET_ZONE + [quiet + row + quiet for row in symbol] + [blank] * QUIET_ZONE
    side = len(blank) * MODULE_PX
    raw = b"".join(_scanline(row) * MODULE_PX for row in rows)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def _scanline(row: tuple[bool, ...]) -> bytes:
    """Return one row of pixels: filter byte 0, then bits, 1 for light."""
    bits = "".join(("0" if dark else "1") * MODULE_PX for dark in row)
    padded = bits + "0" * (-len(bits) % 8)
    return b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG: length, kind, data, checksum (ISO/IEC 15948, 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
