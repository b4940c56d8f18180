"""What a picture file tells of itself: who made it, when and where, in EXIF, IPTC or XMP. Nothing of it is kept unasked."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin
from pillow_heif import HeifImageFile, is_supported as is_heif

from asylmura_ssg.model.monument import Point
from asylmura_ssg.read.found_plates import position_of
from asylmura_ssg.read.raster import MOST_PIXELS, UnfitError

_XP_AUTHOR = 0x9C9D  # Windows' own tag, in UTF-16
_BYLINE, _CREATED, _COPYRIGHT, _CAPTION = (2, 80), (2, 55), (2, 116), (2, 120)  # IPTC-IIM 4.2, record 2
_YEAR = re.compile(r"(1[89]|20)\d\d")
_DEGREES = re.compile(r"(\d{1,3}),(\d{1,2})(?:,(\d{1,2}(?:\.\d+)?)|(\.\d+))?([NSEW])")  # XMP part 2, GPSCoordinate
_RAW = (
    ".3fr",
    ".arw",
    ".cr2",
    ".cr3",
    ".crw",
    ".dng",
    ".iiq",
    ".nef",
    ".nrw",
    ".orf",
    ".pef",
    ".raf",
    ".rw2",
    ".srw",
    ".x3f",
)
_RAW_BEGINNINGS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"IIU\0", b"FOVb")
_RAW_BRAND, _CR2 = b"ftypcrx ", b"CR\x02\0"


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells; None where it says nothing. ``rights`` and ``description`` are in whatever language they are."""

    author: str | None = None
    year: int | None = None
    point: Point | None = None
    rights: str | None = None
    description: str | None = None


def opened(data: bytes, name: str) -> Image.Image:
    """Return a picture as it was opened, not yet decoded. Raises UnfitError with what is to be done instead."""
    if name.lower().endswith(_RAW) or data.startswith(_RAW_BEGINNINGS) or _RAW_BRAND in data[:32] or data[8:12] == _CR2:
        raise UnfitError("is a camera's raw file", "develop it in a photo program and save it as TIFF or JPEG")
    if data.startswith(b"%PDF"):
        raise UnfitError("is a PDF", "take the picture out of it, or export the page as PNG or TIFF")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = HeifImageFile(io.BytesIO(data)) if is_heif(data) else Image.open(io.BytesIO(data))  # type: ignore[no-untyped-call]
    except Image.DecompressionBombError:
        raise UnfitError(f"has more than {MOST_PIXELS // 1_000_000} million px", "save it smaller") from None
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError):
        raise UnfitError("is not a picture that can be opened", "JPEG, PNG, WebP, TIFF and HEIC are taken") from None
    return image


def told_by(image: Image.Image) -> Told:
    """Return what a picture tells of itself; what is damaged or makes no sense is passed over."""
    exif, iptc, xmp = _exif(image), _iptc(image), _xmp(image)
    years = (exif.get("date"), iptc.get("date"), xmp.get("date"))
    return Told(
        author=_first(xmp.get("author"), iptc.get("author"), exif.get("author")),
        year=next((int(found[0]) for word in years if word and (found := _YEAR.search(word))), None),
        point=position_of(image) or _point(xmp),
        rights=_first(xmp.get("rights"), iptc.get("rights"), exif.get("rights")),
        description=_first(xmp.get("description"), iptc.get("description")),
    )


def _first(*words: str | None) -> str | None:
    """Return the first that says something: a program that knows no Cyrillic writes a question mark for each letter."""
    said = (word.strip(" \0\t\n") for word in words if word)
    return next((word for word in said if any(letter.isalnum() for letter in word)), None)


def _exif(image: Image.Image) -> dict[str, str]:
    held = image.getexif()
    inner = held.get_ifd(ExifTags.IFD.Exif)
    windows = held.get(_XP_AUTHOR)
    found = {
        "author": held.get(ExifTags.Base.Artist) or (windows.decode("utf-16-le", "ignore") if isinstance(windows, bytes) else ""),
        "rights": held.get(ExifTags.Base.Copyright),
        "date": inner.get(ExifTags.Base.DateTimeOriginal) or inner.get(ExifTags.Base.DateTimeDigitized),
    }  # fmt: skip
    return {key: _readable(value) for key, value in found.items() if isinstance(value, str)}


def _readable(word: str) -> str:
    """Return a text of EXIF's, which Pillow reads as Latin-1, as what most programs mean by it: UTF-8."""
    try:
        return word.encode("latin-1").decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        return word


def _iptc(image: Image.Image) -> dict[str, str]:
    try:
        held = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type] # it takes whatever has an info
    except (OSError, ValueError, SyntaxError, LookupError):
        return {}
    keys = {"author": _BYLINE, "date": _CREATED, "rights": _COPYRIGHT, "description": _CAPTION}
    values = {name: held.get(key) for name, key in keys.items()}
    return {
        name: (value[0] if isinstance(value, list) else value).decode("utf-8", "replace")
        for name, value in values.items()
        if value
    }


def _xmp(image: Image.Image) -> dict[str, str]:
    """Return what an XMP packet says; it is a tree of RDF that every program builds a little differently."""
    read: Any = getattr(image, "getxmp", None)
    try:
        packet = read() if read is not None else {}
    except (ValueError, SyntaxError, LookupError):
        return {}
    names = {"creator": "author", "rights": "rights", "description": "description", "DateCreated": "date",
             "DateTimeOriginal": "date", "CreateDate": "date", "GPSLatitude": "lat", "GPSLongitude": "lon"}  # fmt: skip
    found: dict[str, str] = {}
    for key, word in _leaves(packet, ""):
        if key in names:
            found.setdefault(names[key], word)
    return found


def _leaves(node: Any, key: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a tree, each with the nearest key that is not one of RDF's own containers."""
    if isinstance(node, Mapping):
        for name, inner in node.items():
            yield from _leaves(inner, key if name in ("Alt", "Bag", "Seq", "li", "text") else str(name))
    elif isinstance(node, (list, tuple)):
        for inner in node:
            yield from _leaves(inner, key)
    elif isinstance(node, str):
        yield key, node


def _point(xmp: Mapping[str, str]) -> Point | None:
    lat, lon = (_DEGREES.fullmatch(xmp.get(key, "")) for key in ("lat", "lon"))
    return None if lat is None or lon is None else Point(_signed(lat), _signed(lon))


def _signed(found: re.Match[str]) -> float:
    degrees, minutes, seconds, fraction, side = found.groups()
    value = int(degrees) + (int(minutes) + float(fraction or 0)) / 60 + float(seconds or 0) / 3600
    return round(-value if side in "SW" else value, 5)
