"""The page of what a phone keeps of the site: a list of what it may keep, and where its script finds its words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from asylmura_ssg.make.cldr import size_in
from asylmura_ssg.make.counted import counted
from asylmura_ssg.make.pages.chrome import Chrome, Said, chrome, said
from asylmura_ssg.model.recipe import Frame, Offered, SavedRecipe
from asylmura_ssg.model.route import Listing, url_of

_SPOKEN = (
    "save", "stop", "continue", "update", "delete", "now", "latest", "old", "saving", "updating", "part", "failed",
    "changed", "room", "storage",
)  # fmt: skip
"""What the script says, by the names of their strings without ``saved_``."""


@dataclass(frozen=True, slots=True)
class Keepable:
    """A region that may be kept: where its page is, what keeping it means.

    ``key`` and ``size`` are empty while there is no monument in it.
    """

    key: str
    url: str
    label: Said
    monuments: str
    size: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """Everything the page shows. ``words`` is JSON: what the script says, by name."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    regions: tuple[Keepable, ...]
    words: str


def saved_view(recipe: SavedRecipe) -> SavedView:
    """Return the view of the page of what a phone keeps."""
    frame = recipe.frame
    strings, title = frame.strings, frame.strings["nav_saved"]
    spoken = {name: strings[f"saved_{name}"] for name in _SPOKEN}
    spoken |= {"size_kb": strings["size_kb"], "size_mb": strings["size_mb"], "size_gb": strings["size_gb"]}
    return SavedView(
        chrome=chrome(frame, recipe.route, title, strings["saved_lead"], sheets=("saved",), scripts=("saved",)),
        t=strings,
        title=title,
        regions=tuple(_keepable(offered, frame) for offered in recipe.offered),
        words=json.dumps(spoken, ensure_ascii=False, sort_keys=True),
    )


def _keepable(offered: Offered, frame: Frame) -> Keepable:
    language, strings = frame.language, frame.strings
    label = offered.label.best(language)
    size, packed = (size_in(size, strings, language) for size in (offered.size, offered.packed))
    return Keepable(
        key=offered.key if offered.monuments else "",
        url=url_of(Listing(language, "regions", offered.key)),
        label=said(label.language, label.value, language),
        monuments=counted("monuments_count", offered.monuments, strings, language),
        size=strings["saved_size"].format(size=size, packed=packed) if offered.monuments else "",
    )
