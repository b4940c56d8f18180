"""Alphabetical order as each language has it, never as code points or a machine's locale have it.

Kazakh: the 42 letters of the Cyrillic alphabet in its official order. Russian: its 33 letters, with ё as a letter
after е. English: Latin letters, accents ignored.
"""

from __future__ import annotations

import unicodedata

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


def collation_key(text: str, language: Language) -> tuple[tuple[int, ...], str]:
    """Return a sort key: letters in the language's order, digits before letters, punctuation ignored, then the text."""
    rank = _RANK[language]
    key = tuple(
        rank[c] if c in rank else 10 + int(c) if c.isdecimal() else 1
        for c in _letters(text, language)
        if c in rank or c.isdecimal() or c.isspace()
    )
    return key, text


def initial(text: str, language: Language) -> str:
    """Return the capital letter under which ``text`` stands in an index, or ``#`` when it has no letter."""
    rank = _RANK[language]
    return next((c.upper() for c in _letters(text, language) if c in rank), "#")
