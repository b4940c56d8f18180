"""Plates as files: each form read by software that had no part in writing it, and all forms showing the same."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import product

import ezdxf
import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from ezdxf.entities.lwpolyline import LWPolyline
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from test_artwork import BEREL, BIG, FAR, MAKES, NEAR, ROOT, SLUGS, recipe_of, recorded, rendered

from asylmura_ssg.make.artwork import impose, make_artwork, make_sheets
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.artwork import Arrangement, ArtworkRecipe, CodeBox, Form, Layout, Variant, layout_of

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
SVG = "{http://www.w3.org/2000/svg}"
POINTS = 72 / 25.4
Grid = NDArray[np.uint8]


@cache
def made(form: Form, arrangement: Arrangement = Arrangement.SINGLE, variant: Variant = Variant.ENAMEL) -> bytes:
    return make_artwork(recipe_of(BEREL, NEAR, arrangement, variant, form))


def pdf_pixels(data: bytes, dpi: float) -> Grid:
    page = pypdfium2.PdfDocument(data)[0]
    return np.asarray(page.render(scale=dpi / 72).to_pil().convert("L"))


def png_pixels(data: bytes) -> Grid:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))


def eps_pixels(data: bytes, dpi: int) -> Grid:
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pnggray", f"-r{dpi}",
               "-dGraphicsAlphaBits=4", "-sOutputFile=%stdout", "-"]  # fmt: skip
    return png_pixels(subprocess.run(command, input=data, capture_output=True, check=True).stdout)


def modules_at(grid: Grid, code: CodeBox, dpi: float) -> list[list[bool]]:
    """Tell for each module whether its middle is dark."""
    middles = [(code.module * (step + 0.5)) for step in range(33)]
    return [[bool(grid[round((code.y + y) / 25.4 * dpi), round((code.x + x) / 25.4 * dpi)] < 128) for x in middles]
            for y in middles]  # fmt: skip


def assert_shows(grid: Grid, recipe: ArtworkRecipe, layout: Layout, dpi: float) -> None:
    said = recipe.inscription
    assert grid.shape == (
        pytest.approx(layout.height / 25.4 * dpi, abs=1.5),
        pytest.approx(layout.width / 25.4 * dpi, abs=1.5),
    )
    found = zxingcpp.read_barcodes(grid, formats=QR)
    assert [code.text for code in found] == [said.payload] * len(layout.codes)
    symbol = [list(row) for row in matrix(said.payload, said.version, said.level, said.mask)]
    for code in layout.codes:
        assert modules_at(grid, code, dpi) == symbol
    assert 0.05 < (grid < 128).mean() < 0.3


@pytest.mark.parametrize(("arrangement", "variant"), MAKES)
def test_every_form_shows_the_code_module_by_module(arrangement: Arrangement, variant: Variant) -> None:
    layout = layout_of(NEAR, arrangement)
    pictures: dict[Form, tuple[Grid, float]] = {
        Form.SVG: (rendered(made(Form.SVG, arrangement, variant).decode(), 150), 150),
        Form.PDF: (pdf_pixels(made(Form.PDF, arrangement, variant), 150), 150),
        Form.EPS: (eps_pixels(made(Form.EPS, arrangement, variant), 150), 150),
        Form.PNG: (png_pixels(made(Form.PNG, arrangement, variant)), 600),
    }
    for form, (grid, dpi) in pictures.items():
        assert_shows(grid, recipe_of(BEREL, NEAR, arrangement, variant, form), layout, dpi)


@pytest.mark.parametrize("variant", Variant)
def test_all_forms_show_the_same_drawing(variant: Variant) -> None:
    shown = [
        rendered(made(Form.SVG, variant=variant).decode(), 150),
        pdf_pixels(made(Form.PDF, variant=variant), 150),
        eps_pixels(made(Form.EPS, variant=variant), 150),
    ]
    small = Image.open(io.BytesIO(made(Form.PNG, variant=variant))).convert("L").reduce(4)
    for grid in shown:
        rows, columns = min(grid.shape[0], small.height), min(grid.shape[1], small.width)
        off = np.abs(np.asarray(small)[:rows, :columns].astype(int) - grid[:rows, :columns])
        assert (off > 128).mean() < 0.002


# SVG


@pytest.mark.parametrize("variant", Variant)
def test_svg_is_filled_paths_in_millimetres_and_nothing_else(variant: Variant) -> None:
    root = etree.fromstring(made(Form.SVG, variant=variant))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("270mm", "184mm", "0 0 270 184")
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}g", f"{SVG}path"}
    assert {name for element in root.iter() for name in element.attrib} == {
        "width", "height", "viewBox", "id", "fill", "fill-rule", "d",
    }  # fmt: skip
    face = {Variant.ENAMEL: "PRINT", Variant.ENGRAVING: "ENGRAVE"}[variant]
    assert [(group.get("id"), group.get("fill")) for group in root] == [("CUT", "#fff"), (face, "#000")]
    assert all(re.fullmatch(r"(?:M[^Mz]+z)+", path.get("d")) for path in root.iter(f"{SVG}path"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


def test_svg_cuts_the_edge_and_the_holes() -> None:
    cut = etree.fromstring(made(Form.SVG))[0]
    (path,) = cut
    assert path.get("d").count("z") == 1 + 4
    root = '<svg xmlns="http://www.w3.org/2000/svg" width="270mm" height="184mm" viewBox="0 0 270 184">'
    black = rendered(f'{root}<path fill-rule="evenodd" d="{path.get("d")}"/></svg>', 127) < 128
    area = 270 * 184 - (4 - np.pi) * 7**2 - 4 * np.pi * 2.25**2
    assert black.sum() / 25 == pytest.approx(area, rel=1e-3)


# PDF


@pytest.mark.parametrize(("arrangement", "variant"), MAKES)
def test_pdf_is_black_ink_alone_without_fonts_pictures_or_dates(arrangement: Arrangement, variant: Variant) -> None:
    data = made(Form.PDF, arrangement, variant)
    layout = layout_of(NEAR, arrangement)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.check_pdf_syntax() == []
        (page,) = document.pages
        for box in (page.MediaBox, page.TrimBox):
            assert [float(edge) for edge in box] == pytest.approx(
                [0, 0, layout.width * POINTS, layout.height * POINTS], abs=1e-4
            )
        instructions = [(str(done.operator), [*done.operands]) for done in pikepdf.parse_content_stream(page)]
        assert {name for name, _ in instructions} == {"cm", "q", "Q", "m", "l", "c", "h", "f*", "k", "BDC", "EMC"}
        inks = [[float(ink) for ink in operands] for name, operands in instructions if name == "k"]
        assert inks == [[0, 0, 0, 0], [0, 0, 0, 1]]
        assert set(page.Resources.keys()) == {"/Properties"}
        assert [str(layer.Name) for layer in document.Root.OCProperties.OCGs] == [
            "CUT",
            {Variant.ENAMEL: "PRINT", Variant.ENGRAVING: "ENGRAVE"}[variant],
        ]
        assert "/Info" not in document.trailer
    assert b"Date" not in data


# EPS


def test_eps_follows_the_structuring_conventions() -> None:
    text = made(Form.EPS).decode("ascii")
    lines = text.splitlines()
    assert lines[0] == "%!PS-Adobe-3.0 EPSF-3.0"
    assert "%%BoundingBox: 0 0 766 522" in lines
    assert "%%HiResBoundingBox: 0 0 765.35433 521.57480" in lines
    assert "%%LanguageLevel: 2" in lines
    assert lines[-1] == "%%EOF"
    assert (
        lines.index("%%EndComments")
        < lines.index("%%BeginProlog")
        < lines.index("%%EndProlog")
        < lines.index("%%Page: 1 1")
    )
    assert max(map(len, lines)) <= 255
    assert "Date" not in text
    assert {line for line in lines if line.endswith("setcmykcolor")} == {"0 0 0 0 setcmykcolor", "0 0 0 1 setcmykcolor"}
    forbidden = r"\b(setrgbcolor|setgray|stroke|show|findfont|image|setpagedevice|initgraphics|copypage)\b"
    assert re.findall(forbidden, text) == []


def test_ghostscript_finds_the_ink_within_the_bounding_box() -> None:
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=bbox", "-"]
    said = subprocess.run(command, input=made(Form.EPS), capture_output=True, check=True).stderr.decode()
    found = re.search(r"%%HiResBoundingBox: ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", said)
    assert found is not None
    left, bottom, right, top = map(float, found.groups())
    assert 0 < left < right < 765.35433
    assert 0 < bottom < top < 521.57480


# DXF


@pytest.mark.parametrize(("arrangement", "variant"), MAKES)
def test_dxf_is_closed_polylines_in_millimetres_on_two_layers(arrangement: Arrangement, variant: Variant) -> None:
    document = ezdxf.read(io.StringIO(made(Form.DXF, arrangement, variant).decode("ascii")))  # type: ignore[attr-defined]
    auditor = document.audit()
    assert (auditor.errors, auditor.fixes) == ([], [])
    assert (document.dxfversion, document.header["$INSUNITS"], document.header["$MEASUREMENT"]) == ("AC1015", 4, 1)
    drawn = list(document.modelspace())
    lines = [line for line in drawn if isinstance(line, LWPolyline)]
    assert len(lines) == len(drawn) > 1000
    assert all(line.closed and len(line) >= 3 for line in lines)
    assert {line.dxf.layer for line in lines} == {"CUT", "ENGRAVE"}
    layout = layout_of(NEAR, arrangement)
    cut = [np.array(line.get_points("xy")) for line in lines if line.dxf.layer == "CUT"]
    edge = cut[0]
    assert [*edge.min(axis=0), *edge.max(axis=0)] == [0, 0, layout.width, layout.height]
    holes = sorted(tuple((hole.max(axis=0) + hole.min(axis=0)) / 2) for hole in cut[1:])
    assert np.allclose(holes, sorted((hole.x, layout.height - hole.y) for hole in layout.holes))
    assert tuple(document.header["$LIMMAX"])[:2] == (layout.width, layout.height)
    assert tuple(document.header["$EXTMIN"]) == (0, 0, 0)
    assert tuple(document.header["$EXTMAX"]) == (layout.width, layout.height, 0)
    assert "CUTMARKS" not in document.layers


def test_dxf_shows_the_code_right_side_up() -> None:
    document = ezdxf.read(io.StringIO(made(Form.DXF).decode("ascii")))  # type: ignore[attr-defined]
    layout = layout_of(NEAR, Arrangement.SINGLE)
    dark = np.zeros((184 * 5, 270 * 5), dtype=bool)
    for line in document.modelspace():
        if not isinstance(line, LWPolyline) or line.dxf.layer == "CUT":
            continue
        dark ^= polygon_mask([(x, 184 - y) for x, y in line.get_points("xy")], dark.shape)
    assert_shows(np.where(dark, 0, 255).astype(np.uint8), recipe_of(), layout, 127)


def polygon_mask(points: list[tuple[float, float]], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell which pixels' middles lie in a polygon, in 5 pixels a mm."""
    mask = np.zeros(shape, dtype=bool)
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        first, last = sorted((round(ay * 5 - 0.5 + 0.4999), round(by * 5 - 0.5 + 0.4999)))
        for row in range(max(first, 0), min(last, shape[0])):
            x = ax + (bx - ax) * ((row + 0.5) / 5 - ay) / (by - ay)
            mask[row, round(x * 5) :] ^= True
    return mask


