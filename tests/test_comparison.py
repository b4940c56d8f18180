"""Two built sites side by side: what differs is told in words, and shown as it looks in a real browser."""

from __future__ import annotations

import base64
import io
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import lxml.html
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from published import HEEDING, ROOT

from asylmura_ssg.cli import main
from asylmura_ssg.comparison.gallery import worth_seeing
from asylmura_ssg.comparison.looks import look_at
from asylmura_ssg.comparison.passages import reading_of
from asylmura_ssg.comparison.sites import compare
from asylmura_ssg.comparison.wording import Kind, Piece, hunks_between

CHROMIUM = shutil.which("chromium") or ""
STYLE = "body { font: 17px/1.6 serif; margin: 20px } p { margin: 0 0 20px }"


def page(title: str, *paragraphs: str, language: str = "en", style: str = STYLE, foot: str = "The foot") -> str:
    said = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} · Asyl Mura</title>'
        f"<style>{style}</style><script>document.title</script></head><body><h1>{title}</h1>{said}<footer>{foot}</footer></body></html>"
    )


def site(folder: Path, pages: dict[str, str]) -> Path:
    for path, text in {"index.html": page("Front"), **pages}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def monument(slug: str, language: str = "en") -> str:
    return f"{language}/monuments/{slug}/index.html"


