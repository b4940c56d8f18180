"""What is drawn on each page: every piece of it either belongs to one element of the tree, or says nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from asylmura_ssg.check.accessibility.drawing import Drawing
from asylmura_ssg.check.accessibility.tree import Element

Found = Iterator[tuple[str, str]]


def content_barriers(document: pikepdf.Pdf, elements: tuple[Element, ...], drawings: Sequence[Drawing]) -> Found:
    """Yield what no element holds, what two hold, and which links are not where they are read."""
    owned: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for element in elements:
        for of, named in element.marked:
            owned[of][named] += 1
    held = _held(elements)
    tree = _parents(document)
    for number, (page, drawn) in enumerate(zip(document.pages, drawings, strict=True), 1):
        yield from (
            (condition, f"page {number}: {said}")
            for condition, said in _page(page, drawn, owned[page.obj.objgen], tree)
        )
        yield from ((condition, f"page {number}: {said}") for condition, said in _annotations(page, held, tree))


def _page(page: pikepdf.Page, drawn: Drawing, owned: Counter[int], tree: dict[int, Any]) -> Found:
    yield from drawn.wrong
    doubled = [number for number, times in Counter(drawn.numbers).items() if times > 1]
    if doubled:
        yield "30-002", f"marked contents have one number twice: {doubled[:3]}"
    lost = [number for number in drawn.numbers if owned[number] != 1]
    if lost:
        yield "01-005", f"marked contents belong to no element, or to two: {lost[:3]}"
    missing = sorted(owned.keys() - set(drawn.numbers))
    if missing:
        yield "ISO 32000-1, 14.7.4", f"elements hold marked contents that are not drawn: {missing[:3]}"
    back = tree.get(int(page.obj.get("/StructParents", -1)))
    kept = list(back) if isinstance(back, pikepdf.Array) else []
    astray = [n for n in drawn.numbers if n >= len(kept) or not _holds(kept[n], page.obj, n)]
    if astray:
        yield "01-005", f"the tree of parents does not lead back from marked contents: {astray[:3]}"


def _holds(element: Any, page: Dictionary, number: int) -> bool:
    if not isinstance(element, Dictionary):
        return False
    kids: Any = element.get("/K", ())
    own: Any = element.get("/Pg")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        named, on = (kid, own) if not isinstance(kid, Dictionary) else (kid.get("/MCID"), kid.get("/Pg", own))
        if named is not None and on is not None and int(named) == number and on.objgen == page.objgen:
            return True
    return False


def _held(elements: tuple[Element, ...]) -> dict[tuple[int, int], Element]:
    return {thing.objgen: element for element in elements for thing in element.objects}


def _annotations(page: pikepdf.Page, held: dict[tuple[int, int], Element], tree: dict[int, Any]) -> Found:
    annotations: list[Any] = list(page.get("/Annots", ()))
    if annotations and page.get("/Tabs") is None:
        yield "28-008", "it has links, and no order of them (Tabs)"
    elif annotations and page.Tabs != Name.S:
        yield "28-009", "its links are not in the order of the tags (Tabs is not S)"
    for annotation in annotations:
        subtype, owner = str(annotation.get("/Subtype", "")), held.get(annotation.objgen)
        if subtype != "/Link":
            yield "28-002", f"it has an annotation that is no link: {subtype}"
            continue
        if owner is None or owner.kind != "Link":
            yield "28-011", "a link is not within a Link"
        elif not isinstance(tree.get(int(annotation.get("/StructParent", -1))), Dictionary):
            yield "28-011", "the tree of parents does not lead from a link to its element"
        if not str(annotation.get("/Contents", "")).strip():
            yield "28-012", "a link has no words (Contents)"
        if "/Dest" not in annotation and "/A" not in annotation:
            yield "28-011", "a link leads nowhere"


def _parents(document: pikepdf.Pdf) -> dict[int, Any]:
    """Return the tree of parents, key by key (ISO 32000-1, 7.9.7 and 14.7.4.4)."""
    found: dict[int, Any] = {}
    root: Any = document.Root.get("/StructTreeRoot", Dictionary())
    waiting: list[Any] = [root.get("/ParentTree")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Dictionary):
            flat = list(node.get("/Nums", ()))
            found |= {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}
            waiting += list(node.get("/Kids", ()))
    return found
