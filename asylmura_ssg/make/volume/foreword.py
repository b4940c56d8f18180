"""The foreword: at length in the running language, in smaller type in the others; it may cite sources and name entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.footnotes import Footnotes
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.running_text import in_print, reference, referents_in
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.recipe import Frame, VolumeRecipe


@dataclass(frozen=True, slots=True)
class Words:
    """The foreword in one language; ``language`` is what it is really in."""

    language: Language
    heading: str
    body: Markup


@dataclass(frozen=True, slots=True)
class ForewordView:
    """The foreword in all languages of the book that have it."""

    language: Language
    t: dict[str, str]
    words: Words
    others: tuple[Words, ...]


def foreword_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the foreword of a volume that has one."""
    frame, texts = recipe.frames[0], recipe.volume.foreword
    if texts is None:
        raise ValueError(f"the volume {recipe.volume.key} has no foreword")
    notes = Footnotes(frame.bibliography, language=frame.language, same_source=frame.strings["print_same_source"])
    running = texts.best(frame.language)
    words = _words(recipe, frame, running.language, running.value.text, notes)
    others = tuple(
        _words(recipe, other, other.language, own.text, notes)
        for other in recipe.frames[1:]
        if (own := texts.own(other.language)) is not None
    )
    return compose(recipe, "foreword", ForewordView(frame.language, frame.strings, words, others))


def _words(recipe: VolumeRecipe, frame: Frame, language: Language, text: str, notes: Footnotes) -> Words:
    named = referents_in(recipe, links_in(text))
    body = render_prose(bind(text), partial(reference, named, language=language), notes.cite)
    return Words(language, frame.strings["print_foreword"], in_print(body, recipe.format))
