"""What a page's plates say of its inks: how much lies on each other, which plates there are, what black text is made of.

Areas are shares of what is printed, the page with its bleed; inks are per cent, the four process inks added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.check.preflight.separations import Painted
from asylmura_ssg.model.preflight import Check, Finding, Place
from asylmura_ssg.model.press import PROCESS
from asylmura_ssg.model.remedies import told

ROUNDING = 4 * 100 / 255
"""Points over the limit that are no ink: decoders of JPEG differ by one level of each ink at most (IEEE 1180-1990)."""

NOISE = 3.0
"""Points over the limit that coding alone may add to what was separated for it.

Measured: seven photographs separated for FOGRA39, which takes 300 %, coded as JPEG of quality 92 without thinned colours, came
out over 300 % by 3.9 points at most, and by more than 3 on no more than 3 of 100,000 pixels.
"""

SPECK = 1.0
"""Square millimetres: what is smaller in all, be it ever so dark, dries like the ink around it."""

_SMALL = 14.0  # points: the height of a line of small text, its ascent and descent
_SPECKS = 6  # pixels of a line of text before it is called rich
_JOIN = np.ones((7, 7), np.uint8)  # over-inked pixels this near are one area

FULL = 255
"""All of an ink."""

Total = NDArray[np.uint16]
"""The inks of each pixel within the bleed, added up, in parts of :data:`FULL`."""


@dataclass(frozen=True, slots=True)
class InkFigures:
    """The most ink on any pixel of a page, and the mean of each process ink."""

    most: float
    means: tuple[float, float, float, float]


def total_ink(painted: Painted) -> Total:
    """Return the inks of each pixel within the bleed, added up."""
    plates = _plates(painted)
    if not plates:
        return np.zeros((0, 0), np.uint16)
    cyan, magenta, yellow, black = plates
    pairs = cv2.add(cyan, magenta, dtype=cv2.CV_16U), cv2.add(yellow, black, dtype=cv2.CV_16U)
    return np.asarray(cv2.add(*pairs), np.uint16)


def figures_of(painted: Painted, total: Total) -> InkFigures:
    """Return how much ink a page takes."""
    if not total.size:
        return InkFigures(0, (0, 0, 0, 0))
    cyan, magenta, yellow, black = (round(cv2.mean(plate)[0] * 100 / FULL, 2) for plate in _plates(painted))
    return InkFigures(round(int(total.max()) * 100 / FULL, 1), (cyan, magenta, yellow, black))


def prove_ink(painted: Painted, total: Total, figures: InkFigures, limit: int, page: int) -> Iterator[Finding]:
    """Yield what is over the printer's limit, be it little or much, and the plates that nobody asked for."""
    if figures.most > limit + ROUNDING:
        much = _beyond(total, limit + NOISE)
        grave = _area(much, painted) >= SPECK
        over = much if grave else _beyond(total, limit + ROUNDING)
        said = f"up to {figures.most:.0f} % of ink over {_area(over, painted):.1f} mm²; the paper takes {limit} %"
        yield told(Check.INK_LIMIT if grave else Check.INK_LITTLE_OVER, page, said, _largest(over, painted))
    strangers = [name for name in painted.plates if name not in PROCESS]
    if strangers:
        yield told(Check.UNASKED_PLATE, page, f"the page needs a plate for {', '.join(strangers)}")


def prove_text_ink(painted: Painted, total: Total, lines: Sequence[Rect], page: int) -> Iterator[Finding]:
    """Yield small black text that takes several inks; ``lines`` are boxes of text in pixels of the whole raster.

    Text is looked at where it stands on paper or a light tint: on a picture nobody can tell its pixels from the rest.
    """
    if not total.size:
        return
    cyan, magenta, yellow, black = _plates(painted)
    low, high = cv2.min(cyan, magenta), cv2.max(cyan, magenta)
    least, middle = cv2.min(low, yellow), cv2.max(low, cv2.min(high, yellow))
    # Black of several inks is much black with two others in it, or an even heap of the three colours.
    rich = ((black >= 0.4 * FULL) & (middle >= 0.1 * FULL)) | (least >= 0.5 * FULL)
    if not rich.any():
        return
    light = total <= 0.2 * FULL
    left, top = int(painted.bleed[0]), int(painted.bleed[1])
    found = []
    for x0, y0, x1, y1 in lines:
        rows, columns = (
            slice(max(0, int(y0) - top), int(y1) + 1 - top),
            slice(max(0, int(x0) - left), int(x1) + 1 - left),
        )
        part = rich[rows, columns]
        if y1 - y0 > _SMALL * painted.scale * 25.4 / 72 or part.size == 0:
            continue
        if int(part.sum()) >= _SPECKS and part.mean() >= 0.03 and light[rows, columns].mean() >= 0.4:
            found.append(painted.place(x0, y0, x1, y1))
    if found:
        said = f"{len(found)} {'line' if len(found) == 1 else 'lines'} of black text printed in three inks or more"
        yield told(Check.RICH_TEXT, page, said, reduce(Place.joined, found))


def _beyond(total: Total, most: float) -> NDArray[np.uint8]:
    """Return where more than ``most`` per cent of ink lies."""
    return np.asarray(total > most * FULL / 100, np.uint8)


def _area(mask: NDArray[np.uint8], painted: Painted) -> float:
    return int(mask.sum()) / painted.scale**2


def _plates(painted: Painted) -> tuple[NDArray[np.uint8], ...]:
    """Return each process ink within the bleed as a picture of its own; nothing where the bleed holds no pixel."""
    left, top, right, bottom = painted.bleed
    within = np.ascontiguousarray(painted.inks[int(top) : ceil(bottom), int(left) : ceil(right)])
    return tuple(np.asarray(plate, np.uint8) for plate in cv2.split(within))


def _largest(mask: NDArray[np.uint8], painted: Painted) -> Place:
    """Return the place of the largest area of a mask over the bleed."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _JOIN)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    x, y, width, height, _ = boxes[1 + int(np.argmax(boxes[1:, cv2.CC_STAT_AREA]))]
    left, top = int(painted.bleed[0]) + int(x), int(painted.bleed[1]) + int(y)
    return painted.place(left, top, left + int(width), top + int(height))
