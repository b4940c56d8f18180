"""Whatever a record holds, its pages stay sound in a real browser: nothing runs over the edge, at any width, by any light.

Five hundred monuments stand in one region and none in another; names are endless, mixed of scripts, or full of emoji;
pictures, coordinates, dates and translations are missing, and so is a film's file. What a model may not be is told by the cases
``model-unfit`` and ``model-too-large``; what happens when one breaks on its way, by test_browser_films.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe import found_by_axe
from browsing import WIDTHS, PageAt, Served, Visit, serving
from playwright.sync_api import expect
from published import LANGUAGES, MINIATURE, TEMPLATES, Site, Small

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.editions import Editions
from asylmura_ssg.make.maker import make
from asylmura_ssg.model.order import Scope
from asylmura_ssg.model.route import path_of
from asylmura_ssg.plan.site import plan
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.read.design import read_design, unsettable
from asylmura_ssg.tree import read_tree

MANY = 500
LONG = ("Қасиетті Қызыл кесененің оңтүстік қабырғасындағы ескі қалашықтың құлпытастары мен қойтастары " * 4)[:300]
ENDLESS = "қазақстандықтардікінен" * 13
MIXED = "Кесене «محمد بن عبد الله» 𐱅𐰭𐰼𐰃 мазары"
EMOJI = "Қызыл кесене 🕌🏺👩‍🌾 🇰🇿"
BARE = {
    "type": "mausoleum", "periods": [], "region": "zhambyl", "protection": {"category": "unknown"},
    "location": {"unknown": {"kk": "Дереккөздерде орны көрсетілмеген."}}, "status": "published", "editors": ["Үлгі редакциясы"],
}  # fmt: skip
NAMES = {"long-name": LONG, "endless-name": ENDLESS, "mixed-name": MIXED, "kazakh-only": "Жалғыз кесене"}


def put(content: Path, slug: str, number: int, **more: object) -> None:
    """Write an entry with as little in it as the rules let pass."""
    folder = content / "monuments" / slug
    folder.mkdir()
    record = BARE | {"number": number, "names": {"kk": f"{number}-кесене"}, "summary": {"kk": "Кесене."}} | more
    (folder / "monument.yaml").write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "kk.md").write_text(f"{record['summary']['kk']}\n", "utf-8")  # type: ignore[index]


ENTRIES = [f"kk/monuments/{slug}" for slug in NAMES]
LISTS = [
    "kk",
    "kk/regions",
    "kk/regions/zhambyl",
    "kk/regions/taraz-city",
    "kk/names",
    "kk/types",
    "en/regions/zhambyl",
]
MOVED = ["kk/map", "kk/time"]
PAGES = [*ENTRIES, "en/monuments/kazakh-only", "en/monuments/mixed-name", *LISTS, *MOVED]
NOT_LONG = [*ENTRIES, "en/monuments/mixed-name", "kk/regions/taraz-city", "en/regions/zhambyl"]
"""Of lists of five hundred one is enough for axe-core."""


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The strange encyclopedia: of its two thousand pages those alone are made that are looked at here."""
    folder = tmp_path_factory.mktemp("bad")
    content, output = folder / "content", folder / "output"
    shutil.copytree(MINIATURE, content)
    for number, (slug, name) in enumerate(NAMES.items(), 100):
        put(content, slug, number, names={"kk": name}, summary={"kk": f"{name}: {name}."})
    for number in range(1000, 1000 + MANY):
        put(content, f"many-{number}", number)
    design = read_design(read_tree(TEMPLATES), Report())
    reading = read_content(
        read_tree(content), "content", {}, map, drafts=False,
        emblems=frozenset(design.emblems), unsettable=unsettable(design.faces),
    )  # fmt: skip
    assert reading.catalogue is not None, reading.report.errors
    unbound = Editions(Store(None), 1, lambda _: b"", lambda *_: None)
    wanted = {f"{page}/index.html" for page in PAGES}
    for artifact in plan(reading.catalogue, design, Scope(volumes=False, plates=False), "", unbound):
        path = path_of(artifact.route)
        if path in wanted or path.startswith("assets/") or path.endswith((".svg", ".webmanifest")):
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(make(artifact.recipe, lambda _: b""))
    with serving(Site(output)) as served:
        yield served


def opened(visit: Visit, path: str) -> None:
    visit.go(f"/{path}/", "networkidle" if path in MOVED else "load")


OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_over_the_edge_and_no_script_stumbles(page_at: PageAt, bad: Served, width: int) -> None:
    visit = page_at("/kk/", width, on=bad)
    ill = {}
    for path in PAGES:
        opened(visit, path)
        over = visit.page.evaluate(OVER)
        if over or visit.said:
            ill[path] = (over, [*visit.said])
    assert ill == {}


def test_axe_finds_nothing_on_them(page_at: PageAt, bad: Served) -> None:
    visit = page_at("/kk/", 320, on=bad)
    ill = {}
    for path in NOT_LONG:
        opened(visit, path)
        told = found_by_axe(visit)
        if told:
            ill[path] = told
    assert ill == {}


def test_five_hundred_of_a_region_are_counted_on_the_map_though_none_has_a_place(page_at: PageAt, bad: Served) -> None:
    visit = page_at("/kk/map/?region=zhambyl", 320, on=bad, wait="networkidle")
    expect(visit.page.locator("#found [role=status]")).to_contain_text(f"іріктелгені: {MANY + len(NAMES) + 1}")
    assert visit.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_without_a_file_is_told_of_and_offers_nothing_to_play(
    language: str, page_at: PageAt, small_site: Served
) -> None:
    visit = page_at(f"/{language}/films/untold/", 320, on=small_site)
    assert visit.page.locator("h1").inner_text()
    assert visit.page.locator("video, .raise, iframe").count() == 0
    assert (visit.page.evaluate(OVER), visit.said, found_by_axe(visit)) == (0, [], {})


def test_a_region_of_five_hundred_lists_them_all_and_one_of_none_says_so(bad: Served) -> None:
    assert len(bad.site.page("kk/regions/zhambyl/index.html").xpath("//li[@class='entry']")) >= MANY
    empty = bad.site.page("kk/regions/taraz-city/index.html")
    assert empty.xpath("//li[@class='entry']") == []
    assert "Бұл өңір туралы мақала әлі жарияланған жоқ." in empty.text_content()


def test_a_name_of_three_hundred_letters_is_set_smaller_than_others(bad: Served) -> None:
    assert bad.site.page("kk/monuments/long-name/index.html").xpath("//h1/@class") == ["long"]
    assert bad.site.page("kk/monuments/kazakh-only/index.html").xpath("//h1/@class") == []


def test_what_is_missing_is_said_and_leaves_no_hole(bad: Served) -> None:
    page = bad.site.page("en/monuments/kazakh-only/index.html")
    text = " ".join(page.text_content().split())
    for said in ("Date unknown", "Coordinates not established.", "Photograph wanted", "only in Kazakh so far"):
        assert said in text
    assert page.xpath("//h1/span/@lang") == ["kk"]
    assert page.xpath("//section[@class='nearby']") == []


def test_an_emoji_in_a_name_is_told_before_it_becomes_a_box(small: Small) -> None:
    small.edit("monuments/qyzyl-kesene/monument.yaml", "kk: Қызыл кесене", f"kk: {EMOJI}")
    result = small.build()
    assert result.exit_code == 1
    assert "monuments/qyzyl-kesene/monument.yaml:5:" in result.output
