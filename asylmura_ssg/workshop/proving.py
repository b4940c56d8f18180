"""Pieces are drawn, proved and put down in batches, by several processes; what was drawn or proved before is kept."""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from asylmura_ssg.cache import Store
from asylmura_ssg.model.artwork import Form
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.proof import Check, Finding, Proof, Submission
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.workers import run_all
from asylmura_ssg.workshop.commission import Piece

Progress = Callable[[str, int, int], None]

BATCH = 60
"""Files drawn and proved together at most: Ghostscript, slow to start, reads all their EPS files in one run."""


def draw_and_prove(
    pieces: Sequence[Piece], work: Work, jobs: int, progress: Progress
) -> tuple[dict[str, Made], tuple[Proof, ...]]:
    """Draw, prove and put down all pieces, in batches; return what was put down, and the proofs in order."""
    # Loaded once, before the work is spread: every process would load them again.
    importlib.import_module("asylmura_ssg.make.artwork")
    importlib.import_module("asylmura_ssg.check.artwork")
    batches = tuple(_batches(pieces, jobs))
    made: dict[str, Made] = {}
    proofs: list[Proof] = []
    results = run_all(replace(work, batches=batches), len(batches), jobs, chunk=1)
    for batch, result in zip(batches, results, strict=True):
        made |= {piece.path: done for piece, (done, _) in zip(batch, result, strict=True)}
        proofs += [proof for _, proof in result]
        progress("draw", len(proofs), len(pieces))
    return made, tuple(proofs)


def _batches(pieces: Sequence[Piece], jobs: int) -> Iterator[Sequence[Piece]]:
    """Yield the pieces in batches that grow smaller, so that all processes end at about the same time."""
    start = 0
    while start < len(pieces):
        size = min(BATCH, max(2 * len(Form), (len(pieces) - start) // (3 * jobs)))
        size -= size % len(Form)
        yield pieces[start : start + size]
        start += size


@dataclass(frozen=True, slots=True)
class Work:
    """Draws and proves a batch; a value that worker processes share."""

    batches: Sequence[Sequence[Piece]]
    publication: Publication
    held: Manifest
    published: Manifest
    store: Store

    def __call__(self, index: int) -> tuple[tuple[Made, Proof], ...]:
        """Return what stands in the back tree for each piece of a batch, and its proof."""
        from asylmura_ssg.check.artwork import prove_all  # noqa: PLC0415 - decoders are slow to load

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

    def _file(self, piece: Piece) -> tuple[Made, bytes | None]:
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


def _proof_key(piece: Piece, made: Made) -> str:
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
