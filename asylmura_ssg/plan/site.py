"""The whole site as artifacts: every page of every language, plates, machine-readable files, volumes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from asylmura_ssg.model.alphabet import collation_key, initial
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language, Localized
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Entry, Monument, Prose
from asylmura_ssg.model.order import Scope
from asylmura_ssg.model.recipe import (
    Artifact,
    Card,
    FileRecipe,
    Frame,
    Group,
    Joined,
    ListingRecipe,
    MonumentRecipe,
    NotFoundRecipe,
    Offer,
    PictureRecipe,
    ProseRecipe,
    Recipe,
)
from asylmura_ssg.model.route import (
    Feed,
    File,
    Home,
    Listing,
    MonumentPage,
    PictureFile,
    PlatePage,
    Root,
    Route,
    Section,
    alternate,
)
from asylmura_ssg.model.vocabulary import MonumentType, Period, Region
from asylmura_ssg.plan.cards import Neighbourhood, card_of
from asylmura_ssg.plan.editions import Binder, Shelf, shelve
from asylmura_ssg.plan.frames import NOT_FOUND, frames_of, plan_assets
from asylmura_ssg.plan.plates import PlatesOfSite, ranges_of
from asylmura_ssg.plan.volume import plan_volumes

Labelled = Region | MonumentType | Period


def plan(catalogue: Catalogue, design: Design, scope: Scope, typesetter: str, binder: Binder) -> tuple[Artifact, ...]:
    """Return every artifact of the site, in a fixed order; ``binder`` is asked about volumes, when they are wanted."""
    assets, asset_artifacts = plan_assets(catalogue, design)
    frames, cards = frames_of(catalogue, design, assets), tuple(card_of(entry) for entry in catalogue.entries)
    by_slug = {card.slug: card for card in cards}
    volumes = plan_volumes(catalogue, design, frames, by_slug, typesetter) if scope.volumes else ()
    shelf = shelve(volumes, design, binder)
    site = _Site(catalogue, design, frames, cards, shelf, coded=scope.plates)
    artifacts = [*asset_artifacts]
    for entry, card in zip(catalogue.entries, site.cards, strict=True):
        artifacts += site.monument(entry, card, None)
        artifacts += _pictures(entry.monument)
    artifacts += site.merged()
    artifacts += site.plates.codes()
    artifacts += site.plates.photographs()
    artifacts += site.listings()
    artifacts += site.plates.pages(design, site.frames)
    artifacts += shelf.artifacts
    indexed = tuple(artifact.route for artifact in artifacts if not _is_joined(artifact.recipe))
    return (*artifacts, *site.files(indexed), *site.plates.files(site.frames[PRIMARY]))


def _is_joined(recipe: Recipe) -> bool:
    return isinstance(recipe, MonumentRecipe) and recipe.joined is not None


def _pictures(monument: Monument) -> Iterator[Artifact]:
    for picture in monument.pictures:
        for width in picture.widths():
            for form in ("avif", "jpg"):
                yield Artifact(
                    PictureFile(monument.slug, picture.stem, width, form), PictureRecipe(picture, width, form)
                )


class _Site:
    """The pages of one catalogue."""

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
        self._neighbourhood = Neighbourhood(self.cards)
        self._merged = tuple(card_of(entry) for entry in catalogue.merged)
        answering = self.by_slug | {card.slug: card for card in self._merged}
        self.plates = PlatesOfSite(catalogue, answering, coded=coded)

    # Monuments and plates

    def merged(self) -> Iterator[Artifact]:
        """Yield, at the addresses of entries that were joined to another, the whole page of that other."""
        entries = {entry.monument.slug: entry for entry in self.catalogue.entries}
        for entry, card in zip(self.catalogue.merged, self._merged, strict=True):
            merger = entry.monument.merger
            if merger is not None:
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
            ))  # fmt: skip

    def _targets(self, prose: Prose, monument: Monument, language: Language) -> tuple[str, ...]:
        """Return the slugs that the page's texts link, in alphabetical order."""
        texts = [prose.text, *(conflict.text.best(language).value for conflict in monument.conflicts)]
        return tuple(sorted({slug for text in texts for slug in links_in(text)}))

    # Lists

    def listings(self) -> Iterator[Artifact]:
        """Yield the pages of lists; the front page offers the printed volumes."""
        vocabularies = self.catalogue.vocabularies
        kinds = {
            "regions": self._groups(vocabularies.regions, lambda card: (card.region,)),
            "types": self._groups(vocabularies.types, lambda card: (card.type,)),
            "periods": self._groups(vocabularies.periods, lambda card: card.periods),
        }
        for language in LANGUAGES:
            sorted_kinds = {kind: tuple(_in_order(g, language) for g in groups) for kind, groups in kinds.items()}
            sorted_kinds["regions"] = tuple(
                sorted(sorted_kinds["regions"], key=lambda g: collation_key(g.label.best(language).value, language))
            )
            for kind, groups in sorted_kinds.items():
                for group in groups:
                    others = tuple(Group(g.key, g.label, ()) for g in groups)
                    yield self._list(
                        Listing(language, kind, group.key), "listing", language, group.label, (group,), others
                    )
                yield self._list(Section(language, kind), "section", language, None, groups, ())
            yield self._list(Section(language, "names"), "names", language, None, self._letters(language), ())
            home = (sorted_kinds["regions"], sorted_kinds["types"])
            yield self._list(Home(language), "home", language, None, *home, self.shelf.offers)
            if language is PRIMARY:
                yield self._list(Root(), "home", language, None, *home, self.shelf.offers)
                yield self._not_found(home[0])
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
            script=self.frames[PRIMARY].assets[NOT_FOUND],
        ))  # fmt: skip

    def _list(
        self,
        route: Route,
        template: str,
        language: Language,
        title: Localized[str] | None,
        groups: tuple[Group, ...],
        around: tuple[Group, ...],
        offers: tuple[Offer, ...] = (),
    ) -> Artifact:
        page = self.design.templates[f"pages/{template}.html"]
        recipe = ListingRecipe(route, page, self.frames[language], title, groups, offers, around)
        return Artifact(route, recipe)

    def _groups(self, terms: Mapping[str, Labelled], keys_of: Callable[[Card], Sequence[str]]) -> tuple[Group, ...]:
        held: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
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
            if name == "plates":
                continue  # it introduces the page of all plates
            route = Section(language, name)
            prose = texts.best(language)
            template = self.design.templates["pages/prose.html"]
            frame = self.frames[language]
            yield Artifact(route, ProseRecipe(route, template, frame, name, prose.value, prose.language, self.cards))

    # Files for machines

    def files(self, routes: tuple[Route, ...]) -> Iterator[Artifact]:
        monuments = tuple(entry.monument for entry in self.catalogue.entries)
        frame = self.frames[PRIMARY]
        for name in ("monuments.json", "monuments.csv", "monuments.geojson"):
            yield Artifact(File(name), FileRecipe(File(name), frame, monuments, (), (), self.shelf.printed))
        for name in ("robots.txt", "favicon.svg"):
            yield Artifact(File(name), FileRecipe(File(name), frame, (), (), (), {}))
        pages = tuple(r for r in routes if any(alternate(r, language) != r for language in LANGUAGES))
        yield Artifact(File("sitemap.xml"), FileRecipe(File("sitemap.xml"), frame, (), (), pages, {}))
        for language in LANGUAGES:
            recipe = FileRecipe(Feed(language), self.frames[language], (), self.cards, (), {})
            yield Artifact(Feed(language), recipe)


def _in_order(group: Group, language: Language) -> Group:
    cards = sorted(group.cards, key=lambda card: collation_key(card.names.best(language).value, language))
    return Group(group.key, group.label, tuple(cards))
