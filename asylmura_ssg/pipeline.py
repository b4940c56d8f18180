"""read → plan → make → check → publish, on one screen. Only this module sees all the stages."""

from __future__ import annotations

import gc
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asylmura_ssg.cache import Store
from asylmura_ssg.concordance import Concordance
from asylmura_ssg.diagnostics import ContentError, Report
from asylmura_ssg.editions import Editions
from asylmura_ssg.guard import check_answered, check_frozen, check_weights
from asylmura_ssg.making import Progress, make_all, take_over, volume_pages, weigh_page
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.recipe import MonumentRecipe
from asylmura_ssg.model.route import path_of
from asylmura_ssg.plan.packs import Packs
from asylmura_ssg.plan.site import plan
from asylmura_ssg.plan.steps import Step, steps_of, unchanged
from asylmura_ssg.profiles import profiles_in
from asylmura_ssg.publish import Made, Manifest, Publication
from asylmura_ssg.read.catalogue import Reading, read_content
from asylmura_ssg.read.design import check_complete, read_design, unsettable
from asylmura_ssg.read.memory import recall, recall_design, remember, remember_design
from asylmura_ssg.toolchain import makers_digest, package_digest, typesetter
from asylmura_ssg.tree import Bytes, read_tree
from asylmura_ssg.uptodate import Ground
from asylmura_ssg.workers import run_all

LONG = 4_000
"""Letters of a text: below, its page has not been seen to come near its budget, even with every other field filled."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. ``made`` names each file made anew with the reasons; ``summary`` counts what now stands."""

    summary: dict[str, int]
    made: tuple[tuple[str, tuple[str, ...]], ...]
    removed: tuple[str, ...]
    report: Report


def build(order: Order, ground: Ground, progress: Progress) -> Outcome:
    """Bring ``output`` up to the content. Raises ContentError, and then nothing is published."""
    # Reading and planning make a million objects and hardly a cycle; looking for cycles among them costs seconds.
    gc.disable()
    published = ground.published
    reading, design = read(order, ground.content, ground.templates, Store(order.cache / "records"))
    check_complete(design, order.templates.as_posix(), reading.report)
    check_frozen(reading.register, Store(order.cache / "made"), order.jobs, reading.report)
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(reading.report)
    progress("plan", 0, 0)
    editions = Editions(Store(order.cache / "made"), order.jobs, lambda path: ground.content[path].data, progress)
    concordance = Concordance(Store(order.cache / "made"), order.jobs)
    artifacts = plan(reading.catalogue, design, order.scope, typesetter(), editions, concordance)
    steps = steps_of(artifacts, makers_digest())
    packs = Packs(artifacts, design)
    paths = frozenset(step.path for step in steps) | frozenset(map(path_of, packs.routes))
    check_answered(reading.register, reading.catalogue.site.domains, paths, reading.published, reading.report)
    if reading.report.errors:
        raise ContentError(reading.report)
    publication = Publication(order.output)
    held = publication.prepare(published)
    gc.enable()
    made: dict[str, Made] = {}
    stale: list[Step] = []
    # How large packs are, and what is in them, is known when it is made: so they are planned after it, their list last.
    for further in (None, packs.regions, packs.shells):
        added = steps if further is None else steps_of(further(made), makers_digest())
        steps = added if further is None else (*steps, *added)
        changed = [step for step in added if unchanged(step, held) is None and unchanged(step, published) is None]
        made |= take_over(added, held, published, publication)
        made |= make_all(changed, paths, order, publication, lambda path: ground.content[path].data, editions, progress)
        stale += changed
    monuments = ((step.artifact.recipe, made[step.path].said) for step in steps)
    check_weights(
        ((r, said) for r, said in monuments if isinstance(r, MonumentRecipe)), reading, order.content.as_posix()
    )
    progress("publish", 0, 0)
    summary = _summary(steps, reading) | volume_pages(steps, editions)
    # A warning is said at every build, so a build with warnings is never taken for an unchanged one.
    publication.finish(Manifest("" if len(reading.report) else ground.inputs, summary, made), held)
    reasons = tuple((step.path, step.why(published)) for step in stale)
    return Outcome(summary, reasons, tuple(sorted(set(published.files) - set(made))), reading.report)


def inspect(order: Order) -> tuple[Reading, dict[str, Bytes]]:
    """Return the reading of the content and the design, with everything that is wrong with them, and what was read."""
    files = read_tree(order.content)
    reading, design = read(order, files, read_tree(order.templates), Store(None))
    check_frozen(reading.register, Store(None), order.jobs, reading.report)
    if reading.catalogue is not None:
        check_weights(_weighed(reading.catalogue, design), reading, order.content.as_posix())
    return reading, files


def _weighed(catalogue: Catalogue, design: Design) -> Iterator[tuple[MonumentRecipe, str]]:
    """Yield the pages of long texts alone, with what is over their budgets; pages of others keep it by far."""
    long = {entry.monument.slug for entry in catalogue.entries
            if any(len(prose.text) > LONG for _, prose in entry.prose.present())}  # fmt: skip
    unmade = Report()
    check_complete(design, "", unmade)
    if not long or unmade.found:
        return
    unbound = Editions(Store(None), 1, lambda _: b"", lambda *_: None)
    for artifact in plan(catalogue, design, Scope(volumes=False), "", unbound):
        if isinstance(artifact.recipe, MonumentRecipe) and artifact.recipe.monument.slug in long:
            yield artifact.recipe, weigh_page(artifact.recipe)


def read(order: Order, files: dict[str, Bytes], design_files: dict[str, Bytes], store: Store) -> tuple[Reading, Design]:
    """Return the content read and the design; what is wrong with either stands in the reading's report."""
    name = digest_of((str(order.content), package_digest(), platform.python_version()))
    before = recall(lambda shard: store.get(f"{name}-{shard}"))
    report = Report()
    design = recall_design(design_files, lambda part: store.get(f"{name}-{part}"))
    if design is None:
        design = read_design(design_files, report)
        if not report.found:
            remember_design(design, lambda part, data: store.put(f"{name}-{part}", data))
    reading = read_content(
        files, order.content.as_posix(), before,
        lambda one, folders: run_all(lambda i: one(folders[i]), len(folders), order.jobs if len(folders) > 50 else 1),
        drafts=order.drafts, emblems=frozenset(design.emblems), unsettable=unsettable(design.faces),
        past=order.past, profiles=profiles_in(order.profiles) if order.profiles else None,
    )  # fmt: skip
    remember(reading.records, before, lambda shard, data: store.put(f"{name}-{shard}", data))
    reading.report.extend(report)
    return reading, design


def _summary(steps: Sequence[Step], reading: Reading) -> dict[str, int]:
    published = 0 if reading.catalogue is None else len(reading.catalogue.entries)
    pages = sum(step.path.endswith(".html") for step in steps)
    plates = sum(step.path.startswith("plates/") and step.path.endswith(".svg") for step in steps)
    return {"monuments": published, "pages": pages, "plates": plates, "files": len(steps)}
