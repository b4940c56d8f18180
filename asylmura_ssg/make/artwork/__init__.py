"""Plates as files for a workshop: one composition, written in five forms, alone or many on a sheet, with a manifest.

The same recipe gives the same bytes. A composition is kept while its forms are written one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from asylmura_ssg.make.artwork.composition import compose
from asylmura_ssg.make.artwork.drawing import Drawing
from asylmura_ssg.make.artwork.dxf import dxf
from asylmura_ssg.make.artwork.manifest import manifest
from asylmura_ssg.make.artwork.page_description import eps, pdf
from asylmura_ssg.make.artwork.pixels import png
from asylmura_ssg.make.artwork.sheets import impose, sheet_drawing
from asylmura_ssg.make.artwork.svg import svg
from asylmura_ssg.model.artwork import ArtworkRecipe, Form, Page, Sheet
from asylmura_ssg.model.digest import digest_of

__all__ = ["impose", "make_artwork", "make_sheet", "make_sheets", "manifest"]

_WRITERS: dict[Form, Callable[[Drawing], bytes]] = {
    Form.SVG: svg,
    Form.PDF: pdf,
    Form.EPS: eps,
    Form.DXF: dxf,
    Form.PNG: png,
}


def make_artwork(recipe: ArtworkRecipe) -> bytes:
    """Return one plate in the recipe's form.

    Raises ArtworkError when something does not fit on the plate.
    """
    return _WRITERS[recipe.form](_drawing(recipe))


def make_sheets(recipes: Sequence[ArtworkRecipe], sheet: Sheet, form: Form) -> tuple[bytes, ...]:
    """Return the sheets that :func:`impose` fills with these plates, a file each; the recipes' own forms play no part.

    Raises ArtworkError when a plate does not fit on a sheet, or something on a plate.
    """
    return tuple(make_sheet(page, form) for page in impose(recipes, sheet))


def make_sheet(page: Page, form: Form) -> bytes:
    """Return one sheet in a form.

    Raises ArtworkError when something does not fit on a plate.
    """
    return _WRITERS[form](sheet_drawing(page, [_drawing(placed.recipe) for placed in page.plates]))


def _drawing(recipe: ArtworkRecipe) -> Drawing:
    return _composed(_Composed(recipe))


class _Composed:
    """A recipe as a key: the same for all its forms, and never compared letter by letter."""

    __slots__ = ("digest", "recipe")

    def __init__(self, recipe: ArtworkRecipe) -> None:
        self.recipe = replace(recipe, form=Form.SVG)
        self.digest = digest_of(self.recipe)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Composed) and other.digest == self.digest


@lru_cache(maxsize=32)
def _composed(key: _Composed) -> Drawing:
    return compose(key.recipe)
