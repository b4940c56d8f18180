"""The pages before the entries and around them: cover, titles, imprint, contents, guide, map, openers of chapters."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.figures import CREAM, NumberedMap, emblem, numbered_country, numbered_region
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.ornament import star, tiling
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.recipe import Chapter, Frame, VolumeRecipe

_EMBLEM = "mausoleum"  # stands for the whole encyclopedia on the cover and the title page
_TILE = 22.0  # mm: eight stars across the bleed of a page
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
class Notice:
    """The imprint in one language."""

    language: Language
    t: dict[str, str]
    title: str
    programme: str
    publisher: str
    year: int
    edition: str
    copies: str
    pictures: str


@dataclass(frozen=True, slots=True)
class BookView:
    """What the whole book is called and made of; every page before the entries is given it."""

    language: Language
    t: dict[str, str]
    title: str
    tagline: str
    taglines: tuple[Named, ...]
    volume: str
    subtitle: str
    subtitles: tuple[Named, ...]
    programme: str
    publisher: str
    year: int
    domain: str
    ornament: str
    star: str
    emblem: Markup
    emblem_light: Markup
    notices: tuple[Notice, ...]
    parts: tuple[Part, ...]
    numbered: tuple[Line, ...]
    map: NumberedMap
    credited: bool
    """Whether the book ends with a list of its pictures."""


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
    """Return what the pages before the entries show."""
    frame, volume, site = recipe.frames[0], recipe.volume, recipe.frames[0].site
    language = frame.language
    parts = tuple(_part(recipe, chapter) for chapter in recipe.chapters)
    drawing = frame.emblems[_EMBLEM]
    return BookView(
        language=language,
        t=frame.strings,
        title=site.title.best(language).value,
        tagline=site.tagline.best(language).value,
        taglines=_others(recipe, site.tagline),
        volume=frame.strings["print_volume"].format(number=roman(volume.number)),
        subtitle=_subtitle(volume.title.best(language).value),
        subtitles=_others(recipe, volume.title),
        programme=site.programme.best(language).value,
        publisher=site.publisher.best(language).value,
        year=volume.year,
        domain=site.domains[0],
        ornament=tiling(9, 12, _TILE),
        star=star(_TILE / 2, _TILE / 2, 0.48 * _TILE) + star(_TILE / 2, _TILE / 2, 0.3 * _TILE),
        emblem=Markup(emblem(drawing)),  # noqa: S704 - our own drawing
        emblem_light=Markup(emblem(drawing, CREAM)),  # noqa: S704 - our own drawing
        notices=tuple(_notice(recipe, each) for each in recipe.frames),
        parts=parts,
        numbered=tuple(sorted((line for part in parts for line in part.lines), key=lambda line: int(line.number))),
        map=numbered_country(recipe.boundaries, _places(recipe.chapters)),
        credited=bool(recipe.pictures),
    )


def _notice(recipe: VolumeRecipe, frame: Frame) -> Notice:
    language, site, volume = frame.language, frame.site, recipe.volume
    copies = "" if volume.copies is None else frame.strings["print_copies"].format(copies=volume.copies)
    return Notice(
        language=language,
        t=frame.strings,
        title=volume.title.best(language).value,
        programme=site.programme.best(language).value,
        publisher=site.publisher.best(language).value,
        year=volume.year,
        edition=frame.strings["print_edition"].format(date=f"{site.edition_date:%d.%m.%Y}"),
        copies=bind(copies),
        pictures=frame.strings["print_pictures_credited" if recipe.pictures else "print_credit_pictures"],
    )


def opener_fragment(recipe: VolumeRecipe, chapter: Chapter) -> FragmentRecipe:
    """Return the first page of a chapter."""
    frame = recipe.frames[0]
    part = _part(recipe, chapter)
    names = frame.vocabularies.regions[chapter.region].label
    drawn = numbered_region(recipe.boundaries, chapter.region, _places((chapter,)))
    ornament = tiling(9, 8, _TILE)
    view = OpenerView(frame.language, frame.strings, part.label, _others(recipe, names), ornament, drawn, part.lines)
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


def _places(chapters: tuple[Chapter, ...]) -> list[tuple[str, Point]]:
    entries = (entry.monument for chapter in chapters for entry in chapter.entries)
    return [(str(m.number), m.location.point) for m in entries if m.location.point is not None]
