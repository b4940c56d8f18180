"""Content models of XML formats, after their published schemas: what may stand in an element, in which order.

The official schemas draw in all of GML and are not bundled; these are written after them by hand, for the elements that we write, and
know nothing of the writer. ``?``, ``*`` and ``+`` mean what they mean in a DTD.
"""

from __future__ import annotations

import re

from lxml import etree

_PLACE = "placeID* namePlaceSet* gml* partOfPlace* placeClassification*"
_CONCEPT = "conceptID* term*"

# lido-v1.1.xsd, 20 December 2021
LIDO = {
    "lido": "lidoRecID+ objectPublishedID* category? applicationProfile? descriptiveMetadata+ administrativeMetadata+",
    "descriptiveMetadata": "objectClassificationWrap objectIdentificationWrap eventWrap? objectRelationWrap?",
    "objectClassificationWrap": "objectWorkTypeWrap classificationWrap?",
    "objectWorkTypeWrap": "objectWorkType+",
    "classificationWrap": "classification*",
    **dict.fromkeys(("objectWorkType", "classification", "eventType", "culture", "periodName", "relatedWorkRelType",
                     "recordType", "rightsType"), _CONCEPT),
    "objectIdentificationWrap": "titleWrap inscriptionsWrap? repositoryWrap? displayStateEditionWrap? "
                                "objectDescriptionWrap? objectMeasurementsWrap? objectMaterialsTechWrap?",
    "titleWrap": "titleSet+",
    **dict.fromkeys(("titleSet", "namePlaceSet", "objectName", "legalBodyName"), "appellationValue+ sourceAppellation*"),
    "repositoryWrap": "repositorySet*",
    "repositorySet": "displayRepository* repositoryName? workID* repositoryLocation? sourceRepositorySet*",
    "repositoryLocation": _PLACE,
    "partOfPlace": _PLACE,
    "gml": "Point* LineString* Polygon*",
    "Point": "pos",
    "objectDescriptionWrap": "objectDescriptionSet*",
    **dict.fromkeys(("objectDescriptionSet", "eventDescriptionSet"),
                    "descriptiveNoteID* descriptiveNoteValue* sourceDescriptiveNote*"),
    "objectMeasurementsWrap": "objectMeasurementsSet*",
    "objectMeasurementsSet": "displayObjectMeasurements* objectMeasurements?",
    "eventWrap": "eventSet*",
    "eventSet": "displayEvent* event?",
    "event": "eventID* eventType roleInEvent* eventName* eventActor* culture* eventDate? periodName* eventPlace* "
             "eventMethod* eventMaterialsTech* eventObjectMeasurements* thingPresent* relatedEventSet* eventDescriptionSet*",
    "eventActor": "displayActorInRole* actorInRole?",
    **dict.fromkeys(("eventDate", "resourceDateTaken"), "displayDate* date?"),
    "date": "earliestDate? latestDate?",
    "objectRelationWrap": "subjectWrap? relatedWorksWrap?",
    "relatedWorksWrap": "relatedWorkSet*",
    "relatedWorkSet": "displayRelatedWork* relatedWork? relatedWorkRelType? sourceRelatedWorkSet*",
    "relatedWork": "displayObject* object?",
    "object": "objectWebResource* objectID* objectType* objectName* objectNote*",
    "administrativeMetadata": "rightsWorkWrap? recordWrap resourceWrap?",
    "recordWrap": "recordID+ recordType recordSource+ recordRights* recordInfoSet* collection*",
    **dict.fromkeys(("recordSource", "rightsHolder"), "legalBodyID* legalBodyName* legalBodyWeblink*"),
    "recordInfoSet": "recordInfoID* recordInfoLink* recordMetadataDate*",
    "resourceWrap": "resourceSet*",
    "resourceSet": "resourceID* resourceRepresentation* resourceType? resourceRelType* resourcePerspective* "
                   "resourceDescription* resourceDateTaken? resourceSource* rightsResource*",
    "resourceRepresentation": "linkResource resourceMeasurementsSet*",
    "rightsResource": "rightsType* rightsDate? rightsHolder* creditLine*",
}  # fmt: skip
# Elements whose kind must be named (identifierComplexType), and those that must say their language.
TYPED = {"lidoRecID", "objectPublishedID", "conceptID", "placeID", "recordID", "resourceID"}
SPOKEN = {"descriptiveMetadata", "administrativeMetadata"}

# Specification for an OAI Static Repository, 23 April 2004, and OAI-PMH 2.0
OAI = {
    "Repository": "Identify ListMetadataFormats ListRecords+",
    "Identify": "repositoryName baseURL protocolVersion adminEmail+ earliestDatestamp deletedRecord granularity "
                "compression* description*",
    "ListMetadataFormats": "metadataFormat+",
    "metadataFormat": "metadataPrefix schema metadataNamespace",
    "ListRecords": "record+",
    "record": "header metadata about*",
    "header": "identifier datestamp setSpec*",
    "metadata": "(dc|lido)",
}  # fmt: skip


def breaches(root: etree._Element, grammar: dict[str, str]) -> list[str]:
    """Return each element whose children are not what the grammar lets stand there; leaves hold words alone."""
    found = []
    for element in root.iter():
        name = etree.QName(element).localname
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        if not re.fullmatch(_pattern(grammar.get(name, "")), children):
            found.append(f"{name}: {children}")
    return found


def _pattern(model: str) -> str:
    """Return a content model as a pattern over the children's names, each followed by a space."""
    parts = [re.fullmatch(r"(\(?[\w|]+\)?)([?*+]?)", part) for part in model.split()]
    return "".join(f"(?:{part[1]} ){part[2]}" for part in parts if part)
