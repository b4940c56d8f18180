"""Regions and their entries, each a document of its own: what its template is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from markupsafe import Markup

from asylmura_ssg.make.epub.document import Document, entry_file, region_file, unlinked, written, xhtml
from asylmura_ssg.make.epub.drawings import code, locator, picture_file, region_map
from asylmura_ssg.make.epub.notes import Note, Popups
from asylmura_ssg.make.facts import facts_of
from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry, Monument, Picture
from asylmura_ssg.model.plate import payload, plate_of
from asylmura_ssg.model.recipe import Chapter, EpubRecipe, Frame


@dataclass(frozen=True, slots=True)
class Words:
    """Some words and the language they are really in."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its file, the size of its original in px, and its words."""

    file: str
    width: int
    height: int
    alt: Words
    caption: Words
    credit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact or a disagreement: what it is about, and what is said."""

    label: Words
    html: Markup


@dataclass(frozen=True, slots=True)
class Summary:
    """The entry in brief in another language of the volume."""

    language: Language
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link within the book, and the printed page it leads to."""

    file: str
    name: Words
    page: int


@dataclass(frozen=True, slots=True)
class RegionView:
    """The first page of a region."""

    language: Language
    t: dict[str, str]
    title: Words
    page: int
    map: Markup
    entries: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """Everything an entry shows."""

    language: Language
    t: dict[str, str]
    title: Words
    page: int
    type: str
    plate: str
    names: tuple[Words, ...]
    summary: Words
    pictures: tuple[Shown, ...]
    facts: tuple[Row, ...]
    locator: Markup
    body: Markup
    body_language: Language
    disputes: tuple[Row, ...]
    related: tuple[Way, ...]
    summaries: tuple[Summary, ...]
    notes: tuple[Note, ...]
    code: Markup
    address: str


def chapter_documents(recipe: EpubRecipe) -> Iterator[Document]:
    """Yield the documents of all regions, each followed by those of its entries."""
    for chapter in recipe.volume.chapters:
        yield _region(recipe, chapter)
        for entry in chapter.entries:
            yield _entry(recipe, entry)


def words_in(recipe: EpubRecipe, slug: str) -> Words:
    """Return the name of an entry of the book in the running language."""
    name = recipe.volume.cards[slug].names.best(recipe.volume.frames[0].language)
    return Words(name.value, name.language)


def page_of(recipe: EpubRecipe, target: str) -> int:
    """Return the folio on which something begins in the printed volume, 0 where it has none."""
    return recipe.folios.get(target, (0, 0))[0]


def way_to(recipe: EpubRecipe, slug: str) -> Way:
    """Return the way to an entry of the book."""
    return Way(entry_file(slug), words_in(recipe, slug), page_of(recipe, slug))


def _region(recipe: EpubRecipe, chapter: Chapter) -> Document:
    frame = recipe.volume.frames[0]
    label = frame.vocabularies.regions[chapter.region].label.best(frame.language)
    title, target = Words(label.value, label.language), f"region/{chapter.region}"
    points = tuple(e.monument.location.point for e in chapter.entries if e.monument.location.point is not None)
    drawn = region_map(recipe, chapter.region, points, frame.strings["map_of"].format(what=label.value))
    ways = tuple(way_to(recipe, entry.monument.slug) for entry in chapter.entries)
    view = RegionView(frame.language, frame.strings, title, page_of(recipe, target), Markup(drawn), ways)  # noqa: S704 - drawn here
    html = partial(written, recipe, "region", view)
    return Document(
        region_file(chapter.region), label.value, 1, target, "chapter", frame.language, drawn=True, html=html
    )


def _entry(recipe: EpubRecipe, entry: Entry) -> Document:
    slug, language = entry.monument.slug, recipe.volume.frames[0].language
    title = words_in(recipe, slug).text
    html = partial(_entry_html, recipe, entry)
    return Document(entry_file(slug), title, 2, slug, "entry", language, drawn=True, html=html)


def _entry_html(recipe: EpubRecipe, entry: Entry) -> bytes:
    return written(recipe, "entry", _view(recipe, entry))


