"""What all commands share; and the commands build, register."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg import __version__

if TYPE_CHECKING:
    from asylmura_ssg.cli.terminal import Progress
    from asylmura_ssg.model.order import Order, Past
    from asylmura_ssg.tree import Bytes
    from asylmura_ssg.uptodate import Ground

HOME = Path(__file__).parent.parent.parent

# Stages are imported by the commands that use them, so that `--help` and an unchanged build answer at once.
# ruff: noqa: PLC0415

FOLDER = click.Path(file_okay=False, path_type=Path)


def near(path: Path) -> Path:
    """Return a path below the working directory as relative to it: diagnostics are read by people."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def content_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take the folder of the content."""
    return click.option("--content", type=FOLDER, default=HOME / "content", show_default="content",
                        help="Folder of the content.")(function)  # fmt: skip


def templates_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take the folder of the templates."""
    return click.option("--templates", type=FOLDER, default=HOME / "templates", show_default="templates",
                        help="Folder of the templates.")(function)  # fmt: skip


def past_in(content: Path) -> Past | None:
    """Return the register as it landed before; None where there is nothing to hold it against.

    Where git ought to know and does not say, that is told: nobody is to think that the register was held against it.
    """
    from asylmura_ssg.history import NoHistoryError, past_of

    try:
        return past_of(content.absolute() / "plates" / "register.jsonl")
    except NoHistoryError as error:
        if not error.usual:
            click.secho(f"The register was not held against its history: {error}.", fg="yellow", err=True)
        return None


def profile_places() -> tuple[Path, ...]:
    """Return where ICC profiles are kept: what the set-up fetched for this project, the system's, the person's own."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    shares = (Path(sys.prefix, "share"), Path("/usr/share"), Path("/usr/local/share"), home)
    return tuple(share / "color" / "icc" for share in shares)


def cores() -> int:
    """Return how many processor cores may be used."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Commands(click.Group):
    """The commands together. Content that changes while it is read, and Ctrl-C, end any of them in words, not in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OSError as error:
            from asylmura_ssg.tree import ChangedError

            if isinstance(error, ChangedError):
                raise click.UsageError(str(error)) from None
            raise
        except KeyboardInterrupt:  # before the command itself could say what that means
            click.echo("\nStopped.", err=True)
            sys.exit(130)  # 128 + SIGINT, as shells have it


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="asylmura")
def main() -> None:
    """Asyl Mura: records of monuments in, an encyclopedia out — site, plates, printed volume."""


