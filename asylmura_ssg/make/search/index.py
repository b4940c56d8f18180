"""The files of the search index, out of postings: pieces of words, of beginnings, of spellings, and what names them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from asylmura_ssg.make.search.hits import facets, hits, labels, pieces
from asylmura_ssg.make.search.pieces import cut, file_of, spanned
from asylmura_ssg.make.search.postings import LONGEST_BEGINNING, best_in, in_text, without_text
from asylmura_ssg.model.endings import SHORTEST, SHORTEST_OTHER, VOICELESS, VOWELS, kazakh_endings, other_endings
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.search import Rank, SearchIndex
from asylmura_ssg.model.skeleton import LETTERS, TURKISH

FEWEST = 400
"""With fewer monuments no word is common."""

COMMON = 8
"""A word in the running text of more than one monument in so many tells nothing apart there."""

WIDE = 2
"""A beginning whose words fill more pieces has its monuments counted beforehand."""

SHORTEST_MISSPELT = 4
"""Letters a word must have before it is taken for a misspelt one."""

Postings = Mapping[str, str]


def search_index(
    words: Postings,
    beginnings: Postings,
    entries: tuple[Entry, ...],
    joined: Mapping[str, tuple[Entry, ...]],
    frames: Mapping[Language, Frame],
) -> SearchIndex:
    """Return the index of these postings, whose files are told by the digests in their names; ``joined`` are entries that were joined to another, by that one's slug."""
    files: dict[str, str] = {}

    def keep(kind: str, value: object) -> str:
        name, text = file_of(kind, value)
        files[name] = text
        return name[len(kind) + 1 : -len(".json")]

    common = _common(words, len(entries))
    told = {word: kept for word, posting in words.items()
            if (kept := without_text(posting) if word in common else posting)}  # fmt: skip
    cut_words = cut(told)
    firsts = [next(iter(piece)) for piece in cut_words]
    wide = {start: posting for start, posting in beginnings.items() if spanned(firsts, start) > WIDE}
    heads, tails = _spellings(told)
    shared: dict[str, object] = {
        "rules": rules(),
        "numbers": _runs(entry.monument.number for entry in entries),
        "common": sorted(common),
        "facets": keep("facets", facets(entries)),
        "words": [[first, keep("words", piece)] for first, piece in zip(firsts, cut_words, strict=True)],
    }
    for kind, postings in (("starts", wide), ("heads", heads), ("tails", tails)):
        shared[kind] = [[next(iter(piece)), keep(kind, piece)] for piece in cut(postings)] if postings else []
    first = {}
    for language, frame in frames.items():
        shown = {n: keep("hits", piece) for n, piece in pieces(hits(entries, joined, frame)).items()}
        first[language] = (
            f"index-{language}-{keep(f'index-{language}', shared | {'hits': shown, 'labels': labels(frame)})}.json"
        )
    return SearchIndex(files, first)


def rules() -> dict[str, object]:
    """Return the rules by which the script reads words, as they stand in the model."""
    return {
        "letters": LETTERS,
        "turkish": TURKISH,
        "kazakh": " ".join(kazakh_endings()),
        "other": " ".join(other_endings()),
        "shortest": [SHORTEST, SHORTEST_OTHER, SHORTEST_MISSPELT],
        "voiceless": VOICELESS,
        "vowels": VOWELS,
        "beginning": LONGEST_BEGINNING,
        "wide": WIDE,
    }


def _common(words: Postings, count: int) -> frozenset[str]:
    if count < FEWEST:
        return frozenset()
    return frozenset(word for word, posting in words.items() if len(posting) > count // COMMON
                     and in_text(posting) > count / COMMON)  # fmt: skip


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers as runs of neighbours, first and last."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def _spellings(words: Postings) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of names and places by their first and by their last two letters.

    A word with one wrong letter has its first half whole, or its second: so one of the two lists has it.
    """
    known = sorted(word for word, posting in words.items()
                   if len(word) >= SHORTEST_MISSPELT and best_in(posting) >= Rank.PLACE and word.isalpha())  # fmt: skip
    heads = {head: " ".join(word[2:] for word in held) for head, held in groupby(known, key=lambda word: word[:2])}
    tails: dict[str, list[str]] = defaultdict(list)
    for word in known:
        tails[word[-2:]].append(word[:-2])
    return heads, {tail: " ".join(held) for tail, held in sorted(tails.items())}


def merged(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return postings of several ranges as one, the ranges in order."""
    held: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for word, posting in part.items():
            held[word].append(posting)
    return {word: "".join(postings) for word, postings in held.items()}
