"""The register as a whole, held against its history, the codes it froze and a built site."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.guard import asked, check_answered, check_frozen, check_whole
from asylmura_ssg.model.order import Order
from asylmura_ssg.pipeline import read
from asylmura_ssg.publish import sizes
from asylmura_ssg.tree import read_tree


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked at, in figures, and what is wrong."""

    report: Report
    plates: int
    copies: int
    frozen: int
    asked: int
    pages: int | None
    """Pages that were read; None where no site is built."""


def check_register(order: Order) -> Findings:
    """Return what is wrong with the register, and with the site that is built, if one is."""
    gc.disable()  # as a build does: what is read makes a million objects and hardly a cycle
    reading, _ = read(order, read_tree(order.content), read_tree(order.templates), Store(order.cache / "records"))
    report, register = reading.report, reading.register
    copies = tuple(register.register.copies())
    check_frozen(register, Store(order.cache / "made"), order.jobs, report)
    domains = () if reading.site is None else reading.site.domains
    paths = frozenset(sizes(order.output))
    if paths and domains:
        check_answered(register, domains, paths, reading.published, report)
        check_whole(register, order.output, report)
    return Findings(
        report=report,
        plates=len(register.register.plates),
        copies=len(copies),
        frozen=sum(copy.symbol is not None for copy in copies),
        asked=asked(register.register, domains) if domains else 0,
        pages=len(register.register.plates) if paths else None,
    )
