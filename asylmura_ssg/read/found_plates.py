"""Photographs of plates that hang already → what their codes say, by two decoders, and where they were taken.

The decoders are zxing-cpp and OpenCV, which share no code: what both read in the same letters is what the plate carries.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pillow_heif import HeifImageFile, is_supported as is_heif

from asylmura_ssg.model.monument import Point
from asylmura_ssg.read.raster import whole_files_demanded

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif")
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

# Longest sides in px, in the order they are tried: a code on a plate fills a few hundred px of most photographs, and
# smaller pictures lose noise; the full size comes last, for plates taken from far away.
_SIDES = (1600, 1000, 2600, 640, 4400)

Grey = NDArray[np.uint8]


class UnreadablePhotographError(Exception):
    """The bytes are no picture that can be opened; the words say why."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What each decoder read, every text once, sorted."""

    zxing: tuple[str, ...]
    opencv: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that either read."""
        return tuple(sorted({*self.zxing, *self.opencv}))

    @property
    def agreed(self) -> str | None:
        """The one text that both read and nothing beside it, else None."""
        return self.texts[0] if len(self.texts) == 1 and self.zxing == self.opencv else None


def open_photograph(data: bytes) -> Image.Image:
    """Return the picture upright, as the camera's orientation says. Raises UnreadablePhotographError."""
    try:
        # Telephones take as much as others would fear for a bomb.
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            whole_files_demanded(),
        ):
            return ImageOps.exif_transpose(_opened(data))
    except Image.DecompressionBombError:
        raise UnreadablePhotographError("it has more than 178 million pixels; save it smaller") from None
    except UnidentifiedImageError:
        raise UnreadablePhotographError("it is not a picture in JPEG, PNG, WebP or HEIC") from None
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as error:
        raise UnreadablePhotographError(f"it cannot be opened: {error}") from None


def _opened(data: bytes) -> Image.Image:
    if is_heif(data):
        image: Image.Image = HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call] # its constructor has no types
        return image
    return Image.open(io.BytesIO(data), formats=_FORMATS)


def position_of(image: Image.Image) -> Point | None:
    """Return where a picture says it was taken, to five decimals (about a metre), or None when it does not.

    Exif 3.0, 4.6.6: degrees, minutes and seconds as rationals, and a letter for the hemisphere. (0, 0) is what some
    programs write for "unknown".
    """
    found = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    lat = _degrees(found.get(ExifTags.GPS.GPSLatitude), found.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    lon = _degrees(found.get(ExifTags.GPS.GPSLongitude), found.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    return None if lat is None or lon is None or (lat == 0 and lon == 0) else Point(round(lat, 5), round(lon, 5))


def _degrees(parts: Any, hemisphere: Any, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return -value if str(hemisphere).strip("\0 ").upper() == negative else value


def read_codes(image: Image.Image) -> Codes:
    """Return what the two decoders read in a picture, which is looked at in several sizes until something is found."""
    grey = np.asarray(image.convert("L"))
    return Codes(_read_by(_by_zxing, grey), _read_by(_by_opencv, grey))


def _read_by(decode: Callable[[Grey], set[str]], grey: Grey) -> tuple[str, ...]:
    found = next(filter(None, (decode(picture) for picture in _pictures(grey))), set())
    return tuple(sorted(found))


def _pictures(grey: Grey) -> Iterator[Grey]:
    """Yield the picture in its sizes; then evened out, for shade and glare; then turned by an eighth of a circle."""
    longest = max(grey.shape)
    for side in _SIDES:
        if side < longest:
            yield _resized(grey, side / longest)
    if longest <= max(_SIDES):
        yield grey
    first = _resized(grey, _SIDES[0] / longest)
    if longest < _SIDES[0]:
        yield first
    yield cv2.createCLAHE(3.0, (8, 8)).apply(first).astype(np.uint8)
    yield cv2.GaussianBlur(first, (0, 0), 1.5).astype(np.uint8)
    yield _turned(first)


def _resized(grey: Grey, scale: float) -> Grey:
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way).astype(np.uint8)


def _turned(grey: Grey) -> Grey:
    height, width = grey.shape
    side = math.ceil(math.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1.0)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    return cv2.warpAffine(grey, turn, (side, side), borderValue=255.0).astype(np.uint8)


def _by_zxing(grey: Grey) -> set[str]:
    found = zxingcpp.read_barcodes(grey, formats=_QR, text_mode=zxingcpp.TextMode.Plain)
    return {code.text for code in found if code.text}


def _by_opencv(grey: Grey) -> set[str]:
    for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        try:
            _, texts, _, _ = detector.detectAndDecodeMulti(grey)
        except (cv2.error, UnicodeDecodeError):  # it gives up on some pictures with an assertion of its own
            continue
        found = {text for text in texts if text}
        if found:
            return found
    return set()
