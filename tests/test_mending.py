"""What can be mended without asking: the signs of each language, and nothing that is not a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from published import CONTENT

from asylmura_ssg.amend import edited
from asylmura_ssg.model.language import Language
from asylmura_ssg.read.mending import mended, strokes_of_text
from asylmura_ssg.tree import Bytes

RECORDS = sorted(CONTENT.glob("monuments/*/monument.yaml"))
TEXTS = sorted(CONTENT.glob("monuments/*/*.md"))


def text(words: str, language: str) -> str:
    """Return a running text mended, its spaces that do not break shown as ⍽."""
    return edited(words, (stroke.edit for stroke in strokes_of_text(words, Language(language)))).replace("\u00a0", "⍽")


def again(name: str, words: str) -> str:
    found = mended(name, Bytes(name, name, words.encode(), ""))
    return words if found is None else found[1]


@pytest.mark.parametrize(
    ("language", "typed", "right"),
    [
        ("kk", "Кесене - ескерткіш", "Кесене – ескерткіш"),
        ("ru", "Мавзолей - памятник", "Мавзолей — памятник"),
        ("en", "A tomb -- a landmark", "A tomb – a landmark"),
        ("ru", "в 1389-1405 годах", "в 1389–1405⍽годах"),
        ("kk", "XI-XII ғғ.", "XI–XII⍽ғғ."),
        ("kk", '"Отырар" қаласы', "«Отырар» қаласы"),
        ("ru", 'город ("Старый")', "город («Старый»)"),
        ("ru", "город „Старый“, “Новый”", "город «Старый», «Новый»"),
        ("en", 'the "old" town\'s wall', "the “old” town’s wall"),
        ("ru", "7,6 м, № 5, А. Е. Астафьев, 12 × 8 м", "7,6⍽м, №⍽5, А.⍽Е.⍽Астафьев, 12⍽×⍽8⍽м"),
        ("kk", "1200 жж. және 2019 жылы", "1200⍽жж. және 2019⍽жылы"),
        ("ru", "Гoродище", "Городище"),
        ("en", "Тaraz", "Taraz"),
        ("kk", "Iлияс", "Ілияс"),
    ],
)
def test_signs_are_those_of_the_language(language: str, typed: str, right: str) -> None:
    assert text(typed, language) == right
    assert text(right.replace("⍽", "\u00a0"), language) == right


@pytest.mark.parametrize(
    "words",
    [
        "- a list\n- of two\n  - within",
        "кто-то, из-за, XX-го, 12-й, 3-х",
        "№ 1/185-390, 2020-01-31, 978-601-7283-14-3, 8-10-15".replace("№ ", "№\u00a0"),
        "1405-1389",
        '12" и 5" трубы, дюйм 3"',
        '`a - b "c" 1-2` и ``x - `y` ``',
        '```\na - b 1-2\n"c"\n```',
        "    code - here 1-2",
        "[@some-key, с. 12-15]",
        "[[eski-qala]] и https://example.kz/a-b?x=1-2 и [слова](https://example.kz/1-2)",
        "<https://example.kz/1-2>",
        "| a | b |\n|---|:-:|\n| в | г |",
        "слово\n\n---\n\nслово",
        '[one]: https://example.kz/1-2 "a - b"',
        "XIғ",
    ],
)
def test_what_is_no_word_is_left_alone(words: str) -> None:
    assert text(words, "ru") == words.replace("\u00a0", "⍽")


@pytest.mark.parametrize("language", list(Language))
def test_a_pair_of_marks_is_mended_whole_or_not_at_all(language: Language) -> None:
    assert text('a "b', language) == 'a "b'
    assert text('"a\n\nb"', language) == '"a\n\nb"'
    assert text('"a `"` b"', language) in {'"a `"` b"', text('"a', language)}


ODD = st.text(alphabet="аАоoe ғ-–—\"'«»„“”№.,1239XI×м[]()@`|\n\\*_#:\u00a0", max_size=60)


@settings(max_examples=300, deadline=None)
@given(ODD, st.sampled_from(list(Language)))
def test_what_was_mended_is_not_mended_again(words: str, language: Language) -> None:
    once = again(f"{language}.md", words)
    assert again(f"{language}.md", once) == once


@settings(max_examples=300, deadline=None)
@given(ODD, st.sampled_from(list(Language)))
def test_only_signs_spaces_and_letters_that_look_alike_are_changed(words: str, language: Language) -> None:
    after = again(f"{language}.md", words)

    def bare(said: str) -> str:
        alike = str.maketrans("aeocpxyABCEHIKMOPTXакеосрхуАВСЕНІКМОРТХ", "aeocpxyABCEHIKMOPTXakeocpxyABCEHIKMOPTX")
        return re.sub(r"[-–—\"'’«»„“”\u00a0 ]", "", said).translate(alike)

    assert bare(after) == bare(words)
    assert after.count("\n") == words.count("\n")


def plain(node: object) -> object:
    """Return what a record says, with the signs that may be mended made alike."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return str(node).replace("\u00a0", " ").replace("–", "-").replace("—", "-")


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.parent.name)
def test_a_record_says_the_same_and_keeps_its_remarks(file: Path) -> None:
    words = file.read_text("utf-8")
    lines = words.splitlines()
    keys = [at for at, line in enumerate(lines) if re.match(r"[a-z_]+:", line)]
    swapped = [*lines[: keys[3]], "# a remark", *lines[keys[5] :], "", *lines[keys[3] : keys[5]]]
    for written in (words, "\n".join(swapped) + "\n"):
        after = again("monument.yaml", written)
        before, now = (yaml.safe_load(said) for said in (written, after))
        assert plain(now) == plain(before)
        assert after.count("#") == written.count("#")
        assert again("monument.yaml", after) == after


