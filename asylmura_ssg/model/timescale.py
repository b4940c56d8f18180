"""A scale of time that gives late centuries more room than early millennia, and knows where it changes.

It is broken, not bent: within each stretch a year is as wide as any other, so that lengths can be compared there, and
the two places where the width changes can be marked. A logarithmic scale would have no such places, and no such lengths.
Years are counted as historians do, before our era negative; that there is no year 0 is below what can be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

BREAKS = (-1000, 1000)
"""The years at which the scale changes."""
SHARES = (0.24, 0.32, 0.44)
"""How much of the width each stretch has."""
TICKS = (4, 4, 6)
"""How many ticks a stretch has room for."""
CLOSEST = 0.05
"""How near to an end or a break a round year is still marked, as a share of the width."""
OLDEST = -8000
"""Where the scale begins, unless something is older: in the Stone Age, well before the first of the periods."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years that are all equally wide; ``left`` and ``right`` are shares of the whole width, ``step`` is years."""

    start: int
    end: int
    left: float
    right: float
    step: int

    @property
    def century(self) -> float:
        """The width of a hundred years, as a share of the whole."""
        return (self.right - self.left) / (self.end - self.start) * 100


@dataclass(frozen=True, slots=True)
class Timescale:
    """Stretches one after another, from the left edge (0) to the right one (1)."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, earliest: int, latest: int) -> Timescale:
        """Return the scale that holds these years; its ends are whole millennia before, and the latest year after."""
        bounds = (min(OLDEST, earliest // 1000 * 1000), *BREAKS, max(latest, BREAKS[-1] + 1000))
        edges = (0.0, SHARES[0], SHARES[0] + SHARES[1], 1.0)
        return cls(
            tuple(
                Stretch(bounds[i], bounds[i + 1], edges[i], edges[i + 1], _step(bounds[i + 1] - bounds[i], TICKS[i]))
                for i in range(len(SHARES))
            )
        )

    @property
    def start(self) -> int:
        """The first year."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """The last year."""
        return self.stretches[-1].end

    def place(self, year: float) -> float:
        """Return where a year stands, from 0 to 1; years beyond the ends stand at the ends."""
        year = min(max(year, self.start), self.end)
        held = next(each for each in self.stretches if year <= each.end)
        return held.left + (held.right - held.left) * (year - held.start) / (held.end - held.start)

    def ticks(self) -> tuple[int, ...]:
        """Return the years that are marked: ends, breaks, and round ones between; the year 1 where 0 would be."""
        bounds = (self.start, *BREAKS, self.end)
        marked = set(bounds)
        for each in self.stretches:
            first = -(-each.start // each.step) * each.step
            round_ones = {year or 1 for year in range(first, each.end, each.step)}
            marked |= {y for y in round_ones if all(abs(self.place(y) - self.place(b)) >= CLOSEST for b in bounds)}
        return tuple(sorted(marked))


def _step(years: int, most: int) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50 … years that makes no more than so many steps."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if years <= most * factor * unit:
                return factor * unit
        unit *= 10
