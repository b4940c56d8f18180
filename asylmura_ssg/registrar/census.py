"""How many plates there are, by region and state, and which monuments have none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.register import State
from asylmura_ssg.registrar.desk import RefusedError


@dataclass(frozen=True, slots=True)
class Count:
    """The published monuments of a region by the state of the plate a visitor meets there; None counts those without."""

    region: str
    monuments: int
    states: dict[State | None, int]


def census(catalogue: Catalogue, region: str | None = None) -> tuple[Count, ...]:
    """Return a count for each region that has a monument, in the regions' own order; for one of them if it is named."""
    plates = catalogue.register.of_slug()
    states: dict[str, Counter[State | None]] = {key: Counter() for key in catalogue.vocabularies.regions}
    for entry in catalogue.entries:
        plate = plates.get(entry.monument.slug)
        states[entry.monument.region][None if plate is None else plate.current.state] += 1
    return tuple(Count(key, held.total(), dict(held)) for key, held in states.items() if held and region in (None, key))


def demand_region(catalogue: Catalogue, region: str | None) -> None:
    """Refuse a region that is not one. Raises RefusedError."""
    regions = catalogue.vocabularies.regions
    if region is not None and region not in regions:
        raise RefusedError(f'no region "{region}"; known: {", ".join(regions)}')
