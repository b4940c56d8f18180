"""Recipes of volumes: for printing houses and screens, and for reading devices."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.design import Face, Template
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.recipe.shared import Card, Frame
from asylmura_ssg.model.volume import Term, Volume


@dataclass(frozen=True, slots=True)
class Chapter:
    """A region's part of a volume."""

    region: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What the block is printed on and under which condition, as the colophon names them; nothing else knows it."""

    paper: Localized[str]
    condition: str


@dataclass(frozen=True, slots=True)
class VolumeRecipe:
    """A printed volume: its chapters in order, and everything its pages are set with. It knows no printer's inks.

    ``frames`` has a frame for each language of the volume, the running one first; ``cards`` are of its monuments;
    ``faces`` and ``hyphenation`` are the fonts and the Kazakh patterns; ``templates`` the print templates by name.
    """

    volume: Volume
    frames: tuple[Frame, ...]
    chapters: tuple[Chapter, ...]
    cards: dict[str, Card]
    elsewhere: dict[str, Localized[str]]
    """Names of linked entries that the volume does not hold: they are named, but have no page in it."""
    glossary: tuple[Term, ...]
    format: Format
    page_multiple: int
    """What the printer's signatures ask the block's pages to be a multiple of."""
    signature: int
    """The pages of a whole one."""
    offprint: str | None
    """The region whose part of the volume this is; None for the whole."""
    stock: Stock
    boundaries: Boundaries
    templates: dict[str, Template]
    styles: dict[str, str]
    faces: tuple[Face, ...]
    hyphenation: str
    typesetter: str
    """Versions of the system's libraries that break its lines."""

    @property
    def digest(self) -> str:
        """The digest of it all."""
        return digest_of(tuple(getattr(self, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class EpubRecipe:
    """A volume for reading devices: the same book, and where each part of it begins and ends on paper (``folios``)."""

    volume: VolumeRecipe
    folios: dict[str, tuple[int, int]]
    templates: dict[str, Template]
    stylesheet: str = field(repr=False)
    characters: str = field(repr=False)
    """What its faces are reduced to."""
