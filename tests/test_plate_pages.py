"""What pages tell of plates: the passport, the page of all plates, open data; and monuments that are gone or joined."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
import yaml
import zxingcpp
from lxml.html import HtmlElement
from PIL import Image
from published import LANGUAGES, MINIATURE, TEMPLATES, Site, Small, changed

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.register import Cause, matrix_digest

Strings = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def strings() -> Strings:
    held: Strings = yaml.safe_load((TEMPLATES / "strings/site.yaml").read_text("utf-8"))
    return held


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def add(small: Small, *events: dict[str, Any]) -> None:
    """Add events to the end of the register."""
    with (small.content / "plates/register.jsonl").open("a", encoding="utf-8") as register:
        register.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def issue(plate: str, slug: str, day: str, *, ordinal: int = 1, domain: str = "example.kz") -> dict[str, Any]:
    address = f"https://{domain}/{plate}"
    return {
        "event": "issue" if ordinal == 1 else "re-issue", "date": day, "plate": plate, "issue": ordinal, "slug": slug,
        "payload": address, "version": 4, "level": "H", "mask": 4, "matrix": matrix_digest(matrix(address, 4, "H", 4)),
    }  # fmt: skip


def pages_of(site: Site, slug: str, plate: str) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the pages of a monument, that of its plate too, with their languages."""
    for language in LANGUAGES:
        yield language, site.page(f"{language}/monuments/{slug}/index.html")
    yield "kk", site.page(f"{plate}/index.html")


def lines_of(rows: list[HtmlElement]) -> dict[str, str]:
    """Return lines by what they are called, each of which may say several things."""
    labels = [words(row.find("dt")) for row in rows]
    assert len(set(labels)) == len(labels), "no line is called as another"
    return {label: " | ".join(map(words, row.findall("dd"))) for label, row in zip(labels, rows, strict=True)}


def passport(page: HtmlElement) -> dict[str, str]:
    """Return the lines of a page's passport, those under a plate's own heading left out."""
    lists = page.xpath("//section[@class='plate']//dl[not(preceding-sibling::*[1][self::h3])]/div")
    return lines_of(lists)


def issues_of(page: HtmlElement) -> list[tuple[str, dict[str, str]]]:
    """Return the facts of each plate that has a heading of its own."""
    lists = page.xpath("//section[@class='plate']//dl[preceding-sibling::*[1][self::h3]]")
    return [(words(held.getprevious()), lines_of(held.xpath("div"))) for held in lists]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Site:
    """The miniature as it is, published once for all that only look at it."""
    return Small(tmp_path_factory.mktemp("plain"), warm).site()


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """The names of ``qyzyl-kesene``."""
    held = yaml.safe_load((MINIATURE / "monuments/qyzyl-kesene/monument.yaml").read_text("utf-8"))
    return {language: held["names"][language] for language in LANGUAGES}


# Days


@pytest.mark.parametrize(
    ("day", "kk", "ru", "en"),
    [
        (date(2024, 5, 11), "2024 ж. 11 мамыр", "11 мая 2024 года", "11 May 2024"),
        (date(2026, 1, 1), "2026 ж. 1 қаңтар", "1 января 2026 года", "1 January 2026"),
        (date(2025, 8, 31), "2025 ж. 31 тамыз", "31 августа 2025 года", "31 August 2025"),
    ],
)
def test_days_are_written_as_each_language_writes_them(day: date, kk: str, ru: str, en: str) -> None:
    assert [date_in(day, language).replace("\u00a0", " ") for language in Language] == [kk, ru, en]


def test_no_two_days_are_written_alike_and_a_number_stays_with_its_month() -> None:
    days = [date(2024, 1, 1) + timedelta(n) for n in range(366)]
    for language in Language:
        written = [date_in(day, language) for day in days]
        assert len(set(written)) == 366
        assert all(re.search(rf"\b{day.day}\u00a0\w+", text) for day, text in zip(days, written, strict=True))


# The passport


