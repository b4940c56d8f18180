"""A monument's page, and the same page as the answer to its plate's address."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.facts import Fact, coordinates_in, facts_of, fate_html, run
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import ENDONYMS, Anchor, Chrome, Said, Tile, chrome, said, tile
from asylmura_ssg.make.pages.citation import CitationView, citation_view
from asylmura_ssg.make.pages.figures import Figure, figure
from asylmura_ssg.make.pages.linked_data import json_ld
from asylmura_ssg.make.pages.onsite import Detail, Neighbour, Recording, Way, details, neighbour, recordings, shown_way
from asylmura_ssg.make.pages.passport import PassportView, passport_view
from asylmura_ssg.make.printed import place_in_print
from asylmura_ssg.make.prose import Link, render_inline, render_prose
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.monument import Conflict, Monument
from asylmura_ssg.model.recipe import Frame, Joined, MonumentRecipe
from asylmura_ssg.model.route import Listing, MonumentPage, url_of


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: its reference as HTML."""

    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A matter on which sources disagree: what it is about, and the words as HTML."""

    about: Said
    html: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The locator map: its picture and size, and where the dot lies in units of the map (``None``: unknown)."""

    url: str
    width: int
    height: int
    x: str
    y: str
    known: bool
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The same page in another language: its name there, two sentences, and the way to it."""

    language: str
    endonym: str
    name: Said
    summary: Said
    url: str


@dataclass(frozen=True, slots=True)
class MonumentView:
    """Everything a monument's page shows. Fields named ``html`` are finished HTML, all else is plain text."""

    chrome: Chrome
    t: dict[str, str]
    name: Said
    long: bool
    """Whether the name is so long that it is set smaller, or the first paragraph would not be seen with it."""
    other_names: tuple[Said, ...]
    readings: tuple[Reading, ...]
    when: Said
    type: Anchor
    region: Anchor
    summary: Said
    emblem: str
    figures: tuple[Figure, ...]
    look_for: tuple[Detail, ...]
    recordings: tuple[Recording, ...]
    conduct: tuple[Detail, ...]
    """What visitors are asked; empty for a monument that is gone."""
    facts: tuple[Fact, ...]
    prose_html: str
    prose_foreign: str
    notice: str
    conflicts: tuple[Disagreement, ...]
    place: Placed
    coordinates: str
    geo: str
    maps: tuple[Anchor, ...]
    related: tuple[Tile, ...]
    shown: tuple[Way, ...]
    """The ways to films, models and exhibitions it is in."""
    nearby: tuple[Neighbour, ...]
    notes: tuple[Note, ...]
    memorial: str
    """What became of a monument that is gone, as HTML; empty for one that stands."""
    joined: str
    """Why the page answers at the address of an entry that was joined to it, as HTML; else empty."""
    joined_text: Said
    passport: PassportView
    editors: str
    printed: tuple[str, ...]
    """Where the entry stands in printed volumes, in words."""
    citation: CitationView
    json_ld: str
    as_plate: bool


_LONG = 80  # letters; four lines on a phone


def monument_view(recipe: MonumentRecipe) -> MonumentView:
    """Return the view of a monument's page."""
    monument, frame = recipe.monument, recipe.frame
    language, strings = frame.language, frame.strings
    notes = Apparatus({**frame.bibliography, **{source.key: source for source in monument.bibliography}})
    link = _links(recipe)
    # In the order of the page, so that notes are numbered as a reader meets them.
    memorial = "" if monument.fate is None else fate_html(monument.fate, frame, notes)
    look_for = details(monument.look_for, frame, notes)
    facts = facts_of(monument, frame, notes)
    prose_html = render_prose(recipe.prose.text, link, notes.cite)
    conflicts = tuple(_disagreement(conflict, link, notes, language) for conflict in monument.conflicts)
    conduct = () if monument.fate is not None else details(frame.conduct, frame, notes)
    when = None if monument.dating is None else monument.dating.text.best(language)
    name, summary = monument.names.best(language), monument.summary.best(language)
    kind = frame.vocabularies.types[monument.type]
    region = frame.vocabularies.regions[monument.region]
    point, joined = monument.location.point, recipe.joined
    slug = monument.slug if joined is None else joined.slug
    sheets = ("monument", "picture") if monument.pictures else ("monument",)
    return MonumentView(
        chrome=chrome(
            frame, recipe.route, name.value, summary.value, slug, monument.slug, sheets=sheets, card=recipe.card
        ),
        t=strings,
        name=_said_in(monument.names, language),
        long=len(name.value) > _LONG,
        other_names=()
        if recipe.as_plate
        else tuple(Said(words, str(other)) for other, words in monument.names.present() if other is not name.language),
        readings=_readings(monument, slug, language) if recipe.as_plate else (),
        when=Said(strings["dating_unknown"], "") if when is None else said(when.language, when.value, language),
        type=Anchor(kind.label.best(language).value, url_of(Listing(language, "types", kind.key))),
        region=Anchor(region.label.best(language).value, url_of(Listing(language, "regions", region.key))),
        summary=_said_in(monument.summary, language),
        emblem=frame.assets.get(f"emblem/{kind.emblem}", ""),
        figures=tuple(figure(monument, picture, frame) for picture in monument.pictures),
        look_for=look_for,
        recordings=recordings(monument, frame),
        conduct=conduct,
        facts=facts,
        prose_html=prose_html,
        prose_foreign=_foreign(recipe.prose_language, language),
        notice=strings["text_in_kazakh"] if recipe.prose_language is not language else "",
        conflicts=conflicts,
        place=_placed(monument, frame),
        coordinates="" if point is None else coordinates_in(point, frame),
        geo="" if point is None else f"geo:{point.lat:.6g},{point.lon:.6g}",
        maps=_maps(monument),
        related=tuple(tile(card, frame) for card in recipe.related),
        shown=tuple(shown_way(shown, frame) for shown in recipe.shown),
        nearby=tuple(neighbour(near, frame) for near in recipe.nearby),
        notes=tuple(
            Note(number, reference(source, citation.locator, language)) for number, citation, source in notes.notes()
        ),
        memorial=memorial,
        joined="" if joined is None else _joined(joined, recipe),
        joined_text=Said("", "") if joined is None else _said_in(joined.text, language),
        passport=passport_view(recipe),
        editors=", ".join(monument.editors),
        printed=tuple(place_in_print(place, frame) for place in recipe.printed),
        citation=citation_view(monument, frame, recipe.versions),
        json_ld=json_ld(recipe),
        as_plate=recipe.as_plate,
    )


