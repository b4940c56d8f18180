"""The volume for screens: what a reading program is told of it, and that each check of that bites."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from printed import book, bound, miniature
from published import ROOT

from asylmura_ssg.cache import Store
from asylmura_ssg.check.accessibility import barriers
from asylmura_ssg.check.accessibility.contrast import contrast
from asylmura_ssg.check.accessibility.drawing import drawing_of
from asylmura_ssg.check.accessibility.tree import Element, elements_of
from asylmura_ssg.make.press.palette import HOUSE

BOARDS = 2  # pages before folio 1


@cache
def elements() -> tuple[Element, ...]:
    return elements_of(opened())


@cache
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(book()))


def of_kind(kind: str) -> list[Element]:
    return [element for element in elements() if element.kind == kind]


def links_of(document: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in document.pages for annotation in list(page.get("/Annots", Array()))]


def test_nothing_stands_in_a_readers_way() -> None:
    assert barriers(book()) == ()


def test_what_was_read_of_a_page_is_remembered(tmp_path: Path) -> None:
    memory = Store(tmp_path)
    assert barriers(book(), memory) == barriers(book(), memory) == ()
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) <= len(opened().pages)


# What is told


def test_every_picture_map_emblem_and_code_is_said_in_words() -> None:
    told = {str(figure.dictionary.Alt) for figure in of_kind("Figure")}
    frame = miniature().frames[0]
    for chapter in miniature().chapters:
        region = frame.vocabularies.regions[chapter.region].label.kk
        assert frame.strings["map_of"].format(what=region) in told
        for entry in chapter.entries:
            assert any("QR" in words and f"{entry.monument.number:04d}" in words for words in told)
            assert {picture.alt.kk for picture in entry.monument.pictures} <= told


def test_each_footnote_and_its_call_lead_to_one_another() -> None:
    notes = {str(note.dictionary.ID): note for note in of_kind("Note")}
    assert len(notes) == len(of_kind("Note")) == len(of_kind("Reference")) > 0
    assert all(note.children[0] == "Lbl" for note in notes.values())
    links = [annotation for annotation in links_of(opened()) if str(annotation.Contents).isdigit()]
    assert len(links) == 2 * len(notes)
    for link in links:
        nearest = min(links, key=lambda other: distance(link, other))
        assert str(nearest.Contents) == str(link.Contents)
        assert distance(link, nearest) < 6


def distance(link: Any, other: Any) -> float:
    """Return how far, in points, the place a link leads to is from the upper left corner of another link."""
    page, _, x, y, _ = link.Dest
    if all(one.objgen != other.objgen for one in list(page.get("/Annots", Array()))):
        return math.inf
    left, _, _, top = (float(value) for value in other.Rect)
    return math.dist((float(x), float(y)), (left, top))


def test_page_numbers_in_the_text_lead_to_their_pages() -> None:
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(opened().pages, 1)}
    titles = bound().titles
    led = {
        (str(annotation.Contents), pages[annotation.Dest[0].objgen] - BOARDS)
        for annotation in links_of(opened())
        if "/Dest" in annotation
    }
    for target in ("qyzyl-kesene", "eski-qala"):
        assert (titles[target], bound().folios[target]) in led


def test_a_passage_in_another_language_says_so() -> None:
    languages = {str(element.dictionary.Lang) for element in elements() if "/Lang" in element.dictionary}
    assert {"kk", "ru", "en"} <= languages
    assert str(opened().Root.Lang) == "kk"


def test_headings_go_from_the_book_to_its_regions_and_their_entries() -> None:
    names = [entry.monument.names.kk for chapter in miniature().chapters for entry in chapter.entries]
    assert [words_of(heading) for heading in of_kind("H2") if words_of(heading) in names] == names


def words_of(element: Element) -> str:
    """Return what an element's marked contents show, read by pdfium."""
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(opened().pages)}
    words = []
    for page, number in element.marked:
        words.append(marked_text(pages[page], number))
    return re.sub(r"\s+", " ", "".join(words)).strip()


