"""Pictures for the web: the asked width, upright, in sRGB, and nothing of what a camera or a program wrote."""

from __future__ import annotations

import io

import pytest
from photographs import GREY, RED, opened, plain, png_of_sixteen_bits, saved
from PIL import Image, ImageCms
from test_colour import files

from asylmura_ssg.make.pictures import make_picture
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.printed_page import Treatment
from asylmura_ssg.model.recipe import PictureRecipe
from asylmura_ssg.read.raster import UnfitError, look_at


def made(data: bytes, width: int, form: str = "jpg", size: tuple[int, int] = (400, 300)) -> bytes:
    """Return a picture made for the web; ``size`` is the original's, upright."""
    words = Localized("Қабырға", "Стена", "Wall")
    picture = Picture(
        "a.jpg", "monuments/a/a.jpg", "d", *size, words, words, "А. Үлгі", "cc0", None, Treatment.CONVERT, ""
    )
    return make_picture(PictureRecipe(picture, width, form), data)


@pytest.mark.parametrize("form", ["jpg", "avif"])
def test_a_sideways_picture_is_set_upright_and_says_nothing_of_its_camera(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter to the right
    exif[0x010F] = "Camera maker"
    data = saved(Image.new("RGB", (400, 300), "#806040"), exif=exif.tobytes(), comment=b"taken by somebody")
    picture = made(data, 150, form, (300, 400))
    image = opened(picture)
    assert image.size == (150, 200)
    assert not image.getexif()
    assert "comment" not in image.info
    assert b"somebody" not in picture
    assert made(data, 150, form, (300, 400)) == picture


def test_colours_of_another_space_become_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = opened(made(saved(Image.new("RGB", (40, 30), (200, 30, 30)), icc_profile=profile), 40, size=(40, 30)))
    assert "icc_profile" not in image.info
    assert image.getpixel((20, 15)) == pytest.approx((200, 30, 30), abs=6)


@pytest.mark.parametrize("form", files())
def test_every_kind_of_file_shows_the_same_picture(form: str) -> None:
    image = opened(made(files()[form], 240, size=(300, 200)))
    assert (image.mode, image.size) == ("RGB", (240, 160))
    assert image.getpixel((220, 120)) == pytest.approx(RED, abs=30)
    assert image.getpixel((60, 120)) == pytest.approx(GREY, abs=12)
    if "transparency" in form:
        assert image.getpixel((6, 6)) == pytest.approx((255, 255, 255), abs=5)


@pytest.mark.parametrize("colour", [False, True])
def test_sixteen_bits_are_brought_to_eight(*, colour: bool) -> None:
    image = opened(made(png_of_sixteen_bits(0x7FFF, colour=colour), 150, size=(300, 200)))
    assert image.getpixel((75, 50)) == pytest.approx((127, 127, 127), abs=2)


def test_a_large_picture_is_as_sharp_as_if_it_were_scaled_at_once() -> None:
    stripes = Image.new("RGB", (3600, 2400), "white")
    for x in range(0, 3600, 40):
        stripes.paste("black", (x, 0, x + 20, 2400))
    image = opened(made(saved(stripes), 720, size=(3600, 2400))).convert("L")
    darkest, lightest = image.getextrema()
    assert (darkest, lightest) == pytest.approx((0, 255), abs=12)
    at_once = stripes.resize((720, 480), Image.Resampling.LANCZOS).convert("L")
    assert list(image.crop((100, 100, 140, 101)).tobytes()) == pytest.approx(
        list(at_once.crop((100, 100, 140, 101)).tobytes()), abs=12
    )


def test_a_picture_half_transparent_lies_on_white() -> None:
    image = plain().convert("RGBA")
    image.putalpha(128)
    shown = opened(made(saved(image, "PNG"), 150, size=(300, 200)))
    assert shown.getpixel((120, 50)) == pytest.approx(tuple((value + 255) // 2 for value in RED), abs=6)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_that_is_cut_off_is_refused_though_the_typesetter_is_loaded(form: str) -> None:
    import weasyprint  # noqa: F401 - what it tells Pillow holds for all the process

    whole = saved(Image.effect_noise((64, 64), 60).convert("RGB"), form)
    with pytest.raises(UnfitError, match="damaged"):
        look_at(whole[: len(whole) // 2])


def test_what_stands_for_a_picture_until_it_comes_is_small_and_upright() -> None:
    image = Image.new("RGB", (400, 200), (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # the file lies on its left side: its left is the top
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    told = look_at(out.getvalue()).placeholder
    assert len(told) < 300
    with Image.open(io.BytesIO(told)) as small:
        assert (small.format, small.size) == ("WEBP", (10, 20))
        assert not small.info.keys() & {"exif", "icc_profile", "xmp"}
        top, bottom = small.convert("RGB").getpixel((5, 3)), small.convert("RGB").getpixel((5, 16))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > top[0]
    assert bottom[0] > bottom[2]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_have_something_to_stand_for_them(mode: str) -> None:
    image = Image.new("L", (64, 32), 128).convert("RGBA") if mode == "RGBA" else Image.new(mode, (64, 32))
    out = io.BytesIO()
    image.save(out, "TIFF" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(look_at(out.getvalue()).placeholder)) as small:
        assert small.size == (20, 10)
