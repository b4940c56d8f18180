"""Photographs in the printed volume: as large as they stand, upright, bare of what the camera wrote, credited."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from printed import book, miniature, set_once

from asylmura_ssg.make.volume import TypesettingError, make_volume, typeset_fragment
from asylmura_ssg.make.volume.apparatus import credits_fragment
from asylmura_ssg.make.volume.binding import bind_volume
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import PlacedPicture
from asylmura_ssg.make.volume.pictures import figures_of, prepare_picture
from asylmura_ssg.model.monument import Entry, Picture
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

INCH = 25.4
POINTS = 72


def pictured() -> Entry:
    """Return the miniature's entry with a photograph."""
    return next(e for c in miniature().chapters for e in c.entries if e.monument.pictures)


def unpictured() -> VolumeRecipe:
    """Return the miniature volume before its first photograph was given."""
    chapters = tuple(
        Chapter(c.region, tuple(Entry(replace(e.monument, pictures=()), e.prose) for e in c.entries))
        for c in miniature().chapters
    )
    return replace(miniature(), chapters=chapters, pictures={})


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u00a0", " ").split())


def drawn_on(page: pikepdf.Page) -> Iterator[tuple[str, float, float]]:
    """Yield each picture a page draws: its name, and its width and height in points."""
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
                if page.Resources.XObject[str(operands[0])].Subtype == "/Image":
                    yield str(operands[0]), *scale


def jpeg(image: Image.Image, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photograph_is_embedded_once_as_large_as_it_stands() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        embedded = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        drawn = [(page.Resources.XObject[name], w, h) for page in document.pages for name, w, h in drawn_on(page)]
        assert len(embedded) == len(drawn) == 1
        (image, width, height), (picture,) = drawn[0], pictured().monument.pictures
        assert (int(image.Width), int(image.Height)) == (
            picture.width,
            picture.height,
        )  # smaller than its place: not enlarged
        assert image.Width / width * POINTS <= 300
        assert image.Height / height * POINTS <= 300
        assert width == pytest.approx(63 / INCH * POINTS, abs=0.01)
        assert image.Filter == "/DCTDecode"


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


def test_the_book_ends_with_a_list_of_its_photographs() -> None:
    strings = miniature().frames[0].strings
    with pikepdf.open(io.BytesIO(book())) as document, document.open_outline() as outline:
        assert outline.root[-1].title == strings["print_credits"]
    listed = text_of(typeset_fragment(credits_fragment(miniature())))
    assert "Қызыл кесене Батыс қабырғасы А. Үлгі, 2024, CC BY 4.0" in listed
    whole = text_of(book())
    assert strings["print_pictures_credited"] in whole
    assert strings["print_credit_pictures"] not in whole
    assert f"{strings['print_credits']} Қызыл кесене" in whole.replace("\n", " ")


def test_a_book_without_photographs_says_so() -> None:
    made = make_volume(unpictured(), set_once)
    whole, strings = text_of(made), miniature().frames[0].strings
    assert strings["print_credit_pictures"] in whole
    assert strings["print_credits"] not in whole


def test_the_same_photograph_makes_the_same_bytes() -> None:
    fragment = entry_fragment(miniature(), pictured())
    assert len(fragment.pictures) == 1
    assert prepare_picture(fragment.pictures[0]) == prepare_picture(fragment.pictures[0])
    assert typeset_fragment(fragment) == typeset_fragment(fragment)
    assert bind_volume(miniature(), lambda fragments: [typeset_fragment(f) for f in fragments]) == book()


def test_a_photograph_that_is_not_in_the_recipe_is_an_error() -> None:
    fragment = replace(entry_fragment(miniature(), pictured()), pictures=())
    with pytest.raises(TypesettingError, match="west-wall"):
        typeset_fragment(fragment)


def test_a_photograph_stands_upright_and_tells_nothing_of_the_camera() -> None:
    image = Image.new("RGB", (300, 200), "white")
    image.paste("red", (0, 0, 150, 200))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"  # to be turned clockwise by a quarter
    data = jpeg(image, exif=exif, comment=b"a name", dpi=(72, 72))
    prepared = prepare_picture(PlacedPicture("picture:a", data, 40.0, 60.0))
    made = opened(prepared)
    assert made.size == (200, 300)
    assert made.getpixel((100, 20)) == pytest.approx((255, 0, 0), abs=3)
    assert made.getpixel((100, 280)) == (255, 255, 255)
    assert not made.getexif()
    assert made.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Camera" in data
    assert b"Camera" not in prepared


@pytest.mark.parametrize(("own", "made"), [((3000, 2000), (744, 496)), ((600, 400), (600, 400))])
def test_a_photograph_is_scaled_down_to_its_place_and_never_up(own: tuple[int, int], made: tuple[int, int]) -> None:
    held = opened(prepare_picture(PlacedPicture("picture:a", jpeg(Image.new("RGB", own, "navy")), 63.0, 42.0)))
    assert held.size == made
    assert all(layer[1:3] == (1, 1) for layer in held.layer)  # type: ignore[attr-defined] # 4:4:4: no layer is thinned


def test_what_is_transparent_is_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")
    held = opened(prepare_picture(PlacedPicture("picture:a", out.getvalue(), 20.0, 20.0)))
    assert held.getpixel((20, 20)) == (255, 255, 255)


def test_grey_stays_grey() -> None:
    held = opened(prepare_picture(PlacedPicture("picture:a", jpeg(Image.new("L", (40, 40), 90)), 20.0, 20.0)))
    assert held.mode == "L"


def shaped(*sizes: tuple[int, int]) -> list[list[tuple[float, float]]]:
    """Return the sizes in mm, row by row, of pictures of some sizes in px."""
    (one,) = pictured().monument.pictures
    pictures: list[Picture] = [
        replace(one, file=f"p{i}.jpg", width=width, height=height) for i, (width, height) in enumerate(sizes)
    ]
    rows = figures_of(pictures, miniature().frames[0])
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


@pytest.mark.parametrize("sizes", [[(4000, 1000)] * 3, [(1500, 1000), (1000, 1500), (900, 900), (1600, 900)]])
def test_a_row_is_as_wide_as_the_page_at_most_and_of_one_height(sizes: list[tuple[int, int]]) -> None:
    for row in shaped(*sizes)[1:]:
        assert len({height for _, height in row}) == 1
        assert sum(width for width, _ in row) + 6 * (len(row) - 1) <= 132.02


@pytest.mark.parametrize("drafts", [True, False])
def test_an_entry_elsewhere_is_called_by_its_name(*, drafts: bool) -> None:
    """It is in no volume, or not even published: it has no page here, but it has a name."""
    recipe = miniature(drafts=drafts, qyzyl_kesene="Көршісі – [[aq-meshit]]. Тағы бірі – [[eski-qala]].")
    entry = next(e for c in recipe.chapters for e in c.entries if e.monument.slug == "qyzyl-kesene")
    html = entry_fragment(recipe, entry).html.replace("\u00a0", " ")
    assert "Көршісі – Ақ мешіт." in html
    assert "aq-meshit" not in html
    assert recipe.elsewhere.keys() == {"aq-meshit"}
