"""Laid-out pages read back as what they say: a tree of standard structure types (ISO 32000-1, 14.8.4), no PDF yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

_TYPES = {
    "a": "Link", "article": "Art", "blockquote": "BlockQuote", "caption": "Caption", "code": "Code", "dd": "LBody",
    "dl": "L", "dt": "Lbl", "figcaption": "Caption", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "img": "Figure", "li": "LBody", "main": "Part", "ol": "L", "p": "P", "section": "Sect", "table": "Table",
    "tbody": "TBody", "td": "TD", "tfoot": "TFoot", "th": "TH", "thead": "THead", "tr": "TR", "ul": "L",
    "{http://www.w3.org/2000/svg}svg": "Figure",
}  # fmt: skip
_GROUPS = {"Art", "BlockQuote", "Div", "Part", "Sect"}
_HOLDERS = _GROUPS | {"L", "LBody", "Note", "TD", "TH", "Table"}
_INLINE = {"Code", "Link", "Reference", "Span"}
_HYPHENS = (
    "\u2010",
    "\u00ad",
)  # what parts a word at the end of a line: WeasyPrint's own, and one that the text allows
_TITLE = "{http://www.w3.org/2000/svg}title"

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in CSS px from the upper left corner of the trim."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a page's drawing, by its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link's annotation, and its words for those who do not see it; ``stamped`` when a page number will be drawn in it."""

    page: int
    annotation: Any
    words: str
    stamped: bool


@dataclass(slots=True)
class Node:
    """An element of the tree while it grows. ``box`` is the page and the place of a figure."""

    tag: str
    language: str = ""
    kids: list[Node | Marked | Anchor] = field(default_factory=list)
    alternative: str = ""
    note: str = ""
    """The number of a note."""
    box: tuple[int, float, float, float, float] | None = None
    cell: dict[str, Any] = field(default_factory=dict)
    implied: bool = False
    """Made by us around words that stood bare in a group."""

    def page(self) -> int | None:
        """Return the page that the element's own contents begin on; None where it has none."""
        return next((kid.page for kid in self.kids if not isinstance(kid, Node)), None)


@dataclass(slots=True)
class _Note:
    """A footnote: its call in the text and its body at the foot of a page, as they are met."""

    call: Node | None = None
    called: tuple[int, Rectangle] | None = None
    label: Node | None = None
    labelled: tuple[int, Rectangle] | None = None


