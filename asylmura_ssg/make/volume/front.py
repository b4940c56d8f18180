"""The pages before the entries and around them: cover, titles, imprint, contents, guide, map, openers of chapters."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.figures import CREAM, NumberedMap, emblem, numbered_country, numbered_region
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.ornament import tiling
from asylmura_ssg.make.volume.spacing import bind
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

_EMBLEM = "mausoleum"  # stands for the whole encyclopedia on the cover and the title page
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list; its page is stamped later."""

    slug: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter in a list; its page is stamped under ``target``."""

    target: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """What the whole book is called and made of; every page outside the entries is given it."""

    language: Language
    t: dict[str, str]
    title: str
    titles: tuple[Named, ...]
    tagline: str
    subtitle: str
    subtitles: tuple[Named, ...]
    volume: str
    publisher: str
    publishers: tuple[Named, ...]
    programme: str
    programmes: tuple[Named, ...]
    year: int
    copies: str
    edition: str
    domain: str
    ornament: str
    emblem: Markup
    emblem_light: Markup
    parts: tuple[Part, ...]
    map: NumberedMap


@dataclass(frozen=True, slots=True)
class OpenerView:
    """The first page of a chapter."""

    language: Language
    t: dict[str, str]
    label: str
    labels: tuple[Named, ...]
    ornament: str
    map: NumberedMap
    lines: tuple[Line, ...]


def book_view(recipe: VolumeRecipe) -> BookView:
    """Return what the pages outside the entries show."""
    frame, volume = recipe.frames[0], recipe.volume
    language, site, t = frame.language, frame.site, frame.strings
    drawing = frame.emblems[_EMBLEM]
    return BookView(
        language=language,
        t=t,
        title=site.title.best(language).value,
        titles=_others(recipe, site.title),
        tagline=site.tagline.best(language).value,
        subtitle=_subtitle(volume.title.best(language).value),
        subtitles=tuple(Named(n.language, n.text) for n in _others(recipe, volume.title)),
        volume=t["print_volume"].format(number=roman(volume.number)),
        publisher=site.publisher.best(language).value,
        publishers=_others(recipe, site.publisher),
        programme=site.programme.best(language).value,
        programmes=_others(recipe, site.programme),
        year=volume.year,
        copies="" if volume.copies is None else bind(t["print_copies"].format(copies=volume.copies)),
        edition=t["print_edition"].format(date=f"{site.edition_date:%d.%m.%Y}"),
        domain=site.domains[0],
        ornament=tiling(9, 12, 22.0),
        emblem=Markup(emblem(drawing)),  # noqa: S704 - our own drawing
        emblem_light=Markup(emblem(drawing, CREAM)),  # noqa: S704 - our own drawing
        parts=tuple(_part(recipe, chapter) for chapter in recipe.chapters),
        map=numbered_country(recipe.boundaries, _places(recipe, recipe.chapters)),
    )


def opener_fragment(recipe: VolumeRecipe, chapter: Chapter) -> FragmentRecipe:
    """Return the first page of a chapter."""
    frame = recipe.frames[0]
    part = _part(recipe, chapter)
    names = frame.vocabularies.regions[chapter.region].label
    drawn = numbered_region(recipe.boundaries, chapter.region, _places(recipe, (chapter,)))
    view = OpenerView(frame.language, frame.strings, part.label, _others(recipe, names), tiling(9, 7, 22.0), drawn, part.lines)
    return compose(recipe, "opener", view)


def chapter_target(region: str) -> str:
    """Return the name under which the page of a chapter is stamped."""
    return f"region/{region}"


def roman(number: int) -> str:
    """Return a volume's number (1–39) in Roman numerals."""
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _subtitle(title: str) -> str:
    """Return what follows the colon in ``Series. Volume II: Subject``, or the whole title."""
    return title.rpartition(": ")[2]


def _others(recipe: VolumeRecipe, text: Localized[str]) -> tuple[Named, ...]:
    """Return a text in the book's other languages, where it has one."""
    return tuple(Named(f.language, bind(found)) for f in recipe.frames[1:] if (found := text.own(f.language)))


def _part(recipe: VolumeRecipe, chapter: Chapter) -> Part:
    frame = recipe.frames[0]
    lines = tuple(
        Line(e.monument.slug, str(e.monument.number), bind(e.monument.names.best(frame.language).value))
        for e in chapter.entries
    )
    label = frame.vocabularies.regions[chapter.region].label.best(frame.language).value
    return Part(chapter_target(chapter.region), label, lines)


def _places(recipe: VolumeRecipe, chapters: tuple[Chapter, ...]) -> list[tuple[str, Point]]:
    entries = (entry.monument for chapter in chapters for entry in chapter.entries)
    return [(str(m.number), m.location.point) for m in entries if m.location.point is not None]
