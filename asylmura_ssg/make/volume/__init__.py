"""A printed volume: what it says, and how its pages are set. It knows no printer's inks and no picture's bytes.

Every entry is a fragment of its own, so that a change in one entry sets that entry anew and nothing else. Where pages
stand is known only when all fragments are counted; page numbers are therefore stamped when the book is linked.
WeasyPrint and pikepdf are loaded only when a fragment is really set.
"""

from __future__ import annotations

import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager

from asylmura_ssg.make.volume.fragment import FragmentRecipe, Galley, Typeset, TypesettingError
from asylmura_ssg.make.volume.pagination import Bound, Placed, paginate

__all__ = [
    "Bound",
    "FragmentRecipe",
    "Galley",
    "Placed",
    "Typeset",
    "TypesettingError",
    "load_typesetter",
    "paginate",
    "stamped_in",
    "typeset_fragment",
]


def load_typesetter() -> None:
    """Load WeasyPrint, which takes half a second: once, before processes are forked that all set fragments."""
    with _nothing_searched_for():
        import asylmura_ssg.make.volume.typesetting  # noqa: F401, PLC0415 - this is what it is for


@contextmanager
def _nothing_searched_for() -> Iterator[None]:
    """Have libraries opened by their own names alone.

    WeasyPrint tries the names they bear on other systems first, and for each one ctypes starts ldconfig and a compiler.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda _: None  # type: ignore[assignment] # where no such program is, it says the same
    try:
        yield
    finally:
        ctypes.util.find_library = search


def typeset_fragment(fragment: FragmentRecipe, *, bare: bool = False) -> bytes:
    """Return a fragment's pages as a PDF: page numbers and pictures are still empty places. Raises TypesettingError.

    A ``bare`` one is for linking, which embeds each face once: it lacks its faces and can be shown by no program.
    """
    from asylmura_ssg.make.volume.typesetting import typeset  # noqa: PLC0415 - loads WeasyPrint

    return typeset(fragment, bare=bare)


def stamped_in(pdf: bytes) -> tuple[tuple[str, ...], ...]:
    """Return, page by page, the targets whose page numbers a set fragment waits for."""
    from asylmura_ssg.make.volume.typesetting import stamps  # noqa: PLC0415 - loads pikepdf

    return stamps(pdf)
