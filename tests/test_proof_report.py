"""The proof as the workshop keeps it: whole, in each language, the same bytes each time, and asking for nothing else."""

from __future__ import annotations

import json
from functools import cache
from html import unescape

import pytest
from handmade import PAYLOAD, Paper, file_of, flipped, plate, submitted, symbol_of
from lxml import html
from published import ROOT
from test_artwork import recipe_of

from asylmura_ssg.check.artwork import prove_all
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.make.proof_report import TEMPLATE, proof_json, proof_page
from asylmura_ssg.model.artwork import Form
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.proof import Check, Proof
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import read_tree

TITLES = {
    Language.KK: "Тақтайша файлдарын тексеру хаттамасы",
    Language.RU: "Протокол проверки файлов табличек",
    Language.EN: "Proof of the plates’ files",
}


@cache
def design() -> Design:
    return read_design(read_tree(ROOT / "templates"), Report())


@cache
def proofs() -> tuple[Proof, ...]:
    """Five good files, and one with a module turned."""
    turned = Paper().code(12, 15, symbol=flipped(symbol_of(PAYLOAD), [(20, 20)]))
    good = [submitted(form, file_of(plate(), form)) for form in Form]
    return prove_all([*good, submitted(Form.SVG, file_of(turned, Form.SVG))])


def page(language: Language) -> bytes:
    return proof_page(proofs(), {}, language, design().templates[TEMPLATE], design().strings[language])


@pytest.mark.parametrize("language", list(Language))
def test_the_page_names_every_file_with_its_digest_and_its_verdict(language: Language) -> None:
    root = html.fromstring(page(language))
    assert root.get("lang") == language
    assert root.findtext(".//h1") == TITLES[language]
    assert [cell.text for cell in root.findall(".//td[@class='sha']")] == [proof.sha256 for proof in proofs()]
    assert [dd.text for dd in root.findall(".//dd")] == ["6", "5", "1"]
    strings = design().strings[language]
    verdicts = [cell.text for cell in root.xpath(".//td[starts-with(@class, 'verdict')]")]
    assert verdicts == [strings["proof_good"]] * 5 + [strings["proof_bad"]]


def test_the_page_says_what_is_wrong_with_a_file() -> None:
    failure = proofs()[-1].failures[0]
    assert failure.check is Check.MATRIX
    text = unescape(page(Language.EN).decode())
    assert f"{failure.measured}</td>" in text
    assert "SHA-256 of the code’s modules, code 1" in text


@pytest.mark.parametrize(
    ("language", "module", "about"),
    [
        (
            Language.KK,
            "2,000\u00a0мм",
            ("Берел қорымы", "бір код", "270 × 184\u00a0мм", "0,85\u00a0м қашықтықтан оқылады"),
        ),
        (
            Language.RU,
            "2,000\u00a0мм",
            ("Берельские курганы", "один код", "270 × 184\u00a0мм", "с расстояния 0,85\u00a0м"),
        ),
        (
            Language.EN,
            "2.000\u00a0mm",
            ("Berel burial mounds", "one code", "270 × 184\u00a0mm", "read from 0.85\u00a0m"),
        ),
    ],
)
def test_the_page_says_what_a_plate_is_in_its_own_language(
    language: Language, module: str, about: tuple[str, ...]
) -> None:
    held = design()
    made = proof_page(proofs(), {"00013": recipe_of()}, language, held.templates[TEMPLATE], held.strings[language])
    root = html.fromstring(made)
    (cell,) = root.findall(".//td[@class='picture']")
    assert [words for words in about if words not in cell.text_content()] == []
    figures = [figure.text for figure in root.findall(".//td[@class='number']")]
    assert figures[0] == module
    assert [head.text for head in root.findall(".//th") if not head.text] == []


def test_what_is_quoted_from_a_file_stays_as_it_is_there() -> None:
    text = unescape(page(Language.RU).decode())
    failure = proofs()[-1].failures[0]
    assert failure.wanted in text


def test_a_page_of_good_files_has_no_list_of_bad_ones() -> None:
    made = proof_page(proofs()[:5], {}, Language.RU, design().templates[TEMPLATE], design().strings[Language.RU])
    assert "Негодные файлы" not in made.decode()
    assert html.fromstring(made).findall(".//h2[@class='bad']") == []


def test_the_page_asks_for_no_other_file() -> None:
    root = html.fromstring(page(Language.KK))
    assert root.xpath(".//link | .//script | .//a") == []
    assert all(src.startswith("data:image/png;base64,") for src in root.xpath(".//@src"))
    assert "url(" not in page(Language.KK).decode()


def test_the_figures_hold_every_finding_of_every_file() -> None:
    whole = json.loads(proof_json(proofs()))
    assert (whole["files"], whole["passed"], whole["failed"]) == (6, 5, 1)
    assert [len(held["checks"]) for held in whole["proofs"]] == [len(proof.findings) for proof in proofs()]
    svg = whole["proofs"][0]
    assert svg["sha256"] == proofs()[0].sha256
    assert {"check": "module", "code": 1, "passed": True, "measured": "2.000 mm", "wanted": "2.000 ± 0.020 mm"} in svg[
        "checks"
    ]


def test_the_same_proofs_are_the_same_report() -> None:
    assert page(Language.KK) == page(Language.KK)
    assert proof_json(proofs()) == proof_json(proofs())


@pytest.mark.parametrize("language", list(Language))
def test_every_check_has_a_name_in_every_language(language: Language) -> None:
    held = design().strings[language]
    assert [check for check in Check if f"proof_check_{check.value.replace('-', '_')}" not in held] == []