def compared(old: Path, new: Path, output: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["compare", str(old), str(new), "--output", str(output), *words], catch_exceptions=False
    )


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Two sites: one page changed, one came, one went."""
    long = ["A paragraph of some words that stay as they are.", "It has two hundred memorials.", "The last one stays."]
    old = site(tmp_path / "old", {monument("berel"): page("Berel", *long), monument("botai"): page("Botai", "Gone.")})
    long[1] = "It has three hundred memorials."
    new = site(tmp_path / "new", {monument("berel"): page("Berel", *long), monument("sauran"): page("Sauran", "New.")})
    return old, new


def test_a_page_is_read_as_a_reader_reads_it() -> None:
    read = reading_of(
        '<html lang="kk"><head><title>Берел · Асыл мұра</title><style>p{}</style></head><body><p>Бір <b>екі</b>&nbsp;үш'
        "<script>no()</script></p><ul><li>төрт<li>бес</ul><table><tr><th>a<td>b</table><svg><title>x</title></svg>"
        '<figure><img src="a.jpg" alt="Қорған"><figcaption>алты</figcaption></figure></body></html>'
    )
    assert (read.language, read.title) == ("kk", "Берел · Асыл мұра")
    assert read.passages == ("Бір екі\u00a0үш", "төрт", "бес", "a | b", "[Қорған]", "алты")


def test_a_changed_word_is_told_with_what_stands_around_it() -> None:
    assert hunks_between(["It has two hundred memorials."], ["It has three hundred memorials."]) == (
        (
            Piece(Kind.SAME, "It has "),
            Piece(Kind.GONE, "two"),
            Piece(Kind.NEW, "three"),
            Piece(Kind.SAME, " hundred memorials."),
        ),
    )


def test_a_passage_that_came_is_not_taken_for_its_neighbour() -> None:
    before, after = ["One stays.", "Two stays."], ["One stays.", "Something altogether else.", "Two stays."]
    assert hunks_between(before, after) == ((Piece(Kind.NEW, "Something altogether else."),),)
    assert hunks_between(after, before) == ((Piece(Kind.GONE, "Something altogether else."),),)


@pytest.mark.parametrize(
    ("before", "after"), [("", "a b"), ("a b", ""), ("a b c d", "a x c d"), ("Қазақ елі", "Қазақ жері")]
)
def test_both_texts_can_be_put_together_out_of_the_pieces(before: str, after: str) -> None:
    hunks = hunks_between([before] if before else [], [after] if after else [])
    held = [piece for hunk in hunks for piece in hunk]
    assert "".join(piece.words for piece in held if piece.kind is not Kind.NEW) == before
    assert "".join(piece.words for piece in held if piece.kind is not Kind.GONE) == after


def test_new_gone_and_changed_pages_are_told(sites: tuple[Path, Path]) -> None:
    found = compare(*sites)
    assert [p.url for p in found.new] == ["/en/monuments/sauran/"]
    assert [p.url for p in found.gone] == ["/en/monuments/botai/"]
    assert [(c.page.title, len(c.hunks)) for c in found.changed] == [("Berel", 1)]


def test_the_same_change_on_many_pages_is_told_once(tmp_path: Path) -> None:
    slugs = [f"m{number}" for number in range(9)]
    old = site(tmp_path / "old", {monument(s): page(s, s) for s in slugs})
    new = site(
        tmp_path / "new",
        {monument(s): page(s, s, foot="The new foot") for s in slugs}
        | {"index.html": page("Front", foot="The new foot")},
    )
    found = compare(old, new)
    assert [len(one.pages) for one in found.alike] == [10]
    assert {changed.hunks for changed in found.changed} == {()}
    assert len(worth_seeing(found, 20)) == 1
    result = compared(old, new, tmp_path / "report", "--pictures", "0")
    assert result.exit_code == 0
    summary = (tmp_path / "report" / "summary.md").read_text("utf-8")
    assert summary.count("The same on 10 pages: The <ins>new</ins> foot") == 1


def test_sites_that_are_the_same_are_told_so(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    result = compared(sites[0], sites[0], tmp_path / "report")
    assert result.exit_code == 0
    assert result.stdout.startswith("Both sites are the same.")
    assert "Both sites are the same." in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_words_of_a_page_cannot_speak_to_the_merge_request(tmp_path: Path) -> None:
    old = site(tmp_path / "old", {monument("a"): page("A", "One.")})
    evil = "@everyone <b>bold</b> [x](http://evil.example) `code` | #1"
    new = site(tmp_path / "new", {monument("a"): page("A", "One.", evil.replace("<", "&lt;"))})
    compared(old, new, tmp_path / "report", "--pictures", "0")
    summary = (tmp_path / "report" / "summary.md").read_text("utf-8")
    told = next(line for line in summary.splitlines() if "everyone" in line)
    assert re.search(r"@|<b>|\]\(|\|", told) is None
    assert "&#64;&#8203;everyone" in told  # a host takes the reference itself for the sign
    assert "&#35;&#8203;1" in told
    html = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert "<b>bold</b>" not in html


def test_the_report_needs_nothing_else(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    result = compared(*sites, tmp_path / "report", "--browser", CHROMIUM, "--language", "ru")
    assert result.exit_code == 0, result.output
    assert "pictures of 1 page" in re.sub(r"\s+", " ", result.stdout)
    report = lxml.html.document_fromstring((tmp_path / "report" / "report.html").read_text("utf-8"))
    assert report.get("lang") == "ru"
    assert report.xpath("//script | //link[@rel='stylesheet']") == []
    images = report.xpath("//img/@src")
    assert len(images) == 4  # before and after, on a phone and on a desk
    assert all(source.startswith("data:image/webp;base64,") for source in images)
    assert report.xpath("//del/text()") == ["two"]
    assert report.xpath("//ins/text()") == ["three"]
    assert report.xpath("//img[not(@alt)]") == []


def test_the_pictures_show_where_a_page_changed_and_mark_it(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    compared(*sites, tmp_path / "report", "--browser", CHROMIUM)
    report = lxml.html.document_fromstring((tmp_path / "report" / "report.html").read_text("utf-8"))
    images = [Image.open(io.BytesIO(base64.b64decode(s.partition(",")[2]))) for s in report.xpath("//img/@src")]
    assert [image.width for image in images] == [390, 390, 1280, 1280]
    assert all(image.height < 300 for image in images)
    marked = np.asarray(images[0].convert("RGB")).astype(int)
    assert (np.abs(marked - (0x93, 0x38, 0x1C)).sum(axis=2) < 60).sum() > 50


def test_what_only_looks_different_is_shown_and_told_apart(tmp_path: Path) -> None:
    old = site(tmp_path / "old", {monument("a"): page("A", "One.")})
    new = site(tmp_path / "new", {monument("a"): page("A", "One.", style=STYLE + "h1 { color: #93381c }")})
    result = compared(old, new, tmp_path / "report", "--browser", CHROMIUM)
    assert "1 more changed, and read as before" in result.stdout
    report = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert "Pages of which only the look changed" in report
    assert "data:image/webp" in report


def test_a_change_nobody_sees_is_not_pictured(tmp_path: Path) -> None:
    old = site(tmp_path / "old", {monument("a"): page("A", "One.")})
    new = site(tmp_path / "new", {monument("a"): page("A", "One.").replace("<p>", '<p data-x="1">')})
    compared(old, new, tmp_path / "report", "--browser", CHROMIUM)
    assert "data:image" not in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_without_a_browser_words_are_compared_and_that_is_said(
    tmp_path: Path, sites: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = compared(*sites, tmp_path / "report")
    assert result.exit_code == 0
    assert "Only words were compared: no Chromium is at hand" in result.stderr
    assert "no Chromium is at hand" in (tmp_path / "report" / "summary.md").read_text("utf-8")


@pytest.mark.parametrize("browser", ["/bin/true", "/nowhere/chromium"])
def test_a_browser_that_fails_is_told_and_words_are_compared(
    tmp_path: Path, sites: tuple[Path, Path], browser: str
) -> None:
    result = compared(*sites, tmp_path / "report", "--browser", browser)
    assert result.exit_code == 0
    assert "Only words were compared:" in result.stderr
    assert "<del>two</del>" in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_a_folder_that_holds_no_site_is_told(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    (tmp_path / "empty").mkdir()
    for old, said in ((tmp_path / "empty", "holds no built site"), (tmp_path / "none", "there is no folder")):
        result = compared(old, sites[1], tmp_path / "report")
        assert result.exit_code == 2
        assert said in result.output
        assert not (tmp_path / "report").exists()


def test_a_report_that_cannot_be_written_is_told_in_words(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    (tmp_path / "file").write_text("")
    result = compared(*sites, tmp_path / "file" / "report", "--pictures", "0")
    assert result.exit_code == 2
    assert "no report was written" in result.output


def test_who_stops_it_finds_the_report_of_before_as_it_was(tmp_path: Path, sites: tuple[Path, Path]) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "summary.md").write_text("before")
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\nexec sleep 60\n")
    browser.chmod(0o755)
    words = [sys.executable, "-m", "asylmura_ssg", "compare", *map(str, sites), "--browser", str(browser)]
    with subprocess.Popen(
        [*HEEDING, *words, "--output", str(tmp_path / "report")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        while not (tmp_path / "asked").exists():
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.endswith("Stopped; no report was written.\n")
    assert "Traceback" not in said
    assert [file.name for file in (tmp_path / "report").iterdir()] == ["summary.md"]
    assert (tmp_path / "report" / "summary.md").read_text() == "before"


def _png(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def test_what_is_pushed_down_is_no_difference() -> None:
    drawn = np.random.default_rng(7).integers(0, 255, (900, 300, 3), np.uint8)
    inserted = np.concatenate([drawn[:400], np.full((60, 300, 3), 20, np.uint8), drawn[400:]])
    look = look_at(_png(drawn), _png(inserted))
    assert look is not None
    assert len(look.crops) == 1
    after = Image.open(io.BytesIO(base64.b64decode(look.crops[0].after.partition(",")[2])))
    assert after.height == 60 + 2 * 48
    assert look_at(_png(drawn), _png(drawn)) is None


def test_the_report_never_lies_in_a_site_that_it_is_about(sites: tuple[Path, Path]) -> None:
    for output in (sites[0], sites[1] / "report"):
        result = compared(*sites, output, "--pictures", "0")
        assert result.exit_code == 2
        assert "the report cannot lie in" in result.output
    assert not list(sites[0].parent.rglob("summary.md"))
