"""Interface strings: what templates and code ask for is there, and nothing is there that nobody asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, nodes
from published import LANGUAGES, ROOT, TEMPLATES

Found = list[tuple[str, str]]
"""Where a string is asked for, and the pattern its key matches."""


@pytest.fixture(scope="module")
def strings() -> dict[str, dict[str, str]]:
    held: dict[str, dict[str, str]] = {}
    for path in sorted((TEMPLATES / "strings").glob("*.yaml")):
        more = yaml.safe_load(path.read_text("utf-8"))
        assert held.keys().isdisjoint(more), path
        held |= more
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
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"\w+" for v in values)
        case ast.IfExp(body=one, orelse=other):
            yield from patterns_in(one)
            yield from patterns_in(other)
        case _:
            raise AssertionError(f"a key that no reader of the code can tell: {ast.unparse(key)}")


def in_code() -> Iterator[tuple[str, str]]:
    """Yield what the package takes from ``strings[…]``."""
    for path in sorted((ROOT / "asylmura_ssg").rglob("*.py")):
        if "read" in path.relative_to(ROOT).parts or "plan" in path.relative_to(ROOT).parts:
            continue  # they hand the strings of a language on, whole
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and names_strings(node.value):
                for pattern in patterns_in(node.slice):
                    yield path.relative_to(ROOT).as_posix(), pattern


def names_strings(value: ast.expr) -> bool:
    return (isinstance(value, ast.Name) and value.id in ("strings", "t")) or (
        isinstance(value, ast.Attribute) and value.attr in ("strings", "t")
    )


@pytest.fixture(scope="module")
def asked() -> Found:
    return [*in_templates(), *in_code()]


def test_every_string_that_is_asked_for_is_there(strings: dict[str, dict[str, str]], asked: Found) -> None:
    assert len(asked) > 100
    assert [(where, key) for where, key in asked if not any(re.fullmatch(key, held) for held in strings)] == []


def test_no_string_waits_in_vain(strings: dict[str, dict[str, str]], asked: Found) -> None:
    patterns = {key for _, key in asked}
    assert [held for held in strings if not any(re.fullmatch(key, held) for key in patterns)] == []


def test_strings_are_said_in_every_language(strings: dict[str, dict[str, str]]) -> None:
    for key, said in strings.items():
        assert tuple(said) == LANGUAGES, key
        assert all(text.strip() == text != "" for text in said.values()), key
        placeholders = {tuple(sorted(re.findall(r"\{(\w+)\}", text))) for text in said.values()}
        assert len(placeholders) == 1, key


def test_no_page_says_a_word_that_no_string_has() -> None:
    """Words in a template that are not from a view would be the same in every language."""
    for path in sorted((TEMPLATES / "pages").glob("*.html")):
        text = re.sub(r"\{[%{#].*?[%}#]\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert set(re.findall(r"[^\W\d_]{2,}", text)) <= SIGNS, path


SIGNS = {"JSON", "CSV", "GeoJSON", "Atom", "SVG", "PNG"}


def test_the_walk_sees_what_it_should(tmp_path: Path) -> None:
    keys = ["'a'", "f'fact_{key}'", "'b' if point else 'c'"]
    found = [pattern for key in keys for pattern in patterns_in(ast.parse(key, mode="eval").body)]
    assert found == ["a", r"fact_\w+", "b", "c"]
