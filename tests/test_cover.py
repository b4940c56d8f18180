"""The cover: its widths follow from pages and paper, its spine reads downwards in the middle, its bar code is read."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from hypothesis import assume, given, strategies as st
from printed import design, miniature, printer

from asylmura_ssg.make.press.barcode import ean13, modules, size
from asylmura_ssg.make.press.cover import back_fragment, bears_text, cover_fragment, front_fragment
from asylmura_ssg.make.press.spread import LEAST_SPINE_TEXT, SpineTooThinError, Spread, backbone_of, spread_of
from asylmura_ssg.make.volume import FragmentRecipe, typeset_fragment
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.press import DRAWN_BLEED, POINTS, CoverStock, Paper, Printer

PAGES = 64
EAN = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.EAN13])
TITLE = "Шағын мұра. Үлгі ескерткіштер"


def face(family: str = "Literata", weight: int = 600) -> Face:
    return next(f for f in design().faces if (f.family, f.weight, f.style) == (family, weight, "normal"))


def printing_on(caliper: float, allowance: float = 0.0, **cover: float) -> Printer:
    """Return the miniature's printing house with another paper and cover."""
    own = printer()
    stock: CoverStock = replace(own.cover, allowance=allowance, **cover)  # type: ignore[arg-type]
    paper: Paper = replace(own.paper, caliper=caliper)
    return replace(own, paper=paper, cover=stock)


@cache
def opened(fragment: FragmentRecipe) -> pypdfium2.PdfDocument:
    """Return a fragment as it was set."""
    return pypdfium2.PdfDocument(typeset_fragment(fragment))


def letters(page: pypdfium2.PdfPage, sheet: Spread) -> list[tuple[str, float, float, float, float]]:
    """Return every letter of a page with its box: left, bottom, right, top in mm from the trim's lower left corner."""
    text = page.get_textpage()
    corner = [side / POINTS + DRAWN_BLEED for side in page.get_mediabox()[:2]]
    found = []
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            box = (side / POINTS - corner[axis % 2] for axis, side in enumerate(text.get_charbox(at)))
            found.append((letter, *box))
    return found


# The sheet


@given(st.integers(4, 1200), st.floats(0.04, 0.3), st.floats(0, 8), st.sampled_from([0.0, 60.0, 90.0]))
def test_the_width_of_a_cover_is_its_parts_and_its_folds_lie_between_them(
    pages: int, caliper: float, allowance: float, flaps: float
) -> None:
    terms = printing_on(caliper, allowance, flaps=flaps)
    spread = spread_of(terms, (170, 240), pages)
    assert spread.spine == pytest.approx(pages / 2 * caliper + allowance, abs=0.006)
    assert spread.width == pytest.approx(2 * 170 + 2 * flaps + spread.spine, abs=0.011)
    edges = [0.0, *spread.folds, spread.width]
    parts = [right - left for left, right in itertools.pairwise(edges)]
    wanted = [flaps, 170, spread.spine, 170, flaps] if flaps else [170, spread.spine, 170]
    assert parts == pytest.approx(wanted, abs=0.02)


def test_more_pages_make_another_cover() -> None:
    thin, thick = (cover_fragment(miniature(), printing_on(0.3), pages) for pages in (PAGES, 2 * PAGES))
    assert thick.format.width - thin.format.width == pytest.approx(PAGES / 2 * 0.3)


def test_the_sheet_is_set_as_large_as_it_was_computed() -> None:
    spread = spread_of(printing_on(0.3), miniature().volume.trim, PAGES)
    document = opened(cover_fragment(miniature(), printing_on(0.3), PAGES))
    assert len(document) == 1
    width, height = (side / POINTS for side in document[0].get_size())
    assert (width, height) == pytest.approx((spread.width + 2 * DRAWN_BLEED, 240 + 2 * DRAWN_BLEED), abs=0.02)


# The spine


@given(st.floats(3, 60), st.floats(0, 3))
def test_text_on_a_spine_keeps_its_inset_or_is_refused(spine: float, inset: float) -> None:
    assume(spine > 2 * inset)
    terms = printing_on(0.1, inset=inset, text_from=0.0)
    spread = Spread(170, 240, spine, 0)
    refused = None
    try:
        set_ = backbone_of(terms, spread, 100, TITLE, face(), 180)
    except SpineTooThinError as error:
        refused = error
        set_ = backbone_of(terms, replace(spread, spine=error.asked), 100, TITLE, face(), 180)
    assert set_.size >= LEAST_SPINE_TEXT
    assert 2 * set_.baseline < max(spine, 0.0 if refused is None else refused.asked) - 2 * inset
    assert refused is None or (spine < refused.asked and set_.size < LEAST_SPINE_TEXT + 0.3)


def test_a_spine_thinner_than_the_printer_writes_on_is_refused() -> None:
    terms = printing_on(0.1, text_from=9.0)
    with pytest.raises(SpineTooThinError, match=r"the spine of 64 pages is 3\.2 mm thick; its text needs 9 mm"):
        cover_fragment(miniature(), terms, PAGES)
    assert not bears_text(miniature(), terms, PAGES)


def test_a_long_title_is_set_smaller_and_one_too_long_is_refused() -> None:
    spread = Spread(170, 240, 30, 0)
    short, long = (backbone_of(printer(), spread, 300, TITLE * times, face(), 180) for times in (1, 3))
    assert short.size > long.size
    with pytest.raises(SpineTooThinError):
        backbone_of(printer(), spread, 300, TITLE * 30, face(), 180)


