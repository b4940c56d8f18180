"""An entry as LIDO 1.1 (CIDOC, 20 December 2021): one object, its words in every language beside one another.

The order of elements is the schema's. Concepts bear the keys of our own vocabularies as local identifiers, and LIDO's
terminology where it has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from asylmura_ssg.make.machines.xml_form import XSI, name, put
from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.language import PRIMARY, Localized
from asylmura_ssg.model.monument import Dating, Loss, Monument, Picture, Point
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Card, Frame
from asylmura_ssg.model.route import ImageSize, MonumentPage, PictureFile, url_of
from asylmura_ssg.model.version import Version
from asylmura_ssg.model.vocabulary import Licence

SCHEMA = "http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd"
_TERMS = "http://terminology.lido-schema.org/"
_URI, _LOCAL = f"{_TERMS}lido00099", f"{_TERMS}lido00100"  # kinds of identifiers
_PREFERRED, _ALTERNATIVE = f"{_TERMS}lido00169", f"{_TERMS}lido00170"
_PRODUCTION, _DESTRUCTION = "lido00007", "lido00026"
_ITEM = "lido00141"


def lido_record(monument: Monument, frame: Frame, related: Sequence[Card], versions: Sequence[Version]) -> ET.Element:
    """Return the record of an entry; ``frame`` is of the primary language."""
    root = ET.Element(name("lido:lido"), {f"{{{XSI}}}schemaLocation": f"http://www.lido-schema.org {SCHEMA}"})
    put(root, "lido:lidoRecID", f"{frame.site.domains[0]}/{monument.slug}", type=_LOCAL, source=frame.site.domains[0])
    put(root, "lido:objectPublishedID", frame.site.address + url_of(MonumentPage(PRIMARY, monument.slug)), type=_URI)
    known = monument.identifiers
    if known.wikidata:
        put(root, "lido:objectPublishedID", f"https://www.wikidata.org/entity/{known.wikidata}", type=_URI)
    if known.pleiades:
        put(root, "lido:objectPublishedID", f"https://pleiades.stoa.org/places/{known.pleiades}", type=_URI)
    if known.unesco:
        put(root, "lido:objectPublishedID", f"https://whc.unesco.org/en/list/{known.unesco.id}/", type=_URI)
    described = put(root, "lido:descriptiveMetadata", lang=str(PRIMARY))
    _classified(described, monument, frame)
    _identified(described, monument, frame)
    _happened(described, monument, frame)
    _related(described, monument, frame, related)
    _administered(root, monument, frame, versions)
    return root


def _classified(parent: ET.Element, monument: Monument, frame: Frame) -> None:
    vocabularies = frame.vocabularies
    wrap = put(parent, "lido:objectClassificationWrap")
    kind = put(put(wrap, "lido:objectWorkTypeWrap"), "lido:objectWorkType")
    _concept(kind, monument.type, vocabularies.types[monument.type].label)
    category = vocabularies.protection_categories[monument.protection.category]
    protection = put(put(wrap, "lido:classificationWrap"), "lido:classification", type="protection")
    _concept(protection, category.key, category.label)


def _identified(parent: ET.Element, monument: Monument, frame: Frame) -> None:
    wrap = put(parent, "lido:objectIdentificationWrap")
    titles = put(wrap, "lido:titleWrap")
    title = put(titles, "lido:titleSet", pref=_PREFERRED)
    _said(title, "lido:appellationValue", monument.names, pref=_PREFERRED)
    for variant in monument.variants:
        title = put(titles, "lido:titleSet", pref=_ALTERNATIVE)
        put(title, "lido:appellationValue", variant.name, lang=variant.language, pref=_ALTERNATIVE)
        for key in variant.sources:
            put(title, "lido:sourceAppellation", _cited(key, monument, frame))
    _located(put(put(wrap, "lido:repositoryWrap"), "lido:repositorySet"), monument, frame)
    notes = put(put(wrap, "lido:objectDescriptionWrap"), "lido:objectDescriptionSet", type="summary")
    _said(notes, "lido:descriptiveNoteValue", monument.summary)
    if monument.dimensions:
        measures = put(wrap, "lido:objectMeasurementsWrap")
        for dimension in monument.dimensions:
            measured = put(measures, "lido:objectMeasurementsSet")
            for language, what in dimension.what.present():
                value = dimension.value.best(language).value
                put(measured, "lido:displayObjectMeasurements", f"{what}: {value}", lang=str(language))


def _located(parent: ET.Element, monument: Monument, frame: Frame) -> None:
    """Say where a monument stands: LIDO keeps the place of what cannot be moved as its repository's."""
    if monument.protection.list_number:
        put(parent, "lido:workID", monument.protection.list_number, type="State list")
    put(parent, "lido:workID", plate_of(monument.number), type="plate")
    place = put(parent, "lido:repositoryLocation")
    for claim in (monument.place, monument.district):
        if claim is not None:
            _said(put(place, "lido:namePlaceSet"), "lido:appellationValue", claim.text)
    point = monument.location.point
    if point is not None:
        _point(put(place, "lido:gml"), point)
    region = frame.vocabularies.regions[monument.region]
    wider = put(place, "lido:partOfPlace", politicalEntity="region")
    put(wider, "lido:placeID", region.iso, type=_LOCAL, source="ISO 3166-2")
    _said(put(wider, "lido:namePlaceSet"), "lido:appellationValue", region.label)
    for key in monument.location.sources:
        put(parent, "lido:sourceRepositorySet", _cited(key, monument, frame))


