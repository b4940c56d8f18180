"""What stands before and after the entries of an EPUB: cover, title, foreword; glossary, indexes of names."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby

from markupsafe import Markup

from asylmura_ssg.make.epub.chapters import Way, Words, page_of
from asylmura_ssg.make.epub.document import Document, entry_file, has_drawings, written, xhtml
from asylmura_ssg.make.epub.notes import Note, Popups
from asylmura_ssg.make.notes import reference
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.make.volume.headings import terms_of
from asylmura_ssg.make.volume.imprint import Notice, notice_of
from asylmura_ssg.model.alphabet import collation_key, initial
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.recipe import EpubRecipe, Frame


@dataclass(frozen=True, slots=True)
class PlainView:
    """A page with a heading: ``page`` is where it begins in the printed volume, 0 where it has no place there."""

    language: Language
    t: dict[str, str]
    title: Words
    page: int


@dataclass(frozen=True, slots=True)
class TitleView(PlainView):
    """The title page, with the imprint below it."""

    taglines: tuple[Words, ...]
    volume: tuple[Words, ...]
    isbn: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Foreword:
    """The foreword in one language."""

    language: Language
    body: Markup


@dataclass(frozen=True, slots=True)
class ForewordView(PlainView):
    """The foreword in every language that has it, and its notes."""

    texts: tuple[Foreword, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the glossary with its meaning and the works that rests on."""

    word: Words
    others: tuple[Words, ...]
    meaning: Words
    sources: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView(PlainView):
    """All words in the order of the alphabet."""

    words: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The names under one letter."""

    letter: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class IndexView(PlainView):
    """All names in one language."""

    letters: tuple[Letter, ...]


def front_documents(recipe: EpubRecipe) -> tuple[Document, ...]:
    """Return cover and title page, and the foreword of a volume that has one."""
    frame = recipe.volume.frames[0]
    title = recipe.volume.volume.title.best(frame.language)
    plain = PlainView(frame.language, frame.strings, Words(title.value, title.language), 0)
    cover = _document(recipe, "cover", "", "cover", plain)
    named = _document(recipe, "title", "", "titlepage", _title(recipe, frame))
    return (cover, named) if recipe.volume.volume.foreword is None else (cover, named, _foreword(recipe, frame))


def back_documents(recipe: EpubRecipe) -> tuple[Document, ...]:
    """Return the glossary, where the entries use its words, and an index of names in each language."""
    indexes = tuple(_index(recipe, frame) for frame in recipe.volume.frames)
    return (_glossary(recipe), *indexes) if terms_of(recipe.volume) else indexes


def _document(recipe: EpubRecipe, template: str, target: str, kind: str, view: PlainView) -> Document:
    """Return a document; ``target`` is its name in the page map, empty for one that the contents leave out."""
    html = written(recipe, template, view)
    file = f"{target or template}.xhtml"
    level = 1 if target else 0
    return Document(file, view.title.text, level, target, kind, view.language, has_drawings(html), lambda: html)


def _title(recipe: EpubRecipe, frame: Frame) -> TitleView:
    volume, site = recipe.volume.volume, frame.site
    title = site.title.best(frame.language)
    return TitleView(
        language=frame.language,
        t=frame.strings,
        title=Words(title.value, title.language),
        page=0,
        taglines=_in_each(recipe, site.tagline),
        volume=_in_each(recipe, volume.title),
        isbn=volume.isbn or "",
        notices=tuple(notice_of(recipe.volume, each) for each in recipe.volume.frames),
    )


def _in_each(recipe: EpubRecipe, text: Localized[str]) -> tuple[Words, ...]:
    """Return a text in each language of the volume, each once."""
    found = [text.best(frame.language) for frame in recipe.volume.frames]
    return tuple(dict.fromkeys(Words(each.value, each.language) for each in found))


def _foreword(recipe: EpubRecipe, frame: Frame) -> Document:
    texts = recipe.volume.volume.foreword
    assert texts is not None  # noqa: S101 - the caller asked
    notes = Popups(frame.bibliography)
    held = []
    for language in dict.fromkeys(texts.best(each.language).language for each in recipe.volume.frames):
        own = texts.best(language).value
        html = render_prose(own.text, lambda slug, words: _named(recipe, slug, words, frame), notes.cite)
        held.append(Foreword(language, Markup(xhtml(html))))  # noqa: S704 - sanitised by render_prose
    view = ForewordView(
        language=frame.language,
        t=frame.strings,
        title=Words(frame.strings["print_foreword"], frame.language),
        page=page_of(recipe, "foreword"),
        texts=tuple(held),
        notes=notes.told(frame.language),
    )
    return _document(recipe, "foreword", "foreword", "foreword", view)


def _named(recipe: EpubRecipe, slug: str, words: str, frame: Frame) -> str:
    held = recipe.volume.cards.get(slug)
    names = recipe.volume.elsewhere[slug] if held is None else held.names
    shown = escape(words or names.best(frame.language).value)
    return shown if held is None else f'<a href="{entry_file(slug)}">{shown}</a>'


def _glossary(recipe: EpubRecipe) -> Document:
    frame = recipe.volume.frames[0]
    language = frame.language
    words = []
    for term in sorted(
        terms_of(recipe.volume), key=lambda term: collation_key(term.word.best(language).value, language)
    ):
        word, meaning = term.word.best(language), term.meaning.best(language)
        others = tuple(Words(own, other) for other, own in term.word.present() if other is not word.language)
        sources = (reference(frame.bibliography[key], "", language) for key in term.sources)
        words.append(
            Entry(
                Words(word.value, word.language),
                others,
                Words(meaning.value, meaning.language),
                tuple(Markup(xhtml(source)) for source in sources),  # noqa: S704 - escaped where it was made
            )
        )
    title = Words(frame.strings["print_glossary"], language)
    view = GlossaryView(language, frame.strings, title, page_of(recipe, "glossary"), tuple(words))
    return _document(recipe, "glossary", "glossary", "glossary", view)


def _index(recipe: EpubRecipe, frame: Frame) -> Document:
    language = frame.language
    names = {(own, card.slug) for card in recipe.volume.cards.values() if (own := card.names.own(language)) is not None}
    for chapter in recipe.volume.chapters:
        for entry in chapter.entries:
            names |= {(v.name, entry.monument.slug) for v in entry.monument.variants if v.language == language}
    ordered = sorted(names, key=lambda name: (collation_key(name[0], language), name[1]))
    letters = tuple(
        Letter(
            letter, tuple(Way(entry_file(slug), Words(name, language), page_of(recipe, slug)) for name, slug in held)
        )
        for letter, held in groupby(ordered, key=lambda name: initial(name[0], language))
    )
    title = Words(frame.strings["print_index"], language)
    view = IndexView(language, frame.strings, title, page_of(recipe, f"index-{language}"), letters)
    return _document(recipe, "index", f"index-{language}", "index", view)
