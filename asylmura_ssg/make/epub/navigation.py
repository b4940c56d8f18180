"""The contents of an EPUB: what stands where, where to begin, and on which document each printed page begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from asylmura_ssg.make.epub.document import Document, written
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import EpubRecipe


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents, and the lines below it."""

    file: str
    title: str
    language: Language
    below: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NavigationView:
    """The contents, the landmarks' first document of the text, and the printed pages as number and address."""

    language: Language
    t: dict[str, str]
    lines: tuple[Line, ...]
    begins: str
    pages: tuple[tuple[int, str], ...]


def navigation(recipe: EpubRecipe, documents: Sequence[Document]) -> Document:
    """Return the navigation document (EPUB 3.3, 7)."""
    frame = recipe.volume.frames[0]
    lines: list[Line] = []
    for document in documents:
        line = Line(document.file, document.title, document.language, ())
        if document.level == 1:
            lines.append(line)
        elif document.level == 2:
            last = lines[-1]
            lines[-1] = Line(last.file, last.title, last.language, (*last.below, line))
    pages = {folio: address for document in documents for folio, address in _pages(recipe, document)}
    begins = next(document.file for document in documents if document.kind == "chapter")
    view = NavigationView(frame.language, frame.strings, tuple(lines), begins, tuple(sorted(pages.items())))
    title = frame.strings["print_contents"]
    html = partial(written, recipe, "nav", view)
    return Document("nav.xhtml", title, 0, "", "toc", frame.language, drawn=False, html=html)


def _pages(recipe: EpubRecipe, document: Document) -> Iterator[tuple[int, str]]:
    """Yield the printed pages of a document; those that begin in its midst lead to its beginning."""
    first, last = recipe.folios.get(document.target, (0, -1))
    for folio in range(first, last + 1):
        yield folio, f"{document.file}#p{first}"
