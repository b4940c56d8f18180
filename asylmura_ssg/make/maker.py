"""Which maker makes which recipe."""

from __future__ import annotations

from collections.abc import Callable

from asylmura_ssg.model.recipe import (
    EpubRecipe,
    FileRecipe,
    FontRecipe,
    ListingRecipe,
    MapRecipe,
    MonumentRecipe,
    NotFoundRecipe,
    PictureRecipe,
    PlateFileRecipe,
    PlateRecipe,
    PlatesRecipe,
    ProseRecipe,
    Recipe,
    TextRecipe,
    VolumeRecipe,
)

# Makers are imported when first needed: a build that only mends a page must not wait for fonts and pictures to load.
# ruff: noqa: PLC0415


Originals = Callable[[str], bytes]
"""Reads the original of a picture by its path below the content folder."""


def make(recipe: Recipe, originals: Originals) -> bytes:
    """Return the bytes of a recipe. A volume's editions are made elsewhere: see editions.py."""
    match recipe:
        case MonumentRecipe() | ListingRecipe() | PlatesRecipe() | NotFoundRecipe() | ProseRecipe():
            from asylmura_ssg.make.pages import make_page

            return make_page(recipe)
        case PlateRecipe():
            from asylmura_ssg.make.plates import make_plate

            return make_plate(recipe)
        case FileRecipe():
            from asylmura_ssg.make.exports import make_file

            return make_file(recipe)
        case PlateFileRecipe():
            from asylmura_ssg.make.plate_exports import make_plate_file

            return make_plate_file(recipe)
        case MapRecipe():
            from asylmura_ssg.make.maps import make_map

            return make_map(recipe)
        case FontRecipe():
            from asylmura_ssg.make.fonts import make_font

            return make_font(recipe)
        case PictureRecipe():
            from asylmura_ssg.make.pictures import make_picture

            return make_picture(recipe, originals(recipe.picture.path))
        case TextRecipe(text):
            return text.encode()
        case VolumeRecipe() | EpubRecipe():
            raise TypeError("a volume's editions are made of fragments and of one another, by Editions")