def test_a_passport_says_all_that_the_register_knows(plain: Site, strings: Strings) -> None:
    days = {
        "issued": ("2024 ж. 2 сәуір", "2 апреля 2024 года", "2 April 2024"),
        "placed": ("2024 ж. 11 мамыр", "11 мая 2024 года", "11 May 2024"),
        "inspected": ("2025 ж. 1 маусым", "1 июня 2025 года", "1 June 2025"),
    }
    regions = yaml.safe_load((MINIATURE / "regions.yaml").read_text("utf-8"))["regions"]
    for language, page in pages_of(plain, "qyzyl-kesene", "00013"):
        at = LANGUAGES.index(language)
        told = passport(page)
        t = {key: said[language] for key, said in strings.items()}
        assert told[t["plate_number"]] == "00013"
        assert told[t["plate_state"]] == t["state_placed"]
        assert told[t["plate_issued"]] == days["issued"][at]
        assert told[t["plate_placed"]] == days["placed"][at]
        assert told[t["plate_inspected"]] == f"{days['inspected'][at]}: {t['condition_worn']}"
        assert told[t["plate_permission"]] == "№ 12, 2024-04-20"
        assert told[t["plate_by"]] == f"Үлгі Үлгіұлы, {regions['zhambyl']['names'][language]}"
        point = told[t["plate_point"]]
        assert ("43.5012" in point and "71.2513" in point) if language == "en" else "43,5012" in point


def test_who_gave_no_consent_is_told_by_role_alone(small: Small) -> None:
    small.edit("plates/volunteers.yaml", "  name_may_be_public: true\n", "")
    small.edit("plates/volunteers.yaml", "  name: Үлгі Үлгіұлы\n", "")
    published = small.published()
    assert [path for path, data in published.items() if "Үлгіұлы".encode() in data] == []
    assert "History teacher, Zhambyl Region" in published["en/monuments/qyzyl-kesene/index.html"].decode()


def test_no_name_of_a_volunteer_is_open_data(plain: Site) -> None:
    assert "Үлгіұлы" in plain.read("00013/index.html"), "it is shown where it was allowed"
    for path in ("plates.json", "plates.csv", "monuments.json", "monuments.csv", "monuments.geojson"):
        assert "Үлгіұлы" not in plain.read(path)


def test_the_photograph_of_a_plate_is_small_and_says_nothing_of_its_camera(plain: Site) -> None:
    for _, page in pages_of(plain, "qyzyl-kesene", "00013"):
        (shot,) = page.xpath("//section[@class='plate']//picture//img")
        assert shot.get("loading") == "lazy"
        assert shot.get("alt")
        for address in (shot.get("src"), *page.xpath("//section[@class='plate']//picture//source/@srcset")):
            with Image.open(plain.root / address[1:]) as image:
                assert image.size == (int(shot.get("width")), int(shot.get("height")))
                assert image.width <= 360
                assert not image.getexif()
    assert not plain.page("00021/index.html").xpath("//section[@class='plate']//picture")


def test_a_monument_without_a_plate_says_so_and_its_address_answers(small: Small, strings: Strings) -> None:
    small.edit("monuments/aq-meshit/monument.yaml", "status: review", "status: published")
    site = small.site()
    for language, page in pages_of(site, "aq-meshit", "00037"):
        section = page.xpath("//section[@class='plate']")[0]
        assert strings["plate_none"][language] in words(section)
        assert list(passport(page).values()) == ["00037"]
        assert section.xpath(".//img") == []
        assert "example.kz/00037" in words(section)
    assert site.paths("plates/00037.*") == []
    assert site.paths("plates/00013.*") == ["plates/00013.png", "plates/00013.svg"]


def test_a_code_is_drawn_as_the_register_froze_it_not_as_the_site_stands_now(small: Small) -> None:
    add(small, issue("00021", "eski-qala", "2025-03-01", ordinal=2, domain="small-heritage.kz"))
    site = small.site()
    for plate, address in (("00013", "https://example.kz/00013"), ("00021", "https://small-heritage.kz/00021")):
        with Image.open(site.root / f"plates/{plate}.png") as image:
            assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [address]
        (shown,) = site.page(f"{plate}/index.html").xpath("//p[@class='address']/a/text()")
        assert f"https://{shown}" == address


