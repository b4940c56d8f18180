"""The proof as a workshop keeps it: a page to print in one language, and every figure as JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from asylmura_ssg.make.cldr import figures_in
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.artwork import ArtworkRecipe, Page, layout_of
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.proof import Check, Finding, Proof

TEMPLATE = "workshop/proof.html"
_SHOWN = (Check.MODULE, Check.QUIET_ZONE, Check.CONTRAST)
_OF_EACH_FILE = (Check.OPENS, Check.PAYLOAD_ZXING, Check.PAYLOAD_OPENCV, Check.MATRIX, Check.MILLIMETRES, Check.FOUND)
_VERBATIM = frozenset((
    Check.OPENS, Check.PAYLOAD_ZXING, Check.PAYLOAD_OPENCV, Check.MATRIX, Check.MILLIMETRES, Check.HEADER, Check.LAYERS,
))  # fmt: skip
"""Findings that quote the file; all others are figures."""

Subject = ArtworkRecipe | Page
"""What files are files of: a plate, in whatever form, or a sheet."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    bad: bool
    words: str


@dataclass(frozen=True, slots=True)
class _Row:
    file: str
    verdict: _Verdict
    figures: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class _Group:
    """The files of one subject; ``picture`` is the address of its picture, empty where there is none."""

    subject: str
    name: str
    about: tuple[str, ...]
    picture: str
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    check: str
    measured: str
    wanted: str


@dataclass(frozen=True, slots=True)
class _View:
    language: Language
    t: dict[str, str]
    total: int
    good: int
    bad: int
    failures: tuple[_Line, ...]
    columns: tuple[str, ...]
    groups: tuple[_Group, ...]
    asked: tuple[_Line, ...]


def proof_page(
    proofs: Sequence[Proof],
    subjects: Mapping[str, Subject],
    language: Language,
    template: Template,
    strings: dict[str, str],
) -> bytes:
    """Return the report as one HTML file that needs no other, in a language and with its strings.

    ``subjects`` are by the names that the proofs call them; of those left out the name alone is shown. ``template`` is :data:`TEMPLATE` of the design. Proofs of one subject are to stand together.
    """
    good = sum(proof.passed for proof in proofs)
    asked = {(f.check, f.wanted): None for proof in proofs for f in proof.findings if f.check not in _OF_EACH_FILE}
    view = _View(
        language=language,
        t=strings,
        total=len(proofs),
        good=good,
        bad=len(proofs) - good,
        failures=tuple(_line(proof.file, finding, strings, language) for proof in proofs for finding in proof.failures),
        columns=tuple(_name(check, strings) for check in _SHOWN),
        groups=tuple(
            _group(name, _about(subjects.get(name), language, strings), list(held), strings, language)
            for name, held in groupby(proofs, lambda proof: proof.subject)
        ),
        asked=tuple(
            _Line("", _name(check, strings), "", _said(check, wanted, strings, language))
            for check, wanted in sorted(asked, key=_by_check)
        ),
    )
    return render(template, view)


def proof_json(proofs: Sequence[Proof]) -> bytes:
    """Return all figures of all files as JSON, in their order."""
    files = [
        {
            "subject": proof.subject,
            "file": proof.file,
            "form": proof.form.value,
            "sha256": proof.sha256,
            "passed": proof.passed,
            "checks": [_figures(finding) for finding in proof.findings],
        }
        for proof in proofs
    ]
    good = sum(proof.passed for proof in proofs)
    whole = {"files": len(proofs), "passed": good, "failed": len(proofs) - good, "proofs": files}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _figures(finding: Finding) -> dict[str, str | int | bool]:
    of_code = {} if finding.code is None else {"code": finding.code}
    return {
        "check": finding.check.value,
        **of_code,
        "passed": finding.passed,
        "measured": finding.measured,
        "wanted": finding.wanted,
    }


def _about(subject: Subject | None, language: Language, strings: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the monument's name, empty for a sheet, and what a workshop asks of the subject first."""
    match subject:
        case ArtworkRecipe():
            said, layout = subject.inscription, layout_of(subject.size, subject.arrangement)
            issue = (strings["proof_issue"].format(number=said.issue),) if said.issue > 1 else ()
            return said.names.best(language).value, (
                *issue,
                strings[f"proof_variant_{subject.variant}"],
                strings[f"proof_layout_{subject.arrangement}"],
                _size(layout.width, layout.height, strings, language),
                strings["proof_module"].format(module=_figure(f"{subject.size.module:g} mm", strings, language)),
                strings["proof_reads_to"].format(metres=_figure(f"{subject.size.reads_to:g}", strings, language)),
            )
        case Page():
            numbers = ", ".join(placed.recipe.inscription.plate for placed in subject.plates)
            size = _size(subject.sheet.width, subject.sheet.height, strings, language)
            return "", (size, strings["proof_on_sheet"].format(plates=numbers))
        case None:
            return "", ()


def _size(width: float, height: float, strings: dict[str, str], language: Language) -> str:
    return _figure(f"{width:g} × {height:g} mm", strings, language)


def _figure(words: str, strings: dict[str, str], language: Language) -> str:
    """Return a figure with the decimal sign and the millimetres of a language."""
    return figures_in(words, language).replace(" mm", f"\u00a0{strings['proof_mm']}")


def _said(check: Check, words: str, strings: dict[str, str], language: Language) -> str:
    return words if check in _VERBATIM else _figure(words, strings, language)


def _group(
    subject: str,
    about: tuple[str, tuple[str, ...]],
    proofs: Sequence[Proof],
    strings: dict[str, str],
    language: Language,
) -> _Group:
    pictures = [proof.picture for proof in proofs if proof.picture]
    encoded = base64.b64encode(pictures[0]).decode("ascii") if pictures else ""
    picture = f"data:image/png;base64,{encoded}" if encoded else ""
    return _Group(subject, *about, picture, tuple(_row(proof, strings, language) for proof in proofs))


def _row(proof: Proof, strings: dict[str, str], language: Language) -> _Row:
    words = strings["proof_good" if proof.passed else "proof_bad"]
    figures = tuple(_figure(_least(proof, check), strings, language) for check in _SHOWN)
    return _Row(proof.file, _Verdict(not proof.passed, words), figures, proof.sha256)


def _least(proof: Proof, check: Check) -> str:
    """Return the least figure of a check over all codes of a file: the one a workshop would ask about."""
    found = [finding.measured for finding in proof.findings if finding.check is check]
    return min(found, key=lambda measured: float(measured.split()[0])) if found else "—"


def _line(file: str, finding: Finding, strings: dict[str, str], language: Language) -> _Line:
    name = _name(finding.check, strings)
    if finding.code is not None:
        name = f"{name}, {strings['proof_code'].format(number=finding.code)}"
    quoted = (finding.measured, finding.wanted)
    measured, wanted = (_said(finding.check, words, strings, language) for words in quoted)
    return _Line(file, name, measured, wanted)


def _name(check: Check, strings: dict[str, str]) -> str:
    return strings[f"proof_check_{check.value.replace('-', '_')}"]


def _by_check(asked: tuple[Check, str]) -> tuple[int, str]:
    return list(Check).index(asked[0]), asked[1]
