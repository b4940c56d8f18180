"""Each code of a page: read, held against the register module by module, and measured."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.check.artwork.decoders import Sighting, read_by_opencv, read_by_zxing
from asylmura_ssg.check.artwork.raster import Grey, Raster
from asylmura_ssg.model.artwork import CodeBox
from asylmura_ssg.model.plate import QUIET_ZONE
from asylmura_ssg.model.proof import (
    CONTRAST,
    MODULE_TOLERANCE,
    PLACE_TOLERANCE,
    QUIET,
    Check,
    ExpectedCode,
    Finding,
    at_least,
    at_most,
    equal,
    within,
)
from asylmura_ssg.model.register import matrix_digest

_INK = 236  # a pixel this dark or darker is touched by ink: a twelfth of it, or more
_READ_AT = 6  # pixels a module for decoders
_SEARCH_AT = (4, 6, 3)  # pixels a module for looking over a page
_GRID = 8  # pixels a module where modules are sampled; their middle half counts
_BEYOND = 5  # modules around a symbol that are looked at for its quiet zone
_ZOOM = 4


def prove_codes(raster: Raster, codes: tuple[ExpectedCode, ...]) -> Iterator[Finding]:
    """Yield what is found of a page's codes: each there exactly once, no other, and each as it is registered."""
    yield from _census(raster, codes)
    for number, code in enumerate(codes, 1):
        yield from _prove_code(raster, code, number)


def modules_of(code: ExpectedCode) -> int:
    """Return the number of modules along a symbol's side (ISO/IEC 18004:2015, 6.3.1)."""
    return 17 + 4 * code.symbol.version