def test_issues_before_and_beside_the_one_that_hangs_are_told(small: Small, strings: Strings) -> None:
    old = {"event": "adoption", "date": "2025-07-01", "plate": "00021", "issue": 2, "slug": "eski-qala",
           "payload": "http://old.example/?id=7&x=<b>", "origin": "typed", "placed": "2019-05-01"}  # fmt: skip
    add(small, old, issue("00021", "eski-qala", "2025-08-01", ordinal=3))
    site = small.site()
    for language, page in pages_of(site, "eski-qala", "00021"):
        t = {key: said[language] for key, said in strings.items()}
        (older, hangs), (waiting, code) = issues_of(page)
        assert (older, waiting) == (t["issue_older"], t["issue_waiting"])
        assert hangs[t["plate_state"]] == t["state_placed"], "the old one hangs"
        assert hangs[t["plate_carries"]] == "http://old.example/?id=7&x=<b>"
        assert t["plate_entered"] in hangs
        assert t["plate_issued"] not in hangs
        assert code == {t["plate_carries"]: "https://example.kz/00021", t["plate_state"]: t["state_issued"],
                        t["plate_issued"]: date_in(date(2025, 8, 1), Language(language)).replace("\u00a0", " ")}  # fmt: skip
        assert passport(page)[t["plate_earlier"]].startswith("№ 1: ")
        assert t["plate_will"] in words(page.xpath("//section[@class='plate']")[0])
        assert t["issue_waiting"] in words(page.xpath("//div[@class='code']")[0]), "the code is not the one that hangs"


def test_a_damaged_plate_of_our_own_make_is_not_hidden_by_an_older_one_entered_later(small: Small) -> None:
    older = {"event": "adoption", "date": "2026-10-06", "plate": "00013", "issue": 2, "slug": "qyzyl-kesene",
             "payload": "http://old.example/?id=1", "origin": "typed"}  # fmt: skip
    add(
        small, {"event": "damage", "date": "2026-10-05", "plate": "00013", "issue": 1, "condition": "unreadable"}, older
    )
    site = small.site()
    (ours, damaged), (_, hangs) = issues_of(site.page("en/monuments/qyzyl-kesene/index.html"))
    assert ours == "Plate of the register"
    assert damaged["State"] == "Damaged: the code cannot be read"
    assert damaged["Damage reported"] == "5 October 2026"
    assert damaged["Put up"] == "11 May 2024"
    assert damaged["Last inspected"] == "1 June 2025", "the inspection did not find what was reported later"
    assert damaged["Put up by"].startswith("Үлгі")
    assert hangs == {"Address on the plate": "http://old.example/?id=1", "State": "In place",
                     "Entered in the register": "6 October 2026"}, "nobody knows when it was put up"  # fmt: skip
    page = site.page("en/plates/index.html")
    assert rows_of(page, "h-regions")["Zhambyl Region"] == ["–", "–", "1", "–"], "the worst speaks for the plate"
    assert page.xpath("//path[@class='mark damaged']/title/text()") != []
    assert [words(item) for item in page.xpath("//section[@aria-labelledby='h-attention']//li")] == [
        "Red Mausoleum 00013 · Zhambyl Region · Damaged: the code cannot be read · last report: 5 October 2026",
        "Red Mausoleum 00013 · Zhambyl Region · Older plate · no inspection on record",
    ]
    ours_said, older_said = json.loads(site.read("plates.json"))[:2]
    assert [one["current"] for one in (ours_said, older_said)] == [True, False]
    assert [(one["issued"], one["entered"], one["reported"]) for one in (ours_said, older_said)] == [
        ("2024-04-02", None, "2026-10-05"), (None, "2026-10-06", None),
    ]  # fmt: skip


def test_older_plates_that_were_taken_down_stand_in_one_line(small: Small, strings: Strings) -> None:
    for ordinal in (2, 3):
        which = {"plate": "00013", "issue": ordinal}
        add(small, {"event": "adoption", "date": "2026-03-01", **which, "slug": "qyzyl-kesene",
                    "payload": f"http://old.example/?id={ordinal}", "origin": "typed", "placed": "2019-05-01"},
            {"event": "removal", "date": "2026-04-01", **which, "cause": "theft"})  # fmt: skip
    for language, page in pages_of(small.site(), "qyzyl-kesene", "00013"):
        assert issues_of(page) == []
        told = passport(page)
        assert told[strings["plate_state"][language]] == strings["state_placed"][language]
        assert told[strings["plate_older"][language]] == "http://old.example/?id=2 | http://old.example/?id=3"
        day = date_in(date(2026, 4, 1), Language(language)).replace("\u00a0", " ")
        assert told[strings["plate_earlier"][language]].count(day) == 2, "the day it was taken down, not another"


