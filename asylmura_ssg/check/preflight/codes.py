"""Every code of a painted page: what it reads as, where it stands, how much empty margin it has.

ZXing looks first; where it finds a code that it cannot read, the place is painted finer and OpenCV is asked, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

DPI = 150
"""A module of a code 21 mm wide is 4 px."""

QUIET_QR = 4
"""Modules on all sides (ISO/IEC 18004:2015, 9.1)."""

QUIET_EAN = (11, 7)
"""Modules on the left and on the right (ISO/IEC 15420:2009, 4.4.3.2)."""

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.EAN13])
_EAN_MODULES = 95  # ISO/IEC 15420:2009, 4.4.2.1
_BOOKLAND = ("978", "979")  # prefixes of ISBNs; what else looks like an EAN is a texture
_EDGE = 3  # pixels that a symbol's own edge may take
_LIGHT = 200  # a pixel this light or lighter is paper
_DARK = 70  # one this dark or darker is black ink


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code on a painted page, dark on light. ``box`` is left, top, right, bottom in pixels.

    ``kind`` is ``qr`` or ``ean``; ``text`` is None where nothing can read it. ``margin`` is the part of the empty margin
    it asks for that is there, on the side where it is least: 1 is all.
    """

    kind: str
    text: str | None
    box: tuple[float, float, float, float]
    margin: float


def codes_on(page: Grey, finer: Callable[[], Grey]) -> Iterator[Sighting]:
    """Yield every code of a page painted at :data:`DPI`; ``finer`` paints it at twice as many, should there be a need."""
    for code in zxingcpp.read_barcodes(page, formats=_FORMATS, return_errors=True):
        kind = "ean" if code.format == zxingcpp.BarcodeFormat.EAN13 else "qr"
        box = _box(code.position)
        if kind == "ean":
            if code.valid and code.text.startswith(_BOOKLAND):
                yield Sighting(kind, code.text, box, _margin(page, box, _EAN_MODULES, QUIET_EAN, beside=True))
            continue
        if min(box[2] - box[0], box[3] - box[1]) < 21 * 1.5:
            continue  # a texture: no symbol is smaller than 21 modules
        modules = _modules(code)
        if modules is None:
            continue  # a micro or a rectangular code: photographs have places that look like one
        text = code.text if code.valid else _second_opinion(finer(), box)
        if text is None and not _in_black(page, box):
            continue  # a drawing in colour, too
        yield Sighting(kind, text, box, _margin(page, box, modules, (QUIET_QR, QUIET_QR), beside=False))


def codes_by_opencv(page: Grey) -> Iterator[Sighting]:
    """Yield the QR codes of a page that OpenCV reads: another way to find them, where ZXing finds none."""
    found, texts, places, symbols = cv2.QRCodeDetector().detectAndDecodeMulti(page)
    for text, place, symbol in zip(texts, places, symbols, strict=False) if found else ():
        if text:
            (left, top), (right, bottom) = np.min(place, axis=0), np.max(place, axis=0)
            box = float(left), float(top), float(right), float(bottom)
            quiet = QUIET_QR, QUIET_QR
            yield Sighting("qr", text, box, _margin(page, box, len(symbol), quiet, beside=False))


def _in_black(page: Grey, box: tuple[float, float, float, float]) -> bool:
    """Tell whether a place holds black and paper: a fifth of it or more each, where in a code it is about a half."""
    left, top, right, bottom = (max(0, round(side)) for side in box)
    part = page[top:bottom, left:right]
    return bool(part.size) and float((part >= _LIGHT).mean()) > 0.2 and float((part <= _DARK).mean()) > 0.2


def _modules(code: zxingcpp.Barcode) -> int | None:
    """Return how many modules a QR code is wide, as its version says; one that says none is taken for a small one.

    None for its relatives (ISO/IEC 18004, 5.2: M1 to M4; ISO/IEC 23941: R7x43 and so on), which no plate or book bears.
    """
    said = code.extra if isinstance(code.extra, dict) else {}
    version = str(said.get("Version") or 1)
    return 17 + 4 * int(version) if version.isdecimal() else None


def _second_opinion(finer: Grey, box: tuple[float, float, float, float]) -> str | None:
    """Return what either decoder reads at a code's place in the finer page, its surroundings included."""
    left, top, right, bottom = (2 * value for value in box)
    room = (right - left) / 3
    rows, columns = (
        slice(max(0, int(top - room)), int(bottom + room)),
        slice(max(0, int(left - room)), int(right + room)),
    )
    part = np.ascontiguousarray(finer[rows, columns])
    if not part.size:
        return None
    for code in zxingcpp.read_barcodes(part, formats=_FORMATS):
        return code.text
    text, *_ = cv2.QRCodeDetector().detectAndDecode(part)
    return text or None


def _box(position: zxingcpp.Position) -> tuple[float, float, float, float]:
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    across, down = [float(corner.x) for corner in corners], [float(corner.y) for corner in corners]
    return min(across), min(down), max(across), max(down)


def _margin(
    page: Grey, box: tuple[float, float, float, float], modules: int, quiet: tuple[int, int], *, beside: bool
) -> float:
    """Return the least share of the empty margin that is there; what lies beyond the page is no paper.

    ``beside`` asks for it on the left and right alone, at the height of the code's middle: a barcode's digits stand below.
    """
    left, top, right, bottom = box
    module = (right - left) / modules
    middle, reach = (top + bottom) / 2, module
    across = (middle - reach, middle + reach) if beside else (top, bottom)
    shares = [
        _clear(page, across, left, -1, quiet[0] * module),
        _clear(page, across, right, 1, quiet[1] * module),
    ]
    if not beside:
        turned = page.T
        shares.append(_clear(turned, (left, right), top, -1, quiet[0] * module))
        shares.append(_clear(turned, (left, right), bottom, 1, quiet[1] * module))
    return round(min(shares), 2)


def _clear(page: Grey, across: tuple[float, float], edge: float, way: int, wanted: float) -> float:
    """Return the share of ``wanted`` pixels, outwards from a symbol's edge, that are paper over its whole side.

    The edge is known to a pixel or two: what is dark next to it is the symbol's own, up to the width of a module.
    """
    rows = page[max(0, round(across[0])) : max(1, round(across[1]))]
    beyond = rows[:, ceil(edge) :] if way > 0 else rows[:, : max(0, int(edge))][:, ::-1]
    steps = round(wanted)
    if beyond.shape[1] < steps or not rows.size:
        return 0.0
    dark = np.asarray((beyond[:, : steps + _EDGE] < _LIGHT).any(axis=0))
    own = min(int(np.argmin(dark)), _EDGE)
    free = dark[own:steps]
    return 1.0 if not free.any() else int(np.argmax(free)) / len(free)
