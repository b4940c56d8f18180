"""Printing houses: those that ship can be printed with, and no value that cannot be printed passes unsaid."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from published import ROOT

from asylmura_ssg.cli.commands import profile_places
from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.press import DRAWN_BLEED, Condition, Printer, Standard
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.profiles import Profiles, profiles_in
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.read.printers import Printers, read_printers
from asylmura_ssg.read.vocabularies import Shelf
from asylmura_ssg.tree import Bytes, read_tree

CONTENT = read_tree(ROOT / "content")
COATED, UNCOATED = "printers/offset-coated.yaml", "printers/offset-uncoated.yaml"
ON_THIS_MACHINE = profiles_in(profile_places())


def read(text: str = "", profiles: Profiles = ON_THIS_MACHINE, path: str = COATED) -> tuple[Printers, Report]:
    """Return the printers that ship; with ``text`` in the place of one of their files."""
    report = Report()
    files = {name: file for name, file in CONTENT.items() if name.startswith("printers/")}
    if text:
        files[path] = Bytes(path, path, text.encode(), digest_bytes(text.encode()))
    return read_printers(Shelf(files, "content", report), profiles), report


def shipped() -> tuple[Printer, Printer]:
    printers, report = read()
    assert list(report) == []
    assert (list(printers.by_key), printers.missing) == (["offset-coated", "offset-uncoated"], {})
    return printers.by_key["offset-coated"], printers.by_key["offset-uncoated"]


def text_of(path: str) -> str:
    return CONTENT[path].data.decode()


def test_two_houses_ship_that_ask_for_different_things() -> None:
    coated, uncoated = shipped()
    assert (coated.standard, uncoated.standard) == (Standard.X1A, Standard.X4)
    assert (coated.condition.identifier, uncoated.condition.identifier) == ("FOGRA39", "FOGRA52")
    assert coated.marks is not None
    assert uncoated.marks is None
    assert coated.bleed != uncoated.bleed
    assert coated.page_multiple != uncoated.page_multiple
    pages = [Format(170, 240, printer.margins) for printer in (coated, uncoated)]
    assert pages[0].measure != pages[1].measure


@pytest.mark.parametrize("number", [0, 1])
def test_a_page_of_each_is_a_whole_number_of_lines_high(number: int) -> None:
    """Text stands on a grid of 12.1 pt; what is over is less than a tenth of a line."""
    lines = Format(170, 240, shipped()[number].margins).depth / 25.4 * 72 / 12.1
    assert 0 <= lines % 1 < 0.1


@pytest.mark.parametrize("number", [0, 1])
def test_each_profile_is_the_very_file_and_speaks_of_what_it_is_named_for(number: int) -> None:
    condition = shipped()[number].condition
    assert hashlib.sha256(condition.data).hexdigest() == condition.sha256
    assert condition.data[12:20] == b"prtrCMYK"
    assert "12647-2" in condition.info


def test_only_a_profile_that_may_be_handed_on_stands_in_the_content() -> None:
    bundled = {path.name for path in (ROOT / "content" / "printers" / "profiles").iterdir()}
    assert bundled == {"ISOcoated_v2_300_bas.icc", "ISOcoated_v2_300_bas.txt"}
    licence = (ROOT / "content" / "printers" / "profiles" / "ISOcoated_v2_300_bas.txt").read_text("utf-8")
    assert "redistribute it\nfreely" in licence
    coated, uncoated = shipped()
    assert (coated.condition.bundled, uncoated.condition.bundled) == (True, False)


# A profile that may not be bundled


def test_a_printer_whose_profile_is_elsewhere_is_read_and_said_to_be_unusable() -> None:
    printers, report = read(profiles=lambda _name, _sha256: None)
    assert list(report) == []
    assert printers.by_key["offset-uncoated"].condition.data == b""
    (missing,) = printers.missing.values()
    assert missing.code is Code.PROFILE_MISSING
    assert missing.span.path.endswith("content/printers/offset-uncoated.yaml")
    assert missing.excerpt.strip().startswith("profile: ")
    assert "eci.org" in missing.hint


def test_only_a_printer_that_a_volume_names_must_have_its_profile() -> None:
    nowhere = profiles_in(())
    reading = read_content(CONTENT, "content", {}, map, drafts=False, profiles=nowhere)
    assert reading.report.errors == ()
    assert list(reading.missing_profiles) == ["offset-uncoated"]
    path = "volumes/asyl-mura-2.yaml"
    text = text_of(path).replace("offset-coated", "offset-uncoated")
    files = {**CONTENT, path: Bytes(path, path, text.encode(), digest_bytes(text.encode()))}
    assert read_content(files, "content", {}, map, drafts=False).report.errors == ()  # where nothing is printed
    (error,) = read_content(files, "content", {}, map, drafts=False, profiles=nowhere).report.errors
    assert error == reading.missing_profiles["offset-uncoated"]


def condition_of(printers: Printers) -> Condition:
    return printers.by_key["offset-uncoated"].condition


def test_a_profile_is_known_by_its_digest_wherever_it_lies(tmp_path: Path) -> None:
    data = condition_of(read()[0]).data
    old, new = tmp_path / "old", tmp_path / "new" / "below"
    for folder, held in ((old, b"an older edition"), (new, data)):
        folder.mkdir(parents=True)
        (folder / "PSOuncoated_v3_FOGRA52.icc").write_bytes(held)
    assert condition_of(read(profiles=profiles_in((tmp_path / "none", old, tmp_path / "new")))[0]).data == data
    assert condition_of(read(profiles=profiles_in((old,)))[0]).data == b""


# Values that cannot be


def numbers() -> list[tuple[str, str]]:
    """Return every number of a printer's file, with the text before it, which finds its place."""
    return re.findall(r"([a-z_]+: ?)(\d[\d.]*)(?=[,} \n])", text_of(COATED))


