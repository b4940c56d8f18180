"""Photographs in the printed volume: as large as they stand, in the colours of their medium, captioned, credited."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, strategies as st
from photographs import opened
from PIL import Image, ImageChops
from printed import block, block_of, book, bound, galleys, galleys_in, miniature, printer, screen_of

from asylmura_ssg.make.volume import TypesettingError, typeset_fragment
from asylmura_ssg.make.volume.apparatus import credits_fragments
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.pictures import figures_of
from asylmura_ssg.model.figures import FINE, least_pixels, printed_sizes, resolution, rows_of
from asylmura_ssg.model.monument import Entry, Picture
from asylmura_ssg.model.printed_page import COLUMN_GAP, Format, Margins
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

INCH = 25.4
POINTS = 72
PAGE = Format(170, 240, Margins(20, 18, 20, 23.6))
"""A page whose columns are 63 mm wide."""


def pictured() -> Entry:
    """Return the miniature's entry with a photograph."""
    return next(e for c in miniature().chapters for e in c.entries if e.monument.pictures)


def unpictured() -> VolumeRecipe:
    """Return the miniature volume before its first photograph was given."""
    chapters = tuple(
        Chapter(
            c.region,
            tuple(
                Entry(replace(e.monument, pictures=(), digest=f"{e.monument.digest}, unpictured"), e.prose)
                for e in c.entries
            ),
        )
        for c in miniature().chapters
    )
    return replace(miniature(), chapters=chapters)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u00a0", " ").split())


@dataclass(frozen=True)
class Drawn:
    """A photograph as a page draws it: its width and height in points, its file, and how its numbers are read."""

    width: float
    height: float
    space: str
    filter: str
    inverted: bool
    image: Image.Image

    @property
    def ppi(self) -> tuple[float, float]:
        return self.image.width / self.width * POINTS, self.image.height / self.height * POINTS


