"""Running text on paper: references to other entries get the place of a page number, web addresses stand in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from asylmura_ssg.make.spacing import bind, bind_html, breakable
from asylmura_ssg.make.volume.tables import fit_tables
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.recipe import VolumeRecipe

_OUTWARD = re.compile(r'<a href="(?P<address>https?://[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Referents:
    """Names of the entries that a text refers to, by slug: those within the book have pages in it, those elsewhere none."""

    within: dict[str, Localized[str]]
    elsewhere: dict[str, Localized[str]]


def referents_in(recipe: VolumeRecipe, slugs: Iterable[str]) -> Referents:
    """Return the names of some entries, those the book knows nothing of left out."""
    wanted = sorted(set(slugs))
    return Referents(
        {slug: recipe.cards[slug].names for slug in wanted if slug in recipe.cards},
        {slug: recipe.elsewhere[slug] for slug in wanted if slug in recipe.elsewhere and slug not in recipe.cards},
    )


def reference(named: Referents, slug: str, words: str, language: Language) -> str:
    """Return the HTML of a link to an entry: its words or its name, and where the book has it, an arrow and its page."""
    held = slug in named.within
    names = named.within[slug] if held else named.elsewhere[slug]
    shown = escape(words or bind(names.best(language).value))
    if not held:
        return shown
    return f'{shown}<span class="see">\u2060→\u2060<a class="pg" href="stamp:r:{slug}"></a></span>'


def in_print(html: str, page: Format) -> Markup:
    """Return what running text of the web becomes on a page of the format: bound, its tables fitted, addresses written out."""
    told = bind_html(fit_tables(_OUTWARD.sub(_written, html), page))
    return Markup(_PRE.sub(r'<div class="step">\1</div>', told))  # noqa: S704 - sanitised by render_prose


def _written(found: re.Match[str]) -> str:
    address = found["address"].partition("://")[2].rstrip("/")
    shown = "\u200b".join(breakable(address))
    words, link = found["words"], f'<a href="{found["address"]}">'
    return f"{link}{shown}</a>" if "://" in words else f"{link}{words}</a> ({shown})"
