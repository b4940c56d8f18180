"""Lines too narrow for the tool that will make them.

A stroke is held by a tool as wide as the narrowest line allowed where a disk of that width fits into it (a
morphological opening). What the disk never reaches is too narrow. Pointed ends, serifs and corners have such remains,
too, by their nature; they are short, and grow out of something the tool does hold. So what counts is the length of what
remains: a stretch longer than twice the narrowest width is a line that would be lost, and a speck that holds on to
nothing is lost whatever its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.check.artwork.raster import Grey, Raster
from asylmura_ssg.model.proof import Check, Finding, at_most, equal

_ZOOM = 3
_TRACE = 228  # ink that covers a tenth of a pixel is there, however thin
_BAND = 288  # rows worked on at once, so that they stay in the processor's cache; and a sheet need not fit into memory
_LONGEST = 2.0  # times the narrowest width


@dataclass(frozen=True, slots=True)
class Remains:
    """What a tool does not reach: the longest stretch in mm, and the number of pieces that hold on to nothing."""

    longest: float
    specks: int


def prove_lines(raster: Raster, finest: float) -> Iterator[Finding]:
    """Yield whether all that is drawn can be made with a tool ``finest`` mm wide.

    A line is let through from ``finest`` − 0.05 mm.
    """
    remains = remains_of(raster, finest)
    yield at_most(Check.THIN, remains.longest, _LONGEST * finest, "mm")
    yield equal(Check.SPECKS, remains.specks, 0)


def remains_of(raster: Raster, finest: float) -> Remains:
    """Return what is narrower than ``finest`` mm."""
    zoom = _zoom(raster.scale, finest)
    width = _disk(raster.scale, finest, zoom)
    step, overlap = _BAND // zoom, round(5 * finest * raster.scale) + 4
    rows = raster.grey.shape[0]
    longest, specks = 0.0, 0
    for start in range(0, rows, step):
        first, end = max(start - overlap, 0), min(start + step + overlap, rows)
        found = _remains(raster.grey[first:end], zoom, width)
        # A piece that a band's edge cuts off is whole in the next band, or longer than any that is let through.
        whole = ((found.top > 0) | (first == 0)) & ((found.bottom < (end - first) * zoom) | (end == rows))
        counts = whole | (found.bottom - found.top > overlap * zoom / 2)
        begins = found.top // zoom + first
        specks += int((counts & ~found.held & (begins >= start) & (begins < start + step)).sum())
        longest = max(longest, float(found.length[counts].max(initial=0)))
    return Remains(longest / (raster.scale * zoom), specks)


def _zoom(scale: float, finest: float) -> int:
    """Return by how much to enlarge, so that the disk is no more than 0.05 mm narrower than it ought to be."""
    if scale >= 10:
        return 1
    return next((zoom for zoom in (2, _ZOOM) if _disk(scale, finest, zoom) / (scale * zoom) >= finest - 0.05), _ZOOM)


def _disk(scale: float, finest: float, zoom: int) -> int:
    """Return the disk's width in enlarged pixels: a third of a pixel less, which a smoothed edge takes."""
    return int(finest * scale * zoom - 0.3)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What remains of a band, piece by piece: its rows and length in enlarged pixels, and whether it holds on."""

    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    length: NDArray[np.float64]
    held: NDArray[np.bool_]


def _remains(grey: Grey, zoom: int, width: int) -> _Pieces:
    """Return the pieces that a disk of ``width`` pixels of the enlargement does not reach."""
    large = grey if zoom == 1 else cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_LINEAR)
    _, ink = cv2.threshold(large, 127, 255, cv2.THRESH_BINARY_INV)
    _, trace = cv2.threshold(large, _TRACE, 255, cv2.THRESH_BINARY_INV)
    body = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)))
    reach = zoom + 2  # a disk leaves a fifth of its width in a right angle; a smoothed edge is a pixel wide
    near = cv2.dilate(body, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    rest = cv2.subtract(trace, near)
    outlines, _ = cv2.findContours(rest, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return _Pieces(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_))
    touching = cv2.dilate(near, np.ones((3, 3), np.uint8))
    points = np.concatenate(outlines)[:, 0]
    starts = np.cumsum([0, *(len(outline) for outline in outlines[:-1])])
    low = np.minimum.reduceat(points, starts)
    high = np.maximum.reduceat(points, starts) + 1
    held = np.maximum.reduceat(touching[points[:, 1], points[:, 0]], starts) > 0
    length = np.hypot(*(high - low).T.astype(np.float64))
    return _Pieces(low[:, 1].astype(np.int64), high[:, 1].astype(np.int64), length, held)