@main.command()
@content_option
@templates_option
@click.option("--output", type=FOLDER, default=HOME / "output", show_default="output", help="Where it is published.")
@click.option("--cache", type=FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--no-volume", is_flag=True, help="Leave the printed volumes out.")
@click.option("--no-plates", is_flag=True, help="Leave the plates' codes out.")
@click.option("--drafts", is_flag=True, help="Publish drafts and entries in review too, to look at.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say every stage.")
@click.option("--explain", is_flag=True, help="Say of every file made anew what changed in its recipe.")
def build(
    content: Path, templates: Path, output: Path, cache: Path, no_volume: bool, no_plates: bool, drafts: bool,
    jobs: int | None, quiet: bool, verbose: bool, explain: bool,
) -> None:  # fmt: skip
    """Build the site, the plates and the volume into the output folder."""
    from asylmura_ssg.cache import BusyError, alone_with
    from asylmura_ssg.cli.terminal import Progress, show_report, unsettable
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.model.setting import UnsettableError
    from asylmura_ssg.publish import PublishError
    from asylmura_ssg.tree import ChangedError
    from asylmura_ssg.uptodate import survey

    started = time.perf_counter()
    demand(content, "content")
    demand(templates, "templates")
    output = apart(output, "the output", (content, templates))
    scope = Scope(plates=not no_plates, volumes=not no_volume)
    order = Order(near(content), near(templates), output, cache, scope, jobs or cores(), drafts, past_in(content),
                  () if no_volume else profile_places())  # fmt: skip
    progress = Progress(quiet=quiet, verbose=verbose)
    files: dict[str, Bytes] = {}
    try:
        progress("read", 0, 0)
        with alone_with(output, cache):
            ground = survey(order)
            files = ground.content
            summary, made, removed = _build(order, ground, progress, explain=explain)
            if not quiet:
                _summarise(summary, made, removed, near(output), time.perf_counter() - started)
            good = _press(order, ground, summary, progress, quiet=quiet)
    except ContentError as error:
        progress.close()
        show_report(error.report)
        if output.exists():
            click.echo(f"Nothing was published; {near(output)}/ is as it was.", err=True)
        sys.exit(1)
    except UnsettableError as error:
        progress.close()
        for each in error.errors:
            click.echo(unsettable(each, files), err=True)
        click.secho("The volume cannot be set; nothing was published.", fg="red", bold=True, err=True)
        sys.exit(1)
    except (PublishError, BusyError, ChangedError) as error:
        progress.close()
        raise click.UsageError(str(error)) from None
    except OSError as error:
        progress.close()
        raise click.UsageError(_of_the_machine(error, output)) from None
    except KeyboardInterrupt:
        progress.close()
        click.echo("\nStopped; what was published is as it was.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    if not good:
        sys.exit(1)


def apart(folder: Path, what: str, sources: Sequence[Path]) -> Path:
    """Return a folder to publish into itself, links followed; refuse one that holds, or lies in, what it is made from."""
    own = folder.resolve()
    for source in (*sources, Path.cwd()):
        place = source.resolve()
        if place.is_relative_to(own) or (source in sources and own.is_relative_to(place)):
            raise click.UsageError(f"{folder} cannot be {what}: {near(place)} is part of it, or it of that")
    return own


def _of_the_machine(error: OSError, output: Path) -> str:
    """Return what the system refused, in words; the published tree is never half changed by it."""
    named = f" ({error.filename})" if error.filename else ""
    kept = f"; {near(output)}/ is as it was" if output.exists() else ""
    return f"the system says: {error.strerror or error}{named}{kept}"


def _build(order: Order, ground: Ground, progress: Progress, *, explain: bool) -> tuple[dict[str, int], int, int]:
    """Build unless nothing changed; return the figures, and how many files were made anew and removed."""
    from asylmura_ssg.cli.terminal import show_report

    if ground.unchanged:
        return ground.published.summary, 0, 0
    from asylmura_ssg.pipeline import build as run

    outcome = run(order, ground, progress)
    progress.close()
    show_report(outcome.report)
    _explain(outcome.made, outcome.removed, wanted=explain)
    return outcome.summary, len(outcome.made), len(outcome.removed)


def _press(order: Order, ground: Ground, summary: dict[str, int], progress: Progress, *, quiet: bool) -> bool:
    """Bring the press package of every volume up to the content; return whether all of them are as they should be.

    A build with drafts is for looking at: its volumes do not go to press.
    """
    from asylmura_ssg.bindery.errand import Errand
    from asylmura_ssg.cli.bindery import bound

    keys = [path.removeprefix("volumes/").removesuffix(".pdf") for path in summary if path.endswith(".pdf")]
    errands = [Errand(key) for key in keys if order.scope.volumes and not order.drafts]
    results = [bound(order, ground, errand, progress, quiet=quiet) for errand in errands]
    return all(results)


def _explain(made: Sequence[tuple[str, tuple[str, ...]]], removed: Sequence[str], *, wanted: bool) -> None:
    """Say of each file made anew which parts of its recipe changed."""
    for path, reasons in made if wanted else ():
        click.echo(f"{path}: {', '.join(reasons)}")
    for path in removed if wanted else ():
        click.echo(f"{path}: removed")


def spoken_of(content: Path) -> str:
    """Return the option that names the content, for a command that is proposed; nothing for the project's own."""
    return "" if near(content.absolute()) == near(HOME / "content") else f" --content {quoted(content)}"


def quoted(path: Path) -> str:
    """Return a path as it stands in a command that is proposed: in quotation marks where the shell wants them."""
    import shlex

    return shlex.quote(near(path.absolute()).as_posix())


def demand(folder: Path, what: str) -> None:
    """Refuse to go on without a folder."""
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {folder}; name the {what} with --{what}")


def _summarise(summary: dict[str, int], made: int, removed: int, output: Path, seconds: float) -> None:
    volumes = {path: pages for path, pages in summary.items() if path.endswith(".pdf")}
    rows = [
        ("monuments", f"{summary['monuments']:,}"),
        ("pages", f"{summary['pages']:,}"),
        ("plates", f"{summary['plates']:,}"),
        *(("volume", f"{pages:,} pages, {output}/{path}") for path, pages in volumes.items()),
        ("made anew", f"{made:,} of {summary['files']:,} files" if made or removed else "nothing: all was up to date"),
        *((("removed", f"{removed:,} files"),) if removed else ()),
        ("time", f"{seconds:.1f} s"),
    ]
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
    elsewhere = "" if output == near(HOME / "output") else f" --output {output}"
    click.echo(
        f"\nTo look at it: {click.style(f'python3 build.py serve --built{elsewhere}', bold=True)}, then http://localhost:8000/"
    )


@main.command()
@content_option
def register(content: Path) -> None:
    """Enter monuments that are not yet in the register of numbers; lines are only ever added."""
    from asylmura_ssg.cli.desk import opened
    from asylmura_ssg.registrar.issuing import unnumbered

    with opened(content, HOME / ".cache") as desk:
        lines = desk.enter(unnumbered(desk.reading))
    path = near(content) / "plates" / "register.jsonl"
    click.echo(f"{len(lines)} entered in {path}" if lines else "Every monument is in the register.")
