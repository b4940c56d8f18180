"""Stale steps become files: each made or fetched from the cache, checked, and put down in the back tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.check.budgets import (
    Asked,
    asked_by,
    excesses,
    imports,
    packed,
    packed_quickly,
    reads_before_it_shows,
    strangers,
)
from asylmura_ssg.check.links import broken_links
from asylmura_ssg.editions import Editions
from asylmura_ssg.galleys import Progress
from asylmura_ssg.make.maker import Originals, make
from asylmura_ssg.model.digest import digest_bytes, digest_parts
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.pack import may_be_kept
from asylmura_ssg.model.recipe import (
    CardRecipe,
    EpubRecipe,
    FontRecipe,
    MonumentRecipe,
    PictureRecipe,
    PlateRecipe,
    VolumeRecipe,
)
from asylmura_ssg.plan.steps import Step, unchanged
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.tree import parts_of
from asylmura_ssg.workers import run_all

__all__ = ["BrokenLinksError", "Progress", "UnsoundPageError", "make_all", "take_over", "volume_pages"]

_PACKED = (".css", ".js", ".svg")
"""Of what a page asks for before it can be read, what hosts pack; faces and photographs are packed in themselves."""
_COMPRESSED = (*_PACKED, ".html", ".json")
"""The same of all that a phone may keep."""


class BrokenLinksError(Exception):
    """A page made by us leads nowhere: a fault of templates or of this software, not of the content."""


class UnsoundPageError(Exception):
    """A page made by us asks another host for something, or shows before it says: a fault of templates or of this software."""


def take_over(steps: Sequence[Step], held: Manifest, published: Manifest, publication: Publication) -> dict[str, Made]:
    """Return what need not be made anew; a file that only the front tree has as planned is linked into the back one."""
    made: dict[str, Made] = {}
    for step in steps:
        there = unchanged(step, held)
        if there is None:
            there = unchanged(step, published)
            if there is not None:
                publication.link(step.path)
        if there is not None:
            made[step.path] = there
    return made


def make_all(
    stale: Sequence[Step],
    planned: frozenset[str],
    order: Order,
    publication: Publication,
    originals: Originals,
    editions: Editions,
    progress: Progress,
) -> dict[str, Made]:
    """Make, check and put down every stale step; return what was put down, by path. ``planned`` are all paths of the site."""
    store = Store(order.cache / "made")
    others = [step for step in stale if not isinstance(step.artifact.recipe, VolumeRecipe | EpubRecipe)]
    made: dict[str, Made] = {}
    views: dict[str, Asked] = {}
    work = _Work(others, planned, store, publication, originals)
    for done, (step, (result, asked)) in enumerate(zip(others, run_all(work, len(others), order.jobs), strict=True), 1):
        made[step.path] = result
        if asked is not None:
            views[step.path] = asked
        progress("make", done, len(others))
    weigh = _scales(publication.back)
    made |= {path: replace(made[path], said="; ".join(excesses(asked, weigh))) for path, asked in views.items()}
    for step in stale:
        recipe = step.artifact.recipe
        if isinstance(recipe, VolumeRecipe | EpubRecipe):
            made[step.path] = work.keep_file(step, editions.edition(recipe))
    return made


@dataclass(frozen=True, slots=True)
class _Work:
    """Makes, checks and puts down one file; a value that worker processes share."""

    steps: Sequence[Step]
    planned: frozenset[str]
    store: Store
    publication: Publication
    originals: Originals

    def __call__(self, index: int) -> tuple[Made, Asked | None]:
        step = self.steps[index]
        recipe = step.artifact.recipe
        dear = isinstance(recipe, PlateRecipe | FontRecipe | PictureRecipe | CardRecipe)
        data = self.store.get(step.key) if dear else None
        if data is None:
            data = make(recipe, self.originals)
            self._check(step, data)
            if dear:
                self.store.put(step.key, data)
        return self.keep(step, data), asked_by(data) if isinstance(recipe, MonumentRecipe) else None

    def keep(self, step: Step, data: bytes) -> Made:
        self.publication.put(step.path, data)
        sha256, travels = "", 0
        if may_be_kept(step.artifact.route):
            sha256 = hashlib.sha256(data).hexdigest()
            travels = packed_quickly(data) if step.path.endswith(_COMPRESSED) else len(data)
        return Made(step.key, digest_bytes(data), len(data), step.parts, "", sha256, travels)

    def keep_file(self, step: Step, file: Path) -> Made:
        self.publication.copy(step.path, file)
        return Made(step.key, digest_parts(parts_of(file)), file.stat().st_size, step.parts)

    def _check(self, step: Step, data: bytes) -> None:
        recipe = step.artifact.recipe
        if isinstance(recipe, PlateRecipe) and recipe.form == "png":
            from asylmura_ssg.check.plates import prove_plate  # noqa: PLC0415 - decoders are slow to load

            prove_plate(recipe, data)
        if step.path.endswith(".html"):
            broken = broken_links(data, self.planned)
            if broken:
                raise BrokenLinksError(f"{step.path} links what is not there: {', '.join(broken)}")
            others = strangers(data)
            if others:
                raise UnsoundPageError(f"{step.path} has a browser ask another host: {', '.join(others)}")
            if isinstance(recipe, MonumentRecipe) and not reads_before_it_shows(data):
                raise UnsoundPageError(f"{step.path} shows a picture before its first paragraph")


def weigh_page(recipe: MonumentRecipe) -> str:
    """Return in words by how much a page alone, without what it asks for, is over its budget; empty where it is not."""
    return "; ".join(excesses(asked_by(make(recipe, lambda _: b"")), lambda _: 0))


def _scales(tree: Path) -> Callable[[str], int]:
    """Return what weighs a file of a tree by its address, as it travels: each once, for all pages share the same few.

    A script weighs what the modules weigh that it begins with, too.
    """

    @cache
    def weigh(address: str) -> int:
        path = tree / address.removeprefix("/")
        if path.suffix not in _PACKED:
            return path.stat().st_size
        data = path.read_bytes()
        return packed(data) + sum(weigh(module) for module in imports(data) if path.suffix == ".js")

    return weigh


def volume_pages(steps: Sequence[Step], editions: Editions) -> dict[str, int]:
    """Return how many pages each volume's block has, by the volume's path."""
    recipes = {step.path: step.artifact.recipe for step in steps}
    return {
        path: editions.page_map(recipe).pages for path, recipe in recipes.items() if isinstance(recipe, VolumeRecipe)
    }