class Reader:
    """Reads the boxes of a document. ``marks`` has, for each page, the number of each box's drawing."""

    def __init__(self, marks: list[Any], document: Any) -> None:
        self._marks, self._document = marks, document
        self._nodes: dict[tuple[int, str], Node] = {}
        self._notes: dict[int, tuple[str, _Note]] = {}
        self._bodies: list[Node] = []
        self._headers: dict[int, int] = {}
        self._ends: dict[tuple[int, str], tuple[Marked, str] | None] = {}
        self._depth = 0
        self._outline = 1
        self.silent: list[set[int]] = [{held["mcid"] for held in page.values()} for page in marks]
        """Drawings that say nothing: running heads, folios, ornaments."""
        self.continued: dict[Marked, str] = {}
        """What lines really say that go on in another: a line drops the space it ends with, and may add a hyphen."""

    def read(self) -> Node:
        """Return the tree of the whole document, its notes at the end."""
        html = self._document.pages[0]._page_box.children[0].element  # noqa: SLF001 - shown nowhere else
        self._outline = int(html.get("data-outline", "1"))
        self._depth = self._outline - 1
        root = Node("Art" if self._outline > 1 else "Sect", html.get("lang", ""))
        for number, page in enumerate(self._document.pages):
            for box in page._page_box.children:  # noqa: SLF001 - the same
                if not isinstance(box, boxes.MarginBox):
                    self._walk(box, root, number, root.language)
        if self._bodies:
            root.kids.append(Node("Sect", kids=list(self._bodies)))
        return root

    def note_links(self) -> Iterator[tuple[Node, int, Rectangle, tuple[int, float, float], str]]:
        """Yield the links between calls and notes: from where (element, page, place), to where, in which words."""
        for number, note in self._notes.values():
            if note.call is None or note.called is None or note.label is None or note.labelled is None:
                continue
            (page, (left, top, right, bottom)), (foot, label) = note.called, note.labelled
            yield note.call, page, (left - 2, top - 2, right + 2, bottom + 2), (foot, label[0], label[1]), number
            yield note.label, foot, label, (page, left, top), number

    def _walk(self, placed: Any, parent: Node, page: int, language: str) -> None:
        box = placed._box if isinstance(placed, AbsolutePlaceholder) else placed  # noqa: SLF001 - the same
        if parent.tag != "Figure" and self._is_silent(box, page):
            return
        mark = self._marks[page].get(box)
        if isinstance(box, boxes.TextBox):
            self._mark(mark, _holding(parent), page)
            return
        node, spoken = self._node(box, parent, page, language)
        if box.link_annotation is not None and node.tag == "Link":
            node.kids.append(_anchor(box, page))
        if mark is not None:
            self._mark(mark, node, page)
        for child in getattr(box, "children", ()):
            self._walk(child, node, page, spoken)
        if isinstance(box, boxes.LineBox):
            self._end_line(box, page)
        elif node is parent and isinstance(box, boxes.BlockLevelBox):
            self._go_on((id(box.element), box.element_tag))  # parts of a flexible line stand beside one another

    def _end_line(self, line: Any, page: int) -> None:
        """Note that the line before this one goes on here (ISO 32000-1, 14.8.2.3.3: words must be told apart)."""
        key = (id(line.element), line.element_tag)
        self._go_on(key)
        last = line
        while getattr(last, "children", ()):
            last = last.children[-1]
        mark = self._marks[page].get(last) if isinstance(last, boxes.TextBox) else None
        self._ends[key] = None if mark is None else (Marked(page, mark["mcid"]), last.text)

    def _go_on(self, key: tuple[int, str]) -> None:
        """Note that the words of a line go on elsewhere in the same element."""
        before = self._ends.pop(key, None)
        if before is not None:
            words = _going_on(before[1])
            if words != before[1]:
                self.continued[before[0]] = words

    def _mark(self, mark: Any, node: Node, page: int) -> None:
        if mark is not None:
            self.silent[page].discard(mark["mcid"])
            node.kids.append(Marked(page, mark["mcid"]))

    def _is_silent(self, box: Any, page: int) -> bool:
        """Tell whether a box is ornament, or a table's head said again on a further page."""
        element = box.element
        if element is None:
            return False
        if getattr(box, "is_header", False) and self._headers.setdefault(id(element), page) != page:
            return True
        if element.get("aria-hidden") == "true" or element.get("role") == "presentation":
            return True
        return _kind(box) == "Figure" and not _alternative(element)

    def _node(self, box: Any, parent: Node, page: int, language: str) -> tuple[Node, str]:
        """Return the node of a box and the language within it; boxes of one element share one node."""
        element, tag = box.element, box.element_tag or ""
        if element is None or tag in {"html", "body"}:
            return parent, language
        spoken = element.get("lang") or language
        known = self._nodes.get((id(element), tag))
        if known is None:
            known = self._made(box, element, tag, parent, page, "" if spoken == language else spoken)
            self._nodes[id(element), tag] = known
        return known, spoken

    def _made(self, box: Any, element: Any, tag: str, parent: Node, page: int, foreign: str) -> Node:
        if parent.tag == "Figure":
            return parent  # what is drawn over a figure belongs to it, and its alternative text says it all
        pseudo = tag.partition("::")[2]
        if pseudo == "footnote-call":
            note = self._note(element)
            note.call, note.called = Node("Link"), (page, _rectangle(box))
            _holding(parent).kids.append(Node("Reference", kids=[note.call]))
            return note.call
        if pseudo == "footnote-marker":
            note = self._note(element)
            note.label, note.labelled = Node("Link"), (page, _rectangle(box))
            parent.kids.append(Node("Lbl", kids=[note.label]))
            return note.label
        if pseudo:
            if pseudo != "marker":
                return parent
            # A marker stands beside the body of its item, before or after it in the order of boxes.
            label = Node("Lbl")
            self._item(element, parent).kids.insert(0, label)
            return label
        if id(element) in self._notes:
            body = Node("Note", foreign, note=self._notes[id(element)][0])
            self._bodies.append(body)
            return body
        return self._plain(box, element, parent, page, foreign)

    def _plain(self, box: Any, element: Any, parent: Node, page: int, foreign: str) -> Node:
        # What is laid out as a block within a line of words, such as a part of a flexible line, is no block of meaning.
        block = isinstance(box, boxes.BlockLevelBox) and parent.tag in _HOLDERS
        kind = _kind(box) or ("Div" if block else "Span" if foreign else "")
        grouped = kind == "Div" and parent.tag in {"L", "Table"}  # HTML may group the items of a dl, tags may not
        if not kind or grouped or (kind == "Link" and box.link_annotation is None):
            return parent
        node = Node(kind, foreign)
        if kind in {"LBody", "Lbl"}:
            self._item(element, parent).kids.append(node)
            return node
        if kind[0] == "H" and kind[1:].isdigit():
            self._depth = min(int(kind[1]) + self._outline - 1, self._depth + 1, 6)
            node.tag = f"H{self._depth}"
        elif kind == "Figure":
            node.alternative, node.box = _alternative(element), (page, *_rectangle(box))
        elif kind == "TH":
            node.cell["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        if kind in {"TH", "TD"}:
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            node.cell |= {span: count for span, count in spans.items() if count != 1}
        (_holding(parent) if kind in _INLINE else parent).kids.append(node)
        return node

    def _note(self, element: Any) -> _Note:
        number = element.get("data-n") or str(len(self._notes) + 1)
        return self._notes.setdefault(id(element), (number, _Note()))[1]

    def _item(self, element: Any, parent: Node) -> Node:
        """Return the list item of a ``li``, or of a ``dd`` with the ``dt`` before it."""
        key = element
        if element.tag == "dd" and parent.kids and isinstance(parent.kids[-1], Node):
            last = parent.kids[-1]
            if last.tag == "LI" and all(isinstance(kid, Node) and kid.tag == "Lbl" for kid in last.kids):
                return last
        known = self._nodes.get((id(key), "item"))
        if known is None:
            known = self._nodes[id(key), "item"] = Node("LI")
            parent.kids.append(known)
        return known


def _going_on(text: str) -> str:
    """Return what a line says when its text goes on in the next."""
    if text.endswith(_HYPHENS):
        return text.rstrip("".join(_HYPHENS))
    within = text[-1:] in {"-", "–", "—", "/"} and not text[-2:-1].isspace()
    return text if within or not text or text[-1].isspace() or text[-1] == "\u200b" else f"{text} "


def _kind(box: Any) -> str:
    """Return the structure type of an element, empty for one that only a box or a language makes one."""
    return "Figure" if box.element.get("role") == "img" else _TYPES.get(box.element_tag.partition("::")[0], "")


def _holding(node: Node) -> Node:
    """Return what bare words may stand in: the node itself, or a paragraph implied in a group."""
    if node.tag not in _GROUPS:
        return node
    last = node.kids[-1] if node.kids else None
    if not (isinstance(last, Node) and last.implied):
        last = Node("P", implied=True)
        node.kids.append(last)
    return last


def _anchor(box: Any, page: int) -> Anchor:
    annotation, element = box.link_annotation, box.element
    target = annotation["A"]["URI"].string if "A" in annotation else annotation["Dest"].string
    words = element.get("title") or " ".join("".join(element.itertext()).replace("\u200b", "").split()) or target
    return Anchor(page, annotation, words, stamped=target.startswith("stamp:"))


def _alternative(element: Any) -> str:
    """Return what is said instead of a picture; empty for one that is ornament."""
    title = element.find(_TITLE)
    return (element.get("alt") or element.get("aria-label") or (title is not None and title.text) or "").strip()


def _rectangle(box: Any) -> Rectangle:
    x, y, width, height = box.hit_area()
    return x, y, x + width, y + height
