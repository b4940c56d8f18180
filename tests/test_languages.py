"""What CLDR knows of the three languages, and what the encyclopedia makes of it: numbers, days, eras, plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from hypothesis import given, strategies as st
from printed import design
from published import CONTENT, ROOT

from asylmura_ssg.make.cldr import LOCALES, figures_in, listed_in, number_in, plural_of, size_in
from asylmura_ssg.make.counted import counted, forms_of
from asylmura_ssg.make.dates import date_in, fate_in, length_in, month_of_year
from asylmura_ssg.make.eras import year_in, years_in
from asylmura_ssg.make.numerals import roman
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.monument import Fate, Loss
from asylmura_ssg.read.strings import forms_asked

KK, RU, EN = LANGUAGES
languages = st.sampled_from(LANGUAGES)
years = st.integers(-9000, 2100).filter(bool)


@cache
def strings(language: Language) -> dict[str, str]:
    return design().strings[language]


# Plural forms


def test_the_forms_of_each_language_are_those_of_cldr() -> None:
    assert {language: forms_asked(language) for language in LANGUAGES} == {
        KK: ("one", "other"), RU: ("one", "few", "many", "other"), EN: ("one", "other"),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counted_string_has_just_the_forms_that_its_language_tells_apart(language: Language) -> None:
    forms: dict[str, set[str]] = {}
    for key in strings(language):
        name, dot, category = key.partition(".")
        if dot:
            forms.setdefault(name, set()).add(category)
    assert len(forms) > 1
    assert {name for name, held in forms.items() if held != set(forms_asked(language))} == set()


NOUNS = {
    "monuments_count": (
        "{n} ескерткіш",
        {1: "{n} памятник", 2: "{n} памятника", 5: "{n} памятников"},
        {1: "{n} monument", 2: "{n} monuments"},
    ),
    "search_found": (
        "{n} ескерткіш табылды.",
        {1: "Найден {n} памятник.", 2: "Найдено {n} памятника.", 5: "Найдено {n} памятников."},
        {1: "{n} monument found.", 2: "{n} monuments found."},
    ),
    "rooms_count": (
        "{n} зал",
        {1: "{n} зал", 2: "{n} зала", 5: "{n} залов"},
        {1: "{n} room", 2: "{n} rooms"},
    ),
}
"""Every counted string as a reader of each language says it: of one, of two, of five."""
COUNTS = {
    0: (5, 2),
    1: (1, 1),
    2: (2, 2),
    4: (2, 2),
    5: (5, 2),
    11: (5, 2),
    12: (5, 2),
    21: (1, 2),
    22: (2, 2),
    101: (1, 2),
    111: (5, 2),
    1004: (2, 2),
}
"""Like which number another is said in Russian, and in English; in Kazakh all are alike."""


def test_no_counted_string_is_left_out_here() -> None:
    assert {key.partition(".")[0] for key in strings(KK) if "." in key} == set(NOUNS)


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("key", NOUNS)
def test_a_noun_goes_with_its_number(key: str, number: int) -> None:
    kazakh, russian, english = NOUNS[key]
    like, like_english = COUNTS[number]
    expected = [
        kazakh.format(n=number_in(number, KK)),
        russian[like].format(n=number_in(number, RU)),
        english[like_english].format(n=number_in(number, EN)),
    ]
    assert [counted(key, number, strings(language), language) for language in LANGUAGES] == expected


@given(st.integers(0, 10**7), languages)
def test_every_number_finds_its_form(number: int, language: Language) -> None:
    assert plural_of(number, language) in forms_asked(language)
    assert number_in(number, language) in counted("search_found", number, strings(language), language)


def test_a_script_is_handed_every_form() -> None:
    assert forms_of("monuments_count", strings(EN)) == '{"one":"{n} monument","other":"{n} monuments"}'


# Numbers, sizes, lists, days


@pytest.mark.parametrize(
    ("language", "shown"), [(KK, "1\u00a0234\u00a0567,89"), (RU, "1\u00a0234\u00a0567,89"), (EN, "1,234,567.89")]
)
def test_thousands_and_decimals_are_set_off_as_in_each_language(language: Language, shown: str) -> None:
    assert number_in(1234567.891, language, 2) == shown
    assert number_in(7.6, language, 1) == ("7.6" if language is EN else "7,6")
    assert number_in(7.0, language, 1) == "7"


@pytest.mark.parametrize(
    ("size", "kazakh", "english"),
    [(1, "1 КБ", "1 KB"), (44_600, "45 КБ", "45 KB"), (999_499, "999 КБ", "999 KB"), (999_500, "1 МБ", "1 MB"),
     (1_234_000, "1,2 МБ", "1.2 MB"), (9_999_999, "10 МБ", "10 MB"), (31_400_000, "31 МБ", "31 MB"),
     (999_499_999, "999 МБ", "999 MB"), (999_500_000, "1 ГБ", "1 GB"), (2_340_000_000, "2,3 ГБ", "2.3 GB")],
)  # fmt: skip
def test_a_size_is_told_as_readers_think_of_it(size: int, kazakh: str, english: str) -> None:
    assert size_in(size, strings(KK), KK) == kazakh.replace(" ", "\u00a0") == size_in(size, strings(RU), RU)
    assert size_in(size, strings(EN), EN) == english.replace(" ", "\u00a0")


def test_the_units_of_sizes_are_cyrillic_where_the_text_is() -> None:
    for key in ("size_kb", "size_mb", "size_gb"):
        assert not re.search("[A-Za-z]", strings(KK)[key].replace("{n}", ""))


def test_the_last_of_several_is_joined_by_a_word() -> None:
    assert [listed_in(["А", "Ә", "Б"], KK), listed_in(["А", "Б"], KK)] == ["А, Ә және Б", "А және Б"]
    assert [listed_in(["А", "Б", "В"], RU), listed_in(["A", "B", "C"], EN)] == ["А, Б и В", "A, B and C"]
    assert [listed_in([], EN), listed_in(["A"], EN)] == ["", "A"]


@given(st.dates(date(1000, 1, 1), date(2100, 1, 1)), languages)
def test_days_are_cldrs_long_dates_but_for_a_russian_year_in_full(day: date, language: Language) -> None:
    long = format_date(day, "long", locale=Locale.parse(LOCALES[language]))
    assert re.sub(r"\s", " ", date_in(day, language)) == re.sub(r"\s", " ", long).replace("г.", "года")


def test_days_in_words() -> None:
    told = [date_in(date(2026, 11, 23), language).replace("\u00a0", " ") for language in LANGUAGES]
    assert told == ["2026 ж. 23 қараша", "23 ноября 2026 года", "23 November 2026"]


def test_a_month_by_itself() -> None:
    told = [month_of_year(2026, 5, language).replace("\u00a0", " ") for language in LANGUAGES]
    assert told == ["2026 ж. мамыр", "май 2026 года", "May 2026"]


@given(st.integers(1, 12), languages)
def test_months_by_themselves_are_cldrs(month: int, language: Language) -> None:
    skeleton = format_skeleton("yMMMM", date(2026, month, 1), locale=Locale.parse(LOCALES[language]))
    told = re.sub(r"\s", " ", month_of_year(2026, month, language))
    assert told == re.sub(r"\s", " ", skeleton).replace("г.", "года")


def test_lengths_are_told_as_clocks_show_them() -> None:
    assert [length_in(seconds) for seconds in (4, 59, 60, 750, 3600, 3750)] == [
        "0:04",
        "0:59",
        "1:00",
        "12:30",
        "1:00:00",
        "1:02:30",
    ]


def test_what_was_measured_takes_the_decimal_sign_of_the_language() -> None:
    told = [figures_in("0.85 × 210 mm, v1.2.3", language) for language in LANGUAGES]
    assert told == ["0,85 × 210 mm, v1,2,3", "0,85 × 210 mm, v1,2,3", "0.85 × 210 mm, v1.2.3"]


def test_what_befell_a_monument_is_told_with_its_year_and_era() -> None:
    text = Localized("қираған")
    told = {
        year: [
            fate_in(Fate(Loss.DESTROYED, year, text, ()), strings(language), language).replace("\u00a0", " ")
            for language in LANGUAGES
        ]
        for year in (None, 1914, -45)
    }
    assert told == {
        None: ["Жойылған", "Разрушен", "Destroyed"],
        1914: ["1914 жылы жойылған", "Разрушен в 1914 году", "Destroyed in 1914"],
        -45: ["Жойылған, б.з.б. 45 ж.", "Разрушен, 45 г. до н. э.", "Destroyed, 45 BCE"],
    }


# Years and their eras

YEARS = [
    (-3700, -3100, "б.з.б. 3700–3100 жж.", "3700–3100 гг. до н. э.", "3700–3100 BCE"),
    (-45, -45, "б.з.б. 45 ж.", "45 г. до н. э.", "45 BCE"),
    (-900, 200, "б.з.б. 900 ж. – б.з. 200 ж.", "900 г. до н. э. — 200 г. н. э.", "900 BCE – 200 CE"),
    (-1, 1, "б.з.б. 1 ж. – б.з. 1 ж.", "1 г. до н. э. — 1 г. н. э.", "1 BCE – 1 CE"),
    (-12_000, -9600, "б.з.б. 12 000–9600 жж.", "12 000–9600 гг. до н. э.", "12,000–9600 BCE"),
    (1465, 1847, "1465–1847 жж.", "1465–1847 гг.", "1465–1847"),
    (1991, 1991, "1991 ж.", "1991 г.", "1991"),
]


@pytest.mark.parametrize(("first", "last", "kazakh", "russian", "english"), YEARS)
def test_years_name_their_era_once(first: int, last: int, kazakh: str, russian: str, english: str) -> None:
    told = [years_in(first, last, strings(language), language).replace("\u00a0", " ") for language in LANGUAGES]
    assert told == [kazakh, russian, english]


def test_a_year_by_itself_may_name_its_era() -> None:
    told = [
        [year_in(year, strings(language), language).replace("\u00a0", " ") for language in LANGUAGES]
        for year in (-900, 1000)
    ]
    assert told == [["б.з.б. 900 ж.", "900 г. до н. э.", "900 BCE"], ["б.з. 1000 ж.", "1000 г. н. э.", "1000 CE"]]


@given(years, years, languages)
def test_an_era_is_named_as_often_as_it_changes(one: int, other: int, language: Language) -> None:
    first, last = sorted((one, other))
    told = years_in(first, last, strings(language), language).replace("\u00a0", " ")
    before = {KK: "б.з.б.", RU: "до н. э.", EN: "BCE"}[language]
    assert told.count(before) == (first < 0)
    assert told.count("б.з. ") + len(re.findall(r"(?<!до) н\. э\.| CE", told)) == (first < 0 < last)


# What editors wrote of eras, centuries and years: the same in all three languages

WORDS = {
    KK: {"before": "б.з.б.", "after": r"б\.з\. ", "about": "шамамен|шамасы"},
    RU: {"before": "до н. э.", "after": r"(?<!до )н\. э\.", "about": "около"},
    EN: {"before": "BCE", "after": r"\bCE\b", "about": "about"},
}


def datings() -> dict[str, dict[Language, str]]:
    """Return the words of each real dating, by the entry's slug."""
    records = {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in CONTENT.glob("monuments/*/*.yaml")}
    texts = {slug: record["dating"]["text"] for slug, record in records.items() if "dating" in record}
    return {slug: {language: text[language] for language in LANGUAGES} for slug, text in texts.items()}


