"""Plates: the number, the symbol, its pictures. Judged by decoders and encoders that are none of ours."""

from __future__ import annotations

import io
import re
import struct
from itertools import combinations
from typing import Any

import cv2
import numpy as np
import pytest
import qrcodegen
import segno
import zxingcpp
from hypothesis import given, settings, strategies as st
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from published import CONTENT, Site

from asylmura_ssg.make.plates import make_plate, matrix
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION, check_digit, is_plate, payload, plate_of
from asylmura_ssg.model.recipe import PlateRecipe

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
DOMAIN = "birgemiz-asylmura.kz"
Grid = NDArray[np.uint8]

plates = st.integers(1, 9999).map(plate_of)
domains = st.from_regex(r"[a-z][a-z0-9-]{0,14}[a-z0-9]\.kz", fullmatch=True)


def symbol(text: str) -> tuple[tuple[bool, ...], ...]:
    return matrix(text, VERSION, LEVEL, MASK)


def picture(text: str, form: str) -> bytes:
    return make_plate(PlateRecipe(text, VERSION, LEVEL, MASK, form))


def drawn(svg: bytes, scale: int) -> Grid:
    """Paint an SVG of rectangular outlines, filled by the order they stand in: 0 dark, 255 light."""
    root = etree.fromstring(svg)
    side = int(root.get("viewBox").split()[2])
    grid = np.full((side * scale, side * scale), 128, np.uint8)
    for path in root:
        shift = re.fullmatch(r"translate\((\d+) (\d+)\)", path.get("transform", "translate(0 0)"))
        assert shift is not None
        colour = {"#fff": 255, "#000": 0}[path.get("fill")]
        outlines = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z", path.get("d"))
        assert "".join("M{} {}h{}v{}h-{}z".format(*o) for o in outlines) == path.get("d")
        for x, y, width, height, back in (map(int, outline) for outline in outlines):
            assert width == back
            left, top = x + int(shift[1]), y + int(shift[2])
            grid[top * scale : (top + height) * scale, left * scale : (left + width) * scale] = colour
    return grid


def read_by_zxing(grid: Grid) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(grid, formats=QR)]


def read_by_opencv(grid: Grid) -> list[str]:
    # OpenCV 4 and 5 miss a few flawless symbols at one size or another; a phone, too, looks more than once.
    for step in (1, 2, 3):
        text, *_ = cv2.QRCodeDetector().detectAndDecode(cv2.cvtColor(grid[::step, ::step], cv2.COLOR_GRAY2BGR))
        if text:
            return [text]
    return []


def pixels(png: bytes) -> Grid:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


# The number


CODES = [f"{number:04d}{check_digit(f'{number:04d}')}" for number in range(10_000)]


def test_the_published_example_of_damm() -> None:
    assert check_digit("572") == 4
    assert check_digit("5724") == 0


@pytest.mark.parametrize("place", range(5))
def test_no_single_wrong_digit_makes_another_plate(place: int) -> None:
    # Two codes that differ in one digit alone would be the same without it.
    assert len({code[:place] + code[place + 1 :] for code in CODES}) == len(CODES)


@pytest.mark.parametrize("place", range(4))
def test_no_swap_of_neighbouring_digits_makes_another_plate(place: int) -> None:
    known = set(CODES)
    swapped = {c: c[:place] + c[place + 1] + c[place] + c[place + 2 :] for c in CODES if c[place] != c[place + 1]}
    assert [code for code, wrong in swapped.items() if wrong in known] == []


def test_a_plate_is_one_of_ten_thousand_codes() -> None:
    assert {f"{n:05d}" for n in range(100_000) if is_plate(f"{n:05d}")} == set(CODES)
    assert [plate_of(number) for number in range(1, 10_000)] == CODES[1:]


@pytest.mark.parametrize("text", ["", "0001", "000130", " 0013", "0001३", "0001a", "00014"])
def test_what_is_no_plate(text: str) -> None:
    assert not is_plate(text)


@pytest.mark.parametrize("number", [-1, 0, 10_000])
def test_no_plate_beyond_the_register(number: int) -> None:
    with pytest.raises(ValueError, match="not between 1 and 9999"):
        plate_of(number)


# The symbol


def by_nayuki(text: str) -> tuple[tuple[bool, ...], ...]:
    data = [qrcodegen.QrSegment.make_bytes(text.encode("ascii"))]
    code = qrcodegen.QrCode.encode_segments(data, qrcodegen.QrCode.Ecc.HIGH, VERSION, VERSION, MASK, boostecl=False)
    side = range(code.get_size())
    return tuple(tuple(code.get_module(x, y) for x in side) for y in side)


def by_segno(text: str) -> tuple[tuple[bool, ...], ...]:
    code = segno.make_qr(
        text.encode("ascii"), version=VERSION, error=LEVEL.lower(), mask=MASK, mode="byte", boost_error=False
    )
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


