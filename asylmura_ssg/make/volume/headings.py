"""What stands before and after the entries, in the order of the book: where the contents lead."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.volume.pictures import has_pictures
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.model.volume import Term


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of the book beside the entries: the name its page is stamped under, its title, and the title's language."""

    target: str
    title: str
    language: Language


def before_entries(recipe: VolumeRecipe) -> tuple[Heading, ...]:
    """Return what follows the contents. An offprint has neither the volume's foreword nor its map."""
    whole = recipe.offprint is None
    kept = {"foreword": whole and recipe.volume.foreword is not None, "guide": True, "map": whole}
    return tuple(_heading(recipe, target) for target, there in kept.items() if there)


def after_entries(recipe: VolumeRecipe) -> tuple[Heading, ...]:
    """Return the end matter; indexes stand last, where readers look for them, the running language's before the others.

    Those of an offprint have but a few names each, and stand on one page under the first one's heading.
    """
    kept = {
        "chronology": True,
        "glossary": bool(terms_of(recipe)),
        "bibliography": True,
        "credits": has_pictures(recipe),
        "libraries": bool(recipe.volume.libraries),
    }
    headings = [_heading(recipe, target) for target, there in kept.items() if there]
    indexes = [Heading(index_target(f.language), f.strings["print_index"], f.language) for f in recipe.frames]
    return (*headings, *(indexes[:1] if recipe.offprint else indexes))


def index_target(language: Language) -> str:
    """Return the name under which the page of an index of names is stamped."""
    return f"index-{language}"


def terms_of(recipe: VolumeRecipe) -> tuple[Term, ...]:
    """Return the terms of the glossary that the book's entries use, by their Kazakh words, which every entry has."""
    monuments = [entry.monument for chapter in recipe.chapters for entry in chapter.entries]
    texts = [entry.prose.kk.text for chapter in recipe.chapters for entry in chapter.entries]
    texts += [monument.summary.kk for monument in monuments] + [monument.names.kk for monument in monuments]
    said = "\n".join(texts).casefold()
    return tuple(term for term in recipe.glossary if term.word.kk.casefold() in said)


def _heading(recipe: VolumeRecipe, target: str) -> Heading:
    frame = recipe.frames[0]
    return Heading(target, frame.strings[f"print_{target}"], frame.language)
