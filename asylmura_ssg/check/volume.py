"""A finished volume is read back: the text of every record is on its pages, and every code decodes to its address.

Text and pixels come from PDFium, which had no part in making the book. Text is compared letter by letter, without
spaces, hyphens and punctuation, since lines, columns and pages break it anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import zxingcpp

from asylmura_ssg.model.language import Language
from asylmura_ssg.model.marks import marks_in
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.recipe import VolumeRecipe

_DPI = 120  # a module of a code 21 mm wide is 3 px
_POINTS = 72
_HEAD = 120  # letters: what may stand on a page before the running text, its head and its number
# A blank line parts paragraphs; an address, which print writes in its own way, parts what stands around it.
_PARAGRAPHS = re.compile(r"\n\s*\n|\]\([^)\n]*\)|<https?://[^>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_MARKUP = re.compile(r"^\s*(?:#{2,6}\s|>\s?|[-*+]\s|\d+\.\s)|[*_`|]|\]\([^)]*\)|:?-{3,}:?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Pages:
    """What a reader sees: the letters of each page, and the codes on each."""

    letters: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]


def missing_text(pdf: bytes, recipe: VolumeRecipe) -> tuple[str, ...]:
    """Return what the volume lacks, in words: names, plate numbers, passages of text, codes; nothing when it is whole."""
    pages = _read(pdf)
    return tuple(
        lack for chapter in recipe.chapters for entry in chapter.entries for lack in _lacks(entry, pages, recipe)
    )


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _read(pdf: bytes) -> _Pages:
    document = pdfium.PdfDocument(pdf)
    letters, codes = [], []
    try:
        for page in document:
            text = page.get_textpage()
            letters.append(_letters(text.get_text_range()))
            text.close()
            pixels = page.render(scale=_DPI / _POINTS, grayscale=True).to_pil()
            found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
            codes.append(tuple(code.text for code in found))
            page.close()
    finally:
        document.close()
    return _Pages(tuple(letters), tuple(codes))


def _lacks(entry: Entry, pages: _Pages, recipe: VolumeRecipe) -> Iterator[str]:
    """Yield what an entry's own pages lack: those from its code to the next entry's."""
    monument, frame = entry.monument, recipe.frames[0]
    plate = plate_of(monument.number)
    address = payload(plate, frame.site.domains[0])
    first = next((i for i, found in enumerate(pages.codes) if address in found), None)
    if first is None:
        yield f"{monument.slug}: no page has a code that reads {address}"
        return
    if pages.codes[first] != (address,):
        yield f"{monument.slug}: page {first + 1} has other codes too: {', '.join(pages.codes[first])}"
    end = next((i for i in range(first + 1, len(pages.codes)) if pages.codes[i]), len(pages.codes))
    own = pages.letters[first:end]
    for what, passage in _passages(entry, plate, recipe):
        if not _holds(own, _letters(passage)):
            yield f"{monument.slug}: {what} is not on pages {first + 1}–{end}: {passage.strip()[:60]}"


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
            bare = _MARKUP.sub("", paragraph)
            if _letters(bare):
                yield bare


def _letters(text: str) -> str:
    """Return the letters and digits of a text, ligatures taken apart, case kept out of it."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _holds(pages: tuple[str, ...], passage: str) -> bool:
    """Tell whether pages hold a passage, whole or running on from the foot of a page to the head of another."""
    for _ in pages:
        whole = "".join(pages)
        if passage in whole:
            return True
        length = _longest_start(whole, passage)
        passage = passage[length:]
        pages = tuple(page[: len(passage) + _HEAD] for page in pages[1:]) if length else ()
    return False


def _longest_start(page: str, passage: str) -> int:
    """Return how many letters of the passage's beginning the text holds in one run."""
    low, high = 0, len(passage)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if passage[:middle] in page else (low, middle - 1)
    return low
