"""What some records are held against: where all others stand, and what git says of their files.

It is looked for by a process of its own while the other one loads what records are read with; so little is loaded here.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import NamedTuple

from asylmura_ssg.model.order import Order

Row = tuple[str, int, str, str, str]
"""An entry's folder, number, slug, status and the slug of the entry it was merged into (empty where it was not): of one
that cannot be read, what could be made out."""


class Changes(NamedTuple):
    """For each folder of an entry its files and when each was last committed (seconds since 1970).

    ``known`` is False where git says nothing at all; ``words`` say then why, or what part of the history is missing.
    """

    by_folder: dict[str, dict[str, int]]
    known: bool
    words: str = ""


class Outside(NamedTuple):
    """Where every entry stands, and when the files of some were changed; None where no advice is wanted."""

    rows: bytes
    """Of ten thousand rows: bytes go from process to process at once."""
    changes: Changes | None

    def standings(self) -> dict[str, Row]:
        """Return where every entry stands, by its folder."""
        found: dict[str, Row] = marshal.loads(self.rows)  # noqa: S302 - this program's own words to itself
        return found


def look_outside(order: Order, folders: Sequence[str], *, advice: bool) -> Outside:
    """Return what the records in some folders are held against; for ``advice`` git is asked, too."""
    from asylmura_ssg.proofreading.changes import changes_in  # noqa: PLC0415 - as said above
    from asylmura_ssg.proofreading.index import standings  # noqa: PLC0415

    found = standings(order.content, order.cache)
    return Outside(marshal.dumps(found), changes_in(order.content, order.cache, folders) if advice else None)
