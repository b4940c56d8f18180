"""What a workshop is handed: every plate's artwork, drawn, proved, listed and laid down, or nothing at all.

A folder holds one commission. It is published as the site is: all at once, and what need not be drawn again is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import ContentError
from asylmura_ssg.guard import check_frozen
from asylmura_ssg.model.artwork import (
    Arrangement,
    ArtworkRecipe,
    Delivery,
    Form,
    Inscription,
    Page,
    Sheet,
    Size,
    Variant,
    layout_of,
)
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.proof import FINEST, Check, Expected, ExpectedCode, Finding, Proof, Submission
from asylmura_ssg.model.register import Plate, Symbol
from asylmura_ssg.pipeline import read
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.tree import read_tree
from asylmura_ssg.workers import run_all

# What draws and what proves is imported where it is used: a folder that is as it should be is told so at once.
# ruff: noqa: PLC0415

Progress = Callable[[str, int, int], None]

BATCH = 6
"""Plates drawn and proved together: one run of Ghostscript reads all their EPS files."""

SHEET_FORMS = (Form.PDF, Form.SVG, Form.DXF)


class NoPlateError(Exception):
    """A plate that cannot be drawn was asked for; the words say which and why."""


class UnprovedError(Exception):
    """Artwork that does not pass its proof: a fault of this software, and nothing of it leaves."""

    def __init__(self, proofs: Sequence[Proof]) -> None:
        super().__init__(f"{len(proofs)} files do not pass their proof")
        self.proofs = tuple(proofs)


@dataclass(frozen=True, slots=True)
class Commission:
    """What is wanted: of which plates (slugs or plate numbers; all of them if none is named), how made, in which forms."""

    wanted: tuple[str, ...]
    region: str | None
    size: Size
    arrangement: Arrangement
    variant: Variant
    forms: tuple[Form, ...]
    sheet: Sheet | None
    language: Language


@dataclass(frozen=True, slots=True)
class Delivered:
    """What lies in the folder now: how many plates, files and sheets, and how many files were drawn anew."""

    plates: int
    files: int
    sheets: int
    drawn: int
    checks: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file to be drawn: its path, what it is of, its key, and what it must show."""

    path: str
    subject: str
    key: str
    draw: ArtworkRecipe | tuple[Page, Form]
    expected: Expected

    def data(self) -> bytes:
        """Return its bytes."""
        from asylmura_ssg.make.artwork import make_artwork, make_sheet

        return make_artwork(self.draw) if isinstance(self.draw, ArtworkRecipe) else make_sheet(*self.draw)


def deliver(order: Order, commission: Commission, to: Path, progress: Progress) -> Delivered:
    """Bring a folder up to a commission. Raises ContentError, NoPlateError, ArtworkError, UnprovedError, PublishError.

    Whatever is raised, the folder is as it was.
    """
    reading, design = read(order, read_tree(order.content), read_tree(order.templates), Store(order.cache / "records"))
    store = Store(order.cache / "made")
    check_frozen(reading.register, store, order.jobs, reading.report)
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(reading.report)
    recipes = _recipes(reading.catalogue, design, commission)
    pages = _imposed(recipes, commission)
    pieces = _pieces(recipes, pages, reading.catalogue)
    publication = Publication(to)
    published = publication.published()
    asked = digest_of((makers_digest(), commission, tuple((piece.path, piece.key) for piece in pieces)))
    summary = {"plates": len(recipes), "files": len(pieces), "sheets": len(pages)}
    if published.inputs == asked:
        return Delivered(**summary, drawn=0, checks=published.summary["checks"])
    held = publication.prepare(published)
    made, proofs = _drawn(pieces, _Work((), publication, held, published, store), order.jobs, progress)
    failed = [proof for proof in proofs if not proof.passed]
    if failed:
        raise UnprovedError(failed)
    made |= _papers(recipes, proofs, commission, design, publication)
    checks = sum(len(proof.findings) for proof in proofs)
    drawn = sum(published.files.get(piece.path) != made[piece.path] for piece in pieces)
    publication.finish(Manifest(asked, {**summary, "checks": checks}, made), held)
    return Delivered(**summary, drawn=drawn, checks=checks)


# What is wanted


