"""What a proofreading found."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Proof:
    """The report, how many entries were read, and in sentences what could not be looked at."""

    report: Report
    count: int
    unseen: tuple[str, ...] = ()
