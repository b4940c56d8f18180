"""Recipes: frozen values that hold everything their maker may use. A recipe's digest is its key in the cache.

Nothing is ambient: what a page says of other monuments stands in its recipe as cards, what every page shares stands
there as a frame. So there are no dependencies to track, and no stale page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.catalogue import Boundaries, Site
from asylmura_ssg.model.design import Face, Template
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Entry, Fate, Monument, Picture, Point, Prose
from asylmura_ssg.model.press import Format
from asylmura_ssg.model.projection import Sheet
from asylmura_ssg.model.register import Photograph, Plate, Volunteer
from asylmura_ssg.model.route import Route
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.model.volume import Term, Volume


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of one language shares: the site, the vocabularies, the interface, the assets' addresses."""

    language: Language
    site: Site
    vocabularies: Vocabularies
    bibliography: dict[str, Source]
    strings: dict[str, str]
    stylesheet: str
    emblems: dict[str, str]
    assets: dict[str, str]
    """Logical name → address, e.g. ``map/turkistan`` → ``/assets/map-turkistan.1a2b3c4d.svg``."""
    boundaries: Boundaries = field(repr=False)
    country: Sheet
    """How the country lies on its map, so that a page can set a dot on it."""
    digest: str


@dataclass(frozen=True, slots=True)
class Card:
    """What other pages may say of a monument."""

    slug: str
    number: int
    plate: str
    names: Localized[str]
    summary: Localized[str]
    type: str
    region: str
    periods: tuple[str, ...]
    point: Point | None
    dating: Localized[str] | None
    earliest: int | None
    latest: int | None
    fate: Fate | None
    digest: str


@dataclass(frozen=True, slots=True)
class Passport:
    """What the register says of a monument's plate."""

    number: str
    plate: Plate | None
    """None while none was issued."""
    by: tuple[Volunteer | None, ...]
    """Who put up each of its issues."""
    photograph: Photograph | None


@dataclass(frozen=True, slots=True)
class Joined:
    """An entry that was joined to the one a page shows; the page answers at the old entry's addresses, too."""

    slug: str
    names: Localized[str]
    text: Localized[str]
    """Why they are one."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """A neighbour, and how far it is in whole kilometres."""

    card: Card
    km: int


@dataclass(frozen=True, slots=True)
class PrintedAt:
    """Where an entry stands in a printed volume: ``first`` and ``last`` are page numbers."""

    volume: str
    title: Localized[str]
    number: int
    isbn: str | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A volume to be fetched; sizes in megabytes of a million bytes, to a tenth."""

    volume: Volume
    pdf: float
    epub: float


@dataclass(frozen=True, slots=True)
class MonumentRecipe:
    """A monument's page in one language, also as the answer to its plate's address (``as_plate``)."""

    route: Route
    template: Template
    frame: Frame
    monument: Monument
    prose: Prose
    prose_language: Language
    linked: tuple[Card, ...]
    unpublished: dict[str, Localized[str]]
    """Names of linked entries that are not published: they are named, not linked."""
    related: tuple[Card, ...]
    nearby: tuple[Nearby, ...]
    passport: Passport
    coded: bool
    """Whether the plate has a code of our own make, and codes are part of this build."""
    as_plate: bool
    joined: Joined | None
    printed: tuple[PrintedAt, ...]
    """Where it stands in printed volumes; empty when volumes are left out of the build."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some monuments under one heading: a region, a type, a period, a letter."""

    key: str
    label: Localized[str]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ListingRecipe:
    """A page that lists monuments in groups: home, a region, a type, a period, an index."""

    route: Route
    template: Template
    frame: Frame
    title: Localized[str] | None
    groups: tuple[Group, ...]
    volumes: tuple[Offer, ...]
    """Printed volumes to be had here."""
    around: tuple[Group, ...]
    """Groups beside the page's own, to walk on to: the other regions, the other types."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A plate of the register, and the monument it belongs to.

    ``card`` is of the entry the plate was issued for, though that may have been joined to another since.
    """

    plate: Plate
    card: Card
    by: tuple[Volunteer | None, ...]
    """Who put up each of its issues."""


@dataclass(frozen=True, slots=True)
class PlatesRecipe:
    """The page of all plates: where they stand, how they are, how far the programme has come."""

    route: Route
    template: Template
    frame: Frame
    intro: Prose | None
    intro_language: Language
    standings: tuple[Standing, ...]
    monuments: dict[str, int]
    """Published entries by region."""
    volunteers: dict[str, int]
    """Volunteers who have put up a plate, by their region."""


@dataclass(frozen=True, slots=True)
class NotFoundRecipe:
    """The page for a wrong address, which helps whoever mistyped a plate's number in any of the languages.

    ``frames`` are of all languages, the page's own first; ``numbers`` are the register numbers of all pages of plates
    as ranges, first and last; ``script`` is the address of the script that finds the likely ones.
    """

    route: Route
    template: Template
    frames: tuple[Frame, ...]
    regions: tuple[Group, ...]
    numbers: tuple[tuple[int, int], ...]
    script: str


@dataclass(frozen=True, slots=True)
class ProseRecipe:
    """A page of plain text, such as "About"."""

    route: Route
    template: Template
    frame: Frame
    title: str
    prose: Prose
    prose_language: Language
    cards: tuple[Card, ...]


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
class TextRecipe:
    """A file whose bytes the plan already knows, such as an emblem."""

    text: str


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


Recipe = (
    MonumentRecipe
    | ListingRecipe
    | ProseRecipe
    | PlatesRecipe
    | NotFoundRecipe
    | FileRecipe
    | PlateFileRecipe
    | PlateRecipe
    | MapRecipe
    | FontRecipe
    | PictureRecipe
    | TextRecipe
    | VolumeRecipe
    | EpubRecipe
)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be made: where it will stand, and its recipe."""

    route: Route
    recipe: Recipe
