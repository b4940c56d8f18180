"""Whatever bytes stand in a content file, reading ends with a catalogue or with words about it, never with a traceback."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from asylmura_ssg.cli.findings import as_json
from asylmura_ssg.cli.terminal import rendered
from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.read.catalogue import Reading, read_content
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import Bytes, read_tree

HERE = Path(__file__).parent
CONTENT = read_tree(HERE / "miniature" / "content")
TEMPLATES = read_tree(HERE / "miniature" / "templates")
RECORD = "monuments/qyzyl-kesene/monument.yaml"
YAML = sorted(path for path in CONTENT if path.endswith(".yaml") and path != "monuments/eski-qala/monument.yaml")
OTHERS = sorted(path for path in CONTENT if not path.endswith((".yaml", ".jpg", ".icc", ".webm", ".glb")))


def read(files: dict[str, Bytes]) -> Reading:
    return read_content(files, "content", {}, lambda one, folders: [one(folder) for folder in folders], drafts=False)


def with_file(files: dict[str, Bytes], path: str, data: bytes) -> dict[str, Bytes]:
    return {**files, path: replace(files[path], held=data, digest=digest_bytes(data))}


def check_reading(path: str, data: bytes) -> Reading:
    files = with_file(CONTENT, path, data)
    reading = read(files)
    assert (reading.catalogue is None) == bool(reading.report.errors)
    check_report(reading.report, files)
    return reading


def check_report(report: Report, files: dict[str, Bytes]) -> None:
    """Every place that is named is there, and every word can be shown."""
    shown = {file.shown: file for file in files.values()}
    for diagnostic in report:
        span = diagnostic.span
        assert span.line >= 1
        assert span.column >= 1
        if diagnostic.excerpt:
            lines = shown[span.path].data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert span.line <= len(lines)
            assert span.column <= len(lines[span.line - 1]) + 1
            assert span.end > span.column
        words = rendered(diagnostic)
        assert words.encode()
        assert all(c.isprintable() or c in "\n\t" or c.isspace() or c == "\xad" or not c.isascii() for c in words)
    assert as_json(report).encode()


# What a hand slips on, and what a machine does to a file

SNIPPETS = [
    "*a", "&a ", "&a [*a]", "<<: *a", "!", "!!python/object:os.system ", "!!binary ", "\t", "\0", "\x1b[31m", "\ufeff",
    "\u2028", "\x85", "[", "]", "{", "}", "- ", "- - - ", "? ", ": ", "|", ">", "%YAML 9.9\n", "---\n", "...\n", "@", "`",
    "#", '"', "'", "\\", "[[", "]]", "[@", "[@,]", "[@;]", "|", "<b", "<!--", "![", "![a](b)", "\n", "\n\n", "\r", "\r\n",
    "\n=\n", "~", "null", "9" * 400, "-", "0x1F", "1e999", ".nan", "true", "і", "ə", "XIXв", "https://", "\U0001f600", "́",
    "[" * 40, "{a: " * 40, "- " * 40, "\n" + " " * 90 + "a: b",
]  # fmt: skip


def swapped(lines: list[str], a: int, b: int) -> list[str]:
    lines[a], lines[b] = lines[b], lines[a]
    return lines


# What becomes of a text at one place, or of its lines at two.
AT: dict[str, Callable[[str, int, str, int], str]] = {
    "cut": lambda text, at, _snippet, _width: text[:at],
    "insert": lambda text, at, snippet, _width: text[:at] + snippet + text[at:],
    "replace": lambda text, at, snippet, width: text[:at] + snippet + text[at + width :],
}
IN_LINES: dict[str, Callable[[list[str], int, int], list[str]]] = {
    "drop": lambda lines, a, _: lines[:a] + lines[a + 1 :],
    "double": lambda lines, a, _: [*lines[: a + 1], *lines[a:]],
    "swap": swapped,
    "indent": lambda lines, a, b: [*lines[:a], " " * (1 + b % 2) + lines[a], *lines[a + 1 :]],
    "tab": lambda lines, a, _: [*lines[:a], "\t" + lines[a], *lines[a + 1 :]],
    "outdent": lambda lines, a, _: [*lines[:a], lines[a][1:], *lines[a + 1 :]],
}
FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "cp1251": lambda text: text.encode("cp1251", errors="replace"),
    "utf-16": lambda text: text.encode("utf-16"),
}


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """A text after one to three slips, perhaps in another encoding, perhaps with a few bytes of something else in it."""
    for _ in range(draw(st.integers(1, 3))):
        slip = draw(st.sampled_from([*AT, *IN_LINES]))
        if slip in AT:
            at = draw(st.integers(0, len(text)))
            text = AT[slip](text, at, draw(st.sampled_from(SNIPPETS)), draw(st.integers(1, 20)))
        else:
            lines = text.split("\n")
            a, b = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            text = "\n".join(IN_LINES[slip](lines, a, b))
    data = FORMS[draw(st.sampled_from(["plain", "plain", "plain", *FORMS]))](text)
    if draw(st.integers(0, 9)) == 9:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(min_size=1, max_size=3)) + data[at:]
    return data


@settings(max_examples=200)
@given(st.data())
def test_a_slip_in_a_record_is_read_or_told(data: st.DataObject) -> None:
    check_reading(RECORD, data.draw(mutated(CONTENT[RECORD].data.decode())))


@settings(max_examples=200)
@given(st.sampled_from(YAML), st.data())
def test_a_slip_in_any_yaml_file_is_read_or_told(path: str, data: st.DataObject) -> None:
    check_reading(path, data.draw(mutated(CONTENT[path].data.decode())))


@settings(max_examples=200)
@given(st.sampled_from(OTHERS), st.data())
def test_a_slip_in_a_text_a_register_or_an_outline_is_read_or_told(path: str, data: st.DataObject) -> None:
    check_reading(path, data.draw(mutated(CONTENT[path].data.decode())))


@settings(max_examples=100)
@given(st.sampled_from(sorted(CONTENT)), st.binary(max_size=300))
def test_any_bytes_are_read_or_told(path: str, data: bytes) -> None:
    check_reading(path, data)


@settings(max_examples=100)
@given(st.sampled_from(sorted(CONTENT)), st.text(st.sampled_from("kru:-[]{}@|>#&*!%'\"?, \n\t01Қі<=\\"), max_size=80))
def test_any_signs_are_read_or_told(path: str, text: str) -> None:
    check_reading(path, text.encode())


PICTURE = "monuments/qyzyl-kesene/west-wall.jpg"
# Where the damage reads as another size, or as other colours.
OF_ANOTHER_PICTURE = {Code.PICTURE_TOO_SMALL, Code.PICTURE_COARSE, Code.PICTURE_COLOURS}


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_picture_is_read_or_told(data: st.DataObject) -> None:
    held = bytearray(CONTENT[PICTURE].data)
    for _ in range(data.draw(st.integers(1, 8))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    reading = check_reading(PICTURE, bytes(held[: data.draw(st.integers(0, len(held)))]))
    assert {d.code for d in reading.report} <= {Code.PICTURE_UNREADABLE, *OF_ANOTHER_PICTURE}


@settings(max_examples=100)
@given(st.sampled_from(sorted(TEMPLATES)), st.data())
def test_a_slip_in_the_templates_is_read_or_told(path: str, data: st.DataObject) -> None:
    files = with_file(TEMPLATES, path, data.draw(mutated(TEMPLATES[path].data.decode() + "{% include 'a' %}{{ b }}\n")))
    report = Report()
    design = read_design(files, report)
    assert report.errors or set(design.templates) == {"pages/base.html", "pages/prose.html"}
    check_report(report, files)


# Any value in any key's place

VALUES: list[Any] = [
    None, "", " ", "~", True, False, 0, -1, 10**30, 1.5, float("inf"), "nan", "½", "²", "٣", "−5", "1_000", "0o17", "0x1F",
    "2026-02-30", "9999-99-99", "word", "Сөз", "two words", "[@atlas]", "[[eski-qala]]", "<b>", [], [[]], [None], ["", ""],
    ["a", "a"], [{}], [1, [2, [3]]], {}, {"a": 1}, {"kk": None}, {"kk": []}, {"kk": {"kk": "x"}}, {"": ""}, {"kk": "x", "": 1},
    {"source": "atlas"}, {"unknown": {}}, {"lat": 50, "lon": 70}, {"file": "kk.md"}, {"file": "monument.yaml"}, "../site.yaml",
    "x" * 5000, [["deep"] * 2] * 3, "aq-meshit", "kk", "republican", 2, "published", ["i"], "KZ-31",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value of a tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inner:
        yield (*path, key)
        yield from places(held, (*path, key))


def put(tree: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        tree = tree[key]
    tree[path[-1]] = value


TREES = {path: yaml.load(CONTENT[path].data, Loader=yaml.CBaseLoader) for path in YAML}  # noqa: S506 - texts only


@settings(max_examples=300)
@given(st.sampled_from(YAML), st.data())
def test_any_value_in_any_place_is_read_or_told(path: str, data: st.DataObject) -> None:
    tree = copy.deepcopy(TREES[path])
    put(tree, data.draw(st.sampled_from(list(places(tree)))), data.draw(st.sampled_from(VALUES)))
    check_reading(path, yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode())


@pytest.mark.parametrize("place", list(places(TREES[RECORD])), ids=lambda place: ".".join(map(str, place)))
def test_every_value_of_a_record_may_be_empty(place: tuple[Any, ...]) -> None:
    empty: tuple[Any, ...] = (None, [], {})
    for value in empty:
        tree = copy.deepcopy(TREES[RECORD])
        put(tree, place, value)
        check_reading(RECORD, yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode())


# What breaks parsers

DEEP = {
    "brackets": "a: " + "[" * 200_000,
    "closed brackets": "a: " + "[" * 50_000 + "]" * 50_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "mixed": "- ? " * 50_000,
    "indents": "".join(f"{' ' * i}a:\n" for i in range(2_000)),
    "lists in blocks": "".join(f"{' ' * i}a:\n{' ' * i}-\n" for i in range(1_000)),
}


@pytest.mark.parametrize("shape", DEEP)
@pytest.mark.parametrize("path", [RECORD, "site.yaml"])
def test_nesting_without_end_is_told(path: str, shape: str) -> None:
    reading = check_reading(path, DEEP[shape].encode())
    assert Code.YAML_SYNTAX in {d.code for d in reading.report}


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"event": "number", "number": 1e999, "slug": "a"}',
                                  '{"event": "number", "number": ' + "9" * 5000 + ', "slug": "a"}', "null", "[]", "0"])  # fmt: skip
@pytest.mark.parametrize("path", ["plates/register.jsonl", "boundaries/regions.geojson", "boundaries/rivers.geojson"])
def test_json_that_breaks_parsers_is_told(path: str, text: str) -> None:
    wanted = Code.REGISTER_EVENT if path.startswith("plates/") else Code.WRONG_TYPE
    assert wanted in {d.code for d in check_reading(path, text.encode()).report}


@pytest.mark.parametrize(
    "text", ["&a [*a]", "a: &a {b: *a}", "a: &a [&b [*a, *b]]", "x: &l [l, l]\ny: &m [*l, *l]\nz: [*m, *m]"]
)
def test_aliases_are_told_each_in_its_place(text: str) -> None:
    reading = check_reading(RECORD, text.encode())
    told = [d.span.column for d in reading.report if d.code is Code.YAML_ALIAS]
    assert len(told) == text.count("&") + text.count("*")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    files = {
        path: replace(file, held=b"\xef\xbb\xbf" + file.data.replace(b"\n", b"\r\n"))
        for path, file in CONTENT.items()
        if path.endswith((".yaml", ".md"))
    }
    plain, other = read(CONTENT), read({**CONTENT, **files})
    assert not other.report.found
    assert plain.catalogue is not None
    assert other.catalogue is not None
    assert [e.prose.kk.text for e in other.catalogue.entries] == [e.prose.kk.text for e in plain.catalogue.entries]
    assert [e.monument.names for e in other.catalogue.entries] == [e.monument.names for e in plain.catalogue.entries]
