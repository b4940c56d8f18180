"""Packs that phones may keep, and the pages that offer them: planned out of what was made, since they say how large it is.

A pack is whole by itself: it holds all that its pages show. What several packs share, a phone keeps once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from asylmura_ssg.model.address import address_of
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.pack import INDEX, SHELL, Pack, PackedFile, PackedMonument
from asylmura_ssg.model.recipe import (
    AppManifestRecipe,
    Artifact,
    Frame,
    Group,
    HomeRecipe,
    MonumentRecipe,
    Offered,
    PackIndexRecipe,
    PackRecipe,
    SavedRecipe,
)
from asylmura_ssg.model.route import (
    AppManifest,
    Asset,
    File,
    Home,
    Listing,
    MonumentPage,
    PackFile,
    PictureFile,
    PlateArtwork,
    PlatePage,
    PlatePhotograph,
    Route,
    Section,
    url_of,
)
from asylmura_ssg.model.scripts import SCRIPTS
from asylmura_ssg.plan.frames import ICONS, modules_of
from asylmura_ssg.publish import Made

PICTURE_WIDTH = 640
"""Width in px of the picture a pack holds, or the next one there is: sharp on a phone, and a tenth of the full view."""
_FORMS = ("webp", "jpg")
"""Of pictures in a pack, the first there is; a phone that would rather have another form can show these, too."""


class Packs:
    """The packs of a site with these artifacts; none where its worker was retired."""

    def __init__(self, artifacts: Iterable[Artifact], design: Design) -> None:
        self._template = design.templates.get("pages/saved.html")
        self._map = modules_of(design, "script/map")
        self._modules = tuple(module for script in _SCRIPTS for module in modules_of(design, script))
        self._homes: dict[Language, HomeRecipe] = {}
        self._pages: dict[tuple[Language, str], list[MonumentRecipe]] = defaultdict(list)
        self._plates: dict[str, list[tuple[str, MonumentRecipe]]] = defaultdict(list)
        self._pictures: dict[str, list[PictureFile]] = defaultdict(list)
        self._photographs: dict[str, list[PlatePhotograph]] = defaultdict(list)
        self._codes: set[str] = set()
        self._atlases: dict[str, str] = {}
        for artifact in artifacts:
            self._sort(artifact)

    def _sort(self, artifact: Artifact) -> None:
        match artifact.route, artifact.recipe:
            case Home(language), HomeRecipe() as home if not home.frame.site.offline_retired:
                self._homes[language] = home
            case MonumentPage(language, _), MonumentRecipe() as recipe:
                self._pages[language, recipe.monument.region].append(recipe)
            case PlatePage(plate), MonumentRecipe() as recipe:
                self._plates[recipe.monument.slug].append((plate, recipe))
            case PictureFile(slug) as picture, _:
                self._pictures[slug].append(picture)
            case PlatePhotograph(stem) as picture, _:
                self._photographs[stem].append(picture)
            case Asset(name), _ if name.startswith("atlas-"):
                self._atlases[name.partition(".")[0]] = url_of(artifact.route)
            case PlateArtwork(plate, "svg"), _:
                self._codes.add(plate)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Return where the packs and their pages will stand; so much is known before anything is made."""
        own = [(language, group.key) for language, home in self._homes.items() for group in home.regions]
        more = ((language, key) for language in self._homes for key in (SHELL, INDEX))
        pages = (Section(language, "saved") for language in self._homes)
        return (*(PackFile(*place) for place in (*own, *more)), *pages)

    def regions(self, made: Mapping[str, Made]) -> Iterator[Artifact]:
        """Yield each region's pack, and the page that offers them."""
        for language, home in self._homes.items():
            packs = self._regions_of(home, made)
            yield from (Artifact(PackFile(language, pack.key), PackRecipe(pack)) for pack in packs)
            if self._template is not None:
                route = Section(language, "saved")
                offered = tuple(map(_offered, home.regions, packs))
                yield Artifact(route, SavedRecipe(route, self._template, home.frame, offered))

    def shells(self, made: Mapping[str, Made]) -> Iterator[Artifact]:
        """Yield the pack of what every other needs, and the list of packs."""
        for language, home in self._homes.items():
            frame = home.frame
            routes: tuple[Route, ...] = (Home(language), Section(language, "saved"), File("favicon.svg"))
            addresses = (*map(url_of, routes), *self._everywhere(frame))
            answers = {"": url_of(Home(language))}  # the bare domain names no language
            shell = _pack(language, SHELL, frame.site.title.best(language).value, _held(addresses, made), (), answers)
            yield Artifact(PackFile(language, SHELL), PackRecipe(shell))
            yield Artifact(PackFile(language, INDEX), PackIndexRecipe((shell, *self._regions_of(home, made))))

    def _regions_of(self, home: HomeRecipe, made: Mapping[str, Made]) -> tuple[Pack, ...]:
        return tuple(self._region(group, home.frame, made) for group in home.regions)

    def _region(self, group: Group, frame: Frame, made: Mapping[str, Made]) -> Pack:
        """Return a region's pack; an entry that was joined to another is answered by that other's page."""
        language = frame.language
        recipes = self._pages.get((language, group.key), [])
        own = [recipe for recipe in recipes if recipe.joined is None]
        emblems = {frame.vocabularies.types[recipe.monument.type].emblem for recipe in own}
        addresses = (
            *(_page_of(recipe, language) for recipe in own),
            *(url_of(picture) for recipe in own for picture in self._pictures_of(recipe)),
            url_of(Listing(language, "regions", group.key)),
            url_of(File("favicon.svg")),
            *(frame.assets[f"emblem/{name}"] for name in sorted(emblems)),
            *filter(None, (self._atlases.get(f"atlas-{language}-{group.key}"),)),
            *(frame.assets[name] for name in self._map),
            *_shared(frame, (f"map/{group.key}", *(f"font/{script.tag}" for script in SCRIPTS))),
            *self._everywhere(frame),
        )
        joined = (recipe for recipe in recipes if recipe.joined is not None)
        answers = {url_of(recipe.route).rstrip("/"): _page_of(recipe, language) for recipe in joined}
        for recipe in own:
            answers |= dict.fromkeys(self._addresses(recipe), _page_of(recipe, language))
        monuments = tuple(_packed(recipe, language) for recipe in own)
        return _pack(language, group.key, group.label.best(language).value, _held(addresses, made), monuments, answers)

    def _everywhere(self, frame: Frame) -> Iterator[str]:
        """Yield the addresses of what every page may show or load."""
        yield from _shared(frame, _EVERYWHERE)
        yield from (frame.assets[name] for name in self._modules)

    def _addresses(self, recipe: MonumentRecipe) -> Iterator[str]:
        """Yield what the plates of a monument carry, in small letters and without a slash at the end of the path.

        Below the official domains alone, as ``/00013``; an old plate's host stands before, as ``//old.example.kz/13``.
        """
        for plate, as_plate in self._plates[recipe.monument.slug]:
            yield url_of(PlatePage(plate)).rstrip("/")
            held = as_plate.passport.plate
            for copy in () if held is None else held.copies:
                address = address_of(copy.payload)
                if address is not None:
                    host = "" if address.host in recipe.frame.site.domains else f"//{address.host}"
                    query = f"?{unquote(address.query).lower()}" if address.query else ""
                    yield f"{host}{address.path.lower().rstrip('/')}{query}"

    def _pictures_of(self, recipe: MonumentRecipe) -> Iterator[Route]:
        """Yield one file of each picture that an entry's page shows, and its plate's code."""
        by_stem: dict[str, list[PictureFile | PlatePhotograph]] = defaultdict(list)
        shot, plate = recipe.passport.photograph, recipe.passport.number
        for picture in (
            *self._pictures.get(recipe.monument.slug, ()),
            *self._photographs.get(shot.stem if shot else "", ()),
        ):
            if picture.form in _FORMS:
                by_stem[url_of(picture).rpartition("-")[0]].append(picture)
        for files in by_stem.values():
            yield min(
                files, key=lambda f: (_FORMS.index(f.form), f.width < PICTURE_WIDTH, abs(f.width - PICTURE_WIDTH))
            )
        if plate in self._codes:
            yield PlateArtwork(plate, "svg")


