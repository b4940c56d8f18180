"""The making of a package in a folder of its own: set, inked, linked, examined, described."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from asylmura_ssg.bindery.checksums import sha256_of
from asylmura_ssg.bindery.errand import ThinSpineError, UnfitError
from asylmura_ssg.bindery.job import Job
from asylmura_ssg.bindery.papers import PROOF, Printed, draw_proof, write_papers, write_report
from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight import ExpectedBook, examine, expected_book, expected_cover
from asylmura_ssg.check.preflight.expected import ExpectedEntry
from asylmura_ssg.galleys import Galleys, Progress
from asylmura_ssg.make.press import Inking
from asylmura_ssg.make.press.block import described
from asylmura_ssg.make.press.cover import bears_text, cover_fragment
from asylmura_ssg.make.press.link import Book
from asylmura_ssg.make.press.spread import SpineTooThinError, Spread, spread_of
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.preflight import Gravity
from asylmura_ssg.tree import Bytes
from asylmura_ssg.workers import beside


@dataclass(frozen=True, slots=True)
class Workbench:
    """Where and by what means a package is made; ``folder`` is emptied first."""

    folder: Path
    store: Store
    jobs: int
    content: dict[str, Bytes]
    progress: Progress

    def galleys(self) -> Galleys:
        """Return where fragments are set and inked."""
        return Galleys(self.store, self.jobs, lambda path: self.content[path].data, self.progress)


def make_package(job: Job, design: Design, bench: Workbench) -> dict[str, int]:
    """Make every file of a package; return its figures, the spine in hundredths of a mm.

    Raises ThinSpineError, UnsettableError, UnfitError, GhostscriptError.
    """
    shutil.rmtree(bench.folder, ignore_errors=True)
    bench.folder.mkdir(parents=True)
    recipe, printer = job.recipe, job.printer
    galleys = bench.galleys()
    bound = galleys.paginate(recipe)
    spread = spread_of(printer, recipe.volume.trim, bound.pages)
    block, cover = bench.folder / job.file("block"), bench.folder / job.file("cover")
    with block.open("wb") as out:
        galleys.press(recipe, bound, printer, block.name, out)
    _link_cover(job, spread, bound.pages, bench, cover)
    bench.progress("preflight", 0, 0)
    of_block = expected_book(recipe, bound.page_map.folios, bound.blank)
    of_cover = _expected_of_cover(job, spread)
    with beside(lambda: draw_proof(bench.folder, block, cover, spread, job, bench.store), bench.jobs) as proof_drawn:
        files = (
            _examined("block", block, job, of_block, bench, galleys.remarks(bound, printer)),
            _examined("cover", cover, job, of_cover, bench),
        )
        write_report(bench.folder, files, job, design)
        passed = all(file.verdict.passed for file in files)
        if passed:
            proof_drawn()
    if not passed:
        (bench.folder / PROOF).unlink(missing_ok=True)  # nobody waited for it, and it may be cut short
        raise UnfitError(tuple((file.path.name, file.verdict) for file in files), bench.folder)
    spine_text = bears_text(recipe, printer, bound.pages)
    write_papers(bench.folder, files, spread, spine_text=spine_text, job=job, design=design)
    warnings = sum(finding.gravity is Gravity.WARNING for file in files for finding in file.verdict.findings)
    return {"pages": bound.pages, "spine": round(spread.spine * 100), "warnings": warnings}


def _link_cover(job: Job, spread: Spread, pages: int, bench: Workbench, to: Path) -> None:
    try:
        fragment = cover_fragment(job.recipe, job.printer, pages)
    except SpineTooThinError as error:
        raise ThinSpineError(
            f"{_cover_terms(bench, job)}: {error}; take a thicker paper or more entries, or ask the printing house "
            'whether "cover.text_from" and "cover.inset" may be less'
        ) from None
    book = Book(
        inking=Inking.on_press(job.printer), described=described(job.recipe), trim=(spread.width, spread.height), pages=1,
        faces=job.recipe.faces, name=to.name, folds=spread.folds,
    )  # fmt: skip
    with to.open("wb") as out:
        bench.galleys().alone(fragment, book, out)


def _cover_terms(bench: Workbench, job: Job) -> str:
    """Return where the printer's terms for covers stand: path and line."""
    file = bench.content[f"printers/{job.printer.key}.yaml"]
    lines = file.data.decode().splitlines()
    return f"{file.shown}:{next((n for n, line in enumerate(lines, 1) if line.startswith('cover:')), 1)}"


def _expected_of_cover(job: Job, spread: Spread) -> ExpectedBook:
    """Return what the cover must be; the code on its flap leads to the site."""
    book = expected_cover((spread.width, spread.height), spread.folds, job.recipe.volume.isbn)
    site = ExpectedEntry("the flap", job.recipe.frames[0].site.address, (), (1, 1))
    return replace(book, entries=(site,)) if spread.flap else book


def _examined(
    part: str, path: Path, job: Job, book: ExpectedBook, bench: Workbench, remarks: tuple[str, ...] = ()
) -> Printed:
    verdict = examine(path, job.printer, book, bench.store, bench.jobs)
    assert book.trim is not None  # noqa: S101 - of our own files it is known
    return Printed(part, path, *book.trim, sha256_of(path), verdict, remarks)
