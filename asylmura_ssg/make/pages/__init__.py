"""Pages: a recipe becomes a view, and a template shows the view. What is said is decided here; how it looks, there."""

from __future__ import annotations

from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.pages.listing import listing_view
from asylmura_ssg.make.pages.monument import monument_view
from asylmura_ssg.make.pages.not_found import not_found_view
from asylmura_ssg.make.pages.plain import plain_view
from asylmura_ssg.make.pages.plates import plates_view
from asylmura_ssg.model.recipe import ListingRecipe, MonumentRecipe, NotFoundRecipe, PlatesRecipe, ProseRecipe


def make_page(recipe: MonumentRecipe | ListingRecipe | PlatesRecipe | NotFoundRecipe | ProseRecipe) -> bytes:
    """Return the page's HTML."""
    match recipe:
        case MonumentRecipe():
            return render(recipe.template, monument_view(recipe))
        case ListingRecipe():
            return render(recipe.template, listing_view(recipe))
        case PlatesRecipe():
            return render(recipe.template, plates_view(recipe))
        case NotFoundRecipe():
            return render(recipe.template, not_found_view(recipe))
        case ProseRecipe():
            return render(recipe.template, plain_view(recipe))
