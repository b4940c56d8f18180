"""Every kind of page asks its own host for everything, keeps its own policy, is quiet, stands still and speaks its language."""

from __future__ import annotations

import pytest
from browsing import PageAt, PagesIn, Visit
from published import LANGUAGES
from spoken import speaks

SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map((e) =>
    [e.value, ...e.sources.map((s) => s.node?.outerHTML?.slice(0, 90) ?? s.node?.data ?? "gone")])))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([]), 50);
})"""
SEEN = 0.005
"""Cumulative Layout Shift is shown as 0.00 up to here: less is a line set anew when its typeface has come."""

SCRIPTED = "[...document.scripts].filter((script) => script.src).length > 1"
"""Whether a page runs more than what every page runs."""

NAMES = """() => [...document.querySelectorAll("[aria-label], [title], [alt], button, label, legend, [role=status]")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e.closest("[lang]").lang, e.ariaLabel || e.title || e.alt || e.textContent])"""
"""What a screen reader calls things by, after the scripts have had their say, with the language of each."""


def misnamed(visit: Visit) -> list[str]:
    """Return the names that are not of the language they are said to be in."""
    told = visit.page.evaluate(NAMES)
    return [words for tongue, words in told if tongue in LANGUAGES and not speaks(words, tongue)]


@pytest.mark.parametrize(("language", "width"), [("kk", 360), ("ru", 768), ("en", 1280)])
def test_no_page_asks_another_host_breaks_its_policy_jumps_or_speaks_in_another_tongue(
    language: str, width: int, pages_in: PagesIn, page_at: PageAt
) -> None:
    """Names in the page's language are WCAG 3.1.2 and 4.1.2."""
    strange = {}
    visit = page_at(f"/{language}/", width)
    for address in pages_in(language):
        visit.go(address)
        if visit.page.evaluate(SCRIPTED):
            visit.page.wait_for_load_state("networkidle")
        shifts = visit.page.evaluate(SHIFTS)
        jumped = shifts if sum(value for value, *_ in shifts) >= SEEN else []
        told = {"jumped": jumped, "asked": visit.strangers(), "said": [*visit.said], "names": misnamed(visit)}
        if any(told.values()):
            strange[address] = told
    assert strange == {}


def test_plates_are_offered_for_a_mistyped_number_without_a_breach_of_the_policy(page_at: PageAt) -> None:
    visit = page_at("/00031/", wait="networkidle")
    offered = visit.page.locator("#likely li")
    assert offered.count() > 0
    assert all(" · " in words for words in offered.all_inner_texts()), "each with its names, read from its own page"
    assert [words for words in visit.said if "Content Security Policy" in words] == []
