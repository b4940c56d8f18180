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
from published import Small, Tree, build, tree_of

from asylmura_ssg.cli import main

FORMS = ("svg", "pdf", "eps", "dxf", "png")


def artwork(small: Small, *options: str, to: str = "workshop", cache: Path | None = None) -> Result:
    """Run ``plates artwork`` on the miniature."""
    where = ["--content", small.content, "--to", small.output.parent / to, "--cache", cache or small.cache]
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
    rows = list(csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig"))))
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
    result = artwork(small, "--form", "pdf", "--form", "dxf", "--form", "png", "--sheet", "700x500")
    assert result.exit_code == 0, result.output
    files = laid(small)
    assert {path for path in files if path.startswith("sheets/")} == {"sheets/sheet-01.pdf", "sheets/sheet-01.dxf"}
    rows = list(csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig"))))
    assert [(row["plate"], row["file"], row["width_mm"]) for row in rows[-2:]] == [
        ("00013 00021", f"sheets/sheet-01.{form}", "700") for form in ("pdf", "dxf")
    ]
    assert all(row["sha256"] == hashlib.sha256(files[row["file"]]).hexdigest() for row in rows)
    proofs = {each["file"]: each for each in json.loads(laid(small)["proof.json"])["proofs"]}
    found = [
        check["measured"] for check in proofs["sheets/sheet-01.pdf"]["checks"] if check["check"] == "payload-zxing"
    ]
    assert sorted(found) == ["https://example.kz/00013"] * 2 + ["https://example.kz/00021"] * 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("aq-meshit",), '"aq-meshit" is not published; its plate would not answer'),
        (("00031", "eski-kala"), "this is no plate number: its check digit is wrong; did you mean 00013"),
        (("00031", "eski-kala"), 'no monument "eski-kala"; did you mean "eski-qala"?'),
        (("00013", "--region", "almaty"), "name plates, or a region with --region; not both"),
        (("--region", "nowhere"), 'no region "nowhere"; known: '),
        (("--region", "turkistn"), 'no region "turkistn"; did you mean "turkistan"?'),
        (("--issue", "2"), "name them"),
        (("00013", "--issue", "7"), "plate 00013 has no issue 7; of our own make: 1"),
        (("--sheet", "700x500", "--margin", "nan"), '"nan" is no length in mm'),
        (("--sheet", "700x500", "--gap", "inf"), '"inf" is no length in mm'),
        (("--sheet", "700x500", "--form", "eps"), "sheets are made as pdf, svg, dxf; name one of these with --form"),
        (("--region", "taraz-city"), 'no plate was issued in "taraz-city" yet'),
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
    assert "with --to" in said(result)
    assert (folder / "invoice.txt").read_text("utf-8") == "ours"


def said(result: Result) -> str:
    return " ".join(result.output.replace("│", " ").split())


def test_somebodys_files_beside_a_commission_are_named_and_stay(small: Small) -> None:
    artwork(small, "00013", "--form", "svg")
    folder = small.output.with_name("workshop")
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "00013/Thumbs.db").write_bytes(b"")
    assert artwork(small, "00013", "--form", "svg").exit_code == 0
    (folder / "00013/letter.txt").write_text("ours", "utf-8")
    result = artwork(small, "00021", "--form", "svg")
    assert result.exit_code == 2
    assert "00013/letter.txt; move them elsewhere, or name another folder with --to" in said(result)
    assert (folder / "00013/letter.txt").read_text("utf-8") == "ours"


def test_a_site_is_not_replaced_by_a_commission_nor_a_commission_by_a_site(small: Small) -> None:
    site = small.published()
    result = artwork(small, to=small.output.name)
    assert result.exit_code == 2
    assert "holds a built site, and this is files for a workshop; name another folder with --to" in said(result)
    assert tree_of(small.output) == site
    assert "lies in" in said(artwork(small, to=f"{small.output.name}/kk/workshop"))
    assert tree_of(small.output) == site
    assert artwork(small, "--form", "svg").exit_code == 0
    before = laid(small)
    result = build(small.content, small.output.with_name("workshop"), small.cache)
    assert result.exit_code == 2
    assert "holds files for a workshop, and this is a built site; name another folder with --output" in said(result)
    assert laid(small) == before