def test_how_to_tell_a_genuine_plate_is_said_everywhere(plain: Site, strings: Strings) -> None:
    for language, page in pages_of(plain, "eski-qala", "00021"):
        signs = [words(item) for item in page.xpath("//section[@class='plate']//ul/li")]
        assert len(signs) == 4
        for word in ("https://", "example.kz", "small-heritage.kz"):
            assert word in signs[0]
        assert "00021" in signs[1]
        assert signs[2:] == [strings["genuine_before"][language], strings["genuine_never"][language]]


def test_an_older_plate_that_was_entered_is_genuine_too(small: Small) -> None:
    add(small, {"event": "adoption", "date": "2026-03-01", "plate": "00013", "issue": 2, "slug": "qyzyl-kesene",
                "payload": "http://old.example/?id=1", "origin": "typed"})  # fmt: skip
    for _, page in pages_of(small.site(), "qyzyl-kesene", "00013"):
        signs = [words(item) for item in page.xpath("//section[@class='plate']//ul/li")]
        assert len(signs) == 4
        assert signs[2].endswith(": http://old.example/?id=1")


def test_a_plate_that_waits_to_be_put_up_is_told_of_as_to_come(plain: Site, strings: Strings) -> None:
    for language, page in pages_of(plain, "eski-qala", "00021"):
        told = passport(page)
        assert told[strings["plate_state"][language]] == strings["state_issued"][language]
        assert strings["plate_issued"][language] in told
        assert strings["plate_will"][language] in words(page.xpath("//section[@class='plate']")[0])


def test_a_letter_about_damage_brings_its_subject_and_the_questions(
    plain: Site, strings: Strings, names: dict[str, str]
) -> None:
    for language, page in pages_of(plain, "qyzyl-kesene", "00013"):
        (address,) = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
        parts = urlsplit(address)
        fields = {key: value[0] for key, value in parse_qs(parts.query, strict_parsing=True).items()}
        assert parts.path == "plates@example.kz"
        assert "00013" in fields["subject"]
        assert names[language] in fields["subject"]
        for question in ("report_what", "report_seen", "report_where", "report_note"):
            asked = strings[question][language]
            assert (asked if asked.endswith("?") else f"{asked}:") in fields["body"].splitlines()
        assert re.fullmatch(r"[\x21-\x7e]+", address), "RFC 6068: what is not ASCII is escaped"


def test_without_an_address_for_letters_the_page_says_where_else(small: Small, strings: Strings) -> None:
    small.edit("site.yaml", "reports: plates@example.kz\n", "")
    site = small.site()
    for language, page in pages_of(site, "qyzyl-kesene", "00013"):
        assert page.xpath("//a[starts-with(@href, 'mailto:')]") == []
        publisher = yaml.safe_load((small.content / "site.yaml").read_text("utf-8"))["publisher"][language]
        said = strings["report_no_mail"][language].format(publisher=publisher)
        assert said in words(page.xpath("//section[@class='plate']")[0])


def test_the_form_for_paper_is_on_the_page_already(plain: Site, strings: Strings, names: dict[str, str]) -> None:
    for language, page in pages_of(plain, "qyzyl-kesene", "00013"):
        (form,) = page.xpath("//details[@class='form']")
        assert words(form.find("summary")) == strings["form_open"][language]
        text = words(form)
        for part in ("00013", names[language], strings["report_seen"][language]):
            assert part in text
        assert len(form.xpath(".//ul/li")) == 5
        assert form.xpath(".//script | .//form | .//img") == []
        (question,) = form.xpath(".//h3[@id=//details//ul/@aria-labelledby]")
        assert words(question) == strings["report_what"][language]


def test_a_plate_from_before_the_register_has_no_code_of_ours(small: Small, strings: Strings) -> None:
    small.edit("monuments/aq-meshit/monument.yaml", "status: review", "status: published")
    add(small, {"event": "number", "number": 3, "slug": "aq-meshit"},
        {"event": "adoption", "date": "2025-07-01", "plate": "00037", "issue": 1, "slug": "aq-meshit",
         "payload": "АҚ МЕШІТ 3", "origin": "photograph"})  # fmt: skip
    site = small.site()
    assert site.paths("plates/00037.*") == []
    for language, page in pages_of(site, "aq-meshit", "00037"):
        section = page.xpath("//section[@class='plate']")[0]
        assert strings["plate_before"][language] in words(section)
        ((title, told),) = issues_of(page)
        assert title == strings["issue_older"][language]
        assert told[strings["plate_carries"][language]] == "АҚ МЕШІТ 3"
        assert passport(page) == {strings["plate_number"][language]: "00037"}
        assert section.xpath(".//img") == []


