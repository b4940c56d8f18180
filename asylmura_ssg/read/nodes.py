"""YAML → blocks of keyed values that know their places, and say in plain words when a value is not what it should be.

Values are read through a :class:`Block`. What is wrong goes into the report at once and a stand-in of the right type
is returned, so that one reading finds everything; the caller drops what it built when the report has grown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeVar

import yaml

from asylmura_ssg.diagnostics import Code, Report, Span, did_you_mean
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.read.source import Text

T = TypeVar("T")
_NULL = ("", "~", "null", "Null", "NULL")
_KEY = re.compile(r"[a-z0-9][a-z0-9.\-]*")


def parse(source: Text, report: Report) -> Block | None:
    """Return the top block of a YAML file, or report why there is none."""
    try:
        node = yaml.compose(source.text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        report.add(_syntax(source, error))
        return None
    if node is None:
        report.add(source.problem(Code.MISSING_FIELD, Span(source.shown), "the file is empty"))
        return None
    before = len(report.found)
    _examine(node, source, report, set())
    if len(report.found) > before and any(d.code is Code.YAML_ALIAS for d in report.found[before:]):
        return None
    if not isinstance(node, yaml.MappingNode):
        report.add(source.problem(Code.WRONG_TYPE, _span(node, source),
                                  "the file must be keys with values", "write `key: value` on each line"))  # fmt: skip
        return None
    return Block(node, source, report, "")


def _syntax(source: Text, error: yaml.YAMLError) -> object:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or "the file cannot be read as YAML"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.count("\n") + 1
    if line > lines or (line == lines and not source.line(line) and line > 1):
        line -= 1
        column = len(source.line(line)) + 1
    hint = "quote a text that holds `: ` or begins with one of « [ { * & \" @ ` %"
    if "tab" in words or "\t" in source.line(line)[:column]:
        hint = "indent with spaces, not tabs"
    return source.problem(Code.YAML_SYNTAX, Span(source.shown, line, column, column + 1), words, hint)


def _span(node: yaml.Node, source: Text) -> Span:
    start, end = node.start_mark, node.end_mark
    stop = end.column + 1 if end.line == start.line else len(source.line(start.line + 1)) + 1
    if not isinstance(node, yaml.ScalarNode) and end.line != start.line:
        stop = start.column + 2
    return Span(source.shown, start.line + 1, start.column + 1, max(stop, start.column + 2))


def _examine(node: yaml.Node, source: Text, report: Report, seen: set[int]) -> None:
    """Report aliases (they can even hold themselves) and keys that stand twice."""
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return
    if id(node) in seen:
        report.add(source.problem(Code.YAML_ALIAS, _span(node, source),
                                  "this value is used again by an alias (*)", "write the value out in each place"))  # fmt: skip
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in keys:
                    first = keys[key.value].start_mark.line + 1
                    report.add(source.problem(Code.DUPLICATE_KEY, _span(key, source),
                                              f'the key "{key.value}" stands here twice',
                                              f"the first is on line {first}; keep one of them"))  # fmt: skip
                keys.setdefault(key.value, key)
            else:
                report.add(source.problem(Code.WRONG_TYPE, _span(key, source), "a key must be a word"))
            _examine(value, source, report, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _examine(item, source, report, seen)


class Block:
    """The keys of one YAML block. Each reading method takes a key; :meth:`finish` reports the keys nobody read."""

    __slots__ = ("_known", "_values", "name", "node", "report", "source")

    def __init__(self, node: yaml.MappingNode, source: Text, report: Report, name: str) -> None:
        self.node = node
        self.source = source
        self.report = report
        self.name = name
        self._values: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                self._values.setdefault(key.value, (key, value))
        self._known: set[str] = set()

    # Places and words

    def span(self, key: str = "") -> Span:
        """Return the place of a key's value, or of the block itself."""
        held = self._values.get(key)
        if held is None:
            return _span(self.node, self.source)
        value = held[1]
        return _span(held[0] if isinstance(value, yaml.ScalarNode) and not value.value else value, self.source)

    def complain(self, code: Code, message: str, hint: str = "", *, key: str = "", span: Span | None = None) -> None:
        """Report something wrong at a key, or at the block."""
        self.report.add(self.source.problem(code, span or self.span(key), message, hint))

    def _wrong(self, node: yaml.Node, what: str, hint: str = "") -> None:
        self.report.add(self.source.problem(Code.WRONG_TYPE, _span(node, self.source), what, hint))

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    # Keys

    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order they are written."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value; the key counts as known."""
        self._known.add(key)
        held = self._values.get(key)
        return held is not None and not _empty(held[1])

    def finish(self) -> None:
        """Report every key that was not asked for."""
        for key, (node, _) in self._values.items():
            if key not in self._known:
                hint = did_you_mean(key, self._known) or f"known keys here: {', '.join(sorted(self._known))}"
                self.report.add(
                    self.source.problem(Code.UNKNOWN_KEY, _span(node, self.source), f'unknown key "{key}"', hint)
                )

    def _value(self, key: str) -> yaml.Node | None:
        self._known.add(key)
        held = self._values.get(key)
        return None if held is None or _empty(held[1]) else held[1]

    def _required(self, key: str) -> yaml.Node | None:
        value = self._value(key)
        if value is None:
            self.complain(Code.MISSING_FIELD, f'"{self._full(key)}" is missing', key=key)
        return value

    # Single values

    def text(self, key: str) -> str:
        """Return a required text."""
        value = self._required(key)
        return "" if value is None else self._scalar(key, value)

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None when the key is left out."""
        value = self._value(key)
        return None if value is None else self._scalar(key, value) or None

    def _scalar(self, key: str, value: yaml.Node) -> str:
        if isinstance(value, yaml.ScalarNode):
            return value.value.strip()
        self._wrong(value, f'"{self._full(key)}" must be a text', "quote it if it begins with [ or {")
        return ""

    def integer(self, key: str) -> int:
        """Return a required whole number."""
        value = self._required(key)
        return 0 if value is None else self._integer(key, value)

    def optional_integer(self, key: str) -> int | None:
        """Return a whole number, or None when the key is left out."""
        value = self._value(key)
        return None if value is None else self._integer(key, value)

    def _integer(self, key: str, value: yaml.Node) -> int:
        words = value.value.strip() if isinstance(value, yaml.ScalarNode) else ""
        if re.fullmatch(r"[+-]?\d{1,9}", words.replace("\u2212", "-")):
            return int(words.replace("\u2212", "-"))
        self._wrong(value, f'"{self._full(key)}" must be a whole number', "digits only; before our era with a minus")
        return 0

    def number(self, key: str) -> float:
        """Return a required number."""
        value = self._required(key)
        words = value.value.strip() if isinstance(value, yaml.ScalarNode) else ""
        if re.fullmatch(r"[+-]?\d{1,6}(\.\d+)?", words):
            return float(words)
        if value is not None:
            hint = "write a decimal point, not a comma" if "," in words else "digits with a decimal point"
            self._wrong(value, f'"{self._full(key)}" must be a number', hint)
        return 0.0

    def boolean(self, key: str) -> bool:
        """Return true or false; false when the key is left out."""
        value = self._value(key)
        if value is None:
            return False
        words = value.value.strip().lower() if isinstance(value, yaml.ScalarNode) else ""
        if words not in ("true", "false"):
            self._wrong(value, f'"{self._full(key)}" must be true or false')
        return words == "true"

    def day(self, key: str) -> date:
        """Return a required date, written 2026-11-23."""
        words = self.text(key)
        try:
            return date.fromisoformat(words)
        except ValueError:
            if words:
                self.complain(Code.WRONG_TYPE, f'"{self._full(key)}" must be a date', "write it as 2026-11-23", key=key)
            return date(1, 1, 1)

    def term(self, key: str, known: Collection[str], code: Code, kind: str) -> str:
        """Return a required key of a vocabulary; ``kind`` names it in words."""
        word = self.text(key)
        if word and word not in known:
            self.unknown(code, kind, word, known, self.span(key))
        return word

    def unknown(self, code: Code, kind: str, word: str, known: Collection[str], span: Span) -> None:
        """Report a word that its vocabulary does not hold."""
        hint = did_you_mean(word, known)
        if not hint and len(known) <= 25:
            hint = f"known: {', '.join(sorted(known))}"
        self.complain(code, f'no {kind} "{word}"', hint, span=span)

    # Lists and blocks

    def items(self, key: str) -> tuple[yaml.Node, ...]:
        """Return the nodes of a list; a single value counts as a list of one."""
        value = self._value(key)
        if value is None:
            return ()
        return tuple(value.value) if isinstance(value, yaml.SequenceNode) else (value,)

    def texts(self, key: str) -> tuple[tuple[str, Span], ...]:
        """Return the texts of a list with their places."""
        found = []
        for node in self.items(key):
            if isinstance(node, yaml.ScalarNode):
                found.append((node.value.strip(), _span(node, self.source)))
            else:
                self._wrong(node, f'"{self._full(key)}" must be a list of words')
        return tuple(found)

    def terms(self, key: str, known: Collection[str], code: Code, kind: str) -> tuple[str, ...]:
        """Return a list of keys of a vocabulary."""
        found = self.texts(key)
        for word, span in found:
            if word not in known:
                self.unknown(code, kind, word, known, span)
        return tuple(word for word, _ in found)

    def block(self, key: str) -> Block | None:
        """Return the block under a key, or None when it is left out."""
        value = self._value(key)
        return None if value is None else self._block(value, key)

    def required_block(self, key: str) -> Block | None:
        """Return the block under a key; None when it is missing, which is then reported."""
        value = self._required(key)
        return None if value is None else self._block(value, key)

    def blocks(self, key: str) -> tuple[Block, ...]:
        """Return the blocks of a list."""
        found = (self._block(node, key) for node in self.items(key))
        return tuple(block for block in found if block is not None)

    def _block(self, node: yaml.Node, key: str) -> Block | None:
        if isinstance(node, yaml.MappingNode):
            return Block(node, self.source, self.report, self._full(key))
        self._wrong(node, f'"{self._full(key)}" must be keys with values', "write `key: value` on indented lines")
        return None

    # Texts in three languages

    def languages(self) -> Localized[str]:
        """Return the block's own kk, ru and en as a text in three languages; Kazakh is required."""
        found = {lang: self.text(lang) if lang == "kk" else self.optional_text(lang) for lang in LANGUAGES}
        return Localized(found["kk"] or "", found["ru"], found["en"])  # type: ignore[index]

    def localized(self, key: str) -> Localized[str]:
        """Return a required text in three languages."""
        block = self.required_block(key)
        return Localized("") if block is None else _whole(block, Block.languages)

    def optional_localized(self, key: str) -> Localized[str] | None:
        """Return a text in three languages, or None when the key is left out."""
        block = self.block(key)
        return None if block is None else _whole(block, Block.languages)

    def sources(self, key: str = "source") -> tuple[str, ...]:
        """Return the citation keys under ``source``: one, or a list."""
        return tuple(word for word, _ in self.texts(key))


def _whole(block: Block, read: Callable[[Block], T]) -> T:
    value = read(block)
    block.finish()
    return value


def read_whole(block: Block, read: Callable[[Block], T]) -> T:
    """Return what ``read`` makes of a block, then report the keys it left unread."""
    return _whole(block, read)


def by_key(block: Block, read: Callable[[str, Block, int], T]) -> Mapping[str, T]:
    """Read a block of blocks: each key with its block and its place in the file."""
    found: dict[str, T] = {}
    for order, key in enumerate(block.keys()):
        inner = block.required_block(key)
        if not _KEY.fullmatch(key):
            block.complain(Code.WRONG_TYPE, f'the key "{key}" must be lower-case letters, digits, dots and hyphens', key=key)
        if inner is not None:
            found[key] = read(key, inner, order)
            inner.finish()
    return found


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NULL
