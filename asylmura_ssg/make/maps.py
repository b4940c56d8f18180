"""Maps drawn from the boundary data: the country with one region brought forward, and a region with its monuments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from asylmura_ssg.make.labels import Room, room_in
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.geography import Outline, Ring
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.projection import COUNTRY_WIDTH, Sheet, country_sheet, region_sheet
from asylmura_ssg.model.recipe import MapRecipe


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as CSS writes them: land, the region brought forward, water, border lines, dots."""

    land: str
    region: str
    water: str
    line: str
    dot: str


def make_map(recipe: MapRecipe) -> bytes:
    """Return a map of the country as a file of its own, for pages to lay their dots over."""
    drawn = shapes_of(recipe.boundaries, None)
    shapes = [f'<path class="{"r" if key == recipe.region else "l"}" d="{data}"/>' for key, data in drawn.regions]
    body = f'{_style(_SCREEN, _SCREEN_DARK)}{"".join(shapes)}<path class="w" d="{drawn.lakes}"/>'
    return _svg(drawn.sheet, body, "").encode()


_SCREEN = Palette("#f1e9d8", "#e6d2ac", "#b5cfd3", "#fbf8f1", "#93381c")
_SCREEN_DARK = Palette("#2c2a24", "#5d4a2f", "#2b464b", "#1b1916", "#f0976b")
"""The roles land, region, water, paper and accent of templates/pages/style.css, which a drawing in a file cannot name."""


def draw_country(
    boundaries: Boundaries, highlight: str | None, dots: Sequence[Point], palette: Palette, width: float = 480
) -> str:
    """Return an SVG map of the country, one region brought forward, a dot at each point. Every fill is explicit."""
    return _coloured(shapes_of(boundaries, None, width), highlight, dots, palette)


def draw_region(
    boundaries: Boundaries, region: str, dots: Sequence[Point], palette: Palette, width: float = 480
) -> str:
    """Return an SVG map of one region with its lakes, rivers and neighbours, and a dot at each point."""
    return _coloured(shapes_of(boundaries, region, width), region, dots, palette)


def _coloured(drawn: Drawn, region: str | None, dots: Sequence[Point], palette: Palette) -> str:
    shapes = [
        f'<path fill="{palette.region if key == region else palette.land}" stroke="{palette.line}" '
        f'stroke-width="0.8" d="{data}"/>'
        for key, data in drawn.regions
    ]
    shapes.append(f'<path fill="{palette.water}" d="{drawn.lakes}"/>')
    if drawn.rivers:
        shapes.append(f'<path fill="none" stroke="{palette.water}" stroke-width="1.2" d="{drawn.rivers}"/>')
    body = "".join(shapes + _dots(drawn.sheet, dots, palette))
    return _svg(drawn.sheet, body, f' width="{drawn.sheet.width:g}" height="{drawn.sheet.height:.0f}"')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map's shapes as SVG path data: regions by key, and water as one path each."""

    sheet: Sheet
    regions: tuple[tuple[str, str], ...]
    lakes: str
    rivers: str


@lru_cache(maxsize=64)
def _drawn(held: Keyed[Boundaries], width: float, region: str | None, around: float) -> Drawn:
    boundaries = held.value
    sheet = country_sheet(boundaries, width) if region is None else region_sheet(boundaries, region, width)
    rivers = () if region is None else boundaries.rivers
    seen = sheet.wider(around)
    return Drawn(
        sheet,
        tuple((key, _data(sheet, o)) for key, o in boundaries.regions.items() if _meets(seen, o)),
        "".join(_data(sheet, lake) for lake in boundaries.lakes if _meets(seen, lake)),
        "".join(_points(sheet, river) for river in rivers if _meets(seen, Outline(((river,),)))),
    )


def rooms_of(boundaries: Boundaries, region: str | None, width: float = COUNTRY_WIDTH) -> dict[str, Room]:
    """Return where in each region of :func:`shapes_of` its name has most room."""
    return _rooms(Keyed(boundaries), width, region)


@lru_cache(maxsize=64)
def _rooms(held: Keyed[Boundaries], width: float, region: str | None) -> dict[str, Room]:
    drawn, regions = _drawn(held, width, region, 0.0), held.value.regions
    rooms = {}
    for key, _ in drawn.regions:
        rings = [[drawn.sheet.place(*at) for at in ring] for polygon in regions[key].polygons for ring in polygon]
        room = room_in(rings)
        if room is not None:
            rooms[key] = room
    return rooms


def rivers_of(boundaries: Boundaries, width: float = COUNTRY_WIDTH) -> str:
    """Return the rivers on the country's map, which is mostly shown without them."""
    return _rivers(Keyed(boundaries), width)


@lru_cache(maxsize=8)
def _rivers(held: Keyed[Boundaries], width: float) -> str:
    sheet = country_sheet(held.value, width)
    return "".join(_points(sheet, river) for river in held.value.rivers)


def shapes_of(boundaries: Boundaries, region: str | None, width: float = COUNTRY_WIDTH, around: float = 0.0) -> Drawn:
    """Return the shapes of the country's map, or of one region's own with its neighbours and rivers.

    ``around`` is how far beyond the sheet, on every side, it is drawn for a frame of another shape.
    """
    return _drawn(Keyed(boundaries), width, region, around)


def _style(light: Palette, dark: Palette) -> str:
    def rules(p: Palette) -> str:
        return f".l{{fill:{p.land}}}.r{{fill:{p.region}}}.w{{fill:{p.water}}}.l,.r{{stroke:{p.line}}}"

    return (
        f"<style>path{{stroke-width:.8;stroke-linejoin:round}}{rules(light)}"
        f"@media(prefers-color-scheme:dark){{{rules(dark)}}}</style>"
    )


def _svg(sheet: Sheet, body: str, attributes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width:g} {sheet.height:.0f}"{attributes}>'
        f"{body}</svg>\n"
    )


def _meets(sheet: Sheet, outline: Outline) -> bool:
    """Tell whether an outline is seen on the sheet: whether one of its edges comes upon it."""
    for polygon in outline.polygons:
        for ring in polygon:
            placed = [sheet.place(lon, lat) for lon, lat in ring]
            if any(_crosses(sheet, start, end) for start, end in zip(placed, [*placed[1:], placed[0]], strict=True)):
                return True
    return False


def _crosses(sheet: Sheet, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether a line comes upon the sheet (Liang and Barsky, 1984)."""
    first, last = 0.0, 1.0
    for axis, size in enumerate((sheet.width, sheet.height)):
        from_, by = start[axis], end[axis] - start[axis]
        if by == 0:
            if not 0 <= from_ <= size:
                return False
            continue
        near, far = sorted((-from_ / by, (size - from_) / by))
        first, last = max(first, near), min(last, far)
    return first <= last


def _data(sheet: Sheet, outline: Outline) -> str:
    return "".join(_points(sheet, ring) + "z" for polygon in outline.polygons for ring in polygon)


def _points(sheet: Sheet, ring: Ring) -> str:
    """Return path data to a tenth of a unit, without points that fall on the one before."""
    parts: list[str] = []
    last = ""
    for lon, lat in ring:
        x, y = sheet.place(lon, lat)
        here = f"{x:.1f} {y:.1f}"
        if here != last:
            parts.append(here)
        last = here
    return "M" + "L".join(parts)


def _dots(sheet: Sheet, dots: Sequence[Point], palette: Palette) -> list[str]:
    placed = [sheet.place(dot.lon, dot.lat) for dot in dots]
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{palette.dot}" stroke="{palette.line}" stroke-width="1.2"/>'
        for x, y in placed
    ]
