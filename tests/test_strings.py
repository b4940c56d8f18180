"""Interface strings: what templates and code ask for is there, and nothing is there that nobody asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from printed import design
from published import LANGUAGES, ROOT, TEMPLATES

Found = list[tuple[str, str]]
"""Where a string is asked for, and the pattern its key matches."""


@pytest.fixture(scope="module")
def strings() -> dict[str, dict[str, str]]:
    """Return each string by its key in every language that has it; a counted one a form at a time."""
    held: dict[str, dict[str, str]] = {}
    for language, said in design().strings.items():
        for key, words in said.items():
            held.setdefault(key, {})[str(language)] = words
    return held


def in_templates() -> Iterator[tuple[str, str]]:
    """Yield what templates take from ``t``, the strings of their view."""
    environment = Environment(autoescape=True)
    for path in sorted(TEMPLATES.rglob("*.html")):
        for found in environment.parse(path.read_text("utf-8")).find_all(nodes.Getattr):
            held = found.node
            if (isinstance(held, nodes.Name) and held.name == "t") or (
                isinstance(held, nodes.Getattr) and held.attr == "t"
            ):
                yield path.relative_to(ROOT).as_posix(), re.escape(found.attr)


def patterns_in(key: ast.expr) -> Iterator[str]:
    """Yield the patterns of an expression that is a key: a text, a text with gaps, one of two."""
    match key:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"\w*" for v in values)
        case ast.IfExp(body=one, orelse=other):
            yield from patterns_in(one)
            yield from patterns_in(other)
        case _:
            raise AssertionError(f"a key that no reader of the code can tell: {ast.unparse(key)}")


def in_code() -> Iterator[tuple[str, str]]:
    """Yield what the package takes from ``strings[…]``, by itself or through what counts and measures."""
    for path in sorted((ROOT / "asylmura_ssg").rglob("*.py")):
        if "read" in path.relative_to(ROOT).parts or "plan" in path.relative_to(ROOT).parts:
            continue  # they hand the strings of a language on, whole
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((where, pattern) for pattern in through_a_call(node))
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and path.name not in COUNTING:
                yield from ((where, pattern) for pattern in by_itself(node))


def by_itself(node: ast.Subscript) -> Iterator[str]:
    """Yield the patterns of ``strings[key]``."""
    value = node.value
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    if name in ("strings", "t"):
        yield from patterns_in(node.slice)


def through_a_call(node: ast.Call) -> Iterator[str]:
    """Yield the patterns of a call of one of the functions that put a key together themselves."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in ("counted", "forms_of"):
        yield from (rf"{pattern}\.\w+" for pattern in patterns_in(node.args[0]))
    elif name == "size_in":
        yield r"size_\w+"


def in_the_worker() -> Iterator[tuple[str, str]]:
    """Yield what the worker says, that has no page to take its words from."""
    for path in sorted((TEMPLATES / "worker").glob("*.js")):
        for key in re.findall(r"\bsaid\((\w+)\)", path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), key


COUNTING = ("counted.py", "cldr.py")
"""Modules that put a key together of what they are asked for, a form or a unit: it is known where they are called."""


@pytest.fixture(scope="module")
def asked() -> Found:
    return [*in_templates(), *in_code(), *in_the_worker()]


def test_every_string_that_is_asked_for_is_there(strings: dict[str, dict[str, str]], asked: Found) -> None:
    assert len(asked) > 100
    assert [(where, key) for where, key in asked if not any(re.fullmatch(key, held) for held in strings)] == []


def test_no_string_waits_in_vain(strings: dict[str, dict[str, str]], asked: Found) -> None:
    patterns = {key for _, key in asked}
    assert [held for held in strings if not any(re.fullmatch(key, held) for key in patterns)] == []


def test_strings_are_said_in_every_language(strings: dict[str, dict[str, str]]) -> None:
    for key, said in strings.items():
        assert tuple(said) == LANGUAGES or "." in key, key
        assert all(text.strip() == text != "" for text in said.values()), key
        placeholders = {tuple(sorted(re.findall(r"\{(\w+)\}", text))) for text in said.values()}
        assert len(placeholders) == 1, key


# Words outside the strings


