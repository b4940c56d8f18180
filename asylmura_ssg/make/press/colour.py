"""A photograph in the colours of a medium, at its printed size: the printer's inks, or sRGB for screens.

Everything is decided by the picture, its place, and the printer: no picture knows of another, so they are inked in
parallel and kept.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageCms

from asylmura_ssg.make.original import SRGB, Original, in_srgb, open_original
from asylmura_ssg.make.press.greys import grey_on_paper, grey_on_screen
from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.jpeg import coded_picture, is_adobe
from asylmura_ssg.make.press.total_ink import limited, most_ink
from asylmura_ssg.make.volume.fragment import PlacedPicture
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.printed_page import Treatment

SCREEN_PPI = 150
"""Twice what a page at its own size shows on a common screen, so that it bears to be enlarged."""

_PRESS_QUALITY = 92  # with full chroma: fine brick patterns keep their edges
_SCREEN_QUALITY = 85
_MM_PER_INCH = 25.4
_KEPT_UP_TO = 2  # times the target resolution: finer than that, a kept picture only makes the file larger


@dataclass(frozen=True, slots=True)
class InkedPicture:
    """A JPEG ready to be embedded, ``width`` × ``height`` px, in ``space``: DeviceCMYK, DeviceGray or DeviceRGB.

    ``inverted``: 255 means no ink in it, as Adobe's programs write CMYK. ``most_ink`` is per cent on one pixel, 0 on
    screens. ``notes`` say what was done beyond converting.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    space: str
    most_ink: float = 0.0
    inverted: bool = False
    notes: tuple[str, ...] = ()


def ink_picture(picture: PlacedPicture, original: bytes, inking: Inking) -> InkedPicture:
    """Return the picture in a medium's colours, never finer than the medium shows and never enlarged."""
    printer = inking.printer
    if printer is None:
        return _on_screen(picture, original)
    if picture.treatment is Treatment.KEEP:
        return _kept(picture, original, printer)
    width, height = _pixels(picture, printer.pictures.target)
    opened = open_original(original, width, height)
    if picture.treatment is Treatment.GREYSCALE or opened.image.mode == "L":
        return _grey(_scaled(grey_on_paper(opened, printer.condition.data), opened, width, height))
    scaled = Original(
        _scaled(opened.image, opened, width, height), opened.width, opened.height, opened.profile, opened.turned
    )
    return _coloured(_in_inks(scaled, printer.condition.data), printer)


def _pixels(picture: PlacedPicture, ppi: int) -> tuple[int, int]:
    """Return the most width and height in px that the picture's place shows."""
    width, height = (max(1, int(side / _MM_PER_INCH * ppi)) for side in (picture.width, picture.height))
    return width, height


def _scaled(image: Image.Image, opened: Original, width: int, height: int) -> Image.Image:
    size = min(opened.width, width), min(opened.height, height)
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _on_screen(picture: PlacedPicture, original: bytes) -> InkedPicture:
    width, height = _pixels(picture, SCREEN_PPI)
    opened = open_original(original, width, height)
    grey = picture.treatment is Treatment.GREYSCALE or opened.image.mode == "L"
    image = _scaled(grey_on_screen(opened) if grey else in_srgb(opened), opened, width, height)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_SCREEN_QUALITY, optimize=True, progressive=True)
    return InkedPicture(out.getvalue(), *image.size, "DeviceGray" if grey else "DeviceRGB")


def _in_inks(opened: Original, profile: bytes) -> Image.Image:
    """Return the picture in the printing condition's inks: relative colorimetric with black point compensation."""
    if opened.image.mode == "CMYK" and opened.profile == profile:
        return opened.image  # made for this very condition: its separation stays its author's
    try:
        transform = _transform(opened.profile, opened.image.mode, profile)
    except ImageCms.PyCMSError:  # its own profile lacks what its header promises: then it says nothing
        transform = _transform(b"", opened.image.mode, profile)
    converted = ImageCms.applyTransform(opened.image, transform)
    assert converted is not None  # noqa: S101 - None is returned for work in place alone
    return converted


@lru_cache(maxsize=8)
def _transform(own: bytes, mode: str, profile: bytes) -> ImageCms.ImageCmsTransform:
    source = ImageCms.ImageCmsProfile(io.BytesIO(own)) if own else SRGB
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(source, target, mode, "CMYK", intent, flags)


def _coloured(image: Image.Image, printer: Printer) -> InkedPicture:
    """Return a picture in inks under the printer's limit, as it is decoded: coding as JPEG adds a little to its edges.

    Seven photographs, brought under 220 to 300 %, needed up to four tries; each takes more than a point off the last.
    """
    limit, before = printer.ink_limit, most_ink(image)
    notes = (f"total ink reduced from {before:.0f} % to {limit} %",) if before > limit else ()
    cap = min(float(limit), before)
    data = _coded(limited(image, cap))
    while (most := most_ink(_decoded(data))) > limit:
        cap -= most - limit + 1
        data = _coded(limited(image, cap))
    return InkedPicture(data, *image.size, "DeviceCMYK", most, inverted=True, notes=notes)


def _coded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_PRESS_QUALITY, subsampling="4:4:4", optimize=True)
    return out.getvalue()


def _decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def _grey(image: Image.Image) -> InkedPicture:
    data = _coded(image)
    return InkedPicture(data, *image.size, "DeviceGray", _blackest(_decoded(data)))


def _blackest(image: Image.Image) -> float:
    """Return the most black ink on any pixel of a picture in one channel, in per cent."""
    return -(-(255 - min(image.tobytes())) * 1000 // 255) / 10


def _kept(picture: PlacedPicture, original: bytes, printer: Printer) -> InkedPicture:
    """Return a picture in the inks it came in: bit for bit where it is an upright JPEG of a fit size, else only scaled."""
    width, height = _pixels(picture, printer.pictures.target)
    opened = open_original(original, width * _KEPT_UP_TO, height * _KEPT_UP_TO)
    coded = b"" if opened.turned else coded_picture(original)
    if coded and opened.width <= width * _KEPT_UP_TO and opened.height <= height * _KEPT_UP_TO:
        image, data, inverted = opened.image, coded, is_adobe(coded)
    else:
        image = _scaled(opened.image, opened, width, height)
        data, inverted = _coded(image), True
    if image.mode == "L":
        return InkedPicture(data, *image.size, "DeviceGray", _blackest(image))
    most = most_ink(image)
    notes = (f"kept as it came, with {most:.0f} % of ink",) if most > printer.ink_limit else ()
    return InkedPicture(data, *image.size, "DeviceCMYK", most, inverted, notes)
