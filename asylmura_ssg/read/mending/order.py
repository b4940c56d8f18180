"""The order of a record's keys: that of docs/records.md, each key with the remarks above it."""

from __future__ import annotations

from itertools import pairwise

import yaml

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.record_keys import GROUPS, KEY_ORDER
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.syntax import compose


def misplaced(text: Text) -> tuple[str, str, int, int] | None:
    """Return the first key that stands after one it ought to precede, that one, and its own place as offsets."""
    keys = _keys(text)
    for (_, before), (at, key) in pairwise(keys):
        if _rank(key) < _rank(before):
            return key, before, at, at + len(key)
    return None


def ordered(text: Text) -> str:
    """Return a record with its keys in order; one in order already, or with two keys on a line, stays as it is."""
    keys = _keys(text)
    starts = [at for at, _ in keys]
    if misplaced(text) is None or any(at and text.text[at - 1] != "\n" for at in starts):
        return text.text
    cuts = [0, *(_with_remarks(text.text, at) for at in starts[1:]), len(text.text)]
    pieces = {key: text.text[cuts[i] : cuts[i + 1]].strip("\n") for i, (_, key) in enumerate(keys)}
    if len(pieces) != len(keys):
        return text.text  # a key twice: an error, and not ours to mend
    order = sorted(pieces, key=lambda key: (_rank(key), [k for _, k in keys].index(key)))
    parts = [pieces[order[0]]]
    for before, key in pairwise(order):
        parts.append(("\n" if _group(before) == _group(key) else "\n\n") + pieces[key])
    return "".join(parts) + "\n"


def _keys(text: Text) -> list[tuple[int, str]]:
    """Return where each key of the top block begins, and the key, in the order they are written."""
    top = compose(text, Report())
    if not isinstance(top, yaml.MappingNode) or top.flow_style:
        return []
    return [(key.start_mark.index, key.value) for key, _ in top.value if isinstance(key, yaml.ScalarNode)]


def _with_remarks(text: str, at: int) -> int:
    """Return where the remarks right above a key begin."""
    while at:
        line = text.rfind("\n", 0, at - 1) + 1
        if not text[line:at].startswith("#"):
            break
        at = line
    return at


def _rank(key: str) -> int:
    return KEY_ORDER.index(key) if key in KEY_ORDER else len(KEY_ORDER)


def _group(key: str) -> int:
    return next((i for i, group in enumerate(GROUPS) if key in group), len(GROUPS))
