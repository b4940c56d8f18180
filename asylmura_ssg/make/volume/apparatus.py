"""Lists at the end of the book, of pictures and of libraries, and pages for notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.parted import parted
from asylmura_ssg.make.volume.pictures import credit_of
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

_LEADING = 24.0  # points from rule to rule, as notes.css has it: 8.5 mm, wide-ruled


@dataclass(frozen=True, slots=True)
class Credited:
    """An entry's pictures in the list of pictures: what each shows, and whose it is."""

    name: str
    slug: str
    page: int
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CreditsView:
    """The list of pictures."""

    language: Language
    t: dict[str, str]
    entries: tuple[Credited, ...]
    opening: bool
    """Whether the heading stands before them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The libraries of one place."""

    place: str
    libraries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LibrariesView:
    """The libraries that receive the book."""

    language: Language
    t: dict[str, str]
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class NotesView:
    """Pages of rules to write on."""

    language: Language
    t: dict[str, str]
    pages: tuple[int, ...]
    """How many rules each page has room for."""


def notes_fragment(recipe: VolumeRecipe, count: int) -> FragmentRecipe:
    """Return ``count`` pages of rules, each under a heading."""
    frame = recipe.frames[0]
    rules = int(recipe.format.depth * POINTS / _LEADING)
    return compose(recipe, "notes", NotesView(frame.language, frame.strings, (rules,) * count))


def credits_fragments(recipe: VolumeRecipe, pages: PageMap) -> Iterator[FragmentRecipe]:
    """Yield the parts of the list of pictures, in the order of the book."""
    frame = recipe.frames[0]
    monuments = (entry.monument for chapter in recipe.chapters for entry in chapter.entries)
    entries = tuple(_credited(monument, frame, pages) for monument in monuments if monument.pictures)
    for number, part in enumerate(parted(entries)):
        yield compose(recipe, "credits", CreditsView(frame.language, frame.strings, part, opening=not number))


def _credited(monument: Monument, frame: Frame, pages: PageMap) -> Credited:
    language = frame.language
    pictures = tuple((bind(p.caption.best(language).value), credit_of(p, frame)) for p in monument.pictures)
    name = bind(monument.names.best(language).value)
    return Credited(name, monument.slug, pages.folios[monument.slug][0], pictures)


def libraries_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the libraries by their places, both in the order of the alphabet."""
    frame = recipe.frames[0]
    language = frame.language
    places: dict[str, list[str]] = {}
    for library in recipe.volume.libraries:
        places.setdefault(library.place.best(language).value, []).append(library.name.best(language).value)
    shelves = (
        Shelf(place, tuple(sorted(held, key=lambda name: collation_key(name, language))))
        for place, held in sorted(places.items(), key=lambda item: collation_key(item[0], language))
    )
    return compose(recipe, "libraries", LibrariesView(language, frame.strings, tuple(shelves)))
