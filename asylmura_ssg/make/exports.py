"""Machine-readable files: JSON, CSV (RFC 4180), GeoJSON (RFC 7946), sitemaps, Atom feed (RFC 4287), robots, favicon."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date
from html import escape
from typing import Any

from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Localized
from asylmura_ssg.model.monument import Claim, Monument, Picture
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import FileRecipe, Frame
from asylmura_ssg.model.route import Feed, File, MonumentPage, NarrationFile, PictureFile, SitemapPart, url_of
from asylmura_ssg.model.version import Version

Versions = dict[str, tuple[Version, ...]]


def make_file(recipe: FileRecipe) -> bytes:
    """Return the file."""
    if isinstance(recipe.route, Feed):
        return _feed(recipe).encode()
    if isinstance(recipe.route, SitemapPart):
        return _sitemap(recipe).encode()
    assert isinstance(recipe.route, File)  # noqa: S101 - the plan gives file recipes to feeds and files alone
    makers: dict[str, Callable[[FileRecipe], str]] = {
        "oai.xml": _harvest,
        "monuments.json": _json,
        "monuments.csv": _csv,
        "monuments.geojson": _geojson,
        "sitemap.xml": _sitemap,
        "robots.txt": _robots,
        "favicon.svg": _favicon,
    }
    return makers[recipe.route.name](recipe).encode()


def _harvest(recipe: FileRecipe) -> str:
    from asylmura_ssg.make.machines.harvest import static_repository  # noqa: PLC0415 - it builds on this module

    harvesting = recipe.frame.site.harvesting
    assert harvesting is not None  # noqa: S101 - the plan asks for this file where records are harvested alone
    return static_repository(recipe, harvesting).decode()


def _json(recipe: FileRecipe) -> str:
    return lines_of("[", (_record(monument, recipe) for monument in recipe.monuments), "]")


def _sitemap(recipe: FileRecipe) -> str:
    from asylmura_ssg.make.sitemap import sitemap  # noqa: PLC0415 - it builds on this module

    return sitemap(recipe)


def _robots(recipe: FileRecipe) -> str:
    return f"User-agent: *\nAllow: /\n\nSitemap: {recipe.frame.site.address}/sitemap.xml\n"


def lines_of(opening: str, items: Iterable[object], closing: str) -> str:
    """Return a JSON list an item a line, so that a change reads well in a diff."""
    body = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"{opening}\n{body}\n{closing}\n"


def texts_in(text: Localized[str] | None) -> dict[str, str] | None:
    """Return a text by language, those it is missing in left out."""
    return None if text is None else {str(language): words for language, words in text.present()}


def _record(m: Monument, recipe: FileRecipe) -> dict[str, Any]:
    """Return a monument as the JSON export has it; what is unknown is null. Pages are those of printed volumes."""
    frame, printed = recipe.frame, recipe.printed.get(m.slug, ())
    point, dating, unesco = m.location.point, m.dating, m.identifiers.unesco
    plate = plate_of(m.number)
    edition = frame.site.edition_date
    return {
        "number": m.number,
        "plate": plate,
        "slug": m.slug,
        "names": texts_in(m.names),
        "variants": [{"name": v.name, "language": v.language, "sources": list(v.sources)} for v in m.variants],
        "summary": texts_in(m.summary),
        "type": m.type,
        "periods": list(m.periods),
        "region": m.region,
        "region_iso": frame.vocabularies.regions[m.region].iso,
        "district": _claim(m.district),
        "place": _claim(m.place),
        "lat": None if point is None else point.lat,
        "lon": None if point is None else point.lon,
        "location_precision": m.location.precision,
        "location_unknown": _claim(m.location.unknown),
        "location_sources": list(m.location.sources),
        "dating": None if dating is None else {
            "from": dating.earliest, "to": dating.latest, "precision": dating.precision, "basis": dating.basis,
            "text": texts_in(dating.text), "sources": list(dating.sources)},
        "culture": _claim(m.culture),
        "builder": _claim(m.builder),
        "fate": None if m.fate is None else {
            "what": str(m.fate.loss), "year": m.fate.year, "text": texts_in(m.fate.text),
            "sources": list(m.fate.sources)},
        "protection": {
            "category": m.protection.category, "list_number": m.protection.list_number,
            "note": texts_in(m.protection.note), "sources": list(m.protection.sources)},
        "dimensions": [
            {"what": texts_in(d.what), "value": texts_in(d.value), "sources": list(d.sources)} for d in m.dimensions],
        "identifiers": {
            "wikidata": m.identifiers.wikidata, "pleiades": m.identifiers.pleiades,
            "unesco": None if unesco is None else {
                "id": unesco.id, "criteria": list(unesco.criteria), "year": unesco.year}},
        "conflicts": [{"about": texts_in(c.about), "text": texts_in(c.text)} for c in m.conflicts],
        "look_for": [_claim(claim) for claim in m.look_for],
        "related": list(m.related),
        "film": _claim(m.film),
        "bibliography": [_source(source) for source in m.bibliography],
        "pictures": [_picture(m, picture, frame) for picture in m.pictures],
        "narrations": [
            {"language": str(n.language), "url": frame.site.address + url_of(NarrationFile(m.slug, n.language, n.form)),
             "seconds": n.seconds, "bytes": n.size, "reader": n.reader, "licence": n.licence, "year": n.year}
            for n in m.narrations],
        "text": {str(language): prose.text for language, prose in recipe.prose[m.slug].present()},
        "editors": list(m.editors),
        "volumes": list(m.volumes),
        "printed": [{"volume": place.volume, "first": place.first, "last": place.last} for place in printed],
        "status": str(m.status),
        "published": came_on(m.slug, recipe.versions, edition).isoformat(),
        "changed": changed_on(m.slug, recipe.versions, edition).isoformat(),
        "url": {str(lang): frame.site.address + url_of(MonumentPage(lang, m.slug)) for lang in LANGUAGES},
        "plate_url": f"{frame.site.address}/{plate}",
    }  # fmt: skip


def _claim(claim: Claim | None) -> dict[str, Any] | None:
    return None if claim is None else {"text": texts_in(claim.text), "sources": list(claim.sources)}


def _source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key, "title": source.title, "author": source.author, "in": source.container,
        "publisher": source.publisher, "year": source.year, "url": source.url, "doi": source.doi,
        "licence": source.licence, "language": source.language, "note": texts_in(source.note),
    }  # fmt: skip


def _picture(m: Monument, picture: Picture, frame: Frame) -> dict[str, Any]:
    return {
        "url": frame.site.address + url_of(PictureFile(m.slug, picture.stem, picture.version, picture.widths()[-1], "jpg")),
        "width": picture.widths()[-1], "height": picture.height_at(picture.widths()[-1]),
        "caption": texts_in(picture.caption), "alt": texts_in(picture.alt), "author": picture.author,
        "licence": picture.licence, "year": picture.year,
    }  # fmt: skip


def _csv(recipe: FileRecipe) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    names = [f"name_{language}" for language in LANGUAGES]
    rows.writerow(["number", "plate", "slug", *names, "type", "region", "region_iso", "lat", "lon",
                   "location_precision", "dating_from", "dating_to", "dating_en", "fate", "fate_year", "status", "url"])  # fmt: skip
    for monument in recipe.monuments:
        r = _record(monument, recipe)
        dating = r["dating"] or {"from": None, "to": None, "text": {}}
        fate = r["fate"] or {"what": None, "year": None}
        rows.writerow([
            r["number"], r["plate"], r["slug"], *(r["names"].get(str(lang), "") for lang in LANGUAGES), r["type"],
            r["region"], r["region_iso"], r["lat"], r["lon"], r["location_precision"], dating["from"], dating["to"],
            dating["text"].get("en", ""), fate["what"], fate["year"], r["status"], r["url"][str(PRIMARY)],
        ])  # fmt: skip
    return out.getvalue()


def _geojson(recipe: FileRecipe) -> str:
    features = []
    for monument in recipe.monuments:
        record = _record(monument, recipe)
        lat, lon = record.pop("lat"), record.pop("lon")
        geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "id": record["plate"], "geometry": geometry, "properties": record})
    return lines_of('{"type": "FeatureCollection", "features": [', features, "]}")


def _feed(recipe: FileRecipe) -> str:
    frame, base = recipe.frame, recipe.frame.site.address
    language = frame.language
    edition = frame.site.edition_date
    dated = sorted(
        recipe.cards, key=lambda card: (-changed_on(card.slug, recipe.versions, edition).toordinal(), card.number)
    )
    newest = max((changed_on(card.slug, recipe.versions, edition) for card in recipe.cards), default=edition)
    entries = []
    for card in dated:
        moment = _moment(changed_on(card.slug, recipe.versions, edition))
        came = _moment(came_on(card.slug, recipe.versions, edition))
        name, summary = card.names.best(language).value, card.summary.best(language).value
        address = base + url_of(MonumentPage(language, card.slug))
        entries.append(
            f"<entry><title>{escape(name)}</title><id>{address}</id>"
            f'<link href="{address}"/><published>{came}</published><updated>{moment}</updated><summary>{escape(summary)}</summary></entry>\n'
        )
    title = f"{frame.site.title.best(language).value} — {frame.site.tagline.best(language).value}"
    own = base + url_of(recipe.route)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<title>{escape(title)}</title><id>{own}</id>"
        f'<link rel="self" href="{own}"/><updated>{_moment(newest)}</updated>'
        f"<author><name>{escape(frame.site.publisher.best(language).value)}</name></author>\n"
        + "".join(entries)
        + "</feed>\n"
    )


def came_on(slug: str, versions: Versions, edition: date) -> date:
    """Return the day an entry came: of its first fixed version, else of the edition."""
    held = versions.get(slug, ())
    return held[0].day if held else edition


def changed_on(slug: str, versions: Versions, edition: date) -> date:
    """Return the day an entry changed last: of its latest fixed version, else of the edition."""
    held = versions.get(slug, ())
    return held[-1].day if held else edition


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _favicon(recipe: FileRecipe) -> str:
    mark = recipe.frame.emblems["mark"]
    named = mark if "xmlns=" in mark else mark.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return named.replace("currentColor", "#93381c") + "\n"
