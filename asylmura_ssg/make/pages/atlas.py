"""The page of the map: the country drawn once and whole, all monuments as a list, and what its script needs to narrow both.

Without the script nothing is missing but the moving: the drawing leads to regions and monuments, and the list has
everything. The ways to narrow are shown by the script alone, since nothing answers them without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.pages.charted import ChartedMap, Moved, charted_map
from asylmura_ssg.make.pages.chrome import Chrome, Said, card_fate, chrome, said
from asylmura_ssg.make.pages.listing import total_of
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.recipe import AtlasRecipe, Card, Frame, Group
from asylmura_ssg.model.route import Listing, MonumentPage, url_of

PLATES = ("placed", "damaged", "issued", "removed", "replaced", "none")
"""The states of a plate a map can be narrowed to, the last for monuments without one."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something the map can be narrowed to."""

    key: str
    label: Said


@dataclass(frozen=True, slots=True)
class Sieve:
    """One way to narrow: what it is called, its name in the address, its options; on a list, the words for all of them."""

    label: str
    name: str
    options: tuple[Option, ...]
    any: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A monument on the list: ``note`` says that it is not on the map, or what became of it."""

    name: Said
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """A region on the list, and the address of the data its monuments are explored with."""

    key: str
    label: Said
    url: str
    count: str
    piece: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class AtlasView:
    """Everything the page of the map shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    total: str
    charted: ChartedMap
    moved: Moved
    sieves: tuple[Sieve, ...]
    quarters: tuple[Quarter, ...]


def atlas_view(recipe: AtlasRecipe) -> AtlasView:
    """Return the view of the page of the map."""
    frame, strings = recipe.frame, recipe.frame.strings
    cards = tuple(card for group in recipe.regions for card in group.cards)
    title = strings["nav_map"]
    filled = {group.key for group in recipe.regions if group.cards}
    return AtlasView(
        chrome=chrome(frame, recipe.route, title, strings["map_lead"], sheets=("lists", "map"), scripts=("map",)),
        t=strings,
        title=title,
        total=total_of(cards, frame, charted=True),
        charted=charted_map(frame.site.title.best(frame.language).value, cards, filled, None, frame, explored=True),
        moved=Moved("1", "0", "0"),
        sieves=_sieves(recipe),
        quarters=tuple(_quarter(group, recipe) for group in recipe.regions),
    )


def _sieves(recipe: AtlasRecipe) -> tuple[Sieve, ...]:
    frame, strings = recipe.frame, recipe.frame.strings
    held = [group for group in recipe.regions if group.cards]
    protections = [(term.key, term.label) for term in frame.vocabularies.protection_categories.values()]
    return (
        Sieve(strings["kicker_regions"], "region", options_of(((g.key, g.label) for g in held), frame)),
        Sieve(strings["kicker_types"], "type", options_of(((g.key, g.label) for g in recipe.types), frame)),
        Sieve(strings["kicker_periods"], "period", options_of(((g.key, g.label) for g in recipe.periods), frame)),
        Sieve(strings["fact_protection"], "protection", options_of(protections, frame)),
        Sieve(strings["map_plate"], "plate", tuple(Option(key, Said(strings[f"map_plate_{key}"], "")) for key in PLATES)),
    )  # fmt: skip


def options_of(terms: Iterable[tuple[str, Localized[str]]], frame: Frame) -> tuple[Option, ...]:
    """Return options, each in the page's language or marked with the one it is in."""
    best = ((key, label.best(frame.language)) for key, label in terms)
    return tuple(Option(key, said(label.language, label.value, frame.language)) for key, label in best)


def _quarter(group: Group, recipe: AtlasRecipe) -> Quarter:
    frame = recipe.frame
    label = group.label.best(frame.language)
    return Quarter(
        key=group.key,
        label=said(label.language, label.value, frame.language),
        url=url_of(Listing(frame.language, "regions", group.key)),
        count=number_in(len(group.cards), frame.language),
        piece=recipe.pieces.get(group.key, ""),
        places=tuple(_place(card, frame) for card in group.cards),
    )


def _place(card: Card, frame: Frame) -> Place:
    name = card.names.best(frame.language)
    notes = [card_fate(card, frame)] if card.fate is not None else []
    notes += [frame.strings["map_nowhere"]] if card.point is None else []
    return Place(
        said(name.language, name.value, frame.language),
        url_of(MonumentPage(frame.language, card.slug)),
        "; ".join(notes),
    )