def test_keys_are_put_in_order_with_the_remarks_above_them() -> None:
    words = "number: 1\nstatus: draft\n\neditors: [A]\n\n# a town\ntype: town\nnames: {kk: А} # short\n"
    assert again("monument.yaml", words) == (
        "number: 1\nstatus: draft\n\nnames: {kk: А} # short\n\n# a town\ntype: town\n\neditors: [A]\n"
    )


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ('names: {kk: "А - Б"}\n', 'names: {kk: "А – Б"}\n'),
        ('names:\n  ru: >\n    Один - "два"\n    три\n', "names:\n  ru: >\n    Один — «два»\n    три\n"),
        ("names: {en: 'a \"b\" c'}\n", "names: {en: 'a “b” c'}\n"),
        ("names: {en: 'a''s - b'}\n", "names: {en: 'a''s - b'}\n"),
        ('names: {en: "a \\" - b"}\n', 'names: {en: "a \\" - b"}\n'),
        ('bibliography:\n  a-1:\n    title: 1-2 - "x"\n', 'bibliography:\n  a-1:\n    title: 1-2 - "x"\n'),
        ('slug: a-b\nfile: 1-2.jpg\n# 1-2 - "x"\n', 'slug: a-b\nfile: 1-2.jpg\n# 1-2 - "x"\n'),
        ("names: {kk: [", "names: {kk: ["),
    ],
)
def test_words_are_mended_within_their_quotation_marks(written: str, right: str) -> None:
    assert again("monument.yaml", written) == right


@pytest.mark.parametrize("file", TEXTS[::7], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_our_own_texts_have_the_right_signs(file: Path) -> None:
    language = Language(file.stem)
    assert [s for s in strokes_of_text(file.read_text("utf-8"), language) if s.seen] == []


def test_a_file_that_is_no_text_and_one_that_is_no_entrys_are_left_alone() -> None:
    assert mended("ru.md", Bytes("ru.md", "ru.md", b"\xff\xfe", "")) is None
    assert mended("notes.md", Bytes("notes.md", "notes.md", b"a - b", "")) is None
