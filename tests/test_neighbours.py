"""The nearest monuments, found by a grid, are those that looking at all of them finds."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from asylmura_ssg.model.geography import distance_km
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Card
from asylmura_ssg.plan.cards import FARTHEST_KM, NEIGHBOURS, Neighbourhood

places = st.tuples(st.integers(4060, 5540), st.integers(4650, 8730)).map(lambda at: Point(at[0] / 100, at[1] / 100))


def card(number: int, point: Point | None) -> Card:
    words = Localized("Ескерткіш")
    return Card(
        f"m-{number}", number, plate_of(number), words, words, "t", "r", (), point, None, None, None, None, str(number)
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