@cache
def marked_text(page: int, number: int) -> str:
    """Return the letters that one marked content of a page draws, by the faces' own tables of letters."""
    from asylmura_ssg.check.accessibility.fonts import _letters

    drawn, fonts, shown, said = opened().pages[page], {}, False, ""
    for name, font in drawn.Resources.Font.items():
        fonts[name] = _letters(font.ToUnicode.read_bytes())
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(drawn, "BDC EMC Tf TJ Tj"):
        operator = str(instruction.operator)
        if operator == "BDC":
            properties = instruction.operands[1]
            shown = isinstance(properties, Dictionary) and properties.get("/MCID") == number
        elif operator == "EMC":
            shown = False
        elif operator == "Tf":
            letters = fonts[str(instruction.operands[0])]
        elif shown:
            pieces = instruction.operands[0]
            for piece in pieces if isinstance(pieces, Array) else [pieces]:
                if isinstance(piece, String):
                    text = bytes(piece)
                    said += "".join(letters[text[i] << 8 | text[i + 1]] for i in range(0, len(text), 2))
    return said


def test_running_heads_and_folios_are_not_read_aloud() -> None:
    document = pypdfium2.PdfDocument(book())
    folio = bound().folios["qyzyl-kesene"]
    page = document[folio + BOARDS - 1]
    shown = page.get_textpage().get_text_range()
    document.close()
    assert str(folio) in shown.split()
    read = "".join(
        marked_text(folio + BOARDS - 1, number)
        for element in elements()
        for of, number in element.marked
        if of == opened().pages[folio + BOARDS - 1].objgen
    )
    assert not re.search(rf"(?<!\d){folio}(?!\d)$", read)


def test_house_colours_of_letters_stand_out_from_paper() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((1, 1, 1), (1, 1, 1)) == 1
    assert HOUSE


# Each check bites


def first(document: pikepdf.Pdf, kind: str) -> Dictionary:
    return next(element.dictionary for element in elements_of(document) if element.kind == kind)


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        del document.Root[key]

    return break_it


