"""WCAG 2.2, level AA, on every kind of page, as far as programs can tell: by axe-core, by the keyboard, by zooming in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from axe import found_by_axe
from browsing import PageAt, PagesIn, Served, Visit
from playwright.sync_api import expect
from published import LANGUAGES

FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], audio[controls], "
  + "video[controls], iframe")].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)"""

STOPS = f"() => ({FOCUSABLE})().length"

STOP = f"""() => {{
  const e = document.activeElement, all = ({FOCUSABLE})(), box = e.getBoundingClientRect(), own = e.closest("svg") ?? e;
  const seen = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {{
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (own.contains(top) || top.contains(own));
  }});
  return {{at: all.indexOf(e), seen, named: e.outerHTML.slice(0, 90)}};
}}"""

RINGS = f"""() => {{
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {{willReadFrequently: true}});
  const paint = (colours) => {{
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {{ canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }}
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }};
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (e) => {{
    const colours = [];
    for (let up = e; up; up = up.parentElement) colours.unshift(getComputedStyle(up).backgroundColor);
    return ["Canvas", ...colours];
  }};
  const poor = [];
  const drawn = (e) => [e, ...e.querySelectorAll("*")].map((part) => getComputedStyle(part))
    .map((s) => [s.stroke, s.strokeWidth, s.fill, s.filter, s.outlineStyle].join()).join(";");
  for (const e of ({FOCUSABLE})()) {{
    document.activeElement.blur();
    const before = drawn(e);
    e.focus();
    if (e instanceof SVGElement && drawn(e) !== before) continue; // a shape shows it by its own line
    const style = getComputedStyle(e), ground = behind(parseFloat(style.outlineOffset) < 0 ? e : e.parentElement);
    const [a, b] = [light(paint([...ground, style.outlineColor])), light(paint(ground))].sort((x, y) => y - x);
    const contrast = (a + .05) / (b + .05);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || contrast < 3)
      poor.push(`${{style.outlineStyle}} ${{style.outlineWidth}} ${{contrast.toFixed(2)}}:1 round ${{e.outerHTML.slice(0, 90)}}`);
  }}
  return poor;
}}"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => [null, "::before", "::after"].map((part) => getComputedStyle(e, part))
  .filter((s) => [...s.transitionDuration.split(","), ...(s.animationName === "none" ? [] : s.animationDuration.split(","))]
  .some((time) => parseFloat(time) > .01) || s.scrollBehavior === "smooth").map(() => e.outerHTML.slice(0, 90)))"""

WIDER = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const scrolled = (e) => { for (let up = e.parentElement; up && up !== document.body; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== "visible") return true; return false; };
  const over = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolled(e));
  return [`${wide} px too wide`, ...over.slice(-3).map((e) => e.outerHTML.slice(0, 90))];
}"""

CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((e) => {
  const s = getComputedStyle(e), hides = (way) => way === "hidden" || way === "clip";
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  return own && e.checkVisibility() && e.clientWidth > 2 && e.clientHeight > 2 && s.clipPath === "none" && s.clip === "auto" && ((hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1)
    || (hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1));
}).map((e) => e.outerHTML.slice(0, 90))"""

WORDS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("svg { display: none !important } * { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
  const words = document.body.innerText.toLowerCase().split(/\\s+/);
  document.adoptedStyleSheets = [];
  return words;
}"""
"""What is written, be it in sight or below, beside drawings, which leave names out where there is no room: all of them stand
in the list beside. What a map lists as being in view goes with its window, too."""

FORCED = """() => [...document.querySelectorAll("button, input, select, textarea, [aria-current]")].filter((e) => {
  const s = getComputedStyle(e);
  if (!e.checkVisibility({visibilityProperty: true}) || e.type === "checkbox" || e.type === "radio") return false;
  if (e.hasAttribute("aria-current")) return s.borderBottomStyle === "none" || parseFloat(s.borderBottomWidth) < 2;
  return (s.borderTopStyle === "none" || parseFloat(s.borderTopWidth) < 1) && !e.innerText.trim();
}).map((e) => e.outerHTML.slice(0, 90))"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

LARGER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important } * { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
}"""


def on_each(visit: Visit, addresses: Iterable[str], ask: str) -> dict[str, Any]:
    """Return what a question finds on each page; pages on which it finds nothing are left out."""
    found = {}
    for address in addresses:
        visit.go(address)
        told = visit.page.evaluate(ask)
        if told:
            found[address] = told
    return found


def violations(visit: Visit, addresses: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Return what axe-core finds on pages, light and dark."""
    found = {}
    for address in addresses:
        visit.go(address)
        for scheme, told in found_by_axe(visit).items():
            found[address, scheme] = told
    return found


