"""Plates as drawings: where things lie, what fits, what is refused; and the symbol as outlines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest
import resvg_py
import yaml
from hypothesis import example, given, settings, strategies as st
from numpy.typing import NDArray
from PIL import Image

from asylmura_ssg.make.artwork import impose, make_artwork, make_sheets, manifest
from asylmura_ssg.make.artwork.composition import compose
from asylmura_ssg.make.artwork.drawing import (
    Drawing,
    Layer,
    Mark,
    Shape,
    circle,
    extent,
    rounded_rectangle,
    turned,
)
from asylmura_ssg.make.artwork.facts import in_degrees
from asylmura_ssg.make.artwork.flatten import TOLERANCE, polygons
from asylmura_ssg.make.artwork.lettering import typeface_of
from asylmura_ssg.make.artwork.setting import Ragged, text_of
from asylmura_ssg.make.artwork.symbol import symbol_shape
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.artwork import (
    CLEARANCE,
    FINDER,
    HEAD,
    SIZES,
    Arrangement,
    ArtworkError,
    ArtworkRecipe,
    CodeBox,
    Delivery,
    Form,
    Hole,
    Inscription,
    Layout,
    Sheet,
    Size,
    Variant,
    layout_of,
)
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import LEVEL, MASK, MODULES, VERSION, payload, plate_of

ROOT = Path(__file__).parent.parent
DOMAIN = "birgemiz-asylmura.kz"
NEAR, MIDDLE, FAR = SIZES
MAKES = tuple(product(Arrangement, Variant))

Box = tuple[float, float, float, float]


def faces() -> tuple[Face, ...]:
    folder = ROOT / "templates/fonts"
    return tuple(
        Face.of(family, "normal", weight, file, (folder / file).read_bytes())
        for family, weight, file in (
            ("Golos Text", 400, "GolosText-Regular.ttf"),
            ("Golos Text", 600, "GolosText-SemiBold.ttf"),
            ("Literata", 600, "Literata-SemiBold.ttf"),
        )
    )


def strings() -> dict[str, dict[str, str]]:
    held = yaml.safe_load((ROOT / "templates/strings/plate.yaml").read_text("utf-8"))
    return {language: {key: said[language] for key, said in held.items()} for language in ("kk", "ru", "en")}


def recorded(slug: str) -> Inscription:
    record = yaml.safe_load((ROOT / f"content/monuments/{slug}/monument.yaml").read_text("utf-8"))
    site = yaml.safe_load((ROOT / "content/site.yaml").read_text("utf-8"))
    plate, place = plate_of(record["number"]), record["location"]
    return Inscription(
        plate, payload(plate, DOMAIN), VERSION, LEVEL, MASK, f"{DOMAIN}/{plate}",
        names=Localized(*(record["names"][language] for language in ("kk", "ru", "en"))),
        story=Localized(*(record["summary"][language] for language in ("kk", "ru", "en"))),
        point=Point(place["lat"], place["lon"]) if "lat" in place else None,
        owner=Localized(*(site["publisher"][language] for language in ("kk", "ru", "en"))),
    )  # fmt: skip


FACES, STRINGS = faces(), strings()
SLUGS = sorted(path.name for path in (ROOT / "content/monuments").iterdir() if path.is_dir())
BEREL = recorded("berel")


def recipe_of(
    said: Inscription = BEREL,
    size: Size = NEAR,
    arrangement: Arrangement = Arrangement.SINGLE,
    variant: Variant = Variant.ENAMEL,
    form: Form = Form.SVG,
) -> ArtworkRecipe:
    return ArtworkRecipe(said, size, arrangement, variant, form, STRINGS, FACES)


def box_of(marks: tuple[Mark, ...]) -> Box:
    left, top, right, bottom = (edge / 1000 for edge in extent(marks))
    return left, top, right, bottom


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def quiet_zone(code: CodeBox) -> Box:
    return (code.x - code.quiet, code.y - code.quiet, code.x + code.side + code.quiet, code.y + code.side + code.quiet)


def washer(hole: Hole) -> Box:
    reach = HEAD * hole.diameter / 2
    return hole.x - reach, hole.y - reach, hole.x + reach, hole.y + reach


def finders(code: CodeBox) -> Iterator[Box]:
    side, far = FINDER * code.module, (MODULES - FINDER) * code.module
    for x, y in ((0.0, 0.0), (far, 0.0), (0.0, far)):
        yield code.x + x, code.y + y, code.x + x + side, code.y + y + side


def distance(x: float, y: float, box: Box) -> float:
    return float(np.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])))


# Where codes and holes lie


sizes = st.builds(Size, st.just("any"), st.floats(1.5, 8.0).map(lambda side: round(side, 3)), st.just(1.0))


@given(sizes, st.sampled_from(Arrangement))
@example(NEAR, Arrangement.SINGLE)
@example(MIDDLE, Arrangement.TWIN)
@example(FAR, Arrangement.TWIN)
def test_screws_keep_away_from_the_quiet_zone_and_the_finder_patterns(size: Size, arrangement: Arrangement) -> None:
    layout = layout_of(size, arrangement)
    assert len(layout.holes) == 4
    for hole, code in product(layout.holes, layout.codes):
        reach = HEAD * hole.diameter / 2
        assert distance(hole.x, hole.y, quiet_zone(code)) >= reach - 1e-9 or size.module < NEAR.module
        for finder in finders(code):
            assert (
                distance(hole.x, hole.y, finder) - reach >= CLEARANCE * size.module - 1e-9 or size.module < NEAR.module
            )


@given(sizes, st.sampled_from(Arrangement))
def test_codes_lie_on_the_plate_with_their_quiet_zones_to_themselves(size: Size, arrangement: Arrangement) -> None:
    layout = layout_of(size, arrangement)
    assert len(layout.codes) == {Arrangement.SINGLE: 1, Arrangement.TWIN: 2}[arrangement]
    plate = (0.0, 0.0, layout.width, layout.height)
    for code in layout.codes:
        assert code.module == size.module
        left, top, right, bottom = quiet_zone(code)
        assert plate[0] <= left
        assert plate[1] <= top
        assert right <= plate[2]
        assert bottom <= plate[3]
    for one, other in combinations(layout.codes, 2):
        assert not meet(quiet_zone(one), quiet_zone(other))


def test_two_codes_are_farther_apart_than_either_is_wide() -> None:
    one, other = layout_of(NEAR, Arrangement.TWIN).codes
    assert other.x - (one.x + one.side) > 2 * one.side


def test_a_larger_plate_is_the_same_plate_enlarged() -> None:
    near, far = (layout_of(size, Arrangement.TWIN) for size in (NEAR, FAR))
    assert far.width / near.width == far.height / near.height == far.codes[1].x / near.codes[1].x == 2.0
    assert [hole.diameter for size in SIZES for hole in layout_of(size, Arrangement.SINGLE).holes[:1]] == [
        4.5,
        5.5,
        6.6,
    ]


# The symbol


@given(st.integers(1, 9999))
@settings(max_examples=5)
def test_outlines_fill_exactly_the_dark_modules(number: int) -> None:
    symbol = matrix(payload(plate_of(number), DOMAIN), VERSION, LEVEL, MASK)
    assert modules_in(symbol_shape(symbol, 10)) == [list(row) for row in symbol]


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=6, max_size=6))
@example([[True, False] * 3, [False, True] * 3] * 3)
@example([[False] * 6] * 6)
def test_outlines_fill_exactly_any_pattern(rows: list[list[bool]]) -> None:
    assert modules_in(symbol_shape(tuple(map(tuple, rows)), 10), 6) == rows


def modules_in(shape: Shape, side: int = MODULES) -> list[list[bool]]:
    """Tell for each module's middle whether an odd number of outlines lies to its left."""
    edges = [(a, b) for points in polygons(shape) for a, b in zip(points, points[1:] + points[:1], strict=True)]
    assert all(ax == bx or ay == by for (ax, ay), (bx, by) in edges)
    upright = [(ax, min(ay, by), max(ay, by)) for (ax, ay), (bx, by) in edges if ax == bx]
    return [
        [
            sum(x < 10 * column + 5 and top < 10 * row + 5 < end for x, top, end in upright) % 2 == 1
            for column in range(side)
        ]
        for row in range(side)
    ]


