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
class Order:
    """What is to be built: folders, what to leave out, how many processes (``jobs``), whether drafts count."""

    content: Path
    templates: Path
    output: Path
    cache: Path
    scope: Scope
    jobs: int
    drafts: bool = False
    landed: bytes | None = field(default=None, repr=False)
    """The register as it stands in the revision it is held against; None when there is nothing to hold it against."""
