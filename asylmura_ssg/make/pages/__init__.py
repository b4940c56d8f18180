"""Pages: a recipe becomes a view, and a template shows the view. What is said is decided here; how it looks, there."""

from __future__ import annotations

from asylmura_ssg.make.pages.atlas import atlas_view
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.pages.home import home_view
from asylmura_ssg.make.pages.listing import listing_view
from asylmura_ssg.make.pages.monument import monument_view
from asylmura_ssg.make.pages.not_found import not_found_view
from asylmura_ssg.make.pages.plain import plain_view
from asylmura_ssg.make.pages.plates import plates_view
from asylmura_ssg.make.pages.saved import saved_view
from asylmura_ssg.make.pages.search import search_view
from asylmura_ssg.make.pages.status import status_view
from asylmura_ssg.make.pages.timeline import timeline_view
from asylmura_ssg.model.recipe import (
    AtlasRecipe,
    HomeRecipe,
    ListingRecipe,
    MonumentRecipe,
    NotFoundRecipe,
    PlatesRecipe,
    ProseRecipe,
    SavedRecipe,
    SearchRecipe,
    StatusRecipe,
    TimelineRecipe,
)


def make_page(  # noqa: C901 - one case for each kind of page
    recipe: MonumentRecipe
    | HomeRecipe
    | ListingRecipe
    | PlatesRecipe
    | StatusRecipe
    | NotFoundRecipe
    | ProseRecipe
    | SearchRecipe
    | AtlasRecipe
    | TimelineRecipe
    | SavedRecipe,
) -> bytes:
    """Return the page's HTML."""
    match recipe:
        case MonumentRecipe():
            return render(recipe.template, monument_view(recipe))
        case HomeRecipe():
            return render(recipe.template, home_view(recipe))
        case ListingRecipe():
            return render(recipe.template, listing_view(recipe))
        case PlatesRecipe():
            return render(recipe.template, plates_view(recipe))
        case StatusRecipe():
            return render(recipe.template, status_view(recipe))
        case NotFoundRecipe():
            return render(recipe.template, not_found_view(recipe))
        case ProseRecipe():
            return render(recipe.template, plain_view(recipe))
        case SavedRecipe():
            return render(recipe.template, saved_view(recipe))
        case SearchRecipe():
            return render(recipe.template, search_view(recipe))
        case AtlasRecipe():
            return render(recipe.template, atlas_view(recipe))
        case TimelineRecipe():
            return render(recipe.template, timeline_view(recipe))
