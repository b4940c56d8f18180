"""The type families a book is set in, by name: another script's only where the book has letters of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache

from asylmura_ssg.make.volume.bibliography import works_of
from asylmura_ssg.make.volume.headings import terms_of
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.model.scripts import RUNS

_TEXT = "Literata"


def families(recipe: VolumeRecipe) -> str:
    """Return the names of the type families the book is set in, that of the running text first."""
    return _families(Keyed(recipe))


@lru_cache(maxsize=2)  # every imprint and the colophon name them
def _families(held: Keyed[VolumeRecipe]) -> str:
    recipe = held.value
    texts = list(_printed(recipe))
    unused = {script.family for script, run in RUNS if not any(map(run.search, texts))}
    names = {face.family: _name(face.file) for face in recipe.faces if face.family not in unused}
    return ", ".join(sorted(names.values(), key=lambda name: (name != _TEXT, name)))


def _printed(recipe: VolumeRecipe) -> Iterator[str]:
    """Yield the texts that the book is made of: running text in its own language alone, and what all else says."""
    language, volume = recipe.frames[0].language, recipe.volume
    for chapter in recipe.chapters:
        for entry in chapter.entries:
            yield entry.prose.best(language).value.text
            yield from _strings(entry.monument)
    yield from _strings(
        (terms_of(recipe), tuple(works_of(recipe).values()), volume.title, volume.credits, volume.libraries)
    )
    if recipe.offprint is None:
        yield from _strings(volume.foreword)


def _strings(value: object) -> Iterator[str]:
    """Yield every text within a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _name(file: str) -> str:
    """Return a family's name out of its file's, ``GolosText-Regular.ttf``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", file.partition("-")[0])
