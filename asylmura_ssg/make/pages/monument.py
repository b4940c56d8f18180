"""A monument's page, and the same page as the answer to its plate's address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.facts import Fact, coordinates_in, facts_of, run
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import ENDONYMS, Anchor, Chrome, Said, Tile, chrome, said, tile
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.monument import Monument, Picture
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Card, Frame, MonumentRecipe
from asylmura_ssg.model.route import Listing, MonumentPage, PictureFile, PlateArtwork, path_of, url_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture ready to be shown: widths and heights in px."""

    url: str
    avif: str
    srcset: str
    width: int
    height: int
    alt: Said
    caption: Said
    credit: str
    licence_url: str


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
    name: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class MonumentView:
    """Everything a monument's page shows. Fields named ``html`` are finished HTML, all else is plain text."""

    chrome: Chrome
    t: dict[str, str]
    name: Said
    other_names: tuple[Said, ...]
    readings: tuple[Reading, ...]
    type: Anchor
    region: Anchor
    summary: Said
    emblem: str
    figures: tuple[Figure, ...]
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
    nearby: tuple[Tile, ...]
    notes: tuple[Note, ...]
    plate: str
    plate_svg: str
    plate_png: str
    plate_alt: str
    plate_address: str
    editors: str
    edited: str
    json_ld: str
    as_plate: bool


def monument_view(recipe: MonumentRecipe) -> MonumentView:
    """Return the view of a monument's page."""
    monument, frame = recipe.monument, recipe.frame
    language, strings = frame.language, frame.strings
    notes = Apparatus({**frame.bibliography, **{source.key: source for source in monument.bibliography}})
    linked = {card.slug: card for card in recipe.linked}
    names = {slug: name.best(language).value for slug, name in recipe.unpublished.items()}

    def link(slug: str, words: str) -> str:
        return _link(linked.get(slug), words or names.get(slug, slug), bool(words), language)

    facts = facts_of(monument, frame, notes)
    prose_html = render_prose(recipe.prose.text, link, notes.cite)
    conflicts = tuple(
        Disagreement(
            said(c.about.best(language).language, c.about.best(language).value, language),
            render_inline(c.text.best(language).value, link, notes.cite),
            _foreign(c.text.best(language).language, language),
        )
        for c in monument.conflicts
    )
    name, summary = monument.names.best(language), monument.summary.best(language)
    kind = frame.vocabularies.types[monument.type]
    region = frame.vocabularies.regions[monument.region]
    point = monument.location.point
    address = f"{frame.site.domains[0]}/{recipe.plate}"
    return MonumentView(
        chrome=chrome(frame, recipe.route, name.value, summary.value, monument.slug),
        t=strings,
        name=said(name.language, name.value, language),
        other_names=tuple(
            Said(words, str(other)) for other, words in monument.names.present() if other is not name.language
        ),
        readings=_readings(monument, language) if recipe.as_plate else (),
        type=Anchor(kind.label.best(language).value, url_of(Listing(language, "types", kind.key))),
        region=Anchor(region.label.best(language).value, url_of(Listing(language, "regions", region.key))),
        summary=said(summary.language, summary.value, language),
        emblem=frame.assets.get(f"emblem/{kind.emblem}", ""),
        figures=tuple(_figure(monument, picture, frame) for picture in monument.pictures),
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
        nearby=tuple(tile(near.card, frame, strings["km_away"].format(km=near.km)) for near in recipe.nearby),
        notes=tuple(
            Note(number, reference(source, citation.locator, language)) for number, citation, source in notes.notes()
        ),
        plate=recipe.plate,
        plate_svg=url_of(PlateArtwork(recipe.plate, "svg")) if recipe.coded else "",
        plate_png=url_of(PlateArtwork(recipe.plate, "png")) if recipe.coded else "",
        plate_alt=strings["plate_alt"].format(address=address),
        plate_address=address,
        editors=", ".join(monument.editors),
        edited=frame.site.edition_date.isoformat(),
        json_ld=_json_ld(monument, frame),
        as_plate=recipe.as_plate,
    )


def _foreign(own: Language, page: Language) -> str:
    return "" if own is page else str(own)


def _link(card: Card | None, words: str, worded: bool, language: Language) -> str:
    if card is None:
        return escape(words)
    name = card.names.best(language)
    shown = escape(words) if worded else run(name.value, name.language, language)
    return f'<a href="{url_of(MonumentPage(language, card.slug))}">{shown}</a>'


def _readings(monument: Monument, language: Language) -> tuple[Reading, ...]:
    """Return the ways to the same monument in the other languages, each in its own words."""
    return tuple(
        Reading(
            str(other),
            ENDONYMS[other],
            monument.names.own(other) or monument.names.kk,
            monument.summary.own(other) or monument.summary.kk,
            url_of(MonumentPage(other, monument.slug)),
        )
        for other in LANGUAGES
        if other is not language
    )


def _figure(monument: Monument, picture: Picture, frame: Frame) -> Figure:
    language = frame.language
    widths = picture.widths()
    stem = picture.stem

    def srcset(form: str) -> str:
        return ", ".join(f"{url_of(PictureFile(monument.slug, stem, w, form))} {w}w" for w in widths)

    alt, caption = picture.alt.best(language), picture.caption.best(language)
    licence = frame.vocabularies.licences[picture.licence]
    credit = [picture.author, *([str(picture.year)] if picture.year else []), licence.label.best(language).value]
    shown = widths[-1]
    return Figure(
        url="/" + path_of(PictureFile(monument.slug, stem, shown, "jpg")),
        avif=srcset("avif"),
        srcset=srcset("jpg"),
        width=shown,
        height=round(picture.height * shown / picture.width),
        alt=said(alt.language, alt.value, language),
        caption=said(caption.language, caption.value, language),
        credit=", ".join(credit),
        licence_url=licence.url or "",
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


def _json_ld(monument: Monument, frame: Frame) -> str:
    """Return schema.org's description of the monument, safe inside a script element."""
    language = frame.language
    domain = f"https://{frame.site.domains[0]}"
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "LandmarksOrHistoricalBuildings",
        "@id": domain + url_of(MonumentPage(language, monument.slug)),
        "name": monument.names.best(language).value,
        "alternateName": [*dict.fromkeys(w for _, w in monument.names.present()), *(v.name for v in monument.variants)],
        "description": monument.summary.best(language).value,
        "inLanguage": str(language),
        "identifier": plate_of(monument.number),
        "additionalType": frame.vocabularies.types[monument.type].label.en or monument.type,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "KZ",
            "addressRegion": frame.vocabularies.regions[monument.region].label.best(language).value,
        },
    }
    if monument.location.point is not None:
        point = monument.location.point
        data["geo"] = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    same = []
    if monument.identifiers.wikidata:
        same.append(f"https://www.wikidata.org/entity/{monument.identifiers.wikidata}")
    if monument.identifiers.unesco:
        same.append(f"https://whc.unesco.org/en/list/{monument.identifiers.unesco.id}/")
    if same:
        data["sameAs"] = same
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
