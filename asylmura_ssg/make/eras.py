"""Years with their era, as each language's historians write them; a range names its era once.

Kazakh: ``б.з.б. 2500–900 жж.``; Russian: ``2500–900 гг. до н. э.``; English: ``2500–900 BCE``. The era of our own time is
named only where a range begins before it, or where it is asked for. There is no year 0: the year before 1 is -1.
"""

from __future__ import annotations

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.model.language import Language

_GROUPED_FROM = 10_000
"""Years of four digits are written without a space or comma among them, in all three languages."""


def year_in(year: int, strings: dict[str, str], language: Language) -> str:
    """Return one year with its era, also that of our own time: ``б.з. 1000 ж.``, ``1000 г. н. э.``, ``1000 CE``."""
    return strings["year_bce" if year < 0 else "year_ce"].format(n=_shown(year, language))


def years_in(first: int, last: int, strings: dict[str, str], language: Language) -> str:
    """Return the years from ``first`` to ``last``, negative before our era; ``first`` may equal ``last``."""
    if first < 0 <= last:
        one, other = year_in(first, strings, language), year_in(last, strings, language)
        return strings["era_mixed"].format(first=one, last=other)
    era = "_bce" if first < 0 else ""
    if first == last:
        return strings[f"year{era}"].format(n=_shown(first, language))
    return strings[f"year_range{era}"].format(first=_shown(first, language), last=_shown(last, language))


def _shown(year: int, language: Language) -> str:
    years = abs(year)
    return str(years) if years < _GROUPED_FROM else number_in(years, language)