_EVERYWHERE = ("font/normal-", "font/italic-", "emblem/small/", "ornament/", "sheet/")
"""What the logical names begin with of assets that every page may show."""
_SCRIPTS = ("script/visitor", "script/offline", "script/saved")
"""What every page loads, and the page of what is kept, with all that these cannot begin without."""


def _shared(frame: Frame, beginnings: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses of assets whose logical names begin so."""
    return (address for name, address in frame.assets.items() if name.startswith(beginnings))


def _page_of(recipe: MonumentRecipe, language: Language) -> str:
    return url_of(MonumentPage(language, recipe.monument.slug))


def _packed(recipe: MonumentRecipe, language: Language) -> PackedMonument:
    monument = recipe.monument
    name = monument.names.best(language).value
    return PackedMonument(monument.number, recipe.passport.number, name, _page_of(recipe, language))


def _held(addresses: Iterable[str], made: Mapping[str, Made]) -> tuple[PackedFile, ...]:
    held = []
    for address in dict.fromkeys(addresses):
        path = address.removeprefix("/")
        file = made[f"{path}index.html" if address.endswith("/") else path]
        held.append(PackedFile(address, file.sha256, file.size, file.packed))
    return tuple(held)


def _pack(
    language: Language,
    key: str,
    label: str,
    files: tuple[PackedFile, ...],
    monuments: tuple[PackedMonument, ...],
    answers: dict[str, str],
) -> Pack:
    return Pack(language, key, label, digest_of((files, monuments, answers)), files, monuments, answers)


def _offered(group: Group, pack: Pack) -> Offered:
    return Offered(group.key, group.label, len(pack.monuments), pack.size, pack.packed)


def plan_apps(frames: Mapping[Language, Frame]) -> Iterator[Artifact]:
    """Yield what a phone asks that is to keep the site on its home screen."""
    for language in LANGUAGES:
        frame = frames[language]
        site = frame.site
        route = AppManifest(language)
        icons = {name: frame.assets[f"icon/{name}"] for name, _, _ in ICONS}
        name, tagline = site.title.best(language).value, site.tagline.best(language).value
        if not site.offline_retired:
            yield Artifact(
                route, AppManifestRecipe(language, f"{name}. {tagline}", name, tagline, url_of(Home(language)), icons)
            )
