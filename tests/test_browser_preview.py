"""The live preview in a real browser: what is saved is on the screen, and whoever reads keeps their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browsing import Visit, watched
from playwright.sync_api import Browser, expect
from published import MINIATURE, ROOT, TEMPLATES

from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.serve.live import Live
from asylmura_ssg.tree import read_tree

SLUG = "qyzyl-kesene"
LONG = "".join(f"Paragraph {n} of the text, long enough to be scrolled.\n\n" for n in range(60))


class Opened:
    """A live preview of a copy of the miniature, and a window on it."""

    def __init__(self, content: Path, templates: Path, visit: Visit) -> None:
        self.content, self.templates, self.visit, self.page = content, templates, visit, visit.page

    def save(self, text: str, name: str = "en.md") -> None:
        (self.content / "monuments" / SLUG / name).write_text(text, "utf-8")

    def record(self) -> str:
        return (self.content / "monuments" / SLUG / "monument.yaml").read_text("utf-8")

    def go(self, path: str = f"/en/monuments/{SLUG}/") -> None:
        self.visit.go(path)
        self.page.wait_for_timeout(300)


@pytest.fixture
def opened(tmp_path: Path, browser: Browser) -> Iterator[Opened]:
    content, templates = tmp_path / "content", tmp_path / "templates"
    shutil.copytree(MINIATURE, content)
    shutil.copytree(TEMPLATES, templates)
    order = Order(content, templates, Path(), tmp_path / "cache", Scope(), 1, drafts=True)
    live = Live(order, lambda: None, lambda: read_tree(ROOT / "docs"))
    live.open()
    with live.answering(("127.0.0.1", 0)) as servers:
        following = Thread(target=lambda: [None for _ in live.follow()], daemon=True)
        following.start()
        context = browser.new_context(
            base_url=f"http://localhost:{servers[0].server_port}", viewport={"width": 1280, "height": 800}
        )
        yield Opened(content, templates, watched(context))
        context.close()
    following.join(10)
    assert not following.is_alive()


def test_a_saved_text_is_on_the_screen_and_the_reader_keeps_place_and_focus(opened: Opened) -> None:
    opened.save(LONG)
    opened.go()
    page = opened.page
    page.get_by_text("Paragraph 40 of").scroll_into_view_if_needed()
    page.locator(".desk-bar a").last.focus()
    page.evaluate("window.here = document.querySelector('main'); window.top0 = scrollY")
    opened.save(LONG.replace("Paragraph 41", "Chapter 41"))
    expect(page.get_by_text("Chapter 41 of")).to_be_visible()
    assert page.evaluate("window.here === document.querySelector('main')")
    assert page.evaluate("window.top0 === scrollY && scrollY > 500")
    assert page.evaluate("document.activeElement.closest('.desk-bar') !== null")
    assert opened.visit.said == []


def test_an_error_shows_with_its_line_and_vanishes_when_it_is_mended(opened: Opened) -> None:
    opened.go()
    good = opened.record()
    opened.save(good.replace("region: ", "region: x-", 1), "monument.yaml")
    problem = opened.page.locator(".desk-problem").first
    expect(problem).to_be_visible()
    expect(problem.locator("mark")).to_contain_text("x-")
    expect(problem.locator(".desk-place")).to_contain_text("monument.yaml:")
    expect(opened.page.locator("h1")).to_be_visible()
    opened.save(good, "monument.yaml")
    expect(opened.page.locator(".desk-problem")).to_have_count(0)
    assert opened.visit.said == []


def test_the_pages_of_the_book_stand_beside_and_follow_too(opened: Opened) -> None:
    opened.go()
    page = opened.page
    page.locator("#desk-print").press("Enter")
    image: Any = page.locator("#desk-pages img").first
    expect(image).to_be_visible(timeout=60_000)
    first = image.get_attribute("src")
    assert page.evaluate("document.querySelector('#desk-pages img').naturalWidth") > 400
    opened.save("Мүлде жаңа мәтін.\n", "kk.md")
    expect(image).not_to_have_attribute("src", first, timeout=60_000)
    page.keyboard.press("Escape")
    expect(page.locator("#desk-pages")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "desk-print"
    assert opened.visit.said == []


@pytest.mark.parametrize("width", [1100, 1440, 1920])
def test_the_page_makes_room_for_the_pages_of_the_book(width: int, opened: Opened) -> None:
    opened.go()
    page = opened.page
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#desk-print").press("Enter")
    expect(page.locator("#desk-pages")).to_be_visible()
    edge = page.evaluate("document.querySelector('#desk-pages').getBoundingClientRect().left")
    beneath = """(edge) => [...document.querySelectorAll("main :is(h1, h2, p, dl, ul, figure), header.top a")]
      .filter((e) => e.getBoundingClientRect().right > edge + 1).map((e) => e.outerHTML.slice(0, 200))"""
    assert page.evaluate(beneath, edge) == []
    lead, facts = (page.locator(found).first.bounding_box() for found in (".lead", ".facts"))
    assert lead is not None
    assert facts is not None
    assert min(lead["width"], facts["width"]) > 300


def test_an_edited_style_sheet_is_worn_at_once(opened: Opened) -> None:
    opened.go()
    sheet = opened.templates / "pages" / "style.css"
    sheet.write_text(sheet.read_text("utf-8") + "\nh1 { letter-spacing: 9px }\n", "utf-8")
    expect(opened.page.locator("h1")).to_have_css("letter-spacing", "9px")


def test_an_entry_that_is_deleted_while_it_is_looked_at_comes_back_when_it_is_there_again(opened: Opened) -> None:
    opened.go()
    folder = opened.content / "monuments" / SLUG
    folder.rename(opened.content.parent / "aside")
    expect(opened.page.locator("h1")).not_to_contain_text("Red Mausoleum")
    (opened.content.parent / "aside").rename(folder)
    expect(opened.page.locator("h1")).to_contain_text("Red Mausoleum")


def test_drafts_are_marked_to_the_eye(opened: Opened) -> None:
    opened.save(opened.record().replace("status: published", "status: draft"), "monument.yaml")
    opened.page.wait_for_timeout(800)
    opened.go("/en/names/")
    marked = opened.page.locator("[data-draft]").first
    expect(marked).to_be_visible()
    assert marked.evaluate("e => getComputedStyle(e, '::after').content") == '"draft"'


def test_the_preview_asks_no_other_host_and_fits_a_phone(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 320, "height": 640})
    for path in (f"/kk/monuments/{SLUG}/", "/desk/advice/?kk", "/handbook/kk/", "/handbook/kk/preview/"):
        opened.go(path)
        assert opened.visit.strangers() == [], path
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert opened.visit.said == [], path
