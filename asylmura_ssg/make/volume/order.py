"""The order of the book: half-title to map, chapters with their entries, end matter, pages for notes, colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asylmura_ssg.make.volume.apparatus import credits_fragments, libraries_fragment, notes_fragment
from asylmura_ssg.make.volume.bibliography import bibliography_fragments
from asylmura_ssg.make.volume.chapters import chapter_label, chapter_target, opener_fragment
from asylmura_ssg.make.volume.chronology import chronology_fragments
from asylmura_ssg.make.volume.colophon import colophon_fragment
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import entry_fragments
from asylmura_ssg.make.volume.foreword import foreword_fragment
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.front import BookView, book_view, contents_parts, map_parts
from asylmura_ssg.make.volume.glossary import glossary_fragment
from asylmura_ssg.make.volume.headings import Heading, after_entries, before_entries
from asylmura_ssg.make.volume.index import index_fragments
from asylmura_ssg.make.volume.ornament import Ground, ground
from asylmura_ssg.make.volume.section import Section
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.press import DRAWN_BLEED
from asylmura_ssg.model.recipe import VolumeRecipe

_FITS = ("", "close")


@dataclass(frozen=True, slots=True)
class OrnamentView:
    """A page of the book's ornament."""

    language: Language
    title: str
    ornament: Ground


def front_matter(recipe: VolumeRecipe) -> tuple[Section, ...]:
    """Return half-title, frontispiece, title and imprint, then contents, foreword, guide and map."""
    view = book_view(recipe)
    contents = (compose(recipe, "contents", part, fits=_FITS) for part in contents_parts(view))
    sections = [Section(compose(recipe, "prelims", view))]
    sections += _sections(contents, "contents", view.t["print_contents"], recto=True)
    for heading in before_entries(recipe):
        foreword = heading.target == "foreword"
        sections += _sections(_beginning(recipe, heading, view), heading.target, heading.title, recto=foreword)
    return tuple(sections)


def _sections(parts: Iterable[FragmentRecipe], target: str, title: str, *, recto: bool = False) -> Iterator[Section]:
    """Yield the parts of what stands under one heading: the first is led to."""
    for number, fragment in enumerate(parts):
        yield Section(fragment, target, title, 0 if number else 1, recto=recto and not number)


def _beginning(recipe: VolumeRecipe, heading: Heading, view: BookView) -> Iterator[FragmentRecipe]:
    match heading.target:
        case "foreword":
            yield foreword_fragment(recipe)
        case "map":
            yield from (compose(recipe, "map", part, fits=_FITS) for part in map_parts(view))
        case other:
            yield compose(recipe, other, view, fits=_FITS)


def body(recipe: VolumeRecipe) -> tuple[Section, ...]:
    """Return the chapters: each opens on the right, its entries follow."""
    frame, sections = recipe.frames[0], list[Section]()
    for chapter in recipe.chapters:
        label = chapter_label(recipe, chapter.region)
        sections.append(Section(opener_fragment(recipe, chapter), chapter_target(chapter.region), label, 1, recto=True))
        for entry, fragment in zip(chapter.entries, entry_fragments(recipe, chapter), strict=True):
            name = entry.monument.names.best(frame.language).value
            sections.append(Section(fragment, entry.monument.slug, name, 2))
    return tuple(sections)


def end_matter(recipe: VolumeRecipe, pages: PageMap) -> tuple[Section, ...]:
    """Return what follows the entries: laid out last, its page numbers are text out of the page map."""
    return tuple(
        section
        for heading in after_entries(recipe)
        for section in _sections(_ending(recipe, heading, pages), heading.target, heading.title)
    )


def note_pages(recipe: VolumeRecipe, count: int) -> Section:
    """Return ``count`` ruled pages for the reader's notes, which fill the last signature."""
    return Section(notes_fragment(recipe, count), "notes", recipe.frames[0].strings["print_notes"])


def colophon(recipe: VolumeRecipe) -> Section:
    """Return the last page of the book, a verso."""
    return Section(colophon_fragment(recipe), "colophon", recipe.frames[0].strings["print_colophon"], 1)


def ornament_page(recipe: VolumeRecipe, side: Side) -> FragmentRecipe:
    """Return the page that faces a part which begins on the right."""
    frame, page = recipe.frames[0], recipe.format
    drawn = ground(page.width + 2 * DRAWN_BLEED, page.height + 2 * DRAWN_BLEED)
    return compose(
        recipe, "facing", OrnamentView(frame.language, frame.site.title.best(frame.language).value, drawn), side
    )


def _ending(recipe: VolumeRecipe, heading: Heading, pages: PageMap) -> Iterator[FragmentRecipe]:
    match heading.target:
        case "chronology":
            yield from chronology_fragments(recipe, pages)
        case "glossary":
            yield glossary_fragment(recipe)
        case "bibliography":
            yield from bibliography_fragments(recipe, pages)
        case "credits":
            yield from credits_fragments(recipe, pages)
        case "libraries":
            yield libraries_fragment(recipe)
        case _:
            yield from index_fragments(recipe, heading, pages)