def centuries_of(text: str, language: Language) -> list[int]:
    """Return the centuries and millennia a dating names, in order: Roman in Kazakh and Russian, ordinals in English."""
    if language is EN:
        return sorted(int(number) for number in re.findall(r"\b(\d+)(?:st|nd|rd|th)\b", text))
    return sorted(number for number in range(1, 41) for _ in re.findall(rf"\b{roman(number)}\b", text))


def test_a_dating_says_the_same_in_every_language() -> None:
    held = datings()
    assert len(held) > 40
    for slug, texts in held.items():
        centuries = {language: centuries_of(text, language) for language, text in texts.items()}
        assert centuries[KK] == centuries[RU] == centuries[EN], slug
        numbers = [re.findall(r"\d{2,}(?!st|nd|rd|th)\b", text) for text in texts.values()]
        assert sorted(numbers[0]) == sorted(numbers[1]) == sorted(numbers[2]), slug
        about = {language: len(re.findall(WORDS[language]["about"], text)) for language, text in texts.items()}
        assert about[KK] == about[RU] == about[EN], slug
        before = {language: WORDS[language]["before"] in text for language, text in texts.items()}
        assert before[KK] == before[RU] == before[EN], slug


def test_eras_are_written_in_one_way_in_each_language() -> None:
    for slug, texts in datings().items():
        assert not re.search(r"б\.\s?з\.\s?д|б\. з\.|ғғ\.", texts[KK]), slug
        assert not re.search(r"до н\.э|до нашей", texts[RU]), slug
        assert not re.search(r"\bB\.?C\b|\bAD\b|\bca?\.", texts[EN]), slug
        assert not any(re.search(r"\d-\d|[IVX]-[IVX]", text) for text in texts.values()), f"{slug}: a range has a dash"


