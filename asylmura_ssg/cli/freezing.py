"""The command that fixes entries for whoever cites them."""

from __future__ import annotations

from pathlib import Path

import click

from asylmura_ssg.cli.commands import HOME, content_option, cores, demand, near, past_in, templates_option
from asylmura_ssg.cli.terminal import many

# Stages are imported by the command that uses them, so that `--help` answers at once.
# ruff: noqa: PLC0415


@click.command()
@content_option
@templates_option
@click.option("--dry-run", is_flag=True, help="Say which entries would be fixed; write nothing.")
def freeze(content: Path, templates: Path, dry_run: bool) -> None:
    """Fix every entry that changed since its last version, as it stands in this edition, for whoever cites it."""
    from asylmura_ssg.cache import BusyError, Store, alone_with
    from asylmura_ssg.cli.desk import give_up
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.pipeline import read
    from asylmura_ssg.registrar.freezing import FixedAlreadyError, add_versions, changed_entries
    from asylmura_ssg.tree import read_tree

    demand(content, "content")
    demand(templates, "templates")
    order = Order(near(content), near(templates), Path(), Path(), Scope(), cores(), past=past_in(content))
    try:
        with alone_with(content, HOME / ".cache"):
            reading, design = read(order, read_tree(order.content), read_tree(order.templates), Store(None))
            if reading.catalogue is None:
                give_up(reading.report, "What is wrong in the content comes first; nothing was fixed.")
            versions = list(changed_entries(reading.catalogue, design))
            if not dry_run:
                add_versions(order.content, versions)
    except (BusyError, FixedAlreadyError) as error:
        raise click.UsageError(str(error)) from None
    for version, text in versions:
        click.echo(f"{near(content) / version.path} ({len(text):,} bytes)")
    said = "would be fixed" if dry_run else "fixed"
    click.echo(
        f"{many(len(versions), 'entry', 'entries')} {said}." if versions else "No entry changed since its last version."
    )
