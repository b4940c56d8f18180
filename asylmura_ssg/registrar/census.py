"""How many plates there are, by region and state, and which monuments have none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.register import State
from asylmura_ssg.registrar.desk import RefusedError


@dataclass(frozen=True, slots=True)
class Count:
    """The published monuments of a region by the state of the plate a visitor meets there; None counts those without.

    ``merged`` are entries that were merged into others and still have a plate, which is counted with the rest.
    """

    region: str
    monuments: int
    states: dict[State | None, int]
    merged: tuple[str, ...] = ()


def census(catalogue: Catalogue, region: str | None = None) -> tuple[Count, ...]:
    """Return a count for each region that has a monument, in the regions' own order; for one of them if it is named."""
    plates = catalogue.register.of_slug()
    states: dict[str, Counter[State | None]] = {key: Counter() for key in catalogue.vocabularies.regions}
    merged: dict[str, list[str]] = {key: [] for key in states}
    for entry in catalogue.entries:
        plate = plates.get(entry.monument.slug)
        states[entry.monument.region][None if plate is None else plate.current.state] += 1
    for entry in catalogue.merged:
        plate = plates.get(entry.monument.slug)
        if plate is not None:
            states[entry.monument.region][plate.current.state] += 1
            merged[entry.monument.region].append(entry.monument.slug)
    return tuple(
        Count(key, held.total() - len(merged[key]), dict(held), tuple(merged[key]))
        for key, held in states.items()
        if held and region in (None, key)
    )


def gone_without(catalogue: Catalogue, region: str | None = None) -> tuple[str, ...]:
    """Return the monuments that are no more and never had a plate; they need none."""
    plates = catalogue.register.of_slug()
    monuments = (entry.monument for entry in catalogue.entries)
    return tuple(
        m.slug for m in monuments if m.fate is not None and m.slug not in plates and region in (None, m.region)
    )


def demand_region(catalogue: Catalogue, region: str | None) -> None:
    """Refuse a region that is not one. Raises RefusedError."""
    regions = catalogue.vocabularies.regions
    if region is not None and region not in regions:
        raise RefusedError(f'no region "{region}"; known: {", ".join(regions)}')
