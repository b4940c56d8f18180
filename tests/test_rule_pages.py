"""Each rule has a page, made of its words and its case, and fresh."""

from __future__ import annotations

import re

import pytest
from rule_pages import PAGES, page

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.rulebook import page_of, rulebook

_LETTERS = {"kk": re.compile("[әғқңөұүһі]", re.IGNORECASE), "ru": re.compile("[а-яё]"), "en": re.compile("[a-z]")}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_the_page_is_made_of_its_words_and_its_case(code: Code, request: pytest.FixtureRequest) -> None:
    file = PAGES / f"{code.slug}.md"
    assert file.as_posix().endswith(page_of(code))
    if request.config.getoption("--rewrite"):
        file.write_text(page(code), "utf-8")
    assert page(code) == file.read_text("utf-8")


def test_there_is_no_page_without_a_rule() -> None:
    assert {file.stem for file in PAGES.glob("*.md")} == {code.slug for code in Code}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_the_words_are_whole_sentences_of_their_language(code: Code) -> None:
    words = rulebook()[code]
    for said in (words.title, words.why, words.mend):
        for _, text in said.present():
            assert text is not None
            assert text.endswith((".", "!", "?", "»", ")", "`")), text
    for language in LANGUAGES:
        said_in = " ".join(str(said.own(language)) for said in (words.title, words.why, words.mend))
        assert _LETTERS[language].search(said_in), said_in
    assert len({words.title.own(language) for language, _ in words.title.present()}) == 3
