"""Maps: a monument's dot lies in its region as drawn, and the projection is the one it says it is."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, strategies as st
from lxml import etree
from published import CONTENT, Site

from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.projection import Sheet, sheet_for

Ring = list[tuple[float, float]]
SVG = "{http://www.w3.org/2000/svg}"
REGIONS = list(yaml.safe_load((CONTENT / "regions.yaml").read_text("utf-8"))["regions"])

# Radians of the projected plane, y upwards from the origin.
BARE = Sheet(1.0, 0.0, 0.0, 0.0, 0.0)
PARALLELS = (43.0, 53.0)
lons, lats = st.floats(46, 88), st.floats(40, 56)


def rings_of(data: str) -> list[Ring]:
    """Return the rings of SVG path data that is made of M, L and z with whole pairs."""
    parts = data.replace("z", "").split("M")[1:]
    return [[(float(x), float(y)) for x, y in (pair.split() for pair in part.split("L"))] for part in parts]


def winding(rings: list[Ring], x: float, y: float) -> bool:
    """Tell whether a point lies within rings, by the angle they turn around it (even rings are holes)."""
    inside = False
    for ring in rings:
        turned = 0.0
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            angle = math.atan2(y2 - y, x2 - x) - math.atan2(y1 - y, x1 - x)
            turned += (angle + math.pi) % (2 * math.pi) - math.pi
        inside ^= abs(turned) > math.pi
    return inside


def test_every_dot_lies_in_its_region_as_drawn(site: Site) -> None:
    drawn: dict[str, list[Ring]] = {}
    known = 0
    for path in site.paths("kk/monuments/*/index.html"):
        page = site.page(path)
        address = page.xpath("//image/@href")[0]
        if address not in drawn:
            picture = etree.fromstring(site.read(address[1:]).encode())
            regions = picture.findall(f"{SVG}path[@class='r']")
            assert len(regions) == 1, address
            drawn[address] = rings_of(regions[0].get("d"))
        for dot in page.xpath("//svg[@class='locator']/circle[not(@class)]"):
            known += 1
            assert winding(drawn[address], float(dot.get("cx")), float(dot.get("cy"))), path
    assert known > 30


def test_the_region_brought_forward_is_the_monuments_own(site: Site) -> None:
    for path in site.paths("kk/monuments/*/index.html"):
        page = site.page(path)
        region = page.xpath("//p[@class='kicker']/a[contains(@href, '/regions/')]/@href")[0].split("/")[-2]
        assert re.fullmatch(rf"/assets/map-{region}\.[0-9a-f]{{10}}\.svg", page.xpath("//image/@href")[0]), path


def test_every_region_has_its_shape_on_the_country_and_leads_to_its_page(site: Site) -> None:
    for language in ("kk", "ru", "en"):
        links = site.page(f"{language}/index.html").xpath("//svg[@class='chart']/a[path]/@href")
        assert sorted(links) == sorted(f"/{language}/regions/{region}/" for region in REGIONS)


def test_dots_on_the_country_are_the_monuments_with_a_known_place(site: Site) -> None:
    dots = site.page("kk/index.html").xpath("//svg[@class='chart']/a[circle]/@href")
    located = [one["url"]["kk"] for one in json.loads(site.read("monuments.json")) if one["lat"] is not None]
    assert sorted(dots) == sorted(address.partition(".kz")[2] for address in located)


def test_drawings_lie_within_their_sheets(site: Site) -> None:
    for path in site.paths("assets/map-*.svg"):
        picture = etree.fromstring(site.read(path).encode())
        _, _, width, height = map(float, picture.get("viewBox").split())
        for shape in picture.iterfind(f"{SVG}path"):
            for ring in rings_of(shape.get("d")):
                assert all(0 <= x <= width and 0 <= y <= height for x, y in ring), path


# The projection, by what defines it (Snyder 1987, p. 111): true scale along every meridian and along two parallels.


@given(lons, lats, lats)
def test_meridians_are_straight_and_true_to_scale(lon: float, one: float, other: float) -> None:
    (x1, y1), (x2, y2) = BARE.place(lon, one), BARE.place(lon, other)
    assert math.hypot(x2 - x1, y2 - y1) == pytest.approx(abs(math.radians(one - other)), abs=1e-12)


@pytest.mark.parametrize("parallel", PARALLELS)
def test_the_standard_parallels_are_true_to_scale(parallel: float) -> None:
    steps = [BARE.place(50 + i / 1000, parallel) for i in range(20_001)]
    drawn = sum(math.dist(a, b) for a, b in pairwise(steps))
    assert drawn == pytest.approx(math.radians(20) * math.cos(math.radians(parallel)), rel=1e-6)


def test_between_the_parallels_the_ground_is_drawn_small_and_beyond_them_large() -> None:
    def scale(lat: float) -> float:
        return math.dist(BARE.place(67, lat), BARE.place(67.001, lat)) / (
            math.radians(0.001) * math.cos(math.radians(lat))
        )

    assert scale(48) < 1 < min(scale(41), scale(55))
    assert max(scale(41), scale(55), 1 / scale(48)) < 1.02


def test_the_middle_meridian_stands_upright_and_north_is_up() -> None:
    (south, low), (north, high) = BARE.place(67, 41), BARE.place(67, 55)
    assert south == pytest.approx(0)
    assert north == pytest.approx(0)
    assert high < low
    assert BARE.place(60, 48)[0] < 0 < BARE.place(75, 48)[0]


@given(st.lists(st.tuples(lons, lats), min_size=3, max_size=8, unique_by=lambda point: round(point[0])))
def test_a_sheet_holds_what_it_is_made_for(ring: Ring) -> None:
    sheet = sheet_for([Outline(((tuple(ring),),))], 300, 6)
    placed = [sheet.place(lon, lat) for lon, lat in ring]
    assert min(x for x, _ in placed) == pytest.approx(6)
    assert max(x for x, _ in placed) == pytest.approx(294)
    assert min(y for _, y in placed) == pytest.approx(6)
    assert max(y for _, y in placed) == pytest.approx(sheet.height - 6)


@given(lons, lats)
def test_what_lies_on_a_sheet_is_found_again_on_the_ground(lon: float, lat: float) -> None:
    found = BARE.ground(*BARE.place(lon, lat))
    assert (found.lon, found.lat) == pytest.approx((lon, lat))
