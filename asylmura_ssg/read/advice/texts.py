"""Advice on running texts: too thin, without a source, not kept up with the Kazakh."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.history import behind
from asylmura_ssg.model.language import PRIMARY, Language, Localized
from asylmura_ssg.model.marks import CitationMark, marks_in
from asylmura_ssg.model.monument import Prose

USUAL: Final = {Language.KK: 240, Language.RU: 250, Language.EN: 310}
"""Words of a usual entry, which fills two pages of the volume with its picture and facts; Kazakh joins what English parts."""

THIN: Final = 0.5
"""The share of a usual entry below which a text is thin: then half of its printed page stays empty."""

UNEVEN: Final = 0.6
"""The share of what the Kazakh text says, in words that its translation would need, below which something was left out."""

_NAMES: Final = {Language.KK: "Kazakh", Language.RU: "Russian", Language.EN: "English"}
_WORD = re.compile(r"\w+")


def advise_texts(prose: Localized[Prose], shown: str, changed: Mapping[str, int], report: Report) -> None:
    """Report what is thin, uneven, stale or without a source in the texts of the folder ``shown``."""
    said = {language: _words(text.text) for language, text in prose.present()}
    for language, text in prose.present():
        place = Span(f"{shown}/{language}.md")
        least = round(USUAL[language] * THIN)
        whole = said[PRIMARY] * USUAL[language] / USUAL[PRIMARY]
        if said[language] < least:
            report.add(Diagnostic(Code.THIN_TEXT, place, f"the {_NAMES[language]} text has {_count(said[language])}",
                                  f"tell more: an entry usually has {USUAL[language]}, and {least} are the least"))  # fmt: skip
        elif language is not PRIMARY and said[language] < whole * UNEVEN:
            report.add(Diagnostic(Code.UNEVEN_TRANSLATION, place,
                                  f"the {_NAMES[language]} text has {_count(said[language])}, the Kazakh {said[PRIMARY]}",
                                  f"about {round(whole)} would say the same; translate what is missing"))  # fmt: skip
        if not any(isinstance(mark, CitationMark) for mark in marks_in(text.text)):
            report.add(Diagnostic(Code.UNCITED_TEXT, place, f"the {_NAMES[language]} text cites no source",
                                  "after a statement write [@key] with the key of its source"))  # fmt: skip
        if language is not PRIMARY and behind(changed, f"{language}.md", f"{PRIMARY}.md"):
            report.add(Diagnostic(Code.STALE_TRANSLATION, place,
                                  f"the Kazakh text was changed after the {_NAMES[language]} one",
                                  f"bring {language}.md up to kk.md and commit it, or waive the rule where nothing is to change"))  # fmt: skip


def _words(text: str) -> int:
    """Return how many words a text has, its citations left out."""
    kept, at = [], 0
    for mark in marks_in(text):
        if isinstance(mark, CitationMark):
            kept.append(text[at : mark.start])
            at = mark.end
    return len(_WORD.findall(" ".join((*kept, text[at:]))))


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"
