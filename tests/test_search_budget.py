"""The search over 10,000 monuments: what a phone fetches for a first query, whatever it is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from published import CONTENT, TEMPLATES
from searching import Searcher

from asylmura_ssg.cache import Store
from asylmura_ssg.make.search.index import merged, search_index
from asylmura_ssg.make.search.pieces import LARGEST
from asylmura_ssg.make.search.postings import RANGE, range_postings
from asylmura_ssg.make.search.words import skeletons, words_of
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.search import Rank, SearchIndex
from asylmura_ssg.pipeline import read
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.tree import read_tree
from benchmarks.phrases import FIRST, SECOND

MONUMENTS = 9999
FIRST_QUERY = 300_000
"""Bytes of a first query, uncompressed: script, index, pieces, ten results."""


FIRST_SHOWN = 3
"""Results that are shown before typing pauses."""

PIECES = 8
"""Pieces a letter may fetch before its first results: each takes a phone's processor some 5 ms, whatever is in it."""

LETTER = 90_000
"""Bytes of JSON a letter may have parsed before its first results."""


def named(entry: Entry, number: int) -> Entry:
    """Return an entry as another one: its texts are a real entry's, its name and number are made up."""
    first, second = FIRST[number % len(FIRST)], SECOND[number // len(FIRST) % len(SECOND)]
    own = entry.monument.names
    kk, ru, en = (f"{first[i]}{second[i]} {number}" for i in (1, 2, 3))
    names = Localized(f"{kk} {own.kk}", f"{ru} {own.ru}", f"{en} {own.en}")
    monument = replace(entry.monument, slug=f"{first[0]}-{second[0]}-{number}", number=number, names=names)
    return replace(entry, monument=monument)


@cache
def index() -> SearchIndex:
    order = Order(CONTENT, TEMPLATES, Path("output"), Path("cache"), Scope(), 1)
    reading, design = read(order, read_tree(CONTENT), read_tree(TEMPLATES), Store(None))
    catalogue = reading.catalogue
    assert catalogue is not None
    assets, _ = plan_assets(catalogue, design)
    words = [words_of(entry, (), catalogue.vocabularies) for entry in catalogue.entries]
    entries: list[Entry] = []
    ranges: dict[int, dict[int, dict[str, int]]] = {}
    for number in range(1, MONUMENTS + 1):
        of = number % len(words)
        entry = named(catalogue.entries[of], number)
        names = " ".join(name for _, name in entry.monument.names.present())
        entries.append(entry)
        own = dict.fromkeys(skeletons(names), int(Rank.NAME))
        ranges.setdefault(number // RANGE, {})[number] = words[of] | own
    found = [range_postings(held) for held in ranges.values()]
    return search_index(
        merged(part for part, _ in found), merged(part for _, part in found), tuple(entries), {},
        frames_of(catalogue, design, assets),
    )  # fmt: skip


def typed(word: str) -> Iterator[str]:
    yield from (word[:length] for length in range(1, len(word) + 1))


ASKED = [
    *typed("кесенесі"), *typed("Turkistan"), *typed("Городище"), *typed("Отырар қалашығы"), "13", "00137", "000",
    "кесене Түркістан облысы", "mausoleum of Khoja Ahmed Yasawi", "Туркестон", "мовзолей", "қорғандарындағы", "zzzz",
]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["кесенесі", "Turkistan", "Жамбылская", "Отырар қалашығы", "Hoca", "Туркестон", "00137"]
)
def test_no_letter_costs_more_pieces_than_a_slow_processor_can_read_at_once(word: str) -> None:
    search, kept = Searcher(index().files, index().first[Language.KK]), set[str]()
    for text in typed(word):
        fetched = set(search(text, first=FIRST_SHOWN).fetched) - kept
        kept |= fetched
        read = sum(len(index().files[name].encode()) for name in fetched)
        assert (len(fetched) <= PIECES, read <= LETTER) == (True, True), (text, len(fetched), read)


def test_the_page_shows_as_many_at_first_as_this_reckons_with() -> None:
    script = (TEMPLATES / "pages" / "search.js").read_text("utf-8")
    assert f"FIRST = {FIRST_SHOWN}," in script


@pytest.mark.parametrize("language", list(Language))
def test_no_first_query_fetches_more_than_a_phone_can_bear(language: Language) -> None:
    search = Searcher(index().files, index().first[language])
    scripts = sum(
        (TEMPLATES / "pages" / f"{name}.js").stat().st_size for name in ("search", "search-index", "search-words")
    )
    heavy = {}
    for query in ASKED:
        answer = search(query)
        texts = [index().files[name].encode() for name in (search.first, *answer.fetched)]
        raw = scripts + sum(map(len, texts))
        if raw > FIRST_QUERY:
            heavy[query] = (raw, sum(len(gzip.compress(text)) for text in texts), len(texts))
    assert heavy == {}


def test_all_pieces_are_small_and_there_are_not_too_many() -> None:
    kinds: dict[str, list[int]] = {}
    for name, text in index().files.items():
        kinds.setdefault(name.rpartition("-")[0], []).append(len(text.encode()))
    assert max(kinds["words"]) <= LARGEST
    assert max(kinds["starts"]) <= LARGEST
    assert max(kinds["hits"]) <= 25_000
    assert max(size for kind, held in kinds.items() if kind.startswith("index-") for size in held) <= 60_000
    assert sum(map(len, kinds.values())) < 4 * MONUMENTS / 10


def test_a_monument_among_ten_thousand_is_found_by_name_and_number() -> None:
    search = Searcher(index().files, index().first[Language.KK])
    name = f"{FIRST[7][1]}{SECOND[0][1]}"
    assert search(f"{name} 7").names[0].startswith(f"{name} 7 ")
    assert search("9998").names[0].split()[1] == "9998"
