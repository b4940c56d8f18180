"""The map moved about in a real browser: by hand, by keys, from an address; crowded, empty, without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import PageAt, Served, Visit
from playwright.sync_api import Route, expect
from published import LANGUAGES

LISTED = "#found ol:first-of-type li"
MARKS = ".frame .pin"
CROWD = 10_000


def opened(page_at: PageAt, path: str, width: int = 1024, **more: object) -> Visit:
    """Open a page with a map, and wait until it lives."""
    visit = page_at(path, width, wait="networkidle", **more)
    expect(visit.page.locator(".frame.live")).to_be_visible()
    expect(visit.page.locator(MARKS).first).to_be_visible()
    return visit


def counted(visit: Visit) -> tuple[int, int]:
    """Return how many monuments are said to be in view, and how many are left."""
    visit.page.wait_for_timeout(400)
    numbers = re.findall(r"\d[\d\s\u00a0]*", visit.page.locator("#found [role=status]").inner_text())
    seen, left = (int(re.sub(r"\D", "", number)) for number in numbers)
    return seen, left


def on_map(visit: Visit) -> int:
    """Return how many monuments the marks stand for."""
    return sum(
        int(re.sub(r"\D", "", mark.locator("text:not(.t)").text_content() or "")) if mark.get_attribute("role") else 1
        for mark in visit.page.locator(MARKS).all()
    )


def box(visit: Visit) -> list[float]:
    """Return what is seen of the drawing: left, top, width, height in its units."""
    return [float(number) for number in (visit.page.locator("svg.chart").get_attribute("viewBox") or "").split()]


def answering(visit: Visit, rows: Callable[[str], list[object]]) -> None:
    """Answer for the data of each region with other rows."""

    def answer(route: Route) -> None:
        region = urlsplit(route.request.url).path.split(".")[0].partition("-")[2].partition("-")[2]
        route.fulfill(body=json.dumps(rows(region)), content_type="application/json")

    visit.context.route("**/assets/atlas-*.json", answer)


def row(number: int, x: float | None, y: float | None) -> list[object]:
    kind = "mosque" if number % 3 else "mausoleum"
    return [
        f"m-{number}",
        f"Ескерткіш {number}",
        "",
        kind,
        ["golden-horde"],
        "unknown",
        "none",
        x,
        y,
        number % 2,
        "XIV ғасыр",
        "",
    ]


def test_marks_and_list_have_every_monument_and_say_which_are_not_on_the_map(
    page_at: PageAt, real_site: Served
) -> None:
    visit = opened(page_at, "/kk/map/")
    seen, left = counted(visit)
    records = json.loads(real_site.site.read("monuments.json"))
    placed = sum(record["lat"] is not None for record in records)
    assert (seen, left) == (placed, len(records))
    assert on_map(visit) == placed
    assert visit.page.locator("#found ol").nth(1).locator("li").count() == len(records) - placed
    assert visit.said == []
    assert visit.strangers(real_site) == []


def test_filters_narrow_map_and_list_and_stand_in_the_address(page_at: PageAt) -> None:
    visit = opened(page_at, "/ru/map/")
    _, before = counted(visit)
    visit.page.locator("summary", has_text="Вид памятника").click()
    choice = visit.page.locator("input[name=type][value=mausoleum]")
    promised = int(choice.locator("xpath=..").locator("b").inner_text())
    choice.check()
    _, left = counted(visit)
    assert left == promised < before
    assert parse_qs(urlsplit(visit.page.url).query) == {"type": ["mausoleum"]}
    visit.page.reload(wait_until="networkidle")
    assert counted(visit)[1] == left
    visit.page.locator("summary", has_text="Эпоха").click()
    visit.page.locator("input[name=period][value=golden-horde]").check()
    assert 0 < counted(visit)[1] < left
    visit.page.locator("form.sieves [type=reset]").click()
    assert counted(visit)[1] == before
    assert urlsplit(visit.page.url).query == ""


@pytest.mark.parametrize(
    "query", ["protection=international", "plate=issued", "type=mosque&type=church", "period=soviet"]
)
def test_a_filtered_map_can_be_linked(page_at: PageAt, query: str) -> None:
    visit = opened(page_at, f"/en/map/?{query}")
    assert 0 < counted(visit)[1] < 43
    assert visit.page.locator("form.sieves :checked").count() == len(query.split("&"))


def test_a_link_to_a_region_shows_that_region(page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/map/?region=mangystau")
    seen, left = counted(visit)
    assert 0 < seen <= left < 43
    assert float(visit.page.locator("svg.chart").get_attribute("viewBox").split()[2]) < 400  # type: ignore[union-attr]


def test_the_map_is_moved_by_keys_alone(page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/map/")
    whole = box(visit)
    visit.page.locator(".frame").focus()
    visit.page.keyboard.press("+")
    visit.page.wait_for_timeout(200)
    nearer = box(visit)
    assert nearer[2] < whole[2]
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_timeout(200)
    assert box(visit)[0] > nearer[0]
    seen, left = counted(visit)
    assert seen < left
    assert "at=" in visit.page.url
    visit.page.keyboard.press("0")
    visit.page.wait_for_timeout(200)
    assert box(visit) == whole


def test_a_mark_of_several_parts_by_the_enter_key_and_a_single_one_leads_to_its_page(page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/map/")
    several = visit.page.locator(f"{MARKS}[role=button]").first
    assert several.get_attribute("aria-label")
    before = visit.page.locator("svg.chart").get_attribute("viewBox")
    several.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(300)
    assert visit.page.locator("svg.chart").get_attribute("viewBox") != before
    visit.page.keyboard.press("0")
    visit.page.wait_for_timeout(300)
    single = visit.page.locator(f"a{MARKS.removeprefix('.frame ')}").first
    address = single.get_attribute("href")
    single.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**{address}")


def test_by_tab_the_list_is_reached_without_walking_over_every_mark(page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/map/")
    visit.page.locator(".sieves summary").last.focus()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#found"
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("Boolean(document.activeElement.closest('#found'))")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_drawing_and_the_list_are_whole(language: str, page_at: PageAt, real_site: Served) -> None:
    visit = page_at(f"/{language}/map/", 390, javascript=False)
    records = json.loads(real_site.site.read("monuments.json"))
    page = real_site.site.page(f"{language}/map/index.html")
    assert len(page.xpath("//section[@id='everywhere']//li/a")) == len(records)
    assert len(page.xpath("//svg[@class='chart']//circle")) == sum(r["lat"] is not None for r in records)
    assert visit.page.locator("svg.chart").is_visible()
    assert visit.page.locator("#everywhere").is_visible()
    assert not visit.page.locator(".sieves, .movers, #found").first.is_visible()


def test_when_the_data_does_not_come_the_page_says_so_and_stays_whole(page_at: PageAt) -> None:
    visit = page_at("/kk/about/")
    visit.context.route("**/assets/atlas-*.json", lambda route: route.abort())
    visit.go("/kk/map/", "networkidle")
    assert visit.page.locator("#found [role=status]").inner_text()
    assert visit.page.locator("#everywhere").is_visible()
    assert visit.page.locator(".frame.live").count() == 0


def test_ten_thousand_monuments_can_be_moved_about_in(page_at: PageAt) -> None:
    visit = page_at("/kk/about/", 360)
    asked: list[str] = []

    def rows(region: str) -> list[object]:
        asked.append(region)
        return [
            row(len(asked) * 1000 + i, 20 + (i * 37 + len(asked) * 11) % 600, 20 + (i * 53 + len(asked) * 7) % 320)
            for i in range(CROWD // 18)
        ]

    answering(visit, rows)
    visit.go("/kk/map/", "networkidle")
    expect(visit.page.locator(".frame.live")).to_be_visible()
    seen, left = counted(visit)
    assert left == len(asked) * (CROWD // 18)
    assert on_map(visit) == seen == left
    assert visit.page.locator(MARKS).count() < 200
    visit.page.locator("[data-move=closer]").click()
    assert counted(visit)[0] < left
    # What stands on a page stays little, however many there are.
    assert visit.page.evaluate("document.querySelectorAll('#found li').length") <= 40


def test_five_hundred_in_one_region_and_none_in_another(page_at: PageAt) -> None:
    visit = page_at("/kk/about/")
    answering(
        visit, lambda region: [row(i, 380 + i % 25, 280 + i // 25) for i in range(500)] if region == "turkistan" else []
    )
    visit.go("/kk/map/", "networkidle")
    assert counted(visit) == (500, 500)
    visit.go("/kk/map/?region=turkistan", "networkidle")
    assert counted(visit)[1] == 500
    visit.go("/kk/map/?region=abai", "networkidle")
    visit.page.wait_for_timeout(400)
    assert visit.page.locator("#found li").count() == 0
    assert visit.page.locator("#found [role=status]").inner_text()
    visit.go("/kk/regions/turkistan/", "networkidle")
    expect(visit.page.locator(f"{MARKS} .many").first).to_be_visible()
    assert visit.said == []


def test_monuments_at_one_and_the_same_place_are_laid_apart_at_the_nearest(page_at: PageAt) -> None:
    visit = page_at("/kk/about/")
    answering(visit, lambda region: [row(i, 300, 200) for i in range(5)] if region == "turkistan" else [])
    visit.go("/kk/map/?at=300,200,40", "networkidle")
    visit.page.wait_for_timeout(300)
    places = {mark.bounding_box()["x"] for mark in visit.page.locator(f"a{MARKS.removeprefix('.frame ')}").all()}  # type: ignore[index]
    assert len(places) >= 4


def test_a_region_has_a_map_of_its_own_to_move_about_in(page_at: PageAt, real_site: Served) -> None:
    drawn = {
        c.get("cx"): c.get("cy")
        for c in real_site.site.page("kk/regions/turkistan/index.html").iter("circle")
        if c.get("cx")
    }
    visit = opened(page_at, "/kk/regions/turkistan/")
    assert on_map(visit) == len(drawn)
    for _ in range(4):
        visit.page.locator("[data-move=closer]").click()
    visit.page.wait_for_timeout(300)
    marks = visit.page.locator("a.pin").evaluate_all(
        "all => all.map((one) => one.getAttribute('transform').match(/-?[0-9.]+/g).slice(0, 2))"
    )
    # Brought over from the country's map, each stands where the drawing had it.
    assert all(
        any(abs(float(x) - float(cx)) < 0.2 and abs(float(y) - float(cy)) < 0.2 for cx, cy in drawn.items())
        for x, y in marks
    )
    assert visit.said == []


def test_a_drag_moves_the_map_and_follows_no_link(page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/map/?at=390,280,4")
    before = visit.page.url
    frame = visit.page.locator(".frame").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x - 120, y - 40, steps=6)
    visit.page.mouse.up()
    visit.page.wait_for_timeout(400)
    assert visit.page.url != before
    assert "/map/" in visit.page.url


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_clear_of_marks_and_of_one_another(language: str, width: int, page_at: PageAt) -> None:
    visit = opened(page_at, f"/{language}/map/", width)
    visit.page.evaluate("document.fonts.ready")
    told = visit.page.evaluate("""() => {
      const inner = (e, by) => { const b = e.getBoundingClientRect(); return [b.left + by, b.top + by, b.right - by, b.bottom - by]; };
      const names = [...document.querySelectorAll(".live text.t, .live text.n")]
        .filter((e) => e.getAttribute("visibility") === "visible" && getComputedStyle(e).display !== "none");
      const marks = [...document.querySelectorAll(".live .many")].map((e) => inner(e, 2));
      const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
      const boxes = names.map((e) => [e.textContent, inner(e, 2)]);
      return boxes.filter(([, a], i) => marks.some((m) => meets(a, m)) || boxes.some(([, b], j) => j > i && meets(a, b)))
        .map(([name]) => name).concat(names.length ? [] : ["no name is shown"]);
    }""")
    assert told == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_regions_neighbours_fill_its_frame(width: int, page_at: PageAt) -> None:
    visit = opened(page_at, "/kk/regions/turkistan/", width)
    inside = visit.page.evaluate("""() => {
      const b = document.querySelector(".frame").getBoundingClientRect();
      const at = (x, y) => document.elementsFromPoint(b.left + b.width * x, b.top + b.height * y).some((e) => e.matches("path.l, path.r"));
      return [at(0.03, 0.3), at(0.97, 0.3)];
    }""")
    assert inside == [True, True], "land ends at the country's border, not at the edge of a sheet"
