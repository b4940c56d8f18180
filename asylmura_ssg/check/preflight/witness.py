"""What independent programs see on the pages, held against what the printer asks and what the book must say.

Ghostscript paints the plates, PDFium the page; ZXing and OpenCV read the codes. Pages that were seen before are not
looked at again; what is asked of the book as a whole is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight.expected import ExpectedBook
from asylmura_ssg.check.preflight.pages import PageKey
from asylmura_ssg.check.preflight.payloads import missed, payloads_of, prove_code, prove_payloads
from asylmura_ssg.check.preflight.separations import batches
from asylmura_ssg.check.preflight.sight import Sight, look_again, look_at
from asylmura_ssg.check.preflight.terms import terms_of
from asylmura_ssg.check.preflight.text import prove_texts
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.preflight import Check, Finding, Gravity
from asylmura_ssg.model.press import PROCESS, Printer
from asylmura_ssg.model.remedies import told
from asylmura_ssg.toolchain import makers_digest, rasteriser
from asylmura_ssg.workers import run_all


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What was found, in the order of pages; figures by name; the plates used, process inks first."""

    findings: tuple[Finding, ...]
    figures: dict[str, float]
    inks: tuple[str, ...]


def witness(
    file: Path, pages: Sequence[PageKey], printer: Printer, book: ExpectedBook | None, remembered: Store, jobs: int
) -> Witnessed:
    """Look at every page; ``book`` is what it must hold, None for a file from elsewhere. Raises GhostscriptError."""
    sights = _sights(file, pages, printer, remembered, jobs)
    if book is not None:
        sights = look_again(file, pages, sights, missed(sights, book))
    terms = terms_of(printer, book, len(pages))
    findings = [
        *(finding for page, sight in enumerate(sights, 1) for finding in sight.on(page)),
        *_blanks(sights, book),
        *(
            finding
            for page, (sight, key) in enumerate(zip(sights, pages, strict=True), 1)
            for code in sight.codes
            for finding in prove_code(code, page, key, terms)
        ),
    ]
    if book is not None:
        findings += prove_payloads(sights, book)
        findings += prove_texts([sight.letters for sight in sights], payloads_of(sights), book)
    findings.sort(key=lambda finding: finding.page)
    return Witnessed(tuple(findings), _figures(sights), _inks(sights))


def _sights(file: Path, pages: Sequence[PageKey], printer: Printer, remembered: Store, jobs: int) -> tuple[Sight, ...]:
    """Return what is seen of each page; pages that draw the same are looked at once."""
    means = makers_digest(), rasteriser()
    terms = digest_of((means, printer.ink_limit, printer.bleed, printer.safe, printer.condition.sha256))
    keys = [digest_of(("sight", page.digest, terms)) for page in pages]
    seen = {key: Sight.from_bytes(data) for key in set(keys) if (data := remembered.get(key)) is not None}
    fresh = {key: index for index, key in reversed([*enumerate(keys)]) if key not in seen}
    wanted = sorted(fresh.values())
    runs = batches(pages, wanted, jobs)
    looked = run_all(lambda number: _looked(file, pages, runs[number], printer), len(runs), jobs, chunk=1)
    for run, found in zip(runs, looked, strict=True):
        for index, data in zip(run, found, strict=True):
            remembered.put(keys[index], data)
            seen[keys[index]] = Sight.from_bytes(data)
    return tuple(seen[key] for key in keys)


def _looked(file: Path, pages: Sequence[PageKey], run: Sequence[int], printer: Printer) -> tuple[bytes, ...]:
    return tuple(sight.to_bytes() for sight in look_at(file, pages, run, printer))


def _blanks(sights: Sequence[Sight], book: ExpectedBook | None) -> Iterator[Finding]:
    allowed = None if book is None else book.blanks
    for page, sight in enumerate(sights, 1):
        if sight.blank and page not in (allowed or ()):
            finding = told(Check.BLANK_PAGE, page, "nothing is printed on the page")
            # Where nobody knows what was meant, a person is to look.
            yield finding if allowed is not None else replace(finding, gravity=Gravity.WARNING)


def _figures(sights: Sequence[Sight]) -> dict[str, float]:
    """Return the most ink and its page, how many codes were read, how many letters, how many plates, means of inks."""
    if not sights:
        return {}
    most = max(range(len(sights)), key=lambda index: sights[index].ink.most)
    means = [sum(sight.ink.means[ink] for sight in sights) / len(sights) for ink in range(4)]
    return {
        "most-ink": sights[most].ink.most,
        "most-ink-page": most + 1,
        "codes": sum(code.text is not None for sight in sights for code in sight.codes),
        "letters": sum(len(sight.letters) for sight in sights),
        **{f"ink-{name.lower()}": round(mean, 2) for name, mean in zip(PROCESS, means, strict=True)},
    }


def _inks(sights: Sequence[Sight]) -> tuple[str, ...]:
    used = [name for ink, name in enumerate(PROCESS) if any(sight.ink.means[ink] for sight in sights)]
    others = dict.fromkeys(name for sight in sights for name in sight.plates if name not in PROCESS)
    return (*used, *others)