# PNG


def test_png_is_one_bit_at_600_dpi_and_each_module_ends_at_the_nearest_pixel() -> None:
    data = made(Form.PNG)
    picture = Image.open(io.BytesIO(data))
    assert (picture.mode, picture.size) == ("1", (round(270 / 25.4 * 600), round(184 / 25.4 * 600)))
    assert picture.info["dpi"] == pytest.approx((600, 600), abs=0.01)
    grid = np.asarray(picture)
    (code,) = layout_of(NEAR, Arrangement.SINGLE).codes
    edges_x, edges_y = (
        [round((start + code.module * step) / 25.4 * 600) for step in range(34)] for start in (code.x, code.y)
    )
    said = BEREL
    for row, modules in enumerate(matrix(said.payload, said.version, said.level, said.mask)):
        for column, is_dark in enumerate(modules):
            block = grid[edges_y[row] : edges_y[row + 1], edges_x[column] : edges_x[column + 1]]
            assert block.size > 2000
            assert bool(block.any()) is not is_dark
            assert bool(block.all()) is not is_dark


def test_png_pixels_are_dark_where_the_drawing_is() -> None:
    """Judged by resvg's own areas, at the same resolution."""
    png = png_pixels(made(Form.PNG, variant=Variant.ENGRAVING)) < 128
    svg = rendered(made(Form.SVG, variant=Variant.ENGRAVING).decode(), 600)
    rows, columns = min(png.shape[0], svg.shape[0]), min(png.shape[1], svg.shape[1])
    png, svg = png[:rows, :columns], svg[:rows, :columns]
    assert (~png[svg < 30]).sum() + png[svg > 225].sum() < 10  # resvg rounds a few acute notches its own way
    assert png.sum() == pytest.approx((255 - svg.astype(float)).sum() / 255, rel=2e-3)


