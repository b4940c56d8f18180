"""Stale steps become files: each made or fetched from the cache, checked, and put down in the back tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.check.links import broken_links
from asylmura_ssg.editions import Editions
from asylmura_ssg.galleys import Progress
from asylmura_ssg.make.maker import Originals, make
from asylmura_ssg.model.digest import digest_bytes, digest_parts
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.recipe import EpubRecipe, FontRecipe, PictureRecipe, PlateRecipe, VolumeRecipe
from asylmura_ssg.plan.steps import Step, unchanged
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.tree import parts_of
from asylmura_ssg.workers import run_all

__all__ = ["BrokenLinksError", "Progress", "make_all", "take_over", "volume_pages"]


class BrokenLinksError(Exception):
    """A page made by us leads nowhere: a fault of templates or of this software, not of the content."""


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
    steps: Sequence[Step],
    order: Order,
    publication: Publication,
    originals: Originals,
    editions: Editions,
    progress: Progress,
) -> dict[str, Made]:
    """Make, check and put down every stale step; return what was put down, by path."""
    planned = frozenset(step.path for step in steps)
    store = Store(order.cache / "made")
    others = [step for step in stale if not isinstance(step.artifact.recipe, VolumeRecipe | EpubRecipe)]
    made: dict[str, Made] = {}
    work = _Work(others, planned, store, publication, originals)
    for done, (step, result) in enumerate(zip(others, run_all(work, len(others), order.jobs), strict=True), 1):
        made[step.path] = result
        progress("make", done, len(others))
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

    def __call__(self, index: int) -> Made:
        step = self.steps[index]
        recipe = step.artifact.recipe
        dear = isinstance(recipe, PlateRecipe | FontRecipe | PictureRecipe)
        data = self.store.get(step.key) if dear else None
        if data is None:
            data = make(recipe, self.originals)
            self._check(step, data)
            if dear:
                self.store.put(step.key, data)
        return self.keep(step, data)

    def keep(self, step: Step, data: bytes) -> Made:
        self.publication.put(step.path, data)
        return Made(step.key, digest_bytes(data), len(data), step.parts)

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


def volume_pages(steps: Sequence[Step], editions: Editions) -> dict[str, int]:
    """Return how many pages each volume's block has, by the volume's path."""
    recipes = {step.path: step.artifact.recipe for step in steps}
    return {
        path: editions.page_map(recipe).pages for path, recipe in recipes.items() if isinstance(recipe, VolumeRecipe)
    }
