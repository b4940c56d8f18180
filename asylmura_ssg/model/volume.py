"""A printed volume as editors describe it: what it is called, who made it, what identifies it, who receives it."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Prose


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did what: a role, such as "Editor", and the people or bodies who had it."""

    role: Localized[str]
    names: Localized[str]


@dataclass(frozen=True, slots=True)
class Library:
    """A library that receives the volume, and its place."""

    name: Localized[str]
    place: Localized[str]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary, what it means, and the keys of the sources it rests on."""

    key: str
    word: Localized[str]
    meaning: Localized[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A printed volume. The running text is in the first of ``languages``; the others stand as summaries.

    ``trim`` is width and height in mm; ``printer`` is the key of the printing house whose margins its pages have.
    ``isbn`` is an ISBN-13 with its hyphens, None while none was assigned; ``udc`` and ``bbk`` are library classes.
    """

    key: str
    title: Localized[str]
    number: int
    languages: tuple[Language, ...]
    year: int
    copies: int | None
    trim: tuple[float, float]
    printer: str
    isbn: str | None
    udc: str | None
    bbk: str | None
    edition: Localized[str] | None
    """The edition statement in words, such as "Second edition, revised"."""
    contact: Localized[str] | None
    """Who answers the printer's questions, as the job ticket names them: an office, never a person's number."""
    licence: Localized[str] | None
    """Under which terms the texts may be used, as the imprint says it; None while nobody has said."""
    credits: tuple[Credit, ...]
    libraries: tuple[Library, ...]
    foreword: Localized[Prose] | None
