"""Recipes of pages for visitors."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.design import Template
from asylmura_ssg.model.exhibit import Exhibit, Exhibition, Hung
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Monument, Picture, Prose
from asylmura_ssg.model.programme import Progress
from asylmura_ssg.model.recipe.shared import (
    Card,
    Dated,
    Frame,
    Group,
    Joined,
    Nearby,
    Offer,
    Offered,
    Passport,
    PrintedAt,
    Shown,
    Standing,
)
from asylmura_ssg.model.route import Route
from asylmura_ssg.model.version import Version


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
    versions: tuple[Version, ...]
    """Its fixed versions, oldest first."""
    card: str
    """The address of what networks show of it, below the domain."""
    shown: tuple[Shown, ...]
    """The films, models and exhibitions it is in."""


@dataclass(frozen=True, slots=True)
class HomeRecipe:
    """The front page: monuments by region, type and period, and the printed volumes to be had."""

    route: Route
    template: Template
    frame: Frame
    regions: tuple[Group, ...]
    types: tuple[Group, ...]
    periods: tuple[Group, ...]
    volumes: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ListingRecipe:
    """A page that lists monuments in groups: a region, a type, a period, an index."""

    route: Route
    template: Template
    frame: Frame
    title: Localized[str] | None
    groups: tuple[Group, ...]
    around: tuple[Group, ...]
    """Groups beside the page's own, to walk on to: the other regions, the other types."""
    piece: str = ""
    """The address of the data its map is explored with; empty where there is none."""


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
    as ranges, first and last.
    """

    route: Route
    template: Template
    frames: tuple[Frame, ...]
    regions: tuple[Group, ...]
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchRecipe:
    """The page that searches. ``index`` is the address of the index's first file in the page's language.

    ``regions``, ``types`` and ``periods`` are what a search can be narrowed to, without their monuments.
    """

    route: Route
    template: Template
    frame: Frame
    index: str
    regions: tuple[Group, ...]
    types: tuple[Group, ...]
    periods: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class AtlasRecipe:
    """The page of the map. ``pieces`` are the addresses of the data the map is explored with, by region.

    ``regions`` are with their monuments; ``types`` and ``periods`` are what the map can be narrowed to, without theirs.
    """

    route: Route
    template: Template
    frame: Frame
    regions: tuple[Group, ...]
    types: tuple[Group, ...]
    periods: tuple[Group, ...]
    pieces: dict[str, str]


@dataclass(frozen=True, slots=True)
class TimelineRecipe:
    """The page of the timeline: every monument, and the regions and types it can be narrowed to, without theirs."""

    route: Route
    template: Template
    frame: Frame
    monuments: tuple[Dated, ...]
    regions: tuple[Group, ...]
    types: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class FilmRecipe:
    """A film's page. ``subjects`` are cards of the entries it is about, ``cards`` of all that its texts may link.

    ``unpublished`` are the names of entries that are not published: they are named, not linked.
    """

    route: Route
    template: Template
    frame: Frame
    film: Film
    subjects: tuple[Card, ...]
    cards: tuple[Card, ...]
    unpublished: dict[str, Localized[str]]


@dataclass(frozen=True, slots=True)
class ExhibitRecipe:
    """A model's page. ``of`` is the entry it belongs to, None while that is not published."""

    route: Route
    template: Template
    frame: Frame
    exhibit: Exhibit
    of: Card | None


@dataclass(frozen=True, slots=True)
class ExhibitionRecipe:
    """An exhibition's page, with all that stands in its rooms: cards by slug, the others by key."""

    route: Route
    template: Template
    frame: Frame
    exhibition: Exhibition
    cards: dict[str, Card]
    unpublished: dict[str, Localized[str]]
    pictures: tuple[tuple[Hung, Picture], ...]
    exhibits: dict[str, Exhibit]
    films: dict[str, Film]


@dataclass(frozen=True, slots=True)
class ShowsRecipe:
    """The page of all films, or of all exhibitions and models; ``cards`` are of the entries they are about, by slug."""

    route: Route
    template: Template
    frame: Frame
    intro: Prose | None
    intro_language: Language
    films: tuple[Film, ...]
    exhibitions: tuple[Exhibition, ...]
    exhibits: tuple[Exhibit, ...]
    cards: dict[str, Card]


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
class StatusRecipe:
    """The page of how far the programme has come."""

    route: Route
    template: Template
    frame: Frame
    progress: Progress


@dataclass(frozen=True, slots=True)
class FullViewRecipe:
    """A page that shows one picture of an entry as large as there is; ``index`` counts them from 0."""

    route: Route
    template: Template
    frame: Frame
    monument: Monument
    index: int


@dataclass(frozen=True, slots=True)
class VersionRecipe:
    """A page that shows an entry as it stood on a day. Whoever makes it is handed the fixed text's bytes.

    ``living`` says whether the entry still has a page of its own; ``others`` are all its fixed versions.
    """

    route: Route
    template: Template
    frame: Frame
    version: Version
    living: bool
    others: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class SavedRecipe:
    """The page of what a phone keeps of the site, and what more it may keep."""

    route: Route
    template: Template
    frame: Frame
    offered: tuple[Offered, ...]