def catalogued(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        document.Root[key] = value

    return break_it


def retyped(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        first(document, kind).S = Name(f"/{other}")

    return break_it


def undescribed(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        del first(document, kind)[key]

    return break_it


def drawn(operators: bytes, *, before: bool = False) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        document.pages[8].contents_add(operators, prepend=before)

    return break_it


def replaced(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Change the first page's drawing that holds some operators."""

    def break_it(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.contents_coalesce()
            data = page.Contents.read_bytes()
            if re.search(old, data):
                page.Contents = document.make_stream(re.sub(old, new, data, count=1))
                return
        raise AssertionError(f"no page holds {old!r}")

    return break_it


def linked(key: str, value: object | None) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        annotation = links_of(document)[0]
        if value is None:
            del annotation[key]
        else:
            annotation[key] = value

    return break_it


def faced(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        change(next(iter(document.pages[8].Resources.Font.values())))

    return break_it


def described(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        metadata = document.Root.Metadata.read_bytes()
        assert re.search(old, metadata)
        document.Root.Metadata.write(re.sub(old, new, metadata))

    return break_it


def lettered(words: bytes) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for font in page.Resources.Font.values():
                font.ToUnicode = document.make_stream(
                    re.sub(rb"(<[0-9a-f]{4}> )<0041>", rb"\1<" + words + b">", font.ToUnicode.read_bytes())
                )

    return break_it


def tabbed(order: Name | None) -> Callable[[pikepdf.Pdf], None]:
    def break_it(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            if order is None:
                del page.obj["/Tabs"]
            else:
                page.obj.Tabs = order

    return break_it


def twice_named(document: pikepdf.Pdf) -> None:
    notes = [element.dictionary for element in elements_of(document) if element.kind == "Note"]
    notes[0].ID = notes[1].ID


def two_roots(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    root = tree.K[0] if isinstance(tree.K, Array) else tree.K
    other = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array([])))
    tree.K = Array([root, other])


def headed(document: pikepdf.Pdf) -> None:
    first(document, "H3").S = Name.H5


def reference_form(document: pikepdf.Pdf) -> None:
    form = document.make_stream(b"")
    form.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], Ref=Dictionary())
    document.pages[8].Resources.XObject = Dictionary(Fm=form)
    document.pages[8].contents_add(b"/Artifact BMC /Fm Do EMC")


def tabled(document: pikepdf.Pdf) -> None:
    paragraph = first(document, "P")
    paragraph.S = Name.TH


def undrawn(document: pikepdf.Pdf) -> None:
    element = next(element for element in elements_of(document) if element.marked)
    element.dictionary.K.append(999)


def pale(document: pikepdf.Pdf) -> None:
    page = next(page for page in document.pages if set(drawing_of(page, None).grounds) <= {(0.0, 0.0, 0.0)})
    page.contents_add(b"/Artifact BMC BT 0.6 g () Tj ET EMC")


SAMPLES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "01-003": replaced(rb"(/Span\s*<<\s*/MCID \d+\s*>>\s*BDC)", rb"\1 /Artifact BMC EMC"),
    "01-004": replaced(rb"(/Span\s*<<\s*/MCID \d+\s*>>\s*BDC)", rb"/Artifact BMC \1 EMC"),
    "01-005": drawn(b"0 0 9 9 re f"),
    "01-007": catalogued("/MarkInfo", Dictionary(Marked=True, Suspects=True)),
    "02-001": retyped("P", "Absatz"),
    "06-001": without("/Metadata"),
    "06-002": described(rb"part>1<", b"part>2<"),
    "06-003": described(rb"(?s)<dc:title>.*?</dc:title>", b""),
    "07-001": catalogued("/ViewerPreferences", Dictionary()),
    "07-002": catalogued("/ViewerPreferences", Dictionary(DisplayDocTitle=False)),
    "09-004": retyped("P", "TD"),
    "09-005": retyped("LI", "P"),
    "09-006": retyped("P", "TOCI"),
    "10-001": faced(lambda font: font.ToUnicode.write(b"")),
    "11-001": catalogued("/Lang", String("")),
    "13-004": undescribed("Figure", "/Alt"),
    "14-002": retyped("H1", "H2"),
    "14-003": headed,
    "14-007": retyped("H3", "H"),
    "15-003": tabled,
    "19-003": undescribed("Note", "/ID"),
    "19-004": twice_named,
    "20-001": catalogued("/OCProperties", Dictionary()),
    "21-001": catalogued("/Names", Dictionary(EmbeddedFiles=Dictionary())),
    "28-002": linked("/Subtype", Name.Text),
    "28-008": tabbed(None),
    "28-009": tabbed(Name.R),
    "28-010": catalogued("/AcroForm", Dictionary()),
    "28-011": retyped("Link", "Span"),
    "28-012": linked("/Contents", None),
    "30-001": reference_form,
    "30-002": replaced(rb"(/Span\s*<<\s*/MCID \d+\s*>>\s*BDC)", rb"\1 EMC \1"),
    "31-004": faced(lambda font: font.DescendantFonts[0].__setitem__("/CIDToGIDMap", Name.Other)),
    "31-005": faced(lambda font: font.DescendantFonts[0].__delitem__("/CIDToGIDMap")),
    "31-009": faced(lambda font: font.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2")),
    "31-027": faced(lambda font: font.__delitem__("/ToUnicode")),
    "31-028": lettered(b"0000"),
    "31-029": lettered(b"FEFF"),
    "31-030": replaced(rb"<([0-9A-Fa-f]{4})", rb"<0000\1"),
    "26-002": lambda _: None,
    "ISO 14289-1, 7.19": catalogued("/OpenAction", Dictionary(S=Name.JavaScript, JS=String(""))),
    "ISO 14289-1, 7.21": faced(lambda font: font.__setitem__("/Subtype", Name.TrueType)),
    "ISO 32000-1, 14.7.1": without("/MarkInfo"),
    "ISO 32000-1, 14.7.4": undrawn,
    "ISO 32000-1, 14.8.4": two_roots,
    "WCAG 1.4.3": pale,
    "WCAG 2.4.5": without("/Outlines"),
}


@pytest.mark.parametrize("condition", SAMPLES)
def test_a_file_broken_in_one_way_is_told_of_that(condition: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(book())) as document:
        SAMPLES[condition](document)
        locked = pikepdf.Encryption(owner="owner", user="") if condition == "26-002" else False
        document.save(out, encryption=locked)
    found = {barrier.condition for barrier in barriers(out.getvalue())}
    assert condition in found
    assert len(found) <= 3, found


def test_a_file_without_tags_is_told_so() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(book())) as document:
        del document.Root.StructTreeRoot
        document.save(out)
    assert any(barrier.said == "the file has no tags" for barrier in barriers(out.getvalue()))


def test_each_condition_that_is_examined_has_its_broken_file() -> None:
    sources = (ROOT / "asylmura_ssg" / "check" / "accessibility").glob("*.py")
    named = {
        condition
        for source in sources
        for condition in re.findall(r'"(\d\d-\d{3}|(?:ISO|WCAG) [\d\-., ]+\d)"', source.read_text("utf-8"))
    }
    assert named == SAMPLES.keys()