def test_an_inspection_re_makes_what_speaks_of_that_plate_alone(small: Small) -> None:
    before = small.published()
    add(small, {"event": "inspection", "date": "2026-07-01", "plate": "00013", "issue": 1, "condition": "good"})
    after = small.published()
    assert changed(before, after) == {
        "00013/index.html", "plates.json", "plates.csv",
        *(f"{language}/{page}/index.html" for language in LANGUAGES for page in ("monuments/qyzyl-kesene", "plates")),
        *(f"packs/{language}/{pack}.json" for language in LANGUAGES for pack in ("zhambyl", "index")),
    }  # fmt: skip
    made = small.build("--explain").output
    assert "index.html" not in made, "nothing is left to do"


@pytest.mark.parametrize("cause", Cause)
def test_a_plate_that_was_taken_down_says_when_and_why(small: Small, strings: Strings, cause: Cause) -> None:
    add(small, {"event": "removal", "date": "2026-03-08", "plate": "00013", "issue": 1, "cause": cause})
    told = passport(small.site().page("en/monuments/qyzyl-kesene/index.html"))
    assert told["State"] == "Taken down"
    assert told["Taken down"] == f"8 March 2026 ({strings['cause_' + cause.replace('-', '_')]['en']})"


# All plates


def rows_of(page: HtmlElement, heading: str) -> dict[str, list[str]]:
    """Return the figures of a table by its rows' names."""
    rows = page.xpath(f"//section[@aria-labelledby='{heading}']//tr[th[@scope='row']]")
    return {words(row.find("th")): [words(cell) for cell in row.findall("td")] for row in rows}


def test_the_page_of_all_plates_counts_what_the_register_says(small: Small, strings: Strings) -> None:
    damage = {"event": "damage", "date": "2026-01-05", "plate": "00013", "issue": 1, "condition": "unreadable"}
    add(small, damage, {"event": "number", "number": 3, "slug": "aq-meshit"}, issue("00037", "aq-meshit", "2026-02-01"))
    small.edit("monuments/aq-meshit/monument.yaml", "status: review", "status: published")
    site = small.site()
    for language in LANGUAGES:
        page = site.page(f"{language}/plates/index.html")
        figures = rows_of(page, "h-regions")
        assert sorted(figures.values()) == sorted([["1", "–", "–", "–"], ["1", "–", "1", "–"], ["2", "0", "1", "0"]])
        marks = Counter(page.xpath("//svg[@class='chart']//path[starts-with(@class, 'mark')]/@class"))
        assert marks == {"mark issued": 1, "mark damaged": 1}, "the place of the third is not known"
        counted = [strings[key][language] for key in ("plates_total", "mapped_count", "unmapped_count")]
        total, mapped, unmapped = f"{counted[0]}: 3", counted[1].format(n=2), counted[2].format(n=1)
        assert page.xpath("//section[svg]/p[@class='meta']/text()") == [f"{total} · {mapped} · {unmapped}"]
        heads = [words(head) for head in page.xpath("//table[contains(@class, 'states')]/thead//th")][1:]
        assert heads == [strings[f"head_{state}"][language] for state in ("issued", "placed", "damaged", "removed")]
        (skip,) = page.xpath("//section[svg]/a[@class='skip']/@href")
        assert page.xpath(f"//*[@id='{skip[1:]}']")
        shapes = page.xpath("//ul[contains(@class, 'legend')]//path/@d")
        assert len(set(shapes)) == 4, "states are told apart by shape"
        links = page.xpath("//svg[@class='chart']//a/@href")
        assert f"/{language}/monuments/eski-qala/" in links


