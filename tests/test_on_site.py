"""What a monument's page holds for whoever stands there: the order, what to look for, how to behave, the entry read aloud."""

from __future__ import annotations

import gzip
import re

import pytest
from lxml.html import HtmlElement
from published import LANGUAGES, Site, Small

READ_ALOUD = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(1_250_000)
SEEN = {
    "kk": "Төменгі қатарда жазу бар.",
    "ru": "В нижнем ряду есть надпись.",
    "en": "There is writing in the lowest row.",
}
KESENE = "{}/monuments/qyzyl-kesene/index.html"


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def with_record(small: Small, **more: object) -> Site:
    small.rewrite("qyzyl-kesene", small.record("qyzyl-kesene") | more)
    return small.site()


def test_the_page_begins_with_name_kind_time_and_one_paragraph(
    site: Site, records: dict[str, dict[str, object]]
) -> None:
    for slug in records:
        for language in LANGUAGES:
            (lead,) = site.page(f"{language}/monuments/{slug}/index.html").xpath("//header[@class='lead']")
            told = [(part.tag, part.get("class")) for part in lead if part.get("class") not in ("memorial", "notice")]
            assert told[:3] == [("h1", None), ("p", "kicker"), ("p", "summary")], slug
            kind, _, region = words(lead.find("p[@class='kicker']")).partition(" · ")
            assert kind
            assert region.count(" · ") >= 1, "when, then where"


def test_no_picture_comes_before_the_first_paragraph(site: Site) -> None:
    for path in site.paths("*/monuments/*/index.html") + site.paths("[0-9]*/index.html"):
        before = site.page(path).xpath("//p[@class='summary']/preceding::img[ancestor::main]")
        assert before == [], path


def test_the_rest_comes_in_its_order(small: Small) -> None:
    (small.content / "monuments/qyzyl-kesene/kk.mp3").write_bytes(READ_ALOUD)
    page = with_record(
        small,
        look_for=[SEEN | {"source": "atlas"}],
        narration={"kk": {"file": "kk.mp3", "length": "4:05", "reader": "Үлгі дауыс", "licence": "cc-by-4.0"}},
    ).page(KESENE.format("kk"))
    order = ["lead", "picture", "look", "facts", "prose", "conflicts", "notes", "nearby", "place",
             "related", "plate", "narration", "conduct"]  # fmt: skip
    assert [
        c for c in page.xpath("//article//*[self::section or self::div or self::header]/@class") if c in order
    ] == order


def test_what_to_look_for_is_said_with_its_source(small: Small) -> None:
    site = with_record(
        small, look_for=[SEEN | {"source": ["atlas", "survey"]}, {"kk": "Есігіне қараңыз.", "source": "atlas"}]
    )
    for language in LANGUAGES:
        first, second = site.page(KESENE.format(language)).xpath("//section[@class='look']//li")
        assert words(first).startswith(SEEN[language])
        assert len(first.xpath(".//sup[@class='n']/a")) == 2
        gap = second.xpath("./span/@lang")
        assert gap == ([] if language == "kk" else ["kk"]), "what is in Kazakh only says so"


def test_without_such_details_there_is_no_empty_heading(small: Small) -> None:
    page = small.site().page(KESENE.format("kk"))
    assert page.xpath("//section[@class='look' or @class='narration'] | //p[@class='listen']") == []


def test_visitors_are_asked_at_what_stands_and_not_at_what_is_gone(small: Small) -> None:
    (asked,) = small.site().page(KESENE.format("ru")).xpath("//section[@class='conduct']")
    assert [words(item) for item in asked.xpath(".//li")] == ["Не забирайтесь на стены.", "Держитесь тропы."]
    assert "это совет редакции энциклопедии." in words(asked)
    gone = {"what": "lost", "text": {"kk": "Орны жоғалған.", "ru": "Место утрачено.", "en": "Lost."}, "source": "atlas"}
    assert with_record(small, fate=gone).page(KESENE.format("ru")).xpath("//section[@class='conduct']") == []


