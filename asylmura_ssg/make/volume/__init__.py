"""A printed volume: fragments typeset apart from one another, then linked into one book.

Every entry is a fragment of its own, so that a change in one entry sets that entry anew and nothing else. Where pages
stand is known only when all fragments are counted; page numbers are therefore stamped when the book is linked.
WeasyPrint and pikepdf are loaded only when a volume is really made.
"""

from __future__ import annotations

from asylmura_ssg.make.volume.fragment import FragmentRecipe, Typeset, TypesettingError
from asylmura_ssg.model.recipe import VolumeRecipe

__all__ = ["FragmentRecipe", "Typeset", "TypesettingError", "make_volume", "typeset_fragment"]


def make_volume(recipe: VolumeRecipe, typeset: Typeset) -> bytes:
    """Return the volume as a PDF: one colour space (DeviceCMYK), trim 170 × 240 mm, 3 mm bleed.

    ``typeset`` turns fragments into PDFs in their order, by :func:`typeset_fragment` or out of a cache. The bytes
    depend on the recipe alone. Raises TypesettingError when a page cannot be set as it should be.
    """
    from asylmura_ssg.make.volume.binding import bind_volume  # noqa: PLC0415 - loads pikepdf

    return bind_volume(recipe, typeset)


def typeset_fragment(fragment: FragmentRecipe) -> bytes:
    """Return a fragment's pages as a PDF whose page numbers are still empty places."""
    from asylmura_ssg.make.volume.typesetting import typeset  # noqa: PLC0415 - loads WeasyPrint

    return typeset(fragment)
