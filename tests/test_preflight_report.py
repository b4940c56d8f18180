"""The preflight as the printing house keeps it: every finding and figure, the same bytes each time, asking for nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from broken_pdfs import draw
from broken_witness import area, whole
from lxml import html
from PIL import Image
from print_file import printer, saved, text
from published import ROOT

from asylmura_ssg.bindery.checksums import sha256_of
from asylmura_ssg.check.preflight import examine
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.make.preflight_report import (
    TEMPLATE,
    Examined,
    page_ranges,
    place_said,
    preflight_json,
    preflight_page,
)
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.preflight import Check, Gravity, Place
from asylmura_ssg.model.remedies import WORDS
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import read_tree


@cache
def design() -> Design:
    return read_design(read_tree(ROOT / "templates"), Report())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Examined, Examined]:
    """A sound file, and one with several faults on its first page."""
    folder = tmp_path_factory.mktemp("files")
    pdf = whole()
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8) + area("0 0.5 0.5 0 k", 94, 60, 4, 4) + text(y=85, colour="0 0 0 rg"))
    found = []
    for name, data in (("block.pdf", saved(whole())), ("cover & flaps.pdf", saved(pdf))):
        file = folder / name
        file.write_bytes(data)
        found.append(Examined(name, file, sha256_of(file), examine(file, printer())))
    return found[0], found[1]


def page(*files: Examined) -> bytes:
    return preflight_page(files, printer(), design().templates[TEMPLATE], design().strings[Language.EN])


def test_the_page_says_the_verdict_first(files: tuple[Examined, Examined]) -> None:
    good, bad = files
    assert html.fromstring(page(good)).findtext(".//h1") == "Ready to print"
    assert html.fromstring(page(good, bad)).findtext(".//h1") == "Not ready to print"
    marks = [mark.text for mark in html.fromstring(page(good, bad)).xpath(".//h2/span")]
    assert marks == ["passed", "failed"]


def test_the_page_holds_every_finding_with_its_remedy(files: tuple[Examined, Examined]) -> None:
    _, bad = files
    said = html.fromstring(page(bad)).text_content()
    assert {finding.check for finding in bad.verdict.findings} >= {Check.INK_LIMIT, Check.RGB, Check.RICH_TEXT}
    for finding in bad.verdict.findings:
        assert finding.said in said
        assert finding.remedy in said
        assert WORDS[finding.check].asks in said


def test_errors_stand_before_warnings(files: tuple[Examined, Examined]) -> None:
    said = [code.text for code in html.fromstring(page(files[1])).xpath(".//section//code")]
    gravities = [words.split(" · ")[1] for words in said]
    assert gravities == sorted(gravities)
    assert set(gravities) == set(Gravity)


def test_pages_are_pictured_with_what_was_found_marked(files: tuple[Examined, Examined]) -> None:
    pictures = [image.get("src") for image in html.fromstring(page(files[1])).iter("img")]
    assert len(pictures) == len({finding.check for finding in files[1].verdict.findings})
    data = base64.b64decode(pictures[0].removeprefix("data:image/jpeg;base64,"))
    with Image.open(io.BytesIO(data)) as picture:
        colours = picture.convert("RGB").getcolors(1 << 20) or []
    assert any(red > 150 and green < 90 and blue < 80 for _, (red, green, blue) in colours)  # type: ignore[misc]


def test_the_page_needs_nothing_else(files: tuple[Examined, Examined]) -> None:
    root = html.fromstring(page(*files))
    addresses = [value for element in root.iter() for name, value in element.attrib.items() if name in ("src", "href")]
    assert all(address.startswith("data:image/jpeg") for address in addresses)
    assert root.xpath(".//script | .//link | .//iframe") == []
    assert b"url(" not in page(*files)


def test_the_page_lists_all_that_was_checked(files: tuple[Examined, Examined]) -> None:
    listed = html.fromstring(page(files[1])).xpath(".//ul[@class='asked']/li")
    assert [item.text for item in listed] == [words.title for words in WORDS.values()]
    failed = {item.text for item in listed if item.get("class") == "bad"}
    assert failed == {WORDS[finding.check].title for finding in files[1].verdict.findings}


def test_what_nobody_knew_is_not_said_to_be_checked(files: tuple[Examined, Examined]) -> None:
    stranger = replace(files[0], known=False)
    listed = {item.text for item in html.fromstring(page(stranger)).xpath(".//ul[@class='asked']/li")}
    unasked = {Check.TEXT_MISSING, Check.CODE_MISSING, Check.CODE_WRONG, Check.EAN_MISSING, Check.EAN_WRONG}
    assert listed == {words.title for check, words in WORDS.items() if check not in unasked}


def test_both_reports_are_the_same_bytes_each_time(files: tuple[Examined, Examined]) -> None:
    assert page(*files) == page(*files)
    assert preflight_json(files, printer()) == preflight_json(files, printer())


def test_json_holds_every_figure_and_place(files: tuple[Examined, Examined]) -> None:
    good, bad = files
    said = json.loads(preflight_json(files, printer()))
    assert (said["passed"], said["printer"], said["standard"], said["condition"]) == (
        False,
        "press",
        "PDF/X-4",
        "FOGRA39",
    )
    assert [file["name"] for file in said["files"]] == ["block.pdf", "cover & flaps.pdf"]
    assert [file["passed"] for file in said["files"]] == [True, False]
    assert said["files"][0]["figures"] == dict(good.verdict.figures)
    for file, examined in zip(said["files"], files, strict=True):
        assert file["sha256"] == hashlib.sha256(examined.file.read_bytes()).hexdigest()
        assert len(file["findings"]) == len(examined.verdict.findings)
    over = next(finding for finding in said["files"][1]["findings"] if finding["check"] == "ink-limit")
    assert (over["gravity"], over["page"]) == ("error", 1)
    assert over["place_mm"]["left"] == pytest.approx(70, abs=0.7)
    assert over["place_mm"]["top"] == pytest.approx(48, abs=0.7)
    assert bad.verdict.figures["most-ink"] == said["files"][1]["figures"]["most-ink"]


def test_a_file_that_is_no_pdf_has_a_report_too(tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(b"GIF89a")
    said = html.fromstring(page(Examined("book.pdf", file, sha256_of(file), examine(file, printer())))).text_content()
    assert "Not a readable PDF" in said


def test_what_was_done_to_pictures_is_said_where_something_was(files: tuple[Examined, Examined]) -> None:
    good, _ = files
    done = "west-wall.jpg: total ink reduced from 322 % to 300 %"
    changed = replace(good, remarks=(done,))
    assert html.fromstring(page(changed)).findtext(".//section[@class='done']/ul/li") == done
    assert json.loads(preflight_json([changed], printer()))["files"][0]["remarks"] == [done]
    assert html.fromstring(page(good)).find(".//section[@class='done']") is None


@pytest.mark.parametrize(
    ("pages", "said"), [([4], "4"), ([3, 4, 5, 9], "3–5, 9"), ([2, 1, 2], "1–2"), ([1, 3], "1, 3"), ([], "")]
)
def test_runs_of_pages_are_drawn_together(pages: list[int], said: str) -> None:
    assert page_ranges(pages) == said


def test_a_place_outside_the_trim_has_its_sign() -> None:
    assert place_said(Place(-3, 240, -1, 243)) == "−3 to −1 × 240–243 mm"
    assert place_said(Place(-0.2, 5, 173, 9)) == "0–173 × 5–9 mm"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "the file is empty"), (b"GIF89a", "the file is no PDF"), (b"%PDF-1.6\nxref", "cannot be opened as a PDF")],
)
def test_what_is_no_pdf_is_called_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(data)
    (finding,) = examine(file, printer()).findings
    assert (finding.check, said in finding.said) == (Check.UNREADABLE, True)
