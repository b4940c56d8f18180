"""What is typeset apart from the rest of the book, and what it needs for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from asylmura_ssg.model.design import Face


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
    """A picture where it stands: its address in the HTML, the bytes of its original, its size on the page in mm."""

    address: str
    data: bytes = field(repr=False)
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FragmentRecipe:
    """One fragment: a whole HTML document, its style sheet, what it may use, and the side it begins on.

    ``hyphenation`` are the Kazakh patterns in TeX's form. ``fits`` are classes for the root element, tried in order
    until the last page is not almost empty: the same text set a little closer. ``pictures`` are prepared for their size
    when the fragment is typeset, not before: so a picture is worked on once, in parallel, and then lies in the cache.
    """

    html: str
    stylesheet: str = field(repr=False)
    faces: tuple[Face, ...]
    hyphenation: str = field(repr=False)
    side: Side
    fits: tuple[str, ...] = ("",)
    pictures: tuple[PlacedPicture, ...] = ()


Typeset = Callable[[Sequence[FragmentRecipe]], Sequence[bytes]]


class TypesettingError(Exception):
    """A page cannot be set as it should be: a letter no face has, a picture not at hand, a style not understood."""