def test_an_encyclopedia_that_asks_nothing_says_nothing(small: Small) -> None:
    (small.content / "conduct.yaml").unlink()
    assert small.site().page(KESENE.format("en")).xpath("//section[@class='conduct']") == []


def test_a_recording_is_offered_with_length_and_size_and_loaded_by_nobody_unasked(small: Small) -> None:
    (small.content / "monuments/qyzyl-kesene/kk.mp3").write_bytes(READ_ALOUD)
    recording = {"file": "kk.mp3", "length": "4:05", "reader": "Үлгі дауыс", "licence": "cc-by-4.0", "year": 2024}
    site = with_record(small, narration={"kk": recording})
    for language in LANGUAGES:
        (audio,) = site.page(KESENE.format(language)).xpath("//audio")
        assert (audio.get("preload"), audio.get("src")) == ("none", "/narrations/qyzyl-kesene-kk.mp3")
        assert audio.get("lang") == (None if language == "kk" else "kk")
        (about,) = site.page(KESENE.format(language)).xpath(f"//*[@id='{audio.get('aria-describedby')}']")
        assert "4:05" in words(about)
        assert re.search(r"1\.3 MB" if language == "en" else r"1,3 МБ", words(about))
        assert "Үлгі дауыс, 2024, CC BY 4.0" in words(about)
        (way,) = site.page(KESENE.format(language)).xpath("//header[@class='lead']/p[@class='listen']/a")
        assert way.get("href") == f"#{audio.get('id')}", "whoever listens instead of reading need not look for it"
        assert "4:05" in words(way)
    assert (site.root / "narrations/qyzyl-kesene-kk.mp3").read_bytes() == READ_ALOUD


def test_each_language_hears_its_own(small: Small) -> None:
    for language in LANGUAGES:
        (small.content / f"monuments/qyzyl-kesene/{language}.mp3").write_bytes(READ_ALOUD[:1000])
    each = {"length": "0:30", "reader": "Үлгі дауыс", "licence": "cc-by-4.0"}
    site = with_record(small, narration={tag: each | {"file": f"{tag}.mp3"} for tag in LANGUAGES})
    for language in LANGUAGES:
        heard = site.page(KESENE.format(language)).xpath("//audio/@src")
        assert heard == [f"/narrations/qyzyl-kesene-{language}.mp3"]


def test_a_recording_too_large_for_a_phone_is_refused_with_the_limit(small: Small) -> None:
    (small.content / "monuments/qyzyl-kesene/kk.mp3").write_bytes(b"ID3" + bytes(4_100_000))
    recording = {"file": "kk.mp3", "length": "19:30", "reader": "Үлгі дауыс", "licence": "cc-by-4.0"}
    small.rewrite("qyzyl-kesene", small.record("qyzyl-kesene") | {"narration": {"kk": recording}})
    result = small.build()
    assert result.exit_code == 1
    assert '"kk.mp3" has 4.1 MB; 4.0 MB is the most' in result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_neighbour_is_told_with_wind_and_distance(site: Site, language: str) -> None:
    for item in site.page(f"{language}/monuments/aisha-bibi/index.html").xpath("//section[@class='nearby']//li"):
        turned = item.xpath(".//*[local-name()='path']/@transform")
        assert re.search(r"\d+ (км|km)", words(item))
        assert bool(turned) == bool(re.search(r"қарай|км к |to the ", words(item)))


def test_every_real_page_is_light(site: Site) -> None:
    weights = {
        path: len(gzip.compress((site.root / path).read_bytes(), 9, mtime=0))
        for path in (*site.paths("*/monuments/*/index.html"), *site.paths("[0-9]*/index.html"))
    }
    assert max(weights.values()) <= 14 * 1024, max(weights, key=weights.__getitem__)
