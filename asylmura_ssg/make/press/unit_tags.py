"""The structure of a fragment for reading aloud (ISO 32000-1, 14.7), as its unit takes it over.

What is marked on a page and has no element in the structure, such as a running head, becomes an artifact of its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary


@dataclass(frozen=True, slots=True)
class Tags:
    """A fragment's structure. ``elements`` are all of it by their number as objects, in reading order.

    ``parents`` are the elements of each page's marked contents, 0 for an artifact; ``links`` the element of each
    annotation that is part of the text, by the annotation's number.
    """

    roots: tuple[int, ...] = ()
    elements: dict[int, pikepdf.Object] = field(default_factory=dict)
    parents: tuple[tuple[int, ...], ...] = ()
    links: dict[int, int] = field(default_factory=dict)

    def artifacts(self, page: int) -> frozenset[int]:
        """Return which marked contents of a page are no part of the text."""
        return frozenset(number for number, parent in enumerate(self.parents[page]) if not parent)


def tags_of(source: pikepdf.Pdf) -> Tags:
    """Return the structure of a fragment."""
    tree = source.Root.StructTreeRoot
    roots = list(tree.K) if isinstance(tree.K, Array) else [tree.K]
    if len(roots) == 1 and str(roots[0].S) == "/Document":  # the book has one of its own
        roots = [kid for kid in roots[0].K if isinstance(kid, Dictionary)]
    elements = {element.objgen[0]: element for root in roots for element in _all_below(root)}
    held = list(tree.ParentTree.Nums)
    mapped = {int(key): value for key, value in zip(held[::2], held[1::2], strict=True)}
    parents, links = [], {}
    for page in source.pages:
        owners: Iterable[pikepdf.Object | None] = mapped.get(int(page.obj.get("/StructParents", -1)), ())
        numbers = (0 if owner is None else owner.objgen[0] for owner in owners)
        parents.append(tuple(number if number in elements else 0 for number in numbers))
        for annotation in page.obj.get("/Annots", ()):
            owner = mapped.get(int(annotation.get("/StructParent", -1)))
            if owner is not None and owner.objgen[0] in elements:
                links[annotation.objgen[0]] = owner.objgen[0]
    return Tags(tuple(root.objgen[0] for root in roots), elements, tuple(parents), links)


def _all_below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _all_below(kid)
