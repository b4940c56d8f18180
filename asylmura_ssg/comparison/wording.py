"""What differs between two readings of a page: words that went and words that came, each with a little of what stands around."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_AROUND = 60
"""Letters that are shown of what stays on either side of a change."""
_KINDRED = 0.45
"""How much of two passages is the same at least where one may be the other, changed."""
_COMPARED = 4_000
"""Words of a passage above which it is shown as gone and new, not word by word."""


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    words: str


Hunk = tuple[Piece, ...]
"""One passage that changed."""


def hunks_between(before: Sequence[str], after: Sequence[str]) -> tuple[Hunk, ...]:
    """Return what changed from one row of passages to the other."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found: list[Hunk] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            found += _replaced(before[a:b], after[c:d])
    return tuple(found)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Hunk]:
    """Yield changed passages: kindred ones word by word, in their order; all others as gone or new."""
    rest = list(after)
    for old in before:
        place = next((i for i, new in enumerate(rest) if _kindred(old, new)), None)
        if place is None:
            yield (Piece(Kind.GONE, old),)
            continue
        for new in rest[:place]:
            yield (Piece(Kind.NEW, new),)
        yield _worded(old, rest[place])
        rest = rest[place + 1 :]
    for new in rest:
        yield (Piece(Kind.NEW, new),)


def _kindred(old: str, new: str) -> bool:
    a, b = _WORD.findall(old), _WORD.findall(new)
    if max(len(a), len(b)) > _COMPARED:
        return False
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _KINDRED and matcher.ratio() >= _KINDRED


def _worded(old: str, new: str) -> Hunk:
    a, b = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(Kind.SAME, "".join(a[i:j])))
        else:
            pieces += [Piece(Kind.GONE, "".join(a[i:j]))] if j > i else []
            pieces += [Piece(Kind.NEW, "".join(b[k:m]))] if m > k else []
    pieces = _joined(pieces)
    last = len(pieces) - 1
    return tuple(_short(piece, first=place == 0, last=place == last) for place, piece in enumerate(pieces))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces without the lone spaces between two changes: whole phrases are easier to read than single words."""
    out: list[Piece] = []
    gone = new = ""
    for place, piece in enumerate(pieces):
        lone = piece.kind is Kind.SAME and not piece.words.strip() and 0 < place < len(pieces) - 1
        if piece.kind is Kind.SAME and not lone:
            out += _told(gone, new)
            gone = new = ""
            out.append(piece)
        else:
            gone += piece.words if piece.kind is not Kind.NEW else ""
            new += piece.words if piece.kind is not Kind.GONE else ""
    return [*out, *_told(gone, new)]


def _told(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Kind.GONE, gone)
    if new:
        yield Piece(Kind.NEW, new)


def _short(piece: Piece, *, first: bool, last: bool) -> Piece:
    """Return a piece that stays as its ends next to changes; the middle of a long one is left out."""
    words = piece.words
    if piece.kind is not Kind.SAME or len(words) <= 2 * _AROUND + 10:
        return piece
    head = "" if first else words[:_AROUND].rpartition(" ")[0]
    tail = "" if last else words[-_AROUND:].partition(" ")[2]
    return Piece(Kind.SAME, f"{head} … {tail}" if head and tail else f"… {tail}" if tail else f"{head} …")