def test_no_outline_of_a_symbol_touches_itself() -> None:
    """Modules that meet by a corner alone stay two regions: engraving software closes an outline that touches itself."""
    for points in polygons(symbol_shape(matrix(BEREL.payload, VERSION, LEVEL, MASK), 2000)):
        assert len(set(points)) == len(points)


def test_modules_side_by_side_have_no_seam() -> None:
    (outline,) = polygons(symbol_shape(((True, True), (True, True)), 10))
    assert set(outline) == {(0, 0), (20, 0), (20, 20), (0, 20)}


# The plate


def assert_in_order(drawing: Drawing, layout: Layout) -> None:
    plate = (0.0, 0.0, layout.width, layout.height)
    free = [quiet_zone(code) for code in layout.codes] + [washer(hole) for hole in layout.holes]
    boxes = {part: box_of(marks) for part, marks in drawing.parts(Layer.FACE)}
    for part, box in boxes.items():
        assert box[0] >= plate[0] + 5, part
        assert box[1] >= plate[1] + 5, part
        assert box[2] <= plate[2] - 5, part
        assert box[3] <= plate[3] - 5, part
        if not part.startswith("code-"):
            assert not any(meet(box, zone) for zone in free), part
    for (part, box), (other, another) in combinations(boxes.items(), 2):
        assert not meet(box, another) or {part, other} <= {"register-number", "coordinates", "owner", "rules"}, (
            part,
            other,
        )


