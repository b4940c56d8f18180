"""What must be made anew, and why: each artifact's recipe held against what was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.recipe import Artifact, Recipe
from asylmura_ssg.model.route import path_of
from asylmura_ssg.publish import Made, Manifest


@dataclass(frozen=True, slots=True)
class Step:
    """An artifact with its path, its key, and the digest of each part of its recipe."""

    artifact: Artifact
    path: str
    key: str
    parts: dict[str, str]

    def why(self, published: Manifest) -> tuple[str, ...]:
        """Return the parts of the recipe that changed, ``new`` for a new file, ``makers`` for new software."""
        before = published.files.get(self.path)
        if before is None:
            return ("new",)
        changed = tuple(name for name, digest in self.parts.items() if before.parts.get(name) != digest)
        return changed or ("makers",)


class TwoSourcesError(Exception):
    """Two artifacts claim one path."""


def steps_of(artifacts: Iterable[Artifact], makers: str) -> tuple[Step, ...]:
    """Return a step for each artifact; raise TwoSourcesError when two claim one path, on any kind of host."""
    seen: dict[str, Artifact] = {}
    known: dict[int, str] = {}
    steps = []
    kept = tuple(artifacts)  # while they are held, no two of their parts can have the same identity
    for artifact in kept:
        path = path_of(artifact.route)
        first = seen.setdefault(path.lower(), artifact)
        if first is not artifact:
            raise TwoSourcesError(f"{path}: claimed by {first.route} and by {artifact.route}")
        parts = _parts(artifact.recipe, known)
        key = digest_bytes("".join((makers, type(artifact.recipe).__name__, *parts.values())).encode())
        steps.append(Step(artifact, path, key, parts))
    return tuple(steps)


def _parts(recipe: Recipe, known: dict[int, str]) -> dict[str, str]:
    """Return the digest of each part; a part that several recipes share is digested once (``known`` by identity)."""
    parts = {}
    for name in recipe.__dataclass_fields__:
        value = getattr(recipe, name)
        digest = known.get(id(value))
        if digest is None:
            digest = known[id(value)] = digest_of(value)[:12]
        parts[name] = digest
    return parts


def unchanged(step: Step, held: Manifest) -> Made | None:
    """Return what a tree holds for a step, when it was made from this very recipe."""
    made = held.files.get(step.path)
    return made if made is not None and made.key == step.key else None
