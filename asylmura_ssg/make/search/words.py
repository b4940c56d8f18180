"""The words by which a monument is found, as skeletons, each with the rank of the best place it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.marks import LinkMark, marks_in
from asylmura_ssg.model.monument import Claim, Entry
from asylmura_ssg.model.search import Rank
from asylmura_ssg.model.skeleton import skeleton, words_in
from asylmura_ssg.model.vocabulary import Vocabularies

_TARGET = re.compile(r"\]\([^)\s]*\)|https?://\S+")


def words_of(entry: Entry, joined: Iterable[Entry], vocabularies: Vocabularies) -> dict[str, int]:
    """Return the skeletons of an entry's words with their ranks.

    ``joined`` are entries that were joined to this one: their names lead to it. Two neighbours in a name are a word of
    their own, too, so that «Айшабибі» finds «Айша бибі»; a word of one letter that is no digit is none.
    """
    kinds = _kinds(vocabularies)
    ranks: dict[str, int] = {}
    for rank, words in _ranked(entry, joined, vocabularies, kinds):
        for word in words:
            if (len(word) > 1 or word.isdigit()) and ranks.get(word, -1) < rank:
                ranks[word] = rank
    return ranks


def _kinds(vocabularies: Vocabularies) -> frozenset[str]:
    labels = (words for kind in vocabularies.types.values() for _, words in kind.label.present())
    return frozenset(skeleton(word) for label in labels for word in words_in(label))


def _ranked(
    entry: Entry, joined: Iterable[Entry], vocabularies: Vocabularies, kinds: frozenset[str]
) -> Iterator[tuple[Rank, list[str]]]:
    monument = entry.monument
    for _, name in monument.names.present():
        words = skeletons(name)
        yield Rank.NAME, words
        yield Rank.FIRST, next(([word] for word in words if word not in kinds), words[:1])
        yield Rank.OTHER, _pairs(name)
    others = [variant.name for variant in monument.variants]
    for other in joined:
        others += [name for _, name in other.monument.names.present()]
        others += [variant.name for variant in other.monument.variants]
    for name in (*others, monument.slug):
        yield Rank.OTHER, [*skeletons(name), *_pairs(name)]
    for text in _surroundings(entry, vocabularies):
        yield Rank.PLACE, skeletons(text)
    for text in _summary(entry, vocabularies):
        yield Rank.SUMMARY, skeletons(text)
    for _, prose in entry.prose.present():
        yield Rank.TEXT, skeletons(plain(prose.text))
    for conflict in monument.conflicts:
        for _, text in (*conflict.about.present(), *conflict.text.present()):
            yield Rank.TEXT, skeletons(plain(text))


def skeletons(text: str) -> list[str]:
    """Return the skeletons of a text's words in order."""
    return [found for found in map(skeleton, words_in(text)) if found]


def _pairs(name: str) -> list[str]:
    return [skeleton(one + other) for one, other in pairwise(words_in(name))]


def _surroundings(entry: Entry, vocabularies: Vocabularies) -> Iterator[str]:
    monument = entry.monument
    labels = [vocabularies.regions[monument.region].label, vocabularies.types[monument.type].label]
    labels += [vocabularies.periods[key].label for key in monument.periods]
    labels += [claim.text for claim in (monument.place, monument.district, monument.culture, monument.builder) if claim]
    yield from _all(labels)


def _summary(entry: Entry, vocabularies: Vocabularies) -> Iterator[str]:
    monument = entry.monument
    protection = monument.protection
    texts: list[Localized[str]] = [monument.summary, vocabularies.protection_categories[protection.category].label]
    texts += [dating.text for dating in (monument.dating,) if dating is not None]
    texts += [claim.text for claim in (monument.film, _fate(entry)) if claim is not None]
    yield from _all(texts)
    if protection.list_number is not None:
        yield protection.list_number
    if monument.identifiers.unesco is not None:
        yield f"UNESCO ЮНЕСКО {monument.identifiers.unesco.id}"


def _fate(entry: Entry) -> Claim | None:
    fate = entry.monument.fate
    return None if fate is None else Claim(fate.text)


def _all(texts: Iterable[Localized[str]]) -> Iterator[str]:
    for text in texts:
        for _, words in text.present():
            yield words


def plain(text: str) -> str:
    """Return a Markdown text without its citations, with the words of its links, and without addresses."""
    pieces, end = [], 0
    for mark in marks_in(text):
        pieces.append(text[end : mark.start])
        if isinstance(mark, LinkMark):
            pieces.append(mark.words or mark.target)
        end = mark.end
    pieces.append(text[end:])
    return _TARGET.sub(" ", "".join(pieces))
