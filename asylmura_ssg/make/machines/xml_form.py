"""XML as it is written: elements with their words and attributes, indented, in UTF-8."""

from __future__ import annotations

from xml.etree import ElementTree as ET

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANGUAGE = f"{{{XML}}}lang"

_PREFIXES = {
    "lido": "http://www.lido-schema.org",
    "gml": "http://www.opengis.net/gml",
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "sr": "http://www.openarchives.org/OAI/2.0/static-repository",
    "xsi": XSI,
}
for _prefix, _namespace in _PREFIXES.items():
    ET.register_namespace(_prefix, _namespace)


def name(prefixed: str) -> str:
    """Return the whole name of ``prefix:name``."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def put(parent: ET.Element, prefixed: str, words: str = "", /, **attributes: str) -> ET.Element:
    """Add an element; ``lang`` is ``xml:lang``, every other attribute is LIDO's, all of which are qualified."""
    own = {LANGUAGE if key == "lang" else name(f"lido:{key}"): value for key, value in attributes.items()}
    element = ET.SubElement(parent, name(prefixed), own)
    if words:
        element.text = words
    return element


def as_file(root: ET.Element) -> bytes:
    """Return a document indented by one space, in UTF-8."""
    ET.indent(root, " ")
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()
