"""Where a volume's parts stand: one pagination for the book, its indexes, its screen edition, and the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageMap:
    """The folios of a volume; folio 1 is a recto.

    ``folios`` has the first and last page of each target: an entry's slug, ``region/<key>``, ``contents`` and so on.
    ``mentions`` has the pages of other entries on which an entry is referred to. ``pages`` are those of the block so far.
    """

    folios: dict[str, tuple[int, int]]
    mentions: dict[str, tuple[int, ...]]
    pages: int
