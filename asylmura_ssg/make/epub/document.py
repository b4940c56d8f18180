"""One document of an EPUB, and what HTML needs to be XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import EpubRecipe

_VOID = re.compile(r"<(br|hr|img)\b([^>]*?)\s*/?>")
_NEAR = re.compile(r'<a href="(?:/|geo:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its file, its title in the contents, how deep it stands there (0: not at all).

    ``target`` is its name in the page map, empty for what is not printed; ``kind`` is its meaning for reading systems, a
    term of the EPUB structural semantics vocabulary. ``drawn`` tells of drawings in it; ``html`` writes it, when its turn
    has come: a book of thousands is never held.
    """

    file: str
    title: str
    level: int
    target: str
    kind: str
    language: Language
    drawn: bool
    html: Callable[[], bytes] = field(repr=False)


class MalformedError(Exception):
    """A document made by us is not XML: a fault of this software, never of the content."""


def written(recipe: EpubRecipe, template: str, view: object) -> bytes:
    """Return the template's output for a view."""
    return render(recipe.templates[f"epub/{template}.html"], view)


def well_formed(name: str, html: bytes, *, drawn: bool = False) -> bytes:
    """Return a document as it is when it is XML, with or without drawings as said; raise MalformedError when it is not."""
    try:
        ET.fromstring(html)  # noqa: S314 - written by us a moment ago
    except ET.ParseError as error:
        raise MalformedError(f"{name}: {error}") from None
    if has_drawings(html) is not drawn:
        raise MalformedError(
            f"{name} has {'no' if drawn else 'a'} drawing, and the package says that it has {'one' if drawn else 'none'}"
        )
    return html


def has_drawings(html: bytes) -> bool:
    """Tell whether drawings stand in a document: the package says so of each (EPUB 3.3, manifest properties vocabulary)."""
    return b"<svg" in html


def xhtml(html: str) -> str:
    """Return a piece of HTML as XML has it: empty elements closed, no entity but XML's own."""
    return _VOID.sub(r"<\1\2/>", html).replace("&nbsp;", "\u00a0")


def unlinked(html: str) -> str:
    """Return HTML without links into the site's own pages and to map programs: a book has its own ways."""
    return _NEAR.sub(r"\1", html)


def entry_file(slug: str) -> str:
    """Return the file of an entry."""
    return f"entry-{slug}.xhtml"


def region_file(region: str) -> str:
    """Return the file of a region's first page."""
    return f"region-{region}.xhtml"
