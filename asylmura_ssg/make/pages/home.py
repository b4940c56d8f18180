"""The front door: where to ask, three ways in, the map, the ages, the regions and kinds, the printed volumes."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.cldr import size_in
from asylmura_ssg.make.pages.charted import ChartedMap, charted_map
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, chrome, said
from asylmura_ssg.make.pages.listing import Heading, heading_of, total_of, years_of
from asylmura_ssg.model.recipe import Frame, Group, HomeRecipe, Offer
from asylmura_ssg.model.route import Section, VolumeEpub, VolumePdf, url_of


@dataclass(frozen=True, slots=True)
class Book:
    """A printed volume to be fetched: its title, and the ways to its files, each with its kind and size in words."""

    title: Said
    files: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """A period: its name and way, its years, how many monuments are of it."""

    label: Said
    url: str
    years: str
    count: str


@dataclass(frozen=True, slots=True)
class Door:
    """A way in for one kind of reader: a sentence, and where to go."""

    title: str
    words: str
    ways: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the front page shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    search: str
    """The address that answers what is asked."""
    doors: tuple[Door, ...]
    total: str
    charted: ChartedMap
    atlas: Anchor
    """The way to the map that can be explored."""
    timeline: Anchor
    ages: tuple[Age, ...]
    kinds: tuple[Heading, ...]
    regions: tuple[Heading, ...]
    printed: tuple[Book, ...]


def home_view(recipe: HomeRecipe) -> HomeView:
    """Return the view of the front page."""
    frame = recipe.frame
    language = frame.language
    cards = tuple({card.slug: card for group in recipe.regions for card in group.cards}.values())
    title = frame.site.title.best(language).value
    filled = {group.key for group in recipe.regions if group.cards}
    return HomeView(
        chrome=chrome(frame, recipe.route, title, frame.site.tagline.best(language).value, sheets=("lists", "home")),
        t=frame.strings,
        title=title,
        search=url_of(Section(language, "search")),
        doors=_doors(frame),
        total=total_of(cards, frame, charted=True),
        charted=charted_map(title, cards, filled, None, frame),
        atlas=Anchor(frame.strings["map_explore"], url_of(Section(language, "map"))),
        timeline=Anchor(frame.strings["time_open"], url_of(Section(language, "time"))),
        ages=tuple(_age(group, frame) for group in recipe.periods),
        kinds=tuple(heading_of(group, "types", frame) for group in recipe.types),
        regions=tuple(heading_of(group, "regions", frame) for group in recipe.regions),
        printed=tuple(_book(offer, frame) for offer in recipe.volumes),
    )


DOORS = (
    ("visitor", ("map", "plates", "regions")),
    ("teacher", ("time", "periods", "types", "films", "exhibitions")),
    ("student", ("names", "about")),
)
"""For whom the front page has a way, and the sections that serve them."""


def _doors(frame: Frame) -> tuple[Door, ...]:
    strings = frame.strings
    return tuple(
        Door(
            strings[f"door_{reader}"],
            strings[f"door_{reader}_lead"],
            tuple(Anchor(strings[f"nav_{name}"], url_of(Section(frame.language, name))) for name in sections),
        )
        for reader, sections in DOORS
    )


def _age(group: Group, frame: Frame) -> Age:
    heading = heading_of(group, "periods", frame)
    return Age(heading.label, heading.url, years_of(group.key, frame), heading.count)


def _book(offer: Offer, frame: Frame) -> Book:
    title = offer.volume.title.best(frame.language)
    key, files = offer.volume.key, []
    for route, kind, size in ((VolumePdf(key), "PDF", offer.pdf), (VolumeEpub(key), "EPUB", offer.epub)):
        told = size_in(size, frame.strings, frame.language)
        files.append(Anchor(frame.strings["printed_file"].format(kind=kind, size=told), url_of(route)))
    return Book(said(title.language, title.value, frame.language), tuple(files))
