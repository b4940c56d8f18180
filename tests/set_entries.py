"""Entries of the miniature encyclopedia, changed and set: their pages for tests to look at."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from printed import miniature

from asylmura_ssg.make.volume import typeset_fragment
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry, Monument, Prose
from asylmura_ssg.model.printed_page import Format, Margins

WORDS = (
    "Кесене күйдірілген кірпіштен қаланған, оның батыс қабырғасы оюлы тақталармен қапталып, күмбезі сегіз қырлы "
    "барабанға тірелген. Зерттеушілер XIV ғасырдың соңына жататын қабырғалардан әртүрлі өрнектер тапқан"
)
PARAGRAPH = f"{WORDS}."
NARROW = Format(150.0, 220.0, Margins(22.0, 16.0, 18.0, 24.0))
"""Another page than the miniature's: its columns are 53 mm wide."""


def first_entry() -> Entry:
    return miniature().chapters[0].entries[0]


def entry_with(text: str | None = None, **changes: object) -> Entry:
    """Return the first entry with another Kazakh text, or with changed fields of its monument."""
    entry = first_entry()
    monument: Monument = replace(entry.monument, **changes)  # type: ignore[arg-type] # whatever a test changes
    return replace(entry, monument=monument, prose=Localized(Prose(text, "-")) if text is not None else entry.prose)


@cache
def set_text(text: str, page: Format | None = None) -> bytes:
    """Return the pages of the first entry with another text, on another page if one is given."""
    return set_entry(entry_with(text), page)


def set_entry(entry: Entry, page: Format | None = None) -> bytes:
    recipe = miniature() if page is None else replace(miniature(), format=page)
    return typeset_fragment(entry_fragment(recipe, entry))
