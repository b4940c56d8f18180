"""What people write in a cell of a table: a place, a date, a name."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, strategies as st

from asylmura_ssg.interchange.coordinates import UnreadablePlaceError, join, read_angle, read_place
from asylmura_ssg.interchange.dating_words import Moment, Unit, words_of
from asylmura_ssg.interchange.datings import UnclearDatingError, read_dating
from asylmura_ssg.interchange.scripts import mended
from asylmura_ssg.interchange.tabulating import guarded, unguarded
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.slug import slug_of

DATINGS = {
    "XI–XII ғғ.": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
    "XI–XII ғғ. аралығы": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
    "XI және XII ғасырлар аралығындағы": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
    "XI мен XII ғасырлар аралығында": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
    "XI-XII вв.": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
    "ХІХ ғ. басы": (1800, 1825, "century", "XIX ғасырдың басы", "начало XIX века", "early 19th century"),
    "1389–1405": (1389, 1405, "exact", "1389–1405 жылдар", "1389–1405 годы", "1389–1405"),
    "1956-58 гг.": (1956, 1958, "exact", "1956–1958 жылдар", "1956–1958 годы", "1956–1958"),
    "с 1905 по 1907 г.": (1905, 1907, "exact", "1905–1907 жылдар", "1905–1907 годы", "1905–1907"),
    "1912": (1912, 1912, "exact", "1912 жыл", "1912 год", "1912"),
    "1950-е гг.": (1950, 1959, "decade", "1950-жылдар", "1950-е годы", "1950s"),
    "ок. 1200 г.": (1200, 1200, "decade", "шамамен 1200 жыл", "приблизительно 1200 год", "about 1200"),
    "II тыс. до н. э.": (-2000, -1000, "period", "б.з.б. II мыңжылдық", "II тысячелетие до н. э.", "2nd millennium BCE"),
    "mid-2nd millennium BC": (-1750, -1250, "period", "б.з.б. II мыңжылдықтың ортасы", "середина II тысячелетия до н. э.",
                              "middle of the 2nd millennium BCE"),
    "б.з.б. V–IV ғасырлар": (-500, -300, "century", "б.з.б. V–IV ғасырлар", "V–IV века до н. э.", "5th–4th centuries BCE"),
    "VII–VI вв до н.э": (-700, -500, "century", "б.з.б. VII–VI ғасырлар", "VII–VI века до н. э.", "7th–6th centuries BCE"),
    "конец XIX века": (1875, 1900, "century", "XIX ғасырдың соңы", "конец XIX века", "late 19th century"),
    "XIX ғ. 2-ші жартысы": (1850, 1900, "century", "XIX ғасырдың екінші жартысы", "вторая половина XIX века",
                            "second half of the 19th century"),
    "first half of the 12th century": (1100, 1150, "century", "XII ғасырдың бірінші жартысы", "первая половина XII века",
                                       "first half of the 12th century"),
    "кон. XIX – нач. XX вв.": (1875, 1925, "century", "XIX ғасырдың соңы – XX ғасырдың басы",
                               "конец XIX века — начало XX века", "late 19th century – early 20th century"),
    "II век до н. э. — XVIII век": (-200, 1800, "century", "б.з.б. II ғасыр – XVIII ғасыр", "II век до н. э. — XVIII век",
                                    "2nd century BCE – 18th century"),
    "I в. н.э.": (1, 100, "century", "I ғасыр", "I век", "1st century"),
    "11th-12th c.": (1000, 1200, "century", "XI–XII ғасырлар", "XI–XII века", "11th–12th centuries"),
}  # fmt: skip


@pytest.mark.parametrize("words", DATINGS)
def test_a_dating_is_read_as_it_is_meant_and_said_again_in_three_languages(words: str) -> None:
    earliest, latest, precision, *said = DATINGS[words]
    read = read_dating(words)
    assert (earliest, latest, precision) == (read.earliest, read.latest, read.precision)
    assert said == [read.text.kk, read.text.ru, read.text.en]


@pytest.mark.parametrize("words", [
    "XI–XII немесе XIII", "до 1917 года", "после 1917", "с X века", "XIII ғ. дейін", "қола дәуірі", "VIII в., начат после 751",
    "XI ғ. аралығы", "X мен XII ғғ.", "XIIX в.", "2999", "1405–1389", "0 год", "давно", "V ғасыр б.з.б. – IV ғасыр", "100 век", "",
])  # fmt: skip
def test_a_dating_that_is_not_understood_to_its_last_word_is_not_taken(words: str) -> None:
    with pytest.raises(UnclearDatingError):
        read_dating(words)


@given(first=st.integers(1, 20), length=st.integers(0, 5), unit=st.sampled_from([Unit.CENTURY]), before=st.booleans())
def test_what_the_house_writes_of_a_dating_is_read_back_in_each_language(
    first: int, length: int, unit: Unit, *, before: bool
) -> None:
    ends = [first, min(21, first + length)]
    ends = ends[::-1] if before else ends
    moments = [Moment(end, unit, before=before) for end in dict.fromkeys(ends)]
    years = (moments[0].years()[0], moments[-1].years()[1])
    words = words_of(moments, about=False)
    for _, said in words.present():
        assert years == (read_dating(said).earliest, read_dating(said).latest)


@given(st.text(max_size=40))
def test_no_words_at_all_break_the_reading_of_a_dating_or_a_place(words: str) -> None:
    for read in (read_dating, read_place, read_angle):
        with contextlib.suppress(UnclearDatingError, UnreadablePlaceError):
            assert read(words) is not None


PLACES = [
    "43.2977, 71.2100", "43,2977; 71,21", "43,2977, 71,21", "43,2977,71,21", "43.2977 71.21", "43.2977/71.21",
    "43°17′51.72″ с. ш., 71°12′36″ в. д.", "43°17'51.72\"N 71°12'36\"E", "N43 17 51.72 E71 12 36", "43°17,862′ 71°12,6′",
    "43°17′51,72″ с. е. 71°12′36″ ш. б.", "солт. е. 43°17′51,72″ шығ. б. 71°12′36″", "71°12′36″ в. д. 43°17′51.72″ с. ш.",
    "POINT(71.21 43.2977)", "lat: 43.2977; lon: 71.21", "43.2977с 71.21в", "северной широты 43.2977, восточной долготы 71.21",
]  # fmt: skip


@pytest.mark.parametrize("words", PLACES)
def test_a_place_is_read_in_any_notation(words: str) -> None:
    place = read_place(words)
    assert (place.point.lat, place.point.lon) == (43.2977, 71.21)
    assert not place.turned


def test_a_pair_that_lies_in_the_country_only_the_other_way_round_is_turned_and_that_is_known() -> None:
    assert read_place("71.21, 43.2977").turned
    assert join(read_angle("71.21"), read_angle("43.2977")).turned


def test_an_order_that_the_mapping_states_is_kept_where_both_ways_would_lie_in_the_country() -> None:
    assert (read_place("51.5 50.5", "lon-lat").point.lat, read_place("51.5 50.5", "lon-lat").point.lon) == (50.5, 51.5)
    assert read_place("51.5 50.5").point.lat == 51.5


@pytest.mark.parametrize(("words", "said"), [
    ("4798213 332211", "metres of a map grid"), ("10, 10", "not in Kazakhstan"), ("43.5", "no pair"), ("43°61′ 71°", "no pair"),
    ("43 61 00 71 00 00", "between 0 and 60"), ("43.5 N 71.2", "one number only"), ("43 N 71 N", "the same direction"),
    ("у дороги", "no pair"), ("43.5 ю. ш. 71 в. д.", "not in Kazakhstan"),
])  # fmt: skip
def test_what_is_no_place_is_told_with_the_reason(words: str, said: str) -> None:
    with pytest.raises(UnreadablePlaceError, match=said):
        read_place(words)


def test_a_word_of_mixed_scripts_is_mended_and_told() -> None:
    assert mended("Aйша бибi кесенесі") == ("Айша бибі кесенесі", (("Aйша", "Айша"), ("бибi", "бибі")))
    assert mended("XI ғасыр") == ("XI ғасыр", ())


@given(st.text(max_size=80))
def test_a_slug_can_stand_in_an_address_or_is_none(name: str) -> None:
    slug = slug_of(name)
    assert slug == "" or (SLUG.fullmatch(slug) and len(slug) <= 60)


@given(st.text(max_size=20))
def test_a_guarded_cell_is_no_formula_and_comes_back_whole(cell: str) -> None:
    held = guarded(cell)
    assert unguarded(held) == cell
    assert not held.startswith(("=", "+", "@", "\t", "\r")) or held.lstrip("-").replace(".", "").isdecimal()
