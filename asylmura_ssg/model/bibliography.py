"""Sources: where a statement comes from."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.language import Localized


@dataclass(frozen=True, slots=True)
class Source:
    """One source. ``key`` is what entries cite; ``container`` is the journal, book or site that holds the work."""

    key: str
    title: str | None
    author: str | None
    container: str | None
    publisher: str | None
    year: int | None
    url: str | None
    doi: str | None
    licence: str | None
    language: str | None
    note: Localized[str] | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source cited, perhaps at a place in it (a page, a row)."""

    key: str
    locator: str = ""
