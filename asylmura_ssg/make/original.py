"""The original of a picture, opened for work: upright, no larger than the work needs, in RGB, grey or CMYK.

What comes from here bears nothing the camera or a program wrote: no position, no name, no comment.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageCms

_ORIENTATION = 0x0112
_UPRIGHT = {  # EXIF 2.32, 4.6.4 A: where the first row and column of a file belong; from 5 on it lies on its side
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_LYING = 5
_SPARE = 2  # pictures are opened at twice the size they are wanted at, or more, so that the last scaling decides
_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}  # ICC.1:2010, table 19

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))


@dataclass(frozen=True, slots=True)
class Original:
    """An opened picture in mode RGB, L or CMYK; white where it was transparent.

    ``width`` and ``height`` are px of the file, upright; the image may be smaller. ``profile`` are the bytes of its own
    ICC profile, empty when it has none that fits. ``turned``: it did not stand upright in its file.
    """

    image: Image.Image
    width: int
    height: int
    profile: bytes
    turned: bool


def open_original(data: bytes, width: int, height: int) -> Original:
    """Return the picture, decoded no finer than is needed for a copy of so many px.

    A JPEG of any size is decoded at a fraction of it, by its own transform; other files are held whole, once.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of how large it is: that was judged when the record was read
        opened = Image.open(io.BytesIO(data))
    with opened:
        # A TIFF is set upright by its decoder, and says its upright size from the first.
        orientation = 1 if opened.format == "TIFF" else opened.getexif().get(_ORIENTATION, 1)
        lying = orientation in _UPRIGHT and orientation >= _LYING
        full = opened.size
        wanted = (height, width) if lying else (width, height)
        least = (max(1, wanted[0]) * _SPARE, max(1, wanted[1]) * _SPARE)
        opened.draft(None, least)
        profile = opened.info.get("icc_profile") or b""
        factor = min(opened.width // least[0], opened.height // least[1])
        image = _plain(opened)
        if factor > 1:
            image = image.reduce(factor)
    if orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[orientation])
    if image.mode == "LAB":
        image = _converted(image, LAB, SRGB, "RGB")
    return _original(image, full[::-1] if lying else full, profile, turned=orientation in _UPRIGHT)


def original_of(image: Image.Image) -> Original:
    """Return a picture that somebody opened before and set upright."""
    # A copy: what an opened picture says of itself is still its owner's.
    return _original(_plain(image).copy(), image.size, image.info.get("icc_profile") or b"", turned=False)


def _original(image: Image.Image, full: tuple[int, int], profile: bytes, *, turned: bool) -> Original:
    image = _on_white(image)
    image.info = {}
    return Original(image, *full, profile if _fits(profile, image.mode) else b"", turned)


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits to a channel and without a palette."""
    image.load()
    if image.mode.startswith("I;16"):
        eight = (np.asarray(image).astype(np.uint32) * 255 + 32767) // 65535
        plain = Image.fromarray(eight.astype(np.uint8))
    elif image.mode in {"P", "PA"}:
        plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.has_transparency_data and image.mode in {"L", "RGB"}:
        plain = image.convert("LA" if image.mode == "L" else "RGBA")
    elif image.mode in {"1", "YCbCr", "RGBX"}:
        plain = image.convert("L" if image.mode == "1" else "RGB")
    else:
        plain = image
    if plain.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        plain = ImageChops.invert(plain)  # the decoder takes every CMYK JPEG for one of Adobe's, where 255 is no ink
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture without transparency: white paper shows through."""
    if image.mode == "LA":
        grey, alpha = image.split()
        return Image.composite(grey, Image.new("L", image.size, 255), alpha)
    if image.mode == "RGBA":
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image


def _fits(profile: bytes, mode: str) -> bool:
    """Tell whether a profile speaks of this kind of colours; a damaged one says nothing."""
    if not profile:
        return False
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return False
    return str(own.profile.xcolor_space).strip() == _SPACES[mode]


def in_srgb(original: Original) -> Image.Image:
    """Return the picture in RGB as screens without colour management show it: sRGB (IEC 61966-2-1).

    Relative colorimetric with black point compensation; a picture without a profile is taken to be sRGB already.
    """
    if not original.profile:
        return original.image.convert("RGB")
    return _converted(original.image, ImageCms.ImageCmsProfile(io.BytesIO(original.profile)), SRGB, "RGB")


def _converted(
    image: Image.Image, own: ImageCms.ImageCmsProfile, other: ImageCms.ImageCmsProfile, mode: str
) -> Image.Image:
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    try:
        converted = ImageCms.profileToProfile(image, own, other, intent, mode, flags=flags)
    except ImageCms.PyCMSError:
        return image.convert(mode)  # a profile without the table that is asked for: the numbers are taken as they are
    assert converted is not None  # noqa: S101 - None is returned for work in place alone
    return converted
