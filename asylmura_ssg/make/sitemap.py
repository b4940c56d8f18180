"""The sitemap, or its parts and their index (sitemaps.org 0.9, with ``xhtml:link`` for each page's languages)."""

from __future__ import annotations

from asylmura_ssg.make.exports import changed_on
from asylmura_ssg.model.language import LANGUAGES, PRIMARY
from asylmura_ssg.model.recipe import FileRecipe
from asylmura_ssg.model.route import MonumentPage, Route, SitemapPart, alternate, url_of

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(recipe: FileRecipe) -> str:
    """Return the sitemap of the recipe's pages; where they are parts of it, the index that names them."""
    if any(isinstance(route, SitemapPart) for route in recipe.routes):
        return _index(recipe)
    pages = "".join(_page(route, recipe) for route in recipe.routes)
    return f'{_HEAD}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{pages}</urlset>\n'


def _page(route: Route, recipe: FileRecipe) -> str:
    base = recipe.frame.site.address
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{base}{url_of(alternate(route, lang))}"/>'
        for tag, lang in (*((str(lang), lang) for lang in LANGUAGES), ("x-default", PRIMARY))
    )
    slug = route.slug if isinstance(route, MonumentPage) else ""
    day = changed_on(slug, recipe.versions, recipe.frame.site.edition_date).isoformat()
    return f"<url><loc>{base}{url_of(route)}</loc><lastmod>{day}</lastmod>{links}</url>\n"


def _index(recipe: FileRecipe) -> str:
    base = recipe.frame.site.address
    parts = "".join(f"<sitemap><loc>{base}{url_of(part)}</loc></sitemap>\n" for part in recipe.routes)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAPS}">\n{parts}</sitemapindex>\n'
