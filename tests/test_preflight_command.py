"""``asylmura preflight``: a file from anywhere, in, and a verdict, out, for people and for programs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from broken_pdfs import draw
from broken_witness import area, whole
from click.testing import CliRunner, Result
from print_file import saved, sound
from published import ROOT

from asylmura_ssg.cli import main
from asylmura_ssg.model.press import Standard

Run = Callable[..., Result]
MINIATURE = ROOT / "tests" / "miniature" / "content"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def ran(file: Path, *more: str, printer: str = "offset-coated", content: Path = MINIATURE) -> Result:
        options = ["--printer", printer, "--content", str(content), "--cache", str(tmp_path / "cache"), "--jobs", "1"]
        return CliRunner().invoke(main, ["preflight", str(file), *options, *more], catch_exceptions=False)

    return ran


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The miniature's content with a printer that takes the sound file."""
    folder = tmp_path / "content"
    shutil.copytree(MINIATURE, folder)
    own = (folder / "printers" / "offset-coated.yaml").read_text("utf-8")
    told = re.sub(r"^page_multiple: \d+", "page_multiple: 2", own, flags=re.MULTILINE)
    (folder / "printers" / "small-press.yaml").write_text(told, "utf-8")
    return folder


def file_in(folder: Path, data: bytes) -> Path:
    file = folder / "book.pdf"
    file.write_bytes(data)
    return file


def test_a_sound_file_passes(run: Run, content: Path, tmp_path: Path) -> None:
    done = run(file_in(tmp_path, saved(sound(Standard.X1A), Standard.X1A)), printer="small-press", content=content)
    assert done.output.endswith("Ready to print.\n")
    assert done.exit_code == 0


def test_a_fault_is_told_with_its_page_place_and_remedy(run: Run, content: Path, tmp_path: Path) -> None:
    pdf = sound(Standard.X1A)
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8))
    done = run(file_in(tmp_path, saved(pdf, Standard.X1A)), printer="small-press", content=content)
    assert "error[ink-limit] Too much ink\n  page 1 at 70–82 × 40–48 mm: up to 400 % of ink over " in done.output
    assert "  = Convert the picture by the printing house's profile" in done.output
    assert done.output.endswith("Not ready to print: 1 error.\n")
    assert done.exit_code == 1


def test_programs_get_json_and_printers_a_report(run: Run, tmp_path: Path) -> None:
    file, folder = file_in(tmp_path, saved(whole())), tmp_path / "report"
    done = run(file, "--format", "json", "--report", str(folder))
    assert done.exit_code == 1
    assert json.loads(done.output)["files"][0]["name"] == "book.pdf"
    assert (folder / "preflight.json").read_text("utf-8") == done.output
    assert "Not ready to print" in (folder / "preflight.html").read_text("utf-8")


def test_a_volume_must_hold_its_records(run: Run, tmp_path: Path) -> None:
    volume = next((MINIATURE / "volumes").glob("*.yaml")).stem
    done = run(file_in(tmp_path, saved(whole())), "--volume", volume)
    assert "error[code-missing]" in done.output
    assert "error[trim-size]" in done.output


def test_a_file_that_is_no_pdf_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    done = run(file_in(tmp_path, b"GIF89a"))
    assert "error[unreadable] Not a readable PDF" in done.output
    assert done.exit_code == 1


def test_a_printer_that_is_not_there_is_named_with_one_that_is(run: Run, tmp_path: Path) -> None:
    done = run(file_in(tmp_path, b""), printer="offset-coatde")
    assert 'there is no printer "offset-coatde"; did you mean "offset-coated"?' in done.output
    assert done.exit_code == 2


def test_a_volume_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    done = run(file_in(tmp_path, saved(sound())), "--volume", "no-such-volume")
    assert 'there is no volume "no-such-volume"' in done.output
    assert done.exit_code == 2


def test_a_profile_that_the_machine_lacks_is_said(run: Run, content: Path, tmp_path: Path) -> None:
    told = (content / "printers" / "small-press.yaml").read_text("utf-8")
    told = re.sub(r"profile: \S+", "profile: elsewhere.icc", re.sub(r"sha256: \w+", f"sha256: {'0' * 64}", told))
    told = re.sub(r"bundled: true", "bundled: false", told)
    (content / "printers" / "small-press.yaml").write_text(told, "utf-8")
    done = run(file_in(tmp_path, saved(sound())), printer="small-press", content=content)
    assert "elsewhere.icc" in done.output
    assert "small-press.yaml" in done.output
    assert done.exit_code == 2


def test_terms_that_cannot_be_are_told_at_their_line(run: Run, content: Path, tmp_path: Path) -> None:
    told = (content / "printers" / "small-press.yaml").read_text("utf-8")
    (content / "printers" / "small-press.yaml").write_text(re.sub(r"^bleed: .*$", "bleed: 40", told, flags=re.MULTILINE), "utf-8")  # fmt: skip
    done = run(file_in(tmp_path, saved(sound())), printer="small-press", content=content)
    assert re.search(r"printers/small-press\.yaml:\d+:\d+: error\[", done.output)
    assert done.exit_code == 1


def test_what_is_wrong_elsewhere_in_the_content_does_not_matter(run: Run, content: Path, tmp_path: Path) -> None:
    (content / "periods.yaml").write_text("no: [such", "utf-8")
    done = run(file_in(tmp_path, saved(sound(Standard.X1A), Standard.X1A)), printer="small-press", content=content)
    assert done.output.endswith("Ready to print.\n")


def test_without_ghostscript_it_is_said_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    done = run(file_in(tmp_path, saved(sound())))
    assert "apt-get install ghostscript" in done.output
    assert done.exit_code == 2
