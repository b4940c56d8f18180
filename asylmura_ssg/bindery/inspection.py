"""One print file, whoever made it, held against the terms of a printing house that the content describes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.bindery.checksums import sha256_of
from asylmura_ssg.bindery.errand import Errand, RefusedError
from asylmura_ssg.bindery.job import job_of
from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight import examine, expected_book
from asylmura_ssg.diagnostics import ContentError, Report, did_you_mean
from asylmura_ssg.make.preflight_report import TEMPLATE, Examined, preflight_json, preflight_page
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.order import Order
from asylmura_ssg.model.press import Printer
from asylmura_ssg.pipeline import read
from asylmura_ssg.read.catalogue import Reading
from asylmura_ssg.tree import read_tree


@dataclass(frozen=True, slots=True)
class Inspection:
    """An examined file, the terms it was held against, and the words its report is written with."""

    examined: Examined
    printer: Printer
    design: Design

    def page(self) -> bytes:
        """Return the report as one HTML page."""
        spoken = self.design.strings
        return preflight_page([self.examined], self.printer, self.design.templates[TEMPLATE], spoken[Language.EN])

    def figures(self) -> bytes:
        """Return the report as JSON."""
        return preflight_json([self.examined], self.printer)


def inspect_file(order: Order, file: Path, printer: str, volume: str | None) -> Inspection:
    """Examine a file; with a ``volume``'s key it must hold all of that volume, too.

    What is wrong with the rest of the content does not matter here. Raises RefusedError for a printer or a volume that
    is not there, ContentError where the printer's terms themselves are wrong, GhostscriptError.
    """
    reading, design = read(order, read_tree(order.content), read_tree(order.templates), Store(order.cache / "records"))
    terms = _terms(reading, printer)
    book = None
    if volume is not None:
        if reading.catalogue is None or reading.report.errors:
            raise ContentError(reading.report)
        book = expected_book(job_of(reading, design, Errand(volume, printer)).recipe)
    verdict = examine(file, terms, book, Store(order.cache / "made"), order.jobs)
    return Inspection(Examined(file.name, file, sha256_of(file), verdict, known=book is not None), terms, design)


def _terms(reading: Reading, key: str) -> Printer:
    held = {} if reading.readable is None else reading.readable.printers
    if key not in held:
        known = f"there are: {', '.join(sorted(held))}" if held else "content/printers/ has none"
        raise RefusedError(f'there is no printer "{key}"; {did_you_mean(key, held) or known}')
    own = f"printers/{key}.yaml"
    missing = reading.missing_profiles.get(key)
    if missing is not None:
        raise RefusedError(f"{missing.span.path}:{missing.span.line}: {missing.message}; {missing.hint}")
    wrong = [found for found in reading.report.errors if found.span.path.endswith(own)]
    if wrong:
        raise ContentError(Report(wrong))
    return held[key]
