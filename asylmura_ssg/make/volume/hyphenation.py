"""Kazakh hyphenation: Liang's patterns, corrected by what every Kazakh syllable has: one vowel.

F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (Stanford, 1983). The patterns are those of the TeX hyphenation
project. Alone they leave a part without a vowel in some 3.5 % of breaks (зер-т-теу) and miss breaks in loan words
(эк-спедиция). The rules of Kazakh orthography carry words over by syllables: a syllable takes one consonant before
its vowel, so the break stands before the last consonant between two vowels (зерт-теу, экс-пе-ди-ци-я).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

VOWELS = frozenset("аәеёиоөуұүыіэюя")
_SIGNS = frozenset("ьъ")  # a part of a word never begins with them
_WHOLE = "стан"  # a word of its own within Қазақ-стан, Өзбек-стан
_BETWEEN = re.compile(
    r"(?<=[аәеёиоөуұүыіэюя])([^аәеёиоөуұүыіэюяьъ\W\d]*?[ьъ]?)([^аәеёиоөуұүыіэюяьъ\W\d](?=[аәеёиоөуұүыіэюя]))"
)
_BLOCK = re.compile(r"\\patterns\s*\{(?P<patterns>[^}]*)\}", re.DOTALL)


class Hyphenator:
    """Finds where Kazakh words may be broken."""

    def __init__(self, patterns: dict[str, tuple[int, ...]]) -> None:
        self._patterns = patterns
        self._longest = max(map(len, patterns), default=0)

    def breaks(self, word: str) -> tuple[int, ...]:
        """Return the places of a word, counted in letters from its beginning, where it may be broken."""
        lower = word.lower()
        bounds = [0, *_voiced_parts(lower, self._by_pattern(lower)), len(lower)]
        places = set(bounds[1:-1])
        for start, end in pairwise(bounds):
            places.update(start + place for place in _syllables(lower[start:end]))
        return tuple(sorted(places))

    def _by_pattern(self, lower: str) -> list[int]:
        framed = f".{lower}."
        levels = [0] * (len(framed) + 1)
        for start in range(len(framed)):
            for end in range(start + 1, min(start + self._longest, len(framed)) + 1):
                for offset, level in enumerate(self._patterns.get(framed[start:end], ())):
                    levels[start + offset] = max(levels[start + offset], level)
        return [place for place in range(1, len(lower)) if levels[place + 1] % 2]


def _voiced_parts(lower: str, places: list[int]) -> list[int]:
    """Return those places that leave a vowel in every part; consonants between two places go with what is before."""
    kept: list[int] = []
    for place in places:
        if not _voiced(lower[place:]) or lower[place] in _SIGNS or _orphans_vowel(lower, place):
            continue
        if _voiced(lower[kept[-1] if kept else 0 : place]):
            kept.append(place)
        elif kept and not lower.startswith(_WHOLE, kept[-1]):
            kept[-1] = place
    return kept


def _syllables(part: str) -> list[int]:
    """Return the places before the last consonant between two vowels; vowels side by side stay together."""
    return [found.start(2) for found in _BETWEEN.finditer(part)]


def _orphans_vowel(lower: str, place: int) -> bool:
    """Tell whether a break would part a vowel from the consonant that begins its syllable."""
    return lower[place] in VOWELS and lower[place - 1] not in VOWELS and lower[place - 1] not in _SIGNS


def _voiced(part: str) -> bool:
    return not VOWELS.isdisjoint(part)


@cache
def hyphenator_of(tex: str) -> Hyphenator:
    r"""Return the hyphenator of patterns in TeX's form: ``\patterns{ .а1б а2б1в }``; ``%`` begins a comment."""
    bare = re.sub(r"%.*", "", tex)
    found = _BLOCK.search(bare)
    if found is None:
        raise ValueError("hyphenation patterns: no \\patterns{…} in the text")
    return Hyphenator(dict(map(_parse, found["patterns"].split())))


def _parse(pattern: str) -> tuple[str, tuple[int, ...]]:
    """Return ``а1бв`` as its letters and the level before each letter and after the last: ``абв``, (0, 1, 0, 0)."""
    letters, levels = "", [0]
    for sign in pattern:
        if sign.isdecimal():
            levels[-1] = int(sign)
        else:
            letters += sign
            levels.append(0)
    return letters, tuple(levels)
