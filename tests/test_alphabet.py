"""Alphabetical order in each language, as its readers know it."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, strategies as st
from published import LANGUAGES, Site

from asylmura_ssg.model.alphabet import KAZAKH, RUSSIAN, collation_key, initial
from asylmura_ssg.model.language import Language

# The 42 letters as the law of 10 November 1940 has them and every primer prints them.
PRIMER = "Аа Әә Бб Вв Гг Ғғ Дд Ее Ёё Жж Зз Ии Йй Кк Ққ Лл Мм Нн Ңң Оо Өө Пп Рр Сс Тт Уу Ұұ Үү Фф Хх Һһ Цц Чч Шш Щщ Ъъ Ыы Іі Ьь Ээ Юю Яя"

IN_ORDER = {
    Language.KK: [
        "Абат-Байтақ қорымы", "Арыстан баб кесенесі", "Ахмет Ясауи", "Әбілқайыр", "Әулиекөл", "Бегазы", "Ботай", "Гүлстан",
        "Ғазы", "Доланы", "Ерназар", "Есік қорғаны", "Жаркент мешіті", "Жошы хан кесенесі", "Иасы", "Кейкі",
        "Көккесене", "Қаялық", "Қозы Көрпеш", "Құлан", "Мұнара", "Нияз", "Ойсылқара", "Отырар", "Өскемен", "Сауран",
        "Сығанақ", "Таңбалы", "Тектұрмас", "Улытау", "Ұлытау", "Үкек", "Хан ордасы", "Һарун", "Шым-қала", "Шілікті", "Ыбырайым ата",
        "Ілебалық", "Яссы",
    ],
    Language.RU: [
        "Абат-Байтак", "Бегазы", "Берель", "Ежевика", "Ёлка", "Жаркент", "Иссык", "Йорк", "Кошкарата", "Отрар", "Хан",
        "Цитадель", "Чаша", "Шиликты", "Щит", "Эки-Оттук", "Юрта", "Яссы",
    ],
    Language.EN: [
        "Abat-Baytaq", "Aisha-Bibi", "Éclair", "Edge", "Öskemen", "Otrar", "Sauran", "Tanbaly", "Zharkent",
    ],
}  # fmt: skip
words = st.text(alphabet=st.sampled_from("аәбғіңЯяёЁqzQéÉ09 -«»."), max_size=8)
languages = st.sampled_from(list(Language))


def test_the_alphabet_has_the_42_letters_of_the_primer() -> None:
    assert [capital + small for capital, small in zip(KAZAKH.upper(), KAZAKH, strict=True)] == PRIMER.split()
    assert len(KAZAKH) == len(set(KAZAKH)) == 42
    assert len(RUSSIAN) == len(set(RUSSIAN)) == 33


@pytest.mark.parametrize("language", IN_ORDER)
def test_words_stand_as_readers_look_for_them(language: Language) -> None:
    expected = IN_ORDER[language]
    backwards = expected[::-1]
    backwards.sort(key=lambda word: collation_key(word, language))
    assert backwards == expected


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_every_letter_has_its_place(language: Language) -> None:
    letters = KAZAKH if language is Language.KK else RUSSIAN
    assert sorted(letters, key=lambda letter: collation_key(letter, language)) == list(letters)
    assert [initial(letter, language) for letter in letters] == list(letters.upper())


def test_spaces_hyphens_quotes_and_case() -> None:
    def ordered(*names: str) -> list[str]:
        return sorted(names, key=lambda name: collation_key(name, Language.EN))

    assert ordered("tomb of b", "tombs", "Tomb", "tomb a") == ["Tomb", "tomb a", "tomb of b", "tombs"]
    assert ordered("“Aq”-saray b", "aqsaray a") == ["aqsaray a", "“Aq”-saray b"]
    assert ordered("abc", "9 mounds", "10 mounds") == ["10 mounds", "9 mounds", "abc"]


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("әулие", "Ә"),
        ("«Алжир»", "А"),
        ("№ 7 қорған", "#"),
        ("26-я точка", "#"),
        ("Otrar", "O"),
        ("", "#"),
        ("1941", "#"),
        ("ёлка", "Ё"),
    ],
)
def test_a_name_stands_under_its_first_letter(text: str, letter: str) -> None:
    assert initial(text, Language.KK) == letter


def test_accents_do_not_make_another_letter_in_english() -> None:
    assert initial("Éclair", Language.EN) == "E"


@given(words, words, words, languages)
def test_order_is_total_and_transitive(one: str, two: str, three: str, language: Language) -> None:
    a, b, c = (collation_key(word, language) for word in (one, two, three))
    assert (a == b) == (one == two)
    assert (a < b) + (a == b) + (a > b) == 1
    assert not (a <= b <= c) or a <= c


@given(st.lists(words), languages)
def test_names_of_one_letter_stand_together(held: list[str], language: Language) -> None:
    held.sort(key=lambda word: collation_key(word, language))
    headings = [letter for letter, _ in groupby(held, key=lambda word: initial(word, language))]
    assert len(headings) == len(set(headings))
    assert "#" not in headings[1:]


@given(st.lists(words), languages, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_order_before(held: list[str], language: Language, chance: object) -> None:
    shuffled = held.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(held, key=lambda w: collation_key(w, language)) == sorted(
        shuffled, key=lambda w: collation_key(w, language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_index_goes_through_the_alphabet_once(site: Site, language: str) -> None:
    page = site.page(f"{language}/names/index.html")
    letters = [heading.text for heading in page.xpath("//h2[@class='letter']")]
    alphabet = {"kk": KAZAKH, "ru": RUSSIAN, "en": "abcdefghijklmnopqrstuvwxyz"}[language].upper()
    assert len(letters) > 10
    assert letters == [letter for letter in alphabet if letter in letters]
    for heading in page.xpath("//section[h2[@class='letter']]"):
        names = [link.text_content() for link in heading.xpath(".//li/a")]
        assert [name.strip('«“"')[0].upper() for name in names] == [heading.findtext("h2")] * len(names)
