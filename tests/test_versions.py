"""Fixed versions of entries: what was cited stays, whatever becomes of the entry."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result
from published import TEMPLATES, Small

from asylmura_ssg.cli import main

DAY = "2026-11-23"
PAGE = "ru/monuments/qyzyl-kesene/index.html"
FIXED = f"ru/monuments/qyzyl-kesene/{DAY}/index.html"


def freeze(small: Small, *options: str) -> Result:
    where = ["--content", str(small.content), "--templates", str(TEMPLATES)]
    return CliRunner().invoke(main, ["freeze", *where, *options], catch_exceptions=False)


def test_what_was_fixed_stays_when_the_entry_changes(small: Small) -> None:
    assert freeze(small).exit_code == 0
    before = small.published()
    small.edit("monuments/qyzyl-kesene/monument.yaml", "Мавзолей из обожжённого кирпича.", "Мавзолей из сырца.")
    after = small.published()
    assert "Мавзолей из сырца." in after[PAGE].decode()
    assert "Мавзолей из обожжённого кирпича." in after[FIXED].decode()
    assert before[FIXED] == after[FIXED]


def test_a_version_says_what_the_page_says_and_leads_to_it(small: Small) -> None:
    freeze(small)
    site = small.site()
    page, fixed = site.page(PAGE), site.page(FIXED)
    assert fixed.xpath("//link[@rel='canonical']/@href") == ["https://example.kz/ru/monuments/qyzyl-kesene/"]
    assert fixed.xpath("//p[@class='notice']/a/@href") == ["/ru/monuments/qyzyl-kesene/"]
    for part in ("7,6 × 7,6 м", "Атлас называет XII век", "государство Караханидов"):
        assert part in page.text_content().replace("\u00a0", " ")
        assert part in fixed.text_content().replace("\u00a0", " ")
    notes = len(fixed.xpath("//section[@class='notes']//li"))
    assert notes == len(page.xpath("//section[@class='notes']//li")) > 0
    assert {a.get("href") for a in fixed.xpath("//main//sup/a")} == {f"#n{number}" for number in range(1, notes + 1)}


def test_a_version_holds_no_link_that_may_end(small: Small) -> None:
    freeze(small)
    for file in (small.content / "versions").glob("*/*.json"):
        assert 'href=\\"/' not in file.read_text("utf-8")


def test_a_citation_names_the_version_once_there_is_one(small: Small) -> None:
    assert (
        "https://example.kz/ru/monuments/qyzyl-kesene/."
        in small.site().page(PAGE).xpath("//details[@class='cite']")[0].text_content()
    )
    freeze(small)
    cite = small.site().page(PAGE).xpath("//details[@class='cite']")[0]
    assert f"https://example.kz/ru/monuments/qyzyl-kesene/{DAY}/" in cite.text_content()
    assert f"/ru/monuments/qyzyl-kesene/{DAY}/" in cite.xpath(".//a/@href")
    csl = json.loads((small.output / "records/qyzyl-kesene.csl.json").read_text("utf-8"))
    assert {item["URL"] for item in csl} == {
        f"https://example.kz/{lang}/monuments/qyzyl-kesene/{DAY}/" for lang in ("kk", "ru", "en")
    }


def test_an_entry_is_fixed_again_only_when_it_changed_and_on_another_day(small: Small) -> None:
    freeze(small)
    register = small.content / "versions" / "register.jsonl"
    lines = register.read_text("utf-8").splitlines()
    assert "No entry changed" in freeze(small).output
    small.edit("monuments/qyzyl-kesene/ru.md", "кирпич", "сырец")
    refused = freeze(small)
    assert refused.exit_code == 2
    assert "later edition_date" in refused.output
    small.edit("site.yaml", "edition_date: 2026-11-23", "edition_date: 2027-02-01")
    assert "would be fixed" in freeze(small, "--dry-run").output
    assert register.read_text("utf-8").splitlines() == lines
    assert freeze(small).exit_code == 0
    now = register.read_text("utf-8").splitlines()
    assert now[: len(lines)] == lines
    assert [json.loads(line)["slug"] for line in now[len(lines) :]] == ["qyzyl-kesene"]


def test_feed_and_sitemap_tell_when_an_entry_came_and_changed(small: Small) -> None:
    freeze(small)
    small.edit("monuments/qyzyl-kesene/ru.md", "кирпич", "сырец")
    small.edit("site.yaml", "edition_date: 2026-11-23", "edition_date: 2027-02-01")
    freeze(small)
    site = small.site()
    feed = site.read("ru/feed.xml")
    first, second = feed.index("qyzyl-kesene"), feed.index("eski-qala")
    assert first < second  # what changed last comes first
    assert "<published>2026-11-23T00:00:00Z</published><updated>2027-02-01T00:00:00Z</updated>" in feed[first:second]
    assert "<updated>2026-11-23T00:00:00Z</updated>" in feed[second:]
    assert "monuments/eski-qala/</loc><lastmod>2026-11-23" in site.read("sitemap.xml")
    assert "monuments/qyzyl-kesene/</loc><lastmod>2027-02-01" in site.read("sitemap.xml")


def test_a_version_outlives_its_entry(small: Small) -> None:
    freeze(small)
    told = {"kk": "Екеуі бір.", "ru": "Это одно и то же.", "en": "They are one."}
    small.rewrite("eski-qala", small.record("eski-qala") | {"merged": {"into": "qyzyl-kesene", "text": told}})
    small.rewrite("qyzyl-kesene", small.record("qyzyl-kesene") | {"related": None})
    for language, link in (
        ("kk", "[[eski-qala]]"),
        ("ru", "[[eski-qala|Старый город]]"),
        ("en", "[[eski-qala|the Old Town]]"),
    ):
        small.edit(f"monuments/qyzyl-kesene/{language}.md", link, "…")
    small.published()
    fixed = small.site().page(f"ru/monuments/eski-qala/{DAY}/index.html")
    assert fixed.xpath("//p[@class='notice']/a/@href") == ["/ru/monuments/eski-qala/"]
    assert "Это одно и то же." in small.site().page("ru/monuments/eski-qala/index.html").text_content()


def test_nothing_but_a_text_comes_out_of_a_version(small: Small) -> None:
    from asylmura_ssg.make.pages.version import _safe

    assert _safe('<p onclick="x()">А<script>x()</script><img src=x></p>') == "<p>А</p>"
