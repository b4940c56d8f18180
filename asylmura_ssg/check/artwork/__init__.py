"""Every file for the workshop is proved before it leaves: drawn by a program that had no part in making it, read, measured.

Nothing is known here of how files are made; what a file must show is told (:class:`~asylmura_ssg.model.proof.Expected`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from asylmura_ssg.check.artwork.codes import prove_codes
from asylmura_ssg.check.artwork.forms import opened
from asylmura_ssg.check.artwork.ghostscript import open_eps
from asylmura_ssg.check.artwork.lines import prove_lines
from asylmura_ssg.check.artwork.raster import Opened, UnreadableFileError, small
from asylmura_ssg.model.artwork import Form
from asylmura_ssg.model.proof import (
    PAGE_TOLERANCE,
    Check,
    Expected,
    Finding,
    GhostscriptError,
    Proof,
    Submission,
    within,
)

__all__ = ["GhostscriptError", "prove", "prove_all"]


def prove(submission: Submission) -> Proof:
    """Return all that can be measured of one file. Raises GhostscriptError for an EPS where there is no Ghostscript."""
    return prove_all((submission,))[0]


def prove_all(submissions: Sequence[Submission]) -> tuple[Proof, ...]:
    """Return the proofs of files, in their order; the EPS among them are drawn by few runs of Ghostscript.

    Raises GhostscriptError where there are EPS files and no Ghostscript.
    """
    postscript = open_eps([(each.data, each.expected) for each in submissions if each.expected.form is Form.EPS])
    pictured: set[str] = set()
    return tuple(_proof(each, postscript, pictured) for each in submissions)


def _proof(submission: Submission, postscript: Iterator[Opened | UnreadableFileError], pictured: set[str]) -> Proof:
    """Return the proof of one file; the first of a subject has its picture, and ``pictured`` knows of it."""
    file = _open(submission, postscript)
    shown = isinstance(file, Opened) and submission.subject not in pictured
    pictured.add(submission.subject)
    return Proof(
        subject=submission.subject,
        file=submission.file,
        form=submission.expected.form,
        sha256=hashlib.sha256(submission.data).hexdigest(),
        findings=tuple(_findings(file, submission.expected)),
        picture=small(file.raster) if shown and isinstance(file, Opened) else b"",
    )


def _open(submission: Submission, postscript: Iterator[Opened | UnreadableFileError]) -> Opened | UnreadableFileError:
    if submission.expected.form is Form.EPS:
        return next(postscript)
    try:
        return opened(submission.data, submission.expected)
    except UnreadableFileError as error:
        return error


def _findings(file: Opened | UnreadableFileError, expected: Expected) -> Iterator[Finding]:
    form = expected.form.value
    if isinstance(file, UnreadableFileError):
        yield Finding(Check.OPENS, passed=False, measured=str(file), wanted=form)
        return
    yield Finding(Check.OPENS, passed=True, measured=form, wanted=form)
    yield within(Check.PAGE_WIDTH, file.width, expected.width, PAGE_TOLERANCE, "mm")
    yield within(Check.PAGE_HEIGHT, file.height, expected.height, PAGE_TOLERANCE, "mm")
    yield from file.findings
    yield from prove_codes(file.raster, expected.codes)
    if expected.finest is not None:
        yield from prove_lines(file.sharp or file.raster, expected.finest)
