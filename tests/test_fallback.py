"""Where a text is missing in Russian or English, the Kazakh one stands there, marked with its language, for voices and eyes.

Nothing is listed here: in a miniature without any Russian and English words of its own, every run of text on every Russian and
English page is looked at, so that a new place where content is shown is held to it from the day it is published.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml.html import HtmlElement
from published import MINIATURE, Site, build

MARK = "қазғой"
"""Ends every Kazakh text; no word of the language."""
STRUCTURE = {"types", "periods", "regions", "zones", "licences", "dating-bases", "dating-precisions", "site",
             "location-precisions", "protection-categories", "small-heritage-1"}  # fmt: skip
"""Files of what pages are built of: there no language may be missing."""
SPOKEN = ("alt", "title", "aria-label", "placeholder")


def kazakh_alone(value: Any) -> Any:
    """Return what a file says, every text in three languages in Kazakh alone, and marked."""
    if isinstance(value, list):
        return [kazakh_alone(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("kk"), str):
        value = {key: held for key, held in value.items() if key not in ("ru", "en")}
        return (
            value | {"kk": f"{value['kk'].rstrip('.')} {MARK}."}
            if value["kk"].endswith(".")
            else value | {"kk": f"{value['kk']} {MARK}"}
        )
    return {key: kazakh_alone(held) for key, held in value.items()}


@pytest.fixture(scope="module")
def untranslated(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("untranslated")
    content = folder / "content"
    shutil.copytree(MINIATURE, content)
    for path in sorted(content.rglob("*.yaml")):
        if path.stem not in STRUCTURE and "printers" not in path.parts:
            held = kazakh_alone(yaml.safe_load(path.read_text("utf-8")))
            path.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), "utf-8")
    for path in sorted(content.rglob("*.md")):
        language = path.stem.rpartition(".")[2] or path.stem
        if language == "kk":
            mark(path)
        elif "volumes" not in path.parts:
            path.unlink()
    result = build(content, folder / "output", folder / "cache", "--no-plates")
    assert result.exit_code == 0, result.output
    return Site(folder / "output")


def mark(path: Path) -> None:
    """End the first paragraph of a text with the mark."""
    first, blank, rest = path.read_text("utf-8").partition("\n\n")
    path.write_text(f"{first.rstrip()} {MARK}\n{blank}{rest}", "utf-8")


def language_of(element: HtmlElement) -> str:
    return str(next(at.get("lang") for at in (element, *element.iterancestors()) if at.get("lang")))


def runs(page: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each run of text in a page's body that is marked, with the element it stands in."""
    for element in page.body.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            if MARK in (element.text or ""):
                yield element, element.text or ""
            for child in element:
                if MARK in (child.tail or ""):
                    yield element, child.tail or ""


def foreign_pages(site: Site) -> Iterator[tuple[str, HtmlElement]]:
    for path in (*site.paths("ru/**/*.html"), *site.paths("en/**/*.html")):
        yield path, site.page(path)


def told_to_eyes(element: HtmlElement) -> bool:
    """Tell whether a reader sees that these words are Kazakh: by the mark after them, or by a notice above the whole text.

    Names drawn on a map have no room for it, a reference is copied as it stands, and a transcript is called by its language.
    """
    around = [element, *element.iterancestors()]
    if any(at.tag == "svg" or {"cite", "transcript"} & set(at.get("class", "").split()) for at in around):
        return True
    noticed = any(at.find("p[@class='notice']") is not None for at in around if at.get("lang") == "kk")
    return noticed or any("fallback" in at.get("class", "").split() for at in around)


def test_every_kazakh_run_is_marked_for_voices(untranslated: Site) -> None:
    found = [(path, e, text) for path, page in foreign_pages(untranslated) for e, text in runs(page)]
    assert len(found) > 200
    unmarked = {(path, e.tag, text.strip()[:60]) for path, e, text in found if language_of(e) != "kk"}
    assert sorted(unmarked) == []


def test_every_kazakh_run_is_marked_for_eyes(untranslated: Site) -> None:
    unmarked = {
        (path, e.tag, text.strip()[:60])
        for path, page in foreign_pages(untranslated)
        for e, text in runs(page)
        if not told_to_eyes(e)
    }
    assert sorted(unmarked) == []


def test_what_is_spoken_and_not_shown_has_its_language(untranslated: Site) -> None:
    unmarked = {
        (path, e.tag, name, e.get(name))
        for path, page in foreign_pages(untranslated)
        for e in page.body.iter()
        for name in SPOKEN
        if isinstance(e.tag, str) and MARK in e.get(name, "") and language_of(e) != "kk"
    }
    assert sorted(unmarked) == []