@pytest.mark.parametrize("slug", SLUGS)
def test_every_monument_has_room_for_what_its_plate_says(slug: str) -> None:
    for arrangement, variant in MAKES:
        recipe = recipe_of(recorded(slug), NEAR, arrangement, variant)
        assert_in_order(compose(recipe), layout_of(NEAR, arrangement))


@pytest.mark.parametrize(("arrangement", "variant"), MAKES)
@pytest.mark.parametrize("size", SIZES)
def test_every_size_keeps_quiet_zones_and_screws_free(size: Size, arrangement: Arrangement, variant: Variant) -> None:
    assert_in_order(compose(recipe_of(BEREL, size, arrangement, variant)), layout_of(size, arrangement))


words = st.text("абвгғдежзиікқлмнңоөпрстуұүфхһшыэюя", min_size=1, max_size=24)


@given(st.lists(words, min_size=1, max_size=14), st.lists(words, min_size=1, max_size=80), st.sampled_from(MAKES))
@settings(max_examples=40)
def test_a_text_fits_or_is_refused_but_never_overflows(
    name: list[str], story: list[str], make: tuple[Arrangement, Variant]
) -> None:
    said = replace(BEREL, names=Localized(" ".join(name), "А", "A"), story=Localized(" ".join(story), "А.", "A."))
    recipe = recipe_of(said, NEAR, *make)
    if fits(recipe):
        assert_in_order(compose(recipe), layout_of(NEAR, make[0]))
    else:
        with pytest.raises(ArtworkError, match=r"plate 00037: .* shorten the (summary|name)"):
            make_artwork(recipe)


def fits(recipe: ArtworkRecipe) -> bool:
    try:
        compose(recipe)
    except ArtworkError:
        return False
    return True


def test_short_texts_fit_and_endless_ones_do_not() -> None:
    assert fits(recipe_of())
    assert not fits(recipe_of(replace(BEREL, story=Localized("Өте ұзақ әңгіме. " * 200))))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (replace(BEREL, story=Localized("Өте ұзақ әңгіме. " * 200)), "do not fit 140 × 156 mm in type of 3.50 mm"),
        (
            replace(BEREL, names=Localized("Ұ" * 60)),
            f"its name in kk, “{'Ұ' * 60}” (60 letters), does not fit 3 lines of 140 mm in type of 6.00 mm; shorten the name",
        ),
        (
            replace(BEREL, names=Localized("Берел", "К" * 60)),
            f"its name in ru, “{'К' * 60}” (60 letters), does not fit",
        ),
        (replace(BEREL, owner=Localized("Қ" * 50)), "shorten the owner's name"),
        (replace(BEREL, address=f"{'a' * 40}.kz/00037"), "use a shorter domain"),
        (replace(BEREL, address=DOMAIN), "must end in its number"),
        (replace(BEREL, names=Localized("Берел 山")), "which Literata lacks"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(said: Inscription, words: str) -> None:
    with pytest.raises(ArtworkError, match=re.escape(words)):
        compose(recipe_of(said))


def test_a_face_that_is_not_there_is_named() -> None:
    with pytest.raises(ArtworkError, match="Literata 600"):
        compose(replace(recipe_of(), faces=FACES[:2]))


def test_a_language_without_a_name_leaves_no_gap() -> None:
    drawing = compose(recipe_of(replace(BEREL, names=Localized("Берел"), story=Localized("Обалар. Мұз."))))
    assert {part for part, _ in drawing.parts(Layer.FACE) if part.startswith(("name-", "story-"))} == {
        "name-kk",
        "story-kk",
    }


@pytest.mark.parametrize("arrangement", Arrangement)
def test_an_unknown_place_has_no_row(arrangement: Arrangement) -> None:
    """It may be measured next year, and the plate would say for decades that nobody knows it."""
    known, unknown = (
        dict(compose(recipe_of(replace(BEREL, point=point), arrangement=arrangement)).parts(Layer.FACE))
        for point in (BEREL.point, None)
    )
    assert len(known["coordinates"]) == len("КоординаттарыКоординатыCoordinates49.343°N86.365°E")
    assert known.keys() - unknown.keys() <= {"coordinates", "rules"}
    assert "coordinates" not in unknown
    assert len(unknown.get("rules", ())) == len(known["rules"]) - 1


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (Point(43.0, 68.271154), ("43.00000°\u00a0N", "68.27115°\u00a0E")),
        (Point(49.343, 86.36), ("49.343°\u00a0N", "86.360°\u00a0E")),
        (Point(43.0, 68.0), ("43°\u00a0N", "68°\u00a0E")),
    ],
)
def test_degrees_are_written_as_receivers_write_them_both_as_finely(point: Point, words: tuple[str, str]) -> None:
    assert in_degrees(point) == words


