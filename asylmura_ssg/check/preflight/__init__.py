"""Preflight: a print file held against a printing house's terms before it leaves, whoever made it.

Two halves that know nothing of each other: one reads the file's structure, operator by operator; the other looks at
the pages as independent programs paint them. What either found is a ``Verdict``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight.document import judge_document
from asylmura_ssg.check.preflight.expected import ExpectedBook, expected_book, expected_cover
from asylmura_ssg.check.preflight.pages import PageKey, page_keys
from asylmura_ssg.check.preflight.reading import MALFORMED
from asylmura_ssg.check.preflight.structure import PageVerdict, examine_pages, findings_of
from asylmura_ssg.check.preflight.terms import terms_of
from asylmura_ssg.model.preflight import Check, Finding, Gravity, Verdict
from asylmura_ssg.model.press import POINTS, PROCESS, Printer
from asylmura_ssg.model.remedies import told

__all__ = ["ExpectedBook", "examine", "examine_structure", "expected_book", "expected_cover"]

_FORGETFUL = Store(None)


def examine(
    file: Path, printer: Printer, book: ExpectedBook | None = None, remembered: Store = _FORGETFUL, jobs: int = 1
) -> Verdict:
    """Return what is wrong with a print file, in the order of its pages, and what was measured of it.

    ``book`` is what a volume of our own must hold; a file from elsewhere is held against the printer's terms alone.
    Verdicts of pages are ``remembered``. Raises GhostscriptError where that program is not installed.
    """
    found, keys = _structure(file, printer, book, remembered, jobs)
    if not keys:
        return found
    from asylmura_ssg.check.preflight.witness import witness  # noqa: PLC0415 - loads OpenCV, while others are at work

    seen = witness(file, keys, printer, book, remembered, jobs)
    findings = _in_order((*found.findings, *seen.findings))
    return Verdict(findings, found.pages, {**found.figures, **seen.figures}, seen.inks)


def examine_structure(
    file: Path, printer: Printer, book: ExpectedBook | None = None, remembered: Store = _FORGETFUL, jobs: int = 1
) -> Verdict:
    """Return what a file's structure alone tells, without painting its pages."""
    return _structure(file, printer, book, remembered, jobs)[0]


def _structure(
    file: Path, printer: Printer, book: ExpectedBook | None, remembered: Store, jobs: int
) -> tuple[Verdict, tuple[PageKey, ...]]:
    try:
        pdf = pikepdf.open(file)
    except pikepdf.PasswordError:
        return _refused(Check.ENCRYPTED, "the file opens with a password only"), ()
    except MALFORMED as problem:
        return _refused(
            Check.UNREADABLE, _stranger(file) or f"the file cannot be opened as a PDF: {_bare(problem, file)}"
        ), ()
    with pdf:
        try:
            keys = page_keys(pdf)
        except MALFORMED as problem:
            return _refused(Check.UNREADABLE, f"the pages cannot be found: {_bare(problem, file)}"), ()
        if not keys:
            return _refused(Check.UNREADABLE, "the file has no pages"), ()
        terms = terms_of(printer, book, len(keys))
        multiple = book.multiple if book is not None and book.multiple is not None else printer.page_multiple
        if terms.folds or len(keys) == 1:
            multiple = 1
        findings = [*judge_document(pdf, printer, multiple)]
        findings += _damages(pdf, file)
    verdicts = examine_pages(file, keys, terms, remembered, jobs)
    findings += findings_of(verdicts, keys, terms)
    return Verdict(_in_order(findings), len(keys), _figures(verdicts, keys), _inks(verdicts)), keys


def _damages(pdf: pikepdf.Pdf, file: Path) -> Iterator[Finding]:
    """Yield what had to be repaired for the file to be read at all."""
    said = [_bare(warning, file) for warning in pdf.get_warnings()]
    sizeless = [re.search(r"kid (\d+).*MediaBox is undefined", words) for words in said]
    for found in sizeless:
        if found is not None:
            yield told(Check.MEDIA_BOX, 0, f"a page has no MediaBox (the branch of pages {found[1]})")
    damages = [words for words, found in zip(said, sizeless, strict=True) if found is None]
    if damages:
        yield told(Check.DAMAGED, 0, f"the file had to be repaired to be read: {damages[0]}")


def _stranger(file: Path) -> str:
    """Return in words that a file is no PDF at all; nothing where it begins as one (ISO 32000-1, annex H.3.4.1)."""
    with file.open("rb") as opened:
        head = opened.read(1024)
    if not head:
        return "the file is empty"
    return "" if b"%PDF-" in head else "the file is no PDF: it does not begin with %PDF-"


def _refused(check: Check, said: str) -> Verdict:
    return Verdict((told(check, 0, said),), 0, {})


def _bare(problem: object, file: Path) -> str:
    """Return a library's words without the file's place, which is another on every machine."""
    return str(problem).replace(f"{file}: ", "").replace(str(file), file.name)


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings by page, errors first, then by check as they are listed."""
    rank = {check: place for place, check in enumerate(Check)}
    return tuple(sorted(findings, key=lambda f: (f.page, f.gravity is not Gravity.ERROR, rank[f.check])))


def _inks(verdicts: Sequence[PageVerdict]) -> tuple[str, ...]:
    used = {ink for verdict in verdicts for ink in verdict.inks} - {"All", "None"}
    return tuple(ink for ink in PROCESS if ink in used) + tuple(sorted(used.difference(PROCESS)))


def _figures(verdicts: Sequence[PageVerdict], keys: Sequence[PageKey]) -> dict[str, float]:
    """Return what was measured: lengths of the page in mm, of text and lines in points, resolutions in ppi."""
    trim, bleed = keys[0].trim, keys[0].bleed
    figures: dict[str, float] = {
        "trim-width": round((trim[2] - trim[0]) / POINTS, 2),
        "trim-height": round((trim[3] - trim[1]) / POINTS, 2),
        "bleed": round(min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) / POINTS, 2),
        "fonts": len({face for verdict in verdicts for face in verdict.faces}),
        "images": sum(verdict.pictures for verdict in verdicts),
    }
    coarse = [(verdict.lowest_ppi, page) for page, verdict in enumerate(verdicts, 1) if verdict.lowest_ppi is not None]
    if coarse:
        figures["lowest-ppi"], figures["lowest-ppi-page"] = min(coarse)
    small = [verdict.smallest_text for verdict in verdicts if verdict.smallest_text is not None]
    thin = [verdict.thinnest_line for verdict in verdicts if verdict.thinnest_line is not None]
    if small:
        figures["smallest-text"] = min(small)
    if thin:
        figures["thinnest-line"] = min(thin)
    return figures
