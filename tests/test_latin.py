"""Kazakh in Latin letters: the table, the rules it was taken from, and the script that applies it, held against each other.

``kk_cyrl_to_latn_2021.rules`` is the community's table of the alphabet of April 2021 (MIT), in the form of ICU's
transliteration rules; it is read here by itself, so that it stays an oracle.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

from hypothesis import given, strategies as st
from published import TEMPLATES
from py_mini_racer import MiniRacer

from asylmura_ssg.model.alphabet import KAZAKH
from asylmura_ssg.model.latin import LATIN, LETTERS, latinised

RULES = Path(__file__).with_name("kk_cyrl_to_latn_2021.rules").read_text("utf-8")
letters = st.sampled_from(KAZAKH + KAZAKH.upper())
texts = st.text(alphabet=st.one_of(letters, st.sampled_from(" -.,«»0123456789XVIqŞ\u0306№²\U00010c00")), max_size=24)


def rules() -> dict[str, str]:
    """Return what each letter becomes by the rules."""
    bare = re.sub(r"#.*", "", RULES)
    return dict(re.findall(r"(\w)\s*>\s*(\w*)\s*;", bare))


@cache
def engine() -> MiniRacer:
    """Return a JavaScript engine that has read the script of the pages."""
    script = (TEMPLATES / "pages" / "latin.js").read_text("utf-8")
    racer = MiniRacer()
    racer.eval(re.sub(r"^export ", "", script, flags=re.MULTILINE))
    racer.eval(f"const WRITE = writer({json.dumps(dict(LATIN))}); 0")
    return racer


def by_script(text: str) -> str:
    return str(json.loads(str(engine().eval(f"JSON.stringify(WRITE({json.dumps(text)}))"))))


def test_the_table_is_the_rules() -> None:
    assert dict(LATIN) == rules()
    assert set(LATIN) == set(KAZAKH + KAZAKH.upper())


def test_every_letter_it_writes_is_latin() -> None:
    assert {letter for letter in LETTERS if not unicodedata.name(letter).startswith("LATIN ")} == set()


@given(texts)
def test_the_script_writes_what_the_table_says(text: str) -> None:
    assert by_script(text) == latinised(text)


@given(st.text(alphabet=letters, min_size=1, max_size=1))
def test_a_letter_by_itself_is_written_by_the_rules(letter: str) -> None:
    assert by_script(letter) == rules()[letter]


@given(st.text(alphabet=st.sampled_from(KAZAKH), max_size=12))
def test_words_in_small_letters_are_written_by_the_rules(word: str) -> None:
    assert by_script(word) == "".join(rules()[letter] for letter in word)


def test_what_is_latin_already_stays() -> None:
    for text in ("XIII", "ASYLMURA", "UNESCO", "https://xn--e1afmkfd.example/?a=b#c", "7,6 × 7,6", "Şoqan Uälihanūly"):
        assert by_script(text) == text


def test_names_and_abbreviations() -> None:
    assert by_script("Қожа Ахмет Ясауи кесенесі, XIV ғасыр") == "Qoja Ahmet Yasaui kesenesı, XIV ğasyr"
    assert by_script("ЮНЕСКО-ның тізімі; А. Ю. Якубовский") == "YUNESKO-nyñ tızımı; A. Yu. Yakubovskii"
    assert by_script("Жетісу, Іле, йод, Һарун, шаңырақ") == "Jetısu, Ile, iod, Harun, şañyraq"
    assert by_script("и\u0306од") == "iod"
