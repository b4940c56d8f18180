"""The commands that look after plates: ``asylmura plates …``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import HOME, content_option, cores, demand, near

if TYPE_CHECKING:
    from asylmura_ssg.model.order import Past

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
    past, history = _history(content, since)
    order = Order(near(content), HOME / "templates", output, cache, Scope(), cores(), past=past)
    findings = check_register(order)
    show_report(findings.report)
    built, missing = findings.pages is not None, f"no built site in {near(output)}/"
    asked = f"{findings.asked:,} ways to ask for {findings.copies:,} issues of {findings.plates:,} plates"
    rows = [
        ("history", history),
        ("codes", f"{findings.frozen:,} frozen codes drawn and compared, module by module"),
        ("addresses", asked if built else missing),
        ("pages", f"{findings.pages:,} pages read in {near(output)}/" if built else missing),
    ]
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
    if findings.report.errors:
        sys.exit(1)
    unasked = [
        what
        for what, done in (
            ("the history was not checked", past is not None),
            ("no site was asked: build one first", built),
        )
        if not done
    ]
    click.echo("\nEvery plate is kept." if not unasked else f"\nNothing wrong was found; but {', and '.join(unasked)}.")


def _history(content: Path, since: str | None) -> tuple[Past | None, str]:
    """Return what landed of the register, and in words what it is held against."""
    from asylmura_ssg.history import NoHistoryError, past_of

    revision = since or "HEAD"
    try:
        past = past_of(content.absolute() / "plates" / "register.jsonl", revision)
    except NoHistoryError as error:
        if since is not None:
            raise click.UsageError(f"the register cannot be held against {since}: {error}") from None
        return None, f"not checked: {error}"
    landed = f"{len(past.versions):,} {'version' if len(past.versions) == 1 else 'versions'}"
    words = f"{landed} that landed on the ways to {revision}, line by line"
    if not past.whole:
        words += "; this is a shallow clone, so older ones were not seen (`git fetch --unshallow` brings them)"
    return past, words
