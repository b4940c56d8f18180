"""The glossary: words of the field that the entries use, what they mean, and by number the sources of that."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.bibliography import work_of, works_of
from asylmura_ssg.make.volume.chapters import in_others
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.headings import terms_of
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import VolumeRecipe


@dataclass(frozen=True, slots=True)
class Word:
    """A term: the word in the running language and in the others, its meaning, numbers of its sources."""

    word: str
    others: tuple[Named, ...]
    meaning: str
    language: Language
    numbers: str


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All terms in the order of the alphabet."""

    language: Language
    t: dict[str, str]
    words: tuple[Word, ...]


def glossary_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the glossary."""
    frame = recipe.frames[0]
    language = frame.language
    number = {work: number for number, work in enumerate(works_of(recipe), 1)}
    words = []
    for term in sorted(terms_of(recipe), key=lambda term: collation_key(term.word.best(language).value, language)):
        numbers = sorted({number[work_of(frame.bibliography[key])] for key in term.sources})
        meaning = term.meaning.best(language)
        words.append(
            Word(
                word=bind(term.word.best(language).value),
                others=in_others(recipe, term.word),
                meaning=bind(meaning.value),
                language=meaning.language,
                numbers=", ".join(map(str, numbers)),
            )
        )
    return compose(recipe, "glossary", GlossaryView(language, frame.strings, tuple(words)), fits=("", "close"))