def test_targets_are_for_regions_and_cities_stand_apart(small: Small) -> None:
    small.edit("site.yaml", "targets: {monuments: 2, volunteers: 2}", "targets: {monuments: 2, volunteers: 1}")
    page = small.site().page("en/plates/index.html")
    assert rows_of(page, "h-coverage") == {
        "Turkistan Region": ["0 / 2", "0 / 1"],
        "Zhambyl Region": ["1 / 2", "1 / 1"],
        "Taraz City": ["0", "0"],
    }
    reached = page.xpath("//section[@aria-labelledby='h-coverage']//td[@class='met']")
    assert [words(cell) for cell in reached] == ["1 / 1"], "of two volunteers one has put up a plate"
    assert "Regions that have reached both: 0 of 2." in words(page)


def test_a_plate_that_is_not_there_and_a_monument_that_is_gone_reach_no_target(small: Small) -> None:
    add(small, {"event": "damage", "date": "2026-10-05", "plate": "00013", "issue": 1, "condition": "unreadable"})
    assert rows_of(small.site().page("en/plates/index.html"), "h-coverage")["Zhambyl Region"][0] == "1 / 2"
    add(small, {"event": "damage", "date": "2026-10-06", "plate": "00013", "issue": 1, "condition": "missing"})
    assert rows_of(small.site().page("en/plates/index.html"), "h-coverage")["Zhambyl Region"][0] == "0 / 2"
    add(small, {"event": "inspection", "date": "2026-10-07", "plate": "00013", "issue": 1, "condition": "good"})
    small.rewrite("qyzyl-kesene", small.record("qyzyl-kesene") | {"fate": FATE | {"source": "survey"}})
    assert rows_of(small.site().page("en/plates/index.html"), "h-coverage")["Zhambyl Region"][0] == "0 / 2"


def test_without_targets_nothing_is_held_against_them(small: Small) -> None:
    small.edit("site.yaml", "targets: {monuments: 2, volunteers: 2}\n", "")
    assert small.site().page("en/plates/index.html").xpath("//*[@id='h-coverage']") == []


def concerns(small: Small) -> list[str]:
    page = small.site().page("en/plates/index.html")
    return [words(item) for item in page.xpath("//section[@aria-labelledby='h-attention']//li")]


def test_a_plate_needs_attention_when_it_is_harmed_or_long_unseen(small: Small, strings: Strings) -> None:
    placement = {"event": "placement", "plate": "00021", "issue": 1, "lat": 43.25, "lon": 68.5, "by": "zhambyl-teacher",
                 "permission": "№ 1", "condition": "good"}  # fmt: skip
    add(small, placement | {"date": "2025-10-01"})
    unseen = "Red Mausoleum 00013 · Zhambyl Region · last inspected: 1 June 2025"
    harmed = "Old Town 00021 · Turkistan Region · Damaged: the code cannot be read · last report: 5 October 2026"
    assert concerns(small) == [unseen, "Old Town 00021 · Turkistan Region · last inspected: 1 October 2025"]
    add(small, {"event": "damage", "date": "2026-10-05", "plate": "00021", "issue": 1, "condition": "unreadable"})
    assert concerns(small) == [harmed, unseen]
    small.edit("site.yaml", "edition_date: 2026-11-23", "edition_date: 2026-06-01")
    assert concerns(small) == [harmed], "a year to the day is not yet too long"
    add(small, {"event": "removal", "date": "2026-10-06", "plate": "00021", "issue": 1, "cause": "damage"})
    assert concerns(small) == [strings["attention_none"]["en"]]


def test_the_page_of_all_plates_can_be_reached_from_everywhere(site: Site) -> None:
    for path, page in site.pages():
        language = path.partition("/")[0] if path.startswith(LANGUAGES) else "kk"
        assert page.xpath(f"//footer//a[@href='/{language}/plates/']"), path
        assert not page.xpath("//nav[@class='ways']//a[contains(@href, '/plates/')]"), path
        here = page.xpath("//footer//a[@aria-current='page']/@href")
        own = "/" + path.removesuffix("index.html")
        assert here == page.xpath("//footer//a[@href=$own]/@href", own=own), path


def test_what_the_report_says_of_older_plates_is_said_with_its_source(site: Site) -> None:
    for language in LANGUAGES:
        page = site.page(f"{language}/plates/index.html")
        intro = words(page.xpath("//div[@class='prose']")[0])
        assert "170" in intro
        assert "85" in intro
        assert "Birgemiz: Asyl Mura. Final programme report" in words(page.xpath("//section[@class='notes']//li")[0])


