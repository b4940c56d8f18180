"""A record as what it holds, field by field, with no regard to how it is written; and one field of it amended.

A field is called by the keys that lead to it, ``names.kk``; what it holds is a text, as reading takes everything in a
record for one. A list of words is a text with ``; `` between them; a list of blocks, such as dimensions, is one field
whose text is JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import yaml

from asylmura_ssg.amend import Edit, edited
from asylmura_ssg.record_form import Form, block_form, inserted_key, replaced_key, scalar_form

Held: TypeAlias = "str | list[Held] | dict[str, Held]"
"""What stands under a key: a text, a list or keys. Nothing empty is held."""

BLOCKS = frozenset({"dimensions", "conflicts", "look_for", "pictures", "also", "waivers"})
"""Keys that hold a list of blocks."""

KEYED = frozenset({"bibliography", "narration"})
"""Keys that hold blocks by keys which the record itself chooses."""

_NUMBERS = frozenset({"number", "from", "to", "year", "pleiades", "id", "lat", "lon"})
_LISTS = frozenset({"periods", "related", "volumes", "criteria", "editors"})
_NULL = ("~", "null", "Null", "NULL")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,5})(?:\.\d{1,15})?")


class NotAmendableError(ValueError):
    """The record's text cannot be amended by itself; it is to be mended first."""


def held_in(text: str) -> dict[str, Held]:
    """Return what a record's text holds. Raises NotAmendableError where it is no YAML, or no keys with values."""
    node = _composed(text)
    value = _value(node, "") if node is not None else {}
    return value if isinstance(value, dict) else {}


def _composed(text: str) -> yaml.MappingNode | None:
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise NotAmendableError("the record cannot be read as YAML; asylmura check says where") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise NotAmendableError("the record is not keys with values; asylmura check says where")
    return node


def _value(node: yaml.Node, key: str) -> Held | None:
    if isinstance(node, yaml.ScalarNode):
        text = node.value.strip()
        return None if not text or (node.style is None and node.value in _NULL) else text
    if isinstance(node, yaml.MappingNode):
        found = {k.value: _value(v, k.value) for k, v in node.value if isinstance(k, yaml.ScalarNode)}
        held = {k: v for k, v in found.items() if v is not None}
        return ([held] if key in BLOCKS else held) if held else None
    items = [v for v in (_value(item, "") for item in node.value) if v is not None]
    if len(items) == 1 and isinstance(items[0], str):  # reading takes one word for a list of one
        return items[0]
    return items or None


def leaves(held: Mapping[str, Held], above: str = "") -> dict[str, str]:
    """Return every field with its text."""
    return dict(_leaves(held, above))


def every_text(held: Held, above: str = "") -> dict[str, str]:
    """Return every single text, those in lists and blocks of lists too, by the keys and numbers from 1 that lead to it."""
    if isinstance(held, str):
        return {above: held}
    steps = held.items() if isinstance(held, dict) else ((str(n), each) for n, each in enumerate(held, 1))
    found: dict[str, str] = {}
    for key, value in steps:
        found |= every_text(value, f"{above}.{key}" if above else key)
    return found


def _leaves(held: Mapping[str, Held], above: str) -> Iterator[tuple[str, str]]:
    for key, value in held.items():
        path = f"{above}.{key}" if above else key
        if isinstance(value, dict) and key not in KEYED:
            yield from _leaves(value, path)
        else:
            yield path, written(value)


def written(value: Held) -> str:
    """Return the text of one field."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return joined([str(item) for item in value])
    # Within a block the order of keys says nothing; that of sources and of items does.
    ordered = [list(pair) for pair in value.items()] if isinstance(value, dict) else value
    return json.dumps(ordered, ensure_ascii=False, sort_keys=True)


def joined(words: list[str]) -> str:
    """Return words as one text that ``parted`` takes apart again, whatever they hold."""
    return "; ".join(word.replace("\\", "\\\\").replace(";", "\\;") for word in words)


def parted(text: str) -> list[str]:
    """Return the words of a text: parted by semicolons, except where a backslash stands before one."""
    words = re.findall(r"(?:\\.|[^;\\])+", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", word.strip(), flags=re.DOTALL) for word in words if word.strip()]


def form_of(path: str, value: Held) -> Form:
    """Return a value in the form that it is written in: what is a number is a number."""
    key = path.rpartition(".")[2]
    if isinstance(value, dict):
        return {k: form_of(k, v) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(form_of("", item) for item in value)
    if key in _LISTS:
        return (value,)  # as the house writes a list of one
    if key in _NUMBERS and _DECIMAL.fullmatch(value) and value != "-0":
        return float(value) if "." in value and repr(float(value)) == value else value if "." in value else int(value)
    return value


def amended(text: str, path: str, value: Held) -> str:
    """Return a record's text with one field changed or added; all else stays to the letter. Raises NotAmendableError."""
    node = _composed(text)
    if node is None:
        raise NotAmendableError("the record is empty")
    keys = path.split(".")
    try:
        edit = _in_place(text, node, keys, value) or _anew(text, keys, value)
    except ValueError as error:
        raise NotAmendableError(str(error)) from error
    return edited(text, [edit])


