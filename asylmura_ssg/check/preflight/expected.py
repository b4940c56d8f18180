"""What a file of our own must hold: its size, every record's text and code, its barcode. It knows nothing of PDF.

A book from elsewhere has no such list; then only what any book must be is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asylmura_ssg.model.language import Language
from asylmura_ssg.model.marks import marks_in
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.recipe import VolumeRecipe

# A blank line parts paragraphs; an address, which print writes in its own way, parts what stands around it.
_PARAGRAPHS = re.compile(r"\n\s*\n|\]\([^)\n]*\)|<https?://[^>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_CELLS = re.compile(r"(?<!\\)\|")
_MARKUP = re.compile(r"^\s*(?:#{2,6}\s|>\s?|[-*+]\s|\d+\.\s)|[*_`|]|\]\([^)]*\)|:?-{3,}:?", re.MULTILINE)
_NOWHERE: Mapping[str, tuple[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that stands on pages as it is, but for hyphens and spaces, and what it is."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class ExpectedEntry:
    """An entry's code and text. ``pages`` are its first and last, counted from 1; None where only its code tells them."""

    slug: str
    payload: str
    passages: tuple[Passage, ...]
    pages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ExpectedBook:
    """What a file must hold. ``trim`` is width and height in mm; ``ean`` the 13 digits of its barcode.

    ``multiple`` is what its pages are a multiple of, None for what the printer asks. ``blanks`` are the pages, from 1,
    that bear nothing by design, None where nobody knows them. ``folds`` of a cover lie as far from the trim's left edge as said, in mm.
    """

    trim: tuple[float, float] | None
    multiple: int | None = None
    entries: tuple[ExpectedEntry, ...] = ()
    ean: str | None = None
    blanks: frozenset[int] | None = None
    folds: tuple[float, ...] = ()


def expected_book(
    recipe: VolumeRecipe, folios: Mapping[str, tuple[int, int]] = _NOWHERE, blanks: frozenset[int] | None = None
) -> ExpectedBook:
    """Return what a volume's block must hold; ``folios`` are the first and last page of each entry, by slug."""
    entries = tuple(
        ExpectedEntry(
            entry.monument.slug,
            payload(plate_of(entry.monument.number), recipe.frames[0].site.domains[0]),
            tuple(
                Passage(what, text) for what, text in _passages(entry, plate_of(entry.monument.number), recipe) if text
            ),
            folios.get(entry.monument.slug),
        )
        for chapter in recipe.chapters
        for entry in chapter.entries
    )
    trim = recipe.format.width, recipe.format.height
    return ExpectedBook(trim, recipe.page_multiple, entries, _digits(recipe.volume.isbn), blanks)


def expected_cover(trim: tuple[float, float], folds: tuple[float, ...], isbn: str | None) -> ExpectedBook:
    """Return what a cover must be: one spread of a size, folded where said (mm from its left edge), with its barcode."""
    return ExpectedBook(trim, 1, ean=_digits(isbn), folds=folds)


def _digits(isbn: str | None) -> str | None:
    return None if isbn is None else isbn.replace("-", "")


def _passages(entry: Entry, plate: str, recipe: VolumeRecipe) -> Iterator[tuple[str, str]]:
    """Yield every passage the entry's pages must hold, with what it is."""
    monument = entry.monument
    running, *others = [frame.language for frame in recipe.frames]
    yield "the plate number", plate
    for language in (running, *others):
        yield f"the name ({language})", monument.names.own(language) or ""
    for language in others:
        yield f"the summary ({language})", monument.summary.own(language) or ""
    yield from _facts(monument, running)
    for picture in monument.pictures:
        yield "a picture's caption", picture.caption.best(running).value
        yield "a picture's author", picture.author
        yield "a picture's licence", recipe.frames[0].vocabularies.licences[picture.licence].label.best(running).value
    for piece in _unmarked(entry.prose.best(running).value.text):
        yield "the text", piece
    for conflict in monument.conflicts:
        yield "what sources disagree about", conflict.about.best(running).value
        for piece in _unmarked(conflict.text.best(running).value):
            yield "what sources say", piece


def _facts(monument: Monument, running: Language) -> Iterator[tuple[str, str]]:
    for claim in (monument.culture, monument.builder, monument.place, monument.location.unknown):
        if claim is not None:
            yield "a fact", claim.text.best(running).value
    for dimension in monument.dimensions:
        yield "a measurement", dimension.value.best(running).value
    if monument.dating is not None:
        yield "the dating", monument.dating.text.best(running).value


def _unmarked(text: str) -> Iterator[str]:
    """Yield what stands between the marks of a text, paragraph by paragraph, without Markdown's signs."""
    start = 0
    pieces = []
    for mark in marks_in(text):
        pieces.append(text[start : mark.start])
        pieces.append(getattr(mark, "words", ""))
        start = mark.end
    pieces.append(text[start:])
    for piece in pieces:
        for paragraph in _PARAGRAPHS.split(piece):
            for run in _runs(paragraph):
                bare = _MARKUP.sub("", run)
                if any(c.isalnum() for c in bare):
                    yield bare


def _runs(paragraph: str) -> Iterator[str]:
    """Yield what is sure to stand together: a paragraph, or a cell of a table, for wide tables are told row by row."""
    if "|" not in paragraph:
        yield paragraph
        return
    for row in paragraph.splitlines():
        yield from _CELLS.split(row)