def test_the_address_is_one_word_its_check_digit_underlined() -> None:
    marks = dict(compose(recipe_of()).parts(Layer.FACE))["address-1"]
    *letters, check, line = [box_of((mark,)) for mark in marks]
    gaps = [right[0] - left[2] for left, right in pairwise([*letters[-4:], check])]
    assert 0 < gaps[-1] < 2 * max(gaps[:-1])
    assert gaps[-1] < 0.2 * (check[3] - check[1])
    assert line[1] > check[3]
    assert line[0] <= check[0] < check[2] <= line[2]


def test_long_compounds_alone_break_after_their_hyphen() -> None:
    typeface = typeface_of(FACES, "Golos Text", 400)
    text = text_of(typeface, "бегазы-дандыбаевской Козы-Корпеш XIII–XIV № 3", Language.RU)
    assert [len(part.word.glyphs) for part in text.parts] == [7, 13, 11, 9, 3]
    assert [part.after > 0 for part in text.parts] == [False, True, True, True, True]
    broken = text.lines(text.parts[1].word.width, Ragged.FULL)
    assert broken is not None
    assert [len(line) for line in broken] == [1, 1, 1, 2]
    joined = text.lines(100, Ragged.FULL)
    assert joined is not None
    assert text.width(joined[0][:2]) == pytest.approx(sum(part.word.width for part in text.parts[:2]))


@pytest.mark.parametrize("variant", Variant)
def test_the_smallest_type_is_read_from_where_the_code_is(variant: Variant) -> None:
    """One and a half times the letter of five minutes of arc that an eye of acuity 1.0 tells (ISO 8596)."""
    for size in SIZES:
        drawing = compose(recipe_of(recorded("qaraqabaq"), size, Arrangement.SINGLE, variant))
        for part, marks in drawing.parts(Layer.FACE):
            if part.startswith(("story-", "owner", "address-", "coordinates")):
                letters = [box_of((mark,)) for mark in marks]
                low = np.median([bottom - top for _, top, _, bottom in letters if bottom - top > size.module * 0.5])
                assert low >= 1.5 * size.reads_to * 1000 * np.tan(np.radians(5 / 60)) - 0.02, part


@pytest.mark.parametrize(("arrangement", "variant"), MAKES)
def test_shapes_do_not_overlap_and_holes_run_the_other_way(arrangement: Arrangement, variant: Variant) -> None:
    """Then both rules of filling show the same, also when everything is one path, as in software that knows no groups."""
    text = make_artwork(recipe_of(BEREL, NEAR, arrangement, variant)).decode()
    head, faces_group = text.split("\n", 1)[0], text.split(f'id="{compose(recipe_of(variant=variant)).face}"', 1)[1]
    path = "".join(re.findall(r' d="([^"]*)"', faces_group))
    even, nonzero = (
        rendered(f'{head}<path fill-rule="{rule}" d="{path}"/></svg>', 150) for rule in ("evenodd", "nonzero")
    )
    assert (even < 128).mean() > 0.05
    assert ((even < 128) != (nonzero < 128)).sum() == 0


def rendered(svg: str, dpi: float) -> NDArray[np.uint8]:
    """Paint an SVG by resvg, white where it leaves the ground bare."""
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=dpi, background="white"))))
    return np.asarray(picture.convert("L"))


def test_an_engraved_plate_has_no_large_dark_field_but_its_code() -> None:
    for variant, dark in ((Variant.ENAMEL, True), (Variant.ENGRAVING, False)):
        parts = dict(compose(recipe_of(variant=variant)).parts(Layer.FACE))
        figures = parts["ornament"][0].shape.contours
        assert (box_of(parts["ornament"])[3] - box_of(parts["ornament"])[1] == 156.0) is dark
        assert len(figures) == 23 + dark


# Curves


