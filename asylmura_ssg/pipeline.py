"""read → plan → make → check → publish, on one screen. Only this module sees all the stages."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.check.links import broken_links
from asylmura_ssg.diagnostics import ContentError, Report
from asylmura_ssg.make.maker import make
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.recipe import FontRecipe, PictureRecipe, PlateRecipe, VolumeRecipe
from asylmura_ssg.plan.site import plan
from asylmura_ssg.plan.steps import Step, steps_of, unchanged
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.read.catalogue import Reading, read_content
from asylmura_ssg.read.design import read_design
from asylmura_ssg.read.memory import recall, remember
from asylmura_ssg.read.register import PATH as REGISTER, read_register, register_line
from asylmura_ssg.toolchain import makers_digest, package_digest, typesetter
from asylmura_ssg.tree import Bytes, read_tree
from asylmura_ssg.uptodate import Ground
from asylmura_ssg.workers import run_all

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. ``made`` names each file made anew with the reasons; ``summary`` counts what now stands."""

    summary: dict[str, int]
    made: tuple[tuple[str, tuple[str, ...]], ...]
    removed: tuple[str, ...]
    report: Report


def build(order: Order, ground: Ground, progress: Progress) -> Outcome:
    """Bring ``output`` up to the content. Raises ContentError, and then nothing is published."""
    published = ground.published
    reading, design = read(order, ground.content, ground.templates, Store(order.cache / "records"))
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(reading.report)
    progress("plan", 0, 0)
    artifacts = plan(reading.catalogue, design, order.scope, typesetter(), lambda path: ground.content[path].data)
    steps = steps_of(artifacts, makers_digest())
    publication = Publication(order.output)
    held = publication.prepare(published)
    stale = [step for step in steps if unchanged(step, held) is None and unchanged(step, published) is None]
    made = _take_over(steps, held, published, publication)
    made |= _make_all(stale, steps, order, publication, progress)
    progress("publish", 0, 0)
    summary = _summary(steps, reading) | _volume_pages(steps, stale, published, publication)
    # A warning is said at every build, so a build with warnings is never taken for an unchanged one.
    publication.finish(Manifest("" if reading.report.found else ground.inputs, summary, made), held)
    reasons = tuple((step.path, step.why(published)) for step in stale)
    return Outcome(summary, reasons, tuple(sorted(set(published.files) - set(made))), reading.report)


def inspect(order: Order) -> tuple[Report, int]:
    """Return everything that is wrong with the content and the design, and how many entries could be read."""
    reading, _ = read(order, read_tree(order.content), read_tree(order.templates), Store(None))
    return reading.report, len(reading.records)


def unregistered(order: Order) -> tuple[Report, Path, tuple[str, ...]]:
    """Return the report, the register's place, and the lines that enter monuments not yet in it, by number."""
    files = read_tree(order.content)
    reading, _ = read(order, files, read_tree(order.templates), Store(None))
    known = set(read_register(files, Report()))
    monuments = sorted((record.entry.monument for _, record in reading.records.values()), key=lambda m: m.number)
    lines = tuple(register_line(m.number, m.slug) for m in monuments if m.number not in known)
    return reading.report, order.content / REGISTER, lines


def read(order: Order, files: dict[str, Bytes], design_files: dict[str, Bytes], store: Store) -> tuple[Reading, Design]:
    """Return the content read and the design; what is wrong with either stands in the reading's report."""
    name = digest_of((str(order.content), package_digest(), platform.python_version()))
    before = recall(lambda shard: store.get(f"{name}-{shard}"))
    report = Report()
    design = read_design(design_files, report)
    reading = read_content(
        files, order.content.as_posix(), before,
        lambda one, folders: run_all(lambda i: one(folders[i]), len(folders), order.jobs if len(folders) > 50 else 1),
        drafts=order.drafts, emblems=frozenset(design.emblems),
    )  # fmt: skip
    remember(reading.records, before, lambda shard, data: store.put(f"{name}-{shard}", data))
    reading.report.extend(report)
    return reading, design


def _take_over(steps: Sequence[Step], held: Manifest, published: Manifest, publication: Publication) -> dict[str, Made]:
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


def _make_all(
    stale: Sequence[Step], steps: Sequence[Step], order: Order, publication: Publication, progress: Progress
) -> dict[str, Made]:
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


class BrokenLinksError(Exception):
    """A page made by us leads nowhere: a fault of templates or of this software, not of the content."""


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


class IncompleteVolumeError(Exception):
    """A volume lacks text or a code that its records have. Never the content's fault."""


def _summary(steps: Sequence[Step], reading: Reading) -> dict[str, int]:
    published = 0 if reading.catalogue is None else len(reading.catalogue.entries)
    pages = sum(step.path.endswith(".html") for step in steps)
    plates = sum(step.path.startswith("plates/") and step.path.endswith(".svg") for step in steps)
    return {"monuments": published, "pages": pages, "plates": plates, "files": len(steps)}


def _volume_pages(
    steps: Sequence[Step], stale: Sequence[Step], published: Manifest, publication: Publication
) -> dict[str, int]:
    """Return how many pages each volume has, by its path; volumes that were not made anew are not opened again."""
    counts = {}
    for step in steps:
        if isinstance(step.artifact.recipe, VolumeRecipe):
            known = None if step in stale else published.summary.get(step.path)
            if known is None:
                from asylmura_ssg.check.volume import page_count  # noqa: PLC0415 - a PDF reader is slow to load

                known = page_count((publication.back / step.path).read_bytes())
            counts[step.path] = known
    return counts
