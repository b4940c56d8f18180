"""What a preflight found, as a printing house keeps it: one page to read or print, and every figure as JSON.

The page is in English, as the checks' words are; its headings stand in the strings, as all words of templates do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.preflight_pictures import Marked, pictures_of
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.preflight import Check, Finding, Gravity, Place, Verdict
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.remedies import WORDS

TEMPLATE = "workshop/preflight.html"

_PICTURED = 6  # pages shown for one check: a fault that is everywhere looks the same everywhere
_ROWS = 40  # lines of one check
_OF_THE_BOOK = frozenset({
    Check.TEXT_MISSING, Check.CODE_MISSING, Check.CODE_WRONG, Check.EAN_MISSING, Check.EAN_WRONG,
})  # fmt: skip
_FIGURES = (
    ("most-ink", "{:.0f} %", "most-ink-page"),
    ("lowest-ppi", "{:.0f} ppi", "lowest-ppi-page"),
    ("smallest-text", "{:.1f} pt", ""),
    ("thinnest-line", "{:.2f} pt", ""),
    ("images", "{:.0f}", ""),
    ("fonts", "{:.0f}", ""),
    ("codes", "{:.0f}", ""),
    ("letters", "{:,.0f}", ""),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file, the name it is handed over by, its SHA-256 in hexadecimal, and what was found of it.

    ``remarks`` say what was done to its pictures on the way, such as less ink than they came with. ``known`` says that
    it was known what the file must hold.
    """

    name: str
    file: Path
    sha256: str
    verdict: Verdict
    remarks: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    place: str
    said: str


@dataclass(frozen=True, slots=True)
class _Shown:
    picture: str
    words: str


