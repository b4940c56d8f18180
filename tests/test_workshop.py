"""``plates artwork``: what a workshop is handed, all of it proved, or nothing at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from published import Small, Tree, tree_of

from asylmura_ssg.cli import main

FORMS = ("svg", "pdf", "eps", "dxf", "png")


def artwork(small: Small, *options: str, to: str = "workshop", cache: Path | None = None) -> Result:
    """Run ``plates artwork`` on the miniature."""
    where = ["--content", small.content, "--to", small.output.with_name(to), "--cache", cache or small.cache]
    return CliRunner().invoke(
        main, ["plates", "artwork", *map(str, where), "--jobs", "1", *options], catch_exceptions=False
    )


def laid(small: Small, to: str = "workshop") -> Tree:
    return {path: data for path, data in tree_of(small.output.with_name(to)).items() if not path.startswith(".")}


@pytest.fixture
def files(small: Small) -> Tree:
    """One plate in all forms."""
    result = artwork(small, "qyzyl-kesene")
    assert result.exit_code == 0, result.output
    return laid(small)


def test_a_plate_is_laid_down_in_every_form_with_its_list_and_its_proof(files: Tree) -> None:
    drawn = {f"00013/00013-near-twin-enamel.{form}" for form in FORMS}
    assert set(files) == drawn | {"manifest.csv", "proof.html", "proof.json"}
    rows = list(csv.DictReader(io.StringIO(files["manifest.csv"].decode())))
    assert {row["file"] for row in rows} == drawn
    assert {row["payload"] for row in rows} == {"https://example.kz/00013"}
    assert all(row["sha256"] == hashlib.sha256(files[row["file"]]).hexdigest() for row in rows)
    proof = json.loads(files["proof.json"])
    assert (proof["files"], proof["passed"], proof["failed"]) == (5, 5, 0)
    assert {each["sha256"] for each in proof["proofs"]} == {row["sha256"] for row in rows}
    image = Image.open(io.BytesIO(files["00013/00013-near-twin-enamel.png"])).convert("L").reduce(4)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["https://example.kz/00013"] * 2


def test_what_is_as_it_should_be_is_not_drawn_again(small: Small) -> None:
    assert artwork(small).exit_code == 0
    before = {path: (small.output.with_name("workshop") / path).stat().st_mtime_ns for path in laid(small)}
    again = artwork(small)
    assert "0 of them drawn anew" in again.output
    assert {path: (small.output.with_name("workshop") / path).stat().st_mtime_ns for path in laid(small)} == before


def test_one_changed_name_draws_one_plate_anew_and_leaves_the_other(small: Small) -> None:
    artwork(small)
    before = laid(small)
    small.edit("monuments/eski-qala/monument.yaml", "Ескі қала", "Көне қала")
    result = artwork(small)
    assert "5 of them drawn anew" in result.output
    after = laid(small)
    changed = {path for path in after if after[path] != before[path]}
    assert {path for path in changed if "/" in path} == {path for path in after if path.startswith("00021/")}
    assert artwork(small, to="cold").exit_code == 0
    assert laid(small, "cold") == after


def test_the_number_of_processes_and_a_cold_cache_change_no_byte(small: Small, tmp_path: Path) -> None:
    assert artwork(small).exit_code == 0
    assert artwork(small, "--jobs", "2", to="other", cache=tmp_path / "fresh").exit_code == 0
    assert laid(small) == laid(small, "other")


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (
            ("--size", "middle", "--layout", "single", "--variant", "engraving", "--form", "svg"),
            "middle-single-engraving.svg",
        ),
        (("--size", "far", "--form", "dxf"), "far-twin-enamel.dxf"),
    ],
)
def test_size_layout_variant_and_form_are_as_asked(small: Small, options: tuple[str, ...], name: str) -> None:
    result = artwork(small, "00021", *options)
    assert result.exit_code == 0, result.output
    assert [path for path in laid(small) if "/" in path] == [f"00021/00021-{name}"]


def test_sheets_hold_all_plates_and_are_proved_too(small: Small) -> None:
    result = artwork(small, "--form", "svg", "--sheet", "700x500")
    assert result.exit_code == 0, result.output
    assert {path for path in laid(small) if path.startswith("sheets/")} == {
        f"sheets/sheet-01.{form}" for form in ("pdf", "svg", "dxf")
    }
    proofs = {each["file"]: each for each in json.loads(laid(small)["proof.json"])["proofs"]}
    found = [
        check["measured"] for check in proofs["sheets/sheet-01.pdf"]["checks"] if check["check"] == "payload-zxing"
    ]
    assert sorted(found) == ["https://example.kz/00013"] * 2 + ["https://example.kz/00021"] * 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("aq-meshit",), "no plate was issued for aq-meshit: `asylmura plates issue` issues it"),
        (("--region", "almaty"), 'no plate was issued in "almaty" yet'),
        (("--sheet", "700"), '"700" is no size of a sheet'),
        (("--sheet", "100x100"), "take a larger sheet"),
    ],
)
def test_what_cannot_be_drawn_is_wrong_usage_told_in_words(small: Small, options: tuple[str, ...], words: str) -> None:
    result = artwork(small, *options)
    assert result.exit_code == 2
    assert words in " ".join(result.output.replace("│", " ").split())
    assert not small.output.with_name("workshop").exists()


def test_a_text_that_does_not_fit_leaves_the_folder_as_it_was(small: Small) -> None:
    artwork(small)
    before = laid(small)
    small.edit(
        "monuments/eski-qala/monument.yaml",
        "Екі дәуірдің қабаттары бар қалашық.",
        "Екі дәуірдің қабаттары бар қалашық. " * 60,
    )
    result = artwork(small)
    assert result.exit_code == 2
    assert "00021" in result.output
    assert laid(small) == before


def test_content_with_an_error_leaves_the_folder_as_it_was(small: Small) -> None:
    artwork(small)
    before = laid(small)
    small.edit("plates/register.jsonl", '"mask": 4', '"mask": 3')
    result = artwork(small)
    assert result.exit_code == 1
    assert "error[symbol-changed]" in result.output
    assert laid(small) == before


def test_somebodys_files_are_not_taken_for_a_commission(small: Small) -> None:
    folder = small.output.with_name("workshop")
    folder.mkdir()
    (folder / "invoice.txt").write_text("ours", "utf-8")
    result = artwork(small)
    assert result.exit_code == 2
    assert (folder / "invoice.txt").read_text("utf-8") == "ours"


def test_a_damaged_file_is_drawn_again(small: Small) -> None:
    artwork(small, "qyzyl-kesene", "--form", "svg")
    before = laid(small)
    path = small.output.with_name("workshop") / "00013/00013-near-twin-enamel.svg"
    path.write_bytes(path.read_bytes()[:-10])
    shutil.rmtree(small.output.with_name(".workshop.back"), ignore_errors=True)
    assert artwork(small, "qyzyl-kesene", "--form", "svg").exit_code == 0
    assert laid(small) == before
