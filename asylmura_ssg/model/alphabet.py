"""Alphabetical order as each language has it, never as code points or a machine's locale have it.

Kazakh: the 42 letters of the Cyrillic alphabet in its official order. Russian: its 33 letters, with ё as a letter
after е. English: Latin letters, accents ignored.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import dropwhile

from asylmura_ssg.model.language import Language

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"

# Letters of the other script follow the language's own, so that no name is lost: kk/ru → Cyrillic then Latin.
_ORDER = {
    Language.KK: KAZAKH + LATIN,
    Language.RU: RUSSIAN + "әғқңөұүһі" + LATIN,
    Language.EN: LATIN + KAZAKH,
}
_RANK = {lang: {letter: 100 + i for i, letter in enumerate(order)} for lang, order in _ORDER.items()}


def _letters(text: str, language: Language) -> str:
    folded = text.casefold()
    if language is Language.EN:
        decomposed = unicodedata.normalize("NFD", folded)
        return "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", folded)


@lru_cache(maxsize=1 << 16)  # a name is sorted on a dozen lists
def collation_key(text: str, language: Language) -> tuple[tuple[int, ...], str]:
    """Return a sort key: letters in the language's order, digits before letters, punctuation ignored, then the text."""
    rank = _RANK[language]
    signs = (c for c in _letters(text, language) if c in rank or c.isdecimal() or c.isspace())
    # Space before the first letter, as in "№ 7", would part a name from the others of its letter.
    told = dropwhile(str.isspace, signs)
    return tuple(rank[c] if c in rank else 10 + int(c) if c.isdecimal() else 1 for c in told), text


def capitalised(text: str) -> str:
    """Return a name as it begins a title: with a capital letter, the others as they are."""
    return text[:1].upper() + text[1:]


def initial(text: str, language: Language) -> str:
    """Return the capital letter under which ``text`` stands in an index, or ``#`` when it begins with a digit or has none.

    Digits are sorted before letters, so everything under ``#`` stands together, before the first letter.
    """
    rank = _RANK[language]
    first = next((c for c in _letters(text, language) if c in rank or c.isdecimal()), "0")
    return first.upper() if first in rank else "#"
