"""The three languages, and texts that exist in Kazakh and perhaps in the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Language(StrEnum):
    """A language of the encyclopedia; the value is its BCP 47 tag."""

    KK = "kk"
    RU = "ru"
    EN = "en"


PRIMARY = Language.KK
LANGUAGES = tuple(Language)


class Rendition(NamedTuple, Generic[T]):  # a tuple: half a million are made for a thousand entries
    """A value together with the language it is really in, which may not be the one asked for."""

    value: T
    language: Language


@dataclass(frozen=True, slots=True)
class Localized(Generic[T]):
    """A value that is always there in Kazakh; a gap in another language is ``None``, never an empty string."""

    kk: T
    ru: T | None = None
    en: T | None = None

    def own(self, language: Language) -> T | None:
        """Return the value in exactly this language, or ``None``."""
        return self.kk if language is Language.KK else self.ru if language is Language.RU else self.en

    def best(self, language: Language) -> Rendition[T]:
        """Return the value in this language, else in Kazakh, and say which it is."""
        found = self.own(language)
        return Rendition(self.kk, PRIMARY) if found is None else Rendition(found, language)

    def present(self) -> Iterator[tuple[Language, T]]:
        """Yield each language that has a value, with it."""
        for language in LANGUAGES:
            found = self.own(language)
            if found is not None:
                yield language, found
