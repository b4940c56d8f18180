"""Advice on form: the order of keys, dashes and quotation marks; ``check --fix`` mends it."""

from __future__ import annotations

from collections.abc import Mapping

from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.read.mending import Stroke, misplaced, strokes_of_record, strokes_of_text
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.tree import Bytes

_MENDED = "`asylmura check --fix` shows how it would be, and mends it when you agree"


def advise_form(record: Text, files: Mapping[str, Bytes], report: Report) -> None:
    """Report the first key out of place, and of each file where its dashes or quotation marks are not the language's."""
    found = misplaced(record)
    if found is not None:
        key, after, start, end = found
        report.add(record.problem(Code.KEY_ORDER, record.span(start, end), f'"{key}" stands after "{after}"', _MENDED))
    _say(record, strokes_of_record(record), report)
    for language in LANGUAGES:
        file = files.get(f"{language}.md")
        text = None if file is None else decode(file, Report())
        if text is not None:
            _say(text, strokes_of_text(text.text, Language(language)), report)


def _say(text: Text, strokes: tuple[Stroke, ...], report: Report) -> None:
    seen = [stroke for stroke in strokes if stroke.seen]
    if seen:
        first = seen[0].edit
        wrong, right = text.text[first.start : first.end].strip(), first.text.strip()
        more = (
            ""
            if len(seen) == 1
            else f", and {len(seen) - 1} more such place{'s' if len(seen) > 2 else ''} in this file"
        )
        report.add(
            text.problem(
                Code.TYPOGRAPHY, text.span(first.start, first.end), f"{wrong} should be {right}{more}", _MENDED
            )
        )
