"""Photographs in the colours of a medium: the printer's inks under the printer's limit, greys in black ink, light on screens."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from photographs import (
    COATED,
    GREY,
    RED,
    SCREEN,
    in_inks,
    in_light,
    opened,
    place,
    plain,
    png_of_sixteen_bits,
    saved,
    scene,
    without_adobes_marker,
)
from PIL import Image, ImageChops, ImageCms
from printed import printer

from asylmura_ssg.make.press.colour import InkedPicture, ink_picture
from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.total_ink import limited, most_ink
from asylmura_ssg.model.printed_page import Treatment
from asylmura_ssg.read.raster import look_at

Colours = NDArray[np.float64]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def press(**terms: int) -> Inking:
    return Inking.on_press(replace(printer(), **terms))  # type: ignore[arg-type]


def inked(original: bytes, treatment: Treatment = Treatment.CONVERT, **terms: int) -> InkedPicture:
    return ink_picture(place(treatment=treatment), original, press(**terms))


def separations(picture: InkedPicture) -> Image.Image:
    """Return the inks of a picture, 255 for full ink, as a printer's own programs decode it."""
    image = opened(picture.data)
    return image if picture.inverted else ImageChops.invert(image)


def lab(image: Image.Image, profile: str | ImageCms.ImageCmsProfile) -> Colours:
    """Return the colours in CIE Lab: L* of 0–100, a* and b* with their sign."""
    converted = ImageCms.profileToProfile(
        image, profile, ImageCms.createProfile("LAB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, "LAB"
    )
    assert converted is not None
    values = np.asarray(converted)
    return np.concatenate((values[..., :1] * (100 / 255), values[..., 1:].view(np.int8).astype(float)), axis=-1)


def difference(one: Colours, other: Colours) -> Colours:
    """Return the colour difference of 1976 (CIE 15:2004, 8.2.1.3), stricter in strong colours than that of 2000."""
    squares: Colours = ((one - other) ** 2).sum(axis=-1)
    return np.sqrt(squares)


def test_a_photograph_becomes_the_colours_that_the_press_can_print() -> None:
    picture = inked(saved(scene(), "PNG"))
    assert (picture.space, picture.width, picture.height, picture.notes) == ("DeviceCMYK", 620, 465, ())
    image = opened(picture.data)
    assert image.mode == "CMYK"
    assert all(layer[1:3] == (1, 1) for layer in image.layer)  # type: ignore[attr-defined] # 4:4:4: no layer is thinned
    # An independent way there: the colour management module called by hand, and its numbers compared.
    wanted = np.asarray(in_inks(scene())).astype(int)
    assert np.abs(np.asarray(separations(picture)).astype(int) - wanted).mean() < 2.5


def test_what_is_printed_looks_like_what_was_photographed() -> None:
    colours = [(200, 160, 120), (90, 120, 70), (150, 180, 210), (240, 235, 225), (60, 50, 45), (128, 128, 128)]
    strip = Image.new("RGB", (240, 40))
    for at, colour in enumerate(colours):
        strip.paste(colour, (40 * at, 0, 40 * at + 40, 40))
    printed = in_light(separations(inked(saved(strip, "PNG"))))
    off = difference(lab(printed, SRGB), lab(strip, SRGB))
    assert off[8:32:4, 20::40].max() < 4


def test_a_picture_is_as_fine_as_it_is_seen_and_never_enlarged() -> None:
    large, small = saved(plain(3000, 2000)), saved(plain(600, 400))
    made = {
        (name, len(data)): (picture.width, picture.height)
        for name, inking in (("press", press()), ("screen", SCREEN))
        for data in (large, small)
        for picture in [ink_picture(place(), data, inking)]
    }
    assert made == {
        ("press", len(large)): (744, 496), ("press", len(small)): (600, 400),
        ("screen", len(large)): (372, 248), ("screen", len(small)): (372, 248),
    }  # fmt: skip


# Total ink


@pytest.mark.parametrize("limit", [220, 260, 300])
def test_no_spot_bears_more_ink_than_the_printer_takes(limit: int) -> None:
    picture = inked(saved(scene(), "PNG"), ink_limit=limit)
    sums = np.asarray(separations(picture)).astype(int).sum(axis=-1)
    assert sums.max() <= limit * 255 / 100
    assert picture.most_ink == pytest.approx(sums.max() / 2.55, abs=0.1)
    assert picture.most_ink > limit - 15


def test_what_was_reduced_is_said_and_nothing_else_is() -> None:
    data = saved(scene(), "PNG")
    assert inked(data, ink_limit=300).notes == ()
    (note,) = inked(data, ink_limit=260).notes
    assert note == "total ink reduced from 285 % to 260 %"


def test_ink_is_taken_from_the_deepest_shadows_alone_and_hardly_shows() -> None:
    separated = in_inks(scene())
    before = np.asarray(separated).astype(int)
    reduced = limited(separated, 270)
    after = np.asarray(reduced).astype(int)
    heavy = before.sum(axis=-1) > int(2.7 * 255)
    assert 0 < heavy.mean() < 0.3
    assert (after[~heavy] == before[~heavy]).all()
    assert (after[..., 3] == before[..., 3]).all()
    off = difference(lab(separated, str(COATED)), lab(reduced, str(COATED)))
    assert off[heavy].mean() < 2
    assert off.max() < 6


def test_black_alone_over_the_limit_is_cut_and_nothing_divides_by_nothing() -> None:
    solid = Image.new("CMYK", (4, 4), (0, 0, 0, 255))
    assert most_ink(limited(solid, 50)) <= 50
    assert most_ink(limited(Image.new("CMYK", (4, 4), (255, 255, 255, 255)), 300)) <= 300
    assert most_ink(Image.new("CMYK", (4, 4), (255, 255, 255, 255))) == 400


# Greys


@pytest.mark.parametrize("original", [plain(), plain().convert("L")], ids=["asked for", "grey already"])
def test_a_grey_picture_is_printed_with_black_ink_alone(original: Image.Image) -> None:
    treatment = Treatment.CONVERT if original.mode == "L" else Treatment.GREYSCALE
    picture = inked(saved(original, "PNG"), treatment)
    assert (picture.space, opened(picture.data).mode, picture.inverted) == ("DeviceGray", "L", False)
    screen = ink_picture(place(treatment=treatment), saved(original, "PNG"), SCREEN)
    assert (screen.space, opened(screen.data).mode) == ("DeviceGray", "L")


def test_each_grey_is_as_light_on_paper_as_it_was_seen() -> None:
    ramp = Image.frombytes("L", (256, 64), bytes(range(256)) * 64)
    tones = opened(inked(saved(ramp, "PNG"), Treatment.GREYSCALE).data).crop((0, 32, 256, 33))
    empty = Image.new("L", tones.size)
    printed = Image.merge("CMYK", (empty, empty, empty, ImageChops.invert(tones)))
    seen = lab(ramp.crop((0, 0, 256, 1)).convert("RGB"), SRGB)[0, :, 0]
    there = lab(printed, str(COATED))[0, :, 0]
    luminance = ((seen + 16) / 116) ** 3
    black = ((there[0] + 16) / 116) ** 3
    wanted = 116 * np.cbrt(black + luminance * (1 - black)) - 16  # the picture's black becomes the ink's
    assert np.abs(there - wanted)[20:].max() < 2.5
    assert (np.diff(there) > -1.5).all()


# Inks that are kept


def test_a_separation_that_is_kept_passes_bit_for_bit_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    profile = COATED.read_bytes()
    original = saved(in_inks(plain(700, 467)), icc_profile=profile, exif=exif, comment=b"taken by somebody")
    picture = inked(original, Treatment.KEEP)
    assert (picture.space, picture.inverted, picture.notes) == ("DeviceCMYK", True, ())
    assert picture.data[-20000:] == original[-20000:]
    assert (opened(picture.data).tobytes(), len(picture.data) < 30_000) == (opened(original).tobytes(), True)
    assert b"Camera" in original
    for word in (b"Camera", b"somebody", b"ICC_PROFILE"):
        assert word not in picture.data


def test_a_kept_separation_much_too_fine_is_scaled_and_its_inks_stay() -> None:
    original = saved(in_inks(plain(3000, 2000)), icc_profile=COATED.read_bytes())
    picture = inked(original, Treatment.KEEP)
    assert (picture.width, picture.height) == (744, 496)
    wanted = opened(original).getpixel((2500, 1000))
    assert separations(picture).getpixel((650, 250)) == pytest.approx(wanted, abs=2)


def test_a_kept_separation_over_the_limit_is_told() -> None:
    data = saved(Image.new("CMYK", (600, 400), (250, 250, 250, 250)), icc_profile=COATED.read_bytes())
    (note,) = inked(data, Treatment.KEEP).notes
    assert note.startswith("kept as it came, with 39")


def test_a_separation_that_lies_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = inked(saved(in_inks(plain(500, 600)), icc_profile=COATED.read_bytes(), exif=exif), Treatment.KEEP)
    assert (picture.width, picture.height) == (600, 496)


def test_a_separation_of_another_program_is_not_turned_into_its_negative() -> None:
    adobes = saved(in_inks(plain()), icc_profile=COATED.read_bytes())
    others = without_adobes_marker(saved(ImageChops.invert(in_inks(plain())), icc_profile=COATED.read_bytes()))
    for data in (adobes, others):
        for treatment in (Treatment.KEEP, Treatment.CONVERT):
            picture = inked(data, treatment)
            shown = opened(picture.data) if treatment is Treatment.CONVERT or picture.inverted else None
            inks = shown if shown is not None else ImageChops.invert(opened(picture.data))
            assert inks.getpixel((250, 100)) == pytest.approx(in_inks(plain()).getpixel((250, 100)), abs=8)
        seen = opened(ink_picture(place(), data, SCREEN).data)
        assert seen.getpixel((250, 100)) == pytest.approx(RED, abs=25)
    assert inked(others, Treatment.KEEP).inverted is False


# Every kind of file


def files() -> dict[str, bytes]:
    """Return one picture in every form: red, and its left half grey."""
    image = plain()
    palette = image.quantize(16)
    clear = image.convert("RGBA")
    clear.putalpha(255)
    clear.paste((0, 0, 0, 0), (0, 0, 20, 20))
    turned = Image.Exif()
    turned[0x0112] = 8
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    as_lab = ImageCms.profileToProfile(
        image,
        ImageCms.createProfile("sRGB"),
        ImageCms.createProfile("LAB"),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "LAB",
    )
    assert as_lab is not None
    return {
        "JPEG": saved(image),
        "progressive JPEG": saved(image, progressive=True),
        "PNG": saved(image, "PNG"),
        "palette PNG": saved(palette, "PNG"),
        "PNG with transparency": saved(clear, "PNG"),
        "palette PNG with transparency": saved(clear.quantize(16), "PNG"),
        "WebP": saved(image, "WEBP", lossless=True),
        "TIFF": saved(image, "TIFF"),
        "compressed TIFF": saved(image, "TIFF", compression="tiff_lzw"),
        "CMYK TIFF": saved(in_inks(image), "TIFF", icc_profile=COATED.read_bytes()),
        "LAB TIFF": saved(as_lab, "TIFF"),
        "on its side": saved(image.transpose(Image.Transpose.ROTATE_270), exif=turned),
        "TIFF on its side": saved(image.transpose(Image.Transpose.ROTATE_270), "TIFF", exif=turned),
        "with a profile": saved(image, icc_profile=wide),
        "with a damaged profile": saved(image, icc_profile=b"no profile at all"),
        "with a profile whose tables are gone": saved(image, icc_profile=wide[:128] + bytes(4) + wide[132:]),
        "with the profile of another kind": saved(image, icc_profile=COATED.read_bytes()),
    }


@pytest.mark.parametrize("form", files())
def test_every_kind_of_file_shows_the_same_picture(form: str) -> None:
    data = files()[form]
    printed = in_light(separations(inked(data)))
    shown = opened(ink_picture(place(), data, SCREEN).data)
    for image in (printed, shown):
        assert image.size == (300, 200)
        assert image.getpixel((280, 150)) == pytest.approx(RED, abs=30)
        assert image.getpixel((80, 150)) == pytest.approx(GREY, abs=12)
        if "transparency" in form:
            assert min(image.convert("RGB").getpixel((8, 8))) > 250  # type: ignore[arg-type]


def test_inks_are_told_by_a_profile_of_inks_that_works() -> None:
    inks = COATED.read_bytes()
    emptied = inks[:128] + bytes(4) + inks[132:]
    screens = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = {profile: look_at(saved(in_inks(plain()), icc_profile=profile)) for profile in (inks, emptied, screens, b"")}
    assert [raster.profiled for raster in told.values()] == [True, False, False, False]
    assert {raster.inks for raster in told.values()} == {True}


@pytest.mark.parametrize("colour", [False, True])
def test_sixteen_bits_are_brought_to_eight(colour: bool) -> None:
    data = png_of_sixteen_bits(0x7FFF, colour=colour)
    shown = opened(ink_picture(place(), data, SCREEN).data).convert("RGB")
    assert shown.getpixel((150, 100)) == pytest.approx((127, 127, 127), abs=2)


def test_a_drawing_of_one_bit_stays_black_on_white() -> None:
    drawing = Image.new("1", (300, 200), 1)
    drawing.paste(0, (0, 0, 150, 200))
    picture = inked(saved(drawing, "PNG"))
    assert (picture.space, picture.most_ink) == ("DeviceGray", 100)
    assert opened(picture.data).getpixel((250, 100)) == 255


# Memory and machines


def run(words: str, **environment: str) -> str:
    """Return what a process of its own prints; it stands in the tests' folder."""
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": f"{tests}:{tests.parent}", **environment},
    )  # fmt: skip
    return done.stdout.strip()