def _recipes(catalogue: Catalogue, design: Design, commission: Commission) -> list[tuple[ArtworkRecipe, ...]]:
    """Return the recipes of each plate that is wanted, in all forms, by plate number."""
    entries = {entry.monument.slug: entry.monument for entry in (*catalogue.entries, *catalogue.merged)}
    plates = sorted(_chosen(catalogue, commission), key=lambda plate: plate.plate)
    words = {
        str(lang): {k: v for k, v in design.strings[lang].items() if k.startswith("artwork_")} for lang in LANGUAGES
    }
    found = []
    for plate in plates:
        monument, own = entries[plate.slug], plate.own
        if own is None or own.symbol is None:
            continue
        inscription = Inscription(
            plate=plate.plate, payload=own.payload, version=own.symbol.version, level=own.symbol.level,
            mask=own.symbol.mask, address=own.payload.removeprefix("https://"), names=monument.names,
            story=monument.summary, point=monument.location.point, owner=catalogue.site.publisher,
        )  # fmt: skip
        found.append(tuple(
            ArtworkRecipe(inscription, commission.size, commission.arrangement, commission.variant, form, words, design.faces)
            for form in commission.forms
        ))  # fmt: skip
    return found


def _chosen(catalogue: Catalogue, commission: Commission) -> Iterable[Plate]:
    """Return the plates that are wanted. Raises NoPlateError."""
    register = catalogue.register
    regions = {entry.monument.slug: entry.monument.region for entry in (*catalogue.entries, *catalogue.merged)}
    issued = {
        plate.slug: plate for plate in register.plates.values() if plate.own is not None and plate.slug in regions
    }
    if not commission.wanted:
        chosen = [p for slug, p in issued.items() if commission.region in (None, regions[slug])]
        if not chosen:
            where = "" if commission.region is None else f' in "{commission.region}"'
            raise NoPlateError(f"no plate was issued{where} yet: `asylmura plates issue` issues them")
        return chosen
    by_number = {plate.plate: plate for plate in issued.values()}
    unknown = [word for word in commission.wanted if word not in issued and word not in by_number]
    if unknown:
        raise NoPlateError(f"no plate was issued for {', '.join(unknown)}: `asylmura plates issue` issues it")
    named = (issued[word] if word in issued else by_number[word] for word in commission.wanted)
    return {plate.plate: plate for plate in named}.values()


def _pieces(
    recipes: Sequence[tuple[ArtworkRecipe, ...]], pages: Sequence[Page], catalogue: Catalogue
) -> tuple[_Piece, ...]:
    symbols = {plate.plate: plate.own.symbol for plate in catalogue.register.plates.values() if plate.own is not None}
    pieces = [
        _Piece(f"{recipe.inscription.plate}/{recipe.name}", recipe.inscription.plate, digest_of((makers_digest(), recipe)),
               recipe, _expected(recipe, symbols))
        for forms in recipes for recipe in forms
    ]  # fmt: skip
    for number, page in enumerate(pages, 1):
        for form in SHEET_FORMS:
            name = f"sheet-{number:02d}"
            shown = tuple(
                ExpectedCode(box, placed.recipe.inscription.payload, _symbol(placed.recipe, symbols))
                for placed in page.plates for box in placed.codes()
            )  # fmt: skip
            expected = Expected(form, page.sheet.width, page.sheet.height, shown, None)
            key = digest_of((makers_digest(), page, form))
            pieces.append(_Piece(f"sheets/{name}.{form}", name, key, (page, form), expected))
    return tuple(pieces)


def _imposed(recipes: Sequence[tuple[ArtworkRecipe, ...]], commission: Commission) -> tuple[Page, ...]:
    if commission.sheet is None:
        return ()
    from asylmura_ssg.make.artwork import impose

    return impose([each[0] for each in recipes], commission.sheet)


def _symbol(recipe: ArtworkRecipe, symbols: dict[str, Symbol | None]) -> Symbol:
    symbol = symbols[recipe.inscription.plate]
    assert symbol is not None  # noqa: S101 - only plates of our own make are drawn
    return symbol


def _expected(recipe: ArtworkRecipe, symbols: dict[str, Symbol | None]) -> Expected:
    layout = layout_of(recipe.size, recipe.arrangement)
    shown = tuple(ExpectedCode(box, recipe.inscription.payload, _symbol(recipe, symbols)) for box in layout.codes)
    return Expected(recipe.form, layout.width, layout.height, shown, FINEST[recipe.variant])


