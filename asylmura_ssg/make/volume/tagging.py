"""The tags of set pages: what each piece of a page is, in reading order, for those who hear the book (ISO 14289-1).

It stands in for one function of WeasyPrint, whose own tree follows boxes: a paragraph that runs over two columns would
be two, notes would be nameless, languages lost and running heads read aloud. This tree follows the elements of the
HTML: each has one tag, however many columns and pages it runs over. How a fragment's tree is joined to the book's is
not known here; the page numbers that are stamped later have their places kept for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf

from asylmura_ssg.make.volume.structure import Anchor, Node, Reader

_POINTS_PER_PX = 0.75


@contextmanager
def tagged(identity: str) -> Iterator[None]:
    """Have every PDF that is written in the ``with`` block tagged by the house; ``write_pdf`` needs ``pdf_tags=True``.

    ``identity`` is what makes the names of this fragment's notes unique in a book.
    """
    theirs = weasyprint.pdf.add_tags

    def add_tags(pdf: Any, document: Any, _version: object, streams: list[Any]) -> None:
        _Tags(pdf, document, streams, identity).write()

    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = theirs


class _Tags:
    """The structure tree of one PDF while it is written (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: Any, document: Any, streams: list[Any], identity: str) -> None:
        self.pdf, self.document, self.streams, self.identity = pdf, document, streams, identity
        # What each page's marked contents belong to, by their number; None for what is drawn for the eye alone.
        self.owners: list[list[Any]] = [[None] * len(stream._tags) for stream in streams]  # noqa: SLF001
        self.annotations: list[tuple[Any, Any]] = []
        self.named: list[tuple[str, Any]] = []

    def write(self) -> None:
        reader = Reader([stream._tags for stream in self.streams], self.document)  # noqa: SLF001 - WeasyPrint keeps them there
        root = reader.read()
        for number, page in enumerate(reader.silent):
            _silence(self.streams[number], page)
            going_on = {mark.number: words for mark, words in reader.continued.items() if mark.page == number}
            _continue(self.streams[number], going_on)
        for link in reader.note_links():
            self._link(*link)
        tree = self._added({"Type": "/StructTreeRoot"})
        top = self._element(root, tree)
        tree["K"] = pydyf.Array([top.reference])
        self._write_tree(tree)
        self.pdf.catalog["StructTreeRoot"] = tree.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _write_tree(self, tree: Any) -> None:
        """Write what leads from a page's marked contents and annotations back to their elements (14.7.4.4)."""
        numbers = pydyf.Array()
        for number, owners in enumerate(self.owners):
            numbers.extend([number, pydyf.Array([b"null" if owner is None else owner.reference for owner in owners])])
        for key, (annotation, element) in enumerate(self.annotations, start=len(self.owners)):
            annotation["StructParent"] = key
            numbers.extend([key, element.reference])
        tree["ParentTree"] = self._added({"Nums": numbers}).reference
        tree["ParentTreeNextKey"] = len(self.owners) + len(self.annotations)
        if self.named:
            names = pydyf.Array()
            for name, element in sorted(self.named, key=lambda item: item[0]):
                names.extend([pydyf.String(name), element.reference])
            tree["IDTree"] = self._added({"Names": names}).reference

    def _added(self, values: dict[str, Any]) -> Any:
        added = pydyf.Dictionary(values)
        self.pdf.add_object(added)
        return added

    def _element(self, node: Node, parent: Any) -> Any:
        element = self._added({"Type": "/StructElem", "S": f"/{node.tag}", "P": parent.reference})
        own = node.page()
        if own is not None:
            element["Pg"] = self.pdf.page_references[own]
        self._describe(element, node)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                if kid.kids or kid.tag in {"TD", "TH"}:
                    kids.append(self._element(kid, element).reference)
            elif isinstance(kid, Anchor):
                kids.extend(self._annotated(kid, element, own))
            else:
                self.owners[kid.page][kid.number] = element
                kids.append(self._marked(kid.page, kid.number, own))
        element["K"] = kids
        return element

    def _describe(self, element: Any, node: Node) -> None:
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        if node.note:
            name = f"{self.identity}-{node.note}"
            element["ID"] = pydyf.String(name)
            self.named.append((name, element))
        if node.box is not None:
            page, left, top, right, bottom = node.box
            corners = (*self._point(page, left, bottom), *self._point(page, right, top))
            element["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(corners), "Placement": "/Block"})
        if node.tag in {"TH", "TD"}:
            element["A"] = pydyf.Dictionary({"O": "/Table", **node.cell})

    def _marked(self, page: int, number: int, own: int | None) -> Any:
        if page == own:
            return number
        place = {"Type": "/MCR", "Pg": self.pdf.page_references[page], "MCID": number}
        return pydyf.Dictionary(place)

    def _annotated(self, anchor: Anchor, element: Any, own: int | None) -> Iterator[Any]:
        """Yield what an element holds of its link: the annotation, and the number that a stamp will be drawn under."""
        annotation = anchor.annotation
        annotation["F"] = 4  # printed as it is shown (ISO 32000-1, table 165)
        annotation["Contents"] = pydyf.String(anchor.words)
        reference = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[anchor.page]}
        self.annotations.append((annotation, element))
        yield pydyf.Dictionary(reference)
        if anchor.stamped:
            owners = self.owners[anchor.page]
            annotation["MCID"] = len(owners)
            owners.append(element)
            yield self._marked(anchor.page, len(owners) - 1, own)

    def _link(self, node: Node, page: int, box: tuple[float, float, float, float], to: tuple[int, float, float], words: str) -> None:  # fmt: skip
        """Put a link on a page that leads to a place in the same fragment, and hang it under its element."""
        left, top, right, bottom = box
        target, x, y = to
        annotation = self._added({
            "Type": "/Annot", "Subtype": "/Link", "BS": pydyf.Dictionary({"W": 0}),
            "Rect": pydyf.Array((*self._point(page, left, bottom), *self._point(page, right, top))),
            "Dest": pydyf.Array([self.pdf.page_references[target], "/XYZ", *self._point(target, x, y), 0]),
        })  # fmt: skip
        number = int(self.pdf.page_references[page].split()[0])
        self.pdf.objects[number].setdefault("Annots", pydyf.Array()).append(annotation.reference)
        node.kids.append(Anchor(page, annotation, words, stamped=False))

    def _point(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Return a place of the laid-out page in points, from the lower left corner of its trim."""
        height = self.document.pages[page].height
        return round(x * _POINTS_PER_PX, 3), round((height - y) * _POINTS_PER_PX, 3)


def _silence(stream: Any, numbers: set[int]) -> None:
    """Turn marked contents into artifacts: drawn, but not part of what the page says (ISO 32000-1, 14.8.2.2)."""
    drawn = stream.stream
    for index, operand in enumerate(drawn):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in numbers:
            drawn[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _continue(stream: Any, words: dict[int, str]) -> None:
    """Say of lines what they say when they are joined to the next (ISO 32000-1, 14.9.4)."""
    for operand in stream.stream:
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in words:
            operand["ActualText"] = b"<FEFF" + words[operand["MCID"]].encode("utf-16-be").hex().upper().encode() + b">"
