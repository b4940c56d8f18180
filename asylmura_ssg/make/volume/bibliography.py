"""The bibliography: every source that the book cites, once, numbered, with the pages of the entries that cite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from markupsafe import Markup

from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.footnotes import reference
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.headings import terms_of
from asylmura_ssg.make.volume.parted import parted
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.marks import CitationMark, marks_in
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import VolumeRecipe

Work = tuple[str | None, ...]
"""What makes two sources one: the DOI or the address, else author, title, what holds it, and the year."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of the book; ``entries`` are the first pages of the entries that cite it, with their slugs."""

    number: int
    html: Markup
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BibliographyView:
    """All sources in the order of the running language's alphabet; other scripts follow it."""

    language: Language
    t: dict[str, str]
    references: tuple[Reference, ...]
    opening: bool
    """Whether the heading stands before them."""


def bibliography_fragments(recipe: VolumeRecipe, pages: PageMap) -> Iterator[FragmentRecipe]:
    """Yield the parts of the bibliography."""
    frame = recipe.frames[0]
    works, citing = works_of(recipe), _citing(recipe)
    references = tuple(
        Reference(number, Markup(reference(source, "", frame.language)), _places(citing.get(work, ()), pages))  # noqa: S704 - escaped by reference
        for number, (work, source) in enumerate(works.items(), 1)
    )
    for number, part in enumerate(parted(references)):
        view = BibliographyView(frame.language, frame.strings, part, opening=not number)
        yield compose(recipe, "bibliography", view, fits=("", "close"))


def works_of(recipe: VolumeRecipe) -> dict[Work, Source]:
    """Return every source that the entries, the foreword and the glossary cite, in alphabetical order."""
    language, shared = recipe.frames[0].language, recipe.frames[0].bibliography
    found: dict[Work, Source] = {}
    for entry in _entries(recipe):
        for source in _cited(entry, shared):
            found.setdefault(work_of(source), source)
    keys = [key for term in terms_of(recipe) for key in term.sources]
    foreword = recipe.volume.foreword
    if foreword is not None and recipe.offprint is None:
        keys += [key for _, prose in foreword.present() for key in _keys(prose.text)]
    for key in keys:
        found.setdefault(work_of(shared[key]), shared[key])
    return dict(sorted(found.items(), key=lambda held: collation_key(_heading(held[1]), language)))


def work_of(source: Source) -> Work:
    """Return what tells a source from others."""
    if source.doi or source.url:
        return (source.doi or source.url,)
    return source.author, source.title, source.container, None if source.year is None else str(source.year)


def _cited(entry: Entry, shared: dict[str, Source]) -> Iterator[Source]:
    """Yield an entry's own sources, each of which it cites, and what it cites of the shared ones."""
    monument = entry.monument
    yield from monument.bibliography
    own = {source.key for source in monument.bibliography}
    texts = [prose.text for _, prose in entry.prose.present()]
    texts += [text for conflict in monument.conflicts for _, text in conflict.text.present()]
    keys = {key for text in texts for key in _keys(text)} | set(_claimed(monument))
    yield from (shared[key] for key in sorted(keys - own))


def _claimed(value: object) -> Iterator[str]:
    """Yield the keys of the sources that the facts within a record rest on, whatever they are facts of."""
    if isinstance(value, tuple):
        for each in value:
            yield from _claimed(each)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            yield from held if field.name == "sources" else _claimed(held)


def _keys(text: str) -> Iterator[str]:
    for mark in marks_in(text):
        if isinstance(mark, CitationMark):
            yield from (citation.key for citation in mark.citations)


def _citing(recipe: VolumeRecipe) -> dict[Work, tuple[str, ...]]:
    """Return the slugs of the entries that cite each source, in the order of the book."""
    found: dict[Work, dict[str, None]] = defaultdict(dict)
    for entry in _entries(recipe):
        for source in _cited(entry, recipe.frames[0].bibliography):
            found[work_of(source)][entry.monument.slug] = None
    return {work: tuple(slugs) for work, slugs in found.items()}


def _places(slugs: tuple[str, ...], pages: PageMap) -> tuple[tuple[str, str], ...]:
    return tuple((slug, str(pages.folios[slug][0])) for slug in slugs)


def _heading(source: Source) -> str:
    """Return the words a reference begins with: of a source that is but an address, its host."""
    address = (source.url or "").partition("://")[2].removeprefix("www.")
    return " ".join(part for part in (source.author, source.title or source.container or address) if part)


def _entries(recipe: VolumeRecipe) -> Iterator[Entry]:
    return (entry for chapter in recipe.chapters for entry in chapter.entries)
