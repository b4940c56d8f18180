"""Controlled vocabularies and the places and zones of the country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asylmura_ssg.model.language import Localized


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a controlled vocabulary. ``order`` is its place in the file."""

    key: str
    label: Localized[str]
    order: int


@dataclass(frozen=True, slots=True)
class MonumentType:
    """A kind of monument; ``emblem`` names the drawing that stands for it."""

    key: str
    label: Localized[str]
    order: int
    emblem: str


@dataclass(frozen=True, slots=True)
class Period:
    """A broad period; ``start`` and ``end`` are years, before our era negative."""

    key: str
    label: Localized[str]
    order: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence a picture may be published under."""

    key: str
    label: Localized[str]
    order: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Region:
    """A region or a city of republican significance; ``iso`` is its ISO 3166-2 code, ``zone`` a key of the zones."""

    key: str
    label: Localized[str]
    order: int
    iso: str
    zone: str
    city: bool


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All controlled vocabularies, by key."""

    types: dict[str, MonumentType]
    periods: dict[str, Period]
    zones: dict[str, Term]
    regions: dict[str, Region]
    dating_bases: dict[str, Term]
    dating_precisions: dict[str, Term]
    location_precisions: dict[str, Term]
    protection_categories: dict[str, Term]
    licences: dict[str, Licence]


def key_of(words: str, known: Iterable[object]) -> str:
    """Return the key of the term, of any vocabulary, that is called so in one of the languages; or an empty string."""
    wanted = words.casefold()
    terms = (each for each in known if isinstance(each, Term | MonumentType | Period | Licence | Region))
    return next((term.key for term in terms for _, label in term.label.present() if label.casefold() == wanted), "")
