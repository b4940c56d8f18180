"""XMP metadata (ISO 16684-1): what of it a print file is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MANAGED = "{http://ns.adobe.com/xap/1.0/mm/}"
_BASIC = "{http://ns.adobe.com/xap/1.0/}"
_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_AS_INFO = {_BASIC + "CreateDate": "/CreationDate", _BASIC + "ModifyDate": "/ModDate"}
_ASKED = {
    _MANAGED + "DocumentID": "xmpMM:DocumentID",
    _MANAGED + "VersionID": "xmpMM:VersionID",
    _MANAGED + "RenditionClass": "xmpMM:RenditionClass",
    _BASIC + "MetadataDate": "xmp:MetadataDate",
}  # ISO 15930-7, 6.4


@dataclass(frozen=True, slots=True)
class Xmp:
    """What a file's XMP says: its PDF/X version, what Info would say by Info's keys, and what ISO 15930-7 misses."""

    version: str = ""
    as_info: dict[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


def read_xmp(packet: bytes | None) -> Xmp | None:
    """Return what a packet of XMP says; None where it cannot be read. Entities are not known: they are an attack."""
    if packet is None or re.search(rb"<!(?:DOCTYPE|ENTITY)", packet):
        return None
    try:
        root = ET.fromstring(packet.strip(b"\0 \r\n\t"))  # noqa: S314 - it declares no entities, see above
    except (ET.ParseError, ValueError, LookupError):
        return None
    found: dict[str, str] = {}
    for description in root.iter(_RDF + "Description"):
        found.update(description.attrib)
        for child in description:
            found[child.tag] = "".join(child.itertext()).strip()
    if not found:
        return None
    as_info = {info: found[key] for key, info in _AS_INFO.items() if found.get(key)}
    if found.get(_TITLE):
        as_info["/Title"] = found[_TITLE]
    if found.get(_TRAPPED):
        as_info["/Trapped"] = f"/{found[_TRAPPED]}"
    return Xmp(found.get(_VERSION, ""), as_info, tuple(short for key, short in _ASKED.items() if not found.get(key)))
