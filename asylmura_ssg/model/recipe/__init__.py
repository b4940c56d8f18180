"""Recipes: frozen values that hold everything their maker may use. A recipe's digest is its key in the cache.

Nothing is ambient: what a page says of other monuments stands in its recipe as cards, what every page shares stands
there as a frame. So there are no dependencies to track, and no stale page.
"""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.recipe.books import Chapter, EpubRecipe, Stock, VolumeRecipe
from asylmura_ssg.model.recipe.files import (
    AppManifestRecipe,
    CardRecipe,
    FileRecipe,
    FontRecipe,
    IconRecipe,
    MapRecipe,
    NarrationRecipe,
    OriginalRecipe,
    PackIndexRecipe,
    PackRecipe,
    PictureRecipe,
    PlateFileRecipe,
    PlateRecipe,
    RecordRecipe,
    TextRecipe,
)
from asylmura_ssg.model.recipe.pages import (
    AtlasRecipe,
    ExhibitionRecipe,
    ExhibitRecipe,
    FilmRecipe,
    FullViewRecipe,
    HomeRecipe,
    ListingRecipe,
    MonumentRecipe,
    NotFoundRecipe,
    PlatesRecipe,
    ProseRecipe,
    SavedRecipe,
    SearchRecipe,
    ShowsRecipe,
    StatusRecipe,
    TimelineRecipe,
    VersionRecipe,
)
from asylmura_ssg.model.recipe.shared import (
    Card,
    Dated,
    Frame,
    Group,
    Joined,
    Nearby,
    Offer,
    Offered,
    Passport,
    PrintedAt,
    Shown,
    Standing,
)
from asylmura_ssg.model.route import Route

Recipe = (
    MonumentRecipe
    | HomeRecipe
    | ListingRecipe
    | FilmRecipe
    | ExhibitRecipe
    | ExhibitionRecipe
    | ShowsRecipe
    | OriginalRecipe
    | ProseRecipe
    | SearchRecipe
    | AtlasRecipe
    | TimelineRecipe
    | PlatesRecipe
    | StatusRecipe
    | NotFoundRecipe
    | FileRecipe
    | PlateFileRecipe
    | PlateRecipe
    | MapRecipe
    | FontRecipe
    | PictureRecipe
    | RecordRecipe
    | CardRecipe
    | FullViewRecipe
    | VersionRecipe
    | NarrationRecipe
    | SavedRecipe
    | PackRecipe
    | PackIndexRecipe
    | AppManifestRecipe
    | IconRecipe
    | TextRecipe
    | VolumeRecipe
    | EpubRecipe
)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be made: where it will stand, and its recipe."""

    route: Route
    recipe: Recipe


__all__ = [
    "AppManifestRecipe",
    "Artifact",
    "AtlasRecipe",
    "Card",
    "CardRecipe",
    "Chapter",
    "Dated",
    "EpubRecipe",
    "ExhibitRecipe",
    "ExhibitionRecipe",
    "FileRecipe",
    "FilmRecipe",
    "FontRecipe",
    "Frame",
    "FullViewRecipe",
    "Group",
    "HomeRecipe",
    "IconRecipe",
    "Joined",
    "ListingRecipe",
    "MapRecipe",
    "MonumentRecipe",
    "NarrationRecipe",
    "Nearby",
    "NotFoundRecipe",
    "Offer",
    "Offered",
    "OriginalRecipe",
    "PackIndexRecipe",
    "PackRecipe",
    "Passport",
    "PictureRecipe",
    "PlateFileRecipe",
    "PlateRecipe",
    "PlatesRecipe",
    "PrintedAt",
    "ProseRecipe",
    "Recipe",
    "RecordRecipe",
    "SavedRecipe",
    "SearchRecipe",
    "Shown",
    "ShowsRecipe",
    "Standing",
    "StatusRecipe",
    "Stock",
    "TextRecipe",
    "TimelineRecipe",
    "VersionRecipe",
    "VolumeRecipe",
]