def test_open_data_of_plates_say_what_the_register_says(small: Small) -> None:
    add(small, issue("00021", "eski-qala", "2025-03-01", ordinal=2, domain="small-heritage.kz"))
    site = small.site()
    held = json.loads(site.read("plates.json"))
    assert [(one["plate"], one["issue"], one["state"], one["current"]) for one in held] == [
        ("00013", 1, "placed", True), ("00021", 1, "issued", False), ("00021", 2, "issued", True),
    ]  # fmt: skip
    first = held[0]
    assert {key: first[key] for key in ("number", "slug", "region", "condition", "issued", "placed", "inspected")} == {
        "number": 1, "slug": "qyzyl-kesene", "region": "zhambyl", "condition": "worn", "issued": "2024-04-02",
        "placed": "2024-05-11", "inspected": "2025-06-01",
    }  # fmt: skip
    assert first["placed_by"]["en"] == "History teacher"
    assert (first["lat"], first["lon"], first["payload"]) == (43.5012, 71.2513, "https://example.kz/00013")
    rows = list(csv.DictReader(io.StringIO((site.root / "plates.csv").read_bytes().decode(), newline=""), strict=True))
    for row, one in zip(rows, held, strict=True):
        for language in LANGUAGES:
            assert row.pop(f"placed_by_{language}") == (one["placed_by"] or {}).get(language, "")
        assert set(row) == set(one) - {"placed_by"}
        for key, value in row.items():
            assert value == ("" if one[key] is None else str(one[key]).lower() if key in ("current", "adopted") else str(one[key]))  # fmt: skip


def test_the_real_register_and_its_open_data_agree(site: Site) -> None:
    held = json.loads(site.read("plates.json"))
    assert site.paths("plates/*.svg") == [
        f"plates/{p}.svg" for p in sorted({o["plate"] for o in held if not o["adopted"]})
    ]


# Monuments that are gone


GONE = {"kk": "Жол салынды.", "ru": "Проложили дорогу.", "en": "A road was built."}
FATE = {"what": "destroyed", "year": 1914, "text": GONE, "source": "report"}


def test_a_monument_that_is_gone_keeps_its_page_as_a_memorial(small: Small, strings: Strings) -> None:
    small.rewrite("eski-qala", small.record("eski-qala") | {"fate": FATE})
    site = small.site()
    year = {"kk": "1914 жылы жойылған", "ru": "Разрушен в 1914 году", "en": "Destroyed in 1914"}
    for language, page in pages_of(site, "eski-qala", "00021"):
        (notice,) = page.xpath("//header[@class='lead']/p[@class='memorial']")
        assert words(notice) == f"{year[language]}. {GONE[language]}1"
        assert notice.xpath(".//sup/a/@href") == ["#n1"]
        facts = {
            words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//section[@class='facts']//dl/div")
        }
        assert facts[strings["fact_fate"][language]] == words(notice)
        assert words(page.xpath("//h2[@id='h-place']")[0]) == strings["where_it_stood"][language]
        assert page.xpath("//details[@class='form']"), "its plate may still hang"


def test_a_monument_that_is_gone_without_a_plate_gets_none_and_nothing_is_asked(small: Small, strings: Strings) -> None:
    record = small.record("aq-meshit") | {"status": "published", "fate": FATE | {"source": "state-list"}}
    small.rewrite("aq-meshit", record)
    for language, page in pages_of(small.site(), "aq-meshit", "00037"):
        section = page.xpath("//section[@class='plate']")[0]
        assert strings["plate_none_gone"][language] in words(section)
        assert section.xpath(".//h3 | .//ul") == []
        assert page.xpath("//details[@class='form']") == []
        assert section.xpath(f".//a[@href='/{language}/plates/']")


def test_lists_and_maps_mark_a_monument_that_is_gone(small: Small) -> None:
    small.rewrite("eski-qala", small.record("eski-qala") | {"fate": FATE})
    site = small.site()
    for path in ("en/index.html", "en/names/index.html", "en/types/index.html", "en/regions/turkistan/index.html",
                 "en/monuments/qyzyl-kesene/index.html"):  # fmt: skip
        assert {words(mark) for mark in site.page(path).xpath("//span[@class='fate']")} == {"destroyed in 1914"}, path
    for path in ("en/index.html", "en/regions/turkistan/index.html"):
        (gone,) = site.page(path).xpath("//circle[@class='gone']/title/text()")
        assert gone == "Old Town (destroyed in 1914)"
    exported = {one["slug"]: one["fate"] for one in json.loads(site.read("monuments.json"))}
    assert exported == {"qyzyl-kesene": None,
                        "eski-qala": {"what": "destroyed", "year": 1914, "text": GONE, "sources": ["report"]}}  # fmt: skip
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(site.read("monuments.csv")))}
    assert [(rows[slug]["fate"], rows[slug]["fate_year"]) for slug in exported] == [("", ""), ("destroyed", "1914")]


