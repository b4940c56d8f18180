"""The timeline in a real browser: narrowed, looked at closely, by hand and by keys, and whole without a script."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import PageAt, Served, Visit
from published import LANGUAGES

ROWS = ".age li[data-type]"


def shown(visit: Visit) -> int:
    return visit.page.locator(f"{ROWS}:not([hidden])").count()


def seen(visit: Visit) -> list[float]:
    """Return what is seen of the scale: its left edge and its width, in thousandths."""
    box = visit.page.locator(f"{ROWS}:not([hidden]) > svg").first.get_attribute("viewBox") or ""
    left, _, width, _ = map(float, box.split())
    return [left, width]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_every_monument_stands_under_its_period(
    language: str, page_at: PageAt, real_site: Served
) -> None:
    page = real_site.site.page(f"{language}/time/index.html")
    assert len(page.xpath("//li[@data-type]")) == len(real_site.site.paths(f"{language}/monuments/*/index.html"))
    assert all(li.xpath(".//span[@class='meta']") for li in page.xpath("//li[@data-left]"))
    visit = page_at(f"/{language}/time/", 390, javascript=False)
    assert visit.page.locator(".axis svg").is_visible()
    assert not visit.page.locator(".panel").is_visible()
    assert visit.said == []


def test_on_a_phone_no_line_of_the_scale_runs_through_words(page_at: PageAt) -> None:
    visit = page_at("/kk/time/", 390)
    grounds = visit.page.eval_on_selector_all(
        f".age h2, {ROWS} > span", "(all) => all.map((e) => getComputedStyle(e).backgroundColor)"
    )
    paper = visit.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert set(grounds) == {paper}
    shares = visit.page.eval_on_selector_all(
        f"{ROWS} > span",
        "(all) => all.filter((e) => e.offsetWidth).map((e) => e.offsetWidth / e.parentNode.offsetWidth)",
    )
    assert set(shares) == {1}, "nor beside them"


def test_zooming_to_a_period_shows_what_stood_then_and_can_be_linked(page_at: PageAt) -> None:
    visit = page_at("/kk/time/", 1024)
    every = shown(visit)
    visit.page.locator("[name=period]").select_option("bronze-age")
    some = shown(visit)
    assert 0 < some < every
    assert seen(visit)[1] < 200
    assert parse_qs(urlsplit(visit.page.url).query) == {"period": ["bronze-age"]}
    visit.page.reload()
    assert (shown(visit), visit.page.locator("[name=period]").input_value()) == (some, "bronze-age")
    visit.page.locator("[data-move=whole]").click()
    assert (shown(visit), seen(visit)) == (every, [0, 1000])


def test_type_and_region_narrow_it_and_empty_periods_go(page_at: PageAt) -> None:
    visit = page_at("/ru/time/?type=mausoleum", 1024)
    some = shown(visit)
    assert 0 < some < 43
    assert visit.page.locator(".age:not([hidden])").count() < 13
    visit.page.locator("[name=region]").select_option("zhambyl")
    assert 0 < shown(visit) < some
    assert visit.page.locator("[role=status]").inner_text()


def test_the_scale_is_moved_by_keys_alone(page_at: PageAt) -> None:
    visit = page_at("/en/time/", 1024)
    visit.page.locator(".axis").focus()
    visit.page.keyboard.press("+")
    left, width = seen(visit)
    assert width < 1000
    visit.page.keyboard.press("ArrowRight")
    assert seen(visit)[0] > left
    visit.page.keyboard.press("-")
    assert seen(visit)[1] > width
    visit.page.keyboard.press("0")
    assert seen(visit) == [0, 1000]


def test_the_same_years_are_marked_by_page_and_script(page_at: PageAt) -> None:
    made = page_at("/kk/time/", 1440, javascript=False).page.locator(".axis text").all_text_contents()
    visit = page_at("/kk/time/", 1440)
    visit.page.locator("[data-move=closer]").click()
    nearer = visit.page.locator(".axis text:not(.era)").all_text_contents()
    assert nearer != made
    assert all(year.isdigit() and int(year) > 0 for year in nearer)
    visit.page.locator("[data-move=whole]").click()
    assert visit.page.locator(".axis text").all_text_contents() == made


def test_labels_of_years_do_not_cover_one_another(page_at: PageAt) -> None:
    visit = page_at("/kk/time/", 320)
    for width in (320, 768, 1440):
        visit.page.set_viewport_size({"width": width, "height": 800})
        for period in ("", "golden-horde", "soviet", "bronze-age"):
            visit.page.locator("[name=period]").select_option(period)
            visit.page.wait_for_timeout(60)
            boxes = visit.page.locator(".axis text:not(.era)").evaluate_all(
                "all => all.map((one) => one.getBoundingClientRect()).filter((b) => b.width).map((b) => [b.left, b.right])"
            )
            boxes.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(boxes)), (width, period, boxes)
    assert visit.said == []