def _view(recipe: EpubRecipe, entry: Entry) -> EntryView:
    monument, frame = entry.monument, recipe.volume.frames[0]
    language, strings = frame.language, frame.strings
    notes = Popups({**frame.bibliography, **{source.key: source for source in monument.bibliography}})
    facts = tuple(
        Row(Words(fact.label, language), _safe(unlinked(fact.html))) for fact in facts_of(monument, frame, notes)
    )
    prose = entry.prose.best(language)
    body = _safe(render_prose(prose.value.text, lambda slug, words: _link(recipe, slug, words), notes.cite))
    disputes = tuple(_dispute(recipe, monument, notes))
    summary, plate, domain = monument.summary.best(language), plate_of(monument.number), frame.site.domains[0]
    address = payload(plate, domain)
    return EntryView(
        language=language,
        t=strings,
        title=words_in(recipe, monument.slug),
        page=page_of(recipe, monument.slug),
        type=frame.vocabularies.types[monument.type].label.best(language).value,
        plate=plate,
        names=tuple(
            Words(own, other.language)
            for other in recipe.volume.frames[1:]
            if (own := monument.names.own(other.language))
        ),
        summary=Words(summary.value, summary.language),
        pictures=tuple(_shown(picture, monument, frame) for picture in monument.pictures),
        facts=facts,
        locator=_located(recipe, monument, frame),
        body=body,
        body_language=prose.language,
        disputes=disputes,
        related=tuple(way_to(recipe, slug) for slug in monument.related if slug in recipe.volume.cards),
        summaries=tuple(_summaries(recipe, monument)),
        notes=notes.told(language),
        code=Markup(code(address, strings["plate_alt"].format(address=address))),  # noqa: S704 - drawn here
        address=address,
    )


def _dispute(recipe: EpubRecipe, monument: Monument, notes: Apparatus) -> Iterator[Row]:
    language = recipe.volume.frames[0].language
    for conflict in monument.conflicts:
        about, text = conflict.about.best(language), conflict.text.best(language)
        html = render_inline(text.value, lambda slug, words: _link(recipe, slug, words), notes.cite)
        tag = "" if text.language is language else f' lang="{text.language}" xml:lang="{text.language}"'
        yield Row(Words(about.value, about.language), _safe(f"<span{tag}>{html}</span>"))


def _link(recipe: EpubRecipe, slug: str, words: str) -> str:
    if slug in recipe.volume.cards:
        return f'<a href="{entry_file(slug)}">{escape(words or words_in(recipe, slug).text)}</a>'
    return escape(words or recipe.volume.elsewhere[slug].best(recipe.volume.frames[0].language).value)


def _summaries(recipe: EpubRecipe, monument: Monument) -> Iterator[Summary]:
    for frame in recipe.volume.frames[1:]:
        name, text = monument.names.own(frame.language), monument.summary.own(frame.language)
        if name and text:
            yield Summary(frame.language, name, text)


def _shown(picture: Picture, monument: Monument, frame: Frame) -> Shown:
    language = frame.language
    alt, caption = picture.alt.best(language), picture.caption.best(language)
    licence = frame.vocabularies.licences[picture.licence].label.best(language).value
    return Shown(
        file=picture_file(monument.slug, picture),
        width=picture.width,
        height=picture.height,
        alt=Words(alt.value, alt.language),
        caption=Words(caption.value, caption.language),
        credit=", ".join((picture.author, *([str(picture.year)] if picture.year else []), licence)),
    )


def _located(recipe: EpubRecipe, monument: Monument, frame: Frame) -> Markup:
    region = frame.vocabularies.regions[monument.region].label.best(frame.language).value
    known = monument.location.point is not None
    label = frame.strings["map_label" if known else "map_label_region"].format(region=region)
    return Markup(locator(recipe, monument.region, monument.location.point, label))  # noqa: S704 - drawn here


def _safe(html: str) -> Markup:
    return Markup(xhtml(html))  # noqa: S704 - escaped or sanitised where it was made
