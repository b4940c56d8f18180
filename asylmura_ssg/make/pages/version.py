"""An entry as it stood on a day: what was fixed then, in the dress of today."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import nh3

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.fixing import ATTRIBUTES, TAGS
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, chrome, said
from asylmura_ssg.make.pages.citation import version_links
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import VersionRecipe
from asylmura_ssg.model.route import MonumentPage, url_of


@dataclass(frozen=True, slots=True)
class FixedFact:
    """A row of what was stated: its label, and its value as HTML."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """Everything the page shows; fields named ``html`` are finished HTML. ``living`` is empty for an entry that ended."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    name: Said
    summary: str
    summary_foreign: str
    look_for: tuple[str, ...]
    facts: tuple[FixedFact, ...]
    prose_html: str
    prose_foreign: str
    conflicts: tuple[FixedFact, ...]
    notes: tuple[Note, ...]
    editors: str
    living: str
    versions: tuple[Anchor, ...]


def make_version(recipe: VersionRecipe, fixed: bytes) -> bytes:
    """Return the page; ``fixed`` are the bytes that were fixed (see :mod:`asylmura_ssg.make.fixing`)."""
    return render(recipe.template, version_view(recipe, json.loads(fixed)))


def version_view(recipe: VersionRecipe, fixed: dict[str, Any]) -> VersionView:
    """Return the view of a fixed version."""
    frame, version, strings = recipe.frame, recipe.version, recipe.frame.strings
    language = frame.language
    text = fixed["texts"][str(language)]
    name = version.names.best(language)
    title = strings["version_of"].format(day=date_in(version.day, language))
    living = MonumentPage(language, version.slug)
    return VersionView(
        chrome=chrome(
            frame, recipe.route, f"{name.value}. {title}", text["summary"],
            canonical_slug=version.slug if recipe.living else "", sheets=("version",),
        ),
        t=strings,
        title=title,
        name=said(name.language, name.value, language),
        summary=text["summary"],
        summary_foreign=_foreign(text["summary_language"], language),
        look_for=tuple(_safe(each) for each in text["look_for"]),
        facts=tuple(FixedFact(fact["label"], _safe(fact["html"])) for fact in text["facts"]),
        prose_html=_safe("\n".join(text["prose"])),
        prose_foreign=_foreign(text["prose_language"], language),
        conflicts=tuple(FixedFact(each["about"], _safe(each["html"])) for each in text["conflicts"]),
        notes=tuple(Note(number, _safe(note)) for number, note in enumerate(text["notes"], 1)),
        editors=", ".join(fixed["editors"]),
        living=url_of(living) if recipe.living else "",
        versions=version_links(version.slug, tuple(each for each in recipe.others if each != version), frame),
    )  # fmt: skip


def _safe(html: str) -> str:
    """Return fixed HTML without anything that a text may not hold, whoever laid hands on it."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


def _foreign(own: str, page: Language) -> str:
    return "" if own == page else own