SCAN = """
import io, resource
from PIL import Image
from photographs import place, saved, SCREEN
from test_colour import press
from asylmura_ssg.make.press.colour import ink_picture
from asylmura_ssg.read.raster import look_at
Image.MAX_IMAGE_PIXELS = None
tile = Image.effect_mandelbrot((1250, 1000), (-2, -1.5, 1, 1.5), 60)
scan = Image.new("L", (12500, 8000))
for x in range(0, 12500, 1250):
    for y in range(0, 8000, 1000):
        scan.paste(tile, (x, y))
how = {{"compress_level": 1}} if {colour} else {{}}
data = saved(Image.merge("RGB", (scan, scan, scan)) if {colour} else scan, "{form}", **how)
del scan
Image.core.clear_cache()
open("/proc/self/clear_refs", "w").write("5")  # proc(5): the peak is counted from here
before = int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])
assert (look_at(data).width, look_at(data).height) == (12500, 8000)
made = ink_picture(place(), data, press())
assert (made.width, made.height) == (744, 496)
print(int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]) - before)
"""


@pytest.mark.parametrize(("form", "most"), [("JPEG", 80), ("PNG", 450)])
def test_a_scan_of_a_hundred_megapixels_takes_no_gigabytes(form: str, most: int) -> None:
    grown = int(run(SCAN.format(colour=form == "PNG", form=form)))
    assert grown / 1024 < most


ONCE = """
from photographs import place, saved, scene, SCREEN
from test_colour import press
from asylmura_ssg.make.press.colour import ink_picture
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.printed_page import Treatment
from asylmura_ssg.read.raster import look_at
data = saved(scene(), "PNG")
made = [ink_picture(place(treatment=way), data, inking).data for way in (Treatment.CONVERT, Treatment.GREYSCALE) for inking in (press(ink_limit=250), SCREEN)]
print(*(digest_bytes(each) for each in made))
"""


def test_a_processor_without_vector_instructions_makes_the_same_bytes() -> None:
    # glibc's mathematics, which the colour management's tables come from, and the JPEG coder choose by processor.
    plain = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX,-AVX2,-FMA,-FMA4,-SSE4_1,-SSE4_2", "JSIMD_FORCENONE": "1"}
    assert run(ONCE, **plain) == run(ONCE)


def test_the_same_picture_makes_the_same_bytes() -> None:
    data = saved(scene(), "PNG")
    assert inked(data) == inked(data)