@settings(max_examples=25, deadline=None)
@given(plates, domains)
def test_a_second_encoder_makes_the_same_symbol(plate: str, domain: str) -> None:
    text = payload(plate, domain)
    assert symbol(text) == by_nayuki(text)


@settings(max_examples=25, deadline=None)
@given(plates)
def test_a_third_encoder_makes_the_same_symbol(plate: str) -> None:
    # Our address fills the symbol. Where it would not, segno 1.6.6 pads wrongly (its issues 123 and 148).
    text = payload(plate, DOMAIN)
    assert len(text) == 34
    assert symbol(text) == by_segno(text)


def test_different_plates_have_different_symbols() -> None:
    symbols = [symbol(payload(plate_of(number), DOMAIN)) for number in range(1, 60)]
    assert all(one != other for one, other in combinations(symbols, 2))


def test_a_payload_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        symbol(payload("00013", "x" + DOMAIN))


# The pictures


@settings(max_examples=30, deadline=None)
@given(plates, domains)
def test_both_forms_read_as_the_address(plate: str, domain: str) -> None:
    text = payload(plate, domain)
    png, svg = pixels(picture(text, "png")), drawn(picture(text, "svg"), 12)
    assert read_by_zxing(png) == [text]
    assert read_by_zxing(svg) == [text]
    assert read_by_opencv(png) == [text]
    assert read_by_opencv(svg) == [text]


@settings(max_examples=10, deadline=None)
@given(plates)
def test_a_code_is_still_read_when_a_tenth_of_it_is_gone(plate: str) -> None:
    text = payload(plate, DOMAIN)
    grid = pixels(picture(text, "png")).copy()
    side = len(grid)
    grid[side // 2 : side // 2 + side // 4, side // 2 : side // 2 + side // 3] = 255
    assert read_by_zxing(grid) == [text]


def test_svg_and_png_are_the_same_modules_with_a_quiet_zone_of_four() -> None:
    text = payload("00013", DOMAIN)
    expected = np.full((41, 41), 255, np.uint8)
    expected[4:-4, 4:-4] = np.where(np.array(symbol(text)), 0, 255)
    png = pixels(picture(text, "png"))
    side = len(png) // 41
    assert png.shape == (41 * side, 41 * side)
    assert np.array_equal(png, expected.repeat(side, 0).repeat(side, 1))
    assert np.array_equal(drawn(picture(text, "svg"), 1), expected)


def test_the_png_is_one_bit_grey() -> None:
    png = picture(payload("00013", DOMAIN), "png")
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", png[16:29])
    assert (width, height, depth, colour) == (492, 492, 1, 0)  # ISO/IEC 15948, 11.2.2: colour type 0 is greyscale
    Image.open(io.BytesIO(png)).verify()


def test_the_svg_says_its_size_in_millimetres_and_has_no_strokes() -> None:
    root = etree.fromstring(picture(payload("00013", DOMAIN), "svg"))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("82mm", "82mm", "0 0 41 41")
    assert [path.get("stroke") for path in root.iter()] == [None] * 3


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_plate_is_the_same_bytes(form: str) -> None:
    text = payload("04271", DOMAIN)
    first = picture(text, form)
    matrix.cache_clear()
    assert picture(text, form) == first


# The real register


def test_every_monuments_plate_reads_as_its_address(site: Site, records: dict[str, dict[str, Any]]) -> None:
    # A monument that is gone gets no plate unless somebody asks for one.
    expected = {plate_of(record["number"]): slug for slug, record in records.items() if "fate" not in record}
    assert len(expected) > 40
    assert {path[7:12] for path in site.paths("plates/*.svg")} == set(expected)
    assert {path[7:12] for path in site.paths("plates/*.png")} == set(expected)
    for plate in expected:
        address = [f"https://{DOMAIN}/{plate}"]
        assert read_by_zxing(pixels((site.root / f"plates/{plate}.png").read_bytes())) == address
        assert read_by_opencv(drawn((site.root / f"plates/{plate}.svg").read_bytes(), 12)) == address


def test_every_plates_address_answers_with_the_monument(site: Site, records: dict[str, dict[str, Any]]) -> None:
    for slug, record in records.items():
        page = site.page(f"{plate_of(record['number'])}/index.html")
        assert page.findtext(".//h1") == record["names"]["kk"]
        canonical = page.find(".//link[@rel='canonical']")
        assert canonical is not None
        assert canonical.get("href") == f"https://{DOMAIN}/kk/monuments/{slug}/"


def test_the_register_holds_every_number_once(records: dict[str, dict[str, Any]]) -> None:
    lines = (CONTENT / "plates" / "register.jsonl").read_text("utf-8").splitlines()
    found = [re.fullmatch(r'\{"event": "number", "number": (\d+), "slug": "([a-z0-9-]+)"\}', line) for line in lines]
    numbers = [(match[2], int(match[1])) for match in found if match]
    assert dict(numbers) == {s: r["number"] for s, r in records.items()}
    assert len(numbers) == len(records)
