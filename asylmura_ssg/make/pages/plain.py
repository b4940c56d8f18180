"""A page of running text, such as "About"."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, chrome
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.model.recipe import ProseRecipe
from asylmura_ssg.model.route import MonumentPage, Section, url_of


@dataclass(frozen=True, slots=True)
class PlainView:
    """A page of text: ``prose_html`` and the notes are finished HTML."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    prose_html: str
    prose_foreign: str
    notice: str
    notes: tuple[Note, ...]
    onward: Anchor | None
    """The way on from the page about the project: to how far it has come."""


def plain_view(recipe: ProseRecipe) -> PlainView:
    """Return the view of a page of text."""
    frame = recipe.frame
    language = frame.language
    notes = Apparatus(frame.bibliography)
    cards = {card.slug: card for card in recipe.cards}

    def link(slug: str, words: str) -> str:
        shown = escape(words or cards[slug].names.best(language).value) if slug in cards else escape(words or slug)
        return f'<a href="{url_of(MonumentPage(language, slug))}">{shown}</a>' if slug in cards else shown

    html = render_prose(recipe.prose.text, link, notes.cite)
    title = frame.strings[f"nav_{recipe.title}"]
    foreign = "" if recipe.prose_language is language else str(recipe.prose_language)
    return PlainView(
        chrome=chrome(frame, recipe.route, title, frame.site.tagline.best(language).value, sheets=("essay",)),
        t=frame.strings,
        title=title,
        prose_html=html,
        prose_foreign=foreign,
        notice=frame.strings["text_in_kazakh"] if foreign else "",
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
        onward=Anchor(frame.strings["status_more"], url_of(Section(language, "status")))
        if recipe.title == "about" else None,
    )  # fmt: skip
