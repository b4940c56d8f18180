"""Pages that list monuments: regions, types, periods, the alphabetical index."""

from __future__ import annotations

from dataclasses import dataclass, replace

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.counted import counted
from asylmura_ssg.make.eras import years_in
from asylmura_ssg.make.pages.charted import ChartedMap, Moved, charted_map, moved_to
from asylmura_ssg.make.pages.chrome import Chrome, Said, Tile, chrome, said, tile
from asylmura_ssg.model.recipe import Card, Frame, Group, ListingRecipe
from asylmura_ssg.model.route import Listing, Section, url_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Some monuments under a heading: ``count`` is how many, ``about`` a period's years and the count in words."""

    id: str
    label: Said
    url: str
    count: str
    about: tuple[str, ...]
    emblem: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """What a region's map is explored with: see :class:`~asylmura_ssg.make.pages.atlas.AtlasView`."""

    region: str
    piece: str
    moved: Moved
    atlas: str
    """The way to the same region on the large map."""


@dataclass(frozen=True, slots=True)
class ListingView:
    """Everything a page of lists shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    kicker: str
    lead: str
    emblem: str
    """The drawing of the type of monument the page is about; empty on other pages."""
    total: str
    headings: tuple[Heading, ...]
    around: tuple[Heading, ...]
    charted: ChartedMap | None
    explored: Explored | None
    """What the region's map is explored with; None on pages whose map stands still."""


def listing_view(recipe: ListingRecipe) -> ListingView:
    """Return the view of a page of lists."""
    frame, route = recipe.frame, recipe.route
    strings = frame.strings
    cards = tuple({card.slug: card for group in recipe.groups for card in group.cards}.values())
    charted = _charted(recipe, cards)
    kind = route.kind if isinstance(route, Listing) else _kind_of_section(recipe)
    piece = recipe.piece if charted is not None else ""
    title, total = _title(recipe), total_of(cards, frame, charted=charted is not None)
    return ListingView(
        chrome=chrome(
            frame, route, title, f"{title}. {total}", sheets=_sheets(piece), scripts=("map",) if piece else ()
        ),
        t=strings,
        title=title,
        kicker=strings[f"kicker_{kind}"] if isinstance(route, Listing) else "",
        lead=_lead(recipe),
        emblem=_emblem(recipe),
        total=total,
        headings=tuple(heading_of(group, kind, frame) for group in recipe.groups),
        around=tuple(
            heading_of(group, kind, frame)
            for group in recipe.around
            if not isinstance(route, Listing) or group.key != route.key
        ),
        charted=charted,
        explored=_explored(recipe, piece),
    )


def _sheets(piece: str) -> tuple[str, ...]:
    return ("lists", "map") if piece else ("lists",)


def _explored(recipe: ListingRecipe, piece: str) -> Explored | None:
    frame, route = recipe.frame, recipe.route
    if not piece or not isinstance(route, Listing):
        return None
    atlas = f"{url_of(Section(frame.language, 'map'))}?region={route.key}"
    return Explored(route.key, piece, moved_to(route.key, frame), atlas)


def total_of(cards: tuple[Card, ...], frame: Frame, *, charted: bool) -> str:
    """Return how many monuments there are, and beside a map how many of them it shows, when not all."""
    total = counted("monuments_count", len(cards), frame.strings, frame.language)
    mapped = sum(card.point is not None for card in cards)
    if charted and mapped < len(cards):
        total += f" · {frame.strings['mapped_count'].format(n=number_in(mapped, frame.language))}"
    return total


def _emblem(recipe: ListingRecipe) -> str:
    route, frame = recipe.route, recipe.frame
    if isinstance(route, Listing) and route.kind == "types":
        return frame.assets.get(f"emblem/{frame.vocabularies.types[route.key].emblem}", "")
    return ""


def _kind_of_section(recipe: ListingRecipe) -> str:
    return recipe.route.name if isinstance(recipe.route, Section) else "regions"


def _title(recipe: ListingRecipe) -> str:
    frame = recipe.frame
    match recipe.route:
        case Section(_, name):
            return frame.strings[f"title_{name}"]
        case _:
            return "" if recipe.title is None else recipe.title.best(frame.language).value


def _lead(recipe: ListingRecipe) -> str:
    """Return a line under the title: a region's zone, a period's years."""
    frame = recipe.frame
    if isinstance(recipe.route, Listing) and recipe.route.kind == "regions":
        region = frame.vocabularies.regions[recipe.route.key]
        return frame.vocabularies.zones[region.zone].label.best(frame.language).value
    if isinstance(recipe.route, Listing) and recipe.route.kind == "periods":
        return years_of(recipe.route.key, frame)
    return ""


def years_of(period: str, frame: Frame) -> str:
    """Return the years a period is taken to last."""
    held = frame.vocabularies.periods[period]
    return years_in(held.start, held.end, frame.strings, frame.language)


def heading_of(group: Group, kind: str, frame: Frame) -> Heading:
    """Return a heading with its monuments; ``kind`` is ``regions``, ``types``, ``periods`` or ``names``."""
    language = frame.language
    label = group.label.best(language)
    letters = kind == "names"
    emblem = ""
    if kind == "types":
        emblem = frame.assets.get(f"emblem/small/{frame.vocabularies.types[group.key].emblem}", "")
    years = (years_of(group.key, frame),) if kind == "periods" else ()
    return Heading(
        id=group.key.lower(),
        label=said(label.language, label.value, language) if not letters else Said(group.key, ""),
        url="" if letters else url_of(Listing(language, kind, group.key)),
        count=number_in(len(group.cards), language),
        about=(*years, counted("monuments_count", len(group.cards), frame.strings, language)),
        emblem=emblem,
        tiles=tuple(_under(kind, tile(card, frame)) for card in group.cards),
    )


def _under(kind: str, shown: Tile) -> Tile:
    """Return a tile under its heading: what the heading says of the type, and draws, is not said again, but the region is."""
    return replace(shown, type=shown.region, emblem="") if kind == "types" else shown


def _charted(recipe: ListingRecipe, cards: tuple[Card, ...]) -> ChartedMap | None:
    """Return the country's map for the regions page, a region's own for its page, else none."""
    frame, route, title = recipe.frame, recipe.route, _title(recipe)
    if isinstance(route, Section) and route.name == "regions":
        return charted_map(title, cards, {group.key for group in recipe.groups if group.cards}, None, frame)
    if isinstance(route, Listing) and route.kind == "regions" and route.key in frame.boundaries.regions:
        return charted_map(title, cards, {route.key}, route.key, frame, explored=bool(recipe.piece))
    return None
