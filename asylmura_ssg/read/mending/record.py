"""A record's YAML: the words under kk, ru and en are mended where they stand; keys, layout and quoting are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from asylmura_ssg.amend import edited
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.read.mending.text import strokes_between
from asylmura_ssg.read.mending.typography import Stroke
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.syntax import compose


@dataclass(frozen=True, slots=True)
class _Words:
    """Words in a language and where they stand between their quotation marks, if any; and the node that holds them."""

    node: yaml.ScalarNode
    language: Language
    start: int
    end: int


def strokes_of_record(text: Text) -> tuple[Stroke, ...]:
    """Return what is to mend in a record, in order; nothing in one that cannot be read."""
    return tuple(
        stroke
        for words in _words_in(text)
        for stroke in strokes_between(text.text, words.start, words.end, words.language)
    )


def said_by(text: Text, strokes: tuple[Stroke, ...] = ()) -> Any:
    """Return what a record says, whatever its layout and the order of its keys, with some words mended; None if unreadable."""
    top = compose(text, Report())
    if top is None:
        return None
    if strokes:
        after = edited(text.text, (stroke.edit for stroke in strokes))
        return said_by(Text(text.shown, after)) if _same_places(text, after) else None
    return _said(top)


def _same_places(text: Text, after: str) -> bool:
    """Tell whether the words of all other keys are the same, and each key leads where it led."""
    before, now = compose(text, Report()), compose(Text(text.shown, after), Report())
    return before is not None and now is not None and _bare(before) == _bare(now)


def _said(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _said(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [_said(item) for item in node.value]
    return node.value


def _bare(node: yaml.Node) -> Any:
    """Return what a node says but for its words under kk, ru and en."""
    if isinstance(node, yaml.MappingNode):
        return [(key.value, "" if _in_language(key, value) else _bare(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_bare(item) for item in node.value]
    return node.value


def _in_language(key: yaml.Node, value: yaml.Node) -> bool:
    return isinstance(value, yaml.ScalarNode) and isinstance(key, yaml.ScalarNode) and key.value in LANGUAGES


def _words_in(text: Text) -> Iterator[_Words]:
    """Yield the words under kk, ru and en whose letters stand in the source as they are read: none with an escape."""
    top = compose(text, Report())
    waiting = [] if top is None else [top]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if _in_language(key, value):
                    yield from _words(text.text, value, Language(key.value))
                else:
                    waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _words(text: str, node: yaml.ScalarNode, language: Language) -> Iterator[_Words]:
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif node.style in ("|", ">"):
        start = text.find("\n", start, end) + 1 or end
    held = text[start:end]
    if not (node.style == '"' and "\\" in held) and not (node.style == "'" and "'" in held):
        yield _Words(node, language, start, end)