@pytest.mark.parametrize(("language", "width"), [("kk", 360), ("ru", 768), ("en", 1280)])
def test_axe_finds_nothing_on_any_kind_of_page(language: str, width: int, pages_in: PagesIn, page_at: PageAt) -> None:
    assert violations(page_at(f"/{language}/", width), pages_in(language)) == {}


def test_axe_would_find_it(page_at: PageAt) -> None:
    """What finds nothing anywhere might look nowhere."""
    visit = page_at("/kk/about/")
    visit.page.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend", "<img src=/favicon.svg><a href=/x></a>");
      Object.assign(document.querySelector("main p").style, {color: "#ccc", background: "#fff"});
    }""")
    told = found_by_axe(visit)["light"]
    assert {line.partition(" ")[0] for line in told} >= {"color-contrast", "image-alt", "link-name"}


def test_the_keyboard_reaches_everything_in_order_and_what_it_reaches_is_in_sight(
    pages_in: PagesIn, page_at: PageAt
) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.11; lists of hundreds are walked from both ends."""
    astray = {}
    visit = page_at("/ru/", 1280, height=720)
    for path in pages_in("ru"):
        visit.go(path)
        count = visit.page.evaluate(STOPS)
        walked = []
        for _ in range(min(count, 25)):
            visit.page.keyboard.press("Tab")
            walked.append(visit.page.evaluate(STOP))
        wrong = [stop["named"] for at, stop in enumerate(walked) if stop["at"] != at or not stop["seen"]]
        if wrong or not count:
            astray[path] = wrong
    assert astray == {}


def test_the_first_stop_leads_past_the_menu(pages_in: PagesIn, page_at: PageAt) -> None:
    """WCAG 2.4.1: the link shows once it is reached, and what it leads to is reached by it."""
    visit = page_at("/en/", 320)
    for path in pages_in("en"):
        visit.go(path, "networkidle" if path.endswith("/map/") else "load")  # a map is drawn after the page
        visit.page.keyboard.press("Tab")
        skip = visit.page.locator("a.skip").first
        box = skip.bounding_box()
        assert box is not None, path
        assert min(box["x"], box["y"]) >= 0, path
        assert visit.page.evaluate("document.activeElement.className") == "skip", path
        visit.page.keyboard.press("Enter")
        visit.page.keyboard.press("Tab")
        past = "!document.activeElement.closest('header.top') && document.activeElement !== document.body"
        assert visit.page.evaluate(past), path


