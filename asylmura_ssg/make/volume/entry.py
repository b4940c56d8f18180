"""An entry of the book: what its template is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from textwrap import shorten

from markupsafe import Markup

from asylmura_ssg.make.facts import coordinates_in, facts_of
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.make.spacing import bind, bind_html
from asylmura_ssg.make.volume.composition import composed_later, template_of, written
from asylmura_ssg.make.volume.figures import REGION, NumberedMap, code, emblem, locator, numbered_region
from asylmura_ssg.make.volume.footnotes import Footnotes
from asylmura_ssg.make.volume.fragment import Copy, FragmentRecipe, Side
from asylmura_ssg.make.volume.pictures import Figure, figures_of, placed
from asylmura_ssg.make.volume.running_text import Referents, in_print, reference, referents_in
from asylmura_ssg.model.alphabet import capitalised
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Entry, Monument, Point
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.recipe import Chapter, Frame, VolumeRecipe

FITS = ("", "close", "ample", "ample parted")
"""As it should be; the head closer, if that saves a page; with the region's map on a last page that is almost empty;
and that page begun with two disputes where the text would leave it but a few lines.

The size of the text and its leading are no variants: entries face each other, and their lines stand on one grid.
"""

_LONG = ((40 * 4, "longest"), (40 * 2, "long"))
"""Names of more letters than two and four lines of the largest size hold are set smaller."""

_LETTER = 1.5
"""Millimetres of a running head that a letter takes, with room to spare."""

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
    """The name as a guide word in the head of each page."""
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


@dataclass(frozen=True, slots=True)
class Places:
    """Where the monuments of a chapter stand, by register number; they are given to each entry of it."""

    region: str
    numbered: tuple[tuple[str, Point], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An entry, and everything that its pages may say beside it."""

    entry: Entry
    frames: tuple[Frame, ...]
    named: Referents
    places: Places
    boundaries: Boundaries
    format: Format
    template: Template


def entry_fragment(recipe: VolumeRecipe, entry: Entry) -> FragmentRecipe:
    """Return the fragment of an entry, to begin on a verso when nothing else is known: two pages face each other."""
    return _fragment(recipe, entry, _places(recipe, entry.monument.region))


def entry_fragments(recipe: VolumeRecipe, chapter: Chapter) -> Iterator[FragmentRecipe]:
    """Yield the fragments of a chapter's entries."""
    places = _places(recipe, chapter.region)
    return (_fragment(recipe, entry, places) for entry in chapter.entries)


def _fragment(recipe: VolumeRecipe, entry: Entry, places: Places) -> FragmentRecipe:
    pictures, frame = entry.monument.pictures, recipe.frames[0]
    template = template_of(recipe, "entry")
    named = referents_in(recipe, _referred(entry, frame.language))
    manuscript = Manuscript(entry, recipe.frames, named, places, recipe.boundaries, recipe.format, template)
    return composed_later(
        recipe,
        "entry",
        Copy(digest_of(manuscript), partial(_composed, manuscript)),
        Side.VERSO,
        FITS,
        pictures=tuple(placed(figures_of(pictures, frame, recipe.format), pictures)),
        name=entry.monument.slug,
    )


def _referred(entry: Entry, language: Language) -> set[str]:
    """Return the slugs of the entries that one refers to."""
    texts = [entry.prose.best(language).value.text]
    texts += [conflict.text.best(language).value for conflict in entry.monument.conflicts]
    return set(entry.monument.related).union(*map(links_in, texts))


def _places(recipe: VolumeRecipe, region: str) -> Places:
    entries = [entry.monument for chapter in recipe.chapters if chapter.region == region for entry in chapter.entries]
    numbered = tuple((str(m.number), m.location.point) for m in entries if m.location.point is not None)
    return Places(region, numbered, digest_of((region, numbered)))


def _composed(manuscript: Manuscript) -> str:
    return written(manuscript.template, _view(manuscript))


