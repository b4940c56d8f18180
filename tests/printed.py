"""The miniature encyclopedia's printed volume, for tests to look at: paginated, for the press, and for screens."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

from published import ROOT

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.galleys import Galleys, Progress
from asylmura_ssg.make.volume import Bound
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.plan.volume import plan_volume
from asylmura_ssg.profiles import profiles_in
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import Bytes, read_tree

CONTENT = ROOT / "tests" / "miniature" / "content"
VOLUME = "small-heritage-1"

# Set once for all tests of a process, and gone with it.
_folder = tempfile.TemporaryDirectory(prefix="asylmura-galleys-")


@cache
def design() -> Design:
    return read_design(read_tree(ROOT / "templates"), Report())


@cache
def catalogue(*, drafts: bool = True, **texts: str) -> Catalogue:
    """Return what the miniature says. ``texts`` are Kazakh texts that stand instead of those of entries, by slug with underscores."""
    files = read_tree(CONTENT)
    for slug, text in texts.items():
        path = f"monuments/{slug.replace('_', '-')}/kk.md"
        files[path] = Bytes(path, path, text.encode(), digest_bytes(text.encode()))
    reading = read_content(files, "content", {}, map, drafts=drafts, profiles=profiles_in(()))
    assert not reading.report.errors
    assert reading.catalogue is not None
    return reading.catalogue


@cache
def miniature(*, drafts: bool = True, **texts: str) -> VolumeRecipe:
    """Return the recipe of the miniature encyclopedia's volume, with the real templates."""
    recipe = plan_volume(catalogue(drafts=drafts, **texts), design(), "", VOLUME)
    assert recipe is not None
    return recipe


@cache
def printer() -> Printer:
    """Return the printing house of the miniature's volume."""
    return catalogue().printers[miniature().volume.printer]


@cache
def galleys_store() -> Store:
    """Return what keeps all that the tests set."""
    return Store(Path(_folder.name))


@cache
def galleys() -> Galleys:
    """Return where the tests' fragments are set: each once, then out of a cache."""
    return galleys_in(Path(_folder.name))


def _unheard(_stage: str, _done: int, _count: int) -> None:
    """Nobody watches a test."""


def galleys_in(folder: Path, jobs: int = 1, progress: Progress = _unheard) -> Galleys:
    """Return galleys with a cache of their own."""
    return Galleys(Store(folder), jobs, lambda path: (CONTENT / path).read_bytes(), progress)


@cache
def bound() -> Bound:
    return galleys().paginate(miniature())


@cache
def book() -> bytes:
    """Return the volume for screens: two pages of boards stand before folio 1."""
    return screen_of(miniature(), galleys())


@cache
def block() -> bytes:
    """Return the block as the miniature's printing house takes it."""
    return block_of(miniature(), galleys(), printer())


def screen_of(recipe: VolumeRecipe, galleys: Galleys) -> bytes:
    out = io.BytesIO()
    galleys.screen(recipe, galleys.paginate(recipe), out)
    return out.getvalue()


def block_of(recipe: VolumeRecipe, galleys: Galleys, printer: Printer) -> bytes:
    out = io.BytesIO()
    galleys.press(recipe, galleys.paginate(recipe), printer, "small_block", out)
    return out.getvalue()
