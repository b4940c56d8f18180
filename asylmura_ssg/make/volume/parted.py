"""Long lists in parts: each is a fragment of its own and begins on a new page, so that no list is too long to be set.

What typesetting holds in memory grows with the pages of a fragment, by some ten megabytes each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeVar

G = TypeVar("G")
L = TypeVar("L")

MOST = 500
"""Lines of a list that stays whole: some ten pages."""
PART = 250
"""Lines of a part of a longer one, which several processes set beside each other."""


def parted(lines: Sequence[L], most: int = MOST, part: int = PART) -> tuple[tuple[L, ...], ...]:
    """Return a list in as few parts of about one length as hold ``part`` lines at most; one of up to ``most`` stays whole."""
    count = 1 if len(lines) <= most else -(-len(lines) // part)
    ends = [len(lines) * number // count for number in range(count + 1)]
    return tuple(tuple(lines[start:end]) for start, end in pairwise(ends))


def groups_parted(
    groups: Sequence[tuple[G, Sequence[L]]], most: int = MOST, part: int = PART
) -> tuple[tuple[tuple[G, tuple[L, ...]], ...], ...]:
    """Return lines that stand under headings in parts; a heading whose lines are parted stands in each of them again."""
    flat = [(number, line) for number, (_, lines) in enumerate(groups) for line in lines]
    return tuple(
        tuple(
            (groups[number][0], tuple(line for _, line in held)) for number, held in groupby(held_lines, itemgetter(0))
        )
        for held_lines in parted(flat, most, part)
    )
