"""The miniature encyclopedia's printed volume, for tests to look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from published import ROOT

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.make.volume import FragmentRecipe, make_volume, typeset_fragment
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.plan.cards import card_of
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.plan.volume import plan_volumes
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import Bytes, read_tree


@cache
def miniature(*, drafts: bool = True, **texts: str) -> VolumeRecipe:
    """Return the recipe of the miniature encyclopedia's volume, with the real templates.

    ``texts`` are Kazakh texts that stand instead of those of entries, by slug with underscores.
    """
    report = Report()
    files = read_tree(ROOT / "tests" / "miniature" / "content")
    for slug, text in texts.items():
        path = f"monuments/{slug.replace('_', '-')}/kk.md"
        files[path] = Bytes(path, path, text.encode(), digest_bytes(text.encode()))
    reading = read_content(files, "content", {}, map, drafts=drafts)
    assert not reading.report.errors
    design = read_design(read_tree(ROOT / "templates"), report)
    catalogue = reading.catalogue
    assert catalogue is not None
    assets, _ = plan_assets(catalogue, design)
    cards = {entry.monument.slug: card_of(entry) for entry in catalogue.entries}
    frames = frames_of(catalogue, design, assets)
    (artifact,) = plan_volumes(catalogue, design, frames, cards, "", lambda path: files[path].data)
    assert isinstance(artifact.recipe, VolumeRecipe)
    return artifact.recipe


set_before: dict[str, bytes] = {}


def set_once(fragments: Sequence[FragmentRecipe]) -> Sequence[bytes]:
    """Typeset as the pipeline does: each fragment once, then out of a cache."""
    for fragment in fragments:
        if digest_of(fragment) not in set_before:
            set_before[digest_of(fragment)] = typeset_fragment(fragment)
    return [set_before[digest_of(fragment)] for fragment in fragments]


@cache
def book() -> bytes:
    return make_volume(miniature(), set_once)