def _census(raster: Raster, codes: tuple[ExpectedCode, ...]) -> Iterator[Finding]:
    """Yield how many codes a look over the page finds in their place, and how many that nobody ordered."""
    best, strangers = 0, 0
    for pixels in _SEARCH_AT:
        share = min(pixels / (code.box.module * raster.scale) for code in codes)
        seen = read_by_zxing(
            np.asarray(cv2.resize(raster.grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
        )
        once = sum(1 for code in codes if sum(_is(sighting, code, raster.scale * share) for sighting in seen) == 1)
        best, strangers = max((best, strangers), (once, len(seen) - once))
        if best == len(codes):
            break
    yield equal(Check.FOUND, best, len(codes))
    yield equal(Check.STRANGERS, strangers, 0)


def _is(sighting: Sighting, code: ExpectedCode, scale: float) -> bool:
    half = modules_of(code) * code.box.module / 2
    away = max(abs(sighting.x / scale - code.box.x - half), abs(sighting.y / scale - code.box.y - half))
    return away < half and sighting.payload == code.payload.encode()


def _prove_code(raster: Raster, code: ExpectedCode, number: int) -> Iterator[Finding]:
    count = modules_of(code)
    whole = _sized(raster.around(code.box, count * code.box.module, QUIET_ZONE, 255), count + 2 * QUIET_ZONE)
    read = tuple(sighting.payload for sighting in read_by_zxing(whole))
    yield _payload(Check.PAYLOAD_ZXING, read[0] if len(read) == 1 else None, code, number)
    yield _payload(Check.PAYLOAD_OPENCV, read_by_opencv(whole), code, number)
    x, y, module = _located(raster, code)
    yield within(Check.MODULE, module, code.box.module, MODULE_TOLERANCE * code.box.module, "mm", number)
    away = max(abs(x - code.box.x), abs(y - code.box.y))
    yield at_most(Check.PLACE, away, PLACE_TOLERANCE, "mm", number)
    found = abs(module / code.box.module - 1) < 0.05 and away < code.box.module
    box = CodeBox(x, y, module) if found else code.box
    values = _sampled(raster, box, count)
    quiet, dark = float(np.median(_frame(values))), float(np.median(_finders(values[4:-4, 4:-4])))
    symbol = values[4:-4, 4:-4]
    rows = symbol < (quiet + dark) / 2
    yield equal(Check.MATRIX, matrix_digest(rows.tolist()), code.symbol.matrix, number)
    yield at_least(Check.QUIET_ZONE, _clear(raster, box, count), QUIET, "", number)
    yield at_least(Check.CONTRAST, _contrast(symbol, rows, quiet, dark), CONTRAST, "%", number)


def _payload(check: Check, read: bytes | None, code: ExpectedCode, number: int) -> Finding:
    shown = "—" if read is None else read.decode("utf-8", "backslashreplace")
    return Finding(check, read == code.payload.encode(), shown, code.payload, number)


def _sized(grey: Grey, modules: int) -> Grey:
    side = modules * _READ_AT
    return np.asarray(cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _located(raster: Raster, code: ExpectedCode) -> tuple[float, float, float]:
    """Return a symbol's upper left corner and its module's side, mm, from the dark there is within a module around it.

    The finders reach to all four sides (ISO/IEC 18004:2015, 6.3.3), so that the dark's bounds are the symbol's. An edge
    lies where a smoothed pixel is half covered.
    """
    box, count = code.box, modules_of(code)
    grey = raster.around(box, count * box.module, 1, 255)
    large = cv2.resize(grey, None, fx=_ZOOM, fy=_ZOOM, interpolation=cv2.INTER_LINEAR)
    left, top, width, height = cv2.boundingRect((large < 128).astype(np.uint8))
    per_mm = raster.scale * _ZOOM
    origin_x = round((box.x - box.module) * raster.scale) / raster.scale
    origin_y = round((box.y - box.module) * raster.scale) / raster.scale
    return origin_x + left / per_mm, origin_y + top / per_mm, (width + height) / 2 / per_mm / count


def _sampled(raster: Raster, box: CodeBox, count: int) -> NDArray[np.float32]:
    """Return the mean value of each module's middle half, the quiet zone's four modules around them too."""
    modules = count + 2 * QUIET_ZONE
    step = box.module * raster.scale / _GRID
    start = (box.x - QUIET_ZONE * box.module) * raster.scale, (box.y - QUIET_ZONE * box.module) * raster.scale
    # A pixel's middle is at half a pixel, in the page as on the grid.
    shift = [value + step / 2 - 0.5 for value in start]
    view = np.array([[step, 0, shift[0]], [0, step, shift[1]]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    grid = cv2.warpAffine(
        raster.grey,
        view,
        (modules * _GRID, modules * _GRID),
        flags=flags,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(0,),
    )
    cells = grid.reshape(modules, _GRID, modules, _GRID)[:, _GRID // 4 : -_GRID // 4, :, _GRID // 4 : -_GRID // 4]
    return np.asarray(cells.mean(axis=(1, 3)), np.float32)


def _frame(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the values of the modules next to the symbol."""
    ring = values[3:-3, 3:-3]
    return np.concatenate([ring[0], ring[-1], ring[:, 0], ring[:, -1]])


def _finders(symbol: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the values of the finders' middles, three modules square, dark in every symbol."""
    middles = symbol[2:5, 2:5], symbol[2:5, -5:-2], symbol[-5:-2, 2:5]
    return np.concatenate([middle.ravel() for middle in middles])


def _clear(raster: Raster, box: CodeBox, count: int) -> float:
    """Return how many modules around a symbol are clear of ink, on the side where it is least; no more than are looked at.

    What lies beyond the page counts as ink: a code needs its quiet zone on the plate.
    """
    grey = raster.around(box, count * box.module, _BEYOND, 0)
    rows, columns = np.nonzero(grey <= _INK)
    scale, start = raster.scale, _BEYOND * box.module * raster.scale
    left = round((box.x - _BEYOND * box.module) * scale) - (box.x - _BEYOND * box.module) * scale
    top = round((box.y - _BEYOND * box.module) * scale) - (box.y - _BEYOND * box.module) * scale
    end = start + count * box.module * scale
    across = np.maximum(start - (columns + 1 + left), columns + left - end)
    down = np.maximum(start - (rows + 1 + top), rows + top - end)
    away = np.maximum(across, down)
    beyond = away[away >= 1]  # within a pixel it is the symbol's own edge
    modules = float(beyond.min()) / (box.module * scale) if beyond.size else float(_BEYOND)
    return min(modules, float(_BEYOND))


def _contrast(symbol: NDArray[np.float32], rows: NDArray[np.bool_], quiet: float, dark: float) -> float:
    """Return the least difference of reflectance between any light and any dark module, percentage points.

    Below nought where the symbol is light on dark. Values are reflectances by the curve of IEC 61966-2-1.
    """
    if quiet <= dark or not rows.any() or rows.all():
        return 100 * (_reflectance(quiet) - _reflectance(dark))
    lightest = min(quiet, float(symbol[~rows].min()))
    return 100 * (_reflectance(lightest) - _reflectance(float(symbol[rows].max())))


def _reflectance(value: float) -> float:
    share = value / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
