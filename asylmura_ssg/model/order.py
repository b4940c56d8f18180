"""What a person asks a build for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scope:
    """Which parts are wanted: plates' codes and printed volumes can be left out of a quick build."""

    plates: bool = True
    volumes: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """What landed of a file: ``head`` in the revision it is held against, ``versions`` on all ways there.

    A version has the first commit that had it, shortened. ``merging`` is the file on the branch that is being merged,
    empty when none is. It is not ``whole`` in a shallow clone.
    """

    head: bytes
    versions: tuple[tuple[str, bytes], ...]
    merging: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: folders, what to leave out, how many processes (``jobs``), whether drafts count."""

    content: Path
    templates: Path
    output: Path
    cache: Path
    scope: Scope
    jobs: int
    drafts: bool = False
    past: Past | None = field(default=None, repr=False)
    """The register as it landed before; None when there is nothing to hold it against."""
    profiles: tuple[Path, ...] = ()
    """Folders in which the machine keeps ICC profiles, which are known by their digests; none where nothing is printed."""
