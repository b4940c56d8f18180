"""The search page in a real browser: typing, keys, the address, narrowing, without JavaScript, and a renewed site."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from browsing import PageAt, Served
from playwright.sync_api import Page, expect


def names(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator("#results a").all_inner_texts()]


@pytest.mark.parametrize(("language", "query", "name", "said"), [
    ("kk", "Turkistan", "Қожа Ахмет Ясауи кесенесі", "ескерткіш табылды"),
    ("ru", "Айша бибі", "Мавзолей Айша-Биби", "Найден"),
    ("en", "фараб", "Otrar town site", "monuments found"),
])  # fmt: skip
def test_results_stand_there_while_somebody_types(
    page_at: PageAt, real_site: Served, language: str, query: str, name: str, said: str
) -> None:
    visit = page_at(f"/{language}/search/", 320, on=real_site, wait="networkidle")
    visit.page.locator("#q").press_sequentially(query)
    expect(visit.page.locator("#results a").first).to_have_text(name)
    expect(visit.page.locator("#found")).to_contain_text(said)
    expect(visit.page).to_have_url(re.compile(f"q={re.escape(quote(query.split(maxsplit=1)[0]))}"))
    assert (visit.strangers(real_site), visit.said) == ([], [])


def test_an_address_with_a_query_shows_what_it_asks_and_the_languages_keep_it(
    page_at: PageAt, real_site: Served
) -> None:
    visit = page_at(f"/kk/search/?q={quote('мешіт')}&type=mosque", 768, on=real_site, wait="networkidle")
    expect(visit.page.locator("#results a")).to_have_count(1)
    assert names(visit.page) == ["Жаркент мешіті"]
    assert visit.page.locator("select[name=type]").is_visible()
    visit.page.locator(".tongues a[hreflang=en]").click()
    expect(visit.page.locator("#results a")).to_have_text(["Zharkent mosque"])


def test_the_keys_go_through_what_was_found_and_back(page_at: PageAt, real_site: Served) -> None:
    visit = page_at(f"/kk/search/?q={quote('кесене')}", 768, on=real_site, wait="networkidle")
    page, focused = visit.page, "document.activeElement.textContent.trim()"
    page.locator("#q").press("ArrowDown")
    assert page.evaluate(focused) == names(page)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == names(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'A'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kk/monuments/**")


def test_more_is_shown_on_request_and_read_on_from_there(page_at: PageAt, real_site: Served) -> None:
    visit = page_at(f"/ru/search/?q={quote('курган')}", 320, on=real_site, wait="networkidle")
    expect(visit.page.locator("#results a")).to_have_count(10)
    visit.page.locator("#more").click()
    expect(visit.page.locator("#results a").nth(10)).to_be_focused()


def test_without_javascript_the_page_leads_to_the_lists(page_at: PageAt, real_site: Served) -> None:
    visit = page_at("/kk/search/", 320, javascript=False, on=real_site)
    assert visit.page.locator(".notice").is_visible()
    assert visit.page.locator(".lists a").first.get_attribute("href") == "/kk/names/"


def test_when_the_site_was_renewed_the_open_page_takes_the_new_index(page_at: PageAt, real_site: Served) -> None:
    visit = page_at("/kk/search/", 320, on=real_site, wait="networkidle")
    # As if this page were of an older site: the index it names is gone.
    visit.page.evaluate("document.getElementById('search').dataset.index = '/search/index-kk-0123456789.json'")
    visit.page.route("**/search/words-*.json", lambda route: route.abort(), times=1)
    visit.page.locator("#q").fill("Отырар")
    expect(visit.page.locator("#results a").first).to_have_text("Отырар қалашығы")


def test_the_first_results_stand_there_at_once_and_the_others_when_typing_pauses(
    page_at: PageAt, real_site: Served
) -> None:
    visit = page_at("/kk/search/", 320, on=real_site, wait="networkidle")
    counts = visit.page.evaluate(
        """(query) => new Promise((resolve) => {
      const list = document.getElementById("results"), field = document.getElementById("q"), seen = [];
      new MutationObserver(() => {
        seen.push(list.children.length);
        if (list.children.length > 3) resolve(seen);
      }).observe(list, { childList: true });
      field.value = query;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    })""",
        "кесене",
    )
    assert counts == [3, 10]
    expect(visit.page.locator("#results img[data-src]")).to_have_count(0)


def test_who_follows_a_link_at_once_comes_back_to_what_was_asked(page_at: PageAt, real_site: Served) -> None:
    visit = page_at("/kk/search/", 320, on=real_site, wait="networkidle")
    visit.page.evaluate(
        """(query) => {
      const list = document.getElementById("results"), field = document.getElementById("q");
      new MutationObserver((_, seen) => {
        seen.disconnect();
        list.querySelector("a").click();
      }).observe(list, { childList: true });
      field.value = query;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }""",
        "Отырар",
    )
    visit.page.wait_for_url("**/kk/monuments/**")
    visit.page.go_back()
    expect(visit.page.locator("#results a").first).to_have_text("Отырар қалашығы")
