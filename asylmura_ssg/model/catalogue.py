"""The whole content, read and resolved: what every later stage starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.exhibit import Exhibit, Exhibition
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.geography import Outline, Ring
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Claim, Entry, Prose
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.register import Photograph, Register, Volunteer
from asylmura_ssg.model.version import Version
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.model.volume import Term, Volume


@dataclass(frozen=True, slots=True)
class Targets:
    """What the programme set itself for each region, cities of republican significance left out."""

    monuments: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class Harvesting:
    """How programs fetch all records by OAI-PMH: the gateway's address, and who answers for the records."""

    gateway: str
    mail: str


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a whole. ``domains[0]`` is the one plates carry."""

    title: Localized[str]
    tagline: Localized[str]
    publisher: Localized[str]
    programme: Localized[str]
    domains: tuple[str, ...]
    edition_date: date
    reports: str | None
    """Where damage to a plate is reported: a mail address of the foundation, None while none is given."""
    targets: Targets | None
    harvesting: Harvesting | None
    """None while there is no gateway to fetch records through."""
    offline_retired: bool
    """Whether phones are to forget what they keep of the site, and keep nothing more."""

    @property
    def address(self) -> str:
        """What the site's own addresses begin with, without a slash at the end."""
        return f"https://{self.domains[0]}"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Outlines of the regions by key, and lakes and rivers for maps."""

    regions: dict[str, Outline]
    lakes: tuple[Outline, ...]
    rivers: tuple[Ring, ...]
    digest: str
    """Of the files they were read from."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the content says. ``entries`` are the published ones that stand for themselves, by register number."""

    site: Site
    vocabularies: Vocabularies
    bibliography: dict[str, Source]
    volumes: dict[str, Volume]
    printers: dict[str, Printer]
    glossary: tuple[Term, ...]
    conduct: tuple[Claim, ...]
    """What visitors are asked at every monument; a claim without a source is the editors' advice."""
    films: tuple[Film, ...]
    exhibits: tuple[Exhibit, ...]
    exhibitions: tuple[Exhibition, ...]
    boundaries: Boundaries
    pages: dict[str, Localized[Prose]]
    entries: tuple[Entry, ...]
    merged: tuple[Entry, ...]
    """Entries that were joined to another: they are listed nowhere, and their addresses still answer."""
    register: Register
    volunteers: dict[str, Volunteer]
    photographs: dict[str, Photograph]
    versions: dict[str, tuple[Version, ...]]
    """The fixed versions of entries by slug, oldest first."""
    unpublished: dict[str, Localized[str]]
    """Names of the entries that are still drafts or in review, by slug."""
    waiting: tuple[Entry, ...]
    """Those entries themselves, by register number: they are counted, and shown nowhere."""
    digest: str
    """Of everything but the entries: the files that every page may speak of."""
