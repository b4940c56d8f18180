"""The order of the book: half-title to map, chapters with their entries, end matter, pages for notes, colophon."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.volume.apparatus import credits_fragment, libraries_fragment, notes_fragment
from asylmura_ssg.make.volume.bibliography import bibliography_fragment
from asylmura_ssg.make.volume.chapters import chapter_label, chapter_target, opener_fragment
from asylmura_ssg.make.volume.chronology import chronology_fragment
from asylmura_ssg.make.volume.colophon import colophon_fragment
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.foreword import foreword_fragment
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.front import book_view
from asylmura_ssg.make.volume.glossary import glossary_fragment
from asylmura_ssg.make.volume.headings import Heading, after_entries, before_entries
from asylmura_ssg.make.volume.index import index_fragment
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
    contents = compose(recipe, "contents", view, fits=_FITS)
    sections = [
        Section(compose(recipe, "prelims", view)),
        Section(contents, "contents", view.t["print_contents"], 1, recto=True),
    ]
    for heading in before_entries(recipe):
        foreword = heading.target == "foreword"
        fragment = foreword_fragment(recipe) if foreword else compose(recipe, heading.target, view, fits=_FITS)
        sections.append(Section(fragment, heading.target, heading.title, 1, recto=foreword))
    return tuple(sections)


def body(recipe: VolumeRecipe) -> tuple[Section, ...]:
    """Return the chapters: each opens on the right, its entries follow."""
    frame, sections = recipe.frames[0], list[Section]()
    for chapter in recipe.chapters:
        label = chapter_label(recipe, chapter.region)
        sections.append(Section(opener_fragment(recipe, chapter), chapter_target(chapter.region), label, 1, recto=True))
        for entry in chapter.entries:
            name = entry.monument.names.best(frame.language).value
            sections.append(Section(entry_fragment(recipe, entry), entry.monument.slug, name, 2))
    return tuple(sections)


def end_matter(recipe: VolumeRecipe, pages: PageMap) -> tuple[Section, ...]:
    """Return what follows the entries: laid out last, its page numbers are text out of the page map."""
    return tuple(
        Section(_ending(recipe, heading, pages), heading.target, heading.title, 1) for heading in after_entries(recipe)
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


def _ending(recipe: VolumeRecipe, heading: Heading, pages: PageMap) -> FragmentRecipe:
    match heading.target:
        case "chronology":
            return chronology_fragment(recipe, pages)
        case "glossary":
            return glossary_fragment(recipe)
        case "bibliography":
            return bibliography_fragment(recipe, pages)
        case "credits":
            return credits_fragment(recipe, pages)
        case "libraries":
            return libraries_fragment(recipe)
    return index_fragment(recipe, heading, pages)
