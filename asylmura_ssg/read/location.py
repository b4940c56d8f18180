"""Where a monument stands: a measured point held against the country and its region, or the fact that it is unknown."""

from __future__ import annotations

from collections.abc import Callable

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Claim, Location, Point
from asylmura_ssg.model.vocabulary import Term
from asylmura_ssg.read.nodes import Block, read_whole

# The country's extremes with a margin of a tenth of a degree or so.
SOUTH, NORTH, WEST, EAST = 40.5, 55.5, 46.4, 87.4
# The outlines are simplified and rivers on borders move: a point this far outside still counts as inside.
TOLERANCE_KM = 8.0

Cite = Callable[[Block], tuple[str, ...]]
"""Returns the sources a block names, and remembers that they are cited."""


def read_location(
    top: Block, region: str, precisions: dict[str, Term], outlines: dict[str, Outline], cite: Cite
) -> Location:
    """Return the location of a record that names ``region``; a point without a source is reported."""
    block = top.required_block("location")
    if block is None:
        return Location(None, None, Claim(Localized("")), ())
    unknown = block.block("unknown")
    if unknown is not None:
        claim = read_whole(unknown, lambda inner: Claim(inner.languages(), cite(inner)))
        return Location(None, None, claim, read_whole(block, cite))
    before = len(block.report.found)
    point = Point(block.number("lat"), block.number("lon"))
    precision = block.term("precision", precisions, Code.UNKNOWN_TERM, "precision of a location")
    if len(block.report.found) == before:
        _check_point(block, point, region, outlines)
    return Location(point, precision, None, read_whole(block, lambda b: required_sources(b, cite)))


def required_sources(block: Block, cite: Cite) -> tuple[str, ...]:
    """Return the sources of a claim that may not stand without one."""
    sources = cite(block)
    if not sources:
        block.complain(Code.SOURCE_REQUIRED, f'"{block.name}" has no source',
                       'add "source:" with a key of the bibliography', key="source")  # fmt: skip
    return sources


def _check_point(block: Block, point: Point, region: str, outlines: dict[str, Outline]) -> None:
    if in_country(Point(point.lon, point.lat)) and not in_country(point):
        block.complain(Code.COORDINATES_SWAPPED, "lat and lon have changed places",
                       f"write lat: {point.lon:g} and lon: {point.lat:g}", key="lat")  # fmt: skip
    elif not SOUTH <= point.lat <= NORTH:
        block.complain(Code.COORDINATES_RANGE, f"latitude {point.lat:g} is not in Kazakhstan",
                       f"it lies between {SOUTH}° and {NORTH}°", key="lat")  # fmt: skip
    elif not WEST <= point.lon <= EAST:
        block.complain(Code.COORDINATES_RANGE, f"longitude {point.lon:g} is not in Kazakhstan",
                       f"it lies between {WEST}° and {EAST}°", key="lon")  # fmt: skip
    else:
        _check_region(block, point, region, outlines)


def _check_region(block: Block, point: Point, region: str, outlines: dict[str, Outline]) -> None:
    outline = outlines.get(region)
    if outline is None or outline.contains(point):
        return
    away = outline.distance_km(point)
    if away > TOLERANCE_KM:
        inside = [key for key, other in sorted(outlines.items()) if other.contains(point)]
        hint = f'the point lies in "{inside[0]}"' if inside else "the point lies outside the country"
        block.complain(Code.COORDINATES_OUTSIDE_REGION,
                       f'{point.lat:g}, {point.lon:g} is {away:.0f} km outside "{region}"', hint, key="lat")  # fmt: skip


def in_country(point: Point) -> bool:
    """Tell whether a point lies between the country's extremes."""
    return SOUTH <= point.lat <= NORTH and WEST <= point.lon <= EAST
