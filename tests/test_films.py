"""Films and exhibitions: the seven real ones, what is known and what is not, and the ways to them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import Served
from published import CONTENT, LANGUAGES, MINIATURE, Site, build_apart

from asylmura_ssg.model.route import route_at

FILMS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((CONTENT / "films").glob("*.yaml"))}


@pytest.fixture
def small(small_site: Served) -> Site:
    return small_site.site


def linked(site: Site, path: str) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    (script,) = site.page(path).xpath("//script[@type='application/ld+json']")
    found: dict[str, Any] = json.loads(script.text)
    return found


def test_the_seven_films_of_the_programme_are_told_of_and_nothing_is_made_up() -> None:
    assert len(FILMS) == 7
    for film in FILMS.values():
        assert film.keys() == {"title", "subjects", "source"}
        assert film["source"] == "asyl-mura-report"


def test_a_films_title_is_the_one_that_its_entry_states(records: dict[str, dict[str, Any]]) -> None:
    for film in FILMS.values():
        for slug in film["subjects"]:
            assert {lang: records[slug]["film"][lang] for lang in LANGUAGES} == film["title"]
    told = {slug for film in FILMS.values() for slug in film["subjects"]}
    assert told == {slug for slug, record in records.items() if "film" in record}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_films_page_says_what_is_not_known_and_leads_to_its_monuments(site: Site, language: str) -> None:
    for key, film in FILMS.items():
        page = site.page(f"{language}/films/{key}/index.html")
        assert page.xpath("//video") == []
        (notice,) = page.xpath("//article/p[@class='notice']")
        assert notice.text_content().count(",") >= 3
        for slug in film["subjects"]:
            assert page.xpath(f"//main//a[@href='/{language}/monuments/{slug}/']")
            back = site.page(f"{language}/monuments/{slug}/index.html")
            assert back.xpath(f"//main//a[@href='/{language}/films/{key}/']")


def test_a_film_of_which_little_is_known_tells_machines_no_more(site: Site) -> None:
    data = linked(site, "en/films/botai/index.html")
    assert data.keys() == {"@context", "@type", "@id", "name", "description", "about"}
    assert data["about"][0]["@id"] == "https://birgemiz-asylmura.kz/kk/monuments/botai/#monument"
    assert data["about"][0]["@id"] == linked(site, "en/monuments/botai/index.html")["@graph"][0]["@id"]


def test_a_film_that_is_here_is_told_of_in_full(small: Site) -> None:
    data = linked(small, "en/films/red-brick/index.html")
    assert data["@type"] == "VideoObject"
    assert data["duration"] == "PT0M4S"
    assert data["datePublished"] == "2024-05-18"
    assert data["inLanguage"] == ["kk"]
    assert data["contentUrl"].endswith("/films/red-brick.webm")
    assert (small.root / "films" / "red-brick.webm").is_file()
    assert data["contentSize"] == str((MINIATURE / "films" / "red-brick" / "red-brick.webm").stat().st_size)
    assert data["thumbnailUrl"].endswith(".jpg")
    assert data["sameAs"] == ["https://films.example.kz/red-brick"]


def test_the_player_asks_for_nothing_by_itself_and_has_captions_in_three_languages(small: Site) -> None:
    (video,) = small.page("ru/films/red-brick/index.html").xpath("//video")
    assert video.get("preload") == "none"
    assert video.get("autoplay") is None
    assert video.get("controls") is not None
    assert video.get("lang") == "kk"
    tracks = {track.get("srclang"): track for track in video.iter("track")}
    assert list(tracks) == list(LANGUAGES)
    assert [language for language, track in tracks.items() if track.get("default") is not None] == ["ru"]
    for track in tracks.values():
        assert (small.root / track.get("src")[1:]).read_text("utf-8").startswith("WEBVTT")
    assert (small.root / video.find("source").get("src")[1:]).is_file()
    assert (small.root / video.get("poster")[1:]).is_file()


def test_the_transcript_is_there_in_the_films_language_with_its_links_and_notes(small: Site) -> None:
    (details,) = small.page("en/films/red-brick/index.html").xpath("//details[@class='transcript']")
    assert details.xpath("string(.//div/@lang)") == "kk"
    assert details.xpath(".//a[@href='/en/monuments/qyzyl-kesene/']")
    assert details.xpath(".//sup")


def test_a_film_elsewhere_is_a_plain_link_that_names_its_host(small: Site) -> None:
    page = small.page("kk/films/red-brick/index.html")
    (link,) = page.xpath("//a[@href='https://films.example.kz/red-brick']")
    assert link.text == "films.example.kz"
    assert page.xpath("//iframe | //embed | //object") == []


def test_a_model_can_be_fetched_without_scripts_and_its_size_is_said(small: Site) -> None:
    page = small.page("en/exhibits/qyzyl-kesene/index.html")
    (stage,) = page.xpath("//*[@data-model]")
    assert (small.root / stage.get("data-model")[1:]).read_bytes()[:4] == b"glTF"
    assert "8\u00a0KB" in stage.get("data-open")
    assert stage.xpath(".//figcaption//a[@download]/@href") == [stage.get("data-model")]
    assert json.loads(stage.get("data-sides"))["upper-left"] == "from above, from the left"
    assert "8 m wide, 9.8 m high, 8 m deep" in page.text_content().replace("\u00a0", " ")
    assert page.xpath("//model-viewer") == []


def test_a_tour_walks_from_room_to_room(site: Site, small: Site) -> None:
    for page, rooms in (
        (site.page("kk/exhibitions/film-route/index.html"), 7),
        (small.page("kk/exhibitions/two-rooms/index.html"), 2),
    ):
        found = page.xpath("//section[@class='room']/@id")
        assert found == [f"room-{number}" for number in range(1, rooms + 1)]
        assert page.xpath("//nav[@class='plan']//a/@href") == [f"#{room}" for room in found]
        assert page.xpath("//p[@class='next']/a/@href") == [f"#{room}" for room in found[1:]]


def test_the_route_of_the_films_passes_all_of_them_and_goes_forward_in_time(
    site: Site, records: dict[str, dict[str, Any]]
) -> None:
    rooms = yaml.safe_load((CONTENT / "exhibitions" / "film-route.yaml").read_text("utf-8"))["rooms"]
    assert sorted(key for room in rooms for key in room["films"]) == sorted(FILMS)
    slugs = [slug for room in rooms for slug in room["monuments"]]
    assert set(slugs) == {slug for film in FILMS.values() for slug in film["subjects"]}
    begun = [records[slug]["dating"]["from"] for slug in slugs]
    assert begun == sorted(begun)


def test_pages_of_films_and_tours_stand_in_the_sitemap(site: Site) -> None:
    sitemap = site.read("sitemap.xml")
    for address in ("films/", "films/botai/", "exhibitions/", "exhibitions/film-route/"):
        for language in LANGUAGES:
            assert f"<loc>https://birgemiz-asylmura.kz/{language}/{address}</loc>" in sitemap


def test_captions_and_films_that_are_not_here_are_not_published(small: Site) -> None:
    published = [path for path in small.paths("films/**/*") if (small.root / path).is_file()]
    assert published
    assert all(route_at(path) for path in published)
    assert not any("untold" in path for path in published)


def test_a_model_without_a_poster_shows_the_emblem_and_says_so(tmp_path: Path) -> None:
    shutil.copytree(MINIATURE, tmp_path / "content")
    record = tmp_path / "content" / "exhibits" / "qyzyl-kesene" / "exhibit.yaml"
    record.write_text(record.read_text("utf-8").partition("poster:")[0], "utf-8")
    (record.parent / "poster.jpg").unlink()
    made = build_apart(tmp_path / "content", tmp_path / "site", tmp_path / "cache")
    assert made.returncode == 0, made.stderr
    (stage,) = Site(tmp_path / "site").page("en/exhibits/qyzyl-kesene/index.html").xpath("//*[@data-model]")
    assert stage.xpath(".//picture") == []
    assert "emblem-mausoleum" in stage.xpath("string(.//img[@class='sign']/@src)")
    assert "no picture of the model yet" in stage.text_content()
