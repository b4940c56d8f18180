"""What a workshop is handed: every plate's artwork, drawn, proved, listed and laid down, or nothing at all.

A folder holds one commission. It is published as the site is: all at once, and what need not be drawn again is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import ContentError
from asylmura_ssg.guard import check_frozen
from asylmura_ssg.model.artwork import ArtworkRecipe, Delivery, Page, SheetDelivery
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.proof import Proof
from asylmura_ssg.model.register import Copy
from asylmura_ssg.pipeline import read
from asylmura_ssg.publish import Kind, Made, Manifest, Publication, read_manifest
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.tree import read_tree
from asylmura_ssg.workshop.commission import (
    Commission,
    imposed,
    pieces_of,
    recipes_of,
    sheet_file,
    sheet_forms,
    sheet_name,
)
from asylmura_ssg.workshop.proving import Progress, Work, draw_and_prove

# What draws and what proves is imported where it is used: a folder that is as it should be is told so at once.
# ruff: noqa: PLC0415

__all__ = ["Commission", "Delivered", "UnprovedError", "deliver"]

Choice = Callable[[Catalogue], Sequence[Copy]]
"""Of the issues to be drawn."""


class UnprovedError(Exception):
    """Artwork that does not pass its proof: a fault of this software, and nothing of it leaves."""

    def __init__(self, proofs: Sequence[Proof]) -> None:
        super().__init__(f"{len(proofs)} files do not pass their proof")
        self.proofs = tuple(proofs)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What lies in the folder now: how many plates, files and sheets, and how many files were drawn anew.

    ``removed`` counts the files of the commission that was there before which are not in this one.
    """

    plates: int
    files: int
    sheets: int
    drawn: int
    checks: int
    removed: int = 0


def deliver(order: Order, choose: Choice, commission: Commission, to: Path, progress: Progress) -> Delivered:
    """Bring a folder up to a commission. Raises ContentError, ArtworkError, UnprovedError, PublishError.

    Whatever is raised, be it by ``choose``, the folder is as it was.
    """
    publication = Publication(to, Kind.WORKSHOP)
    reading, design = read(order, read_tree(order.content), read_tree(order.templates), Store(order.cache / "records"))
    store = Store(order.cache / "made")
    check_frozen(reading.register, store, order.jobs, reading.report)
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(reading.report)
    copies = choose(reading.catalogue)
    recipes = recipes_of(reading.catalogue, design, copies, commission)
    pages = imposed(recipes, commission)
    pieces = pieces_of(recipes, pages, copies, commission)
    published = publication.published()
    asked = digest_of((makers_digest(), commission, tuple((piece.path, piece.key) for piece in pieces)))
    summary = {"plates": len(recipes), "files": len(pieces), "sheets": len(pages)}
    if published.inputs == asked:
        return Delivered(**summary, drawn=0, checks=published.summary["checks"])
    held = publication.prepare(published)
    made, proofs = draw_and_prove(pieces, Work((), publication, held, published, store), order.jobs, progress)
    failed = [proof for proof in proofs if not proof.passed]
    if failed:
        raise UnprovedError(failed)
    made |= _papers(recipes, pages, proofs, commission, design, publication)
    checks = sum(len(proof.findings) for proof in proofs)
    drawn = sum(published.files.get(piece.path) != made[piece.path] for piece in pieces)
    removed = sum(path not in made for path in read_manifest(to).files)
    publication.finish(Manifest(asked, {**summary, "checks": checks}, made), held)
    return Delivered(**summary, drawn=drawn, checks=checks, removed=removed)


def _papers(
    recipes: Sequence[tuple[ArtworkRecipe, ...]], pages: Sequence[Page], proofs: Sequence[Proof],
    commission: Commission, design: Design, publication: Publication,
) -> dict[str, Made]:  # fmt: skip
    """Write the manifest and the report, and return what was put down."""
    from asylmura_ssg.make.artwork import manifest
    from asylmura_ssg.make.proof_report import TEMPLATE, proof_json, proof_page

    digests = {proof.file: proof.sha256 for proof in proofs}
    deliveries = []
    for forms in recipes:
        for recipe in forms:
            path = f"{recipe.inscription.plate}/{recipe.name}"
            deliveries.append(Delivery(recipe, path, digests[path]))
    sheets = [
        SheetDelivery(page, form, sheet_file(number, form), digests[sheet_file(number, form)])
        for number, page in enumerate(pages, 1) for form in sheet_forms(commission.forms)
    ]  # fmt: skip
    subjects: dict[str, ArtworkRecipe | Page] = {forms[0].inscription.plate: forms[0] for forms in recipes}
    subjects |= {sheet_name(number): page for number, page in enumerate(pages, 1)}
    spoken = design.strings
    page = proof_page(proofs, subjects, commission.language, design.templates[TEMPLATE], spoken[commission.language])
    papers = {"manifest.csv": manifest(deliveries, sheets), "proof.html": page, "proof.json": proof_json(proofs)}
    for path, data in papers.items():
        publication.put(path, data)
    return {
        path: Made(hashlib.sha256(data).hexdigest(), digest_bytes(data), len(data), {}) for path, data in papers.items()
    }
