"""A drawing as PNG (ISO/IEC 15948): one bit a pixel, 600 dpi.

A pixel is dark when its centre lies in a dark place by the even-odd rule. So every straight edge, and with it every
module of a code, ends at the pixel edge nearest to it; a polygon of Pillow's would be a pixel too wide. Pillow's writer of
PNG takes twice as long as all the rest, for a file as large.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.make.artwork.drawing import UNITS, Drawing, Layer, Shape
from asylmura_ssg.make.artwork.flatten import polygons
from asylmura_ssg.make.plates import chunk

DPI = 600
_SCALE = DPI / 25.4 / UNITS
"""Pixels in a micrometre."""
_WORD = 64
_METRE = 1  # the unit of pHYs
_COMPRESSION = 4  # a tenth larger than the best there is, in a twentieth of the time

Words = NDArray[np.uint64]
Edges = NDArray[np.float64]


def png(drawing: Drawing) -> bytes:
    """Return the drawing's face as pixels, white and black, with its resolution (pHYs); the cut is not shown."""
    width, height = round(drawing.width * _SCALE), round(drawing.height * _SCALE)
    light = ~_filled(_edges(drawing), width, height)
    packed = light.astype(">u8").view(np.uint8).reshape(height, -1)[:, : (width + 7) // 8]
    scanlines = np.concatenate((np.zeros((height, 1), dtype=np.uint8), packed), axis=1)  # filter type 0 before each
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    resolution = struct.pack(">IIB", round(DPI / 0.0254), round(DPI / 0.0254), _METRE)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"pHYs", resolution),
            chunk(b"IDAT", zlib.compress(scanlines.tobytes(), _COMPRESSION)),
            chunk(b"IEND", b""),
        )
    )


def _edges(drawing: Drawing) -> Edges:
    """Return the outlines' straight edges as rows x0, y0, x1, y1 in pixels."""
    marks = [mark for mark in drawing.marks if mark.layer is not Layer.CUT]
    held = [_edges_of(mark.shape) for mark in marks]
    offsets = np.array([(mark.x, mark.y, mark.x, mark.y) for mark in marks], dtype=np.float64)
    counts = [len(edges) for edges in held]
    edges: Edges = (np.concatenate(held) + np.repeat(offsets, counts, axis=0)) * _SCALE
    return edges


@lru_cache(maxsize=8192)  # letters come back, on one plate and on the next
def _edges_of(shape: Shape) -> Edges:
    rows = [(*a, *b) for points in polygons(shape) for a, b in pairwise((*points, points[0])) if a[1] != b[1]]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _filled(edges: Edges, width: int, height: int) -> Words:
    """Return rows of 64-pixel words, the leftmost pixel their highest bit: set where dark.

    Where an outline crosses a row, the pixels from there to the row's end are turned over: a bit marks each crossing,
    and the parity of the bits before a pixel is its darkness.
    """
    across = width // _WORD + 1
    words = np.zeros((height, across), dtype=np.uint64)
    x0, y0, x1, y1 = edges.T
    first = np.clip(np.ceil(np.minimum(y0, y1) - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.ceil(np.maximum(y0, y1) - 0.5), 0, height).astype(np.int64)
    counts = last - first
    edge = np.repeat(np.arange(len(edges)), counts)
    row = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    slope = (x1 - x0) / (y1 - y0)
    x = x0[edge] + (row + 0.5 - y0[edge]) * slope[edge]
    column = np.clip(np.ceil(x - 0.5), 0, width).astype(np.int64)
    bit = np.uint64(1) << (_WORD - 1 - column % _WORD).astype(np.uint64)
    np.bitwise_xor.at(words.reshape(-1), row * across + column // _WORD, bit)
    return _parity(words)


def _parity(words: Words) -> Words:
    """Return, for each bit, the parity of itself and all bits to its left in its row."""
    for shift in (1, 2, 4, 8, 16, 32):
        words = words ^ (words >> np.uint64(shift))
    odd = np.bitwise_xor.accumulate(words & np.uint64(1), axis=1)
    before = np.concatenate((np.zeros((len(words), 1), dtype=np.uint64), odd[:, :-1]), axis=1)
    turned: Words = words ^ (np.uint64(0) - before)
    return turned
