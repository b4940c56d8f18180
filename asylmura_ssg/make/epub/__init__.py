"""The volume for reading devices: an EPUB 3.3 out of the same records, words and page numbers as the book on paper.

Text flows as the reader wishes; the places where the printed pages begin are kept, so that "page 214" leads to one
place for those who hold the book and those who hold a telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from asylmura_ssg.make.epub.archive import Member, archive
from asylmura_ssg.make.epub.chapters import chapter_documents
from asylmura_ssg.make.epub.document import Document, well_formed
from asylmura_ssg.make.epub.drawings import fonts_of, pictures_of
from asylmura_ssg.make.epub.matter import back_documents, front_documents
from asylmura_ssg.make.epub.navigation import navigation
from asylmura_ssg.make.epub.package import CONTAINER, COVER, STYLE, package
from asylmura_ssg.model.recipe import EpubRecipe, Recipe

__all__ = ["write_epub"]


def write_epub(recipe: EpubRecipe, cover: bytes, made: Callable[[Recipe], bytes], out: BinaryIO) -> None:
    """Write the EPUB: the same bytes for the same recipe. One of its files is held in memory at a time.

    ``cover`` is a JPEG; ``made`` returns what else is dear to make, pictures and faces, by its own recipe.
    """
    front, text = front_documents(recipe), (*chapter_documents(recipe), *back_documents(recipe))
    documents = (*front[:2], navigation(recipe, (*front, *text)), *front[2:], *text)
    archive(_members(recipe, documents, cover, made), out)


def _members(
    recipe: EpubRecipe, documents: tuple[Document, ...], cover: bytes, made: Callable[[Recipe], bytes]
) -> Iterator[Member]:
    brought = (*pictures_of(recipe), *fonts_of(recipe))
    files = (*(document.file for document in documents), STYLE, COVER, *(name for name, _ in brought))
    yield Member("META-INF/container.xml", CONTAINER)
    yield Member("EPUB/package.opf", package(recipe, documents, files))
    for document in documents:
        yield Member(f"EPUB/{document.file}", well_formed(document.file, document.html(), drawn=document.drawn))
    yield Member(f"EPUB/{STYLE}", recipe.stylesheet.encode())
    yield Member(f"EPUB/{COVER}", cover, packed=False)
    for name, wanted in brought:
        yield Member(f"EPUB/{name}", made(wanted), packed=False)
