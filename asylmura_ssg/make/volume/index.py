"""Indexes of names, one for each language of the book, in its alphabet, with the pages each monument stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from asylmura_ssg.make.spacing import JOINER, bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.headings import Heading, index_target
from asylmura_ssg.make.volume.parted import groups_parted
from asylmura_ssg.model.alphabet import collation_key, initial
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

_GUIDE = 36  # letters


@dataclass(frozen=True, slots=True)
class Run:
    """Pages that follow one another, in words; ``own`` are the entry's, set apart from those that only name it."""

    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A name and the entry it leads to; ``variant`` tells that the entry bears another name."""

    name: str
    slug: str
    variant: bool
    runs: tuple[Run, ...]

    @property
    def guide(self) -> str:
        """Return the name as the head of a page gives it: two of them have room there."""
        return self.name if len(self.name) <= _GUIDE else self.name[:_GUIDE].rpartition(" ")[0].rstrip(" –,«") + "…"


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter, in blocks that are not parted: no letter ends a column with one name."""

    letter: str
    blocks: tuple[tuple[IndexLine, ...], ...]

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """Return all names of the letter."""
        return tuple(line for block in self.blocks for line in block)


@dataclass(frozen=True, slots=True)
class Index:
    """All names in one language, in its alphabet."""

    language: Language
    heading: str
    note: str
    letters: tuple[Letter, ...]
    opening: bool = True
    """Whether the heading stands before them."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """One index, or those of all languages where they are short."""

    language: Language
    t: dict[str, str]
    indexes: tuple[Index, ...]


def index_fragments(recipe: VolumeRecipe, heading: Heading, pages: PageMap) -> Iterator[FragmentRecipe]:
    """Yield the parts of the index of names that stands under a heading; an offprint has those of all its languages in one."""
    own = next(frame for frame in recipe.frames if index_target(frame.language) == heading.target)
    frames = recipe.frames if recipe.offprint else (own,)
    indexes = tuple(index_of(recipe, frame, pages) for frame in frames)
    for part in _parts(indexes[0]) if len(indexes) == 1 else (indexes,):
        yield compose(
            recipe, "index", IndexView(own.language, own.strings, part), fits=("", "close"), name=heading.target
        )


def _parts(index: Index) -> Iterator[tuple[Index]]:
    for number, part in enumerate(groups_parted([(letter.letter, letter.lines) for letter in index.letters])):
        letters = tuple(Letter(letter, _blocks(lines)) for letter, lines in part)
        yield (replace(index, letters=letters, opening=not number),)


def index_of(recipe: VolumeRecipe, frame: Frame, pages: PageMap) -> Index:
    """Return the index of names in the frame's language: entries' own names and their variants in that language.

    Alphabetical, letter by letter; a name's pages are its entry's and those of other entries that name it.
    """
    language = frame.language
    lines = [line for chapter in recipe.chapters for e in chapter.entries for line in _lines(e.monument, frame, pages)]
    lines = sorted(dict.fromkeys(lines), key=lambda line: (collation_key(line.name, language), line.slug))
    letters = groupby(lines, key=lambda line: initial(line.name, language))
    t = frame.strings
    note = t["print_index_note"] if any(line.variant for line in lines) else t["print_index_note_plain"]
    return Index(
        language, t["print_index"], note, tuple(Letter(letter, _blocks(tuple(held))) for letter, held in letters)
    )


def consolidated(pages: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return pages in order as ranges, each page once: first and last of 112–114, of 120."""
    runs: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], page
        else:
            runs.append((page, page))
    return tuple(runs)


def runs_of(own: tuple[int, int], mentions: Iterable[int]) -> tuple[Run, ...]:
    """Return an entry's range and the pages that name it elsewhere, in the order of the book."""
    ranges = [(*each, False) for each in consolidated(set(mentions) - set(range(own[0], own[1] + 1)))]
    return tuple(Run(_words(first, last), mine) for first, last, mine in sorted([*ranges, (*own, True)]))


def _words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{JOINER}{last}"


def _lines(monument: Monument, frame: Frame, pages: PageMap) -> list[IndexLine]:
    language, slug = frame.language, monument.slug
    own = monument.names.own(language)
    told = runs_of(pages.folios[slug], pages.mentions.get(slug, ()))
    names = [IndexLine(bind(own), slug, variant=False, runs=told)] if own else []
    others = {v.name for v in monument.variants if v.language.partition("-")[0] == language and v.name != own}
    return names + [IndexLine(bind(name), slug, variant=True, runs=told) for name in sorted(others)]


def _blocks(lines: tuple[IndexLine, ...]) -> tuple[tuple[IndexLine, ...], ...]:
    """Return the names of a letter in blocks: the first two and the last two keep together, so do up to four in all."""
    if len(lines) <= 4:
        return (lines,)
    return (lines[:2], *((line,) for line in lines[2:-2]), lines[-2:])