def test_a_folder_of_what_plates_are_made_from_is_refused(small: Small) -> None:
    before = tree_of(small.content)
    for to in (small.content.name, f"{small.content.name}/plates/workshop"):
        result = artwork(small, to=to)
        assert result.exit_code == 2
        assert "cannot be the workshop's folder" in said(result)
    assert tree_of(small.content) == before


def test_a_link_leads_to_the_folder_and_stays_a_link(small: Small, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = small.output.with_name("workshop")
    link.symlink_to(tmp_path / "elsewhere")
    for plate in ("00013", "00021", "00013"):
        assert artwork(small, plate, "--form", "svg").exit_code == 0
        assert link.is_symlink()
        assert [path for path in laid(small) if "/" in path] == [f"{plate}/{plate}-near-twin-enamel.svg"]


def test_another_commission_says_how_many_files_of_the_earlier_one_went(small: Small) -> None:
    assert "removed" not in artwork(small, "--form", "svg", "--form", "dxf").output
    assert (
        "removed    2 files of the earlier commission"
        in artwork(small, "00021", "--form", "svg", "--form", "dxf").output
    )


def test_an_earlier_issue_can_be_drawn_and_a_later_one_has_its_number_in_its_name(small: Small) -> None:
    where = ["--content", str(small.content), "--cache", str(small.cache)]
    assert CliRunner().invoke(main, ["plates", "re-issue", "00013", *where]).exit_code == 0
    artwork(small, "00013", "--form", "svg")
    assert [path for path in laid(small) if "/" in path] == ["00013/00013-2-near-twin-enamel.svg"]
    (row,) = csv.DictReader(io.StringIO(laid(small)["manifest.csv"].decode("utf-8-sig")))
    assert (row["plate"], row["issue"]) == ("00013", "2")
    assert "2-шығарылым" in laid(small)["proof.html"].decode()
    artwork(small, "00013", "--form", "svg", "--issue", "1")
    assert [path for path in laid(small) if "/" in path] == ["00013/00013-near-twin-enamel.svg"]


def unplate(small: Small) -> None:
    """Take the plate of eski-qala out of the register, as if it had never been issued."""
    register = small.content / "plates/register.jsonl"
    lines = register.read_text("utf-8").splitlines(keepends=True)
    register.write_text("".join(line for line in lines if '"plate": "00021"' not in line), "utf-8")


def test_a_monument_without_a_plate_of_our_make_is_told_what_it_has(small: Small) -> None:
    unplate(small)
    issues = "`asylmura plates issue eski-qala` issues it"
    assert f"no plate was issued for eski-qala; {issues}" in said(artwork(small, "eski-qala"))
    with (small.content / "monuments/eski-qala/monument.yaml").open("a", encoding="utf-8") as record:
        record.write(
            "fate:\n  what: destroyed\n  year: 1914\n  text: {kk: Құлады., ru: Рухнула., en: It fell.}\n  source: report\n"
        )
    gone = '"eski-qala" is gone, so no plate was issued for it; if one is to mark the place, '
    assert gone + issues in said(artwork(small, "00021"))
    where = ["--content", str(small.content), "--cache", str(small.cache)]
    adopted = CliRunner().invoke(main, ["plates", "adopt", "eski-qala", "https://old.example.org/7", *where])
    assert adopted.exit_code == 0, adopted.output
    assert 'the plate of "eski-qala" was adopted: its code is not of our make' in said(artwork(small, "eski-qala"))


def test_a_damaged_file_is_drawn_again(small: Small) -> None:
    artwork(small, "qyzyl-kesene", "--form", "svg")
    before = laid(small)
    path = small.output.with_name("workshop") / "00013/00013-near-twin-enamel.svg"
    path.write_bytes(path.read_bytes()[:-10])
    shutil.rmtree(small.output.with_name(".workshop.back"), ignore_errors=True)
    assert artwork(small, "qyzyl-kesene", "--form", "svg").exit_code == 0
    assert laid(small) == before