def _said_in(texts: Localized[str], language: Language) -> Said:
    best = texts.best(language)
    return said(best.language, best.value, language)


def _links(recipe: MonumentRecipe) -> Link:
    """Return how the text names another entry: by its card, or by its name alone while it is not published."""
    language = recipe.frame.language
    linked = {card.slug: card for card in recipe.linked}
    names = {**recipe.unpublished, **{slug: card.names for slug, card in linked.items()}}

    def link(slug: str, words: str) -> str:
        name = names.get(slug)
        shown = escape(words or slug) if words or name is None else run(*name.best(language), language)
        return f'<a href="{url_of(MonumentPage(language, slug))}">{shown}</a>' if slug in linked else shown

    return link


def _disagreement(conflict: Conflict, link: Link, notes: Apparatus, language: Language) -> Disagreement:
    text = conflict.text.best(language)
    html = render_inline(text.value, link, notes.cite)
    return Disagreement(_said_in(conflict.about, language), html, _foreign(text.language, language))


def _joined(joined: Joined, recipe: MonumentRecipe) -> str:
    """Return why this address shows the page of another entry, with the way to that one's own address."""
    language = recipe.frame.language
    old, new = joined.names.best(language), recipe.monument.names.best(language)
    own = url_of(MonumentPage(language, recipe.monument.slug))
    return recipe.frame.strings["joined_plate" if recipe.as_plate else "joined_page"].format(
        old=run(old.value, old.language, language),
        new=f'<a href="{own}">{run(new.value, new.language, language)}</a>',
    )


def _foreign(own: Language, page: Language) -> str:
    return "" if own is page else str(own)


def _readings(monument: Monument, slug: str, language: Language) -> tuple[Reading, ...]:
    """Return the ways to the same monument in the other languages, each in its own words; ``slug`` is of the address."""
    return tuple(
        Reading(
            str(other),
            ENDONYMS[other],
            _said_in(monument.names, other),
            _said_in(monument.summary, other),
            url_of(MonumentPage(other, slug)),
        )
        for other in LANGUAGES
        if other is not language
    )


def _placed(monument: Monument, frame: Frame) -> Placed:
    sheet = frame.country
    point = monument.location.point
    x, y = (0.0, 0.0) if point is None else sheet.place(point.lon, point.lat)
    region = frame.vocabularies.regions[monument.region].label.best(frame.language).value
    label = frame.strings["map_label" if point else "map_label_region"].format(region=region)
    return Placed(
        frame.assets[f"map/{monument.region}"],
        round(sheet.width),
        round(sheet.height),
        f"{x:.1f}",
        f"{y:.1f}",
        point is not None,
        label,
    )


def _maps(monument: Monument) -> tuple[Anchor, ...]:
    """Return ways to open the point in map services; nothing of them is loaded by the page."""
    point = monument.location.point
    if point is None:
        return ()
    lat, lon = f"{point.lat:.6g}", f"{point.lon:.6g}"
    return (
        Anchor("2GIS", f"https://2gis.kz/geo/{lon},{lat}"),
        Anchor("OpenStreetMap", f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=14/{lat}/{lon}"),
        Anchor("Google Maps", f"https://www.google.com/maps/search/?api=1&query={lat},{lon}"),
        Anchor("Apple Maps", f"https://maps.apple.com/?ll={lat},{lon}"),
    )
