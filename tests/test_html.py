"""The Nu checker, which the standard's authors use, finds nothing wrong with any kind of page; each says its languages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from browsing import PagesIn, Served, tool
from published import LANGUAGES, Site
from spoken import speaks

MISTAKEN = re.compile(r"violates Content Security Policy|^CSS: “mask”: Too many values|“vector-effect” doesn't exist")
"""What it says wrongly: a file has no host that a policy could mean by 'self', a mask may have a place and a size,
and SVG 2 has its properties."""


def found_by_nu(*files: Path) -> list[str]:
    """Return what the Nu checker says of files of HTML: errors and warnings, not what it merely mentions."""
    words = [
        "java",
        "-XX:TieredStopAtLevel=1",  # it runs for seconds
        "-XX:+UseSerialGC",
        "-Xss8m",  # compiled the quick way, its regular expressions want more room
        "-jar",
        str(tool("vnu-jar/build/dist/vnu.jar")),
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
    ]
    done = subprocess.run([*words, *map(str, files)], capture_output=True, text=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{message['url'].rpartition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if (message["type"] != "info" or message.get("subType") == "warning")
        and not MISTAKEN.search(message["message"])
    ]


def file_of(address: str, *sites: Served) -> Path:
    """Return the file of a page that one of some sites serves."""
    served = next(each for each in sites if address.startswith(f"{each.url}/"))
    place = served.site.root / address.removeprefix(f"{served.url}/")
    return place / "index.html" if address.endswith("/") else place


def test_the_nu_checker_finds_nothing_in_any_kind_of_page(
    real_site: Served, small_site: Served, pages_in: PagesIn
) -> None:
    pages = [file_of(address, real_site, small_site) for language in LANGUAGES for address in pages_in(language)]
    assert found_by_nu(*pages) == []


def test_the_nu_checker_would_find_it(real_site: Served, tmp_path: Path) -> None:
    page = (real_site.site.root / "kk/index.html").read_text("utf-8")
    (tmp_path / "page.html").write_text(page.replace("<h1", "<p><div></div></p><h1", 1), "utf-8")
    assert len(found_by_nu(tmp_path / "page.html")) >= 1


def words_by_language(page: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield all that a page says or tells a screen reader, each with the language it is said to be in."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "meta", "title", "link"}:
            continue
        around = [element, *element.iterancestors()]
        language = next(each.get("lang") for each in around if each.get("lang") is not None) or ""
        after = next((each.get("lang") for each in around[1:] if each.get("lang") is not None), "") or ""
        yield language, element.text or ""
        yield after, element.tail or ""
        for name in ("alt", "aria-label", "title", "placeholder"):
            yield language, element.get(name) or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_another_language_say_so(language: str, site: Site) -> None:
    """WCAG 3.1.2, told by letters: Kazakh's own in Russian, any Cyrillic in English, English small words in both others."""
    strange = {}
    for path, page in site.pages():
        if page.get("lang") == language:
            told = {words.strip()[:80] for tongue, words in words_by_language(page)
                    if tongue in LANGUAGES and not speaks(words, tongue)}  # fmt: skip
            if told:
                strange[path] = sorted(told)
    assert strange == {}
