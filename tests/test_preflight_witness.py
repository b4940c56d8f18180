"""Preflight by witnesses: what shows only on painted pages is found there, once, at its place, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import segno
from broken_pdfs import draw
from broken_witness import BOOK, EAN, PAYLOAD, SAMPLES, Broken, area, barcode, code, of, whole
from hypothesis import given, settings, strategies as st
from photographs import place
from pikepdf import Array, Dictionary, Name
from print_file import TRIM, WORDS, at, picture, printer, saved, sound, text
from published import ROOT

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight import ExpectedBook, examine, expected_cover
from asylmura_ssg.check.preflight.codes import codes_by_opencv, codes_on
from asylmura_ssg.check.preflight.expected import ExpectedEntry, Passage
from asylmura_ssg.check.preflight.pages import page_keys
from asylmura_ssg.check.preflight.sight import Sight
from asylmura_ssg.check.preflight.text import letters_of, prove_texts
from asylmura_ssg.check.preflight.witness import Witnessed, witness
from asylmura_ssg.make.press.colour import ink_picture
from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.model.preflight import Check, Gravity, Place
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.proof import GhostscriptError

Witness = Callable[..., Witnessed]

RENDERED = tuple(Check)[tuple(Check).index(Check.UNRENDERABLE_PAGE) :]


@pytest.fixture
def see(tmp_path: Path) -> Witness:
    def seen(data: bytes, book: ExpectedBook | None = None, folder: Path | None = None, jobs: int = 1) -> Witnessed:
        file = tmp_path / "book.pdf"
        file.write_bytes(data)
        with pikepdf.open(file) as pdf:
            keys = page_keys(pdf)
        return witness(file, keys, printer(), book, Store(folder), jobs)

    return seen


def test_a_sound_book_has_no_findings(see: Witness) -> None:
    found = see(saved(whole()), BOOK)
    assert found.findings == ()
    assert found.inks == ("Cyan", "Magenta", "Yellow", "Black")
    assert found.figures["codes"] == 2
    assert found.figures["letters"] == 2 * len(letters_of(WORDS))
    assert (found.figures["most-ink"], found.figures["most-ink-page"]) == (100.0, 1)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.check}: {sample.name}")
def test_a_broken_page_is_refused_by_its_check_and_no_other(sample: Broken, see: Witness) -> None:
    found = see(sample.data, sample.book)
    assert {finding.check for finding in found.findings} == {sample.check}, found.findings


def test_every_check_of_painted_pages_has_a_broken_file() -> None:
    assert set(RENDERED) <= {sample.check for sample in SAMPLES}


def test_both_halves_see_the_sound_file_as_sound(tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(saved(whole()))
    verdict = examine(file, printer(), BOOK)
    assert verdict.findings == ()
    assert verdict.figures["codes"] == 2
    assert verdict.figures["fonts"] == 1


# Places and figures.


def test_a_place_is_in_millimetres_from_the_trims_corner(see: Witness) -> None:
    pdf = sound()
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8))
    (finding,) = see(saved(pdf)).findings
    assert finding.page == 1
    assert near(finding.place, Place(70, 40, 82, 48))
    assert finding.said.startswith("up to 400 % of ink over ")


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_seen_upright(see: Witness, turned: int) -> None:
    pdf = whole()
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8) + code("https://example.org/00045", x=60, y=15))
    for page in pdf.pages:
        page.obj.Rotate = turned
    over, wrong = see(saved(pdf), BOOK).findings
    assert near(over.place, Place(70, 40, 82, 48))
    assert near(wrong.place, Place(60, 15, 79.8, 34.8))


def test_a_sheet_that_begins_elsewhere_has_the_same_places(see: Witness) -> None:
    pdf = sound()
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8))
    page = pdf.pages[0].obj
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[name] = Array([value + 100 for value in map(float, page[name])])
    page.Contents = pdf.make_stream(b"1 0 0 1 100 100 cm\n" + page.Contents.read_bytes())
    (finding,) = see(saved(pdf)).findings
    assert near(finding.place, Place(70, 40, 82, 48))


def near(place: Place | None, wanted: Place) -> bool:
    """Tell whether two places are the same within a pixel at 72 dpi and the one that an edge may touch."""
    assert place is not None
    pairs = zip(
        (place.left, place.bottom, place.right, place.top),
        (wanted.left, wanted.bottom, wanted.right, wanted.top),
        strict=True,
    )
    return all(abs(one - other) <= 0.7 for one, other in pairs)


def test_the_limit_is_of_inks_lying_on_each_other(see: Witness) -> None:
    pdf = sound()
    draw(pdf, area("1 1 1 0 k", 70, 40, 12, 8) + area("0 0 0 1 k", 70, 20, 12, 8))
    found = see(saved(pdf))
    assert found.findings == ()
    assert found.figures["most-ink"] == 300.0


def test_little_over_the_limit_is_told_with_its_place_and_refused_by_nobody(see: Witness) -> None:
    pdf = sound()
    draw(pdf, area("1 1 0.62 0.4 k", 70, 40, 12, 8))
    (finding,) = see(saved(pdf)).findings
    assert (finding.check, finding.gravity, finding.page) == (Check.INK_LITTLE_OVER, Gravity.WARNING, 1)
    assert finding.said.startswith("up to 302 % of ink over ")
    assert near(finding.place, Place(70, 40, 82, 48))


@pytest.mark.parametrize("file", sorted((ROOT / "benchmarks" / "pictures").glob("*.png")), ids=lambda file: file.stem)
@pytest.mark.parametrize("limit", [220, 280, 300])
def test_a_photograph_of_ours_stays_under_the_limit_as_another_program_decodes_it(
    file: Path, limit: int, tmp_path: Path
) -> None:
    terms = replace(printer(), ink_limit=limit)
    inked = ink_picture(place(90, 60), file.read_bytes(), Inking.on_press(terms))
    pdf = sound()
    embedded = pdf.make_indirect(picture(pdf, inked.data, inked.width, inked.height))
    # As large as its pixels at 72 dpi, so that each of them is looked at.
    page = pdf.pages[0].obj
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[name] = Array([0, 0, inked.width, inked.height])
    page.Contents = pdf.make_stream(f"q {inked.width} 0 0 {inked.height} 0 0 cm /Im2 Do Q".encode())
    page.Resources = Dictionary(XObject=Dictionary(Im2=embedded))
    path = tmp_path / "picture.pdf"
    path.write_bytes(saved(pdf))
    with pikepdf.open(path) as made:
        keys = page_keys(made)
    found = witness(path, keys, terms, None, Store(None), 1)
    assert limit - 15 < found.figures["most-ink"] <= limit
    assert {finding.check for finding in found.findings}.isdisjoint({Check.INK_LIMIT, Check.INK_LITTLE_OVER})


def test_a_picture_in_screen_colours_is_inked_as_the_printer_would(see: Witness) -> None:
    pdf = sound()
    dark = pikepdf.Stream(pdf, bytes(3 * 100), Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10))
    dark.ColorSpace, dark.BitsPerComponent = Name.DeviceRGB, 8
    drawn = f"q {20 * POINTS} 0 0 {20 * POINTS} {at(70, 90)} cm /Im2 Do Q".encode()
    draw(pdf, drawn, XObject={"Im2": pdf.make_indirect(dark)})
    assert 280 < see(saved(pdf)).figures["most-ink"] <= 305


# What is right is left alone.


@pytest.mark.parametrize(
    "drawn",
    [
        area("0.5 0 0 0 k", 60, 80, 43, 30),
        area("0 0 0 0.02 k", 85, 80, 15, 30),
        area("0.5 0 0 0 k", 75, 80, 10, 30),
        f"q 0 0 0 1 K 0.5 w {at(20, 120)} m {at(103, 120)} l S Q\n".encode(),
        f"q 0 0 0 1 K 0.3 w {at(70, 144)} m {at(70, 147)} l S Q\n".encode(),
        f"q 0.5 0 0 0 k {at(95, 80)} m {at(103, 90)} l {at(103, 70)} l h f Q\n".encode(),
        text(y=85, colour="0.15 0.75 0.85 0.1 k"),
        area("0.6 0.4 0.4 0.6 k", 35, 80, 40, 15) + text(y=85, colour="0 0 0 0 k"),
        area("0.2 0.1 0.1 0 k", 35, 80, 40, 15) + text(y=85),
    ],
    ids=[
        "an area that bleeds", "a tint lighter than paper shows", "an area off the trim", "a rule that bleeds",
        "a crop mark outside the bleed", "a shape whose corner crosses the trim", "small text in a colour",
        "white text on a dark ground", "black text on a tint",
    ],
)  # fmt: skip
def test_what_printers_take_is_let_pass(see: Witness, drawn: bytes) -> None:
    pdf = sound()
    draw(pdf, drawn)
    assert see(saved(pdf)).findings == ()


def test_marks_in_all_plates_are_no_plate_of_their_own(see: Witness) -> None:
    pdf = sound()
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
    draw(pdf, f"/Cs1 CS 1 SCN 0.3 w {at(70, 144)} m {at(70, 147)} l S".encode(), ColorSpace={"Cs1": space})
    assert see(saved(pdf)).findings == ()


def test_a_blank_page_is_looked_at_where_nobody_knows_what_was_meant(see: Witness) -> None:
    pdf = whole()
    pdf.pages[1].obj.Contents = pdf.make_stream(b"q Q")
    (warned,) = see(saved(pdf)).findings
    assert (warned.page, warned.gravity) == (2, Gravity.WARNING)
    book = replace(BOOK, ean=None)
    (refused,) = see(saved(pdf), book).findings
    assert refused.gravity is Gravity.ERROR
    assert see(saved(pdf), replace(book, blanks=frozenset({2}))).findings == ()


# Codes and text.


@pytest.mark.parametrize("x", [22.0 + step / 7 for step in range(7)])
def test_a_barcode_is_read_wherever_it_falls_on_the_raster(see: Witness, x: float) -> None:
    pdf = sound(pages=1)
    draw(pdf, barcode(EAN, x=x))
    assert see(saved(pdf), expected_cover(TRIM, (), "978-0-00-000000-2")).findings == ()


def test_a_code_that_a_decoder_mends_is_read(see: Witness) -> None:
    pdf = whole()
    draw(pdf, area("0 0 0 1 k", 47, 106, 4, 3))
    assert see(saved(pdf), BOOK).findings == ()


@pytest.mark.parametrize("module", [0.25, 0.3, 0.37, 0.45])
def test_a_small_code_is_looked_at_closely(see: Witness, module: float) -> None:
    pdf = whole()
    of(pdf, code(PAYLOAD), code(PAYLOAD, module=module))
    assert see(saved(pdf), BOOK).findings == ()


def test_both_decoders_see_a_code_alike(tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(saved(whole()))
    document = pypdfium2.PdfDocument(file)
    page = np.array(document[0].render(scale=300 / 72, grayscale=True).to_numpy()).squeeze()
    document.close()
    (one,), (other,) = codes_on(page, lambda: page), codes_by_opencv(page)
    assert one.text == other.text == PAYLOAD
    assert one.margin == other.margin == 1.0
    assert other.box == pytest.approx(one.box, abs=3)


@pytest.mark.parametrize("version", ["M2", "M4"])
def test_a_micro_code_is_none_of_ours(version: str) -> None:
    rows = [[255 * (1 - bit) for bit in row] for row in segno.make_micro("12345", version=version).matrix]
    page = np.pad(np.array(rows, dtype=np.uint8).repeat(8, 0).repeat(8, 1), 100, constant_values=255)
    assert list(codes_on(page, lambda: page.repeat(2, 0).repeat(2, 1))) == []


def test_codes_of_another_book_are_named_with_what_they_say(see: Witness) -> None:
    pdf = whole()
    of(pdf, code(PAYLOAD), code("https://example.org/00045"))
    missing, wrong = see(saved(pdf), BOOK).findings
    assert (missing.check, missing.page) == (Check.CODE_MISSING, 1)
    assert "https://example.org/00037" in missing.said
    assert (wrong.check, wrong.page) == (Check.CODE_WRONG, 1)
    assert "https://example.org/00045" in wrong.said


def lacking(pages: list[str], *passages: str) -> list[str]:
    """Return what pages of one entry lack of passages, by their first word."""
    entry = ExpectedEntry("berel", PAYLOAD, tuple(Passage("the text", passage) for passage in passages), None)
    codes = [[PAYLOAD], *[[] for _ in pages[1:]]]
    found = prove_texts([letters_of(page) for page in pages], codes, ExpectedBook(None, entries=(entry,)))
    return [finding.said.rpartition(": ")[2] for finding in found]


def test_a_passage_may_run_over_pages_with_heads_between() -> None:
    pages = ["Берел. Қорған биік то-", "102 Асыл мұра бенің басында тұр, оның айналасы", "103 тас қоршау."]
    assert lacking(pages, "Қорған биік төбенің басында тұр", "оның айналасы тас қоршау") == [
        "Қорған биік төбенің басында тұр"
    ]
    pages[0] = pages[0].replace("то-", "тө-")
    assert lacking(pages, "Қорған биік төбенің басында тұр", "оның айналасы тас қоршау") == []


def test_a_passage_with_a_word_left_out_is_missing() -> None:
    assert lacking(["Қорған төбенің басында тұр"], "Қорған биік төбенің басында тұр") == [
        "Қорған биік төбенің басында тұр"
    ]


def test_ligatures_and_case_make_no_difference() -> None:
    assert lacking(["the ﬁrst KURGAN"], "The first kurgan") == []


# What is remembered.


def test_pages_that_were_seen_are_not_looked_at_again(
    see: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = whole()
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8) + code("https://example.org/00045", x=60, y=15))
    first = see(saved(pdf), BOOK, tmp_path / "kept")
    monkeypatch.setenv("PATH", "")
    assert see(saved(pdf), BOOK, tmp_path / "kept") == first
    with pytest.raises(GhostscriptError, match="install it"):
        see(saved(pdf), BOOK, tmp_path / "elsewhere")


def test_a_changed_page_is_looked_at_alone(see: Witness, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    pdf = whole()
    see(saved(pdf), BOOK, kept)
    before = {path for path in kept.rglob("*") if path.is_file()}
    draw(pdf, area("0 0 0 1 k", 70, 20, 12, 8))
    assert see(saved(pdf), BOOK, kept).findings == ()
    assert len({path for path in kept.rglob("*") if path.is_file()} - before) == 1


def test_what_is_remembered_comes_back_whole() -> None:
    sight = Sight.from_bytes(
        b'{"letters":"a","codes":[["qr",null,[1,2,3,4],0.5]],"ink":[1,2,3,4,5],"plates":["Cyan","Gold"],"blank":false,'
        b'"findings":[["ink-limit","much",[1,2,3,4]],["unasked-plate","Gold",null]]}'
    )
    assert Sight.from_bytes(sight.to_bytes()) == sight
    assert [finding.page for finding in sight.on(7)] == [7, 7]


def test_any_number_of_workers_sees_the_same(see: Witness) -> None:
    pdf = whole()
    for _ in range(4):
        pdf.pages.append(pdf.pages[0])
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8))
    assert see(saved(pdf), BOOK, jobs=1) == see(saved(pdf), BOOK, jobs=2)


def test_a_sheet_as_large_as_a_wall_is_seen_coarsely(see: Witness) -> None:
    pdf = sound()
    for page in pdf.pages:
        page.obj.MediaBox = Array([0, 0, 14400, 14400])
    draw(pdf, area("1 1 1 1 k", 40, 90, 40, 40))
    (finding,) = see(saved(pdf)).findings
    assert finding.check is Check.INK_LIMIT


def test_a_picture_whose_data_ends_early_does_not_stop_the_witness(see: Witness) -> None:
    pdf = sound()
    cut = pdf.make_indirect(picture(pdf, b"\xff\xd8\xff"))
    draw(pdf, f"q {20 * POINTS} 0 0 {20 * POINTS} {at(70, 90)} cm /Im2 Do Q".encode(), XObject={"Im2": cut})
    assert see(saved(pdf)).figures["letters"] == 2 * len(letters_of(WORDS))


# Nothing in a file breaks the witness.


@pytest.mark.parametrize(
    "box", [[0, 0, 0, 0], [1, 1, 2, 2], [300, 300, 10, 10], [-5000, -5000, 5000, 5000], [0, 0, 1e9, 1e9], [0, 0], ["a"] * 4]
)  # fmt: skip
def test_boxes_of_any_kind_are_borne(see: Witness, box: list[object]) -> None:
    pdf = sound(pages=4)
    for page, name in zip(pdf.pages, ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"), strict=True):
        page.obj[name] = Array([Name(f"/{side}") if isinstance(side, str) else side for side in box])
    assert see(saved(pdf)).figures["letters"] >= 2 * len(letters_of(WORDS))


@settings(max_examples=12)
@given(st.data())
def test_damage_anywhere_is_borne(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    damaged = bytearray(saved(whole()))
    head = len(damaged) - 200_000  # before the profile, which is the half of it
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, head))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.mktemp("damaged") / "book.pdf"
    file.write_bytes(bytes(damaged))
    assert examine(file, printer(), BOOK).pages >= 0
