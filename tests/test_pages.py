"""Every page: valid, whole, reachable, legible, and loading nothing from anywhere else."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pytest
from lxml.html import HtmlElement
from published import LANGUAGES, Site

DOMAIN = "https://birgemiz-asylmura.kz"
PARTS = 6


def missing(site: Site, path: str, address: str) -> bool:
    """Tell whether an address within the site, as a page at ``path`` has it, leads to nothing."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False
    target = parts.path.lstrip("/") if parts.path else path
    file = f"{target}index.html" if target.endswith("/") or not target else target
    if parts.path and not parts.path.startswith("/"):
        return True
    if not (site.root / file).is_file():
        return True
    return bool(parts.fragment) and site.page(file).find(f".//*[@id='{parts.fragment}']") is None


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


# Form


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_are_valid_html(site: Site, part: int) -> None:
    for path in site.paths()[part::PARTS]:
        html5lib.HTMLParser(strict=True).parse(site.read(path))


def test_no_id_stands_twice(site: Site) -> None:
    for path, page in site.pages():
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), path


def test_each_page_says_its_language_and_has_one_title(site: Site) -> None:
    for path, page in site.pages():
        language = path.partition("/")[0] if path.startswith(("kk/", "ru/", "en/")) else "kk"
        assert page.get("lang") == language, path
        assert len(page.findall("head/title")) == 1, path
        assert [bool(words(h1)) for h1 in page.iter("h1")] == [True], path
        description = page.find(".//meta[@name='description']")
        assert description is not None, path
        assert description.get("content"), path


def test_headings_leave_no_level_out(site: Site) -> None:
    for path, page in site.pages():
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1, path
        assert all(low - high <= 1 for high, low in pairwise(levels)), path


def test_titles_tell_pages_of_a_language_apart(site: Site) -> None:
    for language in LANGUAGES:
        titles = [site.page(path).findtext("head/title") for path in site.paths(f"{language}/**/*.html")]
        assert len(set(titles)) == len(titles)


def test_what_is_labelled_by_an_element_has_that_element(site: Site) -> None:
    for path, page in site.pages():
        ids = set(page.xpath("//@id"))
        assert set(page.xpath("//@aria-labelledby | //label/@for")) <= ids, path
        for element in page.xpath("//nav | //svg[@role] | //section[not(@class='wide') and @aria-label]"):
            assert element.get("aria-label") or element.get("aria-labelledby"), path


def test_links_have_words(site: Site) -> None:
    for path, page in site.pages():
        for link in page.iter("a"):
            assert words(link) or link.get("aria-label") or link.xpath(".//img/@alt | .//title"), (path, link.attrib)


# Addresses


def test_every_address_leads_somewhere(site: Site) -> None:
    for path, page in site.pages():
        addresses = page.xpath(
            "//a/@href | //link[not(@rel='canonical' or @hreflang)]/@href | //img/@src | //image/@href"
        )
        sources = [one.split()[0] for many in page.xpath("//@srcset") for one in many.split(",")]
        assert [a for a in {*addresses, *sources} if missing(site, path, a)] == [], path


def test_whole_addresses_of_our_own_lead_somewhere(site: Site) -> None:
    for path, page in site.pages():
        for address in page.xpath("//link[@rel='canonical' or @hreflang]/@href | //meta[@property='og:url']/@content"):
            assert address.startswith(f"{DOMAIN}/"), path
            if path != "404.html":
                assert not missing(site, path, address.removeprefix(DOMAIN)), (path, address)


def test_no_page_is_out_of_reach(site: Site) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            for address in site.page(path).xpath("//a/@href"):
                target = urlsplit(address)
                if not target.scheme and target.path.endswith("/"):
                    waiting.append(f"{target.path[1:]}index.html")
    # A plate's address is on the monument's page; the page for a wrong address is where no link leads.
    assert set(site.paths()) - reached == {"404.html"}


@pytest.mark.parametrize("which", ["the real one", "the miniature, which has a page of every kind"])
def test_versions_of_a_page_name_each_other(which: str, request: pytest.FixtureRequest) -> None:
    real = which == "the real one"
    site: Site = request.getfixturevalue("site") if real else request.getfixturevalue("small_site").site

    def alternates(path: str) -> dict[str, str]:
        return {link.get("hreflang"): link.get("href") for link in site.page(path).xpath("//link[@hreflang]")}

    for path in site.paths():
        if path == "404.html":
            assert alternates(path) == {}
            continue
        found = alternates(path)
        assert set(found) == {*LANGUAGES, "x-default"}, path
        assert found["x-default"] == found["kk"], path
        for language in LANGUAGES:
            other = f"{urlsplit(found[language]).path[1:]}index.html"
            assert other.startswith(f"{language}/"), path
            assert alternates(other) == found, path
        canonical = site.page(path).find(".//link[@rel='canonical']")
        # What one phone keeps is the same page for nobody else.
        assert (canonical is None) == path.endswith("/saved/index.html"), path
        if canonical is None:
            assert site.page(path).xpath("//meta[@name='robots']/@content") == ["noindex"], path
            continue
        assert canonical.get("href") == found[str(site.page(path).get("lang"))], path


