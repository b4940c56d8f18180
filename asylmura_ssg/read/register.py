"""The register of numbers: which monument holds which register number, one line each, only ever added to.

``content/plates/register.jsonl`` holds an event a line, so that a change reads well in a git diff and two branches
that give the same number meet in a merge conflict.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.source import decode
from asylmura_ssg.tree import Bytes

PATH = "plates/register.jsonl"


def read_register(files: dict[str, Bytes], report: Report) -> dict[int, str]:
    """Return slug by register number; an empty register when there is no file yet."""
    file = files.get(PATH)
    text = None if file is None else decode(file, report)
    if text is None:
        return {}
    slugs: dict[int, str] = {}
    for at, line in enumerate(text.text.split("\n"), 1):
        if not line.strip():
            continue
        span = Span(text.shown, at, 1, len(line) + 1)
        try:
            event = json.loads(line)
            number, slug = int(event["number"]), str(event["slug"])
        except (ValueError, KeyError, TypeError):
            report.add(text.problem(Code.WRONG_TYPE, span, "this line is not an event of the register",
                                    'write {"event": "number", "number": 12, "slug": "berel"}'))  # fmt: skip
            continue
        if slugs.setdefault(number, slug) != slug:
            report.add(text.problem(Code.DUPLICATE_NUMBER, span,
                                    f'register number {number} already belongs to "{slugs[number]}"',
                                    "a number is never used again; give the next free one"))  # fmt: skip
    return slugs


def register_line(number: int, slug: str) -> str:
    """Return the line that enters a monument into the register."""
    return json.dumps({"event": "number", "number": number, "slug": slug}, ensure_ascii=False)


def check_register(records: Iterable[Record], slugs: dict[int, str], report: Report) -> None:
    """Report records whose number is not the one the register holds for them."""
    numbers = {slug: number for number, slug in slugs.items()}
    for record in records:
        monument = record.entry.monument
        registered = numbers.get(monument.slug)
        holder = slugs.get(monument.number)
        if registered is not None and registered != monument.number:
            report.add(Diagnostic(Code.NUMBER_CHANGED, record.number.span,
                                  f'the register holds number {registered} for "{monument.slug}", not {monument.number}',
                                  f"write number: {registered}; a plate may already carry it", record.number.excerpt))  # fmt: skip
        elif holder is not None and holder != monument.slug:
            report.add(Diagnostic(Code.NUMBER_CHANGED, record.number.span,
                                  f'the register holds number {monument.number} for "{holder}"',
                                  f"the next free number is {max(slugs) + 1}", record.number.excerpt))  # fmt: skip
