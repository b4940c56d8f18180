"""Which maker makes which recipe."""

from __future__ import annotations

from collections.abc import Callable

from asylmura_ssg.model.recipe import (
    AppManifestRecipe,
    AtlasRecipe,
    CardRecipe,
    EpubRecipe,
    ExhibitionRecipe,
    ExhibitRecipe,
    FileRecipe,
    FilmRecipe,
    FontRecipe,
    FullViewRecipe,
    HomeRecipe,
    IconRecipe,
    ListingRecipe,
    MapRecipe,
    MonumentRecipe,
    NarrationRecipe,
    NotFoundRecipe,
    OriginalRecipe,
    PackIndexRecipe,
    PackRecipe,
    PictureRecipe,
    PlateFileRecipe,
    PlateRecipe,
    PlatesRecipe,
    ProseRecipe,
    Recipe,
    RecordRecipe,
    SavedRecipe,
    SearchRecipe,
    ShowsRecipe,
    StatusRecipe,
    TextRecipe,
    TimelineRecipe,
    VersionRecipe,
    VolumeRecipe,
)

# Makers are imported when first needed: a build that only mends a page must not wait for fonts and pictures to load.
# ruff: noqa: PLC0415


Originals = Callable[[str], bytes]
"""Reads the original of a picture by its path below the content folder."""


def make(recipe: Recipe, originals: Originals) -> bytes:  # noqa: C901, PLR0912 - one case for each kind of recipe
    """Return the bytes of a recipe. A volume's editions are made elsewhere: see editions.py."""
    match recipe:
        case (
            MonumentRecipe()
            | HomeRecipe()
            | ListingRecipe()
            | PlatesRecipe()
            | StatusRecipe()
            | NotFoundRecipe()
            | ProseRecipe()
            | SearchRecipe()
        ):
            from asylmura_ssg.make.pages import make_page

            return make_page(recipe)
        case AtlasRecipe() | TimelineRecipe():
            from asylmura_ssg.make.pages import make_page

            return make_page(recipe)
        case FilmRecipe() | ExhibitRecipe() | ExhibitionRecipe() | ShowsRecipe():
            from asylmura_ssg.make.pages.shows import make_show

            return make_show(recipe)
        case SavedRecipe():
            from asylmura_ssg.make.pages import make_page

            return make_page(recipe)
        case PackRecipe() | PackIndexRecipe() | AppManifestRecipe():
            from asylmura_ssg.make.packs import make_list

            return make_list(recipe)
        case IconRecipe():
            from asylmura_ssg.make.icons import make_icon

            return make_icon(recipe)
        case OriginalRecipe(path):
            return originals(path)
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
        case RecordRecipe():
            from asylmura_ssg.make.machines import make_record

            return make_record(recipe)
        case CardRecipe(picture=shown):
            from asylmura_ssg.make.machines.cards import make_card

            return make_card(recipe, None if shown is None else originals(shown.path))
        case FullViewRecipe():
            from asylmura_ssg.make.pages.full_view import make_full_view

            return make_full_view(recipe)
        case VersionRecipe(version=version):
            from asylmura_ssg.make.pages.version import make_version

            return make_version(recipe, originals(version.path))
        case NarrationRecipe(narration):
            return originals(narration.path)
        case TextRecipe(text):
            return text.encode()
        case VolumeRecipe() | EpubRecipe():
            raise TypeError("a volume's editions are made of fragments and of one another, by Editions")
