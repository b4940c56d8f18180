"""What is shown beside entries: films, three-dimensional exhibits, and the exhibitions that string them together."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.exhibitions import Exhibitions, read_exhibitions
from asylmura_ssg.read.exhibits import Exhibits, read_exhibits
from asylmura_ssg.read.films import Films, read_films
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.vocabularies import Shelf


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown beside entries, before it is known which entries there are."""

    films: Films
    exhibits: Exhibits
    exhibitions: Exhibitions

    @property
    def named(self) -> tuple[Mention, ...]:
        """The entries that films, exhibits and rooms name."""
        return (*self.films.named, *self.exhibits.named, *self.exhibitions.named)


def read_shown(
    shelf: Shelf, vocabularies: Vocabularies, bibliography: Collection[str], unsettable: re.Pattern[str] | None
) -> Shown:
    """Return what is shown, and report what is wrong with it; ``unsettable`` matches letters the typefaces lack."""
    films = read_films(shelf, bibliography, vocabularies.licences, unsettable)
    exhibits = read_exhibits(shelf, bibliography, vocabularies.licences)
    keys = frozenset(film.key for film in films.films), frozenset(exhibit.key for exhibit in exhibits.exhibits)
    return Shown(films, exhibits, read_exhibitions(shelf, bibliography, *keys))
