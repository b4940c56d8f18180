"""What taking something in would do: what is new, what changes, what stays and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from asylmura_ssg.interchange.ledger import Imported
from asylmura_ssg.interchange.sheet import Remark


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an entry that the table changed."""

    slug: str
    path: str
    before: str
    after: str


@dataclass(slots=True)
class Outcome:
    """What an import does. ``files`` are the texts to be written, by their place; ``ledger`` what will be known then.

    ``held`` is what stood in those places when it was planned; nothing where there was no file.
    """

    rows: int = 0
    new: list[tuple[str, int]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    skipped: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    conflicts: list[Remark] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    held: dict[Path, bytes] = field(default_factory=dict)
    ledger: dict[str, Imported] = field(default_factory=dict)


@dataclass(slots=True)
class Restored:
    """What taking a table back does. ``files`` are the texts to be written, by their place."""

    rows: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    conflicts: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