def _point(parent: ET.Element, point: Point) -> None:
    """Put a point as GML 3.1: latitude first, as EPSG:4326 has it."""
    drawn = ET.SubElement(parent, name("gml:Point"), {"srsName": "urn:ogc:def:crs:EPSG::4326"})
    ET.SubElement(drawn, name("gml:pos")).text = f"{point.lat:.8g} {point.lon:.8g}"


def _happened(parent: ET.Element, monument: Monument, frame: Frame) -> None:
    wrap = put(parent, "lido:eventWrap")
    made = put(put(wrap, "lido:eventSet"), "lido:event")
    _lido_concept(put(made, "lido:eventType"), _PRODUCTION, "Production")
    if monument.builder is not None:
        actor = put(made, "lido:eventActor")
        _said(actor, "lido:displayActorInRole", monument.builder.text)
    if monument.culture is not None:
        _said(put(made, "lido:culture"), "lido:term", monument.culture.text)
    if monument.dating is not None:
        _dated(made, monument.dating)
    for key in monument.periods:
        _concept(put(made, "lido:periodName"), key, frame.vocabularies.periods[key].label)
    fate = monument.fate
    if fate is not None:
        ended = put(put(wrap, "lido:eventSet"), "lido:event")
        kind = put(ended, "lido:eventType")
        if fate.loss is Loss.DESTROYED:
            _lido_concept(kind, _DESTRUCTION, "Destruction")
        else:
            put(kind, "lido:term", str(fate.loss), lang="en")
        if fate.year is not None:
            _years(put(ended, "lido:eventDate"), fate.year, fate.year)
        _said(put(ended, "lido:eventDescriptionSet"), "lido:descriptiveNoteValue", fate.text)


def _dated(event: ET.Element, dating: Dating) -> None:
    wrap = put(event, "lido:eventDate")
    _said(wrap, "lido:displayDate", dating.text)
    _years(wrap, dating.earliest, dating.latest)


def _years(parent: ET.Element, earliest: int | None, latest: int | None) -> None:
    if earliest is not None or latest is not None:
        dated = put(parent, "lido:date")
        for tag, year in (("lido:earliestDate", earliest), ("lido:latestDate", latest)):
            if year is not None:
                put(dated, tag, year_in_iso(year))


def year_in_iso(year: int) -> str:
    """Return a year as ISO 8601 counts: there is a year 0, so 300 BCE (our -300) is ``-0299``."""
    return f"{year:04d}" if year > 0 else f"-{-year - 1:04d}" if year < -1 else "0000"


def _related(parent: ET.Element, monument: Monument, frame: Frame, related: Sequence[Card]) -> None:
    sources = _sources(monument, frame)
    if not related and not sources:
        return
    works = put(put(parent, "lido:objectRelationWrap"), "lido:relatedWorksWrap")
    for card in related:
        work = put(works, "lido:relatedWorkSet")
        other = put(put(work, "lido:relatedWork"), "lido:object")
        put(other, "lido:objectWebResource", frame.site.address + url_of(MonumentPage(PRIMARY, card.slug)))
        _said(put(other, "lido:objectName"), "lido:appellationValue", card.names)
        put(put(work, "lido:relatedWorkRelType"), "lido:term", "related to", lang="en")
    for source in sources:
        work = put(works, "lido:relatedWorkSet")
        shown = put(work, "lido:relatedWork")
        put(shown, "lido:displayObject", _source(source), **({"lang": source.language} if source.language else {}))
        if source.url:
            put(put(shown, "lido:object"), "lido:objectWebResource", source.url)
        put(put(work, "lido:relatedWorkRelType"), "lido:term", "documented in", lang="en")


