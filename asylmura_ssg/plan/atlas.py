"""The map and the timeline: their pages, and the data the maps are explored with, a piece for each region.

A region's own page needs its own piece alone, and a monument that changes touches no other; the map of the country has
all of them. A piece's name carries its digest, as those of all assets do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.projection import Sheet
from asylmura_ssg.model.recipe import Artifact, AtlasRecipe, Card, Dated, Frame, Group, TextRecipe, TimelineRecipe
from asylmura_ssg.model.register import Register
from asylmura_ssg.model.route import Asset, Section, url_of

Kinds = Mapping[Language, Mapping[str, tuple[Group, ...]]]

WITHOUT_PLATE = "none"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The data of the maps: the address of each region's piece by language and region, and the artifacts."""

    addresses: dict[Language, dict[str, str]]
    artifacts: tuple[Artifact, ...]


def plan_pieces(catalogue: Catalogue, frames: Mapping[Language, Frame], kinds: Kinds) -> Pieces:
    """Return a piece for each language and region that has monuments."""
    protections = {entry.monument.slug: entry.monument.protection.category for entry in catalogue.entries}
    plates = _plates(catalogue.register)
    addresses: dict[Language, dict[str, str]] = {}
    artifacts = []
    for language, frame in frames.items():
        addresses[language] = {}
        for group in kinds[language]["regions"]:
            if not group.cards:
                continue
            rows = [
                _row(card, language, frame.country, protections[card.slug], plates.get(card.slug, WITHOUT_PLATE))
                for card in group.cards
            ]
            lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
            recipe = TextRecipe(f"[{lines}]\n")
            asset = Asset(f"atlas-{language}-{group.key}.{digest_of(recipe)[:10]}.json")
            addresses[language][group.key] = url_of(asset)
            artifacts.append(Artifact(asset, recipe))
    return Pieces(addresses, tuple(artifacts))


def _plates(register: Register) -> dict[str, str]:
    """Return the state of each plate that was issued, by the slug it was issued for: that of the issue in most need."""
    return {slug: str(plate.worst.state) for slug, plate in register.of_slug().items()}


def _row(card: Card, language: Language, sheet: Sheet, protection: str, plate: str) -> list[Any]:
    """Return what a map knows of a monument, in the order that ``templates/pages/map-data.js`` names.

    Places are in units of the country's map, to a hundredth (some 50 m); null where the place is not known. The mark is
    0 for a place that is the monument's own, 1 for one near it, 2 for a monument that is no longer there.
    """
    name, dating = card.names.best(language), None if card.dating is None else card.dating.best(language)
    x, y = (None, None) if card.point is None else sheet.place(card.point.lon, card.point.lat)
    return [
        card.slug,
        name.value,
        "" if name.language is language else str(name.language),
        card.type,
        list(card.periods),
        protection,
        plate,
        None if x is None else round(x, 2),
        None if y is None else round(y, 2),
        2 if card.fate is not None else 0 if card.precise else 1,
        "" if dating is None else dating.value,
        "" if dating is None or dating.language is language else str(dating.language),
    ]


def plan_atlas(
    catalogue: Catalogue, design: Design, frames: Mapping[Language, Frame], cards: tuple[Card, ...], kinds: Kinds,
    pieces: Pieces,
) -> Iterator[Artifact]:  # fmt: skip
    """Yield the pieces, and the pages of the map and of the timeline in each language."""
    yield from pieces.artifacts
    datings = {entry.monument.slug: entry.monument.dating for entry in catalogue.entries}
    dated = tuple(Dated(card, "" if (d := datings[card.slug]) is None else d.precision) for card in cards)
    for language, frame in frames.items():
        groups = kinds[language]
        types, periods, regions = (_choices(groups[kind]) for kind in ("types", "periods", "regions"))
        route = Section(language, "map")
        yield Artifact(route, AtlasRecipe(
            route=route,
            template=design.templates["pages/map.html"],
            frame=frame,
            regions=groups["regions"],
            types=types,
            periods=periods,
            pieces=pieces.addresses[language],
        ))  # fmt: skip
        route = Section(language, "time")
        template = design.templates["pages/time.html"]
        yield Artifact(route, TimelineRecipe(route, template, frame, dated, regions, types))


def _choices(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return what has monuments, without them."""
    return tuple(Group(group.key, group.label, ()) for group in groups if group.cards)