# Drawing and proving


def _drawn(
    pieces: Sequence[_Piece], work: _Work, jobs: int, progress: Progress
) -> tuple[dict[str, Made], tuple[Proof, ...]]:
    """Draw, prove and put down all pieces, in batches; return what was put down, and the proofs in order."""
    size = BATCH * len(Form)
    batches = tuple(pieces[start : start + size] for start in range(0, len(pieces), size))
    made: dict[str, Made] = {}
    proofs: list[Proof] = []
    results = run_all(replace(work, batches=batches), len(batches), jobs, chunk=1)
    for batch, result in zip(batches, results, strict=True):
        made |= {piece.path: done for piece, (done, _) in zip(batch, result, strict=True)}
        proofs += [proof for _, proof in result]
        progress("draw", len(proofs), len(pieces))
    return made, tuple(proofs)


@dataclass(frozen=True, slots=True)
class _Work:
    """Draws and proves a batch; a value that worker processes share."""

    batches: Sequence[Sequence[_Piece]]
    publication: Publication
    held: Manifest
    published: Manifest
    store: Store

    def __call__(self, index: int) -> tuple[tuple[Made, Proof], ...]:
        from asylmura_ssg.check.artwork import prove_all

        batch = self.batches[index]
        files = [self._file(piece) for piece in batch]
        known = [
            _recalled(self.store.get(_proof_key(piece, made))) for piece, (made, _) in zip(batch, files, strict=True)
        ]
        submissions = [
            Submission(piece.subject, piece.path, data if data is not None else (self.publication.back / piece.path).read_bytes(),
                       piece.expected)
            for piece, (_, data), proof in zip(batch, files, known, strict=True) if proof is None
        ]  # fmt: skip
        fresh = iter(prove_all(submissions))
        results = []
        for piece, (made, _), proof in zip(batch, files, known, strict=True):
            own = proof or next(fresh)
            if proof is None:
                self.store.put(_proof_key(piece, made), _kept(own))
            results.append((made, replace(own, subject=piece.subject, file=piece.path)))
        return tuple(results)

    def _file(self, piece: _Piece) -> tuple[Made, bytes | None]:
        """Return what stands in the back tree for a piece, and its bytes if they were drawn just now."""
        there = self.held.files.get(piece.path)
        if there is not None and there.key == piece.key:
            return there, None
        there = self.published.files.get(piece.path)
        if there is not None and there.key == piece.key:
            self.publication.link(piece.path)
            return there, None
        data = piece.data()
        self.publication.put(piece.path, data)
        return Made(piece.key, digest_bytes(data), len(data), {}), data


def _proof_key(piece: _Piece, made: Made) -> str:
    return digest_of(("proof", makers_digest(), made.digest, piece.expected))


def _kept(proof: Proof) -> bytes:
    held = {field.name: getattr(proof, field.name) for field in fields(Proof)}
    held["picture"] = base64.b64encode(proof.picture).decode("ascii")
    held["findings"] = [[f.check, f.passed, f.measured, f.wanted, f.code] for f in proof.findings]
    return json.dumps(held, ensure_ascii=False).encode()


def _recalled(data: bytes | None) -> Proof | None:
    if data is None:
        return None
    held = json.loads(data)
    findings = tuple(Finding(Check(check), *rest) for check, *rest in held["findings"])
    return Proof(
        held["subject"], held["file"], Form(held["form"]), held["sha256"], findings, base64.b64decode(held["picture"])
    )


# The papers that go with them


def _papers(
    recipes: Sequence[tuple[ArtworkRecipe, ...]], proofs: Sequence[Proof], commission: Commission, design: Design,
    publication: Publication,
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
    words = design.strings[commission.language]
    page = proof_page(proofs, commission.language, design.templates[TEMPLATE], words)
    papers = {"manifest.csv": manifest(deliveries), "proof.html": page, "proof.json": proof_json(proofs)}
    for path, data in papers.items():
        publication.put(path, data)
    return {
        path: Made(hashlib.sha256(data).hexdigest(), digest_bytes(data), len(data), {}) for path, data in papers.items()
    }


__all__ = ["Commission", "Delivered", "NoPlateError", "UnprovedError", "deliver"]
