"""Numbers, sizes, lists and plural forms as each language has them, by the Unicode CLDR (through Babel).

English is British, as the encyclopedia's own is: ``23 November 2026``, ``A, B and C``. Where CLDR and the practice of
Kazakh or Russian books part, what is done and why stands here and in docs/languages.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from asylmura_ssg.model.language import Language

LOCALES: Final = MappingProxyType({Language.KK: "kk", Language.RU: "ru", Language.EN: "en_GB"})
"""Each language's locale. Named always: Babel would otherwise ask the environment for one."""

NBSP = "\u00a0"
_UNITS: Final = (("size_gb", 1_000_000_000), ("size_mb", 1_000_000), ("size_kb", 1_000))
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_DECIMAL_BELOW = 10
"""How many of a unit are told without a decimal."""


@cache
def locale_of(language: Language) -> Locale:
    """Return CLDR's data of a language."""
    return Locale.parse(LOCALES[language])


@lru_cache(maxsize=1 << 14)  # the same few counts stand on every page
def number_in(number: float, language: Language, digits: int = 0) -> str:
    """Return a number with at most so many decimals, its thousands set off: ``1 234,5``, ``1,234.5``."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(number, format=pattern, locale=locale_of(language)).replace("\u202f", NBSP)


def figures_in(words: str, language: Language) -> str:
    """Return what was measured by a program, ``0.85 × 210``, with the decimal sign of a language."""
    return _POINT.sub(get_decimal_symbol(locale_of(language)), words)


def size_in(size: int, strings: dict[str, str], language: Language) -> str:
    """Return a size in bytes as a reader thinks of it: ``45 КБ``, ``1,2 МБ``, ``1,5 ГБ``; never less than 1 KB.

    A kilobyte is a thousand bytes, as phones count them. The units are the interface's own: CLDR 46 writes the Kazakh
    megabyte with a Latin M, and kilobytes in another style than megabytes. ``templates/pages/counting.js`` says the same.
    """
    # What would be rounded to a thousand of a unit is told in the next.
    key, unit = next((each for each in _UNITS if size >= each[1] - each[1] // 2000), _UNITS[-1])
    digits = 1 if unit > 1_000 and size < _DECIMAL_BELOW * unit else 0
    return strings[key].format(n=number_in(max(size / unit, 1), language, digits))


def listed_in(items: Sequence[str], language: Language) -> str:
    """Return things one after the other: ``A және B``, ``A, B и C``, ``A, B and C``.

    Before the last stands what CLDR puts between two, in each language. CLDR itself has a bare comma there in Kazakh,
    but running Kazakh has its «және» («Астана, Алматы және Шымкент»).
    """
    if len(items) < 2:
        return "".join(items)
    return format_list([", ".join(items[:-1]), items[-1]], locale=locale_of(language))


def plural_of(number: int, language: Language) -> str:
    """Return the category of a counted noun: ``one``, ``few``, ``many`` or ``other`` (UTS 35, part 3, plural rules)."""
    category: str = locale_of(language).plural_form(number)
    return category


def month_in(month: int, language: Language, *, alone: bool = False) -> str:
    """Return a month (1–12) as it stands beside a day, or ``alone``: ``қараша``, ``ноября`` or ``ноябрь``, ``November``."""
    name: str = locale_of(language).months["stand-alone" if alone else "format"]["wide"][month]
    return name
