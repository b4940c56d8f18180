"""The order of the book: which fragments, on which side each begins, what stands on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from asylmura_ssg.make.volume.apparatus import chronology_fragment, credits_fragment, index_fragment
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side, Typeset, TypesettingError
from asylmura_ssg.make.volume.front import book_view, chapter_target, opener_fragment
from asylmura_ssg.make.volume.linking import Book, Bookmark, link
from asylmura_ssg.model.recipe import VolumeRecipe

COVER_PAGES = 2  # the cover and its inside; the book's first page is folio 1


@dataclass(frozen=True, slots=True)
class Section:
    """A fragment in its place. ``target`` is the name its first page is stamped under; ``level`` 0 has no bookmark."""

    fragment: FragmentRecipe
    target: str = ""
    title: str = ""
    level: int = 0
    recto: bool = False
    """Begins on the right, after the ornament on the left if need be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A section with its pages and the folio of the first; ``faced`` when the ornament stands before it."""

    section: Section
    pdf: bytes
    folio: int
    pages: int
    faced: bool


def bind_volume(recipe: VolumeRecipe, typeset: Typeset) -> bytes:
    """Return the bound book."""
    view = book_view(recipe)
    around = (("cover", Side.RECTO), ("facing", Side.VERSO), ("back", Side.VERSO))
    cover, facing, back = typeset([compose(recipe, kind, view, side) for kind, side in around])
    placed = paginate(tuple(_sections(recipe)), typeset)
    pages = [cover]
    for each in placed:
        pages += [facing, each.pdf] if each.faced else [each.pdf]
    # The inside of the back cover bears the ornament, whichever side the last page lies on; the cover is a verso.
    end = placed[-1].folio + placed[-1].pages
    pages += [facing, facing, back] if Side.of(end) is Side.VERSO else [facing, back]
    site = recipe.frames[0].site
    book = Book(
        parts=tuple(pages),
        first_folio=1 - COVER_PAGES,
        folios={each.section.target: each.folio for each in placed if each.section.target},
        bookmarks=tuple(
            Bookmark(each.section.title, each.section.level, each.folio) for each in placed if each.section.level
        ),
        faces=recipe.faces,
        title=recipe.volume.title.best(recipe.frames[0].language).value,
        author=site.publisher.best(recipe.frames[0].language).value,
        date=site.edition_date,
    )
    return link(book)


def _sections(recipe: VolumeRecipe) -> Iterator[Section]:
    view, frame = book_view(recipe), recipe.frames[0]
    t, language = frame.strings, frame.language
    yield Section(compose(recipe, "prelims", view))
    yield Section(compose(recipe, "contents", view, fits=("", "close")), "contents", t["print_contents"], 1, recto=True)
    yield Section(compose(recipe, "guide", view, fits=("", "close")), "guide", t["print_guide"], 1)
    for chapter in recipe.chapters:
        label = frame.vocabularies.regions[chapter.region].label.best(language).value
        yield Section(opener_fragment(recipe, chapter), chapter_target(chapter.region), label, 1, recto=True)
        for entry in chapter.entries:
            name = entry.monument.names.best(language).value
            yield Section(entry_fragment(recipe, entry), entry.monument.slug, name, 2)
    yield Section(index_fragment(recipe), "index", t["print_index"], 1)
    yield Section(chronology_fragment(recipe), "chronology", t["print_chronology"], 1)
    if view.credited:
        yield Section(credits_fragment(recipe), "credits", t["print_credits"], 1)


def paginate(sections: Sequence[Section], typeset: Typeset) -> tuple[Placed, ...]:
    """Return the sections with their pages; those that begin on another side than guessed are typeset once more."""
    first = typeset([section.fragment for section in sections])
    placed: list[Placed] = []
    again: list[int] = []
    folio = 1
    for section, pdf in zip(sections, first, strict=True):
        faced = section.recto and Side.of(folio) is Side.VERSO
        folio += faced
        pages = page_count(pdf)
        if section.fragment.side is not Side.of(folio):
            again.append(len(placed))
        placed.append(Placed(section, pdf, folio, pages, faced))
        folio += pages
    turned = [replace(placed[i].section.fragment, side=Side.of(placed[i].folio)) for i in again]
    for i, pdf in zip(again, typeset(turned) if turned else (), strict=True):
        if page_count(pdf) != placed[i].pages:
            raise TypesettingError(f"{placed[i].section.title}: not as many pages on the other side of the book")
        placed[i] = replace(placed[i], pdf=pdf)
    return tuple(placed)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)