def test_a_slim_offprint_has_a_plain_spine() -> None:
    offprint = replace(miniature(), offprint="turkistan")
    document = opened(cover_fragment(offprint, printing_on(0.1, text_from=9.0), PAGES))
    spread = spread_of(printing_on(0.1), (170, 240), PAGES)
    on_spine = [each for each in letters(document[0], spread) if spread.backbone < each[1] and each[3] < spread.front]
    assert on_spine == []


def test_the_spine_reads_from_top_to_bottom_in_its_middle() -> None:
    terms = printing_on(0.3)
    spread = spread_of(terms, (170, 240), PAGES)
    page = opened(cover_fragment(miniature(), terms, PAGES))[0]
    found = [each for each in letters(page, spread) if spread.backbone - 1 < each[1] and each[3] < spread.front + 1]
    read = "".join(letter for letter, *_ in found)
    assert TITLE.replace(" ", "") in read
    line = found[: len(TITLE.replace(" ", ""))]
    heights = [bottom for _, _, bottom, _, _ in line]
    assert heights == sorted(heights, reverse=True)
    assert all(spread.backbone + terms.cover.inset <= left for _, left, *_ in line)
    assert all(right <= spread.front - terms.cover.inset for _, _, _, right, _ in line)
    _, left, _, right, _ = next(each for each in line if each[0] == "Ш")
    assert (left + right) / 2 == pytest.approx((spread.backbone + spread.front) / 2, abs=0.1)


@pytest.mark.parametrize("pages", [48, 200])
def test_no_text_but_the_spines_lies_near_a_fold(pages: int) -> None:
    terms = printing_on(0.3)
    spread = spread_of(terms, (170, 240), pages)
    page = opened(cover_fragment(miniature(), terms, pages))[0]
    for letter, left, bottom, right, top in letters(page, spread):
        on_spine = spread.backbone < left and right < spread.front
        near = [fold for fold in spread.folds if left - terms.safe < fold < right + terms.safe]
        assert on_spine or not near, f"{letter} at {left:.1f}"
        assert terms.safe <= bottom
        assert top <= spread.height - terms.safe


# The bar code

ISBNS = ("978-0-00-000000-2", "978-1-23-456789-7", "979-8-88-888888-9", "979-0-98-765432-7")
"""Not of any book: every digit stands in each half."""


@pytest.mark.parametrize("isbn", ISBNS)
def test_other_programs_read_the_isbn_in_the_smallest_bars(isbn: str) -> None:
    from weasyprint import HTML

    width, height = size(0.8)
    style = f"@page{{size:60mm 40mm;margin:8mm;background:device-cmyk(.1 .8 .95 .28)}}svg{{width:{width}mm;height:{height}mm}}"
    drawn = HTML(string=f"<style>{style}</style>{ean13(isbn, face('Golos Text', 400), 0.8)}").write_pdf()
    page = pypdfium2.PdfDocument(drawn)[0].render(scale=3).to_pil()
    read = zxingcpp.read_barcodes(page)
    assert [(code.format, code.text) for code in read] == [(zxingcpp.BarcodeFormat.EAN13, isbn.replace("-", ""))]


def test_the_symbol_is_as_large_as_the_standard_says() -> None:
    assert size(1.0)[0] == 37.29
    assert size(0.8)[0] == 29.83
    assert len(modules("9780000000002")) == 95


def test_the_bars_are_black_ink_alone_on_white() -> None:
    colours = set(ean13(ISBNS[0], face("Golos Text", 400)).split('fill="')[1:])
    assert {colour.partition('"')[0] for colour in colours} == {"device-cmyk(0 0 0 1)", "device-cmyk(0 0 0 0)"}


def test_the_cover_bears_the_isbn_in_the_lower_right_of_its_back() -> None:
    spread = spread_of(printing_on(0.3), (170, 240), PAGES)
    page = opened(cover_fragment(miniature(), printing_on(0.3), PAGES))[0]
    scale = 4
    codes = zxingcpp.read_barcodes(page.render(scale=scale).to_pil(), formats=EAN)
    assert [code.text for code in codes] == [(miniature().volume.isbn or "").replace("-", "")]
    place = codes[0].position.top_left
    x, y = (side / scale / POINTS - DRAWN_BLEED for side in (place.x, place.y))
    assert spread.back + 85 < x < spread.backbone
    assert y > 120


def test_a_volume_without_isbn_has_no_bars() -> None:
    nameless = replace(miniature(), volume=replace(miniature().volume, isbn=None))
    page = opened(cover_fragment(nameless, printing_on(0.3), PAGES))[0]
    codes = zxingcpp.read_barcodes(page.render(scale=3).to_pil(), formats=EAN)
    assert codes == []
    assert "ISBN" not in page.get_textpage().get_text_range()


# The boards on screens


def test_each_board_is_a_page_of_its_own_for_screens() -> None:
    front, back = (opened(make(miniature(), PAGES)) for make in (front_fragment, back_fragment))
    for document in (front, back):
        assert len(document) == 1
        width, height = (side / POINTS for side in document[0].get_size())
        assert (width, height) == pytest.approx((170 + 2 * DRAWN_BLEED, 240 + 2 * DRAWN_BLEED), abs=0.02)
    assert "Үлгі ескерткіштер" in front[0].get_textpage().get_text_range()
    assert "example.kz" in back[0].get_textpage().get_text_range()