def bare_words(text: str) -> set[str]:
    """Return the words of a template that come from no view, its style left out; also those of attributes that are read out."""
    text = re.sub(r"<style>.*?</style>| data-\w+=\"[^\"]*\"", " ", text, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'\s(?:alt|title|placeholder|label|aria-label)="([^"]*)"', text))
    shown = re.sub(r"<[^>]*>", " ", re.sub(r"\{[%{#].*?[%}#]\}", " ", text, flags=re.DOTALL))
    spoken = re.sub(r"\{[%{#].*?[%}#]\}", " ", spoken, flags=re.DOTALL)
    return set(re.findall(r"[^\W\d_]{2,}", shown + spoken))


@pytest.mark.parametrize("folder", ["pages", "print", "epub", "workshop", "desk"])
def test_no_template_says_a_word_that_no_string_has(folder: str) -> None:
    """Words in a template that are not from a view would be the same in every language."""
    templates = sorted((TEMPLATES / folder).glob("*.html"))
    assert templates
    assert {path.name: words for path in templates if (words := bare_words(path.read_text("utf-8")) - SIGNS)} == {}


SIGNS = {"JSON", "CSV", "GeoJSON", "Atom", "SVG", "PNG", "ISBN", "SHA", "nbsp"}
"""Names that are alike in all languages, and a character's."""


def literals(script: str) -> Iterator[str]:
    """Yield the texts between quotation marks in a script of ours, whose comments have lines to themselves."""
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("//"))
    for found in re.finditer(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\\n]|\\.)*)`', code):
        yield re.sub(r"\$\{[^}]*\}", " ", next(part for part in found.groups() if part is not None))


def script_words(script: str) -> set[str]:
    """Return the texts of a script that a person would read: in other letters than a name's, or put where words are shown."""
    foreign = {text for text in literals(script) if re.search(r"[^\W\d_a-zA-Z]{2,}", text)}
    sentences = {
        text for text in literals(script) if re.search(r"\b[A-Z][a-z]+ [a-z]{2,}|[a-z]{2,}[.!?…](?:\s|$)", text)
    }
    put = re.findall(
        r"(?:textContent|innerText|innerHTML|title|alt|placeholder|ariaLabel)\s*[:=]\s*\"([^\"]*[a-zA-Z][^\"]*)\"",
        script,
    )
    put += re.findall(r"setAttribute\(\"aria-label\"\s*,\s*\"([^\"]+)\"", script)
    return foreign | sentences | set(put)


def test_no_script_says_a_word_that_no_string_has() -> None:
    scripts = [
        *(TEMPLATES / "pages").glob("*.js"),
        *(TEMPLATES / "worker").glob("*.js"),
        *(TEMPLATES / "desk").glob("*.js"),
    ]
    assert len(scripts) > 10
    said = {path.name: script_words(path.read_text("utf-8")) for path in sorted(scripts)}
    # What is read or typed for a digit on a plate is no word; one word the search is tried with before anybody types.
    del said["plate-number.js"]
    said["search-index.js"].discard("кесене")
    assert {name: words for name, words in said.items() if words} == {}


def test_a_word_in_a_script_would_be_seen() -> None:
    for line in (
        'note.textContent = "Loading";',
        'x.setAttribute("aria-label", "open");',
        'say("Желі жоқ");',
        "say(`Not found.`);",
    ):
        assert script_words(line)
    assert script_words('import { a } from "asset(script/b)"; find("#found, .map a");') == set()


def test_no_view_says_a_word_that_no_string_has() -> None:
    """The languages' own names and the words of the Latin aid, which Kazakh pages alone have, stand in code."""
    said = {}
    for path in sorted((ROOT / "asylmura_ssg" / "make" / "pages").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
        said[path.name] = [text for node in texts if re.search("[\u0400-\u04ff]{2,}", text := str(node.value))]
    assert [name for name, words in said.items() if words] == ["chrome.py"]


def test_the_walk_sees_what_it_should(tmp_path: Path) -> None:
    keys = ["'a'", "f'fact_{key}'", "'b' if point else 'c'"]
    found = [pattern for key in keys for pattern in patterns_in(ast.parse(key, mode="eval").body)]
    assert found == ["a", r"fact_\w*", "b", "c"]
