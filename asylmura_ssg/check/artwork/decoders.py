"""Two independent decoders. What one reads by luck, the other need not; both must read every code."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from asylmura_ssg.check.artwork.raster import Grey

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# OpenCV misses a few flawless symbols at one size or another; a phone, too, looks more than once.
_SHARES = (0.67, 1.0, 0.5, 1.5)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code seen on a page: its bytes, and its middle in pixels."""

    payload: bytes
    x: float
    y: float


def read_by_zxing(grey: Grey) -> tuple[Sighting, ...]:
    """Return every code ZXing sees, dark on light, upright or turned."""
    found = zxingcpp.read_barcodes(grey, formats=_QR, try_invert=False)
    return tuple(Sighting(code.bytes, *_middle(code.position)) for code in found)


def read_by_opencv(grey: Grey) -> bytes | None:
    """Return what OpenCV reads of a picture with one code, tried at a few sizes; None where it reads nothing.

    Its two ways to find a code differ; the one by markers is three times as fast and is asked first.
    """
    for find, shares in ((cv2.QRCodeDetectorAruco, _SHARES[:2]), (cv2.QRCodeDetector, _SHARES)):
        for share in shares:
            sized = grey if share == 1 else cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            text, *_ = find().detectAndDecode(np.asarray(sized, np.uint8))
            if text:
                return text.encode()
    return None


def _middle(position: zxingcpp.Position) -> tuple[float, float]:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4
