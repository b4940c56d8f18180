"""A picture file → the master that is kept: the same pixels where that can be, and nothing said of who took it and where.

JPEG, PNG and WebP keep every coded pixel: what is private is cut out around them. What has to be coded anew is: HEIC and AVIF,
which no browser of a few years ago shows, TIFF, and what is larger than any page or screen has a use for.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageOps

from asylmura_ssg.accession.photograph import opened
from asylmura_ssg.read.raster import Raster, UnfitError, look_at

LONGEST_PX = 6000
"""The longer side of a master: 508 mm at 300 dots per inch, twice the widest page that a volume has."""

_QUALITY = 95
_ORIENTATION = 0x0112
_KEPT_APP = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_PRIVATE_PNG = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_PRIVATE_WEBP = (b"EXIF", b"XMP ")
_WEBP_SAYS = 0x08 | 0x04  # RFC 9649, 2.7: the flags of EXIF and XMP in the first byte of VP8X
_LAID_BARE = ("exif", "xmp", "photoshop", "comment", "mp", "XML:com.adobe.xmp")
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif"}


@dataclass(frozen=True, slots=True)
class Master:
    """What is kept of a picture: its bytes, its ending, what it is, and what was done to it, in words."""

    data: bytes = field(repr=False)
    ending: str
    raster: Raster
    done: tuple[str, ...]


def master_of(data: bytes, name: str) -> Master:
    """Return the master of a picture file called ``name``. Raises UnfitError."""
    image = opened(data, name)
    form = "JPEG" if image.format == "MPO" else image.format or ""
    if form not in _ENDINGS and form not in {"HEIF", "AVIF"}:
        raise UnfitError(
            f"is a picture in {form}", "save it as JPEG, PNG or TIFF; a GIF or BMP has been through a screen"
        )
    raster = look_at(data) if form in _ENDINGS else None
    if raster is not None and raster.inks and not raster.profiled:
        raise UnfitError(
            "is in CMYK and does not say of which press", "save it in RGB, or in CMYK with its ICC profile"
        )
    turned = form != "TIFF" and image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    if form in {"JPEG", "PNG", "WEBP"} and max(image.size) <= LONGEST_PX and (form == "JPEG" or not turned):
        return _bare(data, form, image)
    return _coded_anew(image, form)


def _bare(data: bytes, form: str, image: Image.Image) -> Master:
    orientation = image.getexif().get(_ORIENTATION, 1)
    kept = {
        "JPEG": lambda: bare_jpeg(data, orientation),
        "PNG": lambda: bare_png(data),
        "WEBP": lambda: bare_webp(data),
    }
    found = kept[form]()
    done = () if found == data else ("private data taken out; every pixel is as it was",)
    return Master(found, _ENDINGS[form], look_at(found), done)


def _coded_anew(image: Image.Image, form: str) -> Master:
    """Return a picture upright, with its colour profile and nothing else, no larger than a master is."""
    done = []
    upright = _upright(image, form)
    if max(upright.size) > LONGEST_PX:
        done.append(
            f"made smaller: of {upright.width} × {upright.height} px {LONGEST_PX} on the longer side are enough for any page"
        )
        upright.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    target = form if form in {"TIFF", "PNG"} else "JPEG" if upright.mode in {"RGB", "L", "CMYK"} else "PNG"
    data = _saved(upright, target, image.info.get("icc_profile") or b"")
    if target != form:
        done.append(f"converted from {form.replace('HEIF', 'HEIC')} to {target}")
    return Master(data, _ENDINGS[target], look_at(data), (*done, "private data left out"))


def _upright(image: Image.Image, form: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The decoders of TIFF and HEIC set a picture upright themselves.
            found = image.copy() if form in {"TIFF", "HEIF"} else ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, struct.error):
        raise UnfitError("is damaged") from None
    if found.mode in {"P", "PA"} and max(found.size) > LONGEST_PX:
        found = found.convert("RGBA")
    held = found.getexif()
    for tag in list(held):
        del held[tag]
    found.info = {}
    return found


def _saved(image: Image.Image, form: str, profile: bytes) -> bytes:
    out = io.BytesIO()
    how: dict[str, Any] = {"icc_profile": profile} if profile else {}
    how |= {"quality": _QUALITY, "subsampling": 0} if form == "JPEG" else {}
    how |= {"compression": "tiff_adobe_deflate"} if form == "TIFF" else {}
    image.save(out, form, **how)
    return out.getvalue()


def private_in(data: bytes) -> tuple[str, ...]:
    """Return what a picture still says beside its pixels, profile and orientation: nothing, of a master."""
    with Image.open(io.BytesIO(data)) as image:
        held = {name for name in _LAID_BARE if name in image.info}
        tags = set(image.getexif()) - {_ORIENTATION}
        if image.format == "TIFF":
            tags = {
                tag
                for tag in tags
                if tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x8769, 0x8825, 0x83BB, 0x02BC)
            }
        return tuple(sorted(held - ({"exif"} if not tags else set()))) + tuple(
            f"tag {tag:#06x}" for tag in sorted(tags)
        )


# JPEG (ITU-T T.81, annex B)


def bare_jpeg(data: bytes, orientation: int) -> bytes:
    """Return the first picture of a JPEG file with no segment but those that say what its pixels mean.

    An ``orientation`` other than upright (1) is said in the shortest EXIF there is: the pixels stay as they were coded.
    """
    parts = [data[:2]]
    if orientation in range(2, 9):
        parts.append(_orientation_segment(orientation))
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + 2 + length]
        if marker == _END:
            break
        if marker == _SCAN:
            end = _end_of_scan(data, at + 2 + length)
            parts.append(data[at:end])
            at = end
            continue
        if not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or _tells_colours(marker, segment):
            parts.append(segment)
        at += 2 + length
    return b"".join((*parts, b"\xff\xd9"))


def _tells_colours(marker: int, segment: bytes) -> bool:
    return marker in _KEPT_APP and segment[4:].startswith(_KEPT_APP[marker])


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the coded pixels of a scan end: at a marker that is no restart (B.1.1.2), or with the file."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _orientation_segment(orientation: int) -> bytes:
    """Return an APP1 segment with one tag (Exif 3.0, 4.5.4 and 4.6.2): big-endian TIFF, one entry of one short."""
    tiff = b"MM\0\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def bare_png(data: bytes) -> bytes:
    """Return a PNG without the chunks that hold words, dates and EXIF (PNG, third edition, 11.3)."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        kind = data[at + 4 : at + 8]
        if kind not in _PRIVATE_PNG:
            parts.append(data[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join(parts)


def bare_webp(data: bytes) -> bytes:
    """Return a WebP without its EXIF and XMP chunks (RFC 9649, 2.7)."""
    parts, at = [], 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        end = at + 8 + length + length % 2
        if kind == b"VP8X":
            parts.append(data[at : at + 8] + bytes([data[at + 8] & ~_WEBP_SAYS]) + data[at + 9 : end])
        elif kind not in _PRIVATE_WEBP:
            parts.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
