"""Stale steps become files: each made or fetched from the cache, checked, and put down in the back tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from asylmura_ssg.cache import Store
from asylmura_ssg.check.links import broken_links
from asylmura_ssg.make.maker import make
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.recipe import FontRecipe, PictureRecipe, PlateRecipe, VolumeRecipe
from asylmura_ssg.plan.steps import Step, unchanged
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.toolchain import makers_digest, typesetter
from asylmura_ssg.workers import run_all

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


class BrokenLinksError(Exception):
    """A page made by us leads nowhere: a fault of templates or of this software, not of the content."""


class IncompleteVolumeError(Exception):
    """A volume lacks text or a code that its records have. Never the content's fault."""


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
    stale: Sequence[Step], steps: Sequence[Step], order: Order, publication: Publication, progress: Progress
) -> dict[str, Made]:
    """Make, check and put down every stale step; return what was put down, by path."""
    planned = frozenset(step.path for step in steps)
    store = Store(order.cache / "made")
    volumes = [step for step in stale if isinstance(step.artifact.recipe, VolumeRecipe)]
    others = [step for step in stale if not isinstance(step.artifact.recipe, VolumeRecipe)]
    made: dict[str, Made] = {}
    work = _Work(others, planned, store, publication)
    for done, (step, result) in enumerate(zip(others, run_all(work, len(others), order.jobs), strict=True), 1):
        made[step.path] = result
        progress("make", done, len(others))
    for step in volumes:
        made[step.path] = work.keep(step, _volume(step, store, order.jobs, progress))
    return made


@dataclass(frozen=True, slots=True)
class _Work:
    """Makes, checks and puts down one file; a value that worker processes share."""

    steps: Sequence[Step]
    planned: frozenset[str]
    store: Store
    publication: Publication

    def __call__(self, index: int) -> Made:
        step = self.steps[index]
        recipe = step.artifact.recipe
        dear = isinstance(recipe, PlateRecipe | FontRecipe | PictureRecipe)
        data = self.store.get(step.key) if dear else None
        if data is None:
            data = make(recipe)
            self._check(step, data)
            if dear:
                self.store.put(step.key, data)
        return self.keep(step, data)

    def keep(self, step: Step, data: bytes) -> Made:
        self.publication.put(step.path, data)
        return Made(step.key, digest_bytes(data), len(data), step.parts)

    def _check(self, step: Step, data: bytes) -> None:
        recipe = step.artifact.recipe
        if isinstance(recipe, PlateRecipe) and recipe.form == "png":
            from asylmura_ssg.check.plates import prove_plate  # noqa: PLC0415 - decoders are slow to load

            prove_plate(recipe, data)
        if step.path.endswith(".html"):
            broken = broken_links(data, self.planned)
            if broken:
                raise BrokenLinksError(f"{step.path} links what is not there: {', '.join(broken)}")


def _volume(step: Step, store: Store, jobs: int, progress: Progress) -> bytes:
    """Return a volume: its fragments from the cache or typeset in parallel, then linked and checked."""
    kept = store.get(step.key)
    if kept is not None:
        return kept
    from asylmura_ssg.check.volume import missing_text  # noqa: PLC0415 - a PDF reader is slow to load
    from asylmura_ssg.make.volume import FragmentRecipe, make_volume, typeset_fragment  # noqa: PLC0415

    def typeset(fragments: Sequence[FragmentRecipe]) -> Sequence[bytes]:
        keys = [digest_of((makers_digest(), typesetter(), fragment)) for fragment in fragments]
        found = [store.get(key) for key in keys]
        unset = [i for i, data in enumerate(found) if data is None]
        results: Iterator[bytes] = run_all(lambda i: typeset_fragment(fragments[unset[i]]), len(unset), jobs, chunk=1)
        for done, (i, data) in enumerate(zip(unset, results, strict=True), 1):
            store.put(keys[i], data)
            found[i] = data
            progress("typeset", done, len(unset))
        return [data for data in found if data is not None]

    recipe = step.artifact.recipe
    assert isinstance(recipe, VolumeRecipe)  # noqa: S101 - the caller chose the volumes
    data = make_volume(recipe, typeset)
    progress("check", 0, 0)
    missing = missing_text(data, recipe)
    if missing:
        raise IncompleteVolumeError(f"{step.path} does not hold: {'; '.join(missing[:5])}")
    store.put(step.key, data)
    return data


def volume_pages(
    steps: Sequence[Step], stale: Sequence[Step], published: Manifest, publication: Publication
) -> dict[str, int]:
    """Return how many pages each volume has, by its path; volumes that were not made anew are not opened again."""
    anew = {step.path for step in stale}
    counts = {}
    for step in steps:
        if isinstance(step.artifact.recipe, VolumeRecipe):
            known = None if step.path in anew else published.summary.get(step.path)
            if known is None:
                from asylmura_ssg.check.volume import page_count  # noqa: PLC0415 - a PDF reader is slow to load

                known = page_count((publication.back / step.path).read_bytes())
            counts[step.path] = known
    return counts
