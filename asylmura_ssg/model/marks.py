"""The two marks of the encyclopedia's Markdown: ``[[slug|words]]`` links an entry, ``[@key, place; @key]`` cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from asylmura_ssg.model.bibliography import Citation

# It begins with a bracket, not with the space before one, so that the search leaps from bracket to bracket.
_MARK = re.compile(r"\[(?:\[(?P<target>[^\[\]|\n]*)(?:\|(?P<words>[^\[\]\n]*))?\]\]|@(?P<cited>[^\[\]]*)\])")
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
        start, end = found.span()
        target, words, cited = found.groups()
        if cited is None:
            yield LinkMark(start, end, target.strip(), (words or "").strip())
        else:
            lead = start
            while lead and text[lead - 1] in " \t\n":
                lead -= 1
            yield CitationMark(start, end, lead, _citations(cited))


def links_in(text: str) -> set[str]:
    """Return the slugs that a text links; faster than :func:`marks_in` where citations do not matter."""
    return {target.strip() for target, _, _ in _MARK.findall(text) if target} if "[[" in text else set()


@lru_cache(maxsize=256)  # an entry cites the same sources again and again
def _citations(inner: str) -> tuple[Citation, ...]:
    parts = [_CITED.fullmatch(part.strip()) for part in inner.split(";")]
    if any(part is None for part in parts):
        return ()
    return tuple(Citation(part["key"], (part["locator"] or "").strip()) for part in parts if part)
