"""The page for a wrong address: it offers the plate that was meant. Its script runs here in a real JavaScript engine."""

from __future__ import annotations

import gzip
import http.client
import json
import threading
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from published import LANGUAGES, TEMPLATES, Site
from py_mini_racer import MiniRacer

from asylmura_ssg.model.plate import likely_plates, plate_of
from asylmura_ssg.plan.plates import ranges_of
from asylmura_ssg.serve.built import server_for

SCRIPT = TEMPLATES / "pages/plate-number.js"
NUMBERS = (*range(1, 44), 119, 1203, 9999)
PLATES = [plate_of(number) for number in NUMBERS]


class Finder:
    """The script of the page, asked many questions at once."""

    def __init__(self, source: str) -> None:
        self._engine = MiniRacer()
        self._engine.eval(source)
        self._engine.eval("function every(rule, texts, ranges) { const exists = existsIn(ranges);"
                          " return texts.map((text) => (rule ? likelyInPath : likely)(text, exists)); }")  # fmt: skip

    def typed(self, texts: Sequence[str], numbers: Collection[int] = NUMBERS) -> list[list[str]]:
        return self._ask(texts, numbers, in_path=False)

    def in_path(self, texts: Sequence[str], numbers: Collection[int] = NUMBERS) -> list[list[str]]:
        return self._ask(texts, numbers, in_path=True)

    def says(self, rule: str, *given: object) -> bool:
        """Return what one of the script's rules answers."""
        return bool(self._engine.eval(f"{rule}({', '.join(map(json.dumps, given))})"))

    def _ask(self, texts: Sequence[str], numbers: Collection[int], *, in_path: bool) -> list[list[str]]:
        written = " ".join(f"{a}-{b}" for a, b in ranges_of(numbers))
        asked = f"JSON.stringify(every({json.dumps(in_path)}, {json.dumps(list(texts))}, {json.dumps(written)}))"
        held: list[list[str]] = json.loads(str(self._engine.eval(asked)))
        return held


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(SCRIPT.read_text("utf-8"))


def slips(plate: str) -> Iterator[str]:
    """Yield every wrong digit and every swap of neighbours."""
    for at in range(5):
        yield from (f"{plate[:at]}{digit}{plate[at + 1 :]}" for digit in "0123456789" if digit != plate[at])
    for at in range(4):
        if plate[at] != plate[at + 1]:
            yield plate[:at] + plate[at + 1] + plate[at] + plate[at + 2 :]


def test_every_slip_of_every_number_offers_that_number_and_nearly_always_among_the_first_three(finder: Finder) -> None:
    asked = [(plate, slip) for plate in PLATES for slip in slips(plate)]
    assert len(asked) > 2000
    offered = finder.typed([slip for _, slip in asked])
    ranks = [found.index(plate) for (plate, _), found in zip(asked, offered, strict=True)]
    # One wrong digit may come from five numbers at most, a swap from four: no order can put each of them first.
    assert max(ranks) <= 5
    assert sum(rank < 3 for rank in ranks) / len(ranks) >= 0.99


def test_where_every_number_is_taken_the_one_that_was_meant_is_offered_still(finder: Finder) -> None:
    every = range(1, 10_000)
    asked = [(plate, slip) for plate in map(plate_of, range(7, 10_000, 251)) for slip in slips(plate)]
    offered = finder.typed([slip for _, slip in asked], every)
    assert [(p, s) for (p, s), found in zip(asked, offered, strict=True) if p not in found] == []
    assert max(map(len, offered)) <= 9


@settings(max_examples=150)
@given(
    st.lists(st.one_of(
        st.text("0123456789", min_size=1, max_size=8),
        st.text("0123456789OoОоDlIіЗзЭЧSsБбBВZ０１２９٠٣٩۰۴۹ ./?#-–xқ", max_size=10),
    ), min_size=1, max_size=12),
    st.sets(st.integers(1, 9999), max_size=40),
)  # fmt: skip
def test_the_script_offers_what_the_command_line_offers(texts: list[str], more: set[int]) -> None:
    numbers = {*range(1, 30), *more}
    existing = frozenset(map(plate_of, numbers))
    assert FINDER.typed(texts, numbers) == [list(likely_plates(text, existing)) for text in texts]


FINDER = Finder(SCRIPT.read_text("utf-8"))

READ_AS_00117 = [
    "/00117", "/00117/", "/kk/00117", "/00117/index.html", "/00117abc", "/00117)", "/plates/00117", "/OO117", "/00l17",
    "/ОО117", "/001I7", "/001 17", "/001-17", "/0 0 1 1 7", "/００１１７", "/٠٠١١٧", "/۰۰۱۱۷", "/birgemiz-asylmura.kz/00117", "/00117%",
]  # fmt: skip