def _administered(root: ET.Element, monument: Monument, frame: Frame, versions: Sequence[Version]) -> None:
    parent = put(root, "lido:administrativeMetadata", lang=str(PRIMARY))
    record = put(parent, "lido:recordWrap")
    put(record, "lido:recordID", str(monument.number), type=_LOCAL, source=frame.site.domains[0])
    _lido_concept(put(record, "lido:recordType"), _ITEM, "Item-level record")
    source = put(record, "lido:recordSource")
    _said(put(source, "lido:legalBodyName"), "lido:appellationValue", frame.site.publisher)
    put(source, "lido:legalBodyWeblink", f"{frame.site.address}/")
    info = put(record, "lido:recordInfoSet", type="lido")
    put(info, "lido:recordInfoLink", frame.site.address + url_of(MonumentPage(PRIMARY, monument.slug)))
    day = versions[-1].day if versions else frame.site.edition_date
    put(info, "lido:recordMetadataDate", day.isoformat(), type="modified")
    if monument.pictures:
        wrap = put(parent, "lido:resourceWrap")
        for picture in monument.pictures:
            _resource(wrap, monument, picture, frame)


def _resource(wrap: ET.Element, monument: Monument, picture: Picture, frame: Frame) -> None:
    held = put(wrap, "lido:resourceSet")
    base = frame.site.address
    put(held, "lido:resourceID", base + url_of(ImageSize(monument.slug, picture.stem, "max")), type=_URI)
    for kind, width in (("image_thumb", picture.widths()[0]), ("image_master", picture.widths()[-1])):
        shown = put(held, "lido:resourceRepresentation", type=kind)
        file = PictureFile(monument.slug, picture.stem, picture.version, width, "jpg")
        link = put(shown, "lido:linkResource", base + url_of(file))
        link.set(name("lido:formatResource"), "image/jpeg")
    _said(held, "lido:resourceDescription", picture.caption)
    if picture.year is not None:
        _years(put(held, "lido:resourceDateTaken"), picture.year, picture.year)
    rights = put(held, "lido:rightsResource")
    _licence(put(rights, "lido:rightsType"), frame.vocabularies.licences[picture.licence])
    holder = put(put(rights, "lido:rightsHolder"), "lido:legalBodyName")
    put(holder, "lido:appellationValue", picture.author)
    put(rights, "lido:creditLine", picture.author)


def _licence(parent: ET.Element, licence: Licence) -> None:
    if licence.url:
        put(parent, "lido:conceptID", licence.url, type=_URI)
    _said(parent, "lido:term", licence.label)


def _concept(parent: ET.Element, key: str, label: Localized[str]) -> None:
    put(parent, "lido:conceptID", key, type=_LOCAL)
    _said(parent, "lido:term", label)


def _lido_concept(parent: ET.Element, term: str, words: str) -> None:
    put(parent, "lido:conceptID", _TERMS + term, type=_URI, source="LIDO Terminology")
    put(parent, "lido:term", words, lang="en")


def _said(parent: ET.Element, tag: str, text: Localized[str], **attributes: str) -> None:
    """Add an element for each language that a text is there in."""
    for language, words in text.present():
        put(parent, tag, words, lang=str(language), **attributes)


def _sources(monument: Monument, frame: Frame) -> tuple[Source, ...]:
    """Return all that the record's own statements rest on, in the order of the record."""
    claims: Iterable[tuple[str, ...]] = (
        *(variant.sources for variant in monument.variants),
        *(claim.sources for claim in (monument.district, monument.place, monument.culture, monument.builder) if claim),
        monument.location.sources,
        () if monument.dating is None else monument.dating.sources,
        () if monument.fate is None else monument.fate.sources,
        monument.protection.sources,
        *(dimension.sources for dimension in monument.dimensions),
    )
    own = {source.key: source for source in monument.bibliography}
    keys = dict.fromkeys([*(key for claim in claims for key in claim), *own])
    return tuple(own[key] if key in own else frame.bibliography[key] for key in keys)


def _cited(key: str, monument: Monument, frame: Frame) -> str:
    own = {source.key: source for source in monument.bibliography}
    return _source(own[key] if key in own else frame.bibliography[key])


def _source(source: Source) -> str:
    """Return a source in one line: author, title, where it appeared, publisher, year, address."""
    parts = (
        source.author,
        source.title,
        source.container,
        source.publisher,
        source.year and str(source.year),
        source.url,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)
