"""What readers are given of a volume: the book for screens and the book for reading devices, each kept until it changes.

Pages of the site say where an entry stands in the book and how large the book is to fetch; so a volume is paginated,
and its editions are made, before those pages are planned.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

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
        return self.edition(recipe).stat().st_size

    def edition(self, recipe: VolumeRecipe | EpubRecipe) -> Path:
        """Return an edition's file in the store. Raises UnsettableError, IncompleteVolumeError, InaccessibleVolumeError."""
        key = digest_of(("edition", makers_digest(), recipe))
        if not self._store.holds(key):
            with _cycles_collected(), self._store.writing(key) as out:
                if isinstance(recipe, VolumeRecipe):
                    self._screen(recipe, out)
                else:
                    self._epub(recipe, out)
        return self._store.place(key)

    def _screen(self, recipe: VolumeRecipe, out: BinaryIO) -> None:
        from asylmura_ssg.check.accessibility import barriers
        from asylmura_ssg.check.preflight.wholeness import missing_text

        self._galleys.screen(recipe, self._galleys.paginate(recipe), out)
        out.flush()
        file = Path(out.name)
        self._progress("check", 0, 0)
        missing = missing_text(file, recipe, self._store)
        if missing:
            raise IncompleteVolumeError(f"{recipe.volume.key}.pdf does not hold: {'; '.join(missing[:5])}")
        found = [f"{barrier.condition}: {barrier.said}" for barrier in barriers(file, self._store)]
        if found:
            raise InaccessibleVolumeError(f"{recipe.volume.key}.pdf: {'; '.join(found[:5])}")

    def _epub(self, recipe: EpubRecipe, out: BinaryIO) -> None:
        from asylmura_ssg.make.epub import write_epub
        from asylmura_ssg.make.epub.cover import cover_of

        cover = cover_of(self.edition(recipe.volume))
        self._progress("epub", 0, 0)
        write_epub(recipe, cover, self._brought, out)

    def _brought(self, recipe: Recipe) -> bytes:
        """Return a picture or a face that an edition brings along."""
        key = digest_of(("edition", makers_digest(), recipe))
        data = self._store.get(key)
        if data is None:
            data = make(recipe, self._originals)
            self._store.put(key, data)
        return data


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