def drawn_in(pdf: bytes) -> list[Drawn]:
    """Return each photograph that a book draws."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [drawn for page in document.pages for drawn in drawn_on(page)]


def drawn_on(page: pikepdf.Page) -> Iterator[Drawn]:
    held: list[tuple[float, float]] = []
    scale = (1.0, 1.0)
    for drawn in pikepdf.parse_content_stream(page):
        operands = drawn.operands
        match str(drawn.operator):
            case "q":
                held.append(scale)
            case "Q":
                scale = held.pop()
            case "cm":
                scale = scale[0] * abs(float(operands[0])), scale[1] * abs(float(operands[3]))
            case "Do":
                image = page.Resources.XObject[str(operands[0])]
                if image.Subtype == "/Image":
                    inverted = [int(value) for value in image.get("/Decode", [])] == [1, 0] * 4
                    file = opened(image.read_raw_bytes())
                    yield Drawn(*scale, str(image.ColorSpace), str(image.Filter), inverted, file)


@pytest.mark.parametrize(("pdf", "space", "ppi"), [(block, "/DeviceCMYK", 300), (book, "/DeviceRGB", 150)])
def test_a_photograph_is_embedded_once_in_the_colours_of_its_medium(pdf: object, space: str, ppi: int) -> None:
    assert callable(pdf)
    (drawn,) = drawn_in(pdf())
    assert (drawn.space, drawn.filter) == (space, "/DCTDecode")
    assert drawn.width == pytest.approx(63 / INCH * POINTS, abs=0.02)
    assert drawn.ppi == pytest.approx((ppi, ppi), abs=1)


def test_the_ink_of_a_photograph_is_not_its_negative() -> None:
    """A wall of brick takes more yellow than magenta, more magenta than cyan, and little black."""
    (drawn,) = drawn_in(block())
    # Pillow takes every CMYK JPEG for Adobe's, where 255 is no ink; a PDF does so where it says it.
    inks = drawn.image if drawn.inverted else ImageChops.invert(drawn.image)
    cyan, magenta, yellow, black = inks.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert yellow > magenta > cyan
    assert black < 128


def test_a_photograph_has_its_caption_and_its_credit() -> None:
    entry = pictured()
    fragment = entry_fragment(miniature(), entry)
    assert "Батыс қабырғасы А. Үлгі, 2024, CC BY 4.0" in text_of(typeset_fragment(fragment))
    assert miniature().frames[0].strings["print_emblem_note"] not in fragment.html


def test_an_entry_without_one_has_its_emblem_and_says_what_it_is() -> None:
    strings = miniature().frames[0].strings
    for chapter in unpictured().chapters:
        for entry in chapter.entries:
            text = text_of(typeset_fragment(entry_fragment(unpictured(), entry)))
            assert strings["print_emblem_note"] in text
            assert strings["print_photograph_wanted"].partition("{")[0] in text


def test_the_book_lists_its_photographs() -> None:
    strings = miniature().frames[0].strings
    listed = text_of(typeset_fragment(next(credits_fragments(miniature(), bound().page_map))))
    assert "Қызыл кесене" in listed
    assert "Батыс қабырғасы" in listed
    assert "А. Үлгі, 2024, CC BY 4.0" in listed
    whole = text_of(book())
    assert strings["print_pictures_credited"] in whole
    assert strings["print_credit_pictures"] not in whole
    assert f"{strings['print_credits']} Қызыл кесене" in whole


def test_a_book_without_photographs_says_so() -> None:
    whole, strings = text_of(screen_of(unpictured(), galleys())), miniature().frames[0].strings
    assert strings["print_credit_pictures"] in whole
    assert strings["print_credits"] not in whole


def test_a_photograph_that_is_not_in_the_recipe_is_an_error() -> None:
    fragment = replace(entry_fragment(miniature(), pictured()), pictures=())
    with pytest.raises(TypesettingError, match="west-wall"):
        typeset_fragment(fragment)


# How large they stand


def shaped(*sizes: tuple[int, int]) -> list[list[tuple[float, float]]]:
    """Return the sizes in mm, row by row, of pictures of some sizes in px."""
    (one,) = pictured().monument.pictures
    pictures: list[Picture] = [
        replace(one, file=f"p{i}.jpg", width=width, height=height) for i, (width, height) in enumerate(sizes)
    ]
    rows = figures_of(pictures, miniature().frames[0], PAGE)
    assert [f.address for row in rows for f in row] == [f"picture:p{i}.jpg" for i in range(len(sizes))]
    return [[(figure.width, figure.height) for figure in row] for row in rows]


def test_the_first_stands_in_the_column_and_the_others_in_rows() -> None:
    wide, high = (1500, 1000), (1000, 1500)
    assert shaped() == []
    assert shaped(wide) == [[(63.0, 42.0)]]
    assert shaped(high) == [[(42.67, 64.0)]]
    assert shaped(wide, wide) == [[(63.0, 42.0)], [(90.0, 60.0)]]
    assert shaped(wide, wide, wide) == [[(63.0, 42.0)], [(63.0, 42.0), (63.0, 42.0)]]
    assert [len(row) for row in shaped(*[wide] * 6)] == [1, 2, 3]


def test_a_picture_with_few_pixels_is_set_smaller_but_not_tiny() -> None:
    assert shaped((620, 413)) == [[(62.99, 41.96)]]
    assert shaped((500, 333)) == [[(50.8, 33.83)]]
    assert shaped((100, 67)) == [[(37.8, 25.33)]]


def test_a_picture_higher_than_the_page_fits_it() -> None:
    assert shaped((300, 9000)) == [[(2.13, 64.0)]]
    low = replace(PAGE, height=100)
    ((size,),) = printed_sizes([(3000, 9000)], low)
    assert size[1] <= low.depth / 3 + 0.01


PIXELS = st.tuples(st.integers(1, 20000), st.integers(1, 20000))


@given(
    st.lists(PIXELS, max_size=9),
    st.sampled_from([PAGE, Format(140, 210, Margins(15, 12, 15, 18)), Format(240, 330, Margins(30, 20, 25, 30))]),
)
def test_a_row_is_as_wide_as_the_page_at_most_and_of_one_height(pixels: list[tuple[int, int]], page: Format) -> None:
    sizes = printed_sizes(pixels, page)
    assert [len(row) for row in sizes] == [len(row) for row in rows_of(pixels)]
    for place, row in enumerate(sizes):
        assert len({height for _, height in row}) == 1
        assert (
            sum(width for width, _ in row) + COLUMN_GAP * (len(row) - 1)
            <= (page.measure if place else page.column) + 0.05
        )
        assert max(height for _, height in row) <= page.depth / 3 + 0.01


@given(st.floats(20, 130), st.integers(100, 600))
def test_as_many_pixels_as_are_asked_for_are_enough(printed: float, ppi: int) -> None:
    width, _ = least_pixels((printed, printed), ppi)
    assert resolution(width, printed) >= ppi
    assert resolution(width - 2, printed) <= ppi
    assert FINE < 300


@pytest.mark.parametrize("drafts", [True, False])
def test_an_entry_elsewhere_is_called_by_its_name(*, drafts: bool) -> None:
    """It is in no volume, or not even published: it has no page here, but it has a name."""
    recipe = miniature(drafts=drafts, qyzyl_kesene="Көршісі – [[aq-meshit]]. Тағы бірі – [[eski-qala]].")
    entry = next(e for c in recipe.chapters for e in c.entries if e.monument.slug == "qyzyl-kesene")
    html = entry_fragment(recipe, entry).html.replace("\u00a0", " ")
    assert "Көршісі – Ақ мешіт." in html
    assert "aq-meshit" not in html
    assert recipe.elsewhere.keys() == {"aq-meshit"}


def test_what_was_done_to_a_photograph_is_remembered_with_it(tmp_path: Path) -> None:
    strict = replace(printer(), ink_limit=210)
    made = galleys_in(tmp_path)
    block_of(miniature(), made, strict)
    remarks = made.remarks(made.paginate(miniature()), strict)
    assert len(remarks) == 1
    assert re.fullmatch(r"monuments/qyzyl-kesene/west-wall\.jpg: total ink reduced from 2\d\d % to 210 %", remarks[0])
    assert made.remarks(bound(), printer()) == ()
