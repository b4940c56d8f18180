"""Units → one file: copied out in order, faces embedded once, page numbers stamped into their empty places.

Only what leads from one place to another is held in memory; units are read and written one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from asylmura_ssg.make.press.boxes import Boxes, boxes_of
from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.link_file import PdfFile, ref, text
from asylmura_ssg.make.press.link_fonts import FontUnion
from asylmura_ssg.make.press.link_outline import Bookmark, put_outline
from asylmura_ssg.make.press.link_stamps import drawn_numbers
from asylmura_ssg.make.press.link_tree import StructureTree
from asylmura_ssg.make.press.marks import Sheet, marks_of, slug_line
from asylmura_ssg.make.press.standard import Described, catalogued, put_info, version_of
from asylmura_ssg.make.press.unit import Unit, UnitPage, read_unit, resolve
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.press import Medium

_NUMBERS = ("Golos Text", 400)
"""The face of page numbers: family and weight."""


@dataclass(frozen=True, slots=True)
class Book:
    """What linking must know before it begins. ``trim`` is width and height in mm.

    ``first_folio`` is that of the first page: 1 for a block, less where covers stand before it. ``folios`` and
    ``titles`` are of each target. ``name`` is the file's, in ASCII: it stands beside the marks. ``folds`` are marked at
    these distances from the trim's left, in mm.
    """

    inking: Inking
    described: Described
    trim: tuple[float, float]
    pages: int
    faces: tuple[Face, ...]
    name: str
    first_folio: int = 1
    folios: dict[str, int] | None = None
    titles: dict[str, str] | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    folds: tuple[float, ...] = ()


def link(book: Book, units: Iterable[bytes], out: BinaryIO) -> None:
    """Write the book. The same units give the same bytes. Raises TypesettingError."""
    linker = _Linker(book, out)
    for data in units:
        linker.take(read_unit(data))
    linker.close()


class _Linker:
    """A book while its units come in."""

    def __init__(self, book: Book, out: BinaryIO) -> None:
        self._book = book
        self._file = PdfFile(out, version_of(book.inking))
        self._root, self._pages, self._info, self._fonts = (self._file.reserve() for _ in range(4))
        self._first = self._file.reserve(book.pages)
        self._done = 0
        self._union = FontUnion(book.faces)
        self._face = next(face for face in book.faces if (face.family, face.weight) == _NUMBERS)
        self._boxes = boxes_of(book.trim, book.inking.printer)
        self._tree = StructureTree(self._file) if book.inking.medium is Medium.SCREEN else None
        printer = book.inking.printer
        marks = None if printer is None else printer.marks
        self._sheet = None if marks is None else Sheet(self._boxes, marks, book.folds)
        self._marks = None if self._sheet is None else marks_of(self._sheet, self._file)

    def take(self, unit: Unit) -> None:
        """Write a unit's objects and pages."""
        if self._done + len(unit.pages) > self._book.pages:
            raise TypesettingError(f"the book has more than the {self._book.pages} pages it was to have")
        if any(abs(own - wanted) > 0.02 for own, wanted in zip(unit.trim, self._book.trim, strict=True)):
            raise TypesettingError(f"a page of {unit.trim} mm in a book of {self._book.trim} mm")
        self._union.take(unit.glyphs)
        base = self._file.reserve(len(unit.parts))
        first = self._first + self._done
        keys = range(0) if self._tree is None else self._tree.keys(unit)
        known = partial(self._known, base, first, keys)
        for number, part in enumerate(unit.parts):
            self._file.put(base + number, resolve(part.body, known), part.stream)
        for page in unit.pages:
            self._put_page(page, base)
        if self._tree is not None:
            self._tree.take(unit, base, keys)

    def _known(self, base: int, first: int, keys: range, letter: str, argument: str) -> bytes:
        """Return what a mark in a unit stands for; its objects are numbered from ``base``, its pages from ``first``."""
        match letter:
            case "o":
                return ref(base + int(argument))
            case "p":
                return ref(first + int(argument))
            case "s":
                return b"%d" % keys[int(argument)]
            case "t":
                return b"[" + ref(self._page(argument)) + b" /XYZ 0 %.3f null]" % self._boxes.trim[3]
            case "n":
                return text((self._book.titles or {}).get(argument, argument))
        shared = {"f": self._fonts}
        if self._tree is not None:
            shared["d"] = self._tree.document
        if self._marks is not None:
            shared["m"] = self._marks.spaces
        return ref(shared[letter])

    def _put_page(self, page: UnitPage, base: int) -> None:
        folio = self._book.first_folio + self._done
        drawn = drawn_numbers(page.stamps, folio, self._book.folios or {}, self._union, self._face,
                              tagged=self._tree is not None)  # fmt: skip
        contents = [base + page.content]
        if drawn:
            contents.append(self._file.add(b"<</Length %d>>" % len(drawn), drawn))
        resources = base + page.resources
        if self._sheet is not None and self._marks is not None:
            shown = f"{self._book.name}   {folio}" if self._book.pages > 1 else self._book.name
            line = slug_line(self._sheet, shown, self._union.resource(self._face), self._face)
            contents += [self._marks.content, self._file.add(b"<</Length %d>>" % len(line), line)]
        body = b"<</Type /Page/Parent " + ref(self._pages) + _boxed(self._boxes, self._book.inking)
        body += b"/Resources " + ref(resources) + b"/Contents [" + b" ".join(map(ref, contents)) + b"]"
        if self._tree is not None:
            body += b"/Tabs /S/StructParents %d" % self._tree.page(page, base)
            if page.annotations:
                body += b"/Annots [" + b" ".join(ref(base + number) for number in page.annotations) + b"]"
        self._file.put(self._first + self._done, body + b">>")
        self._done += 1

    def close(self) -> None:
        """Write what stands at the end, and the catalogue."""
        book, file = self._book, self._file
        if self._done != book.pages:
            raise TypesettingError(f"the book has {self._done} pages, not {book.pages}")
        self._union.resource(self._face)
        self._union.close(file, self._fonts)
        kids = b" ".join(ref(self._first + number) for number in range(book.pages))
        file.put(self._pages, b"<</Type /Pages/Count %d/Kids [" % book.pages + kids + b"]>>")
        entries = catalogued(file, book.described, book.inking, book.name)
        if book.bookmarks:
            entries += b"/PageMode /UseOutlines/Outlines " + ref(put_outline(file, book.bookmarks, self._at))
        if book.pages > 1:
            entries += b"/PageLabels " + _labels(book)
            if version_of(book.inking) >= "1.5":  # ISO 32000-1, table 28: before, nobody knew this layout
                entries += b"/PageLayout /TwoPageRight"
        if self._tree is not None:
            entries += b"/StructTreeRoot " + ref(self._tree.close())
        put_info(file, self._info, book.described, book.inking)
        file.put(self._root, b"<</Type /Catalog/Pages " + ref(self._pages) + entries + b">>")
        file.close(self._root, self._info)

    def _page(self, target: str) -> int:
        folios = self._book.folios or {}
        if target not in folios:
            raise TypesettingError(f"no page in this book for {target!r}")
        return self._at(folios[target])

    def _at(self, folio: int) -> int:
        return self._first + folio - self._book.first_folio


def _boxed(boxes: Boxes, inking: Inking) -> bytes:
    """Return the entries of a page's boxes; a page on a screen is its trim."""
    entries = b"/MediaBox " + _sides(boxes.media)
    if inking.medium is Medium.PRESS:
        entries += b"/BleedBox " + _sides(boxes.bleed) + b"/TrimBox " + _sides(boxes.trim)
    return entries


def _sides(box: tuple[float, float, float, float]) -> bytes:
    return f"[{' '.join(f'{side:g}' if side == int(side) else f'{side:.4f}' for side in box)}]".encode()


def _labels(book: Book) -> bytes:
    """Name the pages as they are numbered on paper (ISO 32000-1, 12.4.2); pages before folio 1 have names of their own."""
    before = 1 - book.first_folio
    if not before:
        return b"<</Nums [0 <</S /D>>]>>"
    return b"<</Nums [0 <</P (cover-)/S /D>> %d <</S /D>>]>>" % before
