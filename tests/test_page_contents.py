"""What pages say: every fact, what is unknown, what is not translated, and lists that hold what the records say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from lxml.html import HtmlElement
from published import LANGUAGES, MINIATURE, TEMPLATES, Site, Small


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def strings() -> dict[str, dict[str, str]]:
    held: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "strings/site.yaml").read_text("utf-8"))
    return held


def page_of(small: Site, language: str, slug: str) -> HtmlElement:
    return small.page(f"{language}/monuments/{slug}/index.html")


def facts_on(page: HtmlElement) -> dict[str, str]:
    return {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//section[@class='facts']//dl/div")}


def test_facts_that_are_unknown_are_said_to_be(small: Small, strings: dict[str, dict[str, str]]) -> None:
    small.edit("monuments/aq-meshit/monument.yaml", "status: review", "status: published")
    small.edit("monuments/aq-meshit/monument.yaml", "category: local\n  source: state-list", "category: unknown")
    published = small.site()
    vocabulary = yaml.safe_load((MINIATURE / "protection-categories.yaml").read_text("utf-8"))
    reasons = small.record("aq-meshit")["location"]["unknown"]
    for language in LANGUAGES:
        page = page_of(published, language, "aq-meshit")
        facts = facts_on(page)
        assert facts[strings["fact_dating"][language]] == strings["dating_unknown"][language]
        place = facts[strings["fact_coordinates"][language]]
        assert place == f"{strings['location_unknown'][language]} {reasons[language]}"
        assert facts[strings["fact_protection"][language]] == vocabulary["unknown"][language]
        assert len(page.xpath("//dd//*[@class='unknown']")) == 3
        assert page.xpath("//svg[@class='locator']/circle | //a[starts-with(@href, 'geo:')]") == []
        assert page.xpath("//section[@class='nearby']") == []


def test_every_fact_of_a_full_record_is_shown(small: Small, strings: dict[str, dict[str, str]]) -> None:
    record = small.record("qyzyl-kesene")
    words = {"kk": "Тасы құрылысқа алынды.", "ru": "Камень пошёл на стройку.", "en": "Its stone went into houses."}
    record["fate"] = {"what": "destroyed", "year": 1914, "text": words, "source": "atlas"}
    small.rewrite("qyzyl-kesene", record)
    published = small.site()
    for language in LANGUAGES:
        facts = facts_on(page_of(published, language, "qyzyl-kesene"))
        labels = [strings[key][language] for key in strings if key.startswith("fact_")]
        assert sorted(facts) == sorted(labels)
        shown = " ".join(facts.values())
        for key in ("dating", "culture", "builder", "district", "place", "film", "fate"):
            held = record[key].get("text", record[key])
            assert held[language] in shown, (language, key)
        for number in ("43.5", "71.25"):
            assert (number if language == "en" else number.replace(".", ",")) in shown
        assert record["names"]["also"][0]["name"] in shown


def test_a_text_that_is_not_translated_is_shown_in_kazakh_and_said_to_be(
    small: Small, strings: dict[str, dict[str, str]]
) -> None:
    (small.content / "monuments/qyzyl-kesene/ru.md").unlink()
    published = small.site()
    page = page_of(published, "ru", "qyzyl-kesene")
    prose = page.xpath("//div[@class='prose']")[0]
    assert page.get("lang") == "ru"
    assert prose.get("lang") == "kk"
    notice = prose.find("p[@class='notice']")
    assert notice is not None
    assert (notice.get("lang"), words(notice)) == ("ru", strings["text_in_kazakh"]["ru"])
    assert "Кесене күйдірілген кірпіштен" in words(prose)
    for language in ("kk", "en"):
        prose = page_of(published, language, "qyzyl-kesene").xpath("//div[@class='prose']")[0]
        assert prose.get("lang") is None
        assert prose.find("p[@class='notice']") is None


@pytest.mark.parametrize("key", ["names", "summary", "builder", "film", "dating"])
def test_words_that_are_not_translated_are_marked_as_kazakh(small: Small, key: str) -> None:
    record = small.record("qyzyl-kesene")
    held = record[key].get("text", record[key])
    kazakh = held["kk"]
    del held["ru"], held["en"]
    small.rewrite("qyzyl-kesene", record)
    published = small.site()
    for language in ("ru", "en"):
        page = page_of(published, language, "qyzyl-kesene")
        marked = [words(e) for e in page.body.xpath(".//main//*[@lang='kk']")]
        assert kazakh in marked, (language, marked)
        home = published.page(f"{language}/index.html")
        if key == "names":
            assert kazakh in [words(e) for e in home.xpath("//main//*[@lang='kk']")]


def test_a_monuments_page_speaks_to_machines(site: Site, records: dict[str, dict[str, Any]]) -> None:
    for slug, record in records.items():
        for language in LANGUAGES:
            page = page_of(site, language, slug)
            said = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"][0]
            assert said["name"] == record["names"][language]
            assert said["mainEntityOfPage"]["inLanguage"] == language
            point = record["location"].get("lat") and record["location"]
            assert said.get("geo", {}).get("latitude") == (point["lat"] if point else None)


# Lists


def listed_on(page: HtmlElement) -> list[str]:
    """Return where the names on a list lead, in their order; a map's dots are no list."""
    held: list[str] = page.xpath("//main//li//a[contains(@href, '/monuments/')]/@href")
    return held


def test_lists_hold_what_the_records_say(site: Site, records: dict[str, dict[str, Any]]) -> None:
    kinds: dict[str, Callable[[dict[str, Any]], list[str]]] = {
        "regions": lambda r: [r["region"]],
        "types": lambda r: [r["type"]],
        "periods": lambda r: r["periods"],
    }
    for language in LANGUAGES:
        for kind, keys_of in kinds.items():
            for path in site.paths(f"{language}/{kind}/*/index.html"):
                key = path.split("/")[2]
                expected = [f"/{language}/monuments/{s}/" for s, r in records.items() if key in keys_of(r)]
                assert sorted(listed_on(site.page(path))) == sorted(expected), path
        named = listed_on(site.page(f"{language}/names/index.html"))
        assert sorted(named) == sorted(f"/{language}/monuments/{slug}/" for slug in records)
