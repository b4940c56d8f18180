"""Picture files of every kind that editors send, drawn here: whatever they bring, a page of ours must come out sound."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from PIL import Image, ImageCms
from published import ROOT

from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.volume.fragment import PlacedPicture
from asylmura_ssg.model.printed_page import Treatment

COATED = ROOT / "content" / "printers" / "profiles" / "ISOcoated_v2_300_bas.icc"
"""The profile of a press, bundled with the content."""

RED, GREY = (190, 40, 30), (120, 120, 120)


def plain(width: int = 300, height: int = 200) -> Image.Image:
    """Return a field of red whose left half is grey."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREY, (0, 0, width // 2, height))
    return image


@cache
def scene(width: int = 620, height: int = 465) -> Image.Image:
    """Return all colours beside one another, with the fine and hard edges of a photograph, and deep shadows."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    brick = ((np.arange(width) // 9)[None, :] + (np.arange(height) // 5)[:, None]) % 2 * 0.35
    light = np.stack((across * (1 - brick), down * (1 - brick), (1 - across) * (1 - down)), axis=-1)
    return Image.fromarray((light * light * 255).astype(np.uint8))


def saved(image: Image.Image, form: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **({"quality": 95} if form == "JPEG" else {}) | how)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def in_inks(image: Image.Image) -> Image.Image:
    """Return a picture as a retoucher separates it for coated paper."""
    converted = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), str(COATED), ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    assert converted is not None
    return converted


def in_light(image: Image.Image) -> Image.Image:
    """Return a separated picture as it looks on coated paper, in sRGB."""
    converted = ImageCms.profileToProfile(
        image, str(COATED), ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    assert converted is not None
    return converted


def png_of_sixteen_bits(grey: int, *, colour: bool) -> bytes:
    """Return a PNG with 16 bits to a channel, which Pillow itself writes in grey alone."""
    import cv2

    field = np.full((200, 300, 3) if colour else (200, 300), grey, np.uint16)
    done, data = cv2.imencode(".png", field)
    assert done
    return data.tobytes()


def without_adobes_marker(data: bytes) -> bytes:
    """Return a CMYK JPEG as other programs write it: no marker of Adobe's, and 255 is full ink."""
    from asylmura_ssg.make.press.jpeg import _segments

    kept = [data[start:end] for marker, start, end in _segments(data) if marker != 0xEE]
    return data[:2] + b"".join(kept)


def place(width: float = 63.0, height: float = 42.0, treatment: Treatment = Treatment.CONVERT) -> PlacedPicture:
    return PlacedPicture("picture:a.jpg", "monuments/a/a.jpg", "digest", width, height, treatment)


SCREEN = Inking.on_screen()
