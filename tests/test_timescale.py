"""The timeline's scale: nothing before what was before it, every year where it can be found again, and no bar beyond its date."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from asylmura_ssg.make.timeline import WIDTH, draw_bar
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.recipe import Card
from asylmura_ssg.model.timescale import BREAKS, OLDEST, Timescale

SCALE = Timescale.of(-4000, 2026)
YEARS = st.integers(-1_000_000, 3000).filter(bool)
SCALES = st.builds(Timescale.of, st.integers(-1_000_000, 1900), st.integers(1000, 3000))


def card(earliest: int | None, latest: int | None) -> Card:
    name = Localized("Сынақ")
    return Card("sample", 1, "00001", name, name, "mausoleum", "abai", (), None, precise=True, dating=name,
                earliest=earliest, latest=latest, fate=None, digest="0")  # fmt: skip


def corners(path: str) -> list[float]:
    """Return the x of each corner of a bar, from its left end round."""
    return [float(x) for x in re.findall(r"[MLH](-?[\d.]+)", path)]


@given(SCALES, YEARS, YEARS)
def test_the_earlier_of_two_years_stands_no_further_right(scale: Timescale, one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert 0 <= scale.place(first) <= scale.place(second) <= 1


@given(SCALES)
def test_stretches_follow_one_another_and_fill_the_width(scale: Timescale) -> None:
    assert [(a.end, a.right) for a, _ in pairwise(scale.stretches)] == [
        (b.start, b.left) for _, b in pairwise(scale.stretches)
    ]
    assert (scale.stretches[0].left, scale.stretches[-1].right) == (0, 1)


@given(SCALES)
def test_ticks_ascend_within_the_scale_name_its_breaks_and_no_year_0(scale: Timescale) -> None:
    ticks = scale.ticks()
    assert list(ticks) == sorted(set(ticks))
    assert {scale.start, *BREAKS, scale.end} <= set(ticks)
    assert 0 not in ticks
    assert len(ticks) <= 20


def test_later_centuries_are_wider() -> None:
    first, second, third = (stretch.century for stretch in SCALE.stretches)
    assert 0 < first < second < third


def test_within_a_stretch_years_are_equally_wide() -> None:
    assert SCALE.place(1400) - SCALE.place(1300) == pytest.approx(SCALE.place(1900) - SCALE.place(1800))
    assert SCALE.place(-5000) - SCALE.place(-6000) == pytest.approx(SCALE.place(-2000) - SCALE.place(-3000))


def test_the_scale_begins_in_the_stone_age_or_earlier_where_a_monument_is_older() -> None:
    assert Timescale.of(-500, 2026).start == OLDEST
    assert Timescale.of(-40_500, 2026).start == -41_000


@given(YEARS, st.integers(0, 3000), st.sampled_from(["exact", "decade", "century", "period"]))
def test_a_bar_lies_within_its_date(first: int, length: int, precision: str) -> None:
    scale = Timescale.of(first, first + length)
    found = draw_bar(card(first, first + length), precision, None, scale)
    left, right = scale.place(first) * WIDTH, scale.place(first + length + 1) * WIDTH
    slack = 2.1 if right - left < 4.1 else 0.06  # a bar that would be too narrow to see is drawn four units wide
    assert min(corners(found.dated)) >= min(left, WIDTH - 4) - slack
    assert max(corners(found.dated)) <= max(right, 4) + slack


def test_an_exact_date_ends_bluntly_and_an_approximate_one_in_points() -> None:
    blunt, soft = (corners(draw_bar(card(1300, 1900), p, None, SCALE).dated) for p in ("exact", "century"))
    assert (blunt[0], blunt[2]) == (blunt[1], blunt[3])
    assert soft[1] == pytest.approx(SCALE.place(1400) * WIDTH, abs=0.06)
    assert soft[2] == pytest.approx(SCALE.place(1801) * WIDTH, abs=0.06)


def test_a_coarser_date_has_longer_points() -> None:
    fine, coarse, coarsest = (
        corners(draw_bar(card(1001, 2000), p, None, SCALE).dated) for p in ("decade", "century", "period")
    )
    assert fine[1] < coarse[1] < coarsest[1]
    assert fine[2] > coarse[2] > coarsest[2]


def test_a_bar_with_an_open_end_thins_out_towards_it() -> None:
    left, thick, _, right, *_ = corners(draw_bar(card(None, 1800), "exact", (-900, 1847), SCALE).dated)
    assert left == pytest.approx(SCALE.place(-900) * WIDTH, abs=0.06)
    assert thick == right
    left, thick, thinnest, right, *_ = corners(draw_bar(card(751, None), "exact", None, SCALE).dated)
    assert left == thick == thinnest
    assert right == WIDTH


def test_what_has_neither_year_has_no_bar_but_the_line_of_its_periods() -> None:
    found = draw_bar(card(None, None), "century", (-900, 200), SCALE)
    assert found.dated == ""
    assert corners(found.held) == pytest.approx([SCALE.place(-900) * WIDTH, SCALE.place(200) * WIDTH], abs=0.06)
    nothing = draw_bar(card(None, None), "", None, SCALE)
    assert (nothing.dated, nothing.held, nothing.left, nothing.right) == ("", "", None, None)


def test_a_single_year_can_still_be_seen() -> None:
    left, right = (
        corners(draw_bar(card(2007, 2007), "exact", None, SCALE).dated)[0],
        corners(draw_bar(card(2007, 2007), "exact", None, SCALE).dated)[3],
    )
    assert right - left == pytest.approx(4, abs=0.11)
