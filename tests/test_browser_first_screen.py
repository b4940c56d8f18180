"""A visitor has scanned: on a small phone the name, what it is, when, and one paragraph stand on the first screen."""

from __future__ import annotations

import pytest
from browsing import PageAt, Served
from lxml.html import HtmlElement
from published import LANGUAGES

SCREEN = (360, 640)
"""Of a small phone, in px."""

# The longest texts of a language fill the screen most; to look at the others brings nothing new.
LONGEST = 6

BOTTOMS = """() => ['.lead h1', '.lead .kicker', '.lead .summary'].map(
    (part) => document.querySelector(part).getBoundingClientRect().bottom)"""


def room_taken(page: HtmlElement) -> int:
    (lead,) = page.xpath("//header[@class='lead']")
    return len(" ".join(lead.text_content().split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_paragraph_is_read_without_scrolling(page_at: PageAt, real_site: Served, language: str) -> None:
    paths = real_site.site.paths(f"{language}/monuments/*/index.html")
    if language == "kk":
        paths += real_site.site.paths("[0-9][0-9][0-9][0-9][0-9]/index.html")
    crowded = sorted(paths, key=lambda path: room_taken(real_site.site.page(path)))[-LONGEST:]
    assert len(crowded) == LONGEST
    visit = page_at(f"/{language}/", SCREEN[0])
    visit.page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    below = {}
    for path in crowded:
        visit.go("/" + path.removesuffix("index.html"))
        name, kind, paragraph = visit.page.evaluate(BOTTOMS)
        assert name < kind < paragraph, path
        below[path] = paragraph
    assert {path: bottom for path, bottom in below.items() if bottom > SCREEN[1]} == {}
