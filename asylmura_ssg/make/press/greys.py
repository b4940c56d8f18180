"""Grey pictures: tones as the eye sees them, carried over to black ink on paper or to the greys of a screen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageCms

from asylmura_ssg.make.original import LAB, SRGB, Original, in_srgb

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


def grey_on_paper(original: Original, profile: bytes) -> Image.Image:
    """Return the picture in one channel, 0 for the full black ink of the printing condition, 255 for bare paper.

    Each tone has the luminance that the picture has there, relative to paper and black ink (black point compensation:
    the picture's black becomes the ink's, whose luminance is not nothing).
    """
    return _toned(original, _ink_tones(profile))


def grey_on_screen(original: Original) -> Image.Image:
    """Return the picture in one channel, each tone as light as the picture is there, in sRGB's own curve."""
    return _toned(original, _screen_tones())


def _toned(original: Original, tones: Sequence[int]) -> Image.Image:
    lightness = ImageCms.profileToProfile(in_srgb(original), SRGB, LAB, _INTENT, "LAB")
    assert lightness is not None  # noqa: S101 - None is returned for work in place alone
    return lightness.getchannel("L").point(list(tones))


@lru_cache(maxsize=4)
def _ink_tones(profile: bytes) -> tuple[int, ...]:
    """Return for each lightness (CIE L*, 0–255 for 0–100) the tone of black ink that comes nearest."""
    ramp = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, 255 - tone)) for tone in range(256)))
    paper = ImageCms.profileToProfile(ramp, ImageCms.ImageCmsProfile(io.BytesIO(profile)), LAB, _INTENT, "LAB")
    assert paper is not None  # noqa: S101 - as above
    return _nearest(paper.getchannel("L").tobytes())


@lru_cache(maxsize=1)
def _screen_tones() -> tuple[int, ...]:
    ramp = Image.frombytes("RGB", (256, 1), b"".join(bytes((tone, tone, tone)) for tone in range(256)))
    screen = ImageCms.profileToProfile(ramp, SRGB, LAB, _INTENT, "LAB")
    assert screen is not None  # noqa: S101 - as above
    return _nearest(screen.getchannel("L").tobytes())


def _nearest(ramp: bytes) -> tuple[int, ...]:
    """Return for each lightness the place in a ramp of lightnesses where the luminance comes nearest."""
    luminances = [_luminance(lightness) for lightness in ramp]
    black, white = luminances[0], luminances[-1]
    wanted = [black + _luminance(lightness) * (white - black) for lightness in range(256)]
    return tuple(min(range(256), key=lambda tone: (abs(luminances[tone] - want), tone)) for want in wanted)


def _luminance(lightness: int) -> float:
    """Return the luminance, 0–1, of a CIE L* of 0–255 (CIE 15:2004, 8.2.1.1, turned round)."""
    star = lightness * 100 / 255
    root = (star + 16) / 116
    return root * root * root if star > 8 else star * 27 / 24389
