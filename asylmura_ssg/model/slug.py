"""A slug out of a Kazakh name: the name in plain Latin letters, as addresses have it.

The letters of the alphabet of April 2021 without their marks (қ is q, ғ is g, ң is n, ө and ұ are o and u, й is i), but for
those that the collection's own slugs write in two: ж zh, х kh, ш sh, ч ch, щ shch, ц ts, ю yu, я ya, ё yo. ъ and ь fall out.
Letters of other alphabets lose their marks; what is left of no letter and no digit parts words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count
from types import MappingProxyType
from typing import Final

from asylmura_ssg.model.latin import LATIN

LETTERS: Final = MappingProxyType(
    {small: "".join(c for c in unicodedata.normalize("NFD", LATIN[small]) if c.isascii()) for small in LATIN if small.islower()}
    | {"ж": "zh", "х": "kh", "ш": "sh", "щ": "shch", "і": "i"}
)  # fmt: skip
"""Each small Cyrillic letter's Latin ones."""

LONGEST: Final = 60
"""Letters of a slug that is made; one that somebody writes may be longer."""

_APART = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’ʼʻ`]")


def slug_of(name: str) -> str:
    """Return the slug a name gives; empty when it holds no letter or digit that has a Latin form."""
    spelt = "".join(LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFC", name).lower())
    bare = "".join(c for c in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(c))
    words = _APART.sub("-", _APOSTROPHES.sub("", bare)).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition("-")[0]
    return cut or words[:LONGEST]


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """Return a slug that nobody has: the one that is wanted, else with the lowest number behind it that is free."""
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
