"""What readers are given of a volume: the book for screens and the book for reading devices, each kept until it changes.

Pages of the site say where an entry stands in the book and how large the book is to fetch; so a volume is paginated,
and its editions are made, before those pages are planned.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from asylmura_ssg.cache import Store
from asylmura_ssg.galleys import Galleys, Progress
from asylmura_ssg.make.maker import Originals, make
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import EpubRecipe, Recipe, VolumeRecipe
from asylmura_ssg.toolchain import makers_digest

# What reads and writes PDFs is loaded only when a volume is really made.
# ruff: noqa: PLC0415


class IncompleteVolumeError(Exception):
    """A volume lacks text or a code that its records have. Never the content's fault."""


class InaccessibleVolumeError(Exception):
    """A volume for screens that a reading program would stumble over. Never the content's fault."""


class Editions:
    """Makes the editions of volumes, or finds them in the store."""

    def __init__(self, store: Store, jobs: int, originals: Originals, progress: Progress) -> None:
        self._store, self._originals, self._progress = store, originals, progress
        self._galleys = Galleys(store, jobs, originals, progress)

    def page_map(self, recipe: VolumeRecipe) -> PageMap:
        """Return where everything stands in a volume. Raises UnsettableError."""
        key = digest_of(("pages", makers_digest(), recipe))
        kept = self._store.get(key)
        if kept is not None:
            return _read(kept)
        with _cycles_collected():
            found = self._galleys.paginate(recipe).page_map
        self._store.put(key, _written(found))
        return found

    def size(self, recipe: VolumeRecipe | EpubRecipe) -> int:
        """Return how many bytes an edition has. Raises what :meth:`edition` raises."""
        return len(self.edition(recipe))

    def edition(self, recipe: VolumeRecipe | EpubRecipe) -> bytes:
        """Return an edition. Raises UnsettableError, IncompleteVolumeError, InaccessibleVolumeError."""
        return self._kept(recipe)

    def _kept(self, recipe: Recipe) -> bytes:
        key = digest_of(("edition", makers_digest(), recipe))
        data = self._store.get(key)
        if data is None:
            with _cycles_collected():
                data = self._made(recipe)
            self._store.put(key, data)
        return data

    def _made(self, recipe: Recipe) -> bytes:
        match recipe:
            case VolumeRecipe():
                return self._screen(recipe)
            case EpubRecipe():
                from asylmura_ssg.make.epub import make_epub
                from asylmura_ssg.make.epub.cover import cover_of

                self._progress("epub", 0, 0)
                return make_epub(recipe, cover_of(self.edition(recipe.volume)), self._kept)
            case _:
                return make(recipe, self._originals)

    def _screen(self, recipe: VolumeRecipe) -> bytes:
        from asylmura_ssg.check.accessibility import barriers
        from asylmura_ssg.check.preflight.wholeness import missing_text

        out = BytesIO()
        self._galleys.screen(recipe, self._galleys.paginate(recipe), out)
        self._progress("check", 0, 0)
        missing = missing_text(out.getvalue(), recipe, self._store)
        if missing:
            raise IncompleteVolumeError(f"{recipe.volume.key}.pdf does not hold: {'; '.join(missing[:5])}")
        found = [f"{barrier.condition}: {barrier.said}" for barrier in barriers(out.getvalue(), self._store)]
        if found:
            raise InaccessibleVolumeError(f"{recipe.volume.key}.pdf: {'; '.join(found[:5])}")
        return out.getvalue()


@contextmanager
def _cycles_collected() -> Iterator[None]:
    """Look for cycles among objects, which planning does without and typesetting leaves by the thousand."""
    collected = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not collected:
            gc.disable()


def _written(pages: PageMap) -> bytes:
    return json.dumps({"folios": pages.folios, "mentions": pages.mentions, "pages": pages.pages}).encode()


def _read(kept: bytes) -> PageMap:
    held = json.loads(kept)
    return PageMap(
        folios={target: (first, last) for target, (first, last) in held["folios"].items()},
        mentions={slug: tuple(pages) for slug, pages in held["mentions"].items()},
        pages=held["pages"],
    )
