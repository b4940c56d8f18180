"""What goes to the printing house with the two files: report, proof, job ticket, checksums, and a ZIP of it all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from asylmura_ssg.bindery.checksums import write_checksums
from asylmura_ssg.bindery.job import Job
from asylmura_ssg.cache import Store
from asylmura_ssg.make.preflight_report import TEMPLATE as REPORT, Examined, preflight_json, preflight_page
from asylmura_ssg.make.press.legend import legend_fragment
from asylmura_ssg.make.press.proof import ProofOf, write_proof
from asylmura_ssg.make.press.spread import Spread
from asylmura_ssg.make.press.ticket import TEMPLATE as TICKET, PressFile, Ticket, ticket_json, ticket_page
from asylmura_ssg.make.volume import typeset_fragment
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.preflight import Gravity, Verdict
from asylmura_ssg.toolchain import makers_digest

PROOF = "proof.pdf"


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that is finished and examined. ``part`` is ``block`` or ``cover``; width and height are its trim's, in mm.

    ``sha256`` is of its bytes, in hexadecimal.
    """

    part: str
    path: Path
    width: float
    height: float
    sha256: str
    verdict: Verdict
    remarks: tuple[str, ...] = ()
    """What was done to its pictures beyond converting them."""


def write_report(folder: Path, files: Sequence[Printed], job: Job, design: Design) -> None:
    """Write what the preflight found, of both files at once."""
    examined = [Examined(file.path.name, file.path, file.sha256, file.verdict, file.remarks) for file in files]
    spoken = design.strings
    strings = spoken[Language.EN]  # as the words of the checks are
    (folder / "preflight.html").write_bytes(preflight_page(examined, job.printer, design.templates[REPORT], strings))
    (folder / "preflight.json").write_bytes(preflight_json(examined, job.printer))


def draw_proof(folder: Path, block: Path, cover: Path, spread: Spread, job: Job, store: Store) -> None:
    """Write the proof of the two files that go to press."""
    remembered = _remembered(store)
    legend = legend_fragment(job.recipe, spread)
    drawn = remembered(digest_of(("legend", makers_digest(), legend)), lambda: typeset_fragment(legend))
    write_proof(ProofOf(block, cover, drawn, spread, job.printer), folder / PROOF, remembered)


def write_papers(
    folder: Path, files: Sequence[Printed], spread: Spread, *, spine_text: bool, job: Job, design: Design
) -> None:
    """Write everything else that belongs to a package, whose proof is drawn."""
    site = job.recipe.frames[0].site
    ticket = Ticket(job.recipe.volume, site, job.printer, spread, spine_text, tuple(map(_press_file, files)))
    (folder / "job-ticket.html").write_bytes(ticket_page(ticket, design.templates[TICKET], design.strings))
    (folder / "job-ticket.json").write_bytes(ticket_json(ticket))
    write_checksums(folder, {file.path: file.sha256 for file in files})
    _write_zip(folder, job.name, site.edition_date)


def _remembered(store: Store) -> Callable[[str, Callable[[], bytes]], bytes]:
    def remembered(key: str, make: Callable[[], bytes]) -> bytes:
        named = digest_of(key)
        found = store.get(named)
        if found is None:
            found = make()
            store.put(named, found)
        return found

    return remembered


def _press_file(file: Printed) -> PressFile:
    verdict = file.verdict
    return PressFile(
        part=file.part,
        name=file.path.name,
        pages=verdict.pages,
        width=file.width,
        height=file.height,
        size=file.path.stat().st_size,
        sha256=file.sha256,
        inks=verdict.inks,
        most_ink=round(verdict.figures["most-ink"], 1),
        warnings=sum(finding.gravity is Gravity.WARNING for finding in verdict.findings),
    )


def _write_zip(folder: Path, name: str, day: date) -> None:
    """Pack everything into one file: as it is, for a compressor's bytes are another with each version of it."""
    paths = sorted(folder.iterdir())
    with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_STORED) as packed:
        for path in paths:
            told = zipfile.ZipInfo(f"{name}/{path.name}", (day.year, day.month, day.day, 0, 0, 0))
            told.external_attr = 0o644 << 16
            told.create_system = 3  # Unix, wherever it was made
            with path.open("rb") as source, packed.open(told, "w") as place:
                while piece := source.read(1 << 20):
                    place.write(piece)
