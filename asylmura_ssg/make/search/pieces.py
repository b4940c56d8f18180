"""Sorted words cut into pieces small enough for a slow line, so that a change in one moves no other."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from asylmura_ssg.model.digest import digest_bytes

LARGEST = 20_000
"""Bytes a piece has at most, unless a single word has more."""

_LAST = "\uffff"

Item = tuple[str, str]


def cut(items: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the items in order of their keys, in pieces.

    A piece ends where the beginnings of words part, never merely where it is full: else a new word would move the ends of
    all pieces after its own.
    """
    return [dict(piece) for piece in _cut(sorted(items.items()), 1)]


def _cut(items: Sequence[Item], length: int) -> list[list[Item]]:
    if _bytes(items) <= LARGEST or len(items) == 1:
        return [list(items)]
    pieces: list[list[Item]] = []
    for _, group in groupby(items, key=lambda item: item[0][:length]):
        held = list(group)
        if _bytes(held) > LARGEST and len(held) > 1:
            pieces += _cut(held, length + 1)
            pieces.append([])  # what follows begins a piece of its own
        elif pieces and _bytes(pieces[-1]) + _bytes(held) <= LARGEST:
            pieces[-1] += held
        else:
            pieces.append(held)
    return [piece for piece in pieces if piece]


def _bytes(items: Iterable[Item]) -> int:
    return sum(len(key.encode()) + len(value.encode()) + 6 for key, value in items)


def spanned(firsts: Sequence[str], beginning: str) -> int:
    """Return how many pieces may hold words that begin so; ``firsts`` are the first words of the pieces, in order."""
    return bisect_left(firsts, beginning + _LAST) - max(0, bisect_right(firsts, beginning) - 1)


def file_of(kind: str, value: object) -> tuple[str, str]:
    """Return the name and the text of a file: the name has the digest of the text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{kind}-{digest_bytes(text.encode())[:10]}.json", text
