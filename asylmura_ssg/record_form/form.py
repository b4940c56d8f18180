"""Values → YAML as the house writes it: order of keys, blank lines, braces for what is short, quotes where they are due.

Whatever is written reads back through ``read.nodes`` as the very same text. Where in a text that somebody wrote by hand it
goes is found by ``places``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from asylmura_ssg.model.record_keys import GROUPS, KEY_ORDER

Form = str | int | float | bool | None | Sequence["Form"] | Mapping[str, "Form"]
"""A value to be written. None within a block is a key that is left out."""

WIDTH = 120
"""Characters of a line up to which a block is written within braces, and a list within brackets."""

_LOCALIZED = frozenset({"kk", "ru", "en", "source"})
_BRACED = (_LOCALIZED, frozenset({"name", "language", "source"}), frozenset({"id", "criteria", "year"}))
_OPEN = frozenset({"names", "summary", "unknown"})
"""Keys whose texts stand one under another however short they are."""

_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", ".nan"])
_NUMBER = re.compile(r"[-+.]?[0-9][0-9a-fA-FxXoO_.:eE+-]*[T ]?[0-9:.]*Z?")  # dates and times of YAML 1.1, too
_UNSAFE_START = re.compile(r"[^\w(+/№≈~…]")
_UNSAFE = re.compile(r": |:\Z| #|[\t\n\r\x85\xa0\u2028\u2029]|\s\Z")
_UNSAFE_IN_BRACES = re.compile(r"[\[\]{},]|:\Z")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff\ufffd-\uffff\ud800-\udfff]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\xa0": "\\_"}


def scalar_form(value: str | float | bool, *, braced: bool = False) -> str:
    """Return one value as it is written; ``braced`` where it stands within braces or brackets.

    White space around a text is left out, as reading leaves it out. Raises ValueError for a character that has no place in a
    content file (``read.source``).
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format(Decimal(repr(value)), "f")
    text = value.strip()
    unseen = _UNSEEN.search(text)
    if unseen is not None:
        raise ValueError(f"character U+{ord(unseen[0]):04X} has no place in a text")
    if _is_plain(text, braced=braced):
        return text
    if '"' in text and "\\" not in text and "'" not in text and not re.search(r"[\n\r\t\xa0]", text):
        return f"'{text}'"
    return '"' + "".join(_ESCAPED.get(letter, letter) for letter in text) + '"'


def _is_plain(text: str, *, braced: bool) -> bool:
    if not text or text.lower() in _WORDS or _NUMBER.fullmatch(text) or _UNSAFE_START.match(text):
        return False
    return not (_UNSAFE.search(text) or (braced and _UNSAFE_IN_BRACES.search(text)))


def block_form(key: str, value: Form, indent: int = 0) -> str:
    """Return a key with its value as whole lines, the key ``indent`` spaces from the edge.

    A value of None, and a block or list of nothing, leaves the key empty. Raises ValueError as ``scalar_form`` does.
    """
    return "".join(f"{' ' * indent}{line}\n" for line in _keyed(key, value, indent))


def item_form(value: Form, indent: int = 0) -> str:
    """Return one item of a list as whole lines, its dash ``indent`` spaces from the edge."""
    return "".join(f"{' ' * indent}{line}\n" for line in _item(value, indent))


def record_form(fields: Mapping[str, Form], comments: Mapping[str, str] | None = None) -> str:
    """Return a whole monument.yaml: keys in canonical order, those the order does not know at the end.

    ``comments`` are lines that stand, each after ``# ``, before the key they belong to; the key need not be written.
    Keys of None are left out.
    """
    comments = comments or {}
    groups = (*GROUPS, tuple(key for key in fields if key not in KEY_ORDER))
    parts = ("".join(_entry(key, fields, comments) for key in group) for group in groups)
    return "\n".join(part for part in parts if part)


def _entry(key: str, fields: Mapping[str, Form], comments: Mapping[str, str]) -> str:
    said = "".join(f"# {line}".rstrip() + "\n" for line in comments.get(key, "").splitlines())
    value = fields.get(key)
    return said if value is None else said + block_form(key, value)


def _keyed(key: str, value: Form, indent: int) -> list[str]:
    """Return a key with its value, the lines not yet moved in by ``indent``, which counts for their length alone."""
    head = f"{scalar_form(key)}:"
    if value is None or (not isinstance(value, (str, int, float)) and not _kept(value)):
        return [head]
    if isinstance(value, (str, int, float)):
        return [f"{head} {scalar_form(value)}"]
    if key not in _OPEN and _may_be_braced(value):
        line = f"{head} {_braced(value)}"
        if indent + len(line) <= WIDTH:
            return [line]
    if isinstance(value, Mapping):
        return [head, *(f"  {line}" for k, v in _kept(value) for line in _keyed(k, v, indent + 2))]
    return [head, *(f"  {line}" for _, v in _kept(value) for line in _item(v, indent + 2))]


def _item(value: Form, indent: int) -> list[str]:
    if value is None or isinstance(value, (str, int, float)):
        return [f"- {'' if value is None else scalar_form(value)}".rstrip()]
    line = f"- {_braced(value)}"
    if not _kept(value) or (_may_be_braced(value) and indent + len(line) <= WIDTH):
        return [line]
    if isinstance(value, Mapping):
        lines = [line for k, v in _kept(value) for line in _keyed(k, v, indent + 2)]
    else:
        lines = [line for _, v in _kept(value) for line in _item(v, indent + 2)]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _kept(value: Form) -> list[tuple[str, Form]]:
    """Return what a block or a list holds and is not left out; the items of a list have no key."""
    if isinstance(value, Mapping):
        return [(key, each) for key, each in value.items() if each is not None]
    return [("", each) for each in value if each is not None] if isinstance(value, Sequence) else []


def _may_be_braced(value: Form) -> bool:
    held = _kept(value)
    if any(isinstance(each, Mapping) for _, each in held):
        return False
    return not isinstance(value, Mapping) or any({key for key, _ in held} <= keys for keys in _BRACED)


def _braced(value: Form) -> str:
    if value is None:
        return '""'
    if isinstance(value, (str, int, float)):
        return scalar_form(value, braced=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_form(k, braced=True)}: {_braced(v)}" for k, v in _kept(value)) + "}"
    return "[" + ", ".join(_braced(v) for _, v in _kept(value)) + "]"
