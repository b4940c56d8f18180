"""An entry of the book: what its template is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from textwrap import shorten

from markupsafe import Markup

from asylmura_ssg.make.facts import coordinates_in, facts_of
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.make.spacing import bind, bind_html
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.figures import REGION, NumberedMap, code, emblem, locator, numbered_region
from asylmura_ssg.make.volume.footnotes import Footnotes
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.pictures import Figure, figures_of, placed
from asylmura_ssg.make.volume.running_text import in_print, reference
from asylmura_ssg.model.alphabet import capitalised
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

FITS = ("", "close", "ample", "ample parted")
"""As it should be; the head closer, if that saves a page; with the region's map on a last page that is almost empty;
and that page begun with two disputes where the text would leave it but a few lines.

The size of the text and its leading are no variants: entries face each other, and their lines stand on one grid.
"""

_LONG = ((40 * 4, "longest"), (40 * 2, "long"))
"""Names of more letters than two and four lines of the largest size hold are set smaller."""

_RUNNING = 70
"""Letters of a name that a running head has room for."""

_ANCHOR = re.compile(r"</?a\b[^>]*>")


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
    language: Language
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
    length: str
    """How long the name is, as a class of the style sheet; empty for a usual one."""
    running: str
    """The name as the running head bears it."""
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
    body_language: Language
    only: str
    """Said above the text where it is not in the language of the book; empty where it is."""
    disputes: tuple[Dispute, ...]
    rows: tuple[tuple[Figure, ...], ...]
    place: NumberedMap
    """The region's monuments, for a last page that would be almost empty."""
    related: tuple[Reference, ...]
    summaries: tuple[Summary, ...]


def entry_fragment(recipe: VolumeRecipe, entry: Entry) -> FragmentRecipe:
    """Return the fragment of an entry, to begin on a verso when nothing else is known: two pages face each other."""
    pictures = entry.monument.pictures
    rows = figures_of(pictures, recipe.frames[0], recipe.format)
    view = _view(recipe, entry, rows)
    return compose(
        recipe, "entry", view, Side.VERSO, FITS, pictures=tuple(placed(rows, pictures)), name=entry.monument.slug
    )


def _view(recipe: VolumeRecipe, entry: Entry, rows: tuple[tuple[Figure, ...], ...]) -> EntryView:
    monument, frame = entry.monument, recipe.frames[0]
    language, domain = frame.language, frame.site.domains[0]
    notes = _footnotes(monument, frame)
    kind = frame.vocabularies.types[monument.type]
    plate = plate_of(monument.number)
    name = monument.names.best(language).value
    # Notes are numbered as they are met on the page: facts, then the text, then what sources disagree about.
    facts = tuple(Row(fact.label, _plain(fact.html)) for fact in facts_of(monument, frame, notes) if fact.key != "type")
    prose = entry.prose.best(language)
    body = render_prose(bind(prose.value.text), partial(reference, recipe, language=language), notes.cite)
    return EntryView(
        language=language,
        t=frame.strings,
        plate=plate,
        type=kind.label.best(language).value,
        region=capitalised(frame.vocabularies.regions[monument.region].label.best(language).value),
        name=bind(name),
        length=next((kind for letters, kind in _LONG if len(name) > letters), ""),
        running=shorten(name, _RUNNING, placeholder="…"),
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
        body=in_print(body, recipe.format),
        body_language=prose.language,
        only="" if prose.language is language else frame.strings["print_only_in"],
        disputes=_disputes(recipe, monument, language, notes),
        rows=rows[1:],
        place=_neighbourhood(recipe, monument.region),
        related=tuple(_reference(recipe, slug, language) for slug in monument.related if slug in recipe.cards),
        summaries=tuple(_summaries(recipe, monument)),
    )


def _footnotes(monument: Monument, frame: Frame) -> Footnotes:
    sources = {**frame.bibliography, **{source.key: source for source in monument.bibliography}}
    return Footnotes(sources, language=frame.language, same_source=frame.strings["print_same_source"])


def _plain(html: str) -> Markup:
    """Return HTML of the web without its links: paper has none."""
    return Markup(bind_html(_ANCHOR.sub("", html)))  # noqa: S704 - escaped where it was made


def _neighbourhood(recipe: VolumeRecipe, region: str) -> NumberedMap:
    entries = [entry.monument for chapter in recipe.chapters if chapter.region == region for entry in chapter.entries]
    places = [(str(m.number), m.location.point) for m in entries if m.location.point is not None]
    return numbered_region(recipe.boundaries, region, places, REGION)


def _coordinates(monument: Monument, frame: Frame) -> str:
    point = monument.location.point
    return frame.strings["location_unknown"] if point is None else bind(coordinates_in(point, frame))


def _disputes(recipe: VolumeRecipe, monument: Monument, language: Language, notes: Footnotes) -> tuple[Dispute, ...]:
    disputes = []
    for conflict in monument.conflicts:
        text = conflict.text.best(language)
        html = render_inline(bind(text.value), partial(reference, recipe, language=language), notes.cite)
        about = bind(conflict.about.best(language).value)
        disputes.append(Dispute(about, text.language, in_print(html, recipe.format)))
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
