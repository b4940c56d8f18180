"""Where words stand, written so that it is short, quickly read, and put together from parts made at different times.

A posting is a text of chunks: a sign of the rank (``!`` for the running text … ``(`` for the first word of a name), two
digits of base 64 for a range of 64 register numbers, then a digit for each number of the range that has the word there.
``!AAB`` is number 1 in the running text. The search script reads the same: tests hold the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from asylmura_ssg.model.search import Rank

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SIGNS = "!#$%&("
"""The sign of each rank; none of them needs an escape in JSON."""

RANGE = 64
LONGEST_BEGINNING = 5
_BARE = 3
"""Up to so many letters of a word say nothing of running text: nearly every text has a word that begins so."""

_ONE_RANGE = (1 << RANGE) - 1
_IN_TEXT = _ONE_RANGE  # Rank.TEXT is the lowest


def range_postings(words: Mapping[int, Mapping[str, int]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the postings of words and of beginnings of words, for monuments (by number) of one range of 64 numbers."""
    # A word's monuments as one whole number: 64 bits for each rank, the lowest rank lowest.
    masks: dict[str, int] = defaultdict(int)
    for number, ranks in words.items():
        bits = [1 << RANGE * rank + number % RANGE for rank in range(len(SIGNS))]
        for word, rank in ranks.items():
            masks[word] |= bits[rank]
    place = next(iter(words)) // RANGE
    return (
        {word: _written(place, mask) for word, mask in masks.items()},
        {start: _written(place, mask) for start, mask in _beginnings(masks).items()},
    )


def _beginnings(masks: Mapping[str, int]) -> dict[str, int]:
    """Return, for each beginning of up to five letters, which monuments have a word that begins so, by the best rank."""
    united: dict[str, int] = defaultdict(int)
    for word, mask in masks.items():
        told = mask & ~_IN_TEXT
        if told:
            for length in range(1, min(_BARE, len(word)) + 1):
                united[word[:length]] |= told
        for length in range(_BARE + 1, min(LONGEST_BEGINNING, len(word)) + 1):
            united[word[:length]] |= mask
    return {start: _best(mask) for start, mask in united.items()}


def _best(mask: int) -> int:
    """Return the mask with each monument at its highest rank alone."""
    better = best = 0
    for rank in reversed(range(len(SIGNS))):
        bits = mask >> RANGE * rank & _ONE_RANGE & ~better
        best |= bits << RANGE * rank
        better |= bits
    return best


def _written(place: int, mask: int) -> str:
    """Return the chunks of one range."""
    head, signs, out = DIGITS[place // RANGE] + DIGITS[place % RANGE], iter(SIGNS), ""
    while mask:  # most words stand in running text alone: one round
        sign, bits = next(signs), mask & _ONE_RANGE
        if bits:
            out += sign + head + _digits(bits)
        mask >>= RANGE
    return out


@lru_cache(maxsize=1 << 16)  # words of one monument have one mask
def _digits(bits: int) -> str:
    out = ""
    while bits:
        low = bits & -bits
        out += DIGITS[low.bit_length() - 1]
        bits ^= low
    return out


def in_text(posting: str) -> int:
    """Return how many monuments have a word in their running text and nowhere better."""
    sign = SIGNS[Rank.TEXT]
    if sign not in posting:
        return 0
    return sum(len(chunk) - 3 for chunk in _chunks(posting) if chunk[0] == sign)


def without_text(posting: str) -> str:
    """Return a posting without the running text; empty when the word stands nowhere else."""
    return "".join(chunk for chunk in _chunks(posting) if chunk[0] != SIGNS[Rank.TEXT])


def best_in(posting: str) -> Rank:
    """Return the best rank that a word has anywhere."""
    return max(Rank(rank) for rank, sign in enumerate(SIGNS) if sign in posting)


def _chunks(posting: str) -> list[str]:
    chunks: list[str] = []
    for sign in posting:
        if sign in SIGNS:
            chunks.append(sign)
        else:
            chunks[-1] += sign
    return chunks
