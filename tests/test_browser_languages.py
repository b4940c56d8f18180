"""The languages in a real browser: switching keeps the place, a choice is remembered, Kazakh is read in Latin letters."""

from __future__ import annotations

import gzip
import re

import lxml.html
import pytest
from browsing import PageAt, Served, Visit
from printed import design
from published import LANGUAGES, Site

from asylmura_ssg.make.cldr import number_in, size_in
from asylmura_ssg.make.counted import counted
from asylmura_ssg.model.language import Language

CYRILLIC = re.compile("[Ѐ-ӿ]")
ENTRY = "/kk/monuments/qyzyl-kesene/"
FORGETFUL = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })"
)


def plate_of(site: Site, address: str) -> str:
    """Return the address of the plate whose page is that of a monument."""
    for path in site.paths("[0-9]*/index.html"):
        canonical = site.page(path).find(".//link[@rel='canonical']")
        if canonical is not None and canonical.get("href").endswith(address):
            return f"/{path.removesuffix('index.html')}"
    raise AssertionError(f"no plate leads to {address}")


def place(visit: Visit) -> str:
    """Return where a window is: path, query and fragment."""
    return str(visit.page.evaluate("location.pathname + location.search + location.hash"))


def choose(visit: Visit, language: str) -> None:
    visit.page.click(f".tongues a[hreflang={language}]")
    visit.page.wait_for_url(f"**/{language}/**")


