"""A volume as a printing house takes it: block and cover set, inked, examined, and laid down with all their papers.

A package is published as a whole, below the site it belongs to. One that does not pass its preflight is not: what was
there before stays, and the refused files lie beside the report that says what is wrong with them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from asylmura_ssg.bindery.errand import Errand, Package, RefusedError, ThinSpineError, UnfitError
from asylmura_ssg.cache import Store, alone_with
from asylmura_ssg.diagnostics import ContentError, Report
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.publish import PRESS, Kind, Made, Manifest, Publication
from asylmura_ssg.toolchain import package_digest, rasteriser
from asylmura_ssg.uptodate import Ground

# What reads, sets, inks and examines is imported where it is used: a package that is as it should be is told so at once.
# ruff: noqa: PLC0415

__all__ = ["Errand", "Package", "RefusedError", "ThinSpineError", "UnfitError", "bind"]

_HUNDREDTHS = 100

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


def bind(order: Order, ground: Ground, errand: Errand, progress: Progress) -> Package:
    """Bring the package of an errand up to the content.

    Raises ContentError, RefusedError, ThinSpineError, UnsettableError, UnfitError, PublishError, GhostscriptError, and
    BusyError where the same package is just being made for another output; whatever is raised, the folder of the package
    is as it was.
    """
    store = Store(order.cache / "made")
    asked = digest_of(("package", ground.inputs, rasteriser(), errand))
    standing = _standing(order, store.get(asked))
    if standing is not None:
        return standing
    from asylmura_ssg.bindery.job import job_of
    from asylmura_ssg.guard import check_frozen
    from asylmura_ssg.pipeline import read

    progress("read", 0, 0)
    reading, design = read(order, ground.content, ground.templates, Store(order.cache / "records"))
    check_frozen(reading.register, store, order.jobs, reading.report)
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(reading.report)
    job = job_of(reading, design, errand)
    publication = Publication(order.output / PRESS / job.name, Kind.PACKAGE)
    published = publication.published()
    key = digest_of((package_digest(), rasteriser(), job.name, job.recipe, job.printer))
    anew = published.inputs != key
    if anew:
        from asylmura_ssg.bindery.presswork import Workbench, make_package

        bench = Workbench(order.cache / PRESS / job.name, store, order.jobs, ground.content, progress)
        with alone_with(bench.folder, order.cache):
            figures = make_package(job, design, bench)
            progress("publish", 0, 0)
            published = _publish(publication, published, bench.folder, key, figures)
            shutil.rmtree(bench.folder, ignore_errors=True)
    if not reading.report.found:  # a warning is said every time
        store.put(asked, f"{job.name} {key}".encode())
    return _package(publication.front, published, anew=anew, report=reading.report)


def _standing(order: Order, known: bytes | None) -> Package | None:
    """Return the package that stands where an errand led before, if it is still the one."""
    if known is None:
        return None
    name, _, key = known.decode().partition(" ")
    publication = Publication(order.output / PRESS / name, Kind.PACKAGE)
    published = publication.published()
    return _package(publication.front, published, anew=False, report=Report()) if published.inputs == key else None


def _publish(
    publication: Publication, published: Manifest, folder: Path, key: str, figures: dict[str, int]
) -> Manifest:
    held = publication.prepare(published)
    made: dict[str, Made] = {}
    for path in sorted(folder.iterdir()):
        publication.take(path.name, path)
        made[path.name] = Made(key, "", path.stat().st_size, {})
    manifest = Manifest(key, figures, made, Kind.PACKAGE)
    publication.finish(manifest, held)
    return manifest


def _package(folder: Path, manifest: Manifest, *, anew: bool, report: Report) -> Package:
    summary = manifest.summary
    files = tuple((name, made.size) for name, made in sorted(manifest.files.items()))
    return Package(folder, summary["pages"], summary["spine"] / _HUNDREDTHS, summary["warnings"], files, anew, report)
