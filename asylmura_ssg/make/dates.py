"""Days, parts of days, and what befell in which year, as each language writes them."""

from __future__ import annotations

from datetime import date

from asylmura_ssg.make.cldr import month_in
from asylmura_ssg.make.eras import years_in
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Fate

_NBSP = "\u00a0"


def date_in(day: date, language: Language) -> str:
    """Return a day in words, its number never parted from the month: ``2024 ж. 11 мамыр``, ``11 May 2024``.

    The order is CLDR's long date; Russian has «года» in full where CLDR has «г.», so that a sentence may end with it.
    """
    return _with_year(day.year, f"{day.day}{_NBSP}{month_in(day.month, language)}", language)


def month_of_year(year: int, month: int, language: Language) -> str:
    """Return a month of a year: ``2024 ж. мамыр``, ``май 2024 года``, ``May 2024`` (CLDR's yMMMM, the year as in a day)."""
    # Russian alone has another case for a month without a day: «май», not «мая».
    return _with_year(year, month_in(month, language, alone=language is Language.RU), language)


def _with_year(year: int, day: str, language: Language) -> str:
    if language is Language.KK:
        return f"{year}{_NBSP}ж. {day}"
    return f"{day} {year}" + (f"{_NBSP}года" if language is Language.RU else "")


def length_in(seconds: int) -> str:
    """Return how long something lasts as clocks show it, alike in all languages: ``12:30``, ``1:02:30``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def fate_in(fate: Fate, strings: dict[str, str], language: Language) -> str:
    """Return what became of a monument, and in which year where that is known."""
    if fate.year is None:
        return strings[f"fate_{fate.loss}"]
    if fate.year < 0:
        return f"{strings[f'fate_{fate.loss}']}, {years_in(fate.year, fate.year, strings, language)}"
    return strings[f"fate_{fate.loss}_year"].format(year=fate.year)
