"""The pages after the entries: indexes of names in each language's alphabet, the table of time, the list of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.pictures import credit_of
from asylmura_ssg.model.alphabet import collation_key, initial
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.recipe import Card, Frame, VolumeRecipe


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A name and the entry it leads to; ``variant`` tells that the entry bears another name."""

    name: str
    slug: str
    variant: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter."""

    letter: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All names in one language, in its alphabet."""

    language: Language
    heading: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A monument in the table of time: its dating in words."""

    dating: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Age:
    """A period and the monuments that begin in it; the undated stand last under a heading of their own."""

    label: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """The indexes, one after another."""

    language: Language
    t: dict[str, str]
    indexes: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """The table of time."""

    language: Language
    t: dict[str, str]
    ages: tuple[Age, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """An entry's pictures in the list of pictures: what each shows, and whose it is."""

    name: str
    slug: str
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CreditsView:
    """The list of pictures."""

    language: Language
    t: dict[str, str]
    entries: tuple[Credited, ...]


def index_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the indexes of names, that of the running language first."""
    frame = recipe.frames[0]
    indexes = tuple(index_of(recipe, each) for each in recipe.frames)
    return compose(recipe, "index", IndexView(frame.language, frame.strings, indexes))


def chronology_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the table of time."""
    frame = recipe.frames[0]
    return compose(recipe, "chronology", ChronologyView(frame.language, frame.strings, _ages(recipe, frame)))


def credits_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the list of pictures, in the order of the book."""
    frame = recipe.frames[0]
    monuments = (entry.monument for chapter in recipe.chapters for entry in chapter.entries)
    entries = tuple(_credited(monument, frame) for monument in monuments if monument.pictures)
    return compose(recipe, "credits", CreditsView(frame.language, frame.strings, entries))


def _credited(monument: Monument, frame: Frame) -> Credited:
    language = frame.language
    pictures = tuple((bind(p.caption.best(language).value), credit_of(p, frame)) for p in monument.pictures)
    return Credited(bind(monument.names.best(language).value), monument.slug, pictures)


def index_of(recipe: VolumeRecipe, frame: Frame) -> Index:
    """Return the index of names in the frame's language: entries' own names and their variants in that language."""
    language = frame.language
    lines = [line for chapter in recipe.chapters for e in chapter.entries for line in _lines(e.monument, language)]
    lines = sorted(dict.fromkeys(lines), key=lambda line: (collation_key(line.name, language), line.slug))
    letters = groupby(lines, key=lambda line: initial(line.name, language))
    return Index(language, frame.strings["print_index"], tuple(Letter(letter, tuple(held)) for letter, held in letters))


def _lines(monument: Monument, language: Language) -> list[IndexLine]:
    own = monument.names.own(language)
    names = [IndexLine(bind(own), monument.slug, variant=False)] if own else []
    others = {v.name for v in monument.variants if v.language.partition("-")[0] == language and v.name != own}
    return names + [IndexLine(bind(name), monument.slug, variant=True) for name in sorted(others)]


def _ages(recipe: VolumeRecipe, frame: Frame) -> tuple[Age, ...]:
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
    ages = [Age(periods[key].label.best(language).value, _moments(dated[key], frame)) for key in in_order]
    if undated:
        ages.append(Age(frame.strings["print_undated"], _moments(undated, frame)))
    return tuple(ages)


def _when(card: Card, language: Language) -> tuple[int, int, tuple[tuple[int, ...], str]]:
    known = [year for year in (card.earliest, card.latest) if year is not None]
    first, last = (known[0], known[-1]) if known else (9999, 9999)
    return first, last, collation_key(card.names.best(language).value, language)


def _moments(cards: list[Card], frame: Frame) -> tuple[Moment, ...]:
    language = frame.language
    return tuple(
        Moment(
            bind(card.dating.best(language).value) if card.dating else frame.strings["dating_unknown"],
            bind(card.names.best(language).value),
            card.slug,
        )
        for card in cards
    )