def test_a_number_is_read_however_it_is_written(finder: Finder) -> None:
    meant = plate_of(11)
    assert meant == "00117"
    found = dict(zip(READ_AS_00117, finder.in_path(READ_AS_00117), strict=True))
    assert {path: plates for path, plates in found.items() if plates[:1] != [meant]} == {}


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/0003", plate_of(3)),  # the check digit left out
        ("/0013", plate_of(1)),  # a zero left out
        ("/13", plate_of(1)),
        ("/000013", plate_of(1)),  # a zero too many
        ("/000133", plate_of(1)),  # a digit typed twice
        ("/00З7", plate_of(3)),  # the Cyrillic letter for a three, a zero lost
        ("/2023/00013", plate_of(1)),
    ],
)
def test_digits_lost_and_digits_too_many_are_understood(finder: Finder, path: str, first: str) -> None:
    assert finder.in_path([path])[0][:1] == [first]


def test_a_word_is_not_taken_for_a_number(finder: Finder) -> None:
    paths = ["/", "/kk/monuments/bozok/", "/en/monuments/zhoshy-khan/", "/ru/obo/", "/sol/lol", "/kk/p%D1%80", "/7a/", "",
             "/monument/33", "/kk/3", "/monument/O3/"]  # fmt: skip
    assert finder.in_path(paths) == [[] for _ in paths]


def test_the_page_says_so_when_what_looks_like_a_number_is_none() -> None:
    asked = ["/99999", "/kk/99999/", "/0000", "/٩٩٩٩٩", "/99 999", "/999", "/kk/monuments/bozok/", "/a-2023", "/"]
    assert [path for path in asked if FINDER.says("asksForPlate", path)] == asked[:5]


def test_a_number_that_exists_is_not_offered_as_a_guess() -> None:
    for text in ("00013", "/kk/00013/", "https://example.kz/00013", "0 0 0 1 3", "۰۰۰۱۳"):
        assert FINDER.says("isExact", ["00013"], text), text
    assert not FINDER.says("isExact", ["00013"], "00014")
    assert not FINDER.says("isExact", ["00013", "00021"], "00013")


@given(st.sets(st.integers(1, 9999), max_size=200))
def test_ranges_hold_exactly_the_numbers(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    assert [n for first, last in ranges for n in range(first, last + 1)] == sorted(numbers)
    assert all(right[0] > left[1] + 1 for left, right in pairwise(ranges))


# The page


def test_the_page_knows_the_plates_that_have_pages(site: Site) -> None:
    (finder,) = site.page("404.html").xpath("//*[@id='finder']")
    bounds = [list(map(int, part.split("-"))) for part in finder.get("data-numbers").split()]
    numbers = [n for bound in bounds for n in range(bound[0], bound[-1] + 1)]
    assert [f"{plate_of(number)}/index.html" for number in numbers] == site.paths("[0-9]*/index.html")
    assert ranges_of(range(1, 10_000)) == ((1, 9999),), "ten thousand plates are as light as one"


def test_the_script_is_light_and_stands_in_a_file_of_its_own(site: Site) -> None:
    (source,) = site.page("404.html").xpath("//main//script/@src")
    assert source.startswith("/assets/plate-number.")
    made = site.read(source[1:])
    assert len(gzip.compress(made.encode())) <= 2 * 1024
    assert "//" not in made.replace("://", "")
    published = Finder(made)
    assert published.typed(["00014"]) == [list(likely_plates("00014", frozenset(PLATES)))]


def test_without_a_script_the_page_helps_in_every_language(site: Site) -> None:
    page = site.page("404.html")
    assert page.xpath("//*[@id='finder']/@hidden")
    for language in LANGUAGES:
        assert page.xpath(f"//main//a[@href='/{language}/']"), language
        assert page.xpath(f"//main//a[@href='/{language}/names/']"), language
    assert len(page.xpath("//nav[@class='around']//a")) == 20
    assert "https://birgemiz-asylmura.kz/" in page.text_content()


@pytest.mark.parametrize("path", ["/00014", "/00014/", "/kk/monuments/nothing/", "/%D0%9E0013", "/a/b/c/00014?x=1"])
def test_a_wrong_address_is_answered_with_the_page_and_with_404(site: Site, path: str) -> None:
    server = server_for(site.root, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, answer.read().decode()) == (404, site.read("404.html"))
        connection.close()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
