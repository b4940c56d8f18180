"""Recipes of files beside pages: codes, maps, typefaces, pictures, open data, packs."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Monument, Narration, Picture, Prose
from asylmura_ssg.model.pack import Pack
from asylmura_ssg.model.recipe.shared import Card, Frame, PrintedAt, Standing
from asylmura_ssg.model.register import Photograph
from asylmura_ssg.model.route import Route
from asylmura_ssg.model.version import Version


@dataclass(frozen=True, slots=True)
class OriginalRecipe:
    """A film, a model, captions: published as they are. Whoever makes it is handed the original's bytes by its path."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileRecipe:
    """A machine-readable file about all monuments: sitemap, feed, JSON, CSV, GeoJSON, robots.txt."""

    route: Route
    frame: Frame
    monuments: tuple[Monument, ...]
    cards: tuple[Card, ...]
    routes: tuple[Route, ...]
    printed: dict[str, tuple[PrintedAt, ...]]
    """Where entries stand in printed volumes, by slug."""
    versions: dict[str, tuple[Version, ...]]
    """The fixed versions of entries by slug, oldest first: when they came, and when they changed."""
    prose: dict[str, Localized[Prose]]
    """The running texts by slug, where the file holds them."""


@dataclass(frozen=True, slots=True)
class PlateFileRecipe:
    """A machine-readable file about all plates: JSON, CSV."""

    route: Route
    frame: Frame
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class PlateRecipe:
    """A plate's code: the exact payload, and the symbol's version, level and mask, never left to a library."""

    payload: str
    version: int
    level: str
    mask: int
    form: str


@dataclass(frozen=True, slots=True)
class MapRecipe:
    """A map of the country (``region`` is None) or with one region brought forward."""

    boundaries: Boundaries
    region: str | None


@dataclass(frozen=True, slots=True)
class FontRecipe:
    """A face reduced to the characters the site needs, as WOFF2."""

    face: Face
    characters: str


@dataclass(frozen=True, slots=True)
class PictureRecipe:
    """A picture of an entry or a plate at one width in px. Whoever makes it is handed the original's bytes."""

    picture: Picture | Photograph
    width: int
    form: str


@dataclass(frozen=True, slots=True)
class RecordRecipe:
    """An entry for other programs: LIDO, BibTeX, RIS, CSL-JSON, and what IIIF says of its pictures."""

    route: Route
    frames: tuple[Frame, ...]
    """Of every language, the primary one first."""
    monument: Monument
    related: tuple[Card, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class CardRecipe:
    """What networks show where an entry's page is shared: words, and a drawing or a photograph.

    ``faces`` are those the words are set in, the first with each letter; ``emblem`` is SVG.
    """

    language: Language
    kicker: str
    name: str
    region: str
    site: str
    address: str
    faces: tuple[Face, ...]
    emblem: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class NarrationRecipe:
    """A recording, published as it is. Whoever makes it is handed the original's bytes."""

    narration: Narration


@dataclass(frozen=True, slots=True)
class PackRecipe:
    """What a phone must fetch for a pack."""

    pack: Pack


@dataclass(frozen=True, slots=True)
class PackIndexRecipe:
    """The packs of one language, and which versions they are of."""

    packs: tuple[Pack, ...]


@dataclass(frozen=True, slots=True)
class AppManifestRecipe:
    """What a phone asks that is to keep the site on its home screen; ``icons`` are addresses by purpose and size in px."""

    language: Language
    name: str
    short_name: str
    description: str
    start: str
    icons: dict[str, str]


@dataclass(frozen=True, slots=True)
class IconRecipe:
    """The site's mark as a home screen shows it, ``size`` px square; a screen may cut a ``maskable`` one to any shape."""

    drawing: str
    size: int
    maskable: bool


@dataclass(frozen=True, slots=True)
class TextRecipe:
    """A file whose bytes the plan already knows, such as an emblem."""

    text: str
