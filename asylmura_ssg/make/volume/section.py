"""A fragment in the order of the book: what leads to it, and on which side it may begin."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.model.page_map import PageMap

__all__ = ["PageMap", "Section"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the block that is typeset on its own.

    ``target`` is the name its first page is stamped under: an entry's slug, ``region/<key>`` or a word such as
    ``contents``. ``title`` and ``level`` make its bookmark: level 1 holds the levels 2 after it, level 0 has none.
    """

    fragment: FragmentRecipe
    target: str = ""
    title: str = ""
    level: int = 0
    recto: bool = False
    """Begins on the right, after the ornament on the left if need be."""
    blank: tuple[int, ...] = ()
    """Which of its pages, counted from 0, bear nothing by design."""
