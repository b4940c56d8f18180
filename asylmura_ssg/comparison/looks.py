"""Where two pictures of a page differ, and those parts of both, marked.

What comes in or goes out pushes all below it up or down; so rows of pixels that are the same are laid on each other first,
wherever they stand, and only what lies between is a difference.
"""

from __future__ import annotations

import base64
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

_FAINT = 40
"""Of 255: what differs by less in every colour is no difference to an eye."""
_SPECK = 12
"""px: fewer that differ in one place are the trembling of an edge."""
_NEAR = 21
"""px: marks nearer to each other than this are one."""
_SLIGHT = 2
"""px: rows that come in or go out where parts of pixels are rounded."""
_APART = 96
"""px: rows that differ, nearer to each other than this, are one difference."""
_AROUND = 48
"""px shown above and below a difference."""
_TALLEST = 1_200
"""px: of a longer difference the beginning is shown."""
_SHOWN = 6
"""Differences of a page; of more, the first are shown."""
_MARK = (0x93, 0x38, 0x1C)
"""The role ``accent`` of templates/pages/style.css."""
_PAPER = (0xFB, 0xF8, 0xF1)
_QUALITY = 70

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page before and after, as ``data:`` addresses."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Look:
    """What differs of a page in a window ``width`` px wide; ``cut`` says that there is more of it."""

    width: int
    crops: tuple[Crop, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that differ: from ``top`` to ``foot`` before, from ``new_top`` to ``new_foot`` after."""

    top: int
    foot: int
    new_top: int
    new_foot: int

    @property
    def tall(self) -> bool:
        """Whether it is longer than what is shown."""
        return max(self.foot - self.top, self.new_foot - self.new_top) + 2 * _AROUND > _TALLEST


def look_at(before: bytes, after: bytes) -> Look | None:
    """Return where two PNG pictures of one width differ; None where an eye sees no difference."""
    one, other = _opened(before), _opened(after)
    bands = tuple(band for each in _bands(one, other) if (band := _trimmed(one, other, each)) is not None)
    if not bands:
        return None
    crops = tuple(_crop(one, other, band) for band in bands[:_SHOWN])
    return Look(one.shape[1], crops, len(bands) > _SHOWN or any(band.tall for band in bands))


def _opened(png: bytes) -> Pixels:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"))


def _differing(one: Pixels, other: Pixels) -> Mask:
    """Return where two pictures of one size differ.

    What is pushed down by a part of a pixel has other shades at the edges of its letters; so a pixel is the same that lies
    between the shades around its place in the other picture.
    """
    return np.asarray(_strays(one, other) | _strays(other, one))


def _seen(differing: Mask) -> Mask:
    """Return what differs without specks."""
    near = cv2.dilate(differing.astype(np.uint8), np.ones((_NEAR, _NEAR), np.uint8))
    count, places, _, _ = cv2.connectedComponentsWithStats(near)
    held = np.bincount(places[differing], minlength=count)
    return np.asarray(differing & np.take(held >= _SPECK, np.asarray(places, np.int64)))


def _strays(one: Pixels, other: Pixels) -> Mask:
    around = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(other, around).astype(np.int16), cv2.dilate(other, around).astype(np.int16)
    held = one.astype(np.int16)
    return np.asarray(np.any((held < low - _FAINT) | (held > high + _FAINT), axis=2))


def _trimmed(one: Pixels, other: Pixels, band: _Band) -> _Band | None:
    """Return a band without what looks the same at its top and foot; None where all of it does."""
    before, after = one[band.top : band.foot], other[band.new_top : band.new_foot]
    rows = min(before.shape[0], after.shape[0])
    slight = abs(before.shape[0] - after.shape[0]) <= _SLIGHT
    if not rows:
        return None if slight else band
    falling = np.asarray(np.any(_seen(_differing(before[:rows], after[:rows])), axis=1))
    rising = np.asarray(np.any(_seen(_differing(before[-rows:], after[-rows:])), axis=1))[::-1]
    if slight and not (falling.any() and rising.any()):
        return None
    if slight:
        return _Band(band.top, band.top + rows, band.new_top, band.new_top + rows)
    top = int(falling.argmax()) if falling.any() else rows
    foot = min(int(rising.argmax()) if rising.any() else rows, rows - top)
    return _Band(band.top + top, band.foot - foot, band.new_top + top, band.new_foot - foot)


def _bands(one: Pixels, other: Pixels) -> Iterator[_Band]:
    """Yield the rows that differ, from the top on."""
    rows, others = ([row.tobytes() for row in pixels] for pixels in (one, other))
    # Rows of plain paper are everywhere; the matcher leaves what is so common aside, and is quick then.
    matcher = difflib.SequenceMatcher(None, rows, others, autojunk=True)
    held: _Band | None = None
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        if held is not None and min(a - held.foot, c - held.new_foot) < _APART:
            held = _Band(held.top, b, held.new_top, d)
        else:
            if held is not None:
                yield held
            held = _Band(a, b, c, d)
    if held is not None:
        yield held


def _crop(one: Pixels, other: Pixels, band: _Band) -> Crop:
    before, after = one[band.top : band.foot], other[band.new_top : band.new_foot]
    if before.shape == after.shape:
        marks = other_marks = _marks(before, after)
    else:
        marks, other_marks = _whole(before), _whole(after)
    return Crop(_cropped(one, band.top, band.foot, marks), _cropped(other, band.new_top, band.new_foot, other_marks))


def _marks(one: Pixels, other: Pixels) -> Sequence[Box]:
    """Return the differing parts of two bands of one size: left, top, right, bottom."""
    near = cv2.dilate(_seen(_differing(one, other)).astype(np.uint8), np.ones((_NEAR, _NEAR), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(near)
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in found[1:]]


def _whole(pixels: Pixels) -> Sequence[Box]:
    return [(0, 0, pixels.shape[1], pixels.shape[0])] if pixels.shape[0] else []


def _cropped(pixels: Pixels, start: int, end: int, marks: Sequence[Box]) -> str:
    top, bottom = max(0, start - _AROUND), min(pixels.shape[0], end + _AROUND)
    image = Image.fromarray(pixels[top : min(bottom, top + _TALLEST)])
    pen = ImageDraw.Draw(image)
    for left, above, right, below in marks:
        y = start - top
        box = (max(1, left), above + y - 3, right - 2, below + y + 2)
        pen.rectangle((box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1), outline=_PAPER, width=4)
        pen.rectangle(box, outline=_MARK, width=2)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode("ascii")
