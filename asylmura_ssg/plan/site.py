"""The whole site as artifacts: every page of every language, plates, machine-readable files, volumes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from asylmura_ssg.model.alphabet import collation_key, initial
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language, Localized
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Entry, Monument, Prose
from asylmura_ssg.model.order import Scope
from asylmura_ssg.model.programme import facts_of, progress_of
from asylmura_ssg.model.recipe import (
    Artifact,
    Card,
    FileRecipe,
    Frame,
    Group,
    HomeRecipe,
    Joined,
    ListingRecipe,
    MonumentRecipe,
    NarrationRecipe,
    NotFoundRecipe,
    ProseRecipe,
    Recipe,
    StatusRecipe,
    VersionRecipe,
)
from asylmura_ssg.model.route import (
    Feed,
    File,
    Home,
    Listing,
    MonumentPage,
    NarrationFile,
    PlatePage,
    Root,
    Route,
    Section,
    url_of,
)
from asylmura_ssg.model.vocabulary import MonumentType, Period, Region
from asylmura_ssg.plan.atlas import Pieces, plan_atlas, plan_pieces
from asylmura_ssg.plan.cards import Neighbourhood, card_of
from asylmura_ssg.plan.editions import Binder, Shelf, shelve
from asylmura_ssg.plan.frames import frames_of, plan_assets, worker
from asylmura_ssg.plan.machines import card_at, plan_records
from asylmura_ssg.plan.packs import plan_apps
from asylmura_ssg.plan.plates import PlatesOfSite, ranges_of
from asylmura_ssg.plan.search import Indexer, plan_search
from asylmura_ssg.plan.shows import INTRODUCED, plan_shows, shown_with
from asylmura_ssg.plan.sitemap import sitemaps
from asylmura_ssg.plan.volume import plan_volumes

Labelled = Region | MonumentType | Period


def plan(
    catalogue: Catalogue, design: Design, scope: Scope, typesetter: str, binder: Binder, indexer: Indexer | None = None
) -> tuple[Artifact, ...]:
    """Return every artifact of the site, in a fixed order.

    ``binder`` is asked about volumes, when they are wanted, and ``indexer`` for the search index; without it the site has
    no search.
    """
    assets, asset_artifacts = plan_assets(catalogue, design)
    frames, cards = frames_of(catalogue, design, assets), tuple(card_of(entry) for entry in catalogue.entries)
    by_slug = {card.slug: card for card in cards}
    volumes = plan_volumes(catalogue, design, frames, by_slug, typesetter) if scope.volumes else ()
    shelf = shelve(volumes, design, binder)
    site = SitePlan(catalogue, design, frames, cards, shelf, coded=scope.plates)
    artifacts = [*asset_artifacts]
    for entry, card in zip(catalogue.entries, site.cards, strict=True):
        artifacts += site.monument(entry, card, None)
        artifacts += narrations(entry.monument)
    artifacts += plan_records(catalogue, design, frames, by_slug)
    artifacts += site.merged()
    artifacts += site.plates.codes()
    artifacts += site.plates.photographs()
    artifacts += site.listings()
    artifacts += site.plates.pages(design, site.frames)
    artifacts += site.status()
    artifacts += plan_shows(catalogue, design, frames, by_slug)
    artifacts += plan_atlas(catalogue, design, site.frames, site.cards, site.kinds, site.pieces)
    if indexer is not None:
        artifacts += plan_search(indexer.search_index(catalogue, frames), design, frames, site.kinds)
    artifacts += shelf.artifacts
    indexed = tuple(artifact.route for artifact in artifacts if not _stands_elsewhere(artifact.recipe))
    artifacts += plan_apps(frames)
    artifacts.append(Artifact(File("sw.js"), worker(design, retired=catalogue.site.offline_retired)))
    return (*artifacts, *site.files(indexed), *site.plates.files(site.frames[PRIMARY]))


def _stands_elsewhere(recipe: Recipe) -> bool:
    return (isinstance(recipe, MonumentRecipe) and recipe.joined is not None) or (
        isinstance(recipe, VersionRecipe) and recipe.living
    )


def narrations(monument: Monument) -> Iterator[Artifact]:
    """Yield the recordings of an entry."""
    for narration in monument.narrations:
        route = NarrationFile(monument.slug, narration.language, narration.form)
        yield Artifact(route, NarrationRecipe(narration))


class SitePlan:
    """The pages of one catalogue; what takes all its entries to know is worked out when it is first asked for."""

    def __init__(
        self,
        catalogue: Catalogue,
        design: Design,
        frames: dict[Language, Frame],
        cards: tuple[Card, ...],
        shelf: Shelf,
        *,
        coded: bool,
    ) -> None:
        self.catalogue = catalogue
        self.design = design
        self.frames = frames
        self.cards = cards
        self.shelf = shelf
        self.by_slug = {card.slug: card for card in self.cards}
        self._merged = tuple(card_of(entry) for entry in catalogue.merged)
        answering = self.by_slug | {card.slug: card for card in self._merged}
        self._shown = shown_with(catalogue)
        self.plates = PlatesOfSite(catalogue, answering, coded=coded)
        self._kinds: dict[Language, dict[str, tuple[Group, ...]]] = {}
        self._pieces: dict[Language, Pieces] = {}

    @property
    def kinds(self) -> dict[Language, dict[str, tuple[Group, ...]]]:
        """Regions, types and periods in the order of each language, with their monuments."""
        return {language: self.kinds_in(language) for language in LANGUAGES}

    @property
    def pieces(self) -> Pieces:
        """The data of the maps."""
        parts = [self.pieces_in(language) for language in LANGUAGES]
        addresses = {language: held for part in parts for language, held in part.addresses.items()}
        return Pieces(addresses, tuple(artifact for part in parts for artifact in part.artifacts))

    def kinds_in(self, language: Language) -> dict[str, tuple[Group, ...]]:
        """Return regions and types as a language orders them, and periods in the order of time, with their monuments."""
        if language not in self._kinds:
            self._kinds[language] = self._ordered(language)
        return self._kinds[language]

    def pieces_in(self, language: Language) -> Pieces:
        """Return the data of one language's maps."""
        if language not in self._pieces:
            frame, kinds = self.frames[language], self.kinds_in(language)
            self._pieces[language] = plan_pieces(self.catalogue, {language: frame}, {language: kinds})
        return self._pieces[language]

    @cached_property
    def _neighbourhood(self) -> Neighbourhood:
        return Neighbourhood(self.cards)

    # Monuments and plates

    def merged(self) -> Iterator[Artifact]:
        """Yield, at the addresses of entries that were joined to another, the whole page of that other."""
        entries = {entry.monument.slug: entry for entry in self.catalogue.entries}
        for entry, card in zip(self.catalogue.merged, self._merged, strict=True):
            merger = entry.monument.merger
            if merger is not None and merger.into in entries:
                yield from self.monument(entries[merger.into], card, Joined(card.slug, card.names, merger.text))

    def monument(self, entry: Entry, own: Card, joined: Joined | None) -> Iterator[Artifact]:
        """Yield an entry's pages and the page of its plate; ``own`` is of the entry at whose addresses they stand."""
        monument = entry.monument
        related = tuple(self.by_slug[slug] for slug in monument.related if slug in self.by_slug)
        nearby = self._neighbourhood.of(self.by_slug[monument.slug])
        pages: list[tuple[Route, Language]] = [(MonumentPage(lang, own.slug), lang) for lang in LANGUAGES]
        passport, coded = self.plates.passport(own), self.plates.has_code(own)
        for route, language in (*pages, (PlatePage(own.plate), PRIMARY)):
            prose = entry.prose.best(language)
            targets = self._targets(prose.value, monument, language)
            yield Artifact(route, MonumentRecipe(
                route=route,
                template=self.design.templates["pages/monument.html"],
                frame=self.frames[language],
                monument=monument,
                prose=prose.value,
                prose_language=prose.language,
                linked=tuple(self.by_slug[slug] for slug in targets if slug in self.by_slug),
                unpublished={s: self.catalogue.unpublished[s] for s in targets if s in self.catalogue.unpublished},
                related=related,
                nearby=nearby,
                passport=passport,
                coded=coded,
                as_plate=isinstance(route, PlatePage),
                joined=joined,
                printed=self.shelf.printed.get(monument.slug, ()),
                versions=self.catalogue.versions.get(monument.slug, ()),
                card=url_of(card_at(monument, language)),
                shown=self._shown.get(monument.slug, ()),
            ))  # fmt: skip

    def _targets(self, prose: Prose, monument: Monument, language: Language) -> tuple[str, ...]:
        """Return the slugs that the page's texts link, in alphabetical order."""
        texts = [prose.text, *(conflict.text.best(language).value for conflict in monument.conflicts)]
        return tuple(sorted({slug for text in texts for slug in links_in(text)}))

    # Lists

    def _ordered(self, language: Language) -> dict[str, tuple[Group, ...]]:
        vocabularies = self.catalogue.vocabularies
        # Ordered once, all groups are in order.
        cards = sorted(self.cards, key=lambda card: collation_key(card.names.best(language).value, language))
        kinds = {
            "regions": self._groups(cards, vocabularies.regions, lambda card: (card.region,)),
            "types": self._groups(cards, vocabularies.types, lambda card: (card.type,)),
            "periods": self._groups(cards, vocabularies.periods, lambda card: card.periods),
        }
        return {kind: _by_name(kind, groups, language) for kind, groups in kinds.items()}

    def listings(self, languages: Sequence[Language] = LANGUAGES) -> Iterator[Artifact]:
        """Yield the pages of lists; the front page offers the printed volumes."""
        for language in languages:
            kinds = self.kinds_in(language)
            for kind, groups in kinds.items():
                for group in groups:
                    others = tuple(Group(g.key, g.label, ()) for g in groups)
                    yield self._list(
                        Listing(language, kind, group.key), "listing", language, group.label, (group,), others
                    )
                yield self._list(Section(language, kind), "section", language, None, groups, ())
            yield self._list(Section(language, "names"), "names", language, None, self._letters(language), ())
            yield self._home(Home(language), language, kinds)
            if language is PRIMARY:
                yield self._home(Root(), language, kinds)
                yield self._not_found(kinds["regions"])
            yield from self._prose_pages(language)

    def _not_found(self, regions: tuple[Group, ...]) -> Artifact:
        cards = (*self.cards, *self._merged)
        route = File("404.html")
        return Artifact(route, NotFoundRecipe(
            route=route,
            template=self.design.templates["pages/404.html"],
            frames=tuple(self.frames[language] for language in LANGUAGES),
            regions=tuple(Group(group.key, group.label, ()) for group in regions),
            numbers=ranges_of(card.number for card in cards),
        ))  # fmt: skip

    def _home(self, route: Route, language: Language, kinds: dict[str, tuple[Group, ...]]) -> Artifact:
        return Artifact(route, HomeRecipe(
            route=route,
            template=self.design.templates["pages/home.html"],
            frame=self.frames[language],
            regions=kinds["regions"],
            types=kinds["types"],
            periods=kinds["periods"],
            volumes=self.shelf.offers,
        ))  # fmt: skip

    def _list(
        self,
        route: Route,
        template: str,
        language: Language,
        title: Localized[str] | None,
        groups: tuple[Group, ...],
        around: tuple[Group, ...],
    ) -> Artifact:
        page = self.design.templates[f"pages/{template}.html"]
        own = route.key if isinstance(route, Listing) and route.kind == "regions" else ""
        piece = self.pieces_in(language).addresses[language].get(own, "")
        recipe = ListingRecipe(route, page, self.frames[language], title, groups, around, piece)
        return Artifact(route, recipe)

    def _groups(
        self, cards: Sequence[Card], terms: Mapping[str, Labelled], keys_of: Callable[[Card], Sequence[str]]
    ) -> tuple[Group, ...]:
        held: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            for key in keys_of(card):
                held[key].append(card)
        # Every region has its page, even while it waits for its first entry.
        regions = self.catalogue.vocabularies.regions
        return tuple(
            Group(key, term.label, tuple(held[key])) for key, term in terms.items() if held[key] or key in regions
        )

    def _letters(self, language: Language) -> tuple[Group, ...]:
        named = [(card.names.best(language).value, card) for card in self.cards]
        letters: dict[str, list[Card]] = defaultdict(list)
        for name, card in sorted(named, key=lambda item: collation_key(item[0], language)):
            letters[initial(name, language)].append(card)
        return tuple(Group(letter, Localized(letter), tuple(cards)) for letter, cards in letters.items())

    def _prose_pages(self, language: Language) -> Iterator[Artifact]:
        for name, texts in self.catalogue.pages.items():
            if name in {"plates", *INTRODUCED}:
                continue  # it introduces the page of all plates, films, exhibitions
            route = Section(language, name)
            prose = texts.best(language)
            template = self.design.templates["pages/prose.html"]
            frame = self.frames[language]
            yield Artifact(route, ProseRecipe(route, template, frame, name, prose.value, prose.language, self.cards))

    def status(self) -> Iterator[Artifact]:
        """Yield the page of how far the programme has come."""
        targets = self.catalogue.site.targets
        regions = self.catalogue.vocabularies.regions
        progress = progress_of(facts_of(self.catalogue), regions, None if targets is None else targets.monuments)
        for language in LANGUAGES:
            route = Section(language, "status")
            template = self.design.templates["pages/status.html"]
            yield Artifact(route, StatusRecipe(route, template, self.frames[language], progress))

    # Files for machines

    def files(self, routes: tuple[Route, ...]) -> Iterator[Artifact]:
        """Yield the open data, the feeds and what search engines ask; ``routes`` are the pages they are told of."""
        monuments = tuple(entry.monument for entry in self.catalogue.entries)
        frame, versions = self.frames[PRIMARY], self.catalogue.versions
        prose = {entry.monument.slug: entry.prose for entry in self.catalogue.entries}
        for name in ("monuments.json", "monuments.csv", "monuments.geojson"):
            recipe = FileRecipe(File(name), frame, monuments, (), (), self.shelf.printed, versions, prose)
            yield Artifact(File(name), recipe)
        if self.catalogue.site.harvesting is not None:
            route = File("oai.xml")
            yield Artifact(route, FileRecipe(route, frame, monuments, self.cards, (), {}, versions, {}))
        for name in ("robots.txt", "favicon.svg"):
            yield Artifact(File(name), FileRecipe(File(name), frame, (), (), (), {}, {}, {}))
        yield from sitemaps(frame, routes, versions)
        for language in LANGUAGES:
            recipe = FileRecipe(Feed(language), self.frames[language], (), self.cards, (), {}, versions, {})
            yield Artifact(Feed(language), recipe)


def _by_name(kind: str, groups: tuple[Group, ...], language: Language) -> tuple[Group, ...]:
    if kind == "periods":
        return groups
    return tuple(sorted(groups, key=lambda group: collation_key(group.label.best(language).value, language)))
