"""The table of time: the monuments by the earliest of their periods, and the undated after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.parted import groups_parted
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import Card, Frame, VolumeRecipe


@dataclass(frozen=True, slots=True)
class Moment:
    """A monument in the table of time: its dating in words, and the page it begins on."""

    dating: str
    name: str
    slug: str
    page: int


@dataclass(frozen=True, slots=True)
class Age:
    """A period and the monuments that begin in it; the undated stand last under a heading of their own."""

    label: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """The table of time."""

    language: Language
    t: dict[str, str]
    ages: tuple[Age, ...]
    opening: bool
    """Whether the heading stands before them."""


def chronology_fragments(recipe: VolumeRecipe, pages: PageMap) -> Iterator[FragmentRecipe]:
    """Yield the parts of the table of time."""
    frame = recipe.frames[0]
    ages = [(age.label, age.moments) for age in _ages(recipe, frame, pages)]
    for number, part in enumerate(groups_parted(ages)):
        view = ChronologyView(frame.language, frame.strings, tuple(Age(*age) for age in part), opening=not number)
        yield compose(recipe, "chronology", view, fits=("", "close"))


def _ages(recipe: VolumeRecipe, frame: Frame, pages: PageMap) -> tuple[Age, ...]:
    language, periods = frame.language, frame.vocabularies.periods
    dated: dict[str, list[Card]] = {}
    undated: list[Card] = []
    for card in sorted(recipe.cards.values(), key=lambda card: _when(card, language)):
        if card.dating is None or not card.periods:
            undated.append(card)
        else:
            first = min(card.periods, key=lambda key: periods[key].order)
            dated.setdefault(first, []).append(card)
    in_order = sorted(dated, key=lambda key: periods[key].order)
    ages = [Age(periods[key].label.best(language).value, _moments(dated[key], frame, pages)) for key in in_order]
    if undated:
        ages.append(Age(frame.strings["print_undated"], _moments(undated, frame, pages)))
    return tuple(ages)


def _when(card: Card, language: Language) -> tuple[int, int, tuple[tuple[int, ...], str]]:
    known = [year for year in (card.earliest, card.latest) if year is not None]
    first, last = (known[0], known[-1]) if known else (9999, 9999)
    return first, last, collation_key(card.names.best(language).value, language)


def _moments(cards: list[Card], frame: Frame, pages: PageMap) -> tuple[Moment, ...]:
    language = frame.language
    return tuple(
        Moment(
            bind(card.dating.best(language).value) if card.dating else frame.strings["dating_unknown"],
            bind(card.names.best(language).value),
            card.slug,
            pages.folios[card.slug][0],
        )
        for card in cards
    )
