"""The volume for reading devices: an EPUB 3.3 out of the same records, words and page numbers as the book on paper.

Text flows as the reader wishes; the places where the printed pages begin are kept, so that "page 214" leads to one
place for those who hold the book and those who hold a telephone.
"""

from __future__ import annotations

from collections.abc import Callable

from asylmura_ssg.make.epub.archive import Member, archive
from asylmura_ssg.make.epub.chapters import chapter_documents
from asylmura_ssg.make.epub.document import Document, well_formed
from asylmura_ssg.make.epub.drawings import fonts_of, pictures_of
from asylmura_ssg.make.epub.matter import back_documents, front_documents
from asylmura_ssg.make.epub.navigation import navigation
from asylmura_ssg.make.epub.package import CONTAINER, COVER, package
from asylmura_ssg.model.recipe import EpubRecipe, Recipe

__all__ = ["make_epub"]


def make_epub(recipe: EpubRecipe, cover: bytes, made: Callable[[Recipe], bytes]) -> bytes:
    """Return the EPUB: the same bytes for the same recipe.

    ``cover`` is a JPEG; ``made`` returns what else is dear to make, pictures and faces, by its own recipe.
    """
    front = front_documents(recipe)
    documents = [*front[:2], navigation(recipe, (*front, *chapter_documents(recipe), *back_documents(recipe)))]
    documents += [*front[2:], *chapter_documents(recipe), *back_documents(recipe)]
    held = [Member(f"EPUB/{document.file}", _written(document)) for document in documents]
    held.append(Member("EPUB/style.css", recipe.stylesheet.encode()))
    held.append(Member(f"EPUB/{COVER}", cover, packed=False))
    held += [
        Member(f"EPUB/{name}", made(wanted), packed=False) for name, wanted in (*pictures_of(recipe), *fonts_of(recipe))
    ]
    opf = package(recipe, tuple(documents), tuple(member.name.removeprefix("EPUB/") for member in held))
    return archive((Member("META-INF/container.xml", CONTAINER), Member("EPUB/package.opf", opf), *held))


def _written(document: Document) -> bytes:
    return well_formed(document.file, document.html)