# All of them


@pytest.mark.parametrize("form", Form)
def test_the_same_plate_is_the_same_bytes_in_another_process(form: Form) -> None:
    here = {slug: hashlib.sha256(make_artwork(recipe_of(recorded(slug), form=form))).hexdigest() for slug in SLUGS[:3]}
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from test_artwork import *\n"
        f"for slug in reversed(SLUGS[:3]): print(slug, hashlib.sha256(make_artwork(recipe_of(recorded(slug), "
        f"form=Form({form.value!r})))).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert dict(line.split() for line in run.stdout.splitlines()) == here


def test_another_word_is_another_file() -> None:
    for form in Form:
        other = replace(BEREL, owner=replace(BEREL.owner, en="Another Foundation"))
        assert make_artwork(recipe_of(other, form=form)) != made(form)


def test_the_largest_plate_is_made_in_every_form() -> None:
    recipe = recipe_of(recorded("dolinka-museum"), FAR, Arrangement.TWIN)
    grid = rendered(make_artwork(replace(recipe, form=Form.SVG)).decode(), 75)
    assert_shows(grid, recipe, layout_of(FAR, Arrangement.TWIN), 75)
    assert all(len(make_artwork(replace(recipe, form=form))) > 10_000 for form in Form)


# Sheets


@pytest.mark.parametrize("form", [Form.PDF, Form.SVG, Form.DXF])
def test_a_sheet_shows_every_plate_where_it_was_imposed(form: Form) -> None:
    recipes = [recipe_of(recorded(slug), NEAR, arrangement) for slug, arrangement in product(SLUGS[:3], Arrangement)]
    pages, sheets = impose(recipes, BIG), make_sheets(recipes, BIG, form)
    assert len(pages) == len(sheets) >= 1
    assert sheets == make_sheets(recipes, BIG, form)
    for page, data in zip(pages, sheets, strict=True):
        wanted = sorted(placed.recipe.inscription.payload for placed in page.plates for _ in placed.codes())
        if form is Form.DXF:
            document = ezdxf.read(io.StringIO(data.decode("ascii")))  # type: ignore[attr-defined]
            assert not document.audit().errors
            lines = document.modelspace().query("LWPOLYLINE[layer=='CUT']")
            assert len(lines) == 5 * len(page.plates)
            marks = document.modelspace().query("LWPOLYLINE[layer=='CUTMARKS']")
            assert len(marks) == 8 * len(page.plates)
            assert tuple(document.header["$LIMMAX"])[:2] == (BIG.width, BIG.height)
            drawn = np.concatenate([np.array(line.get_points("xy")) for line in document.modelspace()])  # type: ignore[attr-defined]
            assert tuple(document.header["$EXTMIN"])[:2] == pytest.approx(drawn.min(axis=0))
            assert tuple(document.header["$EXTMAX"])[:2] == pytest.approx(drawn.max(axis=0))
            continue
        grid = pdf_pixels(data, 127) if form is Form.PDF else rendered(data.decode(), 127)
        assert grid.shape == (pytest.approx(BIG.height * 5, abs=2), pytest.approx(BIG.width * 5, abs=2))
        assert sorted(code.text for code in zxingcpp.read_barcodes(grid, formats=QR)) == wanted
        for placed in page.plates:
            said = placed.recipe.inscription
            symbol = [list(row) for row in matrix(said.payload, said.version, said.level, said.mask)]
            assert [modules_at(grid, code, 127) for code in placed.codes()] == [symbol] * len(placed.codes())
