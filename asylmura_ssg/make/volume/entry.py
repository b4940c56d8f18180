"""An entry of the book: what its template is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from asylmura_ssg.make.facts import coordinates_in, facts_of
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.make.spacing import bind, bind_html, breakable
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.figures import code, emblem, locator
from asylmura_ssg.make.volume.footnotes import Footnotes
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.pictures import Figure, figures_of, placed
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

FITS = ("", "snug", "close", "tight", "ample")
_ANCHOR = re.compile(r"</?a\b[^>]*>")
_OUTWARD = re.compile(r'<a href="(?P<address>https?://[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """A name or a short text, and the language it is in."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: its label and its value."""

    label: str
    value: Markup


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources disagree about, and how."""

    about: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Summary:
    """The entry in brief in another language of the book."""

    language: Language
    heading: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry of the book; its page is stamped later."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """Everything an entry's pages show."""

    language: Language
    t: dict[str, str]
    plate: str
    type: str
    region: str
    name: str
    names: tuple[Named, ...]
    lead: Figure | None
    emblem: Markup
    emblem_note: str
    wanted: str
    facts: tuple[Row, ...]
    locator: Markup
    coordinates: str
    code: Markup
    address: str
    body: Markup
    disputes: tuple[Dispute, ...]
    rows: tuple[tuple[Figure, ...], ...]
    related: tuple[Reference, ...]
    summaries: tuple[Summary, ...]


def entry_fragment(recipe: VolumeRecipe, entry: Entry) -> FragmentRecipe:
    """Return the fragment of an entry, to begin on a verso when nothing else is known: two pages face each other."""
    pictures = entry.monument.pictures
    rows = figures_of(pictures, recipe.frames[0])
    view = _view(recipe, entry, rows)
    return compose(recipe, "entry", view, Side.VERSO, FITS, tuple(placed(rows, pictures, recipe)))


def _view(recipe: VolumeRecipe, entry: Entry, rows: tuple[tuple[Figure, ...], ...]) -> EntryView:
    monument, frame = entry.monument, recipe.frames[0]
    language, domain = frame.language, frame.site.domains[0]
    notes = _footnotes(monument, frame)
    kind = frame.vocabularies.types[monument.type]
    plate = plate_of(monument.number)
    # Notes are numbered as they are met on the page: facts, then the text, then what sources disagree about.
    facts = tuple(Row(fact.label, _plain(fact.html)) for fact in facts_of(monument, frame, notes) if fact.key != "type")
    prose = entry.prose.best(language).value.text
    body = render_prose(bind(prose), lambda slug, words: _link(recipe, slug, words), notes.cite)
    return EntryView(
        language=language,
        t=frame.strings,
        plate=plate,
        type=kind.label.best(language).value,
        region=frame.vocabularies.regions[monument.region].label.best(language).value,
        name=bind(monument.names.best(language).value),
        names=tuple(
            Named(f.language, bind(found)) for f in recipe.frames[1:] if (found := monument.names.own(f.language))
        ),
        lead=rows[0][0] if rows else None,
        emblem=Markup(emblem(frame.emblems[kind.emblem])),  # noqa: S704 - our own drawing
        emblem_note=frame.strings["print_emblem_note"],
        wanted=frame.strings["print_photograph_wanted"].format(domain=domain),
        facts=facts,
        locator=Markup(locator(recipe.boundaries, monument.region, monument.location.point)),  # noqa: S704 - drawn here
        coordinates=_coordinates(monument, frame),
        code=Markup(code(payload(plate, domain))),  # noqa: S704 - drawn here
        address=f"{domain}/{plate}",
        body=Markup(bind_html(_in_print(body))),  # noqa: S704 - sanitised by render_prose
        disputes=_disputes(recipe, monument, language, notes),
        rows=rows[1:],
        related=tuple(_reference(recipe, slug, language) for slug in monument.related if slug in recipe.cards),
        summaries=tuple(_summaries(recipe, monument)),
    )


def _footnotes(monument: Monument, frame: Frame) -> Footnotes:
    sources = {**frame.bibliography, **{source.key: source for source in monument.bibliography}}
    return Footnotes(sources, language=frame.language, same_source=frame.strings["print_same_source"])


def _plain(html: str) -> Markup:
    """Return HTML of the web without its links: paper has none."""
    return Markup(bind_html(_ANCHOR.sub("", html)))  # noqa: S704 - escaped where it was made


def _link(recipe: VolumeRecipe, slug: str, words: str) -> str:
    card, language = recipe.cards.get(slug), recipe.frames[0].language
    if card is None:
        return escape(words or bind(recipe.elsewhere[slug].best(language).value))
    shown = escape(words or bind(card.names.best(language).value))
    return f'{shown}<span class="see">\u2060→\u2060<a class="pg" href="stamp:l:{slug}"></a></span>'


def _coordinates(monument: Monument, frame: Frame) -> str:
    point = monument.location.point
    return frame.strings["location_unknown"] if point is None else bind(coordinates_in(point, frame))


def _disputes(recipe: VolumeRecipe, monument: Monument, language: Language, notes: Footnotes) -> tuple[Dispute, ...]:
    disputes = []
    for conflict in monument.conflicts:
        text = bind(conflict.text.best(language).value)
        html = render_inline(text, lambda slug, words: _link(recipe, slug, words), notes.cite)
        disputes.append(Dispute(bind(conflict.about.best(language).value), Markup(bind_html(_in_print(html)))))  # noqa: S704 - sanitised
    return tuple(disputes)


def _reference(recipe: VolumeRecipe, slug: str, language: Language) -> Reference:
    return Reference(slug, bind(recipe.cards[slug].names.best(language).value))


def _summaries(recipe: VolumeRecipe, monument: Monument) -> list[Summary]:
    summaries = []
    for frame in recipe.frames[1:]:
        name, text = monument.names.own(frame.language), monument.summary.own(frame.language)
        if name and text:
            heading = frame.strings["print_summary"]
            summaries.append(Summary(frame.language, heading, bind(name), bind(text)))
    return summaries


def _in_print(html: str) -> str:
    """Return running text with what a link to the web becomes on paper: its words, the address in brackets after them."""

    def written(found: re.Match[str]) -> str:
        address = found["address"].partition("://")[2].rstrip("/")
        shown = "\u200b".join(breakable(address))
        return shown if "://" in found["words"] else f"{found['words']} ({shown})"

    return _OUTWARD.sub(written, html)
