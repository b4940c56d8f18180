"""Where lines of the printed volume may break, and where not."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asylmura_ssg.make.spacing import bind, bind_html, breakable, nest_quotes
from asylmura_ssg.make.volume.footnotes import Footnotes
from asylmura_ssg.make.volume.hyphenation import VOWELS, Hyphenator, hyphenator_of
from asylmura_ssg.make.volume.ornament import tiling
from asylmura_ssg.make.volume.scripts import mark_scripts
from asylmura_ssg.model.alphabet import KAZAKH
from asylmura_ssg.model.bibliography import Citation, Source

PATTERNS = Path(__file__).parent.parent / "templates" / "hyphenation" / "hyph-kk.tex"


@pytest.mark.parametrize(
    ("plain", "bound"),
    [
        ("биіктігі 7,6 м болды", "биіктігі 7,6~м болды"),
        ("7,6 × 7,6 м", "7,6~×~7,6~м"),
        ("ауданы 20–70 м², ені", "ауданы 20–|70~м², ені"),
        ("1946–1974 жылдары", "1946–|1974~жылдары"),
        ("V–IV ғасырлар", "V–|IV~ғасырлар"),
        ("1320 ж. 5 мамырда", "1320~ж. 5~мамырда"),
        ("5 мая 1897 года", "5~мая 1897~года"),
        ("5 May 1897", "5~May 1897"),
        ("Ә. Х. Марғұлан", "Ә.~Х.~Марғұлан"),
        ("с. 214, т. II", "с.~214, т.~II"),
        ("300 метр жерде", "300~метр жерде"),
        ("в степи и у реки", "в~степи и у~реки"),
        ("XIII ғ. соңы", "XIII~ғ. соңы"),
        ("XIII ғасырдың соңы", "XIII~ғасырдың соңы"),
        ("2019 жылы қазылды", "2019~жылы қазылды"),
        ("в 1897 году", "в~1897~году"),
        ("№ 3 қорым", "№~3 қорым"),
        ("А. Е. Астафьев", "А.~Е.~Астафьев"),
        ("A. E. Astafyev", "A.~E.~Astafyev"),
        ("до н. э. здесь", "до~н.~э. здесь"),
        ("б.з.б. IV ғасыр", "б.з.б.~IV~ғасыр"),
        ("Берел – қорым", "Берел~– қорым"),
        ("бірінші · екінші", "бірінші~· екінші"),
        ("300 км қашықтықта", "300~км қашықтықта"),
        ("5 мектеп бар", "5 мектеп бар"),
        ("сөз тіркесі. Бұл сөйлем", "сөз тіркесі. Бұл сөйлем"),
    ],
)
def test_what_belongs_together_stays_on_one_line(plain: str, bound: str) -> None:
    assert bind(plain) == bound.replace("~", "\u00a0").replace("|", "\u2060")


@given(st.text(alphabet=KAZAKH + " .,–·№×0123456789IVXмк"))
def test_binding_changes_nothing_but_spaces(text: str) -> None:
    assert bind(text).replace("\u00a0", " ").replace("\u2060", "") == text


def test_centuries_are_not_parted() -> None:
    assert bind("V–IV ғасырлар") == "V–\u2060IV\u00a0ғасырлар"


def test_tags_are_left_alone() -> None:
    assert bind_html('<b class="5 м">5 м</b>') == '<b class="5 м">5\u00a0м</b>'


def test_a_note_number_does_not_look_like_an_exponent() -> None:
    again, note = '<sup class="again">4</sup>', '<span class="note" data-n="4" data-call="4">…</span>'
    apart = "\u2060\u2009\u2060"
    assert bind_html(f"70 м²{again}") == f'70\u00a0м²{apart}<sup class="again">4)</sup>'
    assert bind_html(f"34 м{note}") == f'34\u00a0м{apart}<span class="note" data-n="4" data-call="4)">…</span>'
    assert bind_html(f"5&nbsp;м{again}") == f'5\u00a0м{apart}<sup class="again">4)</sup>'
    assert bind_html(f"қорым{again}") == f"қорым{again}"


@pytest.mark.parametrize(
    ("plain", "nested"),
    [
        ("«Асыл мұра» кітабы", "«Асыл мұра» кітабы"),
        ("«Қазақ «Алтын Орда» дәуірінде»", "«Қазақ „Алтын Орда“ дәуірінде»"),
        ("«А «б» және «в» г» мен «д»", "«А „б“ және „в“ г» мен «д»"),
        ("«ашық", "«ашық"),
    ],
)
def test_a_quotation_within_another_has_other_marks(plain: str, nested: str) -> None:
    assert nest_quotes(plain) == nested


@given(st.text(alphabet="«»абв „“ "))
def test_nesting_changes_nothing_but_marks_and_is_done_once(text: str) -> None:
    nested = nest_quotes(text)
    assert len(nested) == len(text)
    assert nest_quotes(nested) == nested
    assert all(a == b or (a, b) in {("«", "„"), ("»", "“")} for a, b in zip(text, nested, strict=True))


@given(st.text(alphabet="аб ٱبجد 𐰴𐰍<>&;"))
def test_marking_scripts_loses_no_letter(text: str) -> None:
    html = escape(text)
    marked = mark_scripts(f"<p>{html}</p>")
    assert re.sub(r"<span[^>]*>|</span>", "", marked) == f"<p>{html}</p>"
    assert mark_scripts("<p>қазақ</p>") == "<p>қазақ</p>"


def test_a_script_is_marked_in_text_and_nowhere_else() -> None:
    html = '<title>الله</title><img alt="الله"><p>الله، محمد. Сөз 𐰴𐰍</p>'
    assert mark_scripts(html) == (
        '<title>الله</title><img alt="الله"><p><span class="script" lang="ar" dir="rtl">الله، محمد</span>. '
        'Сөз <span class="script" lang="otk" dir="rtl">𐰴𐰍</span></p>'
    )


@given(st.from_regex(r"[a-z]{1,9}(\.[a-z]{1,5}){1,2}(/[a-z0-9\-_%.]{0,12}){0,4}", fullmatch=True))
def test_an_address_breaks_without_losing_a_letter(address: str) -> None:
    assert "".join(breakable(address)) == address


@cache
def kazakh() -> Hyphenator:
    return hyphenator_of(PATTERNS.read_text(encoding="utf-8"))


def hyphenated(word: str) -> str:
    return "-".join(word[start:end] for start, end in pairwise([0, *kazakh().breaks(word), len(word)]))


@pytest.mark.parametrize(
    "parts",
    ["Қа-зақ-стан", "Түр-кіс-тан", "зерт-теу", "экс-пе-ди-ция-сы-ның", "ес-керт-кіш", "қа-ла-шы-ғы-нан",
     "мә-лі-ме-тін-ше", "тә-уел-сіз-дік", "Маң-ғыс-тау-да-ғы"],
)  # fmt: skip
def test_kazakh_words_break_by_syllables(parts: str) -> None:
    assert hyphenated(parts.replace("-", "")) == parts


@given(st.text(alphabet=KAZAKH, min_size=1, max_size=24))
def test_every_part_of_a_broken_word_has_a_vowel(word: str) -> None:
    breaks = kazakh().breaks(word)
    assert list(breaks) == sorted(set(breaks))
    if breaks:
        assert all(set(word[a:b]) & VOWELS for a, b in pairwise([0, *breaks, len(word)]))


@given(st.text(alphabet=KAZAKH, min_size=1, max_size=24))
def test_case_does_not_move_a_break(word: str) -> None:
    assert kazakh().breaks(word.upper()) == kazakh().breaks(word)


def test_patterns_without_patterns_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"no .patterns"):
        hyphenator_of("% nothing here")


def source(key: str, **known: str) -> Source:
    fields = {"title": None, "author": None, "container": None, "publisher": None, "url": None, "doi": None}
    return Source(key=key, year=None, licence=None, language=None, note=None, **{**fields, **known})


def test_a_source_is_described_once_and_numbered_after() -> None:
    notes = Footnotes({"a": source("a", title="Алғашқы"), "b": source("b", doi="10.1/x")})
    first = notes.cite((Citation("a"),))
    both = notes.cite((Citation("b"), Citation("a")))
    assert first == '<span class="note" data-n="1" data-call="1">Алғашқы.</span>'
    assert both.startswith('<span class="note" data-n="2" data-call="2">')
    assert "doi.org" in both.replace("\u200b", "")
    assert both.endswith('<sup class="again">1</sup>')


def test_another_place_in_a_known_source_points_to_its_first_note() -> None:
    notes = Footnotes({"a": source("a", title="Алғашқы")}, same_source="{number}: {place}")
    notes.cite((Citation("a", "p. 3"),))
    assert notes.cite((Citation("a", "p. 7"),)) == '<span class="note" data-n="2" data-call="2">1: p. 7</span>'


def test_the_ornament_is_whole_stars() -> None:
    drawn = tiling(2, 3, 22.0, rings=(1.0,))
    assert drawn.count("M") == drawn.count("z") == 6
    assert drawn.count("L") == 6 * 15
