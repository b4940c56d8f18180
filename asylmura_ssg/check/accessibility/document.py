"""The file as a whole: its mark, title, language, bookmarks, and that it holds nothing a reading program cannot tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
from pikepdf import Dictionary, Name

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as the house uses it

_ACTIONS = "ISO 14289-1, 7.19"

Found = Iterator[tuple[str, str]]


def document_barriers(document: pikepdf.Pdf) -> Found:
    """Yield what is wrong with the catalogue and what hangs from it."""
    root: Any = document.Root
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "ISO 32000-1, 14.7.1", "the catalogue does not say that the file is tagged (MarkInfo, Marked)"
    if root.get("/MarkInfo", {}).get("/Suspects", False) is True:
        yield "01-007", "the catalogue calls its own tags suspect"
    yield from _metadata(document)
    shown = root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
    if shown is None:
        yield "07-001", "the catalogue does not say whether the title is shown (DisplayDocTitle)"
    elif shown is not True:
        yield "07-002", "the window would show the file's name, not its title"
    if _TAG.fullmatch(str(root.get("/Lang", ""))) is None:
        yield "11-001", f"the catalogue names no language: {str(root.get('/Lang', ''))!r}"
    if document.is_encrypted:
        yield "26-002", "the file is encrypted"
    yield from _strange(document)
    yield from _bookmarks(document)


def _metadata(document: pikepdf.Pdf) -> Found:
    stream = document.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield "06-001", "there is no XMP metadata"
        return
    try:
        tree = ET.fromstring(stream.read_bytes())  # noqa: S314 - no entity is resolved beyond the five of XML
    except ET.ParseError as error:
        yield "06-001", f"the XMP metadata is not XML: {error}"
        return
    parts = [e.text for e in tree.iter(_UA)] + [e.get(_UA) for e in tree.iter() if e.get(_UA)]
    if parts != ["1"]:
        yield "06-002", f"the XMP metadata names PDF/UA part {parts or 'nowhere'}, not 1"
    titles = [item.text for title in tree.iter(_TITLE) for item in title.iter(_LI)]
    if not any(titles):
        yield "06-003", "the XMP metadata has no dc:title"


def _strange(document: pikepdf.Pdf) -> Found:
    """Yield what the house's files never hold, and whose own conditions are therefore not examined."""
    root: Any = document.Root
    for key, condition in (
        ("/AcroForm", "28-010"),
        ("/OCProperties", "20-001"),
        ("/OpenAction", _ACTIONS),
        ("/AA", _ACTIONS),
    ):
        if key in root:
            yield condition, f"the catalogue has {key}"
    for key, condition in (("/JavaScript", _ACTIONS), ("/EmbeddedFiles", "21-001")):
        if key in root.get("/Names", {}):
            yield condition, f"the catalogue's names have {key}"


def _bookmarks(document: pikepdf.Pdf) -> Found:
    """Yield where the bookmarks do not lead to pages; a book without them can be entered at its beginning alone."""
    pages = {page.objgen for page in document.pages}
    outlines: Any = document.Root.get("/Outlines", Dictionary())
    first = outlines.get("/First")
    if first is None:
        yield "WCAG 2.4.5", "there are no bookmarks"
        return
    waiting, seen = [first], set()
    while waiting:
        item = waiting.pop()
        if item.objgen in seen:
            yield "WCAG 2.4.5", "the bookmarks lead in a circle"
            return
        seen.add(item.objgen)
        place = item.get("/Dest") if "/Dest" in item else item.get("/A", {}).get("/D")
        if not isinstance(place, pikepdf.Array) or place[0].objgen not in pages:
            yield "WCAG 2.4.5", f"the bookmark {str(item.get('/Title', ''))!r} leads to no page"
        waiting += [item[key] for key in (Name.First, Name.Next) if key in item]
