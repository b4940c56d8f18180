"""Drawings of the book in printing inks: maps, emblems, codes. Every fill and stroke is named, none is left to be RGB."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from asylmura_ssg.make.maps import Palette, draw_country, draw_region
from asylmura_ssg.make.plates import matrix, outline
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import LEVEL, MASK, QUIET_ZONE, VERSION
from asylmura_ssg.model.projection import Sheet, country_sheet, region_sheet

BLACK = "device-cmyk(0 0 0 1)"
PAPER = "device-cmyk(0 0 0 0)"
ACCENT = "device-cmyk(0.1 0.8 0.95 0.28)"
"""The book's one colour beside black: fired clay. In all 213 % of ink."""
CREAM = "device-cmyk(0 0.04 0.14 0)"

LOCATOR = Palette(land="device-cmyk(0 0 0 0.1)", region="device-cmyk(0 0 0 0.42)", water=PAPER, line=PAPER, dot=BLACK)
COUNTRY = Palette(land="device-cmyk(0 0 0 0.09)", region="device-cmyk(0 0 0 0.2)", water="device-cmyk(0 0 0 0.24)",
                  line=PAPER, dot=BLACK)  # fmt: skip
OPENER = Palette(land=ACCENT, region="device-cmyk(0 0.16 0.3 0)", water="device-cmyk(0.05 0.45 0.56 0.1)",
                 line="device-cmyk(0.04 0.5 0.62 0.08)", dot=BLACK)  # fmt: skip

REGION = Palette(land="device-cmyk(0 0 0 0.06)", region="device-cmyk(0 0 0 0.2)", water="device-cmyk(0 0 0 0.34)",
                 line=PAPER, dot=BLACK)  # fmt: skip

_STROKE = re.compile(r'stroke-width="([\d.]+)"')  # in tenths of a unit of a drawing that is 200 units high
_FINEST_STROKE = 7.6
"""0.3 pt, the finest line printers ask for, where the drawing is 28 mm high."""

_LOCATOR_WIDTH = 210.0  # units: lines of 0.8 are 0.31 pt where the map is 29 mm wide, and no house asks for more
_COUNTRY_WIDTH = 560.0
_REGION_WIDTH = 420.0
COUNTRY_MM, REGION_MM = 132.0, 100.0


def locator(boundaries: Boundaries, region: str, point: Point | None) -> str:
    """Return the country as SVG, with the entry's region brought forward and its place, when known, dotted."""
    return draw_country(boundaries, region, (point,) if point else (), LOCATOR, _LOCATOR_WIDTH)


def emblem(drawing: str, colour: str = BLACK) -> str:
    """Return an emblem drawn in one colour, its finest strokes wide enough for a press."""
    return _STROKE.sub(_printable, drawing.replace("currentColor", colour))


def _printable(found: re.Match[str]) -> str:
    return f'stroke-width="{max(float(found[1]), _FINEST_STROKE):g}"'


def code(payload: str) -> str:
    """Return the QR code of an address as one black outline, with its quiet zone, ready to be sized by the page."""
    side = 17 + 4 * VERSION + 2 * QUIET_ZONE
    path = outline(matrix(payload, VERSION, LEVEL, MASK))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="code" viewBox="0 0 {side} {side}">'
        f'<path fill="{BLACK}" stroke="none" transform="translate({QUIET_ZONE} {QUIET_ZONE})" d="{path}"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class Label:
    """A number beside a dot: its place in per cent of the map's width and height."""

    text: str
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class NumberedMap:
    """A map and the numbers to lay over it; width and height are mm on the page."""

    svg: Markup
    width: float
    height: float
    labels: tuple[Label, ...]


def numbered_country(boundaries: Boundaries, places: Sequence[tuple[str, Point]]) -> NumberedMap:
    """Return the country with numbered dots."""
    svg = draw_country(boundaries, None, [point for _, point in places], COUNTRY, _COUNTRY_WIDTH)
    return _numbered(svg, country_sheet(boundaries, _COUNTRY_WIDTH), places, COUNTRY_MM, None)


def numbered_region(
    boundaries: Boundaries, region: str, places: Sequence[tuple[str, Point]], palette: Palette = OPENER
) -> NumberedMap:
    """Return a region in the colours of a chapter's first page, or in others, with numbered dots."""
    return _numbered_region(Keyed(boundaries), region, tuple(places), palette)


@lru_cache(maxsize=64)  # every entry of a region has the same
def _numbered_region(
    held: Keyed[Boundaries], region: str, places: tuple[tuple[str, Point], ...], palette: Palette
) -> NumberedMap:
    boundaries = held.value
    svg = draw_region(boundaries, region, [point for _, point in places], palette, _REGION_WIDTH)
    sheet, land = region_sheet(boundaries, region, _REGION_WIDTH), boundaries.regions[region]
    return _numbered(svg, sheet, places, REGION_MM, land)


def _numbered(
    svg: str, sheet: Sheet, places: Sequence[tuple[str, Point]], width: float, land: Outline | None
) -> NumberedMap:
    """Lay a number beside each dot: where it meets no other, and on ``land``, for it is black and the ground about may be dark.

    Where dots stand so close that there is no room for a number, there is none: one printed over another is not read.
    """
    dots = [(text, *sheet.place(point.lon, point.lat)) for text, point in places]
    boxes = [(x - 5, y - 5, x + 5, y + 5) for _, x, y in dots]
    labels = []
    for text, x, y in sorted(dots, key=lambda dot: (dot[2], dot[1], dot[0])):
        free = [b for b in _around(x, y, len(text)) if not any(map(_meets, [b] * len(boxes), boxes))]
        if not free:
            continue
        box = next((b for b in free if land is None or _within(b, sheet, land)), free[0])
        boxes.append(box)
        labels.append(Label(text, round(100 * box[0] / sheet.width, 2), round(100 * box[1] / sheet.height, 2)))
    height = round(width * sheet.height / sheet.width, 2)
    return NumberedMap(Markup(svg), width, height, tuple(labels))  # noqa: S704 - drawn here


_Box = tuple[float, float, float, float]
_GLYPH, _LINE = 7.0, 12.0  # a digit's width and a line's height in units of the drawing


def _around(x: float, y: float, length: int) -> Iterator[_Box]:
    """Yield places for a label about a dot: right, left, above, below, the corners; near first, then farther off."""
    width = length * _GLYPH + 1
    for gap in (6.0, 12.0, 20.0):
        right, left, over, under = x + gap, x - gap - width, y - gap - _LINE, y + gap
        middle, level = x - width / 2, y - _LINE / 2
        for at, down in ((right, level), (left, level), (middle, over), (middle, under),
                         (right, over), (right, under), (left, over), (left, under)):  # fmt: skip
            yield at, down, at + width, down + _LINE


def _within(box: _Box, sheet: Sheet, land: Outline) -> bool:
    return all(land.contains(sheet.ground(x, y)) for x in box[::2] for y in box[1::2])


def _meets(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
