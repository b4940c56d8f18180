"""The page that searches: a form that works by itself, and where its script finds the index."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.counted import forms_of
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, chrome, said
from asylmura_ssg.model.recipe import Frame, Group, SearchRecipe
from asylmura_ssg.model.route import Section, url_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a search can be narrowed to."""

    key: str
    label: Said


@dataclass(frozen=True, slots=True)
class Facet:
    """A list to narrow a search by: what it is called, its name in the address, the words for "all of them"."""

    label: str
    name: str
    any: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything the page shows. ``lists`` is where else to look."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    action: str
    index: str
    facets: tuple[Facet, ...]
    lists: tuple[Anchor, ...]
    found: str
    """How many were found, in all plural forms, for the script."""


def search_view(recipe: SearchRecipe) -> SearchView:
    """Return the view of the page that searches."""
    frame = recipe.frame
    strings, language = frame.strings, frame.language
    lists = ("names", "regions", "types", "periods")
    return SearchView(
        chrome=chrome(frame, recipe.route, strings["nav_search"], strings["search_hint"], sheets=("search",), scripts=("search",)),
        t=strings,
        title=strings["nav_search"],
        action=url_of(recipe.route),
        index=recipe.index,
        facets=(
            _facet("region", recipe.regions, frame),
            _facet("type", recipe.types, frame),
            _facet("period", recipe.periods, frame),
        ),
        found=forms_of("search_found", strings),
        lists=tuple(Anchor(strings[f"nav_{name}"], url_of(Section(language, name))) for name in lists),
    )  # fmt: skip


def _facet(name: str, groups: tuple[Group, ...], frame: Frame) -> Facet:
    strings, labels = frame.strings, [(group.key, group.label.best(frame.language)) for group in groups]
    choices = tuple(Choice(key, said(label.language, label.value, frame.language)) for key, label in labels)
    return Facet(strings[f"kicker_{name}s"], name, strings[f"search_any_{name}"], choices)
