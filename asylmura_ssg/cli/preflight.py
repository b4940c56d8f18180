"""``asylmura preflight``: a print file held against a printing house's terms, and what a person sees of it."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.commands import HOME, content_option, cores, demand, near, profile_places, templates_option

if TYPE_CHECKING:
    from asylmura_ssg.bindery.inspection import Inspection
    from asylmura_ssg.model.preflight import Verdict

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER: Final = click.Path(file_okay=False, path_type=Path)
_SHOWN = 12  # lines of one check; of more, the first ones are shown


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--printer", required=True, metavar="NAME", help="Whose terms: a file in content/printers/, without .yaml."
)
@click.option("--volume", default=None, metavar="KEY", help="The file is this volume's block: it must hold all of it.")
@click.option("--report", type=_FOLDER, default=None, help="Write preflight.html and preflight.json into this folder.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="For people, or for programs.")  # fmt: skip
@content_option
@templates_option
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
def preflight(
    file: Path, printer: str, volume: str | None, report: Path | None, form: str, content: Path, templates: Path,
    cache: Path, jobs: int | None,
) -> None:  # fmt: skip
    """Examine a print FILE, whoever made it, as the printing house will."""
    from asylmura_ssg.bindery.errand import RefusedError
    from asylmura_ssg.bindery.inspection import inspect_file
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.model.proof import GhostscriptError

    started = time.perf_counter()
    demand(content, "content")
    demand(templates, "templates")
    order = Order(
        near(content), near(templates), Path(), cache, Scope(), jobs or cores(), profiles=profile_places()
    )  # fmt: skip
    try:
        inspection = inspect_file(order, file, printer, volume)
    except ContentError as error:
        show_report(error.report)
        sys.exit(1)
    except (RefusedError, GhostscriptError) as error:
        raise click.UsageError(str(error)) from None
    if report is not None:
        _write(inspection, report)
    if form == "json":
        click.echo(inspection.figures(), nl=False)
    else:
        _show(inspection, report, time.perf_counter() - started)
    sys.exit(0 if inspection.examined.verdict.passed else 1)


def _write(inspection: Inspection, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "preflight.html").write_bytes(inspection.page())
        (folder / "preflight.json").write_bytes(inspection.figures())
    except OSError as error:
        raise click.UsageError(f"the report cannot be written: {error.strerror} ({error.filename})") from None


def _show(inspection: Inspection, report: Path | None, seconds: float) -> None:
    printer, verdict = inspection.printer, inspection.examined.verdict
    terms = f"{printer.key}: {printer.standard}, {printer.condition.identifier}"
    click.echo(f"{click.style(inspection.examined.name, bold=True)}  {click.style(terms, dim=True)}\n")
    show_findings(verdict)
    for label, value in (*_figures(verdict), ("time", f"{seconds:.1f} s")):
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
    if report is not None:
        click.echo(f"  {click.style('report'.ljust(10), dim=True)} {near(report) / 'preflight.html'}")
    click.echo(f"\n{judged(verdict)}")


def judged(verdict: Verdict) -> str:
    """Return the verdict in one line."""
    from asylmura_ssg.model.preflight import Gravity

    errors = sum(finding.gravity is Gravity.ERROR for finding in verdict.findings)
    warnings = len(verdict.findings) - errors
    counted = [
        f"{number:,} {noun}{'' if number == 1 else 's'}"
        for number, noun in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    said = f"{'Ready' if verdict.passed else 'Not ready'} to print{': ' if counted else ''}{' and '.join(counted)}."
    return click.style(said, fg="green" if verdict.passed else "red", bold=True)


def show_findings(verdict: Verdict) -> None:
    """Print what was found, check by check: where, in mm from the trim's lower left corner, what, and what to do."""
    from asylmura_ssg.make.preflight_report import by_check, by_words, page_ranges, place_said
    from asylmura_ssg.model.preflight import Gravity
    from asylmura_ssg.model.remedies import WORDS

    for gravity, check, findings in by_check(verdict.findings):
        colour = "red" if gravity is Gravity.ERROR else "yellow"
        click.echo(
            f"{click.style(f'{gravity}[{check}]', fg=colour, bold=True)} {click.style(WORDS[check].title, bold=True)}"
        )
        said = list(by_words(findings))
        for words, pages, place in said[:_SHOWN]:
            where = (
                f"{'page' if len(set(pages)) == 1 else 'pages'} {page_ranges(pages)}" if any(pages) else "whole file"
            )
            at = "" if place is None else f" at {place_said(place)}"
            click.echo(f"  {click.style(f'{where}{at}:', dim=True)} {words}")
        if len(said) > _SHOWN:
            click.echo(click.style(f"  … and {len(said) - _SHOWN} more; --report writes them all down", dim=True))
        click.echo(f"  = {WORDS[check].remedy}\n")


def _figures(verdict: Verdict) -> list[tuple[str, str]]:
    known = verdict.figures
    rows = [("pages", f"{verdict.pages:,}")]
    if "trim-width" in known:
        rows.append(("trim", f"{known['trim-width']:g} × {known['trim-height']:g} mm, bleed {known['bleed']:g} mm"))
    if verdict.inks:
        rows.append(("inks", ", ".join(verdict.inks)))
    if "most-ink" in known:
        rows.append(("most ink", f"{known['most-ink']:.0f} %, page {known['most-ink-page']:.0f}"))
    if "lowest-ppi" in known:
        rows.append(("lowest ppi", f"{known['lowest-ppi']:.0f}, page {known['lowest-ppi-page']:.0f}"))
    if "codes" in known:
        rows.append(("codes read", f"{known['codes']:.0f}"))
    return rows
