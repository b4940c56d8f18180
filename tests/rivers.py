"""Rivers: white that runs down a column because the spaces of successive lines lie one below another; and stretched spaces.

What counts: a chain of at least ``LINES`` lines in which every next space overlaps the one above it by ``OVERLAP`` of the
size. A chain of usual spaces is met by chance and is not seen; one is seen where its spaces are wide (R. Bringhurst,
"The Elements of Typographic Style", 2.1.2: a justified line needs some forty letters, or it should be ragged).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from set_lines import Line

LINES = 4
OVERLAP = 0.3
"""Of the size: a little more than the usual word space of Literata, 0.25."""

STRETCHED = 2.0
"""Times the usual word space: from here on a line looks full of holes."""

USUAL = 0.25


@dataclass(frozen=True, slots=True)
class River:
    """A chain of spaces: the line it begins in, how many lines it runs through, its narrowest overlap in points."""

    first: Line
    lines: int
    width: float


def rivers(lines: Sequence[Line], leading: float) -> tuple[River, ...]:
    """Return the rivers of lines in their order; each is told once, from its uppermost line."""
    found: list[River] = []
    flowing: dict[tuple[float, float], River] = {}
    for above, line in pairwise((None, *lines)):
        assert line is not None
        reached: dict[tuple[float, float], River] = {}
        beside = above is not None and _follows(above, line, leading)
        for space in line.spaces:
            sources = [(_overlap(up, space), river) for up, river in flowing.items()] if beside else []
            shared, river = max(sources, key=lambda s: (s[0] >= OVERLAP * line.size, s[1].lines), default=(0.0, None))
            if river is not None and shared >= OVERLAP * line.size:
                reached[space] = River(river.first, river.lines + 1, min(river.width, shared))
            else:
                reached[space] = River(line, 1, space[1] - space[0])
        found += _ended(flowing, reached)
        flowing = reached
    found += _ended(flowing, {})
    return tuple(river for river in found if river.lines >= LINES)


def stretched(lines: Sequence[Line]) -> float:
    """Return the share of lines, 0 to 1, whose word spaces are more than ``STRETCHED`` times as wide as usual."""
    spaced = [line for line in lines if line.spaces]
    loose = [line for line in spaced if _mean(line) > STRETCHED * USUAL * line.size]
    return len(loose) / len(spaced) if spaced else 0.0


def _mean(line: Line) -> float:
    return sum(right - left for left, right in line.spaces) / len(line.spaces)


def _follows(above: Line, line: Line, leading: float) -> bool:
    return above.page == line.page and 0 < above.y - line.y < leading * 1.5


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _ended(flowing: dict[tuple[float, float], River], reached: dict[tuple[float, float], River]) -> Iterator[River]:
    """Yield the rivers that no space of the next line goes on with."""
    going = {(river.first.page, river.first.y, river.first.left, river.lines - 1) for river in reached.values()}
    for river in flowing.values():
        if (river.first.page, river.first.y, river.first.left, river.lines) not in going:
            yield river