@dataclass(frozen=True, slots=True)
class _Group:
    """All that one check says of a file."""

    code: Check
    title: str
    bad: bool
    gravity: str
    asks: str
    remedy: str
    placed: bool
    """Whether any of the rows is of a page."""
    rows: tuple[_Row, ...]
    more: str
    pictures: tuple[_Shown, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    sha256: str
    bad: bool
    verdict: str
    figures: tuple[_Figure, ...]
    groups: tuple[_Group, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    title: str
    found: bool


@dataclass(frozen=True, slots=True)
class _View:
    t: dict[str, str]
    bad: bool
    verdict: str
    counted: str
    printer: str
    terms: tuple[_Figure, ...]
    parts: tuple[_Part, ...]
    asked: tuple[_Asked, ...]


def preflight_page(files: Sequence[Examined], printer: Printer, template: Template, strings: dict[str, str]) -> bytes:
    """Return the report on files as one HTML page that needs nothing else; ``template`` is :data:`TEMPLATE`."""
    findings = [finding for examined in files for finding in examined.verdict.findings]
    bad = not all(examined.verdict.passed for examined in files)
    found = {finding.check for finding in findings}
    view = _View(
        t=strings,
        bad=bad,
        verdict=strings["preflight_failed" if bad else "preflight_passed"],
        counted=_counted(findings, strings),
        printer=printer.name.best(Language.EN).value,
        terms=tuple(_terms(printer, strings)),
        parts=tuple(_part(examined, strings) for examined in files),
        asked=tuple(
            _Asked(words.title, check in found)
            for check, words in WORDS.items()
            if check not in _OF_THE_BOOK or any(examined.known for examined in files)
        ),
    )
    return render(template, view)


def preflight_json(files: Sequence[Examined], printer: Printer) -> bytes:
    """Return what was found of files, and every figure, as JSON; places are mm from the trim's lower left corner."""
    whole = {
        "passed": all(examined.verdict.passed for examined in files),
        "printer": printer.key,
        "standard": printer.standard.value,
        "condition": printer.condition.identifier,
        "files": [_file(examined) for examined in files],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def page_ranges(pages: Iterable[int]) -> str:
    """Return pages as a reader is told them, runs drawn together: ``3–5, 9``."""
    runs: list[list[int]] = []
    for number in sorted(set(pages)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def place_said(place: Place) -> str:
    """Return a place in words: from the trim's lower left corner, across and up, in mm."""
    return f"{_span(place.left, place.right)} × {_span(place.bottom, place.top)} mm"


def _span(start: float, end: float) -> str:
    """Return a span in whole mm; outside the trim numbers have a sign, which a dash would hide."""
    first, last = (f"{round(side):d}".replace("-", "−") for side in (start, end))
    return f"{first} to {last}" if "−" in first else f"{first}–{last}"


def by_check(findings: Sequence[Finding]) -> Iterator[tuple[Gravity, Check, tuple[Finding, ...]]]:
    """Yield findings check by check, errors first, each check's in the order of pages."""
    rank = {check: place for place, check in enumerate(Check)}
    ordered = sorted(findings, key=lambda f: (f.gravity is not Gravity.ERROR, rank[f.check], f.page))
    for (gravity, check), held in groupby(ordered, lambda finding: (finding.gravity, finding.check)):
        yield gravity, check, tuple(held)


def by_words(findings: Sequence[Finding]) -> Iterator[tuple[str, tuple[int, ...], Place | None]]:
    """Yield each thing that is said, the pages it is said of, and its place if it is said once."""
    said: dict[str, list[Finding]] = {}
    for finding in findings:
        said.setdefault(finding.said, []).append(finding)
    for words, same in said.items():
        yield words, tuple(finding.page for finding in same), same[0].place if len(same) == 1 else None


def _file(examined: Examined) -> dict[str, object]:
    verdict = examined.verdict
    return {
        "name": examined.name,
        "sha256": examined.sha256,
        "passed": verdict.passed,
        "pages": verdict.pages,
        "inks": list(verdict.inks),
        "figures": dict(sorted(verdict.figures.items())),
        "remarks": list(examined.remarks),
        "findings": [
            {
                "check": finding.check.value,
                "gravity": finding.gravity.value,
                "page": finding.page,
                "place_mm": finding.place and _box(finding.place),
                "said": finding.said,
                "remedy": finding.remedy,
            }
            for finding in verdict.findings
        ],
    }


def _box(place: Place) -> dict[str, float]:
    return {"left": place.left, "bottom": place.bottom, "right": place.right, "top": place.top}


def _counted(findings: Sequence[Finding], strings: dict[str, str]) -> str:
    errors = sum(finding.gravity is Gravity.ERROR for finding in findings)
    return strings["preflight_counted"].format(errors=errors, warnings=len(findings) - errors)


def _terms(printer: Printer, strings: dict[str, str]) -> Iterator[_Figure]:
    yield _Figure(strings["preflight_standard"], printer.standard.value, "")
    yield _Figure(strings["preflight_condition"], printer.condition.identifier, "")
    yield _Figure(strings["preflight_bleed"], f"{printer.bleed:g} mm", "")
    yield _Figure(strings["preflight_safe"], f"{printer.safe:g} mm", "")
    yield _Figure(strings["preflight_ink_limit"], f"{printer.ink_limit} %", "")
    yield _Figure(strings["preflight_least_ppi"], f"{printer.pictures.minimum} ppi", "")
    yield _Figure(strings["preflight_multiple"], str(printer.page_multiple), "")


def _part(examined: Examined, strings: dict[str, str]) -> _Part:
    verdict = examined.verdict
    return _Part(
        name=examined.name,
        sha256=examined.sha256,
        bad=not verdict.passed,
        verdict=strings["preflight_part_failed" if not verdict.passed else "preflight_part_passed"],
        figures=tuple(_figures(verdict, strings)),
        groups=tuple(_groups(examined, strings)),
        remarks=examined.remarks,
    )


def _figures(verdict: Verdict, strings: dict[str, str]) -> Iterator[_Figure]:
    known = verdict.figures
    yield _Figure(strings["preflight_of_pages"], str(verdict.pages), "")
    if "trim-width" in known:
        trim = f"{known['trim-width']:g} × {known['trim-height']:g} mm"
        note = strings["preflight_with_bleed"].format(bleed=f"{known['bleed']:g}") if "bleed" in known else ""
        yield _Figure(strings["preflight_trim"], trim, note)
    if verdict.inks:
        yield _Figure(strings["preflight_inks"], ", ".join(verdict.inks), "")
    for name, form, page in _FIGURES:
        if name in known:
            note = _where([int(known[page])], strings) if page in known else ""
            yield _Figure(strings[f"preflight_figure_{name.replace('-', '_')}"], form.format(known[name]), note)


def _groups(examined: Examined, strings: dict[str, str]) -> Iterator[_Group]:
    """Yield what each check says, errors first, in the order of the checks."""
    for gravity, check, found in by_check(examined.verdict.findings):
        words = WORDS[check]
        rows = tuple(_row(*said, strings) for said in by_words(found))
        hidden = len(rows) - _ROWS
        yield _Group(
            code=check,
            title=words.title,
            bad=gravity is Gravity.ERROR,
            gravity=strings[f"preflight_{gravity.value}"],
            asks=words.asks,
            remedy=words.remedy,
            placed=any(finding.page for finding in found),
            rows=rows[:_ROWS],
            more=strings["preflight_more"].format(number=hidden) if hidden > 0 else "",
            pictures=tuple(_shown(examined.file, found, strings)),
        )


def _row(said: str, pages: Sequence[int], place: Place | None, strings: dict[str, str]) -> _Row:
    return _Row(_where(pages, strings), "" if place is None else place_said(place), said)


def _where(pages: Sequence[int], strings: dict[str, str]) -> str:
    if not any(pages):
        return strings["preflight_whole_file"]
    one = len(set(pages)) == 1
    return strings["preflight_page" if one else "preflight_pages"].format(pages=page_ranges(pages))


def _shown(file: Path, findings: Sequence[Finding], strings: dict[str, str]) -> Iterator[_Shown]:
    places: dict[int, list[Place]] = {}
    for finding in findings:
        if finding.page:
            places.setdefault(finding.page, []).extend([finding.place] if finding.place else [])
    marked = [Marked(page, tuple(held)) for page, held in sorted(places.items())[:_PICTURED]]
    for page, picture in pictures_of(file, marked):
        yield _Shown(picture, _where([page], strings))
