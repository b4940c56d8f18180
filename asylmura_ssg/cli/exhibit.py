"""The commands for models in three dimensions."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from asylmura_ssg.cli.commands import HOME, near

# What a command uses is imported by it, so that `--help` answers at once.
# ruff: noqa: PLC0415

VIEWER = HOME / "templates" / "vendor" / "model-viewer" / "model-viewer.min.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@click.group()
def exhibit() -> None:
    """Look after models in three dimensions."""


@exhibit.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it is put.  [default: poster.jpg beside the model]",
)
@click.option("--browser", help="The Chromium that takes it.  [default: the one at hand]")
def poster(model: Path, output: Path | None, browser: str | None) -> None:
    """Take a poster of MODEL, a .glb file, as the site's viewer shows it.

    It is committed beside the model and named in exhibit.yaml; a build needs no browser.
    """
    from asylmura_ssg.portrait import NoPortraitError, portrait
    from asylmura_ssg.read.glb import look_into
    from asylmura_ssg.read.raster import UnfitError

    found = browser or next((path for path in map(shutil.which, _BROWSERS) if path), None)
    if found is None:
        raise click.UsageError(
            "no Chromium is at hand to take a poster with: install one, or name it by --browser."
            " Without a poster the emblem of the monument's type stands there."
        )
    data = model.read_bytes()
    try:
        look_into(data)
        taken = portrait(data, VIEWER.read_bytes(), found)
    except UnfitError as error:
        raise click.ClickException(f"{model.name} {error}; {error.remedy}") from None
    except (NoPortraitError, OSError) as error:
        raise click.ClickException(str(error)) from None
    place = output or model.with_name("poster.jpg")
    place.write_bytes(taken)
    click.echo(
        f"{near(place.absolute())}: {len(taken) / 1000:.0f} KB. Name it under poster: in exhibit.yaml, with its alt text."
    )
