"""The tree of tags: standard types, each where it may stand, and what each must say of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H",
    "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
    "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form",
})  # fmt: skip
"""ISO 32000-1, 14.8.4."""

_PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"},
}  # fmt: skip
_CHILDREN = {
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TOC": {"TOC", "TOCI", "Caption"},
}  # fmt: skip
_CONDITIONS = {"L": "09-005", "LI": "09-005", "LBody": "09-005", "TOC": "09-006", "TOCI": "09-006"}  # of tables: 09-004

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the tree: its type and its parent's, and what it holds itself.

    ``marked`` are pages (by object and generation) with the numbers of their marked contents; ``objects`` annotations.
    """

    dictionary: Dictionary
    kind: str
    parent: str
    children: tuple[str, ...]
    marked: tuple[tuple[tuple[int, int], int], ...]
    objects: tuple[Dictionary, ...]


def elements_of(document: pikepdf.Pdf) -> tuple[Element, ...]:
    """Return the elements in the order in which they are read."""
    root = document.Root.get("/StructTreeRoot")
    return tuple(_walk(root)) if isinstance(root, Dictionary) else ()


def _walk(root: Dictionary) -> Iterator[Element]:
    """Yield elements, parents first; without recursion, for a damaged tree may be of any depth."""
    waiting: list[tuple[Dictionary, str]] = [(kid, "") for kid in reversed(_kids(root)) if isinstance(kid, Dictionary)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        element, parent = waiting.pop()
        if element.objgen in seen and element.objgen != (0, 0):
            continue
        seen.add(element.objgen)
        kind = str(element.get("/S", "")).lstrip("/")
        own: Any = element.get("/Pg")
        below: list[Any] = []
        objects: list[Any] = []
        marked: list[tuple[tuple[int, int], int]] = []
        for kid in _kids(element):
            if not isinstance(kid, Dictionary):
                marked.append((own.objgen if own is not None else (0, 0), int(kid)))
            elif kid.get("/Type") == "/MCR":
                marked.append((kid.get("/Pg", own).objgen, int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                objects.append(kid.Obj)
            else:
                below.append(kid)
        names = tuple(str(kid.get("/S", "")).lstrip("/") for kid in below)
        yield Element(element, kind, parent, names, tuple(marked), tuple(objects))
        waiting += [(kid, kind) for kid in reversed(below)]


def _kids(element: Dictionary) -> list[Any]:
    kids: Any = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def tree_barriers(document: pikepdf.Pdf, elements: tuple[Element, ...]) -> Found:
    """Yield what is wrong with the tree as a tree."""
    if not elements:
        yield "01-005", "the file has no tags"
        return
    if [element.kind for element in elements if not element.parent] != ["Document"]:
        yield "ISO 32000-1, 14.8.4", "the tree does not begin with one Document"
    for element in elements:
        yield from _nested(element)
        yield from _described(element)
    yield from _headings(elements)
    yield from _notes(document, elements)


def _nested(element: Element) -> Found:
    kind = element.kind
    if kind not in STANDARD:
        yield "02-001", f"{kind!r} is no standard type"
    allowed = _PARENTS.get(kind)
    if allowed is not None and element.parent not in allowed:
        yield _CONDITIONS.get(kind, "09-004"), f"{kind} stands in {element.parent or 'nothing'}"
    children = _CHILDREN.get(kind)
    if children is not None:
        for child in sorted(set(element.children) - children):
            yield _CONDITIONS.get(kind, "09-004"), f"{kind} holds {child}"


def _described(element: Element) -> Found:
    kind, of = element.kind, element.dictionary
    if kind in {"Figure", "Formula"} and not (str(of.get("/Alt", "")).strip() or "/ActualText" in of):
        yield "13-004", "a figure has no alternative text"
    if kind == "TH" and not any("/Scope" in attributes for attributes in _attributes(of)):
        yield "15-003", "a table's heading does not say whether it is of a row or of a column"
    if kind == "Link" and not element.objects:
        yield "28-011", "a Link leads nowhere: it has no annotation"


def _attributes(element: Dictionary) -> tuple[Dictionary, ...]:
    held: Any = element.get("/A")
    return (held,) if isinstance(held, Dictionary) else tuple(held or ())


def _headings(elements: tuple[Element, ...]) -> Found:
    levels = [int(e.kind[1]) for e in elements if len(e.kind) == 2 and e.kind[0] == "H" and e.kind[1].isdigit()]
    if levels and levels[0] != 1:
        yield "14-002", f"the first heading is H{levels[0]}"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield "14-003", f"H{level} follows H{before}"
    if levels and any(element.kind == "H" for element in elements):
        yield "14-007", "the file uses both H and numbered headings"


def _notes(document: pikepdf.Pdf, elements: tuple[Element, ...]) -> Found:
    notes = [element for element in elements if element.kind == "Note"]
    names = Counter(str(note.dictionary.get("/ID", "")) for note in notes)
    if names.pop("", 0):
        yield "19-003", "a note has no ID"
    for name, times in sorted(names.items()):
        if times > 1:
            yield "19-004", f"{times} notes have the ID {name!r}"
    known = {str(name) for name in _names(document.Root.StructTreeRoot.get("/IDTree"))}
    for name in sorted(names.keys() - known):
        yield "19-003", f"the note {name!r} is not in the tree of IDs (ISO 32000-1, 14.7.2)"


def _names(tree: Any) -> Iterator[Any]:
    """Yield the names of a name tree (ISO 32000-1, 7.9.6)."""
    waiting: list[Any] = [tree] if isinstance(tree, Dictionary) else []
    while waiting:
        node = waiting.pop()
        yield from list(node.get("/Names", ()))[::2]
        waiting += list(node.get("/Kids", ()))