def _view(copy: Manuscript) -> EntryView:
    entry, frame = copy.entry, copy.frames[0]
    monument, language, domain = entry.monument, frame.language, frame.site.domains[0]
    rows = figures_of(monument.pictures, frame, copy.format)
    notes = _footnotes(monument, frame)
    kind = frame.vocabularies.types[monument.type]
    plate = plate_of(monument.number)
    name = monument.names.best(language).value
    region = capitalised(frame.vocabularies.regions[monument.region].label.best(language).value)
    # Notes are numbered as they are met on the page: facts, then the text, then what sources disagree about.
    facts = tuple(Row(fact.label, _plain(fact.html)) for fact in facts_of(monument, frame, notes) if fact.key != "type")
    prose = entry.prose.best(language)
    body = render_prose(bind(prose.value.text), partial(reference, copy.named, language=language), notes.cite)
    return EntryView(
        language=language,
        t=frame.strings,
        plate=plate,
        type=kind.label.best(language).value,
        region=region,
        name=bind(name),
        length=next((kind for letters, kind in _LONG if len(name) > letters), ""),
        running=_guide(name, int(copy.format.measure / _LETTER) - len(region)),
        names=tuple(
            Named(f.language, bind(found)) for f in copy.frames[1:] if (found := monument.names.own(f.language))
        ),
        lead=rows[0][0] if rows else None,
        emblem=Markup(emblem(frame.emblems[kind.emblem])),  # noqa: S704 - our own drawing
        emblem_note=frame.strings["print_emblem_note"],
        wanted=frame.strings["print_photograph_wanted"].format(domain=domain),
        facts=facts,
        locator=Markup(locator(copy.boundaries, monument.region, monument.location.point)),  # noqa: S704 - drawn here
        coordinates=_coordinates(monument, frame),
        code=Markup(code(payload(plate, domain))),  # noqa: S704 - drawn here
        address=f"{domain}/{plate}",
        body=in_print(body, copy.format),
        body_language=prose.language,
        only="" if prose.language is language else frame.strings["print_only_in"],
        disputes=_disputes(copy, language, notes),
        rows=rows[1:],
        place=numbered_region(copy.boundaries, copy.places.region, copy.places.numbered, REGION),
        related=tuple(
            Reference(slug, bind(copy.named.within[slug].best(language).value))
            for slug in monument.related
            if slug in copy.named.within
        ),
        summaries=tuple(_summaries(copy)),
    )


def _footnotes(monument: Monument, frame: Frame) -> Footnotes:
    sources = {**frame.bibliography, **{source.key: source for source in monument.bibliography}}
    return Footnotes(sources, language=frame.language, same_source=frame.strings["print_same_source"])


def _guide(name: str, room: int) -> str:
    """Return a name for the head of a page: whole, or as many of its words as there is room for."""
    short = shorten(name, room, placeholder="…")
    return short if len(short) > 1 or len(name) <= room else f"{name[: room // 2]}…"


def _plain(html: str) -> Markup:
    """Return HTML of the web without its links: paper has none."""
    return Markup(bind_html(_ANCHOR.sub("", html)))  # noqa: S704 - escaped where it was made


def _coordinates(monument: Monument, frame: Frame) -> str:
    point = monument.location.point
    return frame.strings["location_unknown"] if point is None else bind(coordinates_in(point, frame))


def _disputes(copy: Manuscript, language: Language, notes: Footnotes) -> tuple[Dispute, ...]:
    disputes = []
    for conflict in copy.entry.monument.conflicts:
        text = conflict.text.best(language)
        html = render_inline(bind(text.value), partial(reference, copy.named, language=language), notes.cite)
        about = bind(conflict.about.best(language).value)
        disputes.append(Dispute(about, text.language, in_print(html, copy.format)))
    return tuple(disputes)


def _summaries(copy: Manuscript) -> list[Summary]:
    monument, summaries = copy.entry.monument, []
    for frame in copy.frames[1:]:
        name, text = monument.names.own(frame.language), monument.summary.own(frame.language)
        if name and text:
            heading = frame.strings["print_summary"]
            summaries.append(Summary(frame.language, heading, bind(name), bind(text)))
    return summaries