@given(st.integers(1, 399), st.integers(1, 399))
def test_roman_numerals_are_read_back(one: int, other: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

    def read(numeral: str) -> int:
        signs = [values[sign] for sign in numeral]
        return sum(-sign if sign < after else sign for sign, after in zip(signs, [*signs[1:], 0], strict=True))

    assert read(roman(one)) == one
    assert (roman(one) == roman(other)) == (one == other)


# How words are set

FOREIGN_SIGNS = {
    KK: r"\s—|[“”„]|\"|(?<=\w)'(?=\w)|\.\.\.",
    RU: r"\s–\s|[“”]|\"|(?<=\w)'(?=\w)|\.\.\.",
    EN: r"—|[«»„]|\"|'|\.\.\.",
}
"""Kazakh has «…» and –, Russian «…» and —, English “…”, ’ and –; ranges have – in all."""
UNBOUND = r"\d ?(?: )(?:км|м|мм|km|m|mm|%|КБ|МБ)\b|\{\w+\} (?:км|м|мм|km|m|mm|%)(?!\w)|№ |\bдо н\. э| ж\.| г\."


def told_to_visitors() -> dict[tuple[str, Language], str]:
    """Return every string of pages, and what content says beside the entries, by where it stands and its language."""
    told = {(key, language): words for language in LANGUAGES for key, words in strings(language).items()}
    for path in (*CONTENT.glob("films/*.yaml"), *CONTENT.glob("exhibitions/*.yaml"), CONTENT / "conduct.yaml"):
        for number, text in enumerate(texts_in(yaml.safe_load(path.read_text("utf-8")))):
            told |= {(f"{path.name}:{number}", language): text[language] for language in LANGUAGES}
    for path in CONTENT.glob("pages/*/*.md"):
        told[path.parent.name, Language(path.stem)] = path.read_text("utf-8")
    return told


def texts_in(held: object) -> Iterator[dict[str, str]]:
    """Yield every text in three languages, however deep it stands."""
    if isinstance(held, dict):
        if isinstance(held.get("kk"), str):
            yield held
        else:
            for each in held.values():
                yield from texts_in(each)
    elif isinstance(held, list):
        for each in held:
            yield from texts_in(each)


def test_dashes_and_quotation_marks_are_those_of_the_language() -> None:
    told = told_to_visitors()
    assert len(told) > 1000
    wrong = {(*key, words) for key, words in told.items() if re.search(FOREIGN_SIGNS[key[1]], words)}
    # A reference by GOST R 7.0.5-2008 has its own dashes.
    assert sorted(where for where, *_ in wrong) == ["cite_gost"]


def test_a_number_is_not_parted_from_its_unit() -> None:
    """What content says is bound when a page is made; what is said to printing houses and workshops is not."""
    bound = {
        (key, language): words
        for language in LANGUAGES
        for key, words in strings(language).items()
        if not key.startswith(("print_", "proof_", "preflight_"))
    }
    assert {key for key, words in bound.items() if re.search(UNBOUND, words)} == set()


def test_nothing_is_doubled_or_left_hanging() -> None:
    for key, words in told_to_visitors().items():
        assert not re.search(r"  | [,.;:!?)]|\( |\.\.", re.sub(r" [:/]{1,2} ", " ", words)), (key, words)


# What the page on languages says


def test_the_page_on_languages_shows_what_the_code_writes() -> None:
    page = (ROOT / "docs/languages.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([a-z ]+?) \| (.*) \|$", page, flags=re.MULTILINE))
    written = {
        "number": [number_in(1234.5, language, 1) for language in LANGUAGES],
        "day": [date_in(date(2026, 11, 23), language) for language in LANGUAGES],
        "month": [month_of_year(2026, 5, language) for language in LANGUAGES],
        "size": [size_in(1_234_000, strings(language), language) for language in LANGUAGES],
        "list": [listed_in("ABC", language) for language in LANGUAGES],
        "years": [years_in(-2500, -900, strings(language), language) for language in LANGUAGES],
        "over the eras": [years_in(-900, 200, strings(language), language) for language in LANGUAGES],
    }
    assert {name: rows[name] for name in written} == {
        name: " | ".join(told).replace("\u00a0", " ") for name, told in written.items()
    }
