"""Every list of names, in the order in which readers of its language look for them; nothing but time comes before it."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement
from published import LANGUAGES, Site

from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import Language


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: collation_key(name, Language(language)))


NAMED = {
    "index.html": ("//section[@aria-labelledby='h-regions']//h3", "//ul[@class='kinds']/li/a/span"),
    "regions/index.html": ("//main//section[@class='group']//h2/a",),
    "types/index.html": ("//main//section[@class='group']//h2/a",),
    "map/index.html": (
        "//*[@id='everywhere']//h3/a",
        "//input[@name='region']/..",
        "//input[@name='type']/..",
    ),
    "time/index.html": ("//select[@name='region']/option[@value!='']", "//select[@name='type']/option[@value!='']"),
    "search/index.html": ("//select[@name='region']/option[@value!='']", "//select[@name='type']/option[@value!='']"),
    "saved/index.html": ("//ul[@class='packs']/li/div/a",),
    "plates/index.html": ("//table//tbody[1]//th/a",),
    "films/index.html": ("//ul[@class='bills']//span[@class='name']",),
}
"""Where lists of regions, types and films stand."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", NAMED)
def test_regions_types_and_films_stand_by_their_names(path: str, language: str, site: Site) -> None:
    for query in NAMED[path]:
        for table in grouped(site.page(f"{language}/{path}").xpath(query)):
            names = [words(element) for element in table]
            assert len(names) > 1, (path, query)
            assert names == in_order(names, language), (path, query)


def grouped(elements: list[HtmlElement]) -> list[list[HtmlElement]]:
    """Return elements table by table; those outside tables are one list."""
    held: dict[object, list[HtmlElement]] = {}
    for element in elements:
        held.setdefault(next(element.iterancestors("table"), None), []).append(element)
    return [group for group in held.values() if len(group) > 1 or None in held]


@pytest.mark.parametrize("language", LANGUAGES)
def test_monuments_of_a_list_stand_by_their_names(language: str, site: Site) -> None:
    queries = {
        "regions/*/index.html": "//ul[@class='entries']",
        "types/*/index.html": "//ul[@class='entries']",
        "periods/*/index.html": "//ul[@class='entries']",
        "regions/index.html": "//ul[@class='tiles']",
        "types/index.html": "//ul[@class='tiles']",
        "periods/index.html": "//ul[@class='tiles']",
        "map/index.html": "//*[@id='everywhere']//ul",
        "index.html": "//div[@class='regions']//ul",
        "names/index.html": "//div[@class='columns']//ul",
    }
    for pattern, query in queries.items():
        paths = site.paths(f"{language}/{pattern}")
        assert paths, pattern
        lists = [each for path in paths for each in site.page(path).xpath(query)]
        named = [[words(link) for link in each.xpath(".//a[contains(@href, '/monuments/')]")] for each in lists]
        assert max(map(len, named)) > 1, pattern
        assert [names for names in named if names != in_order(names, language)] == [], pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_stand_in_the_order_of_the_alphabet(language: str, site: Site) -> None:
    letters = [words(h) for h in site.page(f"{language}/names/index.html").xpath("//h2[@class='letter']")]
    assert len(letters) > 10
    assert letters == in_order(letters, language)


def test_the_languages_differ_in_their_order(site: Site) -> None:
    """Or the tests above would pass for one order of all."""
    orders = {
        tuple(
            link.get("href").split("/")[-2]
            for link in site.page(f"{language}/regions/index.html").xpath("//main//section[@class='group']//h2/a")
        )
        for language in LANGUAGES
    }
    assert len(orders) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_periods_stand_in_the_order_of_time(language: str, site: Site) -> None:
    keys = [
        link.get("href").split("/")[-2]
        for link in site.page(f"{language}/periods/index.html").xpath("//main//section[@class='group']//h2/a")
    ]
    aged = [
        link.get("href").split("/")[-2] for link in site.page(f"{language}/index.html").xpath("//ol[@class='ages']//a")
    ]
    assert keys == aged == [key for key in AGES if key in keys]


AGES = (
    "eneolithic", "bronze-age", "early-iron-age", "migration-period", "early-middle-ages", "high-middle-ages",
    "golden-horde", "kazakh-khanate", "imperial", "soviet", "independence",
)  # fmt: skip
