"""Where in a text that somebody wrote by hand a key or an item goes. Comments, order and quoting around it stay.

A text that cannot be read as keys with values raises ValueError: it is to be mended first.
"""

from __future__ import annotations

import re

import yaml

from asylmura_ssg.amend import Edit
from asylmura_ssg.model.record_keys import GROUPS, KEY_ORDER
from asylmura_ssg.record_form.form import Form, block_form, item_form

_Pair = tuple[yaml.Node, yaml.Node]
_COMMENT = re.compile(r"[ \t]*(#.*)?\n")
_NULL = ("~", "null", "Null", "NULL")  # as read.nodes has it
_INNER_COMMENT = re.compile(r"[ \t]+#.*\n")


def inserted_key(text: str, key: str, form: str) -> Edit:
    """Return what puts a new top-level key, written as whole lines, in its place among the keys of a record.

    It goes after the last of those that come before it, with a blank line where another group begins. A key that the order
    does not know goes to the end. Raises ValueError when the key is there already.
    """
    pairs = _pairs(text)
    if key in pairs:
        raise ValueError(f'the key "{key}" is there already')
    before = [each for each in pairs if _rank(each) < _rank(key)]
    if not pairs:
        return Edit(len(text), len(text), _lines_after(text) + form)
    if not before:
        first = next(iter(pairs))
        start = _line_start(text, pairs[first][0].start_mark.index)
        return Edit(start, start, form + ("" if _together(key, first) else "\n"))
    last = before[-1]
    at = _stretch(text, pairs[last])[1]
    following = [each for each in pairs if each not in before]
    gap = "" if _together(last, key) else "\n"
    ending = "\n" if following and not _together(key, following[0]) and not _COMMENT.match(text, at) else ""
    if gap and following and _together(key, following[0]) and text.startswith("\n", at):
        return Edit(at + 1, at + 1, form)  # the blank line before its group is there already
    return Edit(at, at, _lines_after(text[:at]) + gap + form + ending)


def replaced_key(text: str, key: str, form: str) -> Edit:
    """Return what puts whole lines in the place of a top-level key and its value; a comment after the value stays.

    Raises KeyError when the key is not there.
    """
    start, end = _value_stretch(text, _pairs(text)[key])
    return Edit(start, end, form.removesuffix("\n"))


def inserted_item(text: str, key: str, item: Form) -> Edit:
    """Return what adds one item to the end of a top-level list; the key is added where there is none."""
    pairs = _pairs(text)
    if key not in pairs:
        return inserted_key(text, key, block_form(key, (item,)))
    head, value = pairs[key]
    if _is_empty(value) or (isinstance(value, yaml.ScalarNode) and not value.style and value.value in _NULL):
        at = text.index(":", head.end_mark.index) + 1
        return Edit(at, max(at, value.end_mark.index), "\n" + item_form(item, 2).removesuffix("\n"))
    if not isinstance(value, yaml.SequenceNode):
        return _made_a_list(text, (head, value), item)
    if value.flow_style:
        return _inserted_in_brackets(text, (head, value), item)
    at = _stretch(text, (head, value))[1]
    return Edit(at, at, _lines_after(text[:at]) + item_form(item, value.start_mark.column))


def _inserted_in_brackets(text: str, pair: _Pair, item: Form) -> Edit:
    value = pair[1]
    if not value.value:
        at = text.index(":", pair[0].end_mark.index) + 1
        return Edit(at, value.end_mark.index, "\n" + item_form(item, 2).removesuffix("\n"))
    at = value.value[-1].end_mark.index
    braced = block_form("x", (item,)).removeprefix("x: [").removesuffix("]\n")
    if "\n" in braced:
        raise ValueError(f'the list "{pair[0].value}" stands within brackets; write its items on lines of their own')
    return Edit(at, at, f", {braced}")


def _made_a_list(text: str, pair: _Pair, item: Form) -> Edit:
    """Return what makes a list of a value that stood alone, and adds an item to it."""
    head, value = pair
    start, end = text.index(":", head.end_mark.index) + 1, _end(value, text)
    alone = text[value.start_mark.index : end]
    column = value.start_mark.column
    lines = [line[column:] if not line[:column].strip() else line for line in (" " * column + alone).split("\n")]
    moved = "\n".join(f"    {line}" if line.strip() else line for line in lines)
    return Edit(start, end, f"\n  - {moved[4:]}\n{item_form(item, 2)}".removesuffix("\n"))


# Stretches


def _pairs(text: str) -> dict[str, _Pair]:
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise ValueError("the text cannot be read as YAML") from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise ValueError("the text is not keys with values, each on a line")
    return {key.value: (key, value) for key, value in node.value}


def _rank(key: str) -> int:
    return KEY_ORDER.index(key) if key in KEY_ORDER else len(KEY_ORDER)


def _together(one: str, other: str) -> bool:
    return any(one in group and other in group for group in GROUPS)


def _stretch(text: str, pair: _Pair) -> tuple[int, int]:
    """Return where the lines of a key with its value begin and end, with the comments that are moved in below it."""
    at = _line_end(text, _value_stretch(text, pair)[1])
    while (inner := _INNER_COMMENT.match(text, at)) is not None:
        at = inner.end()
    return _line_start(text, pair[0].start_mark.index), at


def _value_stretch(text: str, pair: _Pair) -> tuple[int, int]:
    """Return where a key begins and where the last letter of its value ends."""
    head, value = pair
    end = text.index(":", head.end_mark.index) + 1 if _is_empty(value) else _end(value, text)
    return _line_start(text, head.start_mark.index), end


def _end(node: yaml.Node, text: str) -> int:
    """Return where the last letter of a node ends: a block's own mark lies beyond the blank lines after it."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        if not isinstance(last, tuple):
            node = last
        elif not _is_empty(last[1]):
            node = last[1]
        else:
            return text.index(":", last[0].end_mark.index) + 1
    end: int = node.end_mark.index
    return len(text[:end].rstrip())


def _is_empty(value: yaml.Node) -> bool:
    return isinstance(value, yaml.ScalarNode) and not value.style and not value.value


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Return where the next line begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _lines_after(text: str) -> str:
    return "\n" if text and not text.endswith("\n") else ""
