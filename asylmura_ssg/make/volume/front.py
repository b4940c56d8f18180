"""The pages before the entries: half-title, title, imprint, contents, foreword, how to use the book, map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from asylmura_ssg.make.numerals import roman
from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.chapters import Line, Part, in_others, part_of, places_of
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.figures import CREAM, NumberedMap, emblem, numbered_country
from asylmura_ssg.make.volume.headings import Heading, after_entries, before_entries
from asylmura_ssg.make.volume.imprint import Identity, Notice, identity_of, notice_of
from asylmura_ssg.make.volume.ornament import TILE, Ground, ground, star
from asylmura_ssg.make.volume.parted import groups_parted, parted
from asylmura_ssg.model.alphabet import capitalised
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.press import DRAWN_BLEED
from asylmura_ssg.model.recipe import VolumeRecipe

EMBLEM = "mausoleum"  # stands for the whole encyclopedia on the cover and the title page


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
    ornament: Ground
    star: str
    emblem: Markup
    emblem_light: Markup
    notices: tuple[Notice, ...]
    identity: Identity
    before: tuple[Heading, ...]
    parts: tuple[Part, ...]
    after: tuple[Heading, ...]
    numbered: tuple[Line, ...]
    map: NumberedMap
    map_height: float
    """In mm, where the map is as wide as the text."""
    opening: bool = True
    """Whether the heading stands before a list, or what is listed goes on from another part of it."""


def book_view(recipe: VolumeRecipe) -> BookView:
    """Return what the pages before the entries show."""
    return _book_view(Keyed(recipe))


def contents_parts(view: BookView) -> Iterator[BookView]:
    """Yield what each part of the contents shows."""
    parts = groups_parted([(part, part.lines) for part in view.parts])
    for number, part in enumerate(parts, 1):
        yield replace(
            view,
            before=view.before if number == 1 else (),
            parts=tuple(replace(chapter, lines=lines) for chapter, lines in part),
            after=view.after if number == len(parts) else (),
            opening=number == 1,
        )


def map_parts(view: BookView) -> Iterator[BookView]:
    """Yield what each part of the map's list shows; the map stands before the first."""
    for number, lines in enumerate(parted(view.numbered)):
        yield replace(view, numbered=lines, opening=not number)


@lru_cache(maxsize=2)  # the cover shows it, too
def _book_view(held: Keyed[VolumeRecipe]) -> BookView:
    recipe = held.value
    frame, volume, site = recipe.frames[0], recipe.volume, recipe.frames[0].site
    language, page = frame.language, recipe.format
    parts = tuple(part_of(recipe, chapter) for chapter in recipe.chapters)
    drawing = frame.emblems[EMBLEM]
    subject = _subject(recipe)
    country = numbered_country(recipe.boundaries, places_of(recipe.chapters))
    return BookView(
        language=language,
        t=frame.strings,
        title=site.title.best(language).value,
        tagline=site.tagline.best(language).value,
        taglines=in_others(recipe, site.tagline),
        volume=frame.strings["print_volume"].format(number=roman(volume.number)),
        subtitle=capitalised(bind(subject.best(language).value)),
        subtitles=in_others(recipe, volume.title),
        programme=site.programme.best(language).value,
        publisher=site.publisher.best(language).value,
        year=volume.year,
        domain=site.domains[0],
        ornament=ground(page.width + 2 * DRAWN_BLEED, page.height + 2 * DRAWN_BLEED),
        star=star(TILE / 2, TILE / 2, 0.48 * TILE) + star(TILE / 2, TILE / 2, 0.3 * TILE),
        emblem=Markup(emblem(drawing)),  # noqa: S704 - our own drawing
        emblem_light=Markup(emblem(drawing, CREAM)),  # noqa: S704 - our own drawing
        notices=tuple(notice_of(recipe, each) for each in recipe.frames),
        identity=identity_of(recipe),
        before=before_entries(recipe),
        parts=parts,
        after=after_entries(recipe),
        numbered=tuple(sorted((line for part in parts for line in part.lines), key=lambda line: int(line.number))),
        map=country,
        map_height=round(page.measure * country.height / country.width, 2),
    )


def _subject(recipe: VolumeRecipe) -> Localized[str]:
    """Return what the book holds: what follows the colon in ``Series. Volume II: Subject``, or an offprint's region."""
    if recipe.offprint is not None:
        return recipe.frames[0].vocabularies.regions[recipe.offprint].label
    title = recipe.volume.title
    russian, english = (_after_colon(own) for own in (title.ru, title.en))
    return Localized(_after_colon(title.kk) or title.kk, russian, english)


def _after_colon(title: str | None) -> str | None:
    return None if title is None else title.rpartition(": ")[2]
