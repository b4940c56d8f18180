"""The commands that look after plates: ``asylmura plates …``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from asylmura_ssg.cli.commands import HOME, content_option, cores, demand, near

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def plates() -> None:
    """Look after the plates: issue, adopt, record, draw, prove, check."""


@plates.command("check")
@content_option
@click.option(
    "--since",
    default=None,
    metavar="REVISION",
    help="Hold the register against this git revision and all on the way to it.  [default: HEAD]",
)
@click.option(
    "--output",
    type=_FOLDER,
    default=HOME / "output",
    show_default="output",
    help="The built site whose pages are asked for.",
)
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")  # fmt: skip
def check_plates(content: Path, since: str | None, output: Path, cache: Path) -> None:
    """Check that every plate ever issued is kept: history, codes, and an answer for every address."""
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.upkeep import check_register

    demand(content, "content")
    trail, history = _history(content, since)
    order = Order(
        near(content), HOME / "templates", output, cache, Scope(), cores(), landed=trail[-1] if trail else None
    )
    findings = check_register(order, trail)
    show_report(findings.report)
    plates, copies = findings.plates, findings.copies
    rows = [
        ("history", history),
        ("codes", f"{findings.frozen:,} frozen codes drawn and compared, module by module"),
        ("addresses", f"{findings.asked:,} ways to ask for {copies:,} issues of {plates:,} plates"),
        ("pages", f"{findings.pages:,} pages read in {near(output)}/" if findings.pages else f"no built site in {near(output)}/"),
    ]  # fmt: skip
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
    if findings.report.errors:
        sys.exit(1)
    click.echo("\nEvery plate is kept.")


def _history(content: Path, since: str | None) -> tuple[tuple[bytes, ...], str]:
    """Return the register as each commit left it, oldest first, and in words what it is held against."""
    from asylmura_ssg.history import NoHistoryError, trail

    revision = since or "HEAD"
    try:
        revisions, whole = trail(content.absolute() / "plates" / "register.jsonl", revision)
    except NoHistoryError as error:
        if since is not None:
            raise click.UsageError(f"the register cannot be held against {since}: {error}") from None
        return (), f"not checked: {error}"
    held = tuple(one.data for one in revisions)
    commits = f"{len(held):,} {'commit' if len(held) == 1 else 'commits'}"
    words = f"{commits} on the way to {revision}, each one adds to the one before"
    if not whole:
        words += "; this is a shallow clone, so older ones were not seen (`git fetch --unshallow` brings them)"
    return held, words
