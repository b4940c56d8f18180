"""What a person asks to be bound, and what can come of it. It knows no stage, so that an answer need not wait for any."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.preflight import Verdict


class RefusedError(Exception):
    """What was asked for cannot be bound; the words say why, and what would be right."""


class ThinSpineError(Exception):
    """A spine that is too thin for its text; the words say where its terms stand, and what would be right."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be bound. None stands for what the volume itself says: its printer, all its regions and languages."""

    volume: str
    printer: str | None = None
    region: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """What lies in a package's folder. ``spine`` is mm, ``anew`` whether it was made now, ``report`` what reading said."""

    folder: Path
    pages: int
    spine: float
    warnings: int
    files: tuple[tuple[str, int], ...]
    anew: bool
    report: Report


class UnfitError(Exception):
    """Files that no printing house would take. They lie in ``folder``, with the report on them; nothing was published."""

    def __init__(self, verdicts: tuple[tuple[str, Verdict], ...], folder: Path) -> None:
        bad = sum(not verdict.passed for _, verdict in verdicts)
        super().__init__(f"{bad} of {len(verdicts)} files do not pass their preflight")
        self.verdicts, self.folder = verdicts, folder