def test_flat_lines_stay_within_the_tolerance() -> None:
    shape = Shape((circle(0, 0, 20_000), turned(circle(0, 0, 3_000))))
    for points, radius in zip(polygons(shape), (20_000, 3_000), strict=True):
        middles = [
            ((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True)
        ]
        off = [abs(np.hypot(x, y) - radius) for x, y in [*points, *middles]]
        assert max(off) <= TOLERANCE + 0.0003 * radius + 1
        assert len(points) < 200


def test_a_rounded_rectangle_reaches_its_four_sides() -> None:
    shape = rounded_rectangle(50_000, 30_000, 7_000)
    assert box_of((Mark(Layer.CUT, "edge", Shape((shape,)), 0, 0),)) == (
        0,
        0,
        50,
        30,
    )


# Sheets


BIG = Sheet(1000, 600, margin=15, gap=10)


def test_sheets_hold_every_plate_in_order_without_touching() -> None:
    recipes = [recipe_of(recorded(slug), NEAR, arrangement) for slug in SLUGS[:7] for arrangement in Arrangement]
    pages = impose(recipes, BIG)
    assert [placed.recipe for page in pages for placed in page.plates] == recipes
    assert len(pages) > 1
    for page in pages:
        boxes = [(p.x, p.y, p.x + p.layout.width, p.y + p.layout.height) for p in page.plates]
        assert all(b[0] >= 15 and b[1] >= 15 and b[2] <= 985 and b[3] <= 585 for b in boxes)
        wide = [(left - 5, top - 5, right + 5, bottom + 5) for left, top, right, bottom in boxes]
        assert not any(meet(a, b) for a, b in combinations(wide, 2))
        for placed in page.plates:
            assert [code.x - placed.x for code in placed.codes()] == [code.x for code in placed.layout.codes]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (Sheet(260, 600, 10, 10), "is 270 × 184 mm; the sheet has room for 240 × 580 mm"),
        (Sheet(1000, 600, 10, 5), "leave 8 mm between plates"),
        (Sheet(1000, 600, 3, 10), "4 mm at the edges"),
    ],
)
def test_a_sheet_without_room_is_refused_in_words(sheet: Sheet, words: str) -> None:
    with pytest.raises(ArtworkError, match=re.escape(words)):
        impose([recipe_of()], sheet)


def test_variants_do_not_share_a_sheet() -> None:
    with pytest.raises(ArtworkError, match="printed or engraved"):
        impose([recipe_of(variant=variant) for variant in Variant], BIG)


def test_nothing_imposed_is_no_sheet() -> None:
    assert make_sheets([], BIG, Form.PDF) == ()


def test_cut_marks_lie_outside_every_plate() -> None:
    recipes = [recipe_of(recorded(slug)) for slug in SLUGS[:4]]
    (page,) = impose(recipes, BIG)
    (sheet,) = make_sheets(recipes, BIG, Form.SVG)
    marks = re.search(r'<path id="cut-marks" d="([^"]*)"', sheet.decode())
    assert marks is not None
    corners = [tuple(map(float, found)) for found in re.findall(r"M([\d.]+) ([\d.]+)", marks[1])]
    assert len(corners) == 8 * len(recipes)
    for placed in page.plates:
        inside = (placed.x, placed.y, placed.x + placed.layout.width, placed.y + placed.layout.height)
        assert not any(meet(inside, (x, y, x + 0.3, y + 0.3)) for x, y in corners)


# The manifest


def test_the_manifest_lists_every_file_as_it_is() -> None:
    recipe = recipe_of(form=Form.DXF)
    data = manifest([Delivery(recipe, "near/00037.dxf", "ab" * 32)])
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row == {
        "plate": "00037", "issue": "1", "name_kk": "Берел қорымы", "name_ru": "Берельские курганы",
        "name_en": "Berel burial mounds",
        "payload": "https://birgemiz-asylmura.kz/00037", "size": "near", "reads_to_m": "0.85", "arrangement": "single",
        "variant": "enamel", "width_mm": "270", "height_mm": "184", "module_mm": "2", "form": "dxf",
        "file": "near/00037.dxf", "sha256": "ab" * 32,
    }  # fmt: skip
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its byte order mark alone"
    assert recipe.name == "00037-near-single-enamel.dxf"
    assert recipe_of(replace(BEREL, issue=2)).name == "00037-2-near-single-enamel.svg"


def test_names_of_files_tell_plates_apart() -> None:
    recipes = [
        recipe_of(said, size, arrangement, variant, form)
        for said in map(recorded, SLUGS[:2]) for size in SIZES for arrangement, variant in MAKES for form in Form
    ]  # fmt: skip
    assert len({recipe.name for recipe in recipes}) == len(recipes)