def test_switching_keeps_the_page_the_question_and_the_fragment(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(f"{ENTRY}?q=1#h-place", on=small_site)
    choose(visit, "ru")
    assert place(visit) == f"{ENTRY.replace('kk', 'ru')}?q=1#h-place"
    assert visit.page.locator("#h-place").count() == 1
    visit.go("/kk/search/?q=кесене", "networkidle")
    visit.page.focus(".tongues a[hreflang=en]")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/en/**")
    assert visit.page.input_value("#q") == "кесене"
    visit.page.evaluate("document.querySelector('.tongues a[hreflang=ru]').click()")  # as a screen reader follows it
    visit.page.wait_for_url("**/ru/**")
    assert visit.page.input_value("#q") == "кесене"
    assert visit.said == []


@pytest.mark.parametrize(("address", "field"), [
    ("/kk/map/?region=turkistan", "input[name=region][value=turkistan]:checked"),
    ("/kk/time/?type=mausoleum", "select[name=type] option[value=mausoleum]:checked"),
])  # fmt: skip
def test_what_is_narrowed_stays_narrowed_in_another_language(
    address: str, field: str, page_at: PageAt, small_site: Served
) -> None:
    visit = page_at(address, on=small_site, wait="networkidle")
    choose(visit, "en")
    assert place(visit).startswith(address.replace("/kk/", "/en/")), "the map adds where it has come to rest"
    visit.page.wait_for_selector(field, state="attached")
    assert visit.said == []


def test_without_scripts_switching_keeps_the_page(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(f"{ENTRY}#h-place", javascript=False, on=small_site)
    visit.page.click(".tongues a[hreflang=en]")
    assert visit.page.url.endswith(ENTRY.replace("kk", "en"))
    assert not visit.page.locator("#latin").is_visible()


def test_a_chosen_language_is_remembered_where_an_address_names_none(page_at: PageAt, small_site: Served) -> None:
    plate = plate_of(small_site.site, ENTRY)
    visit = page_at(ENTRY, on=small_site)
    choose(visit, "ru")
    assert visit.page.evaluate("({ ...localStorage })") == {"language": "ru"}, "nothing else is kept"
    for address, expected in ((plate, ENTRY.replace("kk", "ru")), ("/", "/ru/")):
        visit.go(address)
        visit.page.wait_for_url(f"**{expected}")
    visit.go(ENTRY, "networkidle")
    assert place(visit) == ENTRY, "an address that names its language is never left"
    choose(visit, "kk")
    visit.go(plate, "networkidle")
    assert place(visit) == plate
    assert visit.said == []


def test_nobody_is_redirected_by_guess(page_at: PageAt, small_site: Served) -> None:
    plate = plate_of(small_site.site, ENTRY)
    visit = page_at(plate, on=small_site, wait="networkidle", locale="ru-RU")
    assert place(visit) == plate
    assert visit.page.get_attribute("html", "lang") == "kk"


def test_a_wrong_address_stays_where_it_is(page_at: PageAt, small_site: Served) -> None:
    visit = page_at("/ru/", on=small_site)
    choose(visit, "en")
    visit.go("/nowhere/", "networkidle")
    assert place(visit) == "/nowhere/"


def test_a_page_that_does_not_come_takes_no_ones_place(page_at: PageAt, small_site: Served) -> None:
    plate = plate_of(small_site.site, ENTRY)
    visit = page_at(ENTRY, on=small_site)
    choose(visit, "ru")
    visit.context.route("**/ru/monuments/**", lambda route: route.abort())
    visit.go(plate, "networkidle")
    assert place(visit) == plate
    assert visit.page.locator("h1").is_visible()


@pytest.mark.parametrize("address", [ENTRY, "/"])
def test_a_browser_that_keeps_nothing_has_the_whole_page(address: str, page_at: PageAt, small_site: Served) -> None:
    visit = page_at("/ru/", on=small_site)
    visit.context.add_init_script(FORGETFUL)
    visit.go(address, "networkidle")
    choose(visit, "ru")
    assert visit.said == []


# Kazakh in Latin letters


def shown(visit: Visit, selector: str) -> str:
    return str(visit.page.inner_text(selector))


def test_kazakh_is_read_in_latin_letters_on_request(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(ENTRY, on=small_site, wait="networkidle")
    assert [url for url in visit.requests if "latin" in url] == [], "nothing of it is loaded before it is asked for"
    kept = shown(visit, ".notes ol"), shown(visit, ".others")
    visit.page.click("#latin")
    visit.page.wait_for_selector("#latin-notice")
    assert visit.page.get_attribute("html", "lang") == "kk-Latn"
    for selector in ("h1", ".summary", ".prose", ".facts dt", "#latin-notice"):
        assert not CYRILLIC.search(shown(visit, selector)), selector
    assert not CYRILLIC.search(visit.page.title())
    assert (shown(visit, ".notes ol"), shown(visit, ".others")) == kept, "sources and names in other languages stay"
    assert visit.page.locator("#latin").inner_text() == "Кирилл"
    visit.go("/kk/regions/", "networkidle")
    assert not CYRILLIC.search(shown(visit, "main"))
    visit.page.click("#latin")
    visit.page.wait_for_function("document.documentElement.lang === 'kk'")
    assert CYRILLIC.search(shown(visit, "main"))
    visit.page.wait_for_function("document.activeElement.id === 'latin'")  # who goes back stays where they were
    assert visit.page.evaluate("history.state") is None
    assert visit.said == []
    assert visit.strangers(small_site) == []


def test_what_comes_later_is_written_in_latin_letters_too(page_at: PageAt, small_site: Served) -> None:
    visit = page_at("/kk/search/", on=small_site, wait="networkidle")
    visit.page.click("#latin")
    visit.page.wait_for_selector("#latin-notice")
    visit.page.fill("#q", "кесене")
    visit.page.wait_for_selector("#results a")
    visit.page.wait_for_load_state("networkidle")
    assert not CYRILLIC.search(shown(visit, "#results a") + shown(visit, "#found"))
    assert visit.page.input_value("#q") == "кесене"
    assert visit.page.get_attribute("#results a", "href") == ENTRY, "an address is not written in Latin letters"
    visit.page.click("#results a")
    visit.page.wait_for_url(f"**{ENTRY}")


@pytest.mark.parametrize(
    "address", ["/kk/map/", "/kk/time/", "/kk/saved/", "/kk/films/red-brick/", "/kk/exhibitions/two-rooms/"]
)
def test_every_kind_of_page_is_read_in_latin_letters(address: str, page_at: PageAt, small_site: Served) -> None:
    visit = page_at(address, on=small_site, wait="networkidle")
    visit.page.click("#latin")
    visit.page.wait_for_selector("#latin-notice")
    kept = visit.page.evaluate(
        """() => [...document.querySelectorAll('main *')].flatMap((e) => [...e.childNodes])
        .filter((n) => n.nodeType === 3 && /[\u0400-\u04ff]/.test(n.data) && n.parentElement.checkVisibility()
          && !n.parentElement.closest('.notes, [lang=ru], [lang=en], [translate=no], script, noscript, template'))
        .map((n) => n.data)"""
    )
    assert kept == []
    assert visit.said == []


# What a plate's page costs before anybody asks for more


def test_a_plates_page_loads_two_small_scripts_and_no_letters_it_does_not_show(
    page_at: PageAt, small_site: Served
) -> None:
    plate = plate_of(small_site.site, ENTRY)
    visit = page_at(plate, on=small_site, wait="networkidle")
    asked = {url.rsplit("/", 1)[-1].partition(".")[0]: url.removeprefix(small_site.url) for url in visit.requests}
    scripts = [path for path in asked.values() if path.endswith(".js")]
    assert sorted(path.rsplit("/", 1)[-1].partition(".")[0] for path in scripts) == ["offline", "visitor"]
    weight = sum(len(gzip.compress((small_site.site.root / path[1:]).read_bytes(), 9)) for path in scripts)
    assert weight <= 2048
    assert not [name for name in asked if "latin" in name]
    button = lxml.html.tostring(
        small_site.site.page(f"{plate[1:]}index.html").get_element_by_id("latin"), encoding="utf-8"
    )
    assert len(gzip.compress(button, 9)) <= 512


@pytest.mark.parametrize("width", [320, 500, 768, 992, 1100, 1440])
def test_the_masthead_holds_it_at_every_width(width: int, page_at: PageAt, small_site: Served) -> None:
    visit = page_at("/kk/", width, on=small_site)
    visit.page.evaluate("document.fonts.ready.then(() => null)")  # on a busy machine they come after the page
    heights = "[...document.querySelectorAll('.tongues > *')].map((e) => Math.round(e.getBoundingClientRect().top))"
    assert len(set(visit.page.evaluate(heights))) == 1, "languages stand in one line"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_other_languages_have_no_latin_aid(page_at: PageAt, small_site: Served) -> None:
    visit = page_at("/ru/", on=small_site)
    assert visit.page.locator("#latin").count() == 0


# Numbers, sizes and counted nouns in scripts

COUNTED = [*range(130), 999, 1000, 1001, 12_345, 1_000_000]
SIZES = [
    1,
    499,
    44_600,
    999_499,
    999_500,
    1_234_000,
    9_949_000,
    9_999_999,
    31_400_000,
    999_499_999,
    999_500_000,
    2_340_000_000,
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_count_and_measure_as_pages_do(language: str, page_at: PageAt, small_site: Served) -> None:
    (module,) = small_site.site.paths("assets/counting.*.js")
    visit, own, strings = (
        page_at(f"/{language}/search/", on=small_site),
        Language(language),
        design().strings[Language(language)],
    )
    words = {name: strings[name] for name in ("size_kb", "size_mb", "size_gb")}
    told = visit.page.evaluate(
        """async ({ module, counts, sizes, words }) => {
          const { counted, numberIn, sizeIn } = await import(module), { found } = document.getElementById('search').dataset;
          return [counts.map((n) => counted(JSON.parse(found), n)), sizes.map((n) => sizeIn(n, words)),
            [0, 7.25, 1234.56, 1234567].map((n) => numberIn(n, 1))];
        }""",
        {"module": f"/{module}", "counts": COUNTED, "sizes": SIZES, "words": words},
    )
    assert told == [
        [counted("search_found", n, strings, own) for n in COUNTED],
        [size_in(n, strings, own) for n in SIZES],
        [number_in(n, own, 1) for n in (0, 7.3, 1234.6, 1234567)],
    ]
