"""What was found, in the forms that people and programs read: text, JSON, GitHub's workflow commands, GitLab's Code Quality, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from asylmura_ssg import __version__
from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Severity
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.rulebook import page_of

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_GITLAB_LEVELS: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}
_SARIF_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_json(report: Report) -> str:
    """Return the report for programs: a list of objects."""
    return json.dumps([_object(diagnostic) for diagnostic in report], ensure_ascii=False, indent=1)


def _object(d: Diagnostic) -> dict[str, str | int]:
    return {
        "code": d.code.slug,
        "severity": str(d.severity),
        "path": d.span.path,
        "line": d.span.line,
        "column": d.span.column,
        "end_column": d.span.end or d.span.column,
        "message": d.message,
        "hint": d.hint,
        "page": page_of(d.code),
    }


def as_github(report: Report) -> str:
    """Return the report as GitHub's workflow commands: each finding stands at its line of a change.

    Source: docs.github.com, "Workflow commands for GitHub Actions"; what is escaped, actions/toolkit, core/src/command.ts.
    """
    return "\n".join(_command(diagnostic) for diagnostic in report)


def _command(d: Diagnostic) -> str:
    place = {"file": d.span.path, "line": str(d.span.line), "col": str(d.span.column)}
    if d.span.end:
        place |= {"endLine": str(d.span.line), "endColumn": str(d.span.end)}
    named = ",".join(f"{key}={_property(value)}" for key, value in (place | {"title": d.code.slug}).items())
    words = f"{d.message}\n{d.hint}" if d.hint else d.message
    return f"::{_LEVELS[d.severity]} {named}::{_data(words)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def as_sarif(report: Report) -> str:
    """Return the report in SARIF, the Static Analysis Results Interchange Format (OASIS, version 2.1.0)."""
    found = list(report)
    rules = sorted({d.code for d in found}, key=lambda code: code.slug)
    run = {
        "tool": {
            "driver": {
                "name": "asylmura check",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, rules.index(d.code)) for d in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.slug,
        "shortDescription": {"text": code.value},
        "help": {"text": f"{code.value} Read more in {page_of(code)}."},
        "defaultConfiguration": {"level": _SARIF_LEVELS[code.severity]},
    }


def _result(d: Diagnostic, rule: int) -> dict[str, Any]:
    """Return a finding; columns count from 1, and the end is the one after the last (SARIF, 3.30)."""
    region: dict[str, Any] = {"startLine": d.span.line, "startColumn": d.span.column}
    if d.span.end:
        region["endColumn"] = d.span.end
    if d.excerpt:
        region["snippet"] = {"text": d.excerpt}
    words = f"{d.message}. {d.hint[:1].upper()}{d.hint[1:]}." if d.hint else f"{d.message}."
    return {
        "ruleId": d.code.slug,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[d.severity],
        "message": {"text": words},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": quote(d.span.path)}, "region": region}},
        ],
    }


def as_gitlab(report: Report) -> str:
    """Return the report for GitLab's merge requests: a Code Quality report.

    Source: docs.gitlab.com, "Code Quality", section "Code Quality report format". A finding is known by its fingerprint
    from one report to the next: lines may move, so its words are told apart by how often they were said before.
    """
    said: dict[str, int] = {}
    found = []
    for d in report:
        words = f"{d.code.slug}\0{d.span.path}\0{d.message}"
        said[words] = said.get(words, 0) + 1
        found.append(
            {
                "description": f"{d.message}. {d.hint[:1].upper()}{d.hint[1:]}." if d.hint else f"{d.message}.",
                "check_name": d.code.slug,
                "fingerprint": digest_bytes(f"{words}\0{said[words]}".encode()),
                "severity": _GITLAB_LEVELS[d.severity],
                "location": {"path": d.span.path, "lines": {"begin": d.span.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=1)


FORMS: Final[Mapping[str, Callable[[Report], str]]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
}
"""Each form that programs read, by the name that ``--format`` takes."""
