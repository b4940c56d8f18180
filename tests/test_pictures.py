"""Pictures for the web: the asked width, upright, in sRGB, and nothing of what a camera or a program wrote."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from asylmura_ssg.make.pictures import make_picture
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.recipe import PictureRecipe


def recipe(data: bytes, width: int, form: str) -> PictureRecipe:
    words = Localized("Қабырға", "Стена", "Wall")
    picture = Picture("a.jpg", "monuments/a/a.jpg", "d", 400, 300, words, words, "А. Үлгі", "cc0", None)
    return PictureRecipe(picture, data, width, form)


def jpeg(image: Image.Image, **written: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, **written)
    return out.getvalue()


@pytest.mark.parametrize("form", ["jpg", "avif"])
def test_a_sideways_picture_is_set_upright_and_says_nothing_of_its_camera(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter to the right
    exif[0x010F] = "Camera maker"
    data = jpeg(Image.new("RGB", (400, 300), "#806040"), exif=exif.tobytes(), comment=b"taken by somebody")
    made = make_picture(recipe(data, 150, form))
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (150, 200)
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"somebody" not in made
    assert make_picture(recipe(data, 150, form)) == made


def test_colours_of_another_space_become_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = jpeg(Image.new("RGB", (40, 30), (200, 30, 30)), icc_profile=lab)
    with Image.open(io.BytesIO(make_picture(recipe(data, 40, "jpg")))) as image:
        assert "icc_profile" not in image.info
        red, green, blue = image.convert("RGB").getpixel((20, 15))  # type: ignore[misc]
    assert abs(red - 200) < 6
    assert max(abs(green - 30), abs(blue - 30)) < 6


def test_a_damaged_profile_is_left_aside() -> None:
    data = jpeg(Image.new("RGB", (40, 30), (10, 200, 30)), icc_profile=b"no profile at all")
    with Image.open(io.BytesIO(make_picture(recipe(data, 40, "jpg")))) as image:
        assert image.size == (40, 30)
