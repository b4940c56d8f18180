"""Pages that list monuments: home, regions, types, periods, the alphabetical index."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.labels import Label, place_labels
from asylmura_ssg.make.maps import shapes_of
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, Tile, card_fate, chrome, said, tile
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.projection import Sheet
from asylmura_ssg.model.recipe import Card, Frame, Group, ListingRecipe, Offer
from asylmura_ssg.model.route import Home, Listing, MonumentPage, Root, Section, VolumeEpub, VolumePdf, url_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Some monuments under a heading: ``count`` in words."""

    id: str
    label: Said
    url: str
    count: str
    emblem: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on a map: SVG path data, the way to its page, its name and how many monuments it has."""

    data: str
    url: str
    label: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A monument on a map, in units of the map."""

    x: str
    y: str
    url: str
    name: str
    label: Label | None
    gone: bool
    """Whether the monument is no longer where it stood."""


@dataclass(frozen=True, slots=True)
class ChartedMap:
    """A map drawn into the page: width and height in units, regions, water, monuments."""

    width: int
    height: int
    label: str
    shapes: tuple[Shape, ...]
    lakes: str
    rivers: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A printed volume to be fetched: its title, and the ways to its files, each with its kind and size in words."""

    title: Said
    files: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class ListingView:
    """Everything a page of lists shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    kicker: str
    lead: str
    total: str
    printed: tuple[Book, ...]
    headings: tuple[Heading, ...]
    around: tuple[Heading, ...]
    charted: ChartedMap | None


def listing_view(recipe: ListingRecipe) -> ListingView:
    """Return the view of a page of lists."""
    frame = recipe.frame
    language, strings = frame.language, frame.strings
    cards = tuple({card.slug: card for group in recipe.groups for card in group.cards}.values())
    charted = _charted(recipe, cards)
    kind = recipe.route.kind if isinstance(recipe.route, Listing) else _kind_of_section(recipe)
    title = _title(recipe)
    total = strings["monuments_count"].format(n=len(cards))
    mapped = sum(card.point is not None for card in cards)
    if charted is not None and mapped < len(cards):
        total += f" · {strings['mapped_count'].format(n=mapped)}"
    description = f"{title}. {total}" if not isinstance(recipe.route, Home | Root) else (
        frame.site.tagline.best(language).value)  # fmt: skip
    return ListingView(
        chrome=chrome(frame, recipe.route, title, description),
        t=strings,
        title=title,
        kicker=strings[f"kicker_{kind}"] if isinstance(recipe.route, Listing) else "",
        lead=_lead(recipe),
        total=total,
        printed=tuple(_book(offer, frame) for offer in recipe.volumes),
        headings=tuple(_heading(group, kind, frame) for group in recipe.groups),
        around=tuple(_heading(group, kind if not isinstance(recipe.route, Home | Root) else "types", frame)
                     for group in recipe.around if not isinstance(recipe.route, Listing) or group.key != recipe.route.key),
        charted=charted,
    )  # fmt: skip


def _book(offer: Offer, frame: Frame) -> Book:
    title = offer.volume.title.best(frame.language)
    key, files = offer.volume.key, []
    for route, kind, size in ((VolumePdf(key), "PDF", offer.pdf), (VolumeEpub(key), "EPUB", offer.epub)):
        number = f"{size:g}" if frame.language is Language.EN else f"{size:g}".replace(".", ",")
        files.append(Anchor(frame.strings["printed_file"].format(kind=kind, size=number), url_of(route)))
    return Book(said(title.language, title.value, frame.language), tuple(files))


def _kind_of_section(recipe: ListingRecipe) -> str:
    return recipe.route.name if isinstance(recipe.route, Section) else "regions"


def _title(recipe: ListingRecipe) -> str:
    frame = recipe.frame
    match recipe.route:
        case Home() | Root():
            return frame.site.title.best(frame.language).value
        case Section(_, name):
            return frame.strings[f"nav_{name}"]
        case _:
            return "" if recipe.title is None else recipe.title.best(frame.language).value


def _lead(recipe: ListingRecipe) -> str:
    """Return a line under the title: a region's zone, a period's years."""
    frame = recipe.frame
    if isinstance(recipe.route, Listing) and recipe.route.kind == "regions":
        region = frame.vocabularies.regions[recipe.route.key]
        return frame.vocabularies.zones[region.zone].label.best(frame.language).value
    if isinstance(recipe.route, Listing) and recipe.route.kind == "periods":
        period = frame.vocabularies.periods[recipe.route.key]
        return f"{_year(period.start, frame)} – {_year(period.end, frame)}"
    return ""


def _year(year: int, frame: Frame) -> str:
    return frame.strings["year_bce"].format(year=-year) if year < 0 else str(year)


def _heading(group: Group, kind: str, frame: Frame) -> Heading:
    language = frame.language
    label = group.label.best(language)
    letters = kind == "names"
    emblem = ""
    if kind == "types":
        emblem = frame.assets.get(f"emblem/small/{frame.vocabularies.types[group.key].emblem}", "")
    return Heading(
        id=group.key.lower(),
        label=said(label.language, label.value, language) if not letters else Said(group.key, ""),
        url="" if letters else url_of(Listing(language, kind, group.key)),
        count=str(len(group.cards)),
        emblem=emblem,
        tiles=tuple(tile(card, frame) for card in group.cards),
    )


def _charted(recipe: ListingRecipe, cards: tuple[Card, ...]) -> ChartedMap | None:
    """Return the country's map for home and the regions page, a region's own for its page, else none."""
    frame = recipe.frame
    route = recipe.route
    own = route.key if isinstance(route, Listing) and route.kind == "regions" else None
    if own is None and not isinstance(route, Home | Root) and not (
        isinstance(route, Section) and route.name == "regions"):  # fmt: skip
        return None
    if own is not None and own not in frame.boundaries.regions:
        return None
    drawn = shapes_of(frame.boundaries, own)
    counts = {group.key: len(group.cards) for group in recipe.groups}
    regions = frame.vocabularies.regions
    return ChartedMap(
        width=round(drawn.sheet.width),
        height=round(drawn.sheet.height),
        label=frame.strings["map_of"].format(what=_title(recipe)),
        shapes=tuple(
            Shape(
                data,
                url_of(Listing(frame.language, "regions", key)),
                regions[key].label.best(frame.language).value,
                key == own if own is not None else counts.get(key, 0) > 0,
            )
            for key, data in drawn.regions
        ),
        lakes=drawn.lakes,
        rivers=drawn.rivers,
        dots=_dots(cards, frame, drawn.sheet, named=own is not None),
    )


def _dots(cards: tuple[Card, ...], frame: Frame, sheet: Sheet, *, named: bool) -> tuple[Dot, ...]:
    """Return the dots of the monuments whose place is known; ``named`` sets their names beside them."""
    known = [(card, card.point) for card in cards if card.point is not None]
    placed = [(*sheet.place(point.lon, point.lat), card.names.best(frame.language).value) for card, point in known]
    labels = place_labels(placed, sheet.width, sheet.height) if named else (None,) * len(placed)
    return tuple(
        Dot(f"{x:.1f}", f"{y:.1f}", url_of(MonumentPage(frame.language, card.slug)), _told(name, card, frame), label,
            gone=card.fate is not None)
        for (card, _), (x, y, name), label in zip(known, placed, labels, strict=True)
    )  # fmt: skip


def _told(name: str, card: Card, frame: Frame) -> str:
    return f"{name} ({card_fate(card, frame)})" if card.fate is not None else name
