"""The rules of words, each on one line of text: which word is meant, and what stands in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from asylmura_ssg.diagnostics import Code, Diagnostic, Report
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.text_rules import check_inline, check_prose, check_scripts


def scripts(line: str) -> list[Diagnostic]:
    report = Report()
    check_scripts(Text("kk.md", line), report)
    return list(report)


def test_the_slip_in_the_published_boundaries_is_found() -> None:
    # As it stands in geokz's outlines of 2024, feature KZ-59: the last vowel is a Latin i.
    (found,) = scripts('"name_kk": "Солтүстiк Қазақстан облысы"')
    assert (found.code, found.span.column, found.span.end) == (Code.MIXED_SCRIPTS, 13, 22)
    assert found.message == '"Солтүстiк" holds the Latin letter "i"'
    assert found.hint == 'write "Солтүстік"'


@pytest.mark.parametrize(("word", "mended"), [
    ("Тapaз", "Тараз"), ("Cарыарқа", "Сарыарқа"), ("мəдениет", "мәдениет"), ("Әziret", ""), ("Kазақстан", "Казақстан"), ("mоsque", "mosque"),
    ("Мangystau", "Mangystau"), ("Zар", "Zap"), ("Ыстықкөl", ""),
])  # fmt: skip
def test_a_mixed_word_is_mended_where_it_can_be(word: str, mended: str) -> None:
    (found,) = scripts(f"… {word} …")
    assert found.hint == (f'write "{mended}"' if mended else "write the word in one script")


@pytest.mark.parametrize("line", [
    "XII ғасыр, XII–XIII ғасырлар, XIX-ғасыр", "7,6 × 7,6 м", "https://kk.wikipedia.org/wiki/Ескі_qala", "doi:10.1/қz",
    "Q12345, KZ-59, ISO 3166-2", "«Birgemiz: Asyl Mura» жобасы", "Nur-Sultan қаласы", "е\u0301", "Ёлка, ё", "İstanbul, naïve, Œuvre",
])  # fmt: skip
def test_scripts_side_by_side_are_no_mixture(line: str) -> None:
    assert scripts(line) == []


@given(
    st.text(st.sampled_from("абвгғқңөұүһіАӘІ ,.–-\n"), max_size=60),
    st.text(st.sampled_from("abcxyzABC ,.-\n"), max_size=60),
)
def test_one_script_a_word_is_never_told(cyrillic: str, latin: str) -> None:
    assert scripts(f"{cyrillic} {latin}") == []


def prose(text: str) -> tuple[list[Code], list[str], list[str]]:
    report = Report()
    cited, linked = check_prose(Text("kk.md", text), None, report)
    return [d.code for d in report], [m.word for m in cited], [m.word for m in linked]


@pytest.mark.parametrize(("text", "codes"), [
    ("a < b and b > c", []), ("<https://example.kz>", []), ("`<b>`", []), ("<b>", [Code.RAW_HTML]), ("</p>", [Code.RAW_HTML]),
    ("<!-- note", [Code.RAW_HTML]), ("<br/>", [Code.RAW_HTML]), ("## Second", []), ("# First", [Code.HEADING_LEVEL]),
    ("#First", [Code.HEADING_LEVEL]), ("Over\n===", [Code.HEADING_LEVEL]), ("Over\n---", []), ("№ 1 = 2", []),
    ("![a](b.jpg)", [Code.IMAGE_IN_TEXT]), ("![a][b]", [Code.IMAGE_IN_TEXT]), ("wow! [a](b)", [Code.BROKEN_LINK]),
])  # fmt: skip
def test_markdown_that_may_not_stand_is_told(text: str, codes: list[Code]) -> None:
    assert prose(text)[0] == codes


@pytest.mark.parametrize(("text", "codes", "cited", "linked"), [
    ("a [@b-1].", [], ["b-1"], []), ("a [@b; c, p. 1; @d].", [], ["b", "c", "d"], []), ("a [@b, p. 1,\n2].", [], ["b"], []),
    ("a [@].", [Code.BROKEN_CITATION], [], []), ("a [@b c].", [Code.BROKEN_CITATION], [], []), ("a [@b", [Code.BROKEN_CITATION], [], []),
    ("[[a]] and [[ b | c ]]", [], [], ["a", "b"]), ("[[a] b", [Code.BROKEN_LINK], [], []), ("[a]", [], [], []), ("[[]]", [], [], [""]),
])  # fmt: skip
def test_marks_are_read_or_told(text: str, codes: list[Code], cited: list[str], linked: list[str]) -> None:
    assert prose(text) == (codes, cited, linked)


def test_marks_of_a_stretch_have_their_places_in_the_whole() -> None:
    text = Text("monument.yaml", "text: before [@no]\n  kk: see [@one] and [[two]] [@x y]\nafter: [@no]\n")
    start = text.text.index("see")
    report = Report()
    cited, linked = check_inline(text, start, text.text.index("\nafter"), report)
    assert [(m.word, m.span.line, m.span.column) for m in cited] == [("one", 2, 11)]
    assert [(m.word, m.span.line, m.span.column) for m in linked] == [("two", 2, 22)]
    assert [(d.code, d.span.line, d.span.column) for d in report] == [(Code.BROKEN_CITATION, 2, 30)]
