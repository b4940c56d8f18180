"""What stands on the sheet outside the bleed: where to cut and fold, whether the inks lie on one another, which file it is.

Marks are drawn in the colorant All (ISO 32000-1, 8.6.6.4), so that each plate bears them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from asylmura_ssg.make.press.boxes import Boxes
from asylmura_ssg.make.press.link_file import PdfFile, ref
from asylmura_ssg.make.press.link_fonts import encode, width_of
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.press import POINTS, Marks

ALL = "All"
"""The name of the colorant as a resource of every page with marks."""

_LINE = 0.25  # points
_PATCH = 4.0  # mm, a side of an ink's patch
_TARGET = 1.5  # mm, the radius of a registration target
_ROUND = 0.5523  # of the radius: where the handles of a quarter circle stand
_SLUG_SIZE = 6.0  # points
_PATCHES = ("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "0 1 1 0", "1 0 1 0", "0 0 0 0.5")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's sheet: its boxes, the marks the printer wants, and folds in mm from the trim's left."""

    boxes: Boxes
    marks: Marks
    folds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PutMarks:
    """The numbers of what all pages share: the drawn marks, and the colour space they are drawn in."""

    content: int
    spaces: int


def marks_of(sheet: Sheet, file: PdfFile) -> PutMarks:
    """Write what all pages share."""
    tint = file.add(b"<</FunctionType 2/Domain [0 1]/C0 [0 0 0 0]/C1 [1 1 1 1]/N 1>>")
    spaces = file.add(f"<</{ALL} [/Separation /All /DeviceCMYK ".encode() + ref(tint) + b"]>>")
    drawn = "\n".join(_drawn(sheet)).encode()
    return PutMarks(file.add(b"<</Length %d>>" % len(drawn), drawn), spaces)


def slug_line(sheet: Sheet, shown: str, resource: str, face: Face) -> bytes:
    """Return the operators that set a line of ASCII at the foot of the sheet, between the crop marks and the middle."""
    left = sheet.boxes.trim[0] + 2 * POINTS
    room = (sheet.boxes.trim[2] - sheet.boxes.trim[0]) / 2 - 6 * POINTS
    size = min(_SLUG_SIZE, 1000 * room / width_of(face, shown))
    baseline = _middle(sheet) - size / 3
    return (
        f"q /{ALL} cs 1 scn BT /{resource} {size:.3f} Tf 1 0 0 1 {left:.4f} {baseline:.4f} Tm "
        f"<{encode(face, shown)}> Tj ET Q\n"
    ).encode()


def _drawn(sheet: Sheet) -> Iterator[str]:
    yield f"q {_LINE} w /{ALL} CS 1 SCN /{ALL} cs 1 scn"
    yield from _crops(sheet)
    yield from _fold_marks(sheet)
    if sheet.marks.registration:
        yield from _registration(sheet)
    yield "Q"
    if sheet.marks.patches:
        yield from _inks(sheet)


def _crops(sheet: Sheet) -> Iterator[str]:
    left, bottom, right, top = sheet.boxes.trim
    near = sheet.marks.offset * POINTS
    far = near + sheet.marks.length * POINTS
    for x, away in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield _line(x + away * near, y, x + away * far, y)
    for y, away in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield _line(x, y + away * near, x, y + away * far)


def _fold_marks(sheet: Sheet) -> Iterator[str]:
    left, bottom, _, top = sheet.boxes.trim
    near = sheet.marks.offset * POINTS
    far = near + sheet.marks.length * POINTS
    for fold in sheet.folds:
        x = left + fold * POINTS
        yield "q [2 1.5] 0 d"
        yield _line(x, bottom - near, x, bottom - far)
        yield _line(x, top + near, x, top + far)
        yield "Q"


def _registration(sheet: Sheet) -> Iterator[str]:
    left, bottom, right, top = sheet.boxes.trim
    across, up = (left + right) / 2, (bottom + top) / 2
    middle = _middle(sheet)
    _, _, width, height = sheet.boxes.media
    for x, y in ((across, middle), (across, height - middle), (middle, up), (width - middle, up)):
        radius = _TARGET * POINTS
        yield _line(x - 1.6 * radius, y, x + 1.6 * radius, y)
        yield _line(x, y - 1.6 * radius, x, y + 1.6 * radius)
        yield _circle(x, y, radius)


def _inks(sheet: Sheet) -> Iterator[str]:
    """Yield a row of patches at the head of the sheet, right of the crop mark."""
    side = _PATCH * POINTS
    left, low = sheet.boxes.trim[0] + 4 * POINTS, sheet.boxes.media[3] - _middle(sheet) - side / 2
    for place, inks in enumerate(_PATCHES):
        yield f"q {inks} k {left + place * side:.4f} {low:.4f} {side:.4f} {side:.4f} re f Q"


def _middle(sheet: Sheet) -> float:
    """Return how far from the sheet's edge the middle of the free strip outside the bleed is, in points."""
    return sheet.boxes.bleed[0] / 2


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.4f} {y0:.4f} m {x1:.4f} {y1:.4f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * _ROUND
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f"{x + radius:.4f} {y:.4f} m"]
    for (a, b), (c, d) in pairwise(corners):
        points = (x + radius * a + handle * c, y + radius * b + handle * d,
                  x + radius * c + handle * a, y + radius * d + handle * b, x + radius * c, y + radius * d)  # fmt: skip
        path.append(" ".join(f"{point:.4f}" for point in points) + " c")
    return " ".join([*path, "S"])
