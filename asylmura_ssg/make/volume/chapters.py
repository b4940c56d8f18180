"""Chapters and their entries as lists of the book name them, and the first page of a chapter."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.figures import NumberedMap, numbered_region
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.ornament import Ground, ground
from asylmura_ssg.model.alphabet import capitalised
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.press import DRAWN_BLEED
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

_BAND = 28.0  # mm: how far down an opener its ornament reaches, the drawn bleed included


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list; its page is stamped later. ``language`` is what its name is in."""

    slug: str
    number: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter in a list; its page is stamped under ``target``."""

    target: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenerView:
    """The first page of a chapter."""

    language: Language
    t: dict[str, str]
    label: str
    labels: tuple[Named, ...]
    ornament: Ground
    map: NumberedMap
    lines: tuple[Line, ...]


def opener_fragment(recipe: VolumeRecipe, chapter: Chapter) -> FragmentRecipe:
    """Return the first page of a chapter."""
    frame = recipe.frames[0]
    part = part_of(recipe, chapter)
    names = frame.vocabularies.regions[chapter.region].label
    drawn = numbered_region(recipe.boundaries, chapter.region, places_of((chapter,)))
    band = ground(recipe.format.width + 2 * DRAWN_BLEED, _BAND)
    view = OpenerView(frame.language, frame.strings, part.label, in_others(recipe, names), band, drawn, part.lines)
    return compose(recipe, "opener", view, name=part.target)


def chapter_target(region: str) -> str:
    """Return the name under which the page of a chapter is stamped."""
    return f"region/{region}"


def chapter_label(recipe: VolumeRecipe, region: str) -> str:
    """Return the heading of a chapter: the region's name in the running language, with a capital letter."""
    frame = recipe.frames[0]
    return capitalised(frame.vocabularies.regions[region].label.best(frame.language).value)


def part_of(recipe: VolumeRecipe, chapter: Chapter) -> Part:
    """Return a chapter as lists name it, in the running language."""
    frame = recipe.frames[0]
    lines = []
    for entry in chapter.entries:
        name = entry.monument.names.best(frame.language)
        lines.append(Line(entry.monument.slug, str(entry.monument.number), bind(name.value), name.language))
    return Part(chapter_target(chapter.region), chapter_label(recipe, chapter.region), tuple(lines))


def places_of(chapters: tuple[Chapter, ...]) -> list[tuple[str, Point]]:
    """Return the register number and the place of each monument whose place is known."""
    entries = (entry.monument for chapter in chapters for entry in chapter.entries)
    return [(str(m.number), m.location.point) for m in entries if m.location.point is not None]


def in_others(recipe: VolumeRecipe, text: Localized[str]) -> tuple[Named, ...]:
    """Return a text in the book's other languages, where it has one."""
    return tuple(Named(f.language, bind(found)) for f in recipe.frames[1:] if (found := text.own(f.language)))
