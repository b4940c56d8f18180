"""``asylmura volume``: a volume, or one region of it, as a printing house takes it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import (
    HOME,
    apart,
    content_option,
    cores,
    demand,
    near,
    past_in,
    profile_places,
    templates_option,
)
from asylmura_ssg.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from asylmura_ssg.bindery import Errand, Package, UnfitError
    from asylmura_ssg.cli.terminal import Progress
    from asylmura_ssg.model.order import Order
    from asylmura_ssg.uptodate import Ground

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("keys", nargs=-1, metavar="[VOLUME]…")
@click.option("--printer", default=None, metavar="NAME", help="For this printing house.  [default: the volume's own]")
@click.option("--region", default=None, metavar="CODE", help="One region alone, as an offprint: KZ-43, or kyzylorda.")
@click.option(
    "--language",
    type=click.Choice([str(language) for language in LANGUAGES]),
    default=None,
    help="Everything in one language.  [default: the volume's own languages]",
)
@click.option(
    "--output", type=_FOLDER, default=HOME / "output", show_default="output", help="Packages lie in press/ below it."
)
@content_option
@templates_option
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def volume(
    keys: tuple[str, ...], printer: str | None, region: str | None, language: str | None, output: Path, content: Path,
    templates: Path, cache: Path, jobs: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Make the press package of a volume: block, cover, preflight report, proof, job ticket, checksums, ZIP.

    Without names, every volume is made. A package that does not pass its preflight is not laid down.
    """
    from asylmura_ssg.bindery import Errand
    from asylmura_ssg.cache import BusyError, alone_with
    from asylmura_ssg.cli.terminal import Progress
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.publish import PublishError
    from asylmura_ssg.uptodate import survey

    demand(content, "content")
    demand(templates, "templates")
    output = apart(output, "the output", (content, templates))
    order = Order(near(content), near(templates), output, cache, Scope(), jobs or cores(), past=past_in(content),
                  profiles=profile_places())  # fmt: skip
    progress = Progress(quiet=quiet, verbose=False)
    spoken = None if language is None else Language(language)
    try:
        with alone_with(output, cache):
            ground = survey(order)
            errands = [Errand(key, printer, region, spoken) for key in keys or described_in(content)]
            good = [bound(order, ground, errand, progress, quiet=quiet) for errand in errands]
    except (BusyError, PublishError) as error:
        raise click.UsageError(str(error)) from None
    except KeyboardInterrupt:
        progress.close()
        click.echo("\nStopped; the packages are as they were.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    if not all(good):
        sys.exit(1)


def described_in(content: Path) -> tuple[str, ...]:
    """Return the keys of all volumes that the content describes."""
    keys = tuple(sorted(file.stem for file in (content / "volumes").glob("*.yaml")))
    if not keys:
        raise click.UsageError(f"no volume is described in {near(content)}/volumes/")
    return keys


def bound(order: Order, ground: Ground, errand: Errand, progress: Progress, *, quiet: bool) -> bool:
    """Bind one package and say what came of it; return whether it lies there as it should.

    What is wrong with one volume is said and does not keep others from being bound.
    """
    from asylmura_ssg.bindery import ThinSpineError, UnfitError, bind
    from asylmura_ssg.cli.terminal import show_report, unsettable
    from asylmura_ssg.model.setting import UnsettableError

    started = time.perf_counter()
    try:
        with _words_for(progress, order):
            package = bind(order, ground, errand, progress)
    except UnfitError as error:
        progress.close()
        _tell(error)
        return False
    except UnsettableError as error:
        progress.close()
        for each in error.errors:
            click.echo(unsettable(each, ground.content), err=True)
        click.secho(f"{errand.volume} cannot be bound; nothing was published.", fg="red", bold=True, err=True)
        return False
    except ThinSpineError as error:
        progress.close()
        click.secho(f"{errand.volume} cannot be bound: {error}", fg="red", err=True)
        return False
    progress.close()
    show_report(package.report)
    if not quiet:
        _summarise(package, time.perf_counter() - started)
    return True


@contextmanager
def _words_for(progress: Progress, order: Order) -> Iterator[None]:
    """Turn what stops the work into words and an exit code."""
    from asylmura_ssg.bindery import RefusedError
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.model.proof import GhostscriptError
    from asylmura_ssg.publish import PublishError
    from asylmura_ssg.tree import ChangedError

    try:
        yield
    except ContentError as error:
        progress.close()
        show_report(error.report)
        sys.exit(1)
    except (RefusedError, GhostscriptError, PublishError, ChangedError) as error:
        progress.close()
        raise click.UsageError(str(error)) from None
    except OSError as error:
        progress.close()
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(
            f"the system says: {error.strerror or error}{named}; {near(order.output)}/ is as it was"
        ) from None


def _tell(error: UnfitError) -> None:
    """Say what a preflight found in each file that failed, and where all of it is to be read."""
    from asylmura_ssg.cli.preflight import show_findings

    for name, verdict in error.verdicts:
        if not verdict.passed:
            click.echo(f"{click.style(name, bold=True)}\n")
            show_findings(verdict)
    click.secho(f"{error}; nothing was published.", fg="red", bold=True, err=True)
    click.echo(f"All of it: {near(error.folder)}/preflight.html", err=True)


def _summarise(package: Package, seconds: float) -> None:
    folder = near(package.folder)
    warned = f", {package.warnings:,} warnings" if package.warnings else ""
    rows: Sequence[tuple[str, str]] = [
        ("package", f"{folder}/"),
        ("block", f"{package.pages:,} pages, spine {package.spine:g} mm"),
        ("files", f"{len(package.files)}, {sum(size for _, size in package.files) / 1e6:,.1f} MB"),
        ("preflight", f"passed{warned}: {folder}/preflight.html"),
        ("time", f"{seconds:.1f} s" if package.anew else f"{seconds:.1f} s: it was up to date"),
    ]
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
