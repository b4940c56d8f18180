"""The concordance of all texts, which the search index is made of: worked out range by range, and kept range by range.

Which files the index has depends on every word of every text, so it stands before the site is planned. An edit of one
entry works out the words of its neighbours by number anew, 64 or, among many entries, 256, and puts all ranges together again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from asylmura_ssg.cache import Store
from asylmura_ssg.make.search.index import merged, search_index
from asylmura_ssg.make.search.postings import RANGE, range_postings
from asylmura_ssg.make.search.words import words_of
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.search import SearchIndex
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.workers import run_all

_MANY = 1000
"""From so many entries on, fewer and larger ranges cost less: putting them together takes longer than making one anew."""

Joined = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Makes the search index of a catalogue, or puts it together from what the store has."""

    store: Store
    jobs: int

    def search_index(self, catalogue: Catalogue, frames: Mapping[Language, Frame]) -> SearchIndex:
        """Return the index of all published entries."""
        joined: dict[str, tuple[Entry, ...]] = {}
        for entry in catalogue.merged:
            if entry.monument.merger is not None:
                into = entry.monument.merger.into
                joined[into] = (*joined.get(into, ()), entry)
        kept_together = 4 * RANGE if len(catalogue.entries) >= _MANY else RANGE
        ranges: dict[int, list[Entry]] = {}
        for entry in sorted(catalogue.entries, key=lambda one: one.monument.number):
            ranges.setdefault(entry.monument.number // kept_together, []).append(entry)
        work = _Work(tuple(map(tuple, ranges.values())), joined, catalogue.vocabularies, self.store)
        parts = list(run_all(work, len(work.ranges), self.jobs, chunk=1))
        return search_index(
            merged(part[0] for part in parts), merged(part[1] for part in parts), catalogue.entries, joined, frames
        )


@dataclass(frozen=True, slots=True)
class _Work:
    """Works out the postings of one range of numbers; a value that worker processes share."""

    ranges: tuple[tuple[Entry, ...], ...]
    joined: Joined
    vocabularies: Vocabularies
    store: Store

    def __call__(self, index: int) -> tuple[dict[str, str], dict[str, str]]:
        entries = self.ranges[index]
        joined = tuple(self.joined.get(entry.monument.slug, ()) for entry in entries)
        key = digest_of(("concordance", makers_digest(), entries, joined, self.vocabularies))
        kept = self.store.get(key)
        if kept is not None:
            words, beginnings = json.loads(kept)
            return words, beginnings
        found = self._postings(entries)
        self.store.put(key, json.dumps(found, ensure_ascii=False).encode())
        return found

    def _postings(self, entries: tuple[Entry, ...]) -> tuple[dict[str, str], dict[str, str]]:
        ranges: dict[int, dict[int, dict[str, int]]] = {}
        for entry in entries:
            number = entry.monument.number
            words = words_of(entry, self.joined.get(entry.monument.slug, ()), self.vocabularies)
            ranges.setdefault(number // RANGE, {})[number] = words
        found = [range_postings(words) for words in ranges.values()]
        return merged(words for words, _ in found), merged(starts for _, starts in found)
