"""The search: its page in each language, and the pieces of its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import Artifact, Frame, Group, SearchRecipe, TextRecipe
from asylmura_ssg.model.route import SearchFile, Section, url_of
from asylmura_ssg.model.search import SearchIndex

Kinds = Mapping[str, tuple[Group, ...]]


class Indexer(Protocol):
    """Whoever can make the index of all texts: which files it has depends on every word, so it is asked before planning."""

    def search_index(self, catalogue: Catalogue, frames: Mapping[Language, Frame]) -> SearchIndex:
        """Return the index."""


def plan_search(
    index: SearchIndex, design: Design, frames: Mapping[Language, Frame], kinds: Mapping[Language, Kinds]
) -> Iterator[Artifact]:
    """Yield the files of the index and the pages that search; ``kinds`` are the groups of each language's lists."""
    for name, text in sorted(index.files.items()):
        yield Artifact(SearchFile(name), TextRecipe(text))
    for language, frame in frames.items():
        route = Section(language, "search")
        first = url_of(SearchFile(index.first[language]))
        template = design.templates["pages/search.html"]
        groups = (_choices(kinds[language][kind]) for kind in ("regions", "types", "periods"))
        yield Artifact(route, SearchRecipe(route, template, frame, first, *groups))


def _choices(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return what has monuments, without them."""
    return tuple(Group(group.key, group.label, ()) for group in groups if group.cards)
