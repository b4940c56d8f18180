"""Kazakh in Latin letters, as the alphabet of April 2021 has them: the table of the site's reading aid.

Source: the community's table of that alphabet (``kk_cyrl_to_latn_2021.rules``, MIT), kept beside the tests, which hold
this one against it letter by letter. The alphabet has no letters of its own for ё, ц, ч, щ, э, ю, я, ъ, ь, which stand in
Russian words alone; the table writes them by their sound. й and и are one letter in it, х and һ are: what is written in
Latin letters does not lead back to the Cyrillic text.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_SMALL: Final = {
    "а": "a", "ә": "ä", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ñ", "о": "o", "ө": "ö", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ұ": "ū", "ү": "ü", "ф": "f", "х": "h", "һ": "h", "ш": "ş", "ы": "y", "і": "ı",
    "ё": "yo", "ц": "ts", "ч": "ch", "щ": "şç", "ъ": "", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_LARGE: Final = {"и": "İ", "й": "İ", "і": "I"}

LATIN: Final = MappingProxyType(
    _SMALL | {small.upper(): _LARGE.get(small, latin.capitalize()) for small, latin in _SMALL.items()}
)
"""Each Cyrillic letter's Latin ones. In a word of capitals alone both of a pair are capital: ЮНЕСКО is YUNESKO."""

LETTERS: Final = "".join(sorted({sign for latin in LATIN.values() for sign in latin}))
"""Every Latin letter the table writes."""

_WORD: Final = re.compile(f"[{''.join(LATIN)}]+")


def latinised(text: str) -> str:
    """Return a Kazakh text in Latin letters; all else in it stays."""
    return _WORD.sub(_written, unicodedata.normalize("NFC", text))


def _written(word: re.Match[str]) -> str:
    latin = "".join(LATIN[letter] for letter in word[0])
    return latin.upper() if len(word[0]) > 1 and word[0].isupper() else latin
