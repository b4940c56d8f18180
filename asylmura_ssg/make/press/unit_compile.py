"""A fragment's PDF → a unit: what it draws in the medium's own colours, its pictures in their places, no font files.

What WeasyPrint wrote is taken over object by object; what print cannot have is refused here: other colours than inks,
see-through things, pictures nobody prepared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pikepdf
from deflate import zlib_compress
from pikepdf import Array, Dictionary, Name

from asylmura_ssg.make.press.boxes import Boxes, boxes_of
from asylmura_ssg.make.press.colour import InkedPicture
from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.unit import Part, Stamp, Unit, UnitPage, mark, plainness, serialise
from asylmura_ssg.make.press.unit_content import inked
from asylmura_ssg.make.press.unit_links import annotation_of, stamp_of
from asylmura_ssg.make.press.unit_tags import Tags, tags_of
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.make.volume.placeholder import address_in
from asylmura_ssg.model.press import POINTS, Medium

_LEVEL = 9  # of compression: a unit is compressed once and copied for ever
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|(?<![\d.])(\d+) 0 R", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def compile_unit(pdf: bytes, inking: Inking, pictures: Mapping[str, InkedPicture]) -> bytes:
    """Return a fragment as a unit; ``pictures`` are those of the fragment by address, inked. Raises TypesettingError."""
    with pikepdf.open(BytesIO(pdf)) as source:
        return serialise(_Compiler(source, inking, pictures).unit())


class _Compiler:
    """The unit of one fragment while it is made."""

    def __init__(self, source: pikepdf.Pdf, inking: Inking, pictures: Mapping[str, InkedPicture]) -> None:
        self._source, self._inking, self._pictures = source, inking, pictures
        self._screen = inking.medium is Medium.SCREEN
        self._parts: list[Part | None] = []
        self._numbers: dict[int, int] = {}  # of objects of the source → of the unit
        self._pages: dict[int, int] = {page.obj.objgen[0]: number for number, page in enumerate(source.pages)}
        self._tags = tags_of(source) if self._screen else Tags(parents=((),) * len(source.pages))
        self._states: dict[str, bool] = {}
        self._faces = {name.lstrip("/"): str(f.BaseFont).partition("+")[2] for name, f in self._fonts().items()}

    def unit(self) -> Unit:
        """Return the unit."""
        first = self._source.pages[0]
        width, height = (float(side) / POINTS for side in list(first.TrimBox)[2:])
        trim = round(width, 2), round(height, 2)
        boxes = boxes_of(trim, self._inking.printer)
        annotated: list[int] = []
        pages = [self._page(number, boxes, annotated) for number in range(len(self._source.pages))]
        names = self._structure()
        return Unit(
            trim=trim,
            pages=tuple(
                replace(page, parents=tuple(map(self._element, held)))
                for page, held in zip(pages, self._tags.parents, strict=True)
            ),
            parts=tuple(part for part in self._parts if part is not None),
            glyphs=self._glyphs(),
            roots=tuple(map(self._element, self._tags.roots)),
            annotated=tuple(map(self._element, annotated)),
            names=names,
        )

    def _element(self, number: int) -> int:
        return self._numbers[number] if number else -1

    def _page(self, number: int, boxes: Boxes, annotated: list[int]) -> UnitPage:
        page = self._source.pages[number]
        left, bottom = boxes.trim[:2]
        resources = self._resources(page.obj.Resources)
        stamps: list[Stamp] = []
        annotations: list[int] = []
        for each in page.obj.get("/Annots", Array()):
            element = self._tags.links.get(each.objgen[0])
            stamp = stamp_of(each, left, bottom)
            if stamp is not None:
                stamps.append(Stamp(*stamp))
            if self._screen and element is not None:
                body = annotation_of(each, self._source, len(annotated))
                annotations.append(self._add(Part(body), each.objgen[0]))
                annotated.append(element)
        content = inked(page.obj.Contents.read_bytes(), self._inking.medium, self._still, self._faces,
                        self._tags.artifacts(number))  # fmt: skip
        clip = " ".join(f"{side:.4f}" for side in (*boxes.bleed[:2], boxes.bleed[2] - boxes.bleed[0],
                                                    boxes.bleed[3] - boxes.bleed[1]))  # fmt: skip
        framed = f"q {clip} re W n 1 0 0 1 {left:.4f} {bottom:.4f} cm\n".encode() + content + b"Q\n"
        return UnitPage(self._add(_stream(framed)), resources, tuple(stamps), tuple(annotations))

    @property
    def _still(self) -> frozenset[str]:
        return frozenset(name for name, still in self._states.items() if still)

    def _resources(self, held: pikepdf.Object) -> int:
        """Take over what a page or a pattern draws with, once."""
        known = self._numbers.get(held.objgen[0])
        if known is not None:
            return known
        own = self._reserve(held.objgen[0])
        for name, state in held.get("/ExtGState", Dictionary()).items():
            self._states[name.lstrip("/")] = set(state.keys()) <= {"/ca", "/CA"} and all(
                float(v) == 1 for _, v in state.items()
            )
        if held.get("/Shading", Dictionary()).keys():
            raise TypesettingError("a gradient is drawn; print sets plain inks alone")
        body = b"<</Font " + mark("f")
        if self._inking.printer is not None and self._inking.printer.marks is not None:
            body += b"/ColorSpace " + mark("m")
        for kind, take in (("/XObject", self._picture), ("/Pattern", self._pattern)):
            drawn = sorted(held.get(kind, Dictionary()).items())
            if drawn:
                inside = b"".join(name.encode() + b" " + mark("o", take(each)) for name, each in drawn)
                body += kind.encode() + b"<<" + inside + b">>"
        self._parts[own] = Part(body + b">>")
        return own

    def _picture(self, drawn: pikepdf.Object) -> int:
        known = self._numbers.get(drawn.objgen[0])
        if known is not None:
            return known
        address = address_in(drawn.read_raw_bytes()) if drawn.get("/Subtype") == Name.Image else None
        if address is None:
            raise TypesettingError("something is drawn see-through, as a group of its own; print has no transparency")
        if address not in self._pictures:
            raise TypesettingError(f"the picture {address!r} is not at hand")
        picture = self._pictures[address]
        turned = "/Decode [1 0 1 0 1 0 1 0]" if picture.inverted else ""
        body = (
            f"<</Type /XObject/Subtype /Image/Width {picture.width}/Height {picture.height}/ColorSpace /{picture.space}"
            f"/BitsPerComponent 8{turned}/Filter /DCTDecode/Length {len(picture.data)}>>"
        )
        return self._add(Part(body.encode(), picture.data), drawn.objgen[0])

    def _pattern(self, drawn: pikepdf.Object) -> int:
        known = self._numbers.get(drawn.objgen[0])
        if known is not None:
            return known
        own = self._reserve(drawn.objgen[0])
        resources = self._resources(drawn.Resources)
        told = "".join(f"/{key} {_plain(drawn[f'/{key}'])}" for key in ("BBox", "XStep", "YStep", "Matrix"))
        part = _stream(inked(drawn.read_bytes(), self._inking.medium, self._still, self._faces, ()),
                       f"/Type /Pattern/PatternType 1/TilingType 1/PaintType 1{told}/Resources ".encode() + mark("o", resources))  # fmt: skip
        self._parts[own] = part
        return own

    def _structure(self) -> tuple[tuple[str, int], ...]:
        """Take over the elements of the structure and return those that have a name."""
        elements = {self._reserve(number): element for number, element in self._tags.elements.items()}
        for element in self._tags.elements.values():
            kids = element.get("/K", ())
            for kid in kids if isinstance(kids, Array) else (kids,):
                if isinstance(kid, Dictionary) and kid.is_indirect and "/S" not in kid:
                    elements[self._reserve(kid.objgen[0])] = kid
        for own, element in elements.items():
            self._parts[own] = Part(_REFERENCE.sub(self._marked, element.unparse(resolved=True)))
        return tuple((str(element.ID), own) for own, element in elements.items() if "/ID" in element)

    def _marked(self, found: re.Match[bytes]) -> bytes:
        """Return what stands for a reference in a structure element; what is above the fragment is the document's."""
        if found[1] is None:
            return found[0]
        number = int(found[1])
        if number in self._pages:
            return mark("p", self._pages[number])
        return mark("o", self._numbers[number]) if number in self._numbers else mark("d")

    def _glyphs(self) -> dict[str, dict[int, str]]:
        """Return what each glyph of each face stands for."""
        glyphs: dict[str, dict[int, str]] = {}
        for name, font in sorted(self._fonts().items()):
            texts = glyphs.setdefault(self._faces[name.lstrip("/")], {})
            for glyph, told in _MAPPED.findall(font.ToUnicode.read_bytes()):
                number, meaning = int(glyph, 16), bytes.fromhex(told.decode()).decode("utf-16-be", "surrogatepass")
                if number:  # 0 is .notdef, which every subset of WeasyPrint's maps to U+FFFF
                    texts[number] = min(texts.get(number, meaning), meaning, key=plainness)
        return glyphs

    def _fonts(self) -> pikepdf.Object:
        return self._source.pages[0].obj.Resources.get("/Font", Dictionary())

    def _reserve(self, number: int) -> int:
        self._numbers[number] = len(self._parts)
        self._parts.append(None)
        return self._numbers[number]

    def _add(self, part: Part, number: int = 0) -> int:
        if number:
            self._numbers[number] = len(self._parts)
        self._parts.append(part)
        return len(self._parts) - 1


def _stream(data: bytes, told: bytes = b"") -> Part:
    packed = bytes(zlib_compress(data, _LEVEL))
    return Part(b"<<" + told + f"/Filter /FlateDecode/Length {len(packed)}>>".encode(), packed)


def _plain(value: object) -> str:
    if isinstance(value, Array):
        return "[" + " ".join(f"{float(each):g}" for each in value) + "]"
    return f"{float(str(value)):g}"
