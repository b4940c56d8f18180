"""``asylmura check``: what is wrong with the content, and what an editor would mend."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import (
    HOME,
    content_option,
    cores,
    demand,
    near,
    past_in,
    profile_places,
    templates_option,
)

if TYPE_CHECKING:
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.model.order import Order
    from asylmura_ssg.proofreading.outside import Outside
    from asylmura_ssg.proofreading.proof import Proof

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them


@click.command()
@click.argument("records", nargs=-1, metavar="[SLUG|PATH]…")
@content_option
@templates_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
              default="text", show_default=True,
              help="For people; or for programs: a list, GitHub's notes at lines, GitLab's Code Quality, SARIF 2.1.0.")  # fmt: skip
@click.option("--no-advice", is_flag=True, help="Say errors and warnings alone: what a build says.")
@click.option("--fix", is_flag=True, help="Show what can be mended without asking what was meant, and mend it.")
@click.option("--yes", is_flag=True, help="With --fix: mend without asking.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), default=HOME / ".cache",
              show_default=".cache", help="What may be used again.")  # fmt: skip
def check(
    records: Sequence[str], content: Path, templates: Path, form: str, no_advice: bool, fix: bool, yes: bool,
    jobs: int | None, cache: Path,
) -> None:  # fmt: skip
    """Read everything, or the records named, and say what is wrong and what could be better; publish nothing."""
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.tree import ChangedError

    demand(content, "content")
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    if fix and form != "text":
        raise click.UsageError("--fix speaks to people: leave --format out")
    order = Order(near(content), near(templates), Path(), cache, Scope(), jobs or cores())
    written = False
    try:
        folders = _named(order, records)
        if fix:
            from asylmura_ssg.cli.mending import mend

            written = mend(order.content, folders, agreed=yes)
        proof = _proof(order, folders, advice=not no_advice)
    except ChangedError:
        raise
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        kept = "; nothing was written" if fix and not written else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}{kept}") from None
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"\nStopped; {'what was mended stays' if written else 'nothing was written'}.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    _show(proof, form, named=len(folders))
    sys.exit(1 if proof.report.errors else 0)


def _named(order: Order, records: Sequence[str]) -> tuple[str, ...]:
    from asylmura_ssg.proofreading.naming import NoRecordError, folders_named

    try:
        return folders_named(order.content, order.cache, records) if records else ()
    except NoRecordError as error:
        raise click.UsageError(str(error)) from None


def _proof(order: Order, folders: tuple[str, ...], *, advice: bool) -> Proof:
    if folders:
        gc.disable()  # ten thousand standings are made, and no cycle among them
        from asylmura_ssg.workers import beside

        with beside(lambda: _outside(order, folders, advice=advice), order.jobs) as outside:
            from asylmura_ssg.proofreading.named import proofread_named  # a hundred modules are loaded meanwhile

            return proofread_named(order, folders, outside)
    from dataclasses import replace

    from asylmura_ssg.proofreading.whole import proofread

    return proofread(replace(order, past=past_in(order.content), profiles=profile_places()), advice=advice)


def _outside(order: Order, folders: tuple[str, ...], *, advice: bool) -> Outside:
    from asylmura_ssg.proofreading.outside import look_outside

    return look_outside(order, folders, advice=advice)


def _show(proof: Proof, form: str, *, named: int) -> None:
    if form == "text":
        from asylmura_ssg.cli.terminal import show_report

        show_report(proof.report)
        _sum_up(proof, named)
    else:
        from asylmura_ssg.cli.findings import FORMS

        if said := FORMS[form](proof.report):
            click.echo(said)
    for words in proof.unseen:
        click.secho(words, dim=True, err=True)


def _sum_up(proof: Proof, named: int) -> None:
    if len(proof.report):
        click.echo(_pages(proof.report), err=True)
    if not proof.report.errors:
        read = f"{proof.count} {'entry' if proof.count == 1 else 'entries'} read"
        click.echo(
            f"{read}; nothing {'in it stands' if named == 1 else 'in them stands' if named else 'stands'} in the way of a build."
        )


def _pages(report: Report) -> str:
    from asylmura_ssg.rulebook import page_of

    codes = sorted({diagnostic.code for diagnostic in report}, key=lambda code: code.slug)
    if len(codes) == 1:
        return f"Why, and how to mend it: {page_of(codes[0])}"
    return "Why, and how to mend each: docs/rules/<the name in brackets>.md"
