"""The search, by its own scripts in a JavaScript engine: a hundred questions to the real index, its size, its order."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from published import CONTENT, ROOT, TEMPLATES
from searching import Engine, Searcher

from asylmura_ssg.cache import Store
from asylmura_ssg.concordance import Concordance
from asylmura_ssg.make.search.index import merged
from asylmura_ssg.make.search.pieces import LARGEST, cut, spanned
from asylmura_ssg.make.search.postings import DIGITS, SIGNS, best_in, in_text, range_postings, without_text
from asylmura_ssg.make.search.words import plain
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.search import Rank, SearchIndex
from asylmura_ssg.pipeline import read
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.tree import read_tree

QUERIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "search_queries.yaml").read_text("utf-8"))


def index_of(content: Path, store: Store, jobs: int = 1) -> SearchIndex:
    """Return the index of a content tree."""
    order = Order(content, TEMPLATES, Path("output"), Path("cache"), Scope(), jobs)
    reading, design = read(order, read_tree(content), read_tree(TEMPLATES), Store(None))
    assert reading.catalogue is not None, reading.report.errors
    assets, _ = plan_assets(reading.catalogue, design)
    frames = frames_of(reading.catalogue, design, assets)
    return Concordance(store, jobs).search_index(reading.catalogue, frames)


@cache
def real_index() -> SearchIndex:
    return index_of(CONTENT, Store(None))


@cache
def real(language: Language = Language.KK) -> Searcher:
    return Searcher(real_index().files, real_index().first[language])


def test_there_are_a_hundred_questions_and_no_two_are_the_same() -> None:
    asked = [case["q"] for case in QUERIES]
    assert len(asked) == len(set(asked)) >= 100
    assert sum(not case["finds"] for case in QUERIES) >= 5


@pytest.mark.parametrize("case", QUERIES, ids=[case["q"] for case in QUERIES])
def test_what_is_looked_for_is_found(case: dict[str, Any]) -> None:
    answer = real()(case["q"], first=case.get("first", 1))
    if case["finds"]:
        assert set(case["finds"]) <= set(answer.slugs)
    else:
        assert answer.count == 0


def test_every_monument_is_the_first_to_be_found_by_each_of_its_names_and_by_its_number(
    records: dict[str, dict[str, Any]],
) -> None:
    asked = [(slug, query) for slug, record in records.items()
             for query in (*(record["names"][language] for language in LANGUAGES), str(record["number"]))]  # fmt: skip
    assert [(slug, query) for slug, query in asked if real()(query, first=1).slugs != (slug,)] == []


def test_every_other_name_of_a_monument_finds_it(records: dict[str, dict[str, Any]]) -> None:
    names = [(slug, other["name"]) for slug, record in records.items() for other in record["names"].get("also", ())]
    assert len(names) > 40
    assert [(slug, name) for slug, name in names if slug not in real()(name, first=3).slugs] == []


def test_each_language_finds_the_same_and_shows_its_own_names() -> None:
    answers = [real(language)("Отырар") for language in LANGUAGES]
    assert {answer.slugs for answer in answers} == {answers[0].slugs}
    assert [answer.names[0] for answer in answers] == ["Отырар қалашығы", "Городище Отрар", "Otrar town site"]


def test_what_was_found_is_marked_in_the_name_whatever_it_was_typed_in() -> None:
    for query in ("кесене", "kesene", "кесенеде"):
        assert real()(query).marked[0][-1] == "кесенесі"
    assert real(Language.RU)("Отрарда").marked[0] == ("Отрар",)


def test_all_words_must_be_met_and_when_they_are_not_it_is_said() -> None:
    both = real()("Отырар фараб")
    assert (both.slugs[0], both.loose) == ("otrar", False)
    some = real()("Отырар Жошы геоглиф")
    assert some.loose
    assert {"otrar", "jochi-khan", "turgai-geoglyphs"} <= set(some.slugs)


def test_a_search_is_narrowed_to_a_region_a_type_and_a_period() -> None:
    assert set(real()("", region="mangystau").slugs) == {"altynqazgan", "qaraqabaq", "beket-ata", "shopan-ata"}
    assert real()("мешіт", type="mosque").slugs == ("zharkent-mosque",)
    assert real()("қалашық", region="turkistan", period="golden-horde").slugs[:2] == ("otrar", "sauran")
    assert real()("Отырар", region="abai").count == 0


def test_typing_goes_from_many_to_the_one_without_losing_it() -> None:
    word = "Сығанақ"
    for length in range(2, len(word) + 1):
        assert "syganaq" in real()(word[:length]).slugs, word[:length]


@pytest.mark.parametrize(
    ("query", "read_as"), [("__proto__", "proto"), ("<b>Отырар", "b Отырар"), ("\u202eОтырар", "Отырар")]
)
def test_signs_that_are_no_letters_are_passed_over(query: str, read_as: str) -> None:
    assert real()(query) == real()(read_as)


@pytest.mark.parametrize("query", ["бгдж" * 2000, "%", "' \" ` \\", " ", "<<>>" * 9, "ʼ"])
def test_what_is_no_word_finds_nothing(query: str) -> None:
    assert real()(query).count == 0


# How the index is made


def test_the_same_texts_give_the_same_files_whatever_was_kept_and_however_many_work(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert index_of(CONTENT, store, jobs=2) == real_index()
    assert index_of(CONTENT, store) == real_index()


def test_a_files_name_tells_its_text_and_the_first_names_all_others() -> None:
    index = real_index()
    first = {language: json.loads(index.files[name]) for language, name in index.first.items()}
    kinds = ("words", "starts", "heads", "tails")
    named = {f"{kind}-{digest}.json" for told in first.values() for kind in kinds for _, digest in told[kind]}
    named |= {f"hits-{digest}.json" for told in first.values() for digest in told["hits"].values()}
    named |= {f"facets-{told['facets']}.json" for told in first.values()}
    assert named | set(index.first.values()) == set(index.files)
    assert len(set(index.files.values())) == len(index.files)


NUMBERS = st.dictionaries(st.integers(1, 9999), st.integers(0, len(SIGNS) - 1), min_size=1, max_size=60)


@settings(max_examples=100)
@given(NUMBERS)
def test_a_posting_is_read_by_the_script_as_it_was_written(ranks: dict[int, int]) -> None:
    ranges: dict[int, dict[int, dict[str, int]]] = {}
    for number, rank in sorted(ranks.items()):
        ranges.setdefault(number // 64, {})[number] = {"uruk": rank}
    posting = merged(range_postings(words)[0] for words in ranges.values())["uruk"]
    assert set(posting) <= set(SIGNS + DIGITS)
    read_back = ENGINE.run(
        f"(() => {{ const out = {{}}; eachIn({json.dumps(posting)}, (n, r) => {{ out[n] = r; }}); return out; }})()"
    )
    assert {int(number): rank for number, rank in read_back.items()} == ranks
    assert best_in(posting) == max(ranks.values())
    assert in_text(posting) == sum(rank == Rank.TEXT for rank in ranks.values())
    assert bool(without_text(posting)) == (max(ranks.values()) > Rank.TEXT)


ENGINE = Engine()


def test_a_beginning_has_each_monument_once_by_its_best_word() -> None:
    words = {5: {"uruk": Rank.TEXT, "urda": Rank.NAME}, 6: {"urda": Rank.TEXT}, 7: {"kala": Rank.FIRST}}
    _, starts = range_postings({n: {w: int(r) for w, r in of.items()} for n, of in words.items()})
    assert starts["ur"] == "&AAF"  # of running text nothing is told by two letters
    assert starts["urda"] == "!AAG&AAF"
    assert "urdak" not in starts


WORDS = st.dictionaries(st.text("abk", min_size=1, max_size=8), st.integers(1, 9000).map("x".__mul__), max_size=40)


@settings(max_examples=100)
@given(WORDS)
def test_pieces_hold_every_word_once_in_order_and_are_small(words: dict[str, str]) -> None:
    pieces = cut(words)
    assert [item for piece in pieces for item in piece.items()] == sorted(words.items())
    for piece in pieces:
        assert len(piece) == 1 or len(json.dumps(piece, separators=(",", ":"))) <= LARGEST + 2


@settings(max_examples=100)
@given(WORDS, st.text("abk", min_size=1, max_size=4))
def test_where_a_beginning_stands_is_never_told_too_narrowly(words: dict[str, str], beginning: str) -> None:
    pieces = cut(words)
    holding = sum(any(word.startswith(beginning) for word in piece) for piece in pieces)
    assert holding <= spanned([next(iter(piece)) for piece in pieces], beginning) if words else not holding


def test_a_new_word_moves_no_piece_but_its_own() -> None:
    words = {f"{a}{b}{c}": "x" * 400 for a in "abdk" for b in "abdk" for c in "abcdefghijklmnopqrstuvwxyz"}
    before, after = cut(words), cut(words | {"bazar": "x" * 400})
    assert len(before) > 5
    assert sum(piece not in before for piece in after) <= 2


def test_running_text_is_read_without_its_marks() -> None:
    text = "Отырар [[sauran|Сауранмен]] бірге [@derek, 5-б.]; [сайт](https://example.org/zhasyryn) және [[bozok]]."
    assert plain(text).split() == ["Отырар", "Сауранмен", "бірге", ";", "[сайт", "және", "bozok."]


# Its size


def sizes(names: Sequence[str], index: SearchIndex) -> tuple[int, int]:
    """Return the bytes of some files as they are and gzipped."""
    texts = [index.files[name].encode() for name in names]
    return sum(map(len, texts)), sum(len(gzip.compress(text, 9)) for text in texts)


def test_the_first_query_of_the_real_site_fetches_less_than_a_photograph() -> None:
    for case in QUERIES:
        answer = real()(case["q"])
        raw, packed = sizes([real().first, *answer.fetched], real_index())
        assert (raw < 180_000, packed < 60_000) == (True, True), case["q"]
