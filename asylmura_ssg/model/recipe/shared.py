"""What recipes of several pages hold: the frame about a page, and what it may say of other entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.catalogue import Boundaries, Site
from asylmura_ssg.model.geography import Wind
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Claim, Fate, Point
from asylmura_ssg.model.projection import Sheet
from asylmura_ssg.model.register import Photograph, Plate, Volunteer
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.model.volume import Volume


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of one language shares: the site, the vocabularies, the interface, the assets' addresses."""

    language: Language
    site: Site
    vocabularies: Vocabularies
    bibliography: dict[str, Source]
    conduct: tuple[Claim, ...]
    """What visitors are asked at every monument."""
    strings: dict[str, str]
    sheets: dict[str, str]
    """The pages' style sheets by name: ``style`` is every page's, ``search`` that of ``pages/search.css``."""
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
    precise: bool
    """Whether the point is the monument's own, not that of a place somewhere near it."""
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
    """A neighbour, how far it is in whole kilometres, and whither.

    ``wind`` is None where the places are not known finely enough to say.
    """

    card: Card
    km: int
    wind: Wind | None


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
    """A volume to be fetched; sizes in bytes, to a tenth of a million."""

    volume: Volume
    pdf: int
    epub: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What an entry's page leads to: ``kind`` is ``films``, ``exhibits`` or ``exhibitions``."""

    kind: str
    key: str
    title: Localized[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Some monuments under one heading: a region, a type, a period, a letter."""

    key: str
    label: Localized[str]
    cards: tuple[Card, ...]


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
class Dated:
    """A monument in time; ``precision`` is a key of the dating precisions, empty where the date is not known."""

    card: Card
    precision: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A region's pack as a page offers it; ``size`` and ``packed`` are bytes kept and bytes that travel."""

    key: str
    label: Localized[str]
    monuments: int
    size: int
    packed: int
