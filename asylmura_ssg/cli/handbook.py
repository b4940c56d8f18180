"""``asylmura handbook``: the editor's handbook as pages to look at anywhere."""

from __future__ import annotations

from pathlib import Path

import click

from asylmura_ssg.cli.commands import FOLDER, HOME, apart, demand, near, templates_option

# ruff: noqa: PLC0415 - loaded when it is called


@click.command()
@templates_option
@click.option("--docs", type=FOLDER, default=HOME / "docs", show_default="docs", help="Folder of the chapters.")
@click.option("--output", type=FOLDER, required=True, help="Where the pages are put.")
def handbook(templates: Path, docs: Path, output: Path) -> None:
    """Make the editor's handbook, in three languages, as pages that need nothing else."""
    from asylmura_ssg.cli.desk import give_up
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.handbook import AstrayError, Handbook, TakenError, write_handbook
    from asylmura_ssg.read.design import check_complete, read_design
    from asylmura_ssg.tree import read_tree

    demand(docs, "docs")
    demand(templates, "templates")
    own = apart(output, "the handbook", (docs, templates))
    report = Report()
    design = read_design(read_tree(templates), report)
    check_complete(design, near(templates).as_posix(), report)
    if report.errors:
        give_up(report, "Nothing was written.")
    click.echo("Making the pages …", err=True)
    try:
        count = write_handbook(Handbook(read_tree(docs), design, ""), own)
    except AstrayError as error:
        for each in error.links:
            click.echo(each, err=True)
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1) from None
    except TakenError as error:
        raise click.UsageError(f"{error}; name a new folder with --output") from None
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}") from None
    click.echo(f"{count:,} files in {near(own)}; open {near(own / 'index.html')}")