def tab_to(visit: Visit, selector: str, most: int = 40) -> None:
    """Press the tabulator until something has the focus; it must come within so many presses."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by keys to {selector} on {visit.page.url}")


def test_menu_full_view_and_film_are_worked_by_keys_alone(small_site: Served, page_at: PageAt) -> None:
    visit = page_at("/kk/", 360, on=small_site)
    tab_to(visit, ".menu summary")
    visit.page.keyboard.press("Enter")
    tab_to(visit, ".ways a[href='/kk/map/']")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/kk/map/")

    visit.go("/kk/monuments/qyzyl-kesene/")
    tab_to(visit, "figure a:has(picture)")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/west-wall/")
    tab_to(visit, "main a[href='/kk/monuments/qyzyl-kesene/']")

    visit.go("/kk/films/red-brick/")
    tab_to(visit, "video")
    visit.page.keyboard.press("Space")
    visit.page.wait_for_function("!document.querySelector('video').paused")
    assert visit.said == []


@pytest.mark.parametrize("width", [320, 768])
def test_escape_folds_the_menu_and_leads_back_to_its_sign(width: int, small_site: Served, page_at: PageAt) -> None:
    visit = page_at("/kk/", width, on=small_site)
    visit.page.click(".menu summary")
    top = "(selector, edge) => document.querySelector(selector).getBoundingClientRect()[edge]"
    masthead, ways = (
        visit.page.evaluate(f"() => ({top})({where})") for where in ("'.top', 'bottom'", "'.ways', 'top'")
    )
    assert ways >= masthead - 1, "it covers neither languages nor ornament"
    tab_to(visit, ".ways a[href='/kk/map/']")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".menu .ways")).to_be_hidden()
    assert visit.page.evaluate("document.activeElement.matches('.menu summary')")
    visit.page.keyboard.press("Escape")
    assert visit.said == []


def test_what_a_phone_keeps_is_told_in_words_twice_as_large(small_site: Served, page_at: PageAt) -> None:
    visit = page_at("/kk/saved/", 320, on=small_site, service_workers="allow")
    visit.page.locator(".packs .first").first.wait_for()
    visit.page.evaluate(LARGER)
    assert visit.page.evaluate(WIDER) == []
    line = "(e) => e.getBoundingClientRect().width / parseFloat(getComputedStyle(document.documentElement).fontSize)"
    sizes = [
        told.evaluate(line) for told in visit.page.locator(".packs [data-key] > div > .meta, [data-key] p.meta").all()
    ]
    assert sizes
    assert min(sizes) >= 7.9, "a size is read as words, not letter by letter"


def test_a_region_is_kept_by_keys_alone(small_site: Served, page_at: PageAt) -> None:
    visit = page_at("/kk/saved/", 360, on=small_site, service_workers="allow")
    visit.page.locator(".packs .first").first.wait_for()
    tab_to(visit, ".packs .first")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("[data-key=zhambyl] .state")).to_have_text("Сақталған, соңғы нұсқасы", timeout=15_000)


SEEN_AS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more": {"color_scheme": "dark", "contrast": "more"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}


@pytest.mark.parametrize("light", SEEN_AS)
def test_what_has_the_focus_is_seen(light: str, pages_in: PagesIn, page_at: PageAt) -> None:
    """WCAG 2.4.7, 1.4.11 and 2.4.13: a ring of 2 px at least that differs by 3:1 from what it lies on."""
    visit = page_at("/kk/", 1280)
    visit.page.emulate_media(**SEEN_AS[light])  # type: ignore[arg-type]
    visit.page.keyboard.press("Tab")
    poor = {}
    for path in pages_in("kk"):
        visit.go(path)
        visit.page.keyboard.press("Tab")
        told = visit.page.evaluate(RINGS)
        if told:
            poor[path] = told[:3]
    assert poor == {}


def test_in_forced_colours_fields_have_edges_and_where_one_is_is_marked(pages_in: PagesIn, page_at: PageAt) -> None:
    """A system that paints all grounds alike leaves lines alone: what a ground or a shadow said, a line says."""
    visit = page_at("/kk/", 1280)
    visit.page.emulate_media(color_scheme="dark", forced_colors="active")
    assert on_each(visit, pages_in("kk"), FORCED) == {}


def test_nothing_moves_for_whoever_wants_it_still(pages_in: PagesIn, page_at: PageAt) -> None:
    """WCAG 2.3.3."""
    visit = page_at("/en/", 1280, reduced_motion="reduce")
    assert on_each(visit, pages_in("en"), MOVING) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_four_hundred_per_cent_nothing_is_lost_or_runs_over_the_edge(
    language: str, pages_in: PagesIn, page_at: PageAt
) -> None:
    """WCAG 1.4.10 and 1.4.12: 1280 px at 400 % are 320; the words are the same, and none is cut, with wide spacing too."""
    visit = page_at(f"/{language}/", 1280, height=1024)
    lost: dict[str, list[str]] = {}
    for path in pages_in(language):
        visit.page.set_viewport_size({"width": 1280, "height": 1024})
        visit.go(path)
        visit.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        whole = visit.page.evaluate(WORDS)
        visit.page.set_viewport_size({"width": 320, "height": 256})
        missing = sorted(set(whole) - set(visit.page.evaluate(WORDS)))
        told = [*(f"lost: {word}" for word in missing), *visit.page.evaluate(WIDER), *visit.page.evaluate(CLIPPED)]
        visit.page.evaluate(SPACED)
        told += (f"spaced: {each}" for each in (*visit.page.evaluate(WIDER), *visit.page.evaluate(CLIPPED)))
        if told:
            lost[path] = told
    assert lost == {}


def test_words_twice_as_large_fit_a_small_phone(pages_in: PagesIn, page_at: PageAt) -> None:
    """WCAG 1.4.4: whoever reads poorly makes the letters larger, and the phone stays as small as it is."""
    visit = page_at("/kk/", 320)
    wide: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for path in pages_in(language):
            visit.go(path)
            visit.page.evaluate(LARGER)
            if told := visit.page.evaluate(WIDER):
                wide[path] = told
    assert wide == {}
