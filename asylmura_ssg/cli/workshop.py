"""``asylmura plates artwork``: the files a workshop makes plates from, each proved before it leaves."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import HOME, apart, content_option, cores, demand, near, past_in, templates_option
from asylmura_ssg.cli.plates import plates
from asylmura_ssg.model.artwork import SIZES, Arrangement, ArtworkError, Form, Sheet, Variant
from asylmura_ssg.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from asylmura_ssg.workshop import Delivered

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FOLDER = click.Path(file_okay=False, path_type=Path)


class _SheetSize(click.ParamType[tuple[float, float]]):
    """A sheet's width and height, as 600x400."""

    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """Return width and height in mm."""
        width, sign, height = str(value).replace("×", "x").partition("x")
        try:
            found = float(width), float(height)
        except ValueError:
            found = (0.0, 0.0)
        if not sign or not all(30 <= side <= 5000 for side in found):
            self.fail(f'"{value}" is no size of a sheet; write width x height in mm, like 1250x2500', param, ctx)
        return found


class _Millimetres(click.ParamType[float]):
    """A length that a sheet can have room for."""

    name = "mm"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return mm."""
        try:
            found = float(str(value).replace(",", "."))
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1000:  # neither is what is no number at all
            self.fail(f'"{value}" is no length in mm between 0 and 1000', param, ctx)
        return found


@plates.command("artwork")
@click.argument("wanted", nargs=-1, metavar="[SLUG|PLATE]…")
@click.option("--region", default=None, help="Only plates of this region.")
@click.option(
    "--issue",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="This issue of the plates named.  [default: the last of our own make]",
)
@click.option(
    "--size",
    type=click.Choice([size.key for size in SIZES]),
    default=SIZES[0].key,
    show_default=True,
    help="; ".join(f"{s.key}: modules of {s.module:g} mm, read to about {s.reads_to:g} m" for s in SIZES),
)
@click.option(
    "--layout",
    type=click.Choice([str(a) for a in Arrangement]),
    default=str(Arrangement.TWIN),
    show_default=True,
    help="One code, or two alike: what spoils one seldom spoils both.",
)
@click.option(
    "--variant",
    type=click.Choice([str(v) for v in Variant]),
    default=str(Variant.ENAMEL),
    show_default=True,
    help="How the plate will be made.",
)
@click.option(
    "--form", "forms", type=click.Choice([str(f) for f in Form]), multiple=True, help="Kinds of files.  [default: all]"
)
@click.option(
    "--sheet", type=_SheetSize(), default=None, help="Also set the plates on sheets of this size in mm, with cut marks."
)
@click.option("--margin", type=_Millimetres(), default=10.0, show_default=True, help="What a sheet's edges need, mm.")
@click.option(
    "--gap",
    type=_Millimetres(),
    default=10.0,
    show_default=True,
    help="What is left between two plates on a sheet, mm.",
)
@click.option(
    "--language",
    type=click.Choice([str(lang) for lang in LANGUAGES]),
    default="kk",
    show_default=True,
    help="Language of the report on the proof.",
)
@click.option(
    "--to",
    type=_FOLDER,
    default=HOME / "workshop",
    show_default="workshop",
    help="Where the files are laid; a folder holds one commission.",
)
@content_option
@templates_option
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def artwork(
    wanted: tuple[str, ...], region: str | None, issue: int | None, size: str, layout: str, variant: str, forms: tuple[str, ...],
    sheet: tuple[float, float] | None, margin: float, gap: float, language: str, to: Path, content: Path,
    templates: Path, cache: Path, jobs: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Draw plates for the workshop, and prove that every file scans before it leaves.

    Without names, all issued plates are drawn. Nothing is laid down unless every file passes.
    """
    from asylmura_ssg.cache import BusyError, alone_with
    from asylmura_ssg.cli.terminal import Progress, show_report
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.model.proof import GhostscriptError
    from asylmura_ssg.publish import PublishError
    from asylmura_ssg.registrar.artwork import copies_wanted
    from asylmura_ssg.registrar.desk import RefusedError
    from asylmura_ssg.workshop import Commission, UnprovedError, deliver

    started = time.perf_counter()
    demand(content, "content")
    demand(templates, "templates")
    to = apart(to, "the workshop's folder", (content, templates, HOME / "output"))
    _demand_sense(wanted, region, issue)
    commission = Commission(
        next(each for each in SIZES if each.key == size), Arrangement(layout), Variant(variant),
        tuple(Form(form) for form in forms) or tuple(Form),
        None if sheet is None else Sheet(*sheet, margin, gap), Language(language),
    )  # fmt: skip
    order = Order(near(content), near(templates), to, cache, Scope(), jobs or cores(), past=past_in(content))
    progress = Progress(quiet=quiet, verbose=False)
    try:
        with alone_with(to, cache):
            delivered = deliver(
                order, lambda catalogue: copies_wanted(catalogue, wanted, region, issue), commission, to, progress
            )
    except ContentError as error:
        progress.close()
        show_report(error.report)
        sys.exit(1)
    except UnprovedError as error:
        progress.close()
        for proof in error.proofs:
            for finding in proof.failures:
                click.echo(f"{proof.file}: {finding.check}: {finding.measured}; wanted: {finding.wanted}", err=True)
        click.secho(f"{error}; nothing was laid into {near(to)}/.", fg="red", bold=True, err=True)
        sys.exit(1)
    except (RefusedError, ArtworkError, GhostscriptError, PublishError, BusyError) as error:
        progress.close()
        raise click.UsageError(str(error)) from None
    except OSError as error:
        progress.close()
        raise click.UsageError(f"the system says: {error.strerror or error} ({error.filename})") from None
    progress.close()
    if not quiet:
        _summarise(delivered, near(to), time.perf_counter() - started)


def _demand_sense(wanted: tuple[str, ...], region: str | None, issue: int | None) -> None:
    if wanted and region is not None:
        raise click.UsageError("name plates, or a region with --region; not both")
    if issue is not None and not wanted:
        raise click.UsageError("--issue says which issue of the plates that are named; name them")


def _summarise(delivered: Delivered, to: Path, seconds: float) -> None:
    rows = [
        ("plates", f"{delivered.plates:,}"),
        ("files", f"{delivered.files:,} in {to}/, {delivered.drawn:,} of them drawn anew"),
        *((("sheets", f"{delivered.sheets:,}"),) if delivered.sheets else ()),
        *((("removed", f"{delivered.removed:,} files of the earlier commission"),) if delivered.removed else ()),
        ("proof", f"{delivered.checks:,} checks, all passed: {to}/proof.html"),
        ("time", f"{seconds:.1f} s"),
    ]
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(10), dim=True)} {value}")
