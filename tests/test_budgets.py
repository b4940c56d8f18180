"""What a plate's page may weigh is asked of every page at every build; what it says is what the files weigh."""

from __future__ import annotations

import gzip
import re
import shutil
from dataclasses import replace as replace_fields
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from published import TEMPLATES, Site, Small, replace

from asylmura_ssg.check import budgets
from asylmura_ssg.check.budgets import (
    Asked,
    asked_by,
    excesses,
    imports,
    packed,
    picked,
    reads_before_it_shows,
    strangers,
)
from asylmura_ssg.making import UnsoundPageError

PAGE = b"""<head><link rel="preload" href="/assets/a.woff2" as="font"><link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/assets/paper.css" media="print">
<script type="module" src="/assets/s.js"></script></head><main><h1>A</h1><p>Text.</p>
<picture><source type="image/avif" srcset="/p/360.avif 360w, /p/720.avif 720w"><img src="/p/720.jpg" alt="A"></picture>
<img src="/assets/map.svg" alt=""><img src="data:image/png;base64,AA" alt=""><img src="/late.svg" loading="lazy" alt="">
<picture><source type="image/avif" srcset="/q/360.avif 360w"><img src="/q/360.jpg" alt="B"></picture></main>"""


def test_what_a_page_asks_for_before_it_is_read_is_found() -> None:
    assert asked_by(PAGE) == Asked(
        packed(PAGE, within=budgets.PAGE),
        ("/assets/a.woff2",),
        ("/assets/s.js",),
        "/p/360.avif",
        ("/assets/paper.css", "/assets/map.svg"),
    )


@pytest.mark.parametrize(
    ("heavy", "said"),
    [
        ({}, ()),
        ({"/assets/s.js": 2_100}, ("its scripts 2.1 KB of 2",)),
        ({"/assets/a.woff2": 23_000}, ("its first typeface 22.5 KB of 22",)),
        ({"/p/360.avif": 16_000}, ("its picture 15.6 KB of 15",)),
    ],
)
def test_what_is_over_its_budget_is_told_with_its_figures(heavy: dict[str, int], said: tuple[str, ...]) -> None:
    found = excesses(asked_by(PAGE), lambda address: heavy.get(address, 0))
    assert found == said


def test_all_together_is_told_where_each_part_keeps_its_own() -> None:
    asked = Asked(14_000, ("/a.woff2",), (), "/p.avif", ("/1.svg", "/2.svg"))
    assert excesses(asked, lambda _: 11_000) == ()
    assert excesses(asked, lambda _: 13_000) == ("all together 64.5 KB of 60",)


def test_a_page_of_noise_is_over_and_is_weighed_as_hosts_pack_it() -> None:
    noise = bytes((i * i * 2_654_435_761 >> 13) & 0x7F for i in range(30_000))
    weight = packed(noise, within=budgets.PAGE)
    assert len(gzip.compress(noise, 9)) >= weight > budgets.PAGE
    assert excesses(asked_by(noise), lambda _: 0)[0].startswith("the page ")


@pytest.mark.parametrize(
    ("srcset", "address"),
    [("/1 360w, /2 720w", "/1"), ("/2 720w, /1 360w", "/1"), ("/0 180w, /1 300w", "/1"), ("/3 1280w", "/3")],
)
def test_a_phone_picks_the_narrowest_picture_that_is_wide_enough(srcset: str, address: str) -> None:
    assert picked(srcset) == address


def test_modules_that_a_script_begins_with_are_weighed_with_it() -> None:
    script = b'import { a } from "/assets/a.js";\nimport"/assets/b.js";\nif (x) import("/assets/late.js");\n'
    assert imports(script) == ("/assets/a.js", "/assets/b.js")


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://x.example/a.js"></script>',
        '<img src="//x.example/a.png" alt="">',
        '<img src="/a.png" srcset="/a.png 1x, https://x.example/a.png 2x" alt="">',
        '<link rel="stylesheet" href="https://x.example/a.css">',
        '<link rel="dns-prefetch preconnect" href="https://x.example">',
        '<iframe src="https://x.example/"></iframe>',
        '<video poster="https://x.example/a.jpg"></video>',
        "<style>a{background:url(https://x.example/a.png)}</style>",
        '<style>@import "https://x.example/a.css"</style>',
    ],
)
def test_what_a_browser_would_fetch_from_elsewhere_is_found(html: str) -> None:
    (address,) = strangers(html.encode())
    assert "x.example" in address


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://x.example/">x</a>',
        '<link rel="canonical" href="https://x.example/">',
        '<link rel="alternate" hreflang="kk" href="https://x.example/">',
        '<meta property="og:image" content="https://x.example/a.png">',
        "<style>a{background:url(/a.png)}</style>",
        "<p>url(https://…) and https://x.example</p>",
        '<img src="data:image/svg+xml,https://www.w3.org" alt="">',
    ],
)
def test_what_waits_for_a_person_is_no_stranger(html: str) -> None:
    assert strangers(html.encode()) == ()


