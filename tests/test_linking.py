"""From set fragments to a file: inks and light, units and their numbers, boxes, marks, what the file says of itself."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, strategies as st
from printed import block, book, bound, design, galleys, miniature, printer

from asylmura_ssg.make.press import Inking, compile_unit, link
from asylmura_ssg.make.press.block import press_book, screen_book
from asylmura_ssg.make.press.boxes import boxes_of
from asylmura_ssg.make.press.colour import InkedPicture
from asylmura_ssg.make.press.link import Book
from asylmura_ssg.make.press.link_file import PdfFile, text
from asylmura_ssg.make.press.link_fonts import REPERTOIRE
from asylmura_ssg.make.press.palette import HOUSE, light
from asylmura_ssg.make.press.unit import Part, Stamp, Unit, UnitPage, mark, read_unit, resolve, serialise
from asylmura_ssg.make.volume import FragmentRecipe, TypesettingError, typeset_fragment
from asylmura_ssg.make.volume.fragment import Copy, Side
from asylmura_ssg.model.press import POINTS, Marks, Printer, Standard
from asylmura_ssg.model.printed_page import Format, Margins

ROOT = Path(__file__).parent.parent
MARKED = Marks(offset=5.0, length=5.0, registration=True, patches=True)
PLAIN = Format(60.0, 40.0, Margins(5.0, 5.0, 5.0, 5.0))


def house(standard: Standard = Standard.X4, marks: Marks | None = None, bleed: float = 3.0) -> Printer:
    return replace(printer(), standard=standard, marks=marks, bleed=bleed)


def fragment(body: str, style: str = "") -> FragmentRecipe:
    """Return a small page of its own."""
    return FragmentRecipe(
        name="page",
        copy=Copy.of(f'<html lang="kk"><title>Бет</title><body>{body}</body></html>'),
        stylesheet=f"html {{ font: 9pt/12pt Literata; color: device-cmyk(0 0 0 1) }} {style}",
        format=PLAIN,
        faces=miniature().faces,
        hyphenation=miniature().hyphenation,
        side=Side.RECTO,
    )


def unit_of(body: str, style: str = "", inking: Inking | None = None, **pictures: InkedPicture) -> bytes:
    return compile_unit(typeset_fragment(fragment(body, style)), inking or Inking.on_press(house()), pictures)


def one_page(inking: Inking) -> Book:
    whole = press_book(miniature(), bound(), house(), "page") if inking.printer else screen_book(miniature(), bound())
    trim = PLAIN.width, PLAIN.height
    return replace(whole, inking=inking, trim=trim, pages=1, first_folio=1, bookmarks=(), folios={}, titles={})


def linked(book: Book, *units: bytes) -> pikepdf.Pdf:
    out = io.BytesIO()
    link(book, units, out)
    return pikepdf.open(out)


def operators(page: pikepdf.Page) -> Iterator[tuple[str, Sequence[object]]]:
    for drawn in pikepdf.parse_content_stream(page):
        yield str(drawn.operator), list(drawn.operands)


def points_of(pdf: pikepdf.Pdf, stream: bytes) -> Iterator[tuple[float, float]]:
    for drawn in pikepdf.parse_content_stream(pdf.make_stream(stream)):
        if str(drawn.operator) in {"m", "l"}:
            x, y = (float(str(operand)) for operand in drawn.operands)
            yield x, y


# Inks and light.


def test_press_pages_are_drawn_in_the_four_inks_alone() -> None:
    with pikepdf.open(io.BytesIO(block())) as document:
        for page in document.pages:
            for operator, operands in operators(page):
                assert operator not in {
                    "rg",
                    "RG",
                    "g",
                    "G",
                    "sc",
                    "SC",
                    "sh",
                    "BDC",
                    "BMC",
                    "EMC",
                    "gs",
                    "INLINE IMAGE",
                }
                if operator in {"cs", "CS"}:
                    assert str(operands[0]) == "/All"  # marks outside the bleed
            assert "/Annots" not in page
        assert "/StructTreeRoot" not in document.Root


def test_screen_pages_are_drawn_in_light_alone() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        drawn = {operator for page in document.pages for operator, _ in operators(page)}
        images = {str(i.ColorSpace) for page in document.pages for i in page.get_images().values()}
    assert drawn & {"k", "K", "cs", "CS", "g", "G", "sh"} == set()
    assert {"rg", "BDC", "EMC"} <= drawn
    assert images == {"/DeviceRGB"}


@pytest.mark.parametrize(
    ("style", "wrong"),
    [
        ("p { color: #804020 }", "rg"),
        ("p { color: black }", "rg"),
        ("p { border: 1pt solid rgb(0 0 0) }", "rg"),
        ("p { opacity: .5 }", "see-through"),
        ("p { color: device-cmyk(0 0 0 1 / 40%) }", "see-through"),
    ],
)
def test_what_print_cannot_have_is_an_error(style: str, wrong: str) -> None:
    with pytest.raises(TypesettingError, match=wrong):
        unit_of("<p>Сөз</p>", style)


def test_a_drawing_without_a_named_ink_is_an_error() -> None:
    with pytest.raises(TypesettingError, match="name every fill"):
        unit_of('<svg viewBox="0 0 9 9" width="9mm" height="9mm"><path d="M0 0H9V9Z"/></svg>')


def test_every_ink_of_style_sheets_and_drawings_has_its_light() -> None:
    colour = re.compile(r"device-cmyk\(([\d. ]+)\)")
    texts = [*design().styles.values(), *(t for each in design().templates.values() for t in each.sources.values())]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "asylmura_ssg" / "make").rglob("*.py"))]
    found = {found for text in texts for found in colour.findall(text)}
    assert len(found) > len(HOUSE)
    for inks in sorted(found):
        cyan, magenta, yellow, black = (float(ink) for ink in inks.split())
        light((cyan, magenta, yellow, black))


def test_a_strange_colour_has_no_light() -> None:
    with pytest.raises(TypesettingError, match=r"device-cmyk\(0\.5 0 0 0\) is no colour of the house"):
        light((0.5, 0, 0, 0))


@given(st.floats(0, 1))
def test_more_black_ink_is_never_lighter(black: float) -> None:
    more = light((0, 0, 0, min(1.0, black + 0.01)))
    assert light((0, 0, 0, 0)) == (255, 255, 255)
    assert more <= light((0, 0, 0, black))


# Units.


def test_a_unit_comes_back_as_it_was() -> None:
    page = UnitPage(1, 0, (Stamp("l", "eski-qala", 1.5, 20.25, 3.0, 8.5, 4),), (2,), (3, -1))
    parts = (
        Part(b"<</Font " + mark("f") + b">>"),
        Part(b"<</Length 3>>", b"\x00\xff\n"),
        Part(b"<</A (\xe9)>>"),
        Part(b"[]"),
    )
    unit = Unit((170.0, 240.0), (page,), parts, {"Literata": {7: "ұ", 9: "fi"}}, (3,), (3,), (("n1", 3),))
    assert read_unit(serialise(unit)) == unit


@given(
    st.lists(st.one_of(st.binary(max_size=9).map(lambda b: b.replace(b"\0", b"")), st.integers(0, 99999)), max_size=9)
)
def test_marks_are_told_from_all_that_stands_around_them(pieces: list[bytes | int]) -> None:
    body = b"".join(mark("o", piece) if isinstance(piece, int) else piece for piece in pieces)
    plain = b"".join(b"%d 0 R" % piece if isinstance(piece, int) else piece for piece in pieces)
    assert resolve(body, lambda letter, argument: f"{argument} 0 R".encode() if letter == "o" else b"?") == plain


def test_a_picture_nobody_inked_is_an_error() -> None:
    entry = next(e for chapter in miniature().chapters for e in chapter.entries if e.monument.pictures)
    placed = next(each for each in bound().placed if each.section.target == entry.monument.slug)
    with pytest.raises(TypesettingError, match="is not at hand"):
        compile_unit(galleys().pdf_of(placed.galley), Inking.on_press(printer()), {})


# Linking.


def test_each_face_is_embedded_once_with_the_letters_of_the_next_edit() -> None:
    for pdf in (block(), book()):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            held = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
            fonts = [o for o in held if o.get("/Subtype") == "/Type0"]
            assert sum("/FontFile2" in o for o in held) == len(fonts) == len({str(f.BaseFont) for f in fonts})
            assert len(fonts) <= len(miniature().faces)
            for font in fonts:
                told = font.ToUnicode.read_bytes().decode()
                for letter in set(REPERTOIRE) & set("АӘҚҰҺ09aZ«»–"):
                    assert f"<{letter.encode('utf-16-be').hex()}>" in told


def test_a_book_of_another_size_length_or_without_a_target_is_an_error() -> None:
    inking = Inking.on_press(house())
    page, whole = unit_of("<p>Бет</p>"), one_page(inking)
    with pytest.raises(TypesettingError, match="a page of"):
        linked(replace(whole, trim=(170.0, 240.0)), page)
    with pytest.raises(TypesettingError, match="more than the 1 pages"):
        linked(whole, page, page)
    with pytest.raises(TypesettingError, match="has 1 pages, not 2"):
        linked(replace(whole, pages=2), page)
    with pytest.raises(TypesettingError, match="no page in this book for 'gone'"):
        linked(whole, unit_of('<p><a class="pg" href="stamp:l:gone">&#160;</a></p>', PLACE))
    narrow = unit_of('<p><a class="pg" href="stamp:l:far">&#160;</a></p>', PLACE.replace("6mm", "1mm"))
    with pytest.raises(TypesettingError, match="too narrow"):
        linked(replace(whole, folios={"far": 1234}), narrow)


PLACE = ".pg { display: inline-block; width: 6mm; height: 1em; color: inherit; text-decoration: none }"


def test_links_of_a_screen_lead_to_their_pages_and_say_where() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        numbers: dict[object, int] = {page.objgen: number for number, page in enumerate(document.pages)}
        found = {
            str(link.Contents): numbers[link.Dest[0].objgen] - 1
            for page in document.pages
            for link in page.get("/Annots", ())
            if "/Dest" in link
        }
    for chapter in miniature().chapters:
        for entry in chapter.entries:
            assert found[entry.monument.names.kk] == bound().page_map.folios[entry.monument.slug][0]


def test_memory_does_not_grow_with_the_book() -> None:
    inking = Inking.on_press(house())
    bare = read_unit(unit_of("<p>Бет</p>"))
    heavy = serialise(replace(bare, parts=(*bare.parts, Part(b"<</Length 2000000>>", bytes(2_000_000)))))

    def peak(pages: int) -> int:
        class Nowhere(io.RawIOBase):
            def write(self, data: object) -> int:
                return len(data)  # type: ignore[arg-type] # bytes, whatever the type of a raw file says

        tracemalloc.start()
        link(replace(one_page(inking), pages=pages), (bytes(bytearray(heavy)) for _ in range(pages)), Nowhere())  # type: ignore[arg-type]
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(60) < peak(10) + 1_000_000


def test_an_object_is_written_once_and_none_is_forgotten() -> None:
    file = PdfFile(io.BytesIO(), "1.3")
    number = file.reserve(2)
    file.put(number, b"<<>>")
    with pytest.raises(ValueError, match="written already"):
        file.put(number, b"<<>>")
    with pytest.raises(ValueError, match="never written"):
        file.close(number, number)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_words_can_be_said_in_a_file(words: str) -> None:
    assert str(pikepdf.Object.parse(text(words))) == words


# Boxes, marks, and what the file says of itself.


@pytest.mark.parametrize("bleed", [0.0, 3.0, 6.0])
@pytest.mark.parametrize("marks", [None, MARKED])
def test_boxes_are_exact(bleed: float, marks: Marks | None) -> None:
    inking = Inking.on_press(house(marks=marks, bleed=bleed))
    with linked(one_page(inking), unit_of("<p>Бет</p>", inking=inking)) as document:
        (page,) = document.pages
        media, bled, trim = ([float(v) / POINTS for v in box] for box in (page.MediaBox, page.BleedBox, page.TrimBox))
        around = bleed if marks is None else max(bleed, 5) + 5 + 4
        assert media == pytest.approx([0, 0, 60 + 2 * around, 40 + 2 * around], abs=0.001)
        assert trim == pytest.approx([around, around, around + 60, around + 40], abs=0.001)
        assert bled == pytest.approx([trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed], abs=0.001)
        assert "/CropBox" not in page
        assert "/ArtBox" not in page


def test_more_bleed_than_is_drawn_is_an_error() -> None:
    with pytest.raises(ValueError, match="6 mm over the trim, not 7"):
        boxes_of((60, 40), house(bleed=7.0))


def test_nothing_is_drawn_beyond_the_bleed_but_marks_and_these_only_there() -> None:
    inking = Inking.on_press(house(marks=MARKED))
    with linked(replace(one_page(inking), folds=(20.0,)), unit_of("<p>Бет</p>", inking=inking)) as document:
        (page,) = document.pages
        left, bottom, right, top = (float(side) for side in page.BleedBox)
        content, marks, line = (part.read_bytes() for part in page.Contents)
        assert content.startswith(f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n".encode())
        for x, y in points_of(document, marks):
            assert not (left < x < right and bottom < y < top)
            assert 0 <= x <= float(page.MediaBox[2])
            assert 0 <= y <= float(page.MediaBox[3])
        assert b"[2 1.5] 0 d" in marks
        assert line.count(b"Tj") == 1


def test_two_files_of_one_title_are_two_documents() -> None:
    inking = Inking.on_press(house(Standard.X4))
    unit = unit_of("<p>Бет</p>", inking=inking)
    known = set()
    for name in ("block.pdf", "cover.pdf"):
        with linked(replace(one_page(inking), name=name), unit) as document:
            known.add(document.open_metadata()["xmpMM:DocumentID"])
    assert len(known) == 2


def test_a_printer_without_marks_gets_none() -> None:
    inking = Inking.on_press(house())
    with linked(one_page(inking), unit_of("<p>Бет</p>", inking=inking)) as document:
        assert len(document.pages[0].Contents) == 1
        assert "/ColorSpace" not in document.pages[0].Resources


def test_each_standard_says_what_it_is() -> None:
    for standard, version in ((Standard.X1A, "1.3"), (Standard.X4, "1.6")):
        inking = Inking.on_press(house(standard))
        with linked(one_page(inking), unit_of("<p>Бет</p>", inking=inking)) as document:
            assert document.pdf_version == version
            (intent,) = document.Root.OutputIntents
            assert intent.DestOutputProfile.read_bytes() == printer().condition.data
            assert str(intent.OutputConditionIdentifier) == printer().condition.identifier
            assert str(document.docinfo.Trapped) == "/False"
            if standard is Standard.X1A:
                assert str(document.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1:2001"
                assert str(document.docinfo["/GTS_PDFXConformance"]) == "PDF/X-1a:2001"
            else:
                assert document.open_metadata()["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    with pikepdf.open(io.BytesIO(book())) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert "/OutputIntents" not in document.Root


def test_a_printer_whose_profile_is_not_at_hand_is_an_error() -> None:
    inking = Inking.on_press(replace(house(), condition=replace(printer().condition, data=b"")))
    with pytest.raises(ValueError, match="is not at hand"):
        linked(one_page(inking), unit_of("<p>Бет</p>"))


def test_an_old_version_is_told_nothing_it_does_not_know() -> None:
    whole, page = replace(one_page(Inking.on_press(house(Standard.X1A))), pages=2), unit_of("<p>Бет</p>")
    with linked(whole, page, page) as document:
        assert {"/Metadata", "/PageLayout", "/Lang", "/MarkInfo"}.isdisjoint(document.Root.keys())


@pytest.mark.parametrize("pdf", [block, book])
def test_the_file_holds_together(pdf: Callable[[], bytes]) -> None:
    with pikepdf.open(io.BytesIO(pdf())) as document:
        assert document.check_pdf_syntax() == []
        assert document.trailer.ID[0] == document.trailer.ID[1]
