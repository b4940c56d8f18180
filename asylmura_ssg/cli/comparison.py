"""``asylmura compare``: what a change does to the pages of the site, in words and in pictures."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.commands import FOLDER, demand, near, templates_option
from asylmura_ssg.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from asylmura_ssg.comparison.gallery import Gallery
    from asylmura_ssg.comparison.sites import Comparison

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REPORT, SUMMARY = "report.html", "summary.md"


@click.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option("--output", type=FOLDER, default="comparison", show_default=True,
              help="Where report.html and summary.md are put.")  # fmt: skip
@click.option("--pictures", type=click.IntRange(min=0), default=20, show_default=True, metavar="N",
              help="Picture at most so many pages; 0 compares words alone.")  # fmt: skip
@click.option(
    "--browser", default=None, metavar="FILE", help="The Chromium that shows pages.  [default: the one at hand]"
)
@click.option("--language", type=click.Choice([str(each) for each in LANGUAGES]), default="en", show_default=True,
              help="Language of the report.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@templates_option
def compare(
    old: Path, new: Path, output: Path, pictures: int, browser: str | None, language: str, quiet: bool, templates: Path
) -> None:
    """Compare two built sites, OLD and NEW: new, gone and changed pages, their words and how they look."""
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.comparison.report import TEMPLATE, report_page, summary_of
    from asylmura_ssg.comparison.sites import NoSiteError, compare as compared
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.read.design import read_design
    from asylmura_ssg.tree import read_tree

    demand(templates, "templates")
    for site in (old, new):
        if output.resolve().is_relative_to(site.resolve()):
            raise click.UsageError(
                f"the report cannot lie in {site}, which it is about; name another folder with --output"
            )
    spoken = Language(language)
    try:
        comparison = compared(old, new)
        gallery = _gallery(comparison, old, new, browser, pictures, quiet=quiet)
        design = read_design(read_tree(near(templates)), Report())
        said = design.strings
        strings = said[spoken]
        files = {
            REPORT: report_page(comparison, gallery, design.templates[TEMPLATE], strings, spoken),
            SUMMARY: summary_of(comparison, gallery, strings, spoken).encode(),
        }
        output.mkdir(parents=True, exist_ok=True)
        write_all({output / name: data for name, data in files.items()})
    except NoSiteError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}; no report was written") from None
    except KeyboardInterrupt:
        click.echo("\nStopped; no report was written.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    if not quiet:
        _say(comparison, gallery, near(output.absolute()))


def _gallery(comparison: Comparison, old: Path, new: Path, browser: str | None, limit: int, *, quiet: bool) -> Gallery:
    """Return pictures where they are wanted and a browser is at hand; else why there are none."""
    from asylmura_ssg.cli.terminal import Progress
    from asylmura_ssg.comparison.gallery import Gallery, pictures

    if limit == 0 or comparison.nothing:
        return Gallery({}, 0, 0)
    found = browser or next((path for path in map(shutil.which, _BROWSERS) if path), None)
    if found is None:
        return Gallery({}, 0, 0, "no Chromium is at hand; install one, or name it by --browser")
    progress = Progress(quiet=quiet, verbose=False)
    try:
        return pictures(comparison, old, new, found, limit, progress)
    finally:
        progress.close()


def _say(comparison: Comparison, gallery: Gallery, output: Path) -> None:
    from asylmura_ssg.cli.terminal import many

    if comparison.nothing:
        click.echo("Both sites are the same.")
    else:
        rows = [
            ("new", many(len(comparison.new), "page")),
            ("gone", many(len(comparison.gone), "page")),
            (
                "changed",
                f"{many(len(comparison.changed), 'page reads', 'pages read')} differently, of {comparison.pages:,}",
            ),
            ("markup", f"{len(comparison.unread):,} more changed, and read as before"),
            ("pictures", f"of {many(gallery.seen, 'page')}" if gallery.seen else "none"),
        ]
        for label, value in rows:
            click.echo(f"  {click.style(label.ljust(8), dim=True)} {value}")
    if gallery.why:
        click.secho(f"Only words were compared: {gallery.why}.", fg="yellow", err=True)
    click.echo(f"\n{output / REPORT}\n{output / SUMMARY}")
