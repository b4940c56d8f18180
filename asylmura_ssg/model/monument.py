"""A monument as the encyclopedia describes it.

The shape follows the CIDOC International Core Data Standard for archaeological and architectural heritage (name and
reference, location, type, dating, protection) and LIDO's way of giving every date an earliest and latest year beside
the words of the source; datings say how fine they are, as EpiDoc's ``precision`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.printed_page import Treatment

PICTURE_WIDTHS = (360, 720, 1280, 2048)
"""What pictures are offered at, in px: a phone, a phone's doubled pixels, a desktop, a desktop's and the full view."""


class Status(StrEnum):
    """How far an entry has come; only published entries leave the house."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of fact in words, and the keys of the sources it rests on."""

    text: Localized[str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantName:
    """A historical or other name, as spelt in the language with this BCP 47 tag."""

    name: str
    language: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground: degrees north and east (WGS 84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Location:
    """Where the monument stands: a point, or the stated fact that it is not known and why. Exactly one is set."""

    point: Point | None
    precision: str | None
    unknown: Claim | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dating:
    """Years (before our era negative, ``None`` where open or unknown), and the words that are authoritative."""

    earliest: int | None
    latest: int | None
    precision: str
    text: Localized[str]
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protection:
    """The level of protection by the State, and the number in its list."""

    category: str
    list_number: str | None
    note: Localized[str] | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A measurement in words: what was measured, and the value with its unit."""

    what: Localized[str]
    value: Localized[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorldHeritage:
    """An inscription on the World Heritage List, whole or as a component."""

    id: int
    criteria: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The monument in other registers."""

    wikidata: str | None = None
    pleiades: int | None = None
    unesco: WorldHeritage | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree; ``text`` is inline Markdown with citations."""

    about: Localized[str]
    text: Localized[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or drawing. ``digest`` is of the file's bytes; width and height are px after EXIF orientation."""

    file: str
    path: str
    digest: str
    width: int
    height: int
    caption: Localized[str]
    alt: Localized[str]
    author: str
    licence: str
    year: int | None
    treatment: Treatment
    """How print brings it to paper."""
    placeholder: str
    """The picture in a few pixels, as a ``data:`` address: what stands there until it has come."""

    @property
    def version(self) -> str:
        """What tells this picture in an address from any other that was called the same."""
        return self.digest[:10]

    def widths(self) -> tuple[int, ...]:
        """Return the widths in px at which the web offers the picture, never wider than it is."""
        own = (self.width,) if self.width <= max(PICTURE_WIDTHS) else ()
        return (*(width for width in PICTURE_WIDTHS if width < self.width), *own)

    def height_at(self, width: int) -> int:
        """Return the height in px of the picture at a width in px."""
        return max(1, round(self.height * width / self.width))

    @property
    def stem(self) -> str:
        """The file's name without its ending, as the site's addresses have it."""
        return self.file.rpartition(".")[0].lower()


@dataclass(frozen=True, slots=True)
class Narration:
    """The entry read aloud in one language; its words are the entry's own. ``size`` is bytes, ``seconds`` its length."""

    language: Language
    file: str
    path: str
    digest: str
    size: int
    seconds: int
    reader: str
    licence: str
    year: int | None

    @property
    def form(self) -> str:
        """The file's ending, which names its kind."""
        return self.file.rpartition(".")[2]


class Loss(StrEnum):
    """What became of a monument that is no longer where it stood."""

    DESTROYED = "destroyed"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Fate:
    """The end of a monument: its page stays as a memorial of record. ``year`` is None where it is not known."""

    loss: Loss
    year: int | None
    text: Localized[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merger:
    """The entry was joined to another one (``into``, a slug), and why."""

    into: str
    text: Localized[str]


@dataclass(frozen=True, slots=True)
class Monument:
    """Everything an entry states, except its running text."""

    slug: str
    number: int
    status: Status
    names: Localized[str]
    variants: tuple[VariantName, ...]
    type: str
    periods: tuple[str, ...]
    summary: Localized[str]
    region: str
    district: Claim | None
    place: Claim | None
    location: Location
    dating: Dating | None
    culture: Claim | None
    builder: Claim | None
    protection: Protection
    dimensions: tuple[Dimension, ...]
    identifiers: Identifiers
    conflicts: tuple[Conflict, ...]
    related: tuple[str, ...]
    volumes: tuple[str, ...]
    film: Claim | None
    fate: Fate | None
    merger: Merger | None
    bibliography: tuple[Source, ...]
    pictures: tuple[Picture, ...]
    look_for: tuple[Claim, ...]
    """What to look for, standing before it: each rests on a source."""
    narrations: tuple[Narration, ...]
    editors: tuple[str, ...]
    digest: str
    """Of the bytes of monument.yaml and of the pictures and recordings it names."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The running text of an entry in one language: Markdown, and the digest of its bytes."""

    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A monument with its texts."""

    monument: Monument
    prose: Localized[Prose]
