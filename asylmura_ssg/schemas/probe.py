"""Which keys the readers ask for: they are handed blocks that hold nothing, answer everything, and remember each question.

So a schema cannot say anything else than what is read. A reader asks for other keys according to what it finds; it is
therefore asked to read several times, from a block that has everything and from ones that have only what they must.
"""

# ruff: noqa: ARG002, D102 - what a method is asked stands in Block; what would be said of a wrong value is not said here

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml

from asylmura_ssg.diagnostics import Code, Report, Span
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.source import Text

ANY_KEY = "any-key"
"""Stands for the keys that a file may choose itself, as those of a bibliography."""

_DEMANDED = (Code.MISSING_FIELD, Code.SOURCE_REQUIRED, Code.PICTURE_INCOMPLETE)
_ADD = re.compile(r'add "(\w+):')
_MAPPING = yaml.MappingNode("tag:yaml.org,2002:map", [])


class Anything(frozenset[str]):
    """The keys of a vocabulary that grows with every entry: whatever is asked, it is one of them."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Policy:
    """How a probe answers: has it the values that may be left out, the blocks, and which term of a vocabulary there is."""

    full: bool
    blocks: bool
    term: str = ""


POLICIES = (
    Policy(full=True, blocks=True),
    Policy(full=False, blocks=True),
    Policy(full=False, blocks=False),
    Policy(full=False, blocks=False, term="unknown"),
)
_BARE = tuple(policy for policy in POLICIES if not policy.full)


@dataclass(slots=True)
class Shape:
    """What was asked of one block: its keys in the order of the first question, and at which visits each was demanded."""

    keys: dict[str, Asked] = field(default_factory=dict)
    visits: int = 0
    bare: set[int] = field(default_factory=set)
    """The visits of a reader that found nothing but what must be there."""

    def asked(self, key: str) -> Asked:
        """Return what is known of a key, from now on."""
        return self.keys.setdefault(key, Asked())

    def required(self) -> tuple[str, ...]:
        """Return the keys that were demanded at every visit where a value could be missing."""
        return tuple(k for k, asked in self.keys.items() if k != ANY_KEY and self.bare and self.bare <= asked.demanded)


@dataclass(slots=True)
class Asked:
    """What was asked of one key: of which kinds its value may be, the vocabulary it is taken from, what stands below it."""

    kinds: dict[str, None] = field(default_factory=dict)
    known: Collection[str] | None = None
    inner: Shape | None = None
    demanded: set[int] = field(default_factory=set)

    def below(self) -> Shape:
        """Return the shape of the blocks under the key."""
        self.inner = self.inner or Shape()
        return self.inner


class Probe(Block):
    """A block that answers whatever it is asked, and remembers it in a shape."""

    __slots__ = ("_policy", "_shape", "_visit")

    def __init__(self, shape: Shape, policy: Policy, name: str = "") -> None:
        super().__init__(_MAPPING, Text("", ""), Report(), name)
        shape.visits += 1
        self._shape, self._policy, self._visit = shape, policy, shape.visits
        if not policy.full:
            shape.bare.add(shape.visits)

    def _ask(self, key: str, kind: str, *, demanded: bool = False) -> Asked:
        asked = self._shape.asked(key)
        asked.kinds[kind] = None
        if demanded:
            asked.demanded.add(self._visit)
        return asked

    # Places and words

    def span(self, key: str = "") -> Span:
        return Span(key)

    def key_span(self, key: str) -> Span:
        return Span(key)

    def stretch(self, key: str) -> tuple[int, int]:
        return (0, 0)

    def complain(self, code: Code, message: str, hint: str = "", *, key: str = "", span: Span | None = None) -> None:
        """Take note of a key that must be there: nothing else can be wrong with what says nothing."""
        added = _ADD.search(hint)
        named = added[1] if added else key
        if code in _DEMANDED and named and not self._policy.full:
            self._shape.asked(named).demanded.add(self._visit)

    def unknown(self, code: Code, kind: str, word: str, known: Collection[str], span: Span) -> None:
        """Take note of which words there are, for the key whose place is handed back."""
        if span.path:
            self._shape.asked(span.path).known = known

    # Keys

    def written(self) -> tuple[str, ...]:
        return (ANY_KEY,)

    def has(self, key: str) -> bool:
        self._shape.asked(key)
        return self._policy.full

    def is_block(self, key: str) -> bool:
        self._shape.asked(key)
        return self._policy.full

    def finish(self) -> None:
        pass

    # Values

    def text(self, key: str) -> str:
        self._ask(key, "text", demanded=True)
        return "x"

    def optional_text(self, key: str) -> str | None:
        self._ask(key, "text")
        return "x" if self._policy.full else None

    def integer(self, key: str) -> int:
        self._ask(key, "integer", demanded=True)
        return 1

    def optional_integer(self, key: str) -> int | None:
        self._ask(key, "integer")
        return 1 if self._policy.full else None

    def number(self, key: str) -> float:
        self._ask(key, "number", demanded=True)
        return 1.0

    def boolean(self, key: str) -> bool:
        self._ask(key, "boolean")
        return self._policy.full

    def day(self, key: str) -> date:
        self._ask(key, "day", demanded=True)
        return date(1, 1, 1)

    def term(self, key: str, known: Collection[str], code: Code, kind: str) -> str:
        asked = self._ask(key, "term", demanded=True)
        asked.known = known
        return self._policy.term if self._policy.term in known else next(iter(known), "x")

    def items(self, key: str) -> tuple[yaml.Node, ...]:
        self._ask(key, "texts")
        return ()

    def texts(self, key: str) -> tuple[tuple[str, Span], ...]:
        self._ask(key, "texts")
        return (("x", Span(key)),) if self._policy.full else ()

    def terms(self, key: str, known: Collection[str], code: Code, kind: str) -> tuple[str, ...]:
        asked = self._ask(key, "texts")
        asked.known = known
        return (next(iter(known), "x"),) if self._policy.full else ()

    def block(self, key: str, hint: str = "") -> Block | None:
        below = self._ask(key, "block").below()
        return Probe(below, self._policy, key) if self._policy.blocks else None

    def required_block(self, key: str, hint: str = "") -> Block | None:
        return Probe(self._ask(key, "block", demanded=True).below(), self._policy, key)

    def blocks(self, key: str) -> tuple[Block, ...]:
        below = self._ask(key, "blocks").below()
        return tuple(Probe(below, policy, key) for policy in self._policies())

    def _policies(self) -> Iterator[Policy]:
        """Yield how the blocks of a list answer: each list has full ones and bare ones."""
        yield self._policy
        if self._policy.full:
            yield from _BARE
