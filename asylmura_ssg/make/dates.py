"""Days and years as each language writes them."""

from __future__ import annotations

from datetime import date

from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Fate
from asylmura_ssg.model.recipe import Frame

_MONTHS = {
    Language.KK: ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
                  "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    Language.RU: ("января", "февраля", "марта", "апреля", "мая", "июня",
                  "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    Language.EN: ("January", "February", "March", "April", "May", "June",
                  "July", "August", "September", "October", "November", "December"),
}  # fmt: skip


def date_in(day: date, language: Language) -> str:
    """Return a day in words, its number never parted from the month: ``2024 ж. 11 мамыр``, ``11 May 2024``."""
    month = _MONTHS[language][day.month - 1]
    if language is Language.KK:
        return f"{day.year}\u00a0ж. {day.day}\u00a0{month}"
    return f"{day.day}\u00a0{month} {day.year}" + ("\u00a0года" if language is Language.RU else "")


def fate_in(fate: Fate, frame: Frame) -> str:
    """Return what became of a monument, and in which year where that is known."""
    strings = frame.strings
    if fate.year is None:
        return strings[f"fate_{fate.loss}"]
    if fate.year < 0:
        return f"{strings[f'fate_{fate.loss}']}, {strings['year_bce'].format(year=-fate.year)}"
    return strings[f"fate_{fate.loss}_year"].format(year=fate.year)
