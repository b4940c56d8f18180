"""What the search index is made of: how much a word says of a monument, and the files that hold the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from asylmura_ssg.model.language import Language


class Rank(IntEnum):
    """Where a word of a monument stands; the higher, the more it says. A word counts once, where it says most."""

    TEXT = 0
    SUMMARY = 1
    PLACE = 2
    """Place, district, region, kind, period, culture, builder."""
    OTHER = 3
    """Another or a former name."""
    NAME = 4
    FIRST = 5
    """The first word of the name that is not merely its kind: «Отырар» of «Отырар қалашығы» and of «Городище Отрар»."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """All files of the index: name → text, each name with a digest of the text; the first to be asked for by language.

    An index file names every other one, so that no page ever puts two versions together.
    """

    files: dict[str, str]
    first: dict[Language, str]
