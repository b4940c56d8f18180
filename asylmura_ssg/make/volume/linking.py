"""Fragments → one book: pages in order, every face embedded once, page numbers stamped into their empty places.

An empty place is a link ``stamp:<l|r>:<target>`` of fixed width, so that nothing moves when its number is known; the
number is set flush left or right in it, as large as the place is high. No link stays in the book.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from asylmura_ssg.make.volume.fonts import FontUnion
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.design import Face

_PDF_VERSION = "1.6"
_POINTS_PER_MM = 72 / 25.4
TRIM_MM = (170.0, 240.0)
BLEED_MM = 3.0
_STAMP_FAMILY = "Golos Text"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline shown on screens: level 1 holds the levels 2 after it."""

    title: str
    level: int
    folio: int


@dataclass(frozen=True, slots=True)
class Book:
    """Everything linking needs: the fragments' PDFs in order, the folio of the first page, the folio of each target."""

    parts: tuple[bytes, ...]
    first_folio: int
    folios: dict[str, int]
    bookmarks: tuple[Bookmark, ...]
    faces: tuple[Face, ...]
    title: str
    author: str
    date: date


@dataclass(frozen=True, slots=True)
class _Stamp:
    side: str
    target: str
    left: float
    right: float
    baseline: float
    size: float


def link(book: Book) -> bytes:
    """Return the linked book. The same parts give the same bytes."""
    document = pikepdf.new()
    fonts = FontUnion(document, book.faces)
    stamps: list[tuple[_Stamp, ...]] = []
    for part in book.parts:
        with pikepdf.open(BytesIO(part)) as source:
            fonts.take(source)
            stamps += [_detach(page) for page in source.pages]
            document.pages.extend(source.pages)
    number_face = next(face for face in book.faces if (face.family, face.weight) == (_STAMP_FAMILY, 400))
    dictionary = fonts.close(number_face, "0123456789")
    for index, (page, places) in enumerate(zip(document.pages, stamps, strict=True)):
        folio = book.first_folio + index
        drawn = b"".join(_draw(place, _number(place, folio, book), fonts, number_face) for place in places)
        _finish(document, page, drawn)
        fonts.apply(page, dictionary)
    _label_pages(document, book)
    _describe(document, book)
    return _saved(document)


def _sheet() -> tuple[float, float]:
    width, height = ((side + 2 * BLEED_MM) * _POINTS_PER_MM for side in TRIM_MM)
    return round(width, 4), round(height, 4)


def _detach(page: pikepdf.Page) -> tuple[_Stamp, ...]:
    """Take the links off a page and return the empty places among them."""
    if "/Annots" not in page:
        return ()
    places = []
    for annotation in page.Annots.as_list():
        address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
        if not address.startswith("stamp:"):
            raise TypesettingError(f"a link in print leads nowhere: {address or annotation.get('/Dest')}")
        _, side, target = address.split(":", 2)
        x0, y0, x1, y1 = (float(value) for value in annotation.Rect.as_list())
        places.append(_Stamp(side, target, min(x0, x1), max(x0, x1), min(y0, y1), abs(y1 - y0)))
    del page["/Annots"]
    return tuple(places)


def _number(place: _Stamp, folio: int, book: Book) -> str:
    if place.target == "folio":
        return str(folio)
    if place.target not in book.folios:
        raise TypesettingError(f"no page in this book for {place.target!r}")
    return str(book.folios[place.target])


def _draw(place: _Stamp, number: str, fonts: FontUnion, face: Face) -> bytes:
    width = fonts.width(face, number) * place.size / 1000
    if width > place.right - place.left + 0.01:
        raise TypesettingError(f"the place for page number {number} is too narrow")
    left = place.left if place.side == "l" else place.right - width
    glyphs = fonts.encode(face, number).hex()
    return (
        f"q 0 0 0 1 k BT {fonts.resource(face)} {place.size:.4f} Tf "
        f"1 0 0 1 {left:.4f} {place.baseline:.4f} Tm <{glyphs}> Tj ET Q\n"
    ).encode()


def _finish(document: pikepdf.Pdf, page: pikepdf.Page, drawn: bytes) -> None:
    """Put the stamps on a page, move its origin to the corner of the bleed, and set its boxes exactly."""
    left, bottom = (float(value) for value in page.MediaBox.as_list()[:2])
    width, height = _sheet()
    bleed = round(BLEED_MM * _POINTS_PER_MM, 4)
    page.contents_add(document.make_stream(f"q 1 0 0 1 {-left:.4f} {-bottom:.4f} cm q\n".encode()), prepend=True)
    page.contents_add(document.make_stream(b"Q\n" + drawn + b"Q\n"))
    page.MediaBox = Array([0, 0, width, height])
    page.BleedBox = Array([0, 0, width, height])
    page.TrimBox = Array([bleed, bleed, round(width - bleed, 4), round(height - bleed, 4)])
    for key in ("/CropBox", "/ArtBox"):
        if key in page:
            del page[key]


def _label_pages(document: pikepdf.Pdf, book: Book) -> None:
    """Name the pages on screen as they are numbered on paper; the cover's have a name instead of a number."""
    covers = 1 - book.first_folio
    labels = Array([0, Dictionary(P=String("cover-"), S=Name.D), covers, Dictionary(S=Name.D)])
    document.Root.PageLabels = Dictionary(Nums=labels)
    with document.open_outline() as outline:
        for bookmark in book.bookmarks:
            item = pikepdf.OutlineItem(bookmark.title, bookmark.folio - book.first_folio)
            siblings = outline.root if bookmark.level == 1 or not outline.root else outline.root[-1].children
            siblings.append(item)


def _describe(document: pikepdf.Pdf, book: Book) -> None:
    stamp = String(f"D:{book.date:%Y%m%d}000000Z")
    document.docinfo = document.make_indirect(
        Dictionary(
            Title=String(book.title),
            Author=String(book.author),
            Producer=String("asylmura_ssg"),
            CreationDate=stamp,
            ModDate=stamp,
            Trapped=Name.False_,
        )
    )
    document.Root.Lang = String("kk")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.Root.PageLayout = Name.TwoPageRight


def _saved(document: pikepdf.Pdf) -> bytes:
    """Return the file; its /ID is a digest of what it holds (ISO 32000-1, 14.4)."""
    document.remove_unreferenced_resources()
    out = BytesIO()
    document.save(
        out,
        deterministic_id=True,
        force_version=_PDF_VERSION,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
    )
    return out.getvalue()
