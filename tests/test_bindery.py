"""The press package: block and cover with all their papers, laid down whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace as changed
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from click.testing import CliRunner, Result
from published import CONTENT, TEMPLATES, Tree, replace, tree_of

from asylmura_ssg.bindery import Errand, Package, ThinSpineError, UnfitError, bind
from asylmura_ssg.cache import alone_with
from asylmura_ssg.cli import main
from asylmura_ssg.cli.commands import profile_places
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.publish import MANIFEST, PRESS
from asylmura_ssg.toolchain import rasteriser
from asylmura_ssg.uptodate import survey

MINIATURE = Path(__file__).parent / "miniature" / "content"
VOLUME = "small-heritage-1"
BLOCK, COVER = f"{VOLUME}_block.pdf", f"{VOLUME}_cover.pdf"
PAPERS = {"checksums.sha256", "job-ticket.html", "job-ticket.json", "preflight.html", "preflight.json", "proof.pdf"}


@dataclass(frozen=True)
class Shop:
    """The miniature in a folder of its own, with its output and a cache that tests share."""

    content: Path
    output: Path
    cache: Path

    def bind(self, region: str | None = None, language: Language | None = None, jobs: int = 1, **asked: str) -> Package:
        order = Order(self.content, TEMPLATES, self.output, self.cache, Scope(), jobs, profiles=profile_places())
        errand = Errand(asked.get("volume", VOLUME), asked.get("printer"), region, language)
        return bind(order, survey(order), errand, lambda *_: None)

    def said(self, *words: str) -> Result:
        """Run ``asylmura volume``."""
        where = ["--content", self.content, "--templates", TEMPLATES, "--output", self.output, "--cache", self.cache]
        return CliRunner().invoke(main, ["volume", *words, *map(str, where), "--jobs", "1"], catch_exceptions=False)

    def packages(self) -> Tree:
        """Return everything below press/ but the manifests."""
        held = tree_of(self.output / PRESS) if (self.output / PRESS).exists() else {}
        return {path: data for path, data in held.items() if not path.endswith(MANIFEST)}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shop(tmp_path: Path, cache: Path) -> Shop:
    shutil.copytree(MINIATURE, tmp_path / "content")
    return Shop(tmp_path / "content", tmp_path / "output", cache)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Package, Path]:
    """A package that is only looked at, and its folder."""
    root = tmp_path_factory.mktemp("bound")
    shutil.copytree(MINIATURE, root / "content")
    made = Shop(root / "content", root / "output", cache).bind()
    return made, made.folder


# What is in it


def test_a_package_holds_the_two_files_and_all_their_papers(package: tuple[Package, Path]) -> None:
    made, folder = package
    assert folder.name == VOLUME
    assert {path.name for path in folder.iterdir()} - {MANIFEST} == {BLOCK, COVER, f"{VOLUME}.zip", *PAPERS}
    assert [name for name, _ in made.files] == sorted(name for name, _ in made.files)
    assert all(path.name.isascii() for path in folder.iterdir())


def test_the_checksums_are_read_by_sha256sum(package: tuple[Package, Path]) -> None:
    _, folder = package
    done = subprocess.run(["sha256sum", "--check", "--strict", "checksums.sha256"], cwd=folder, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": OK") == len(PAPERS) + 1


def test_the_zip_holds_it_all_and_nothing_of_the_machine(package: tuple[Package, Path]) -> None:
    _, folder = package
    with zipfile.ZipFile(folder / f"{VOLUME}.zip") as packed:
        assert packed.testzip() is None
        held = {entry.filename: packed.read(entry) for entry in packed.infolist()}
        assert {entry.date_time[:3] for entry in packed.infolist()} == {(2026, 11, 23)}
    assert held == {
        f"{VOLUME}/{path.name}": path.read_bytes()
        for path in folder.iterdir() if path.suffix != ".zip" and path.name != MANIFEST
    }  # fmt: skip


def boxes(file: Path) -> list[tuple[float, float]]:
    """Return the trimmed size of every page in mm."""
    with pikepdf.open(file) as pdf:
        trims = [[float(side) for side in page.trimbox.as_list()] for page in pdf.pages]
    return [(round((x1 - x0) / POINTS, 2), round((y1 - y0) / POINTS, 2)) for x0, y0, x1, y1 in trims]


def test_the_ticket_says_what_the_files_are(package: tuple[Package, Path]) -> None:
    made, folder = package
    ticket = json.loads((folder / "job-ticket.json").read_text("utf-8"))
    block, cover = ticket["files"]
    pages = boxes(folder / BLOCK)
    assert (block["pages"], set(pages)) == (made.pages, {tuple(block["trim_mm"])})
    assert made.pages % ticket["page_multiple"] == 0
    assert boxes(folder / COVER) == [pytest.approx(tuple(cover["trim_mm"]), abs=0.02)]
    spine = made.pages / 2 * ticket["paper"]["caliper_mm"] + 4
    assert ticket["cover"]["spine_mm"] == pytest.approx(spine) == pytest.approx(made.spine)
    for file in (block, cover):
        data = (folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert file["inks"] == ["Cyan", "Magenta", "Yellow", "Black"]
        assert 150 < file["most_ink_percent"] <= ticket["ink_limit_percent"]


def test_the_ticket_speaks_the_languages_of_the_volume_and_leaves_room_to_write(package: tuple[Package, Path]) -> None:
    page = lxml.html.fromstring((package[1] / "job-ticket.html").read_bytes())
    rows = {row.findtext(".//th/span"): row.find(".//td") for row in page.iter("tr")}
    assert {element.get("lang") for element in page.iter("span")} == {"kk", "ru", "en"}
    assert rows["Таралымы (дана)"].text_content() == "50"
    assert [name for name, cell in rows.items() if cell.get("class") == "empty"] == [
        "Түптеу тәсілі", "Мұқабаны өңдеу", "Мерзімі", "Жеткізу орны",
    ]  # fmt: skip


def test_the_proof_shows_the_cover_and_reading_spreads_with_their_boxes(package: tuple[Package, Path]) -> None:
    made, folder = package
    with pikepdf.open(folder / "proof.pdf") as proof:
        assert len(proof.pages) == 1 + made.pages // 2 + 1
        first, *spreads = ([float(side) / POINTS for side in page.mediabox.as_list()[2:]] for page in proof.pages)
        assert first[0] == pytest.approx(2 * 170 + 2 * 90 + made.spine + 28, abs=0.1)
        assert all(size == pytest.approx([2 * (170 + 14), 240 + 28], abs=0.1) for size in spreads)
        for page in proof.pages:
            assert page.Contents.read_bytes().count(b" re S") >= 6
        widest = max(int(thing.Width) for thing in proof.objects
                     if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image")  # fmt: skip
    assert widest <= 63 / 25.4 * 80
    assert (folder / "proof.pdf").stat().st_size < 2_000_000


def test_another_program_finds_the_proof_sound(package: tuple[Package, Path]) -> None:
    done = subprocess.run(["qpdf", "--check", package[1] / "proof.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# Made anew, or not


def test_a_package_that_is_up_to_date_is_left_alone(shop: Shop) -> None:
    assert shop.bind().anew
    before, made_at = shop.packages(), (shop.output / PRESS / VOLUME / BLOCK).stat().st_mtime_ns
    again = shop.bind()
    assert not again.anew
    assert (shop.packages(), (shop.output / PRESS / VOLUME / BLOCK).stat().st_mtime_ns) == (before, made_at)
    (shop.output / PRESS / VOLUME / BLOCK).unlink()
    assert shop.bind().anew
    assert shop.packages() == before


def test_what_no_package_shows_makes_none_anew(shop: Shop) -> None:
    first = shop.bind()
    (shop.content / "pages" / "about" / "en.md").write_text("Another page of the site.\n", "utf-8")
    assert changed(shop.bind(), report=first.report) == changed(first, anew=False)


def test_every_machine_and_any_number_of_workers_make_the_same_bytes(
    package: tuple[Package, Path], tmp_path: Path
) -> None:
    shutil.copytree(MINIATURE, tmp_path / "elsewhere")
    other = Shop(tmp_path / "elsewhere", tmp_path / "out", tmp_path / "cache").bind(jobs=2)
    ours, theirs = (
        {path: hashlib.sha256(data).hexdigest() for path, data in tree_of(folder).items() if path != MANIFEST}
        for folder in (package[1], other.folder)
    )
    assert theirs == ours


def test_two_outputs_do_not_make_one_package_in_the_same_place_at_once(shop: Shop, tmp_path: Path) -> None:
    replace(shop.content / "volumes" / f"{VOLUME}.yaml", "copies: 50", "copies: 51")
    elsewhere = changed(shop, output=tmp_path / "elsewhere")
    with alone_with(shop.cache / PRESS / VOLUME, shop.cache):
        told = elsewhere.said(VOLUME)
    assert told.exit_code == 2
    assert "another build is at work on" in told.stderr
    assert elsewhere.said(VOLUME).exit_code == 0


def test_what_painted_the_pages_is_part_of_the_question_whether_a_package_stands(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shop.bind()
    newer = tmp_path / "programs" / "gs"
    newer.parent.mkdir()
    newer.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo 99.1 || exec {shutil.which("gs")} "$@"\n', "ascii")
    newer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{newer.parent}:{os.environ['PATH']}")
    rasteriser.cache_clear()
    try:
        assert rasteriser() == "Ghostscript 99.1"
        again = shop.bind()
    finally:
        monkeypatch.undo()
        rasteriser.cache_clear()
    assert (before.anew, again) == (True, before)  # made anew, and the same


def test_an_edit_reaches_block_and_papers(shop: Shop) -> None:
    shop.bind()
    before = shop.packages()
    replace(shop.content / "volumes" / f"{VOLUME}.yaml", "copies: 50", "copies: 75")
    shop.bind()
    after = shop.packages()
    ticket = json.loads(after[f"{VOLUME}/job-ticket.json"])
    assert ticket["copies"] == 75
    assert before[f"{VOLUME}/{BLOCK}"] != after[f"{VOLUME}/{BLOCK}"]  # the imprint names the print run
    assert before[f"{VOLUME}/{COVER}"] == after[f"{VOLUME}/{COVER}"]


# Nothing bad is laid down


def test_files_that_do_not_pass_are_not_published_over_good_ones(shop: Shop) -> None:
    shop.bind()
    good = shop.packages()
    replace(shop.content / "printers" / "offset-coated.yaml", "smallest_text: 5", "smallest_text: 9")
    with pytest.raises(UnfitError, match="do not pass their preflight") as refused:
        shop.bind()
    assert shop.packages() == good
    assert "small-text" in (refused.value.folder / "preflight.html").read_text("utf-8")
    assert (refused.value.folder / BLOCK).is_file()
    told = shop.said(VOLUME)
    assert told.exit_code == 1
    assert f"{BLOCK}\n\nerror[small-text]" in told.stdout
    assert f"{refused.value.folder}/preflight.html" in told.stderr
    assert shop.packages() == good


def test_a_first_package_that_does_not_pass_leaves_nothing_behind(shop: Shop) -> None:
    replace(shop.content / "printers" / "offset-coated.yaml", "smallest_text: 5", "smallest_text: 9")
    with pytest.raises(UnfitError):
        shop.bind()
    assert not (shop.output / PRESS).exists()


def test_a_spine_too_thin_for_its_text_is_refused_at_the_printers_terms(shop: Shop) -> None:
    replace(shop.content / "printers" / "offset-coated.yaml", "text_from: 6 ", "text_from: 29 ")
    terms = (shop.content / "printers" / "offset-coated.yaml").read_text("utf-8").splitlines()
    line = terms.index("cover:") + 1
    with pytest.raises(
        ThinSpineError, match=rf"printers/offset-coated\.yaml:{line}: the spine of \d+ pages .* needs 29 mm"
    ):
        shop.bind()
    told = shop.said(VOLUME)
    assert (told.exit_code, f"{VOLUME} cannot be bound: " in told.stderr) == (1, True)
    assert not (shop.output / PRESS).exists()


def test_words_that_run_over_a_page_are_told_where_they_were_written(shop: Shop) -> None:
    record = shop.content / "monuments" / "qyzyl-kesene" / "monument.yaml"
    replace(record, "kk: Қызыл кесене", f"kk: {'Ш' * 300}")
    told = shop.said(VOLUME)
    where, _, said = told.stderr.partition(":5:7: ")
    assert (told.exit_code, where.rpartition("\n")[2]) == (1, str(record))
    assert "ШШШ” runs over the side of the page; make it shorter\n   |\n 5 |   kk: ШШШ" in said
    assert said.endswith(f"{VOLUME} cannot be bound; nothing was published.\n")
    assert not (shop.output / PRESS).exists()


def test_a_volume_that_cannot_be_bound_keeps_no_other_from_it(shop: Shop) -> None:
    volumes, terms = shop.content / "volumes", shop.content / "printers"
    shutil.copyfile(terms / "offset-coated.yaml", terms / "thick.yaml")
    replace(terms / "thick.yaml", "text_from: 6 ", "text_from: 29 ")
    shutil.copyfile(volumes / f"{VOLUME}.yaml", volumes / "another.yaml")
    replace(volumes / "another.yaml", "printer: offset-coated", "printer: thick")
    for record in (shop.content / "monuments").glob("*/monument.yaml"):
        text = record.read_text("utf-8")
        record.write_text(text.replace(f"[{VOLUME}]", f"[{VOLUME}, another]"), "utf-8")
    told = shop.said()
    assert (told.exit_code, told.stderr.count("cannot be bound")) == (1, 1)
    assert "another cannot be bound" in told.stderr
    assert {path.partition("/")[0] for path in shop.packages()} == {VOLUME}


@pytest.mark.parametrize(("words", "told"), [
    (["small-heritage-2"], 'there is no volume "small-heritage-2"; did you mean "small-heritage-1"?'),
    (["--printer", "offset-coatd"], 'there is no printer "offset-coatd"; did you mean "offset-coated"?'),
    (["--region", "turkestan"], 'there is no region "turkestan"; did you mean "turkistan"?'),
    (["--region", "KZ-6"], 'there is no region "KZ-6"; did you mean "KZ-61"?'),
])  # fmt: skip
def test_a_slip_of_the_pen_is_told(shop: Shop, words: list[str], told: str) -> None:
    result = shop.said(*words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert not (shop.output / PRESS).exists()


# Offprints and other editions


def figures_of(folder: Path) -> Mapping[str, object]:
    held: Mapping[str, object] = json.loads((folder / "job-ticket.json").read_text("utf-8"))
    return held


def test_a_region_makes_a_slim_volume_with_a_cover_of_its_own(shop: Shop) -> None:
    whole, slim = shop.bind(), shop.bind(region="KZ-61")
    assert slim.folder == shop.output / PRESS / f"{VOLUME}-kz-61"
    assert slim.pages < whole.pages
    assert {path.name for path in slim.folder.glob("*.pdf")} == {
        f"{VOLUME}-kz-61_block.pdf", f"{VOLUME}-kz-61_cover.pdf", "proof.pdf",
    }  # fmt: skip
    ticket = figures_of(slim.folder)
    assert (ticket["isbn"], ticket["copies"]) == (None, None)
    assert f"{VOLUME}/{BLOCK}" in shop.packages()


def test_one_language_makes_a_volume_beside_the_whole(shop: Shop) -> None:
    russian = shop.bind(language=Language.RU)
    assert russian.folder.name == f"{VOLUME}-ru"
    page = lxml.html.fromstring((russian.folder / "job-ticket.html").read_bytes())
    assert {element.get("lang") for element in page.iter("span")} == {"ru"}


def test_another_house_gets_a_package_of_its_own_kind(shop: Shop) -> None:
    terms = shop.content / "printers" / "offset-uncoated.yaml"
    shutil.copyfile(CONTENT / "printers" / "offset-uncoated.yaml", terms)
    replace(terms, "caliper: 0.125", "caliper: 0.5")  # so that so slim a book has a spine to write on
    made = shop.bind(printer="offset-uncoated")
    assert made.folder.name == f"{VOLUME}-offset-uncoated"
    ticket = json.loads((made.folder / "job-ticket.json").read_text("utf-8"))
    assert (ticket["standard"], ticket["marks"], ticket["page_multiple"], made.pages % 8) == ("PDF/X-4", False, 8, 0)
    block, cover = (made.folder / file["name"] for file in ticket["files"])
    assert block.name == f"{VOLUME}-offset-uncoated-block.pdf"
    with pikepdf.open(cover) as pdf:
        (page,) = pdf.pages
        assert page.mediabox == page.bleedbox
        across = float(page.trimbox.as_list()[2]) - float(page.trimbox.as_list()[0])
    assert across / POINTS == pytest.approx(2 * 170 + made.spine, abs=0.02)  # no flaps


# The command


def test_the_command_says_what_it_made(shop: Shop) -> None:
    told = shop.said(VOLUME)
    assert told.exit_code == 0, told.stderr
    rows = dict(re.findall(r"^ {2}(\w+) +(.+)$", told.stdout, re.MULTILINE))
    assert rows["block"] == f"{len(boxes(shop.output / PRESS / VOLUME / BLOCK))} pages, spine 8.2 mm"
    assert rows["preflight"].startswith("passed")
    assert "preflight.html" in rows["preflight"]
    assert "it was up to date" in shop.said().stdout


def built(shop: Shop, *options: str) -> Result:
    """Run ``asylmura build`` with its volumes."""
    where = ["--content", shop.content, "--templates", TEMPLATES, "--output", shop.output, "--cache", shop.cache]
    return CliRunner().invoke(main, ["build", *options, *map(str, where), "--jobs", "1"], catch_exceptions=False)


def test_a_build_makes_the_packages_of_its_volumes_after_the_site(shop: Shop) -> None:
    told = built(shop)
    assert told.exit_code == 0, told.stderr
    packages = shop.packages()
    assert f"{VOLUME}/{BLOCK}" in packages
    assert f"press/{VOLUME}/" in told.stdout
    site = json.loads((shop.output / MANIFEST).read_text("utf-8"))["files"]
    assert [path for path in site if path.startswith("press/")] == []
    again = built(shop)
    assert "nothing: all was up to date" in again.stdout
    assert "it was up to date" in again.stdout
    replace(shop.content / "site.yaml", "Small Heritage", "Smaller Heritage")
    assert built(shop, "--no-volume").exit_code == 0
    assert shop.packages() == packages


def test_a_build_whose_package_is_refused_still_publishes_the_site(shop: Shop) -> None:
    replace(shop.content / "printers" / "offset-coated.yaml", "smallest_text: 5", "smallest_text: 9")
    told = built(shop)
    assert told.exit_code == 1
    assert "nothing was published" in told.stderr
    assert (shop.output / "volumes" / f"{VOLUME}.pdf").is_file()
    assert not (shop.output / PRESS).exists()


def test_drafts_do_not_go_to_press(shop: Shop) -> None:
    assert built(shop, "--drafts").exit_code == 0
    assert not (shop.output / PRESS).exists()