def test_the_page_for_a_wrong_address_is_not_indexed(site: Site) -> None:
    page = site.page("404.html")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


# What is loaded


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    for path, page in site.pages():
        loaded = page.xpath("//img/@src | //@srcset | //source/@src | //script/@src | //image/@href | //iframe/@src"
                            " | //link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")  # fmt: skip
        css = " ".join([*page.xpath("//style/text()"), *page.xpath("//@style")])
        loaded += re.findall(r"url\(\s*[\"']?([^)\"']+)", css)
        assert [a for a in loaded if not a.startswith("/") or a.startswith("//")] == [], path
        assert "@import" not in css, path
        assert page.xpath("//iframe | //object | //embed") == [], path
        # What is asked on the page for a wrong address is answered there, and sent nowhere.
        if path == "404.html":
            assert [form.keys() for form in page.xpath("//form")] == [["id"]]
        # Others send what is asked to a page of our own, or are answered where they stand.
        assert [a for a in page.xpath("//form/@action") if not a.startswith("/") or a.startswith("//")] == [], path
        assert page.xpath("//@formaction") == [], path


# Pages that run a script beside the one of every page; what stands at a plate is no such page.
SCRIPTED = re.compile(r"404\.html|(kk|ru|en)/(search|map|time|saved|regions/[a-z-]+)/index\.html")


def test_a_script_is_a_module_in_a_file_of_its_own_and_a_page_at_a_plate_has_but_one(site: Site) -> None:
    for path, page in site.pages():
        scripts = page.xpath("//script[not(@type='application/ld+json')]")
        assert scripts[0].get("src").startswith("/assets/visitor."), path
        assert (len(scripts) > 1) == bool(SCRIPTED.fullmatch(path)), path
        assert {s.text for s in scripts} == {None}, path
        # On the page for a wrong address the finder runs before anything is painted, so that nothing jumps.
        kinds = {s.get("type") for s in scripts if "/plate-number." not in s.get("src")}
        assert kinds == {"module"}, path
        assert [s.get("src") for s in scripts if missing(site, path, s.get("src"))] == [], path
        assert [name for e in page.iter() for name in e.attrib if name.lower().startswith("on")] == [], path
        assert [
            a for a in page.xpath("//@href") if urlsplit(a).scheme not in ("", "https", "http", "geo", "mailto")
        ] == [], path


def test_drawings_load_nothing_either(site: Site) -> None:
    drawings = [path for path in site.paths("**/*.svg") if (site.root / path).is_file()]
    assert len(drawings) > 50
    for path in drawings:
        text = site.read(path)
        assert re.findall(r"(?:href|src|url\()", text) == [], path
        assert "<script" not in text, path


def test_pictures_say_their_size_and_what_they_show(site: Site) -> None:
    for path, page in site.pages():
        for picture in page.iter("img"):
            assert picture.get("alt") is not None, path
            assert int(picture.get("width", 0)) > 0, path
            assert int(picture.get("height", 0)) > 0, path


def test_a_plates_page_and_its_font_are_a_light_load(site: Site) -> None:
    pages = site.paths("[0-9]*/index.html")
    assert len(pages) == 43
    # 14 KB is what the first ten packets of a connection hold (RFC 6928): a page in one round trip.
    heavy = {path: len(gzip.compress((site.root / path).read_bytes(), 6)) for path in pages}
    assert {path: size for path, size in heavy.items() if size > 14 * 1024} == {}


def test_the_font_that_is_read_first_is_light(site: Site) -> None:
    preloaded = {a for _, page in site.pages() for a in page.xpath("//link[@rel='preload' and @as='font']/@href")}
    assert len(preloaded) == 1
    assert (site.root / preloaded.pop()[1:]).stat().st_size <= 22 * 1024


def test_fonts_hold_every_letter_of_the_site(site: Site) -> None:
    from fontTools.ttLib import TTFont

    used = {c for _, page in site.pages() for text in page.body.itertext() for c in text if c.isprintable()}
    held = set(TTFont(site.root / site.paths("assets/literata-regular.*.woff2")[0]).getBestCmap())
    assert {c for c in used if ord(c) not in held} == set()


# Notes


def test_notes_are_numbered_as_they_are_met_and_lead_there_and_back(site: Site) -> None:
    noted = 0
    for path, page in site.pages():
        marks = page.xpath("//sup[@class='n']/a")
        numbers = [int(mark.text) for mark in marks]
        notes = page.xpath("//section[@class='notes']//li")
        assert [mark.get("href") for mark in marks] == [f"#n{number}" for number in numbers], path
        met = list(dict.fromkeys(numbers))
        # Notes of one mark stand in the order of their numbers, so a number met first may be one of several new ones.
        assert sorted(met) == list(range(1, len(notes) + 1)), path
        assert met == sorted(met), path
        assert [note.get("id") for note in notes] == [f"n{number}" for number in sorted(met)], path
        for number, note in enumerate(notes, 1):
            back = note.xpath(".//a[@class='back']/@href")
            assert back == [f"#r{number}"], path
            assert page.get_element_by_id(f"r{number}").text == str(number), path
            assert len(words(note)) > 4, path
        noted += bool(notes)
    assert noted > 160
