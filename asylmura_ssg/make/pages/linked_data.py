"""What machines read of a monument: schema.org's description, as JSON-LD."""

from __future__ import annotations

import json

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.language import PRIMARY
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Frame, MonumentRecipe, PrintedAt
from asylmura_ssg.model.route import Home, ImageSize, Listing, MonumentPage, Route, url_of

_CONTEXT = "https://schema.org"


def json_ld(recipe: MonumentRecipe) -> str:
    """Return schema.org's description of the monument, of what is printed of it and of the way to its page.

    It is safe inside a script element.
    """
    held = [_monument(recipe), _trail(recipe)]
    return in_script({"@context": _CONTEXT, "@graph": held})


def in_script(data: object) -> str:
    """Return data as JSON that no words in it can end: neither ``</script`` nor ``<!--`` stands there (HTML Standard, 4.12.1.3)."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _monument(recipe: MonumentRecipe) -> dict[str, object]:
    """Return the monument; of a type, it is one of schema.org's, and of ours by the page of its kind."""
    monument, frame = recipe.monument, recipe.frame
    language, base = frame.language, frame.site.address
    region = frame.vocabularies.regions[monument.region]
    own = base + url_of(MonumentPage(language, monument.slug))
    names = dict.fromkeys([*(w for _, w in monument.names.present()), *(v.name for v in monument.variants)])
    data: dict[str, object] = {
        "@type": "LandmarksOrHistoricalBuildings",
        "@id": base + url_of(MonumentPage(PRIMARY, monument.slug)) + "#monument",
        "additionalType": base + url_of(Listing(language, "types", monument.type)),
        "url": own,
        "name": monument.names.best(language).value,
        "alternateName": [name for name in names if name != monument.names.best(language).value],
        "description": monument.summary.best(language).value,
        "identifier": {"@type": "PropertyValue", "propertyID": "plate", "value": plate_of(monument.number)},
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "KZ",
            "addressRegion": region.label.best(language).value,
        },
        "containedInPlace": {
            "@type": "AdministrativeArea",
            "name": region.label.best(language).value,
            "identifier": region.iso,
        },
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": own,
            "inLanguage": str(recipe.prose_language),
            "isPartOf": {
                "@type": "WebSite",
                "@id": base + url_of(Home(language)),
                "name": frame.site.title.best(language).value,
                "publisher": {"@type": "Organization", "name": frame.site.publisher.best(language).value},
            },
            "dateModified": _modified(recipe),
            "citation": [_work(source) for source in _cited(monument, frame)],
        },
    }
    if monument.location.point is not None:
        point = monument.location.point
        data["geo"] = {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon}
    same = _same(monument)
    if same:
        data["sameAs"] = same
    if monument.pictures:
        data["image"] = [_image(monument, index, frame) for index in range(len(monument.pictures))]
    if recipe.printed:
        data["subjectOf"] = [_chapter(place, frame) for place in recipe.printed]
    return data


def _modified(recipe: MonumentRecipe) -> str:
    day = recipe.versions[-1].day if recipe.versions else recipe.frame.site.edition_date
    return day.isoformat()


def _same(monument: Monument) -> list[str]:
    """Return the monument's addresses in other registers, those that its record names."""
    known = monument.identifiers
    same = []
    if known.wikidata:
        same.append(f"https://www.wikidata.org/entity/{known.wikidata}")
    if known.pleiades:
        same.append(f"https://pleiades.stoa.org/places/{known.pleiades}")
    if known.unesco:
        same.append(f"https://whc.unesco.org/en/list/{known.unesco.id}/")
    return same


def _cited(monument: Monument, frame: Frame) -> tuple[Source, ...]:
    """Return what the dating and the place rest on: all sources would weigh more than the page."""
    own = {source.key: source for source in monument.bibliography}
    dated = () if monument.dating is None else monument.dating.sources
    keys = dict.fromkeys((*dated, *monument.location.sources))
    return tuple(own[key] if key in own else frame.bibliography[key] for key in keys)


def _work(source: Source) -> dict[str, object]:
    said = {"name": source.title or source.container, "author": source.author, "url": source.url}
    work: dict[str, object] = {"@type": "CreativeWork"}
    return work | {key: words for key, words in said.items() if words}


def _image(monument: Monument, index: int, frame: Frame) -> dict[str, object]:
    """Return a picture with what its use asks for."""
    picture = monument.pictures[index]
    licence = frame.vocabularies.licences[picture.licence].url
    widest = picture.widths()[-1]
    data: dict[str, object] = {
        "@type": "ImageObject",
        "contentUrl": frame.site.address + url_of(ImageSize(monument.slug, picture.stem, "max")),
        "width": widest,
        "height": picture.height_at(widest),
        "caption": picture.caption.best(frame.language).value,
        "creditText": picture.author,
        "creator": {"@type": "Person", "name": picture.author},
    }
    return data | ({"license": licence} if licence else {})


def _trail(recipe: MonumentRecipe) -> dict[str, object]:
    """Return the way from the front page by the region to the monument (schema.org/BreadcrumbList)."""
    monument, frame = recipe.monument, recipe.frame
    language, base = frame.language, frame.site.address
    region = frame.vocabularies.regions[monument.region]
    steps: tuple[tuple[str, Route], ...] = (
        (frame.site.title.best(language).value, Home(language)),
        (region.label.best(language).value, Listing(language, "regions", region.key)),
        (monument.names.best(language).value, MonumentPage(language, monument.slug)),
    )
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": base + url_of(route)}
        for position, (name, route) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _chapter(place: PrintedAt, frame: Frame) -> dict[str, object]:
    """Return the entry as a chapter of a printed book (schema.org/Chapter)."""
    book: dict[str, object] = {"@type": "Book", "name": place.title.best(frame.language).value}
    if place.isbn is not None:
        book["isbn"] = place.isbn
    return {"@type": "Chapter", "pageStart": place.first, "pageEnd": place.last, "isPartOf": book}