def _in_place(text: str, top: yaml.MappingNode, keys: list[str], value: Held) -> Edit | None:
    """Return the change of a single text within its block, or None where more than a text changes."""
    if not isinstance(value, str):
        return None
    form = form_of(keys[-1], value)
    block: yaml.Node | None = top
    braced = False
    for key in keys[:-1]:
        block = None if block is None else _under(block, key)
        braced = braced or (isinstance(block, yaml.CollectionNode) and bool(block.flow_style))
    if not isinstance(block, yaml.MappingNode):
        return None
    words = scalar_form(form, braced=braced) if isinstance(form, (str, int, float)) else None
    old = _under(block, keys[-1])
    if words is None or not block.value:
        return None
    if isinstance(old, yaml.ScalarNode) and old.value and old.style not in ("|", ">"):
        return Edit(old.start_mark.index, old.end_mark.index, words)
    if old is not None or len(keys) == 1:
        return None
    return _added(text, block, keys[-1], words, braced=braced)


def _added(text: str, block: yaml.MappingNode, key: str, words: str, *, braced: bool) -> Edit | None:
    """Return what adds a key to the end of a block, on its own line or within its braces."""
    last = block.value[-1][1]
    if not isinstance(last, yaml.ScalarNode) or last.style in ("|", ">"):
        return None
    end = last.end_mark.index
    if braced:
        return Edit(end, end, f", {key}: {words}")
    line_end = text.find("\n", end)
    at = len(text) if line_end < 0 else line_end
    return Edit(at, at, f"\n{' ' * block.start_mark.column}{key}: {words}")


def _under(block: yaml.Node, key: str) -> yaml.Node | None:
    if isinstance(block, yaml.SequenceNode):
        return block.value[int(key) - 1] if key.isdecimal() and 0 < int(key) <= len(block.value) else None
    if isinstance(block, yaml.MappingNode):
        return next((value for name, value in block.value if name.value == key), None)
    return None


def _anew(text: str, keys: list[str], value: Held) -> Edit:
    """Return the change of a whole top-level key."""
    held = held_in(text)
    top = keys[0]
    whole: Held = value
    if len(keys) > 1:
        before = held.get(top)
        whole = put(before if before is not None else {}, keys[1:], value)
    form = block_form(top, form_of(top, whole))
    node = _composed(text)
    there = node is not None and _under(node, top) is not None
    return replaced_key(text, top, form) if there else inserted_key(text, top, form)


def put(held: Held, keys: list[str], value: Held) -> Held:
    """Return what is held with one value in it changed or added."""
    if not keys:
        return value
    key, *rest = keys
    if isinstance(held, list) and key.isdecimal() and 0 < int(key) <= len(held):
        at = int(key) - 1
        return [*held[:at], put(held[at], rest, value), *held[at + 1 :]]
    inner = dict(held) if isinstance(held, dict) else {}
    inner[key] = put(inner.get(key, {}), rest, value)
    return inner


def without(text: str, key: str) -> str:
    """Return a record's text without a top-level key."""
    edit = replaced_key(text, key, "")
    end = text.find("\n", edit.end)
    return edited(text, [Edit(edit.start, len(text) if end < 0 else end + 1, "")])


def get(held: Mapping[str, Held], path: str) -> Held | None:
    """Return what a record holds under a field's name; items of a list are numbered from 1."""
    value: Held | None = dict(held)
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key) - 1] if key.isdecimal() and 0 < int(key) <= len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def brought(text: str, wanted: Mapping[str, Held]) -> str:
    """Return a record's text that holds just what is wanted, changed only where it does not yet. Raises NotAmendableError."""
    held = held_in(text)
    for key in held.keys() - wanted.keys():
        text = without(text, key)
    for key, value in wanted.items():
        before = held.get(key)
        if before == value:
            continue
        old, new = every_text(before, key) if before is not None else {}, every_text(value, key)
        if old.keys() == new.keys() and isinstance(value, type(before)):
            for path in (path for path, words in new.items() if old[path] != words):
                text = amended(text, path, new[path])
        else:
            text = edited(text, [_anew(text, [key], value)])
    return text
