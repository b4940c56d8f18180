"""The second tier: what an experienced editor would mend in an entry that nothing keeps from being published.

Advice stops nothing, is said by ``check`` alone, and can be waived in the record. What git knows of the files comes in
as data.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from asylmura_ssg.diagnostics import Code, Diagnostic, Report
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.advice.facts import advise_facts
from asylmura_ssg.read.advice.form import advise_form
from asylmura_ssg.read.advice.texts import advise_texts
from asylmura_ssg.read.nodes import parse
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.source import decode
from asylmura_ssg.tree import Bytes

__all__ = ["advise", "of_waivers"]


def advise(
    record: Record,
    shown: str,
    files: Mapping[str, Bytes],
    vocabularies: Vocabularies,
    changed: Mapping[str, int] | None,
) -> Report:
    """Return the advice on an entry that was read without an error; on one that was merged into another there is none.

    ``shown`` is its folder, ``files`` what lies there, by name. ``changed`` says when each of them was last committed, in
    seconds; a file that it lacks is not told to be stale. None where there is no history.
    """
    report = Report()
    text = decode(files["monument.yaml"], report)
    top = None if text is None else parse(text, report)
    if text is None or top is None or record.merged is not None:
        return report
    advise_facts(top, record.entry.monument, vocabularies)
    advise_texts(record.entry.prose, shown, changed or {}, report)
    advise_form(text, files, report)
    return report


def of_waivers(report: Report, unseen: Collection[Code]) -> None:
    """Report each waiver that waives nothing of all that was found; ``unseen`` are rules that were not looked at."""
    for waiver in report.idle():
        if waiver.code not in unseen:
            report.add(Diagnostic(Code.WAIVER_IDLE, waiver.span, f'nothing here breaks the rule "{waiver.code.slug}"',
                                  "take the waiver out", waiver.excerpt))  # fmt: skip
