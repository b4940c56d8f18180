"""Running text: whatever an editor writes, the HTML is well formed, harmless, and says the same."""

from __future__ import annotations

import re
from html import escape

import html5lib
import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.model.bibliography import Citation, Source

ALLOWED = {
    "p", "h2", "h3", "h4", "em", "strong", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "br", "hr", "code", "pre", "sup", "sub",
}  # fmt: skip


def link(slug: str, words: str) -> str:
    return f'<a href="/kk/monuments/{escape(slug)}/">{escape(words or slug)}</a>'


def cite(citations: tuple[Citation, ...]) -> str:
    return "".join(f'<sup class="n"><a href="#n1">{escape(citation.key)}</a></sup>' for citation in citations)


def rendered(text: str) -> str:
    return render_prose(text, link, cite)


# What editors write


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Тас [@berel].", '<p>Тас<sup class="n"><a href="#n1">berel</a></sup>.</p>'),
        ("Тас\n[@a; @b, p. 7]!", '<p>Тас<sup class="n"><a href="#n1">a</a></sup><sup class="n"><a href="#n1">b</a></sup>!</p>'),
        ("[[berel]]", '<p><a href="/kk/monuments/berel/">berel</a></p>'),
        ("[[berel|the *mounds* & all]]", '<p><a href="/kk/monuments/berel/">the *mounds* &amp; all</a></p>'),
        ("**[[berel]]**", '<p><strong><a href="/kk/monuments/berel/">berel</a></strong></p>'),
        ("[a site](https://e.org/?a=1&b=2)", '<p><a href="https://e.org/?a=1&amp;b=2">a site</a></p>'),
        ("2 < 3 & 4 > 3", "<p>2 &lt; 3 &amp; 4 &gt; 3</p>"),
        ("AT&amp;T & AT&T", "<p>AT&amp;T &amp; AT&amp;T</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("![a picture](a.jpg)", "<p>![a picture](a.jpg)</p>"),
    ],
)  # fmt: skip
def test_marks_and_signs(text: str, html: str) -> None:
    assert rendered(text) == html


def test_a_mark_in_a_table_keeps_the_table_whole() -> None:
    html = rendered("| a | b |\n|---|---|\n| [[berel|the mounds]] | x [@k] |")
    assert html.count("<td>") == 2
    assert '<td><a href="/kk/monuments/berel/">the mounds</a></td>' in html


def test_inline_text_has_no_paragraph_of_its_own() -> None:
    assert render_inline("One *word* [@k].", link, cite) == (
        'One <em>word</em><sup class="n"><a href="#n1">k</a></sup>.'
    )


@pytest.mark.parametrize(
    "text",
    [
        '[x](https://e.org "t [[berel]] u")',
        "[x](https://e.org/[@key])",
        "[see [[berel]] there](https://e.org)",
        "[see [@key] there](https://e.org)",
        '[a]\n\n[a]: https://e.org "[[berel]]"',
        "`[[berel]]` and `[@key]`",
        "<https://e.org/[[berel]]>",
    ],
)
def test_marks_in_odd_places_break_nothing(text: str) -> None:
    html = rendered(text)
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert not re.search("[\ue000\ue001]", html)
    assert elements_of(html) <= ALLOWED


# What anybody might write


def elements_of(html: str) -> set[str]:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"}


pieces = st.sampled_from([
    "[[", "]]", "[[berel]]", "|", "[@", "[@k]", "]", "(", ")", "https://e.org", "javascript:alert(1)", '"', "'", "<", ">",
    "<script>", "</p>", "<img src=x onerror=y>", "&", "&lt;", "*", "**", "_", "`", "\n", "\n\n", "# ", "- ", "1. ", "> ",
    "| a | b |\n|---|---|\n", "    ", "\\", "!", "[a]: ", "Тас", "қала ", "x",
])  # fmt: skip
texts = st.one_of(
    st.lists(pieces, max_size=14).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]), max_size=40),
)


@given(texts)
def test_any_text_gives_well_formed_harmless_html(text: str) -> None:
    html = rendered(text)
    html5lib.HTMLParser(strict=True).parseFragment(html)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in ALLOWED
            assert set(element.attrib) <= {"href", "title", "start", "style", "class"}
            assert not element.get("href", "").lower().lstrip().startswith("javascript")
            assert element.get("class") in (None, "n")
    assert not re.search("[\ue000\ue001]", html)


@given(texts)
def test_the_same_text_gives_the_same_html(text: str) -> None:
    assert rendered(text) == rendered(text)


plain = st.lists(
    st.sampled_from(["Кесене тастан қаланған.", "It has *two* rooms.", "## Сәулеті", "- one\n- two", "> a quote", "**Bold** word."]),
    min_size=1, unique=True,
).map("\n\n".join)  # fmt: skip


@given(plain)
def test_another_markdown_reads_plain_text_the_same(text: str) -> None:
    def bare(html: str) -> str:
        return re.sub(r"\s+", "", html)

    assert bare(rendered(text)) == bare(MarkdownIt("commonmark").render(text))


# Notes


def source(key: str) -> Source:
    return Source(key, key.title(), None, None, None, None, None, None, None, None, None)


citations = st.builds(Citation, st.sampled_from(["atlas", "survey", "list"]), st.sampled_from(["", "p. 1", "p. 2"]))


@given(st.lists(st.lists(citations, min_size=1, max_size=3).map(tuple), max_size=8))
def test_notes_are_numbered_in_the_order_of_their_first_mark(marks: list[tuple[Citation, ...]]) -> None:
    notes = Apparatus({key: source(key) for key in ("atlas", "survey", "list")})
    html = "".join(notes.cite(mark) for mark in marks)
    first_seen = list(dict.fromkeys(citation for mark in marks for citation in mark))
    assert [(number, citation) for number, citation, _ in notes.notes()] == list(enumerate(first_seen, 1))
    assert [held.key for _, _, held in notes.notes()] == [citation.key for citation in first_seen]
    assert re.findall(r'id="r(\d+)"', html) == [str(number) for number in range(1, len(first_seen) + 1)]
    shown = [int(number) for number in re.findall(r">(\d+)</a>", html)]
    assert shown == [n for mark in marks for n in sorted({first_seen.index(citation) + 1 for citation in mark})]
