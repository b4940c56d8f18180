"""Addresses of plates: read as phones read them, told apart as hosts tell them, and answered with their own page alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editors import Editor
from hypothesis import given, strategies as st
from published import Small

from asylmura_ssg.check.answers import unanswered
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.guard import check_answered
from asylmura_ssg.model.address import (
    HOST_KINDS,
    Address,
    Hosting,
    Rule,
    address_of,
    as_served,
    rules_of,
    ways_to_write,
)
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.read.register import RegisterReading, read_register
from asylmura_ssg.read.register.events import write_event
from asylmura_ssg.tree import Bytes

DOMAINS = ("example.kz", "small-heritage.kz")
KAZAKH = "xn--e1aaob3adk3c1h.xn--80ao21a"


@pytest.mark.parametrize(("payload", "host", "path"), [
    ("https://ЕСКЕРТКІШ.қаз/Тақта", KAZAKH, "/Тақта"),
    (f"http://{KAZAKH.upper()}./%d2%9b", KAZAKH, "/қ"),
    ("https://%D0%B5.kz/", "xn--e1a.kz", "/"),
    ("http://old.kz:80/a", "old.kz", "/a"),
    ("https://old.kz:443", "old.kz", "/"),
    ("https://old.kz:80/a", "old.kz:80", "/a"),
    ("https://somebody@old.kz//a//b/", "old.kz", "/a/b/"),
    ("https://old.kz/../x/./y/%2e%2e/z", "old.kz", "/x/z"),
    ("https://old.kz/a%2Fb%20c%25d", "old.kz", "/a/b c%d"),
    ("  HTTPS:\\\\old.kz\\a\\b?x=\\ ", "old.kz", "/a/b"),
    ("https://old.kz/%CF%F0", "old.kz", "/\udccf\udcf0"),
    ("http://[2001:DB8::0:1]:8080/a", "[2001:db8::1]:8080", "/a"),
    ("birgemiz-asylmura.kz/akyrtas", "birgemiz-asylmura.kz", "/akyrtas"),
    ("WWW.Old.KZ", "www.old.kz", "/"),
])  # fmt: skip
def test_an_address_is_read_as_a_phone_reads_it(payload: str, host: str, path: str) -> None:
    address = address_of(payload)
    assert address is not None
    assert (address.host, address.path) == (host, path)


@pytest.mark.parametrize(
    "payload",
    ["Berel", "tel:1", "https:/x", "ftp://old.kz/", "https://", "https://a..b/", "https://[bad", "https://old.kz:99999/",
     "http://x;} evil{.kz/", "http://-q-" + "a" * 64 + ".kz/", "Ескерткіш 1.2/3", "jpg.png", "№7.kz - ескерткіш"],
)  # fmt: skip
def test_what_no_phone_could_open_is_no_address(payload: str) -> None:
    assert address_of(payload) is None


@given(st.text(alphabet="aBқҚ/.%2Ff5Ce ?ıIß", max_size=30))
def test_a_path_once_understood_is_understood_the_same_again(path: str) -> None:
    address = Address("https", "old.kz", as_served(path), "")
    assert "//" not in address.path
    for way in ways_to_write(address):
        assert way.isascii()
        assert Address("https", "old.kz", as_served(way), "").place == address.place


@pytest.mark.parametrize(("one", "other"), [
    ("https://old.kz/a%2fB", "http://OLD.kz:80/A//b/"),
    ("https://old.kz/Қала?q=қ|", "https://old.kz/%D2%9B%D0%B0%D0%BB%D0%B0?q=%d2%9b%7c"),
    ("https://old.kz/ı", "https://old.kz/I"),
])  # fmt: skip
def test_what_no_host_can_tell_apart_is_one_place(one: str, other: str) -> None:
    first, second = address_of(one), address_of(other)
    assert first is not None
    assert second is not None
    assert first.place == second.place


def reading_of(*payloads: tuple[int, str]) -> RegisterReading:
    """Return the register of monuments m-1, m-2, …, each adopted with an address."""
    numbers = sorted({number for number, _ in payloads})
    lines = [json.dumps({"event": "number", "number": number, "slug": f"m-{number}"}) for number in numbers]
    for at, (number, payload) in enumerate(payloads):
        issue = sum(other == number for other, _ in payloads[: at + 1])
        lines.append(write_event("adoption", {"date": "2026-02-01", "plate": plate_of(number), "issue": issue,
                                              "slug": f"m-{number}", "payload": payload, "origin": "typed"}))  # fmt: skip
    data = "".join(f"{line}\n" for line in lines).encode()
    file = Bytes("plates/register.jsonl", "content/plates/register.jsonl", data, "")
    report = Report()
    reading = read_register({file.path: file}, "content", (), None, report)
    assert not report.found, list(report)
    return reading


def test_a_monuments_own_page_answers_for_its_plate_in_capitals_too() -> None:
    register = reading_of((1, "https://example.kz/kk/monuments/m-1/")).register
    page = "kk/monuments/m-1/index.html"
    paths = frozenset({"00013/index.html", page})
    rules = rules_of(register, DOMAINS, paths)
    assert rules == tuple(Rule(domain, "/kk/monuments/m-1", "", page) for domain in DOMAINS)
    assert not list(unanswered(register, DOMAINS, paths))
    hosting = Hosting(DOMAINS, paths, rules)
    for target in ("/KK/MONUMENTS/M-1", "/kk/monuments/m-1/", "/Kk//monuments/%6D-1?utm_source=qr"):
        assert hosting.answer("small-heritage.kz", target, HOST_KINDS[0]) == page


def test_another_page_at_a_plates_address_is_no_answer() -> None:
    register = reading_of((1, "https://example.kz/kk/"), (2, "https://example.kz/ru/monuments/m-1")).register
    paths = frozenset({"00013/index.html", "00021/index.html", "kk/index.html", "ru/monuments/m-1/index.html"})
    assert rules_of(register, DOMAINS, paths) == ()
    assert {(gap.copy.plate, gap.shown) for gap in unanswered(register, DOMAINS, paths)} >= {
        ("00013", "kk/index.html"), ("00021", "ru/monuments/m-1/index.html"),
    }  # fmt: skip


@pytest.mark.parametrize(("published", "paths", "words"), [
    ((), (), ('publish the entry "m-1"; a lost monument keeps its page, with "fate:"', "would not answer on")),
    (("m-1",), (), ('the entry "m-1" is published: build the site anew', "would not answer on")),
    (("m-1",), ("00013/index.html", "kk/index.html"), (
        "another page of the site stands at this address: give that one another address",
        "would show kk/index.html, not the page of plate 00013, on a case-sensitive host")),
])  # fmt: skip
def test_the_remedy_fits_what_keeps_a_plate_from_being_answered(
    published: tuple[str, ...], paths: tuple[str, ...], words: tuple[str, str]
) -> None:
    report = Report()
    check_answered(reading_of((1, "https://example.kz/kk/")), DOMAINS, paths, published, report)
    (found,) = report
    assert found.hint == words[0]
    assert words[1] in found.message


def test_queries_that_differ_in_case_alone_lead_to_their_own_plates() -> None:
    register = reading_of(
        (1, "https://old.kz/m?v=aB"), (2, "https://old.kz/m?v=Ab"), (2, "https://old.kz/m?id=X")
    ).register
    paths = frozenset({"00013/index.html", "00021/index.html"})
    rules = rules_of(register, DOMAINS, paths)
    assert [rule.exact for rule in rules] == [False, True, True]
    hosting = Hosting(DOMAINS, paths, rules)
    for target, plate in {"v=aB": "00013", "v=Ab": "00021", "v=Ab&fbclid=x": "00021", "ID=x": "00021"}.items():
        assert hosting.answer("old.kz", f"/M?{target}", HOST_KINDS[0]) == f"{plate}/index.html"
    for target in ("v=ab", "v=aB&page=2", ""):
        assert hosting.answer("old.kz", f"/m?{target}", HOST_KINDS[0]) is None


# At the desk


def test_an_address_of_another_page_of_ours_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor(tmp_path, monkeypatch)
    said = editor.refused("adopt", "eski-qala", "https://example.kz/kk/monuments/qyzyl-kesene/", code=1)
    assert 'is the page of "qyzyl-kesene", not of "eski-qala"' in said
    said = editor.refused("adopt", "eski-qala", "https://example.kz/plates.json", code=1)
    assert "is the address of another page or file of ours, /plates.json" in said


def test_a_text_that_nothing_can_answer_is_adopted_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor(tmp_path, monkeypatch)
    said = editor.plates("adopt", "eski-qala", "ftp://old.kz/a").output
    assert "ftp://old.kz/a: this is no web address, so nothing here can answer it; it is only remembered" in said
    assert "no web address" not in editor.plates("adopt", "eski-qala", "example.kz/akyrtas").output


def test_a_plate_adopted_with_its_monuments_page_builds(small: Small) -> None:
    register = small.content / "plates/register.jsonl"
    line = write_event("adoption", {"date": "2026-02-01", "plate": "00013", "issue": 2, "slug": "qyzyl-kesene",
                                    "payload": "https://example.kz/kk/monuments/qyzyl-kesene/", "origin": "typed"})  # fmt: skip
    register.write_text(register.read_text("utf-8") + line + "\n", "utf-8")
    assert "kk/monuments/qyzyl-kesene/index.html" in small.published()