@pytest.mark.parametrize(("key", "value"), numbers(), ids=lambda word: str(word).strip(": "))
@pytest.mark.parametrize("wrong", ["-1", "1e9", "nan", "many", "100000", "''"])
def test_a_number_that_cannot_be_is_told_at_its_place(key: str, value: str, wrong: str) -> None:
    text = text_of(COATED)
    changed = re.sub(rf"(?<![a-z_]){key}{re.escape(value)}(?=[,}} \n])", f"{key}{wrong}", text, count=1)
    assert changed != text
    _, report = read(changed)
    told = report.errors
    assert bool(told) != (key == "signature: " and wrong == "''"), "left empty is as if left out, which it alone may be"
    at = changed.index(f"{key}{wrong}")
    assert not told or changed[:at].count("\n") + 1 in {error.span.line for error in told}
    assert {error.code for error in told} <= {Code.PRINTER_TERMS, Code.WRONG_TYPE, Code.MISSING_FIELD}
    if told and wrong in {"1e9", "nan", "many", "''"}:
        assert len([error for error in told if error.span.line == changed[:at].count("\n") + 1]) == 1


@pytest.mark.parametrize("line", [line for line in text_of(COATED).splitlines() if re.match(r" *[a-z_0-9]+:", line)])
def test_a_line_left_out_is_told_unless_it_may_be(line: str) -> None:
    text = text_of(COATED)
    at = text.index(line)
    indent = len(line) - len(line.lstrip())
    rest = text[at + len(line) :].split("\n")
    inner = next((i for i, below in enumerate(rest[1:], 1) if len(below) - len(below.lstrip()) <= indent), len(rest))
    printers, report = read(text[:at] + "\n".join(rest[inner:]), profiles=lambda _name, _sha256: None)
    told = bool(report.errors) or "offset-coated" in printers.missing  # what is not bundled is sought on the machine
    assert told != line.strip().startswith(("marks:", "signature:", "ru:", "en:"))


def test_every_bound_that_is_allowed_passes() -> None:
    text = text_of(UNCOATED)
    for key, value in (
        ("bleed", DRAWN_BLEED),
        ("bleed", 0),
        ("ink_limit", 200),
        ("ink_limit", 400),
        ("page_multiple", 2),
    ):
        changed = re.sub(rf"^{key}: \d+", f"{key}: {value:g}", text, flags=re.MULTILINE)
        printers, report = read(changed, path=UNCOATED)
        assert list(report) == []
        assert getattr(printers.by_key["offset-uncoated"], key) == value


@pytest.mark.parametrize("pattern", ["{volume}_{part}.pdf", "{printer}-{part}-{volume}.pdf", "AM2_{part}.pdf"])
def test_a_file_name_of_plain_letters_passes(pattern: str) -> None:
    printers, report = read(text_of(COATED).replace("{volume}_{part}.pdf", pattern))
    assert list(report) == []
    name = printers.by_key["offset-coated"].file_name.format(
        volume="asyl-mura-2", part="block", printer="offset-coated"
    )
    assert re.fullmatch(r"[A-Za-z0-9._-]+\.pdf", name)


# What follows from a printer


def test_the_spine_grows_with_the_pages_and_pages_fill_signatures() -> None:
    coated, uncoated = shipped()
    assert coated.spine(160) == 10.96
    assert uncoated.spine(160) == 11.2
    assert [coated.padded(pages) for pages in (1, 16, 17, 25, 156)] == [4, 16, 20, 32, 160]
    assert [uncoated.padded(pages) for pages in (1, 16, 17, 146)] == [8, 16, 24, 152]


def test_what_is_left_of_whole_signatures_is_a_part_of_one() -> None:
    coated, uncoated = shipped()
    assert [coated.signatures(pages) for pages in (4, 20, 160)] == [(0, 4), (1, 4), (10, 0)]
    assert uncoated.signature == uncoated.page_multiple, "unless the house says so, no part of a signature is bound"
