"""What is typeset apart from the rest of the book, and what it needs for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from asylmura_ssg.model.design import Face
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.printed_page import Format, Treatment
from asylmura_ssg.model.setting import TypesettingError

__all__ = ["Copy", "FragmentRecipe", "Galley", "PlacedPicture", "Side", "Typeset", "TypesettingError"]


class Side(StrEnum):
    """The side of the book a page lies on; the value is CSS's name for it."""

    RECTO = "right"
    VERSO = "left"

    @staticmethod
    def of(folio: int) -> Side:
        """Return the side of a page: odd numbers lie on the right."""
        return Side.RECTO if folio % 2 else Side.VERSO


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture where it stands: its address in the HTML, its original, its size on the page in mm.

    ``path`` is below the content folder; ``original`` is the digest of the original's bytes, which typesetting never sees.
    """

    address: str
    path: str
    original: str
    width: float
    height: float
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be set: a whole HTML document, composed when it is asked for and held by nobody.

    ``digest`` is of everything it is composed from, the makers left out: of a thousand entries that stay as they are,
    none is composed to find that out.
    """

    digest: str
    composed: Callable[[], str] = field(repr=False, compare=False)

    @staticmethod
    def of(html: str) -> Copy:
        """Return the copy of a document that is at hand."""
        return Copy(digest_bytes(html.encode()), lambda: html)


@dataclass(frozen=True, slots=True)
class FragmentRecipe:
    """One fragment: its copy, its style sheet, what it may use, and the side it begins on.

    ``name`` is what it is told by when it cannot be set: an entry's slug, or a kind of page. ``hyphenation`` are the
    Kazakh patterns in TeX's form. ``fits`` are classes for the root element, tried in order until the last page is not
    almost empty: the same text set a little closer. ``pictures`` stand as empty places of their size: a fragment is set
    once, and inked for each printer and for screens.
    """

    name: str
    copy: Copy
    stylesheet: str = field(repr=False)
    format: Format
    faces: tuple[Face, ...]
    hyphenation: str = field(repr=False)
    side: Side
    fits: tuple[str, ...] = ("",)
    pictures: tuple[PlacedPicture, ...] = ()

    @property
    def html(self) -> str:
        """The document, composed anew."""
        return self.copy.composed()

    def composed(self) -> FragmentRecipe:
        """Return the fragment with its document at hand."""
        return replace(self, copy=Copy.of(self.html))

    def made_of(self) -> str:
        """Return the digest of all that the fragment comes of, the makers left out: two of them may look the same."""
        return self._with(self.copy.digest)

    def set_by(self) -> str:
        """Return the digest of all that typesetting sees: of a picture, its address alone."""
        return self._with(self.html)

    def _with(self, copy: str) -> str:
        addresses = tuple(picture.address for picture in self.pictures)
        return digest_of(
            (copy, self.stylesheet, self.format, self.faces, self.hyphenation, self.side, self.fits, addresses)
        )


@dataclass(frozen=True, slots=True)
class Galley:
    """A fragment that was set. Its PDF lies under ``key``; here is what the order of the book needs of it.

    ``stamped`` are, page by page, the targets whose page numbers stand there.
    """

    key: str
    stamped: tuple[tuple[str, ...], ...]

    @property
    def pages(self) -> int:
        """How many pages it fills."""
        return len(self.stamped)


Typeset = Callable[[Sequence[FragmentRecipe]], Sequence[Galley]]