@pytest.mark.parametrize(("what", "year", "said"), [
    ("moved", 1956, "Moved to another place in 1956."), ("lost", None, "Lost."), ("destroyed", -300, "Destroyed, 300 BCE."),
])  # fmt: skip
def test_fates_are_told_with_and_without_a_year(small: Small, what: str, year: int | None, said: str) -> None:
    fate = {key: value for key, value in (FATE | {"what": what, "year": year}).items() if value is not None}
    small.rewrite("eski-qala", small.record("eski-qala") | {"fate": fate})
    page = small.site().page("en/monuments/eski-qala/index.html")
    assert words(page.xpath("//p[@class='memorial']/strong")[0]) == said


# Entries that were joined to another


@pytest.fixture
def joined(small: Small) -> Small:
    """The miniature with ``aq-meshit``, which has a plate, merged into ``qyzyl-kesene``."""
    merged = {
        "into": "qyzyl-kesene",
        "text": {"kk": "Бір кешен екен.", "ru": "Это один комплекс.", "en": "They are one."},
    }
    small.rewrite("aq-meshit", small.record("aq-meshit") | {"status": "published", "merged": merged})
    add(small, {"event": "number", "number": 3, "slug": "aq-meshit"}, issue("00037", "aq-meshit", "2026-02-01"))
    return small


def test_an_entry_that_was_joined_answers_with_the_whole_page_of_the_other(joined: Small) -> None:
    site = joined.site()
    names, target = joined.record("aq-meshit")["names"], joined.record("qyzyl-kesene")["names"]
    why = joined.record("aq-meshit")["merged"]["text"]
    for language, page in pages_of(site, "aq-meshit", "00037"):
        assert words(page.xpath("//h1")[0]) == target[language]
        assert page.xpath("//section[@class='facts']//dl/div")
        notice = page.xpath("//header[@class='lead']/p[@class='notice']")[0]
        for part in (names[language], target[language], why[language]):
            assert part in words(notice)
        assert notice.xpath("./a/@href | ./*/a/@href") == [f"/{language}/monuments/qyzyl-kesene/"]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            f"https://example.kz/{language}/monuments/qyzyl-kesene/"
        ]
        assert "00037" in passport(page).values(), "the plate is the one it was made for"
        assert names[language] in words(page.xpath("//details[@class='form']")[0])
        tongues = page.xpath("//nav[@class='tongues']/a/@href")
        assert tongues == [f"/{other}/monuments/aq-meshit/" for other in LANGUAGES]
    with Image.open(site.root / "plates/00037.png") as image:
        assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == ["https://example.kz/00037"]


def test_an_entry_that_was_joined_stands_on_no_list(joined: Small) -> None:
    site = joined.site()
    own = {"00037/index.html", *(f"{language}/monuments/aq-meshit/index.html" for language in LANGUAGES)}
    plates = {f"{language}/plates/index.html" for language in LANGUAGES}
    for path, page in site.pages():
        if path not in own | plates:
            assert page.xpath("//a[contains(@href, 'aq-meshit')]") == [], path
    for path in ("sitemap.xml", "monuments.json", "monuments.csv", "monuments.geojson", "en/feed.xml"):
        assert "aq-meshit" not in site.read(path), path
    (finder,) = site.page("404.html").xpath("//*[@id='finder']")
    assert finder.get("data-numbers") == "1-3", "its plate may still hang, and be mistyped"


def test_pages_of_monuments_that_are_gone_or_joined_are_valid(joined: Small) -> None:
    joined.rewrite("eski-qala", joined.record("eski-qala") | {"fate": FATE})
    site = joined.site()
    for path in site.paths():
        html5lib.HTMLParser(strict=True).parse(site.read(path))
        ids = site.page(path).xpath("//@id")
        assert len(set(ids)) == len(ids), path
