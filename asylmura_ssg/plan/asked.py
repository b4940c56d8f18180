"""The site route by route: what stands at an address is planned when somebody asks for it, as a whole plan would have it.

What stays as it was from one catalogue to the next is taken over, so that one edited entry costs one card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Artifact, Card, Chapter, Frame, VolumeRecipe
from asylmura_ssg.model.route import (
    Asset,
    CaptionsFile,
    ExhibitionPage,
    ExhibitPage,
    Feed,
    File,
    FilmFile,
    FilmPage,
    FullView,
    Home,
    ImageInfo,
    ImageSize,
    Listing,
    Manifest,
    ModelFile,
    MonumentPage,
    NarrationFile,
    PictureFile,
    PlateArtwork,
    PlatePage,
    PlatePhotograph,
    Poster,
    RecordFile,
    Root,
    Route,
    SearchFile,
    Section,
    SocialCard,
    VersionPage,
)
from asylmura_ssg.plan.atlas import plan_atlas
from asylmura_ssg.plan.cards import card_of
from asylmura_ssg.plan.editions import Shelf
from asylmura_ssg.plan.frames import frames_of, plan_assets, worker
from asylmura_ssg.plan.machines import plan_versions, records_of
from asylmura_ssg.plan.search import Indexer, plan_search
from asylmura_ssg.plan.shows import plan_shows
from asylmura_ssg.plan.site import SitePlan, narrations
from asylmura_ssg.plan.volume import volume_of

_UNBOUND = Shelf((), (), {})
"""Without printed volumes, whose pages take minutes to count."""

_SHARED = ("site", "vocabularies", "bibliography", "boundaries", "conduct")
"""Of a catalogue, what the frame of every page is made of."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is taken over from one plan to the next: assets and frames while they are the same, cards by their entry.

    ``cards`` has each entry by its identity, and holds it, so that no other object can come to have it.
    """

    catalogue: Catalogue
    design: Design
    assets: tuple[Artifact, ...]
    frames: dict[Language, Frame]
    cards: dict[int, tuple[Entry, Card]]

    @staticmethod
    def of(catalogue: Catalogue, design: Design, before: Kept | None) -> Kept:
        """Return what a catalogue needs, as much of it as possible out of ``before``."""
        # An entry that was not read again is the very same object, and its card says the same.
        known = {} if before is None else before.cards
        cards = {id(entry): known.get(id(entry)) or (entry, card_of(entry)) for entry in catalogue.entries}
        if before is not None and before.has_frames_of(catalogue, design):
            return Kept(catalogue, design, before.assets, before.frames, cards)
        addresses, assets = plan_assets(catalogue, design)
        return Kept(catalogue, design, assets, frames_of(catalogue, design, addresses), cards)

    def has_frames_of(self, catalogue: Catalogue, design: Design) -> bool:
        """Tell whether pages of another catalogue stand in these very frames."""
        return design is self.design and all(getattr(catalogue, n) is getattr(self.catalogue, n) for n in _SHARED)


class Asked:
    """What stands at the addresses of a site, planned part by part.

    There are no volumes, no packs for phones, and no list of addresses for search engines, which would each ask for all
    that there is.
    """

    def __init__(self, kept: Kept, indexer: Indexer) -> None:
        self.kept = kept
        self.catalogue = kept.catalogue
        self.design = kept.design
        self.frames = kept.frames
        self.cards: tuple[Card, ...] = tuple(card for _, card in kept.cards.values())
        self._indexer = indexer
        self._parts: dict[str, dict[Route, Artifact]] = {}

    @cached_property
    def _site(self) -> SitePlan:
        return SitePlan(self.catalogue, self.design, self.frames, self.cards, _UNBOUND, coded=True)

    def artifact(self, route: Route) -> Artifact | None:
        """Return what stands at a route; None where nothing does."""
        for part in self._parts_for(route):
            if part not in self._parts:
                self._parts[part] = {artifact.route: artifact for artifact in self._plan(part)}
            if route in self._parts[part]:
                return self._parts[part][route]
        return None

    def slug_at(self, route: Route) -> str:
        """Return the slug of the entry whose page stands at a route; empty where it is no entry's."""
        match route:
            case MonumentPage(_, slug) | FullView(_, slug, _):
                return slug
            case PlatePage(plate):
                return next((card.slug for card in self.cards if card.plate == plate), "")
            case _:
                return ""

    def volume_with(self, slug: str) -> VolumeRecipe | None:
        """Return a volume that holds one entry alone: the first it is meant for, else the first that is described.

        None where there is no such entry, or no volume is described.
        """
        entry = next((entry for entry in self.catalogue.entries if entry.monument.slug == slug), None)
        keys = () if entry is None else (*entry.monument.volumes, *self.catalogue.volumes)
        volume = next((self.catalogue.volumes[key] for key in keys if key in self.catalogue.volumes), None)
        if entry is None or volume is None:
            return None
        chapters = (Chapter(entry.monument.region, (entry,)),)
        printer = self.catalogue.printers[volume.printer]
        return volume_of(self.catalogue, self.design, self.frames, self._site.by_slug, volume, chapters, printer)

    def _parts_for(self, route: Route) -> Iterable[str]:  # noqa: C901 - one case for each kind of address
        match route:
            case PlatePage() | MonumentPage() | FullView():
                return (f"entry {self.slug_at(route)}",)
            case SocialCard(_, slug) | RecordFile(slug) | Manifest(slug) | ImageInfo(slug) | ImageSize(slug):
                return (f"entry {slug}",)
            case PictureFile(slug) | NarrationFile(slug):
                return (f"entry {slug}",)
            case VersionPage():
                return ("versions",)
            case PlateArtwork() | PlatePhotograph():
                return ("plates",)
            case Asset(name):
                return ("atlas",) if name.startswith("atlas-") else ("assets",)
            case Root() | File("404.html"):
                return (f"lists {PRIMARY}",)
            case Home(language) | Listing(language):
                return (f"lists {language}",)
            case Section(language, name):
                return _SECTIONS.get(name, (f"lists {language}",))
            case SearchFile():
                return ("search",)
            case FilmPage() | FilmFile() | CaptionsFile() | ExhibitPage() | ModelFile() | ExhibitionPage() | Poster():
                return ("shows",)
            case File() | Feed():
                return ("files",)
            case _:
                return ()

    def _plan(self, part: str) -> Iterator[Artifact]:
        site, plates = self._site, self._site.plates
        parts: dict[str, Callable[[], Iterable[Artifact]]] = {
            "assets": lambda: self.kept.assets,
            "versions": lambda: plan_versions(self.catalogue, self.design, self.frames),
            "plates": lambda: (*plates.codes(), *plates.photographs()),
            "plates-page": lambda: plates.pages(self.design, self.frames),
            "status": site.status,
            **{f"lists {language}": partial(site.listings, (language,)) for language in LANGUAGES},
            "atlas": self._atlas,
            "shows": lambda: plan_shows(self.catalogue, self.design, self.frames, site.by_slug),
            "search": self._search,
            "files": self._files,
        }
        return iter(parts[part]()) if part in parts else self._entry(part.removeprefix("entry "))

    def _atlas(self) -> Iterator[Artifact]:
        return plan_atlas(self.catalogue, self.design, self.frames, self.cards, self._site.kinds, self._site.pieces)

    def _search(self) -> Iterator[Artifact]:
        index = self._indexer.search_index(self.catalogue, self.frames)
        return plan_search(index, self.design, self.frames, self._site.kinds)

    def _files(self) -> Iterator[Artifact]:
        yield Artifact(File("sw.js"), worker(self.design, retired=True))
        yield from self._site.files(())
        yield from self._site.plates.files(self.frames[PRIMARY])

    def _entry(self, slug: str) -> Iterator[Artifact]:
        site = self._site
        for entry, card in self.kept.cards.values():
            if card.slug == slug:
                yield from site.monument(entry, card, None)
                yield from narrations(entry.monument)
                yield from records_of(entry, self.catalogue, self.design, self.frames, site.by_slug)
                return
        pages = {MonumentPage(language, slug) for language in LANGUAGES}
        merged = next((entry for entry in self.catalogue.merged if entry.monument.slug == slug), None)
        if merged is not None:
            pages_of_plate = card_of(merged).plate
            yield from (a for a in site.merged() if a.route in pages or a.route == PlatePage(pages_of_plate))


_SECTIONS = {
    "plates": ("plates-page",),
    "map": ("atlas",),
    "time": ("atlas",),
    "films": ("shows",),
    "exhibitions": ("shows",),
    "search": ("search",),
    "saved": (),
    "status": ("status",),
}
"""The part that a section's page belongs to, where it is not a list or a text."""
