"""YAML → blocks of keyed values that know their places, and say in plain words when a value is not what it should be.

Values are read through a :class:`Block`. What is wrong goes into the report at once and a stand-in of the right type
is returned, so that one reading finds everything; the caller drops what it built when the report has grown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Set as AbstractSet
from datetime import date
from typing import TypeVar

import yaml

from asylmura_ssg.diagnostics import Code, Report, Span, did_you_mean
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.vocabulary import key_of
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.syntax import compose, span_of

T = TypeVar("T")
IN_LANGUAGES = "write kk: …, ru: … and en: … on indented lines"
_NULL = ("~", "null", "Null", "NULL")
_KEY = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def parse(source: Text, report: Report) -> Block | None:
    """Return the top block of a YAML file, or report why there is none."""
    node = compose(source, report)
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        report.add(source.problem(Code.WRONG_TYPE, span_of(node, source),
                                  "the file must be keys with values", "write `key: value` on each line"))  # fmt: skip
        return None
    return Block(node, source, report)


class Block:
    """The keys of one YAML block. Each reading method takes a key; :meth:`finish` reports the keys nobody read.

    ``name`` is the keys that lead to it, ``head`` the key it stands under; a file's top block has neither.
    """

    __slots__ = ("_head", "_known", "_values", "name", "report", "source")

    def __init__(
        self, node: yaml.MappingNode, source: Text, report: Report, name: str = "", head: yaml.Node | None = None
    ) -> None:
        self._head = head
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
        """Return the place of a key's value, else of the key the block stands under, else of the file."""
        held = self._values.get(key) if key else None
        if held is None:
            return Span(self.source.shown) if self._head is None else span_of(self._head, self.source)
        return span_of(held[0] if _empty(held[1]) else held[1], self.source)

    def key_span(self, key: str) -> Span:
        """Return the place of a key itself."""
        return span_of(self._values[key][0], self.source)

    def stretch(self, key: str) -> tuple[int, int]:
        """Return where a key's text stands in the source, as offsets; (0, 0) when it is left out."""
        value = self._value(key)
        return (value.start_mark.index, value.end_mark.index) if isinstance(value, yaml.ScalarNode) else (0, 0)

    def complain(self, code: Code, message: str, hint: str = "", *, key: str = "", span: Span | None = None) -> None:
        """Report something wrong at a key, or at the block."""
        self.report.add(self.source.problem(code, span or self.span(key), message, hint))

    def _wrong(self, node: yaml.Node, what: str, hint: str = "") -> None:
        self.report.add(self.source.problem(Code.WRONG_TYPE, span_of(node, self.source), what, hint))

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    # Keys

    def written(self) -> tuple[str, ...]:
        """Return the keys in the order they are written."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value; the key counts as known."""
        self._known.add(key)
        held = self._values.get(key)
        return held is not None and not _empty(held[1])

    def is_block(self, key: str) -> bool:
        """Tell whether what stands under a key is keys with values."""
        held = self._values.get(key)
        return held is not None and isinstance(held[1], yaml.MappingNode)

    def finish(self) -> None:
        """Report every key that was not asked for."""
        for key, (node, _) in self._values.items():
            if key not in self._known:
                hint = did_you_mean(key, self._known) or f"known keys here: {', '.join(sorted(self._known))}"
                self.report.add(
                    self.source.problem(Code.UNKNOWN_KEY, span_of(node, self.source), f'unknown key "{key}"', hint)
                )

    def _value(self, key: str) -> yaml.Node | None:
        self._known.add(key)
        held = self._values.get(key)
        return None if held is None or _empty(held[1]) else held[1]

    def _required(self, key: str) -> yaml.Node | None:
        value = self._value(key)
        if value is None:
            hint = f'write its value after "{key}:"' if key in self._values else f'add "{key}: …"'
            self.complain(Code.MISSING_FIELD, f'"{self._full(key)}" is missing', hint, key=key)
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
            return str(value.value).strip()
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
        self._wrong(
            value,
            f'"{self._full(key)}" must be a whole number',
            "write it in digits; a year before our era with a minus",
        )
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
            self._wrong(value, f'"{self._full(key)}" must be true or false', f'write "{key}: true", or leave it out')
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
        if not known and code is not Code.UNKNOWN_VOLUME:
            return  # the vocabulary's own file is missing or broken, which is reported there, once
        key = key_of(word, known.values()) if isinstance(known, Mapping) else ""
        hint = f'write its key: "{key}"' if key else did_you_mean(word, known)
        if not hint and len(known) <= 25:
            hint = f"known: {', '.join(sorted(known) if isinstance(known, AbstractSet) else known)}"
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
                found.append((node.value.strip(), span_of(node, self.source)))
            else:
                self._wrong(node, f'"{self._full(key)}" must be a list of words', "write them as [one, two]")
        return tuple(found)

    def terms(self, key: str, known: Collection[str], code: Code, kind: str) -> tuple[str, ...]:
        """Return a list of keys of a vocabulary."""
        found = self.texts(key)
        for word, span in found:
            if word not in known:
                self.unknown(code, kind, word, known, span)
        return tuple(word for word, _ in found)

    def block(self, key: str, hint: str = "") -> Block | None:
        """Return the block under a key, or None when it is left out; ``hint`` says what a block here looks like."""
        value = self._value(key)
        return None if value is None else self._block(value, key, self._values[key][0], hint)

    def required_block(self, key: str, hint: str = "") -> Block | None:
        """Return the block under a key; None when it is missing, which is then reported."""
        value = self._required(key)
        return None if value is None else self._block(value, key, self._values[key][0], hint)

    def blocks(self, key: str) -> tuple[Block, ...]:
        """Return the blocks of a list."""
        found = (self._block(node, key, _first(node)) for node in self.items(key))
        return tuple(block for block in found if block is not None)

    def _block(self, node: yaml.Node, key: str, head: yaml.Node, hint: str = "") -> Block | None:
        if isinstance(node, yaml.MappingNode):
            return Block(node, self.source, self.report, self._full(key), head)
        self._wrong(
            node, f'"{self._full(key)}" must be keys with values', hint or "write `key: value` on indented lines"
        )
        return None

    # Texts in three languages

    def languages(self) -> Localized[str]:
        """Return the block's own kk, ru and en as a text in three languages; Kazakh is required."""
        found = {lang: self.text(lang) if lang == "kk" else self.optional_text(lang) for lang in LANGUAGES}
        return Localized(found["kk"] or "", found["ru"], found["en"])  # type: ignore[index]

    def every_language(self) -> Localized[str]:
        """Return the block's own kk, ru and en, all required: of what all pages are built of, none may be missing."""
        return Localized(*(self.text(lang) for lang in LANGUAGES))

    def in_every_language(self, key: str) -> Localized[str]:
        """Return a required text of which no language may be missing."""
        block = self.required_block(key, IN_LANGUAGES)
        return Localized("") if block is None else _whole(block, Block.every_language)

    def localized(self, key: str) -> Localized[str]:
        """Return a required text in three languages, of which Kazakh alone must be there."""
        block = self.required_block(key, IN_LANGUAGES)
        return Localized("") if block is None else _whole(block, Block.languages)

    def optional_localized(self, key: str) -> Localized[str] | None:
        """Return a text in three languages, or None when the key is left out."""
        block = self.block(key, IN_LANGUAGES)
        return None if block is None else _whole(block, Block.languages)


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
    for order, key in enumerate(block.written()):
        inner = block.required_block(key)
        if not _KEY.fullmatch(key):
            block.complain(Code.WRONG_TYPE, f'the key "{key}" is not well formed',
                           "lower-case Latin letters and digits, parted by single dots or hyphens", span=block.key_span(key))  # fmt: skip
        if inner is not None:
            found[key] = read(key, inner, order)
            inner.finish()
    return found


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (
        not node.value.strip() or (node.style is None and node.value in _NULL)
    )


def _first(node: yaml.Node) -> yaml.Node:
    """Return what marks a block of a list: its first key."""
    return node.value[0][0] if isinstance(node, yaml.MappingNode) and node.value else node
