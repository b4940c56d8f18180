"""The nearest monuments, found by a grid, are those that looking at all of them finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from asylmura_ssg.model.geography import Wind, distance_km, wind_from
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Card
from asylmura_ssg.plan.cards import FARTHEST_KM, NEIGHBOURS, SURE_KM, Neighbourhood

places = st.tuples(st.integers(4060, 5540), st.integers(4650, 8730)).map(lambda at: Point(at[0] / 100, at[1] / 100))


def card(number: int, point: Point | None, *, precise: bool = True) -> Card:
    words = Localized("Ескерткіш")
    return Card(
        f"m-{number}",
        number,
        plate_of(number),
        words,
        words,
        "t",
        "r",
        (),
        point,
        precise,
        None,
        None,
        None,
        None,
        str(number),
    )


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(places | st.none(), min_size=1, max_size=120))
def test_the_grid_finds_what_looking_everywhere_finds(points: list[Point | None]) -> None:
    cards = [card(i, point) for i, point in enumerate(points, 1)]
    grid = Neighbourhood(cards)
    for one in cards[:10]:
        held = [
            (distance_km(one.point, other.point), other.number)
            for other in cards
            if one.point and other.point and other is not one
        ]
        expected = [(round(km), number) for km, number in sorted(held)[:NEIGHBOURS] if km <= FARTHEST_KM]
        assert [(near.km, near.card.number) for near in grid.of(one)] == expected


@pytest.mark.parametrize(
    ("lat", "lon", "wind"),
    [(44, 70, "n"), (43.5, 71, "ne"), (43, 71, "e"), (42.5, 71, "se"), (42, 70, "s"), (42.5, 69, "sw"), (43, 69, "w"), (43.5, 69, "nw")],
)  # fmt: skip
def test_a_neighbour_lies_in_one_of_eight_winds(lat: float, lon: float, wind: str) -> None:
    (near,) = Neighbourhood(here := [card(1, Point(43, 70)), card(2, Point(lat, lon))]).of(here[0])
    assert near.wind == wind


@given(places, places)
def test_the_way_there_and_the_way_back_point_to_opposite_winds_or_next_to_them(here: Point, there: Point) -> None:
    away = distance_km(here, there)
    if away > 1:  # the great circle turns by up to half a right angle on its way across the country
        turned = (wind_from(there, here).degrees - wind_from(here, there).degrees) % 360
        assert turned in (135, 180, 225)


def test_whither_is_not_said_where_it_is_not_known() -> None:
    rough = card(2, Point(43.1, 70), precise=False)
    here = card(1, Point(43, 70))
    far = card(3, Point(44, 70), precise=False)
    winds = {near.card.number: near.wind for near in Neighbourhood([here, rough, far, card(4, Point(43, 70))]).of(here)}
    assert distance_km(Point(43, 70), Point(43.1, 70)) < SURE_KM
    assert winds == {2: None, 3: Wind.N, 4: None}
