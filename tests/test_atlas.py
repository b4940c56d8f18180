"""The map's data and drawing: every monument in its region's piece, names where there is room, crowds drawn as one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, strategies as st
from printed import catalogue, design
from published import LANGUAGES, TEMPLATES, Site

from asylmura_ssg.make.labels import room_in
from asylmura_ssg.make.pages.atlas import PLATES
from asylmura_ssg.make.pages.charted import CROWD, charted_map, moved_to
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.projection import region_sheet
from asylmura_ssg.model.recipe import Card, Frame
from asylmura_ssg.model.register import State
from asylmura_ssg.plan.cards import card_of
from asylmura_ssg.plan.frames import frames_of, plan_assets

SUPERCLUSTER = "5981fb396427d9050ae430a350d3e6175b33acd6bb1523713fa457b5ca3411d4"
"""SHA-256 of dist/supercluster.min.js of supercluster 8.0.1."""


@cache
def frame() -> Frame:
    assets, _ = plan_assets(catalogue(), design())
    return frames_of(catalogue(), design(), assets)[Language.KK]


def card() -> Card:
    return next(c for entry in catalogue().entries if (c := card_of(entry)).point is not None)


def crowd(size: int) -> tuple[Card, ...]:
    return tuple(replace(card(), slug=f"m-{i}", point=Point(42 + i % 97 / 20, 55 + i / size * 20)) for i in range(size))


def test_the_clustering_library_is_the_file_that_its_makers_published() -> None:
    folder = TEMPLATES / "vendor" / "supercluster"
    assert hashlib.sha256((folder / "supercluster-8.0.1.min.js").read_bytes()).hexdigest() == SUPERCLUSTER
    assert "ISC License" in (folder / "LICENSE").read_text("utf-8")
    assert SUPERCLUSTER in (folder / "README.md").read_text("utf-8")


def test_a_few_monuments_are_led_to_one_by_one_and_a_crowd_is_drawn_as_one_shape() -> None:
    few = charted_map("Сынақ", crowd(CROWD), (), None, frame())
    assert (len(few.dots), few.crowd) == (CROWD, "")
    many = charted_map("Сынақ", crowd(10_000), (), None, frame())
    assert many.dots == ()
    assert 0 < many.crowd.count("M") <= 10_000
    assert len(many.crowd) < 150_000


def test_a_place_that_is_not_the_monuments_own_has_another_mark() -> None:
    dots = charted_map("Сынақ", (replace(card(), precise=True), replace(card(), precise=False)), (), None, frame()).dots
    assert [dot.near for dot in dots] == [False, True]


def test_monuments_without_a_place_have_no_dot() -> None:
    assert charted_map("Сынақ", (replace(card(), point=None),), (), None, frame()).dots == ()


def test_names_of_regions_stand_on_the_explored_map_alone_and_cover_no_dot() -> None:
    plain, explored = (charted_map("Сынақ", (), (), None, frame(), explored=e) for e in (False, True))
    assert not any(shape.named for shape in plain.shapes)
    named = [shape for shape in explored.shapes if shape.named]
    assert named
    on_name = frame().country.ground(float(named[0].x), float(named[0].named))
    covered = charted_map("Сынақ", (replace(card(), point=on_name),), (), None, frame(), explored=True)
    assert {s.label: s.named for s in covered.shapes}[named[0].label] != named[0].named


@given(st.floats(47, 86), st.floats(41, 55))
def test_a_place_of_the_countrys_map_is_brought_to_a_regions_own(lon: float, lat: float) -> None:
    region = next(iter(frame().boundaries.regions))
    moved, country = moved_to(region, frame()), frame().country.place(lon, lat)
    own = region_sheet(frame().boundaries, region, frame().country.width).place(lon, lat)
    assert country[0] * float(moved.scale) + float(moved.left) == pytest.approx(own[0], abs=0.05)
    assert country[1] * float(moved.scale) + float(moved.top) == pytest.approx(own[1], abs=0.05)


def test_a_name_has_most_room_on_the_widest_level_line_around_holes() -> None:
    square = [(0.0, 0.0), (12.0, 0.0), (12.0, 12.0), (0.0, 12.0)]
    hole = [(1.0, 1.0), (11.0, 1.0), (11.0, 7.5), (1.0, 7.5)]
    room = room_in([square, hole])
    assert room is not None
    assert (room.x, room.width) == (6, 12)
    assert room.y > 7.5
    assert room_in([[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]]) is None


def test_every_state_of_a_plate_can_be_asked_for() -> None:
    assert set(PLATES) == {*map(str, State), "none"}


def test_pieces_hold_every_monument_once_in_its_region(site: Site) -> None:
    records = {record["slug"]: record for record in json.loads(site.read("monuments.json"))}
    for language in LANGUAGES:
        page = site.page(f"{language}/map/index.html")
        held = {}
        for section in page.xpath("//section[@data-atlas]"):
            for row in json.loads(site.read(section.get("data-atlas")[1:])):
                assert row[0] not in held
                held[row[0]] = (section.get("data-region"), row[3], row[4], row[5], row[7] is None)
        assert held == {
            slug: (r["region"], r["type"], r["periods"], r["protection"]["category"], r["lat"] is None)
            for slug, r in records.items()
        }
