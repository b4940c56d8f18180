"""The two marks of the encyclopedia's Markdown: ``[[slug|words]]`` links an entry, ``[@key, place; @key]`` cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.model.bibliography import Citation

_MARK = re.compile(
    r"\[\[(?P<target>[^\[\]|\n]*)(?:\|(?P<words>[^\[\]\n]*))?\]\]"
    r"|(?P<space>[ \t\n]*)\[@(?P<cited>[^\[\]]*)\]"
)
_CITED = re.compile(r"@?(?P<key>[a-z0-9][a-z0-9\-]*)\s*(?:,\s*(?P<locator>.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link to another entry; ``words`` is empty when the entry's own name is to stand there."""

    start: int
    end: int
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class CitationMark:
    """One or more citations; ``citations`` is empty when the mark is not well formed. ``start`` is of the bracket."""

    start: int
    end: int
    lead: int
    """Where the space before the mark begins: a note number follows its word without one."""
    citations: tuple[Citation, ...]


def marks_in(text: str) -> Iterator[LinkMark | CitationMark]:
    """Yield the marks of a text in order, with their places as offsets into it."""
    for found in _MARK.finditer(text):
        if found["cited"] is None:
            yield LinkMark(found.start(), found.end(), found["target"].strip(), (found["words"] or "").strip())
        else:
            yield CitationMark(found.end("space"), found.end(), found.start(), _citations(found["cited"]))


def _citations(inner: str) -> tuple[Citation, ...]:
    parts = [_CITED.fullmatch(part.strip()) for part in inner.split(";")]
    if any(part is None for part in parts):
        return ()
    return tuple(Citation(part["key"], (part["locator"] or "").strip()) for part in parts if part)
