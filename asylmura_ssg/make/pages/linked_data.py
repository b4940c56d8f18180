"""What machines read of a monument: schema.org's description, as JSON-LD."""

from __future__ import annotations

import json

from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Frame, PrintedAt
from asylmura_ssg.model.route import MonumentPage, url_of


def json_ld(monument: Monument, frame: Frame, printed: tuple[PrintedAt, ...]) -> str:
    """Return schema.org's description of the monument and of what is printed of it, safe inside a script element."""
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
    if printed:
        data["subjectOf"] = [_chapter(place, frame) for place in printed]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _chapter(place: PrintedAt, frame: Frame) -> dict[str, object]:
    """Return the entry as a chapter of a printed book (schema.org/Chapter)."""
    book: dict[str, object] = {"@type": "Book", "name": place.title.best(frame.language).value}
    if place.isbn is not None:
        book["isbn"] = place.isbn
    return {"@type": "Chapter", "pageStart": place.first, "pageEnd": place.last, "isPartOf": book}
