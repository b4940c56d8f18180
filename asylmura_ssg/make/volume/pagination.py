"""What stands on which page: sections in order, each on its side of the book, up to a whole number of signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from asylmura_ssg.make.volume.fragment import FragmentRecipe, Galley, Side, Typeset, TypesettingError
from asylmura_ssg.make.volume.order import body, colophon, end_matter, front_matter, note_pages, ornament_page
from asylmura_ssg.make.volume.section import Section
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.press import bound_pages
from asylmura_ssg.model.recipe import VolumeRecipe

Known = Callable[[FragmentRecipe], Galley | None]
"""Tells what came of a fragment that was set before."""

_USUAL = 2
"""So many pages an entry fills, as long as nobody knows."""


def nothing_known(_: FragmentRecipe) -> None:
    """Know of no fragment that was set before."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A section as it was set, and the folio of its first page."""

    section: Section
    galley: Galley
    folio: int

    @property
    def fragment(self) -> FragmentRecipe:
        """The fragment that the galley was set from: the section's, begun on its side."""
        return replace(self.section.fragment, side=Side.of(self.folio))

    @property
    def end(self) -> int:
        """The folio after its last."""
        return self.folio + self.galley.pages


@dataclass(frozen=True, slots=True)
class Bound:
    """The block of a volume: its parts in order without a gap from folio 1 on, and where everything stands."""

    placed: tuple[Placed, ...]
    page_map: PageMap

    @property
    def pages(self) -> int:
        """How many pages the block has: a multiple of what the signatures ask for."""
        return self.page_map.pages

    @property
    def folios(self) -> dict[str, int]:
        """The first page of each target."""
        return {target: first for target, (first, _) in self.page_map.folios.items()}

    @property
    def titles(self) -> dict[str, str]:
        """What is called what."""
        return {each.section.target: each.section.title for each in self.placed if each.section.target}

    @property
    def bookmarks(self) -> tuple[tuple[str, int, int], ...]:
        """Title, level (1 or 2) and folio of each line of the outline."""
        return tuple((p.section.title, p.section.level, p.folio) for p in self.placed if p.section.level)

    @property
    def blank(self) -> frozenset[int]:
        """The folios of pages that bear nothing by design."""
        return frozenset(each.folio + page for each in self.placed for page in each.section.blank)


def paginate(recipe: VolumeRecipe, typeset: Typeset, known: Known = nothing_known) -> Bound:
    """Return the block of a volume. ``typeset`` sets fragments or has them in a cache. Raises TypesettingError.

    The end matter is laid out last, out of the page map of all before it; ruled pages for notes fill the last
    signature, and the colophon is the last page of all.
    """
    setter = _Setter(recipe, typeset, known)
    front = setter.place((*front_matter(recipe), *body(recipe)), 1)
    end = setter.place(end_matter(recipe, page_map(recipe, front)), front[-1].end)
    placed = [*front, *end]
    used = placed[-1].end - 1
    total = bound_pages(used + 1, recipe.page_multiple, recipe.signature)
    if total > used + 1:
        placed += setter.place_exactly(note_pages(recipe, total - used - 1), used + 1, total - used - 1)
    placed += setter.place_exactly(colophon(recipe), total, 1)
    return Bound(tuple(placed), page_map(recipe, placed))


def page_map(recipe: VolumeRecipe, placed: Sequence[Placed]) -> PageMap:
    """Return where the sections stand, and on which pages entries are referred to by others."""
    mentions: dict[str, list[int]] = {}
    for each in placed:
        if each.section.target in recipe.cards:
            for page, targets in enumerate(each.galley.stamped):
                for slug in set(targets) & recipe.cards.keys() - {each.section.target}:
                    mentions.setdefault(slug, []).append(each.folio + page)
    folios: dict[str, tuple[int, int]] = {}
    for each in placed:
        if each.section.target:  # a long list is placed in parts
            first, _ = folios.get(each.section.target, (each.folio, 0))
            folios[each.section.target] = first, each.end - 1
    return PageMap(
        folios=folios,
        mentions={slug: tuple(pages) for slug, pages in sorted(mentions.items())},
        pages=placed[-1].end - 1,
    )


class _Setter:
    """Sets sections where they stand."""

    def __init__(self, recipe: VolumeRecipe, typeset: Typeset, known: Known) -> None:
        self._recipe, self._typeset, self._known = recipe, typeset, known

    @cached_property
    def _ornament(self) -> Placed:
        """The page on the left before a part that begins on the right; it is always the same."""
        fragment = ornament_page(self._recipe, Side.VERSO)
        (galley,) = self._typeset([fragment])
        return Placed(Section(fragment), galley, 0)

    def place(self, sections: Sequence[Section], folio: int) -> tuple[Placed, ...]:
        """Return the sections from a folio on; those that begin on another side than guessed are set once more.

        A part may fill more pages on one side than on the other; then those after it move, and are set as they stand.
        """
        guessed = tuple(self._guessed(sections, folio))
        set_: dict[tuple[int, Side], Galley] = {}
        wanted = {(number, section.fragment.side): section.fragment for number, section in enumerate(guessed)}
        placed: list[tuple[int, Placed]] = []
        while wanted:
            set_.update(zip(wanted, self._typeset(list(wanted.values())), strict=True))
            placed = list(self._in_order(guessed, set_, folio))
            sides = {(number, each.fragment.side): each.fragment for number, each in placed if number >= 0}
            wanted = {key: fragment for key, fragment in sides.items() if key not in set_}
        return tuple(each if number < 0 else replace(each, section=sections[number]) for number, each in placed)

    def _guessed(self, sections: Sequence[Section], folio: int) -> Iterator[Section]:
        """Yield the sections begun on the sides they will stand on, as far as all before them were set already.

        So an edited entry is set once, on its own side. After one that is new, others are taken as they stood.
        """
        sure = True
        for section in sections:
            if section.recto and Side.of(folio) is Side.VERSO:
                folio += 1
            begun = replace(section, fragment=replace(section.fragment, side=Side.of(folio)))
            galley = self._known(begun.fragment)
            yield begun if sure or galley is not None else section
            sure = sure and galley is not None
            folio += _USUAL if galley is None else galley.pages

    def place_exactly(self, section: Section, folio: int, pages: int) -> tuple[Placed, ...]:
        """Return a section whose side and number of pages are known before it is set."""
        on_its_side = replace(section, fragment=replace(section.fragment, side=Side.of(folio)))
        placed = self.place((on_its_side,), folio)
        if placed[-1].end != folio + pages:
            raise TypesettingError(f"fills {placed[-1].end - folio} pages, not {pages}", section.fragment.name)
        return placed

    def _in_order(
        self, sections: Sequence[Section], set_: dict[tuple[int, Side], Galley], folio: int
    ) -> Iterator[tuple[int, Placed]]:
        """Yield each section's number and place, by what is set of it so far; an ornament before one is number -1."""
        for number, section in enumerate(sections):
            if section.recto and Side.of(folio) is Side.VERSO:
                yield -1, replace(self._ornament, folio=folio)
                folio += 1
            guessed = set_[number, section.fragment.side]
            placed = Placed(section, set_.get((number, Side.of(folio)), guessed), folio)
            yield number, placed
            folio = placed.end
