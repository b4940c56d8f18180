"""All records for harvesters: an OAI-PMH static repository (Open Archives Initiative, 23 April 2004), served by a gateway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from asylmura_ssg.make.machines.lido import SCHEMA as LIDO_SCHEMA, lido_record, year_in_iso
from asylmura_ssg.make.machines.xml_form import XSI, as_file, name, put
from asylmura_ssg.model.catalogue import Harvesting
from asylmura_ssg.model.language import PRIMARY, Localized
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.recipe import FileRecipe, Frame
from asylmura_ssg.model.route import MonumentPage, url_of

_OAI = "http://www.openarchives.org/OAI/2.0/"
_SCHEMAS = {
    "oai_dc": (f"{_OAI}oai_dc.xsd", f"{_OAI}oai_dc/"),
    "lido": (LIDO_SCHEMA, "http://www.lido-schema.org"),
}


def static_repository(recipe: FileRecipe, harvesting: Harvesting) -> bytes:
    """Return the repository: every entry in Dublin Core and in LIDO, dated by its latest fixed version."""
    frame = recipe.frame
    days = {m.slug: _day(m, recipe) for m in recipe.monuments}
    root = ET.Element(name("sr:Repository"), {
        f"{{{XSI}}}schemaLocation": f"{_OAI}static-repository {_OAI}static-repository.xsd"})  # fmt: skip
    identify = put(root, "sr:Identify")
    own = f"{frame.site.domains[0]}/oai.xml"
    for tag, words in (
        ("repositoryName", frame.site.title.best(PRIMARY).value),
        (
            "baseURL",
            f"{harvesting.gateway.rstrip('/')}/{own}",
        ),  # 3.2: the gateway's address, then ours without its scheme
        ("protocolVersion", "2.0"),
        ("adminEmail", harvesting.mail),
        ("earliestDatestamp", min(days.values(), default=frame.site.edition_date).isoformat()),
        ("deletedRecord", "no"),
        ("granularity", "YYYY-MM-DD"),
    ):
        put(identify, f"oai:{tag}", words)
    formats = put(root, "sr:ListMetadataFormats")
    for prefix, (schema, namespace) in _SCHEMAS.items():
        listed = put(formats, "oai:metadataFormat")
        put(listed, "oai:metadataPrefix", prefix)
        put(listed, "oai:schema", schema)
        put(listed, "oai:metadataNamespace", namespace)
    cards = {card.slug: card for card in recipe.cards}
    for prefix in _SCHEMAS:
        records = ET.SubElement(root, name("sr:ListRecords"), {"metadataPrefix": prefix})
        for monument in recipe.monuments:
            record = put(records, "oai:record")
            header = put(record, "oai:header")
            put(header, "oai:identifier", f"oai:{frame.site.domains[0]}:{monument.slug}")
            put(header, "oai:datestamp", days[monument.slug].isoformat())
            held = put(record, "oai:metadata")
            if prefix == "lido":
                related = tuple(cards[slug] for slug in monument.related if slug in cards)
                held.append(lido_record(monument, frame, related, recipe.versions.get(monument.slug, ())))
            else:
                held.append(_dublin_core(monument, frame))
    return as_file(root)


def _day(monument: Monument, recipe: FileRecipe) -> date:
    versions = recipe.versions.get(monument.slug, ())
    return versions[-1].day if versions else recipe.frame.site.edition_date


def _dublin_core(monument: Monument, frame: Frame) -> ET.Element:
    """Return an entry as simple Dublin Core, every statement in every language."""
    location = f"{_OAI}oai_dc/ {_OAI}oai_dc.xsd"
    root = ET.Element(name("oai_dc:dc"), {f"{{{XSI}}}schemaLocation": location})
    for tag, words, language in _statements(monument, frame):
        put(root, f"dc:{tag}", words, **({"lang": language} if language else {}))
    return root


def _statements(monument: Monument, frame: Frame) -> Iterator[tuple[str, str, str]]:
    vocabularies = frame.vocabularies
    yield from _each("title", monument.names)
    yield from (("title", variant.name, variant.language) for variant in monument.variants)
    yield from _each("subject", vocabularies.types[monument.type].label)
    yield from _each("description", monument.summary)
    yield from _each("publisher", frame.site.publisher)
    yield "type", "PhysicalObject", ""  # DCMI Type Vocabulary
    yield "identifier", frame.site.address + url_of(MonumentPage(PRIMARY, monument.slug)), ""
    yield from _each("coverage", vocabularies.regions[monument.region].label)
    for key in monument.periods:
        yield from _each("coverage", vocabularies.periods[key].label)
    dating = monument.dating
    if dating is not None:
        yield from _each("coverage", dating.text)
        years = [year for year in (dating.earliest, dating.latest) if year is not None]
        yield from (("date", year_in_iso(year), "") for year in dict.fromkeys(years))


def _each(tag: str, text: Localized[str]) -> Iterator[tuple[str, str, str]]:
    return ((tag, words, str(language)) for language, words in text.present())