def test_a_picture_comes_after_the_name_and_a_paragraph() -> None:
    assert reads_before_it_shows(PAGE)
    assert reads_before_it_shows(b"<main><h1>A</h1></main>")
    assert not reads_before_it_shows(b"<main><h1>A</h1><picture></picture><p>Text.</p></main>")
    assert not reads_before_it_shows(b"<main><picture></picture><h1>A</h1><p>Text.</p></main>")


def test_every_real_page_of_a_monument_keeps_its_budget(site: Site) -> None:
    """Weighed once more with another packer, from the files as they stand; of typefaces, which are packed, as they are."""

    @cache
    def travels(address: str) -> int:
        data = (site.root / address[1:]).read_bytes()
        more = sum(map(travels, imports(data))) if address.endswith(".js") else 0
        return min(len(gzip.compress(data, 9)), len(data)) + more

    heaviest = 0
    for path in [*site.paths("*/monuments/*/index.html"), *site.paths("[0-9]*/index.html")]:
        html = (site.root / path).read_bytes()
        asked = asked_by(html)
        assert asked.fonts, path
        assert asked.scripts, path
        size = len(gzip.compress(html, 9))
        heaviest = max(heaviest, size)
        assert excesses(replace_fields(asked, page=size), travels) == (), path
    assert heaviest > 8_000


def long_text(count: int) -> str:
    return "".join(
        f"- {i * i * 7919 % 99991}-нысан, тереңдігі {i * 6367 % 997} см, {i * 911 % 89}-квадрат.\n"
        for i in range(count)
    )


def test_a_heavy_page_is_told_at_every_build_until_it_is_mended(small: Small) -> None:
    text = "monuments/eski-qala/kk.md"
    short = (small.content / text).read_text("utf-8")
    (small.content / text).write_text(f"{short}\n{long_text(900)}", "utf-8")
    told = re.compile(r"kk\.md:1:1: warning\[page-too-heavy\] .*: the page \d+\.\d KB of 14\n")
    first, again = small.build(), small.build()
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert len(told.findall(first.stderr)) == 1
    assert "all was up to date" in again.output
    assert told.findall(again.stderr) == told.findall(first.stderr)
    (small.content / text).write_text(short, "utf-8")
    assert "page-too-heavy" not in small.build().stderr


@pytest.mark.parametrize(
    ("put", "words"),
    [
        ('<picture><img src="/favicon.svg" alt=""></picture>', "shows a picture before its first paragraph"),
        ('<img src="https://x.example/a.png" alt="">', r"ask another host: https://x\.example/a\.png"),
    ],
)
def test_a_template_that_would_harm_every_visitor_stops_the_build(
    small: Small, tmp_path: Path, put: str, words: str
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    replace(
        tmp_path / "templates/pages/monument.html", '<article class="monument">', f'<article class="monument">{put}'
    )
    with pytest.raises(UnsoundPageError, match=words):
        small.build(templates=tmp_path / "templates")


def of_noise(width: int, height: int) -> Image.Image:
    """Return a picture that nothing can pack well."""
    grains = [i * i * 2_654_435_761 >> 13 & 0xFF for i in range(width * height // 16)]
    return Image.frombytes("L", (width // 4, height // 4), bytes(grains)).resize(
        (width, height), Image.Resampling.NEAREST
    )


def test_a_photograph_that_weighs_too_much_on_a_phone_is_told(small: Small) -> None:
    of_noise(1280, 960).convert("RGB").save(small.content / "monuments/qyzyl-kesene/west-wall.jpg", quality=92)
    result = small.build()
    assert result.exit_code == 0
    told = re.findall(
        r"qyzyl-kesene/(\w\w)\.md:1:1: warning\[page-too-heavy\] .*: its picture (\d+\.\d) KB of 15", result.stderr
    )
    assert {language for language, _ in told} == {"kk", "ru", "en"}
    assert all(float(size) > 15 for _, size in told)


def test_a_script_that_weighs_too_much_is_told_on_every_page_that_a_plate_leads_to(
    small: Small, tmp_path: Path
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    with (tmp_path / "templates/pages/visitor.js").open("a", encoding="utf-8") as script:
        script.write(f"const ballast = '{''.join(chr(0x4E00 + i * i * 7919 % 20_000) for i in range(900))}';\n")
    result = small.build(templates=tmp_path / "templates")
    assert len(re.findall(r"page-too-heavy\] .*: its scripts \d+\.\d KB of 2", result.stderr)) >= 2
