"""Skeletons and endings: what the spellings of one word share, and that the page's script reads words as the index does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st
from published import CONTENT
from searching import Engine

from asylmura_ssg.model.endings import bases, kazakh_endings, may_end, same_word
from asylmura_ssg.model.skeleton import LETTERS, near, skeleton, turkish, words_in

ENGINE = Engine()

SPELLINGS = [
    "Түркістан Туркестан Turkistan Túrkistan Türkıstan Turkestan",
    "Ясауи Яссауи Ясави Yasawi Yassaui Yasavi Iasaui",
    "Жошы Джучи Jochi Zhoshy Joşy Dzhuchi",
    "Қожа Ходжа Khoja Qoja Hodja",
    "Сығанақ Сыганак Syganaq Syǵanaq Syğanaq Syghanaq",
    "Сыгнак Sighnaq Sygnaq",
    "Отырар Otyrar Otırar",
    "Шымкент Чимкент Shymkent Chimkent Şymkent",
    "Маңғыстау Мангистау Mangystau Mańǵystaý Mañğystau",
    "Есік Esik Yesik Иссык Issyk",
    "Сарайшық Сарайчик Saraishyq Saraychik",
    "Жанкент Джанкент Jankent Zhankent",
    "Ұлытау Улытау Ulytau Ulytaý Ūlytau",
    "Бесшатыр Besshatyr Besşatyr",
    "Қарағанды Qaraǵandy Karagandy",
    "Сауран Sawran Savran Sauran",
    "Ботай Botai Botay",
    "Көккесене Kókkesene Kökkesene Kokkesene Коккесене",
]

FORMS = [
    # plural
    ("кесене", "кесенелер"), ("қорған", "қорғандар"), ("мешіт", "мешіттер"), ("қала", "қалалар"), ("тас", "тастар"),
    # possessive; the stem's қ is heard as ғ
    ("кесене", "кесенесі"), ("қалашық", "қалашығы"), ("мешіт", "мешіті"), ("ескерткіш", "ескерткішіміз"),
    # cases
    ("Отырар", "Отырардың"), ("Отырар", "Отырарға"), ("Отырар", "Отырарды"), ("Отырар", "Отырарда"),
    ("Отырар", "Отырардан"), ("Отырар", "Отырармен"), ("Сығанақ", "Сығанаққа"), ("Сығанақ", "Сығанақтан"),
    ("Берел", "Берелдің"), ("Ясауи", "Ясауидің"), ("Ясауи", "Ясауиге"), ("Тараз", "Таразбен"), ("Тараз", "Тараздағы"),
    # chains: plural, possessive, case
    ("кесене", "кесенелерінің"), ("қалашық", "қалашықтарында"), ("ескерткіш", "ескерткіштеріміздің"),
    ("мешіт", "мешітіндегі"), ("кесенеде", "кесенесі"), ("қорғандары", "қорғанның"),
    # in Latin letters
    ("kesene", "kesenesınde"), ("Otyrar", "Otyrardan"), ("qala", "qalalary"),
    # Russian, English
    ("мавзолей", "мавзолея"), ("мавзолей", "мавзолеев"), ("курган", "курганами"), ("подземная", "подземной"),
    ("городище", "городища"), ("петроглифы", "петроглифов"), ("mound", "mounds"), ("settlement", "settlements"),
]  # fmt: skip

OTHERS = [
    ("Алматы", "алма"),  # a т follows no vowel
    ("Отырар", "отыр"),  # the plural is not -ар
    ("тасдан", "тас"), ("кесенетар", "кесене"), ("Берел", "Берген"), ("Сауран", "Сарай"),
]  # fmt: skip


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row.partition(" ")[0])
def test_spellings_of_one_name_have_one_skeleton(row: str) -> None:
    words = row.split()
    assert {word: skeleton(word) for word in words} == dict.fromkeys(words, skeleton(words[0]))


def test_the_names_of_the_encyclopedia_stay_apart() -> None:
    names = [
        "Берел",
        "Ботай",
        "Бозоқ",
        "Ботағай",
        "Сауран",
        "Сарайшық",
        "Отырар",
        "Тақсай",
        "Тараз",
        "Таңбалы",
        "Тектұрмас",
    ]
    assert len({skeleton(name) for name in names}) == len(names)


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_forms_of_one_word_are_known_as_such_from_either_side(one: str, other: str) -> None:
    assert same_word(skeleton(one), skeleton(other))
    assert same_word(skeleton(other), skeleton(one))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_is_no_ending_makes_no_form(one: str, other: str) -> None:
    assert not same_word(skeleton(one), skeleton(other))


def test_within_a_chain_all_endings_are_back_or_all_are_front() -> None:
    chains = set(kazakh_endings())
    assert {skeleton(e) for e in ("ларынан", "лерінен", "тарына", "теріне", "ымызда", "імізде")} <= chains
    # «ы» and «і» are one in a skeleton, so that -ларінен cannot be told from -ларынан; «а» and «е» stay apart.
    assert {skeleton(e) for e in ("лерда", "лердан", "лерға", "ларге", "даркеге")} & chains == set()


def test_the_latin_letters_are_those_of_the_table_of_2021() -> None:
    table = "аa әä бb вv гg ғğ дd еe жj зz иi йi іı кk қq лl мm нn ңñ оo өö пp рr сs тt уu ұū үü фf хh һh шş ыy чch"
    rows = [(row[0], row[1:]) for row in table.split()]
    assert [(kk, latin) for kk, latin in rows if skeleton(kk) != skeleton(latin)] == []


def test_every_letter_of_the_kazakh_and_russian_alphabets_is_read() -> None:
    letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    assert [letter for letter in letters if letter not in LETTERS] == []
    assert re.fullmatch("[a-z]+", skeleton(letters))


def real_words() -> list[str]:
    texts = sorted(CONTENT.glob("monuments/*/*.*"))
    return sorted(
        {word for text in texts if text.suffix in {".md", ".yaml"} for word in words_in(text.read_text("utf-8"))}
    )


def test_the_script_reads_every_word_of_the_encyclopedia_as_the_index_does() -> None:
    words = real_words()
    assert len(words) > 5000
    assert ENGINE.each("READER.skeleton(it)", words) == [skeleton(word) for word in words]
    found = [skeleton(word) for word in words[::7]]
    assert ENGINE.each("READER.bases(it)", found) == [list(bases(word)) for word in found]


ALPHABETS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyzäğıñöşūüýúóáńǵçšžАӘҒҚӨІABCQŞİI0123456789٠٣۴ '’ʼ-.,№«»ß\u0301"
TEXT = st.text(
    st.one_of(st.sampled_from(ALPHABETS), st.characters(categories=["Ll", "Lu", "Nd", "Po"], max_codepoint=0x6FF)),
    max_size=24,
)


@settings(max_examples=200)
@given(st.lists(TEXT, min_size=1, max_size=20))
def test_the_script_finds_the_same_words_with_the_same_skeletons_in_any_text(texts: list[str]) -> None:
    mine = [[skeleton(word) for word in words_in(text)] for text in texts]
    assert ENGINE.each("wordsIn(it.normalize('NFKC')).map((word) => READER.skeleton(word.text))", texts) == mine
    other = [[turkish(word) for word in words_in(text)] for text in texts]
    assert ENGINE.each("wordsIn(it.normalize('NFKC')).map((word) => READER.turkish(word.text))", texts) == other


@pytest.mark.parametrize(
    ("word", "kazakh"), [("Hoca", "Қожа"), ("Cambıl", "Жамбыл"), ("Cuçi", "Жошы"), ("CAYIK", "Жайық"), ("Caña", "Жаңа")]
)
def test_a_turkish_c_is_read_as_turkish_too(word: str, kazakh: str) -> None:
    assert turkish(word) == skeleton(kazakh) != skeleton(word)


@pytest.mark.parametrize("word", ["Khoja", "Charyn", "Şımkent", "Қожа", "Tchaganli", "00137"])
def test_a_word_without_a_turkish_c_has_no_other_reading(word: str) -> None:
    assert not turkish(word)


SHORT = st.text("aiukstncrlm", max_size=9)


@settings(max_examples=200)
@given(st.lists(st.tuples(SHORT, SHORT), min_size=1, max_size=30))
def test_the_script_judges_endings_and_misspellings_as_the_model_does(pairs: list[tuple[str, str]]) -> None:
    assert ENGINE.each("near(it[0], it[1])", pairs) == [near(*pair) for pair in pairs]
    stemmed = [pair for pair in pairs if pair[0]]
    assert ENGINE.each("READER.mayEnd(it[0], it[1])", stemmed) == [may_end(*pair) for pair in stemmed]
    same = "READER.bases(it[0]).some((base) => READER.isForm(it[1], base))"
    assert ENGINE.each(same, stemmed) == [same_word(*pair) for pair in stemmed]


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by its textbook table."""
    rows = [[i + j if 0 in {i, j} else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@settings(max_examples=400)
@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_near_is_a_distance_of_one_at_most(one: str, other: str) -> None:
    assert near(one, other) == (distance(one, other) <= 1)


@settings(max_examples=200)
@given(st.text(ALPHABETS.replace("ß", ""), max_size=12))
def test_a_skeleton_is_the_same_for_capitals_and_for_letters_put_together_from_parts(word: str) -> None:
    assert skeleton(unicodedata.normalize("NFD", word)) == skeleton(word)
    assert skeleton(word.replace("ı", "i").upper()) == skeleton(word.replace("ı", "i"))
