"""Which files tell search engines of the pages: one sitemap, or an index and its parts."""

from __future__ import annotations

from collections.abc import Iterator

from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.recipe import Artifact, FileRecipe, Frame
from asylmura_ssg.model.route import Feed, File, Route, SitemapPart, alternate
from asylmura_ssg.model.version import Version

LARGEST = 50_000
"""Pages in one sitemap, at most (sitemaps.org, "Using Sitemap index files"): with three alternates each they stay below the
50 MiB that a file may have, too."""


def sitemaps(
    frame: Frame, routes: tuple[Route, ...], versions: dict[str, tuple[Version, ...]], largest: int = LARGEST
) -> Iterator[Artifact]:
    """Yield the sitemap of all pages that stand in several languages; where they are too many, its parts and their index."""
    pages = tuple(r for r in routes if not isinstance(r, Feed) and any(alternate(r, lang) != r for lang in LANGUAGES))
    listed: tuple[Route, ...] = pages
    if len(pages) > largest:
        starts = range(0, len(pages), largest)
        listed = tuple(SitemapPart(number) for number in range(1, len(starts) + 1))
        for part, start in zip(listed, starts, strict=True):
            held = pages[start : start + largest]
            yield Artifact(part, FileRecipe(part, frame, (), (), held, {}, versions, {}))
    dated = versions if listed is pages else {}
    yield Artifact(File("sitemap.xml"), FileRecipe(File("sitemap.xml"), frame, (), (), listed, {}, dated, {}))
