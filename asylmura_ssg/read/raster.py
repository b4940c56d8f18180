"""A picture file looked at once, whole: can it be decoded, how large is it, and in what are its colours told."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
MOST_PIXELS = 120_000_000
"""A scan of 100 megapixels is read; what is larger takes more memory than it can give detail on paper or screen."""

_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "I;16", "I;16B", "I;16L")
_GREY = ("1", "L", "LA", "I;16", "I;16B", "I;16L")
_INKS = b"CMYK"  # ICC.1:2010, table 19, as the header of a profile has it
_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)  # EXIF 2.32, 4.6.4 A: orientations in which width and height change places
_SPOILT = ("Corrupt JPEG data", "Premature end")  # how libjpeg begins what it says of damage that it can go on after
_TINY = 20  # px on the longer side: some 150 bytes, and what is blurred shows no more of twice as many
_SAVE = "save it again as JPEG or PNG"


class UnfitError(Exception):
    """The file is no picture that can be shown; the words say why, ``remedy`` what to do."""

    def __init__(self, words: str, remedy: str = _SAVE) -> None:
        super().__init__(words)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Raster:
    """Width and height in px, upright. ``inks``: it is in CMYK. ``profiled``: its ICC profile says how they look."""

    width: int
    height: int
    inks: bool
    grey: bool
    profiled: bool
    placeholder: bytes
    """The picture in a few pixels, upright, as WebP."""


@contextmanager
def whole_files_demanded() -> Iterator[None]:
    """Let Pillow refuse files that are cut off while the block runs, whatever it was told before.

    WeasyPrint, once it is loaded, has Pillow take them for whole ones, in all the process.
    """
    from PIL import ImageFile  # noqa: PLC0415 - most records have no picture

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def look_at(data: bytes) -> Raster:
    """Return what a picture is; every pixel was decoded. Raises UnfitError."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most records have no picture

    try:
        return _decoded(data)
    except UnidentifiedImageError:
        raise UnfitError("is not a picture that can be opened") from None
    except Image.DecompressionBombError:
        raise _too_large("far too many") from None
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error):
        raise UnfitError("is damaged") from None  # Pillow's decoders raise all of these on bytes they did not expect


def _decoded(data: bytes) -> Raster:
    from PIL import Image  # noqa: PLC0415 - as above

    with warnings.catch_warnings(), whole_files_demanded():
        warnings.simplefilter("ignore")  # what can be decoded is good; size is judged here
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            told = _measured(image)
            image.draft(image.mode, (1, 1))  # a JPEG is decoded at an eighth of its size: all its data are read
            image.load()
            if image.format in {"JPEG", "MPO"}:
                _prove_jpeg(data)
            return Raster(*told, placeholder=_placeholder(image))


def _prove_jpeg(data: bytes) -> None:
    """Refuse a JPEG that is spoilt within, which Pillow decodes without a word: in wrong colours, or in strips."""
    import simplejpeg  # noqa: PLC0415 - as above

    try:
        simplejpeg.decode_jpeg(data, "GRAY", min_height=1, min_width=1, min_factor=8)
    except ValueError as error:
        said = str(error)
        # What this decoder does not know of sampling, Pillow's does; cameras leave a few bytes before the end (FF D9).
        if said.startswith(_SPOILT) and "before marker 0xd9" not in said:
            raise


def _measured(image: ImageFile) -> tuple[int, int, bool, bool, bool]:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(f"{width} × {height}")
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format != "MPO":  # a phone's JPEG, which has a small copy of itself behind it
        raise UnfitError(f"holds {frames} pictures", "save the one that is meant, as JPEG or PNG")
    if image.mode not in _MODES:
        raise UnfitError(f'tells its colours in a way that is not known ("{image.mode}")',
                         "save it with 8 or 16 bits to a channel, in RGB or grey")  # fmt: skip
    # The decoder of TIFF sets a picture upright, and says its upright size from the first.
    if image.format != "TIFF" and image.getexif().get(_ORIENTATION) in _LYING:
        width, height = height, width
    inks = image.mode == "CMYK"
    return width, height, inks, image.mode in _GREY, inks and _tells_inks(image.info.get("icc_profile") or b"")


def _placeholder(image: ImageFile) -> bytes:
    """Return a decoded picture in a few pixels, upright and on white; what colours it means exactly is of no matter."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    ink_is_low = image.mode == "CMYK" and "adobe" not in image.info
    small: Image.Image = image
    if image.mode == "1":
        small = image.convert("L")
    elif image.mode.startswith("I;16"):
        small = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "LAB":
        small = image.getchannel(0)
    elif image.mode in {"P", "PA", "LA"}:
        small = image.convert("RGBA")
    small = small.resize(_tiny(*small.size), Image.Resampling.BOX)
    if ink_is_low:  # as in make/original.py
        small = ImageOps.invert(small.convert("RGB"))
    if image.format != "TIFF":
        small.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
        small = ImageOps.exif_transpose(small)
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    out = io.BytesIO()
    small.convert("RGB").save(out, "WEBP", quality=30, method=6)
    return out.getvalue()


def _tiny(width: int, height: int) -> tuple[int, int]:
    scale = _TINY / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _tells_inks(profile: bytes) -> bool:
    """Tell whether a profile says what inks look like: it is of CMYK, and has the tables for it."""
    from PIL import ImageCms  # noqa: PLC0415 - hardly a picture is in CMYK

    if profile[16:20] != _INKS:
        return False
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), "CMYK", "RGB")
    except (ImageCms.PyCMSError, OSError):
        return False
    return True


def _too_large(pixels: str) -> UnfitError:
    return UnfitError(f"has {pixels} px, more than {MOST_PIXELS // 1_000_000} million",
                      "make it smaller: 6000 px on the longer side are enough for any page")  # fmt: skip
