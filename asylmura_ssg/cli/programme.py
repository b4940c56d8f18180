"""``asylmura status``: how far the encyclopedia has come, as a table, as JSON, as a picture."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.commands import content_option, demand, near, templates_option
from asylmura_ssg.cli.desk import cache_option, looked, tell_errors
from asylmura_ssg.cli.tally import records_table, regions_table, remembered
from asylmura_ssg.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from asylmura_ssg.cache import Store
    from asylmura_ssg.programme.chronicle import Chronicle
    from asylmura_ssg.programme.survey import Survey

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FORMS: Final = (".svg", ".png")
_SHOWN: Final = 10  # lines of a list; `--all` shows the rest
_WIDEST: Final = 100  # columns: a table wider than this is hard to follow with the eye


class _Picture(click.ParamType[Path]):
    """A file a picture can be written to, by its ending."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(value))
        if path.suffix.lower() not in _FORMS:
            self.fail(f"{path} is neither .svg nor .png: the ending says what is drawn", param, ctx)
        if path.is_dir():
            self.fail(f"{path} is a folder; name a file in it", param, ctx)
        return path


@click.command()
@click.option("--region", default=None, metavar="REGION", help="Only this region, record by record.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="For people, or for programs.")  # fmt: skip
@click.option("--picture", type=_Picture(), default=None, metavar="FILE", help="Draw it too: a .svg or .png file.")
@click.option("--language", type=click.Choice([str(each) for each in LANGUAGES]), default="en", show_default=True,
              help="Language of names, and of the picture.")  # fmt: skip
@click.option("--untouched", type=click.IntRange(min=1), default=12, show_default=True, metavar="MONTHS",
              help="Tell of entries nobody changed for so many months.")  # fmt: skip
@click.option("--all", "whole", is_flag=True, help="Show lists to their end.")
@content_option
@templates_option
@cache_option
def status(
    region: str | None, form: str, picture: Path | None, language: str, untouched: int, whole: bool, content: Path,
    templates: Path, cache: Path,
) -> None:  # fmt: skip
    """Show how far the encyclopedia has come: records against the target, translations, pictures, sources, plates."""
    from asylmura_ssg.diagnostics import did_you_mean

    try:
        survey = _survey(content, cache)
        if region is not None and region not in survey.regions:
            hint = did_you_mean(region, survey.regions) or f"known: {', '.join(survey.regions)}"
            raise click.UsageError(f'no region "{region}"; {hint}')
        chronicle, silent = _chronicle(content, cache, survey, untouched)
        spoken = Language(language)
        if picture is not None:
            _draw(survey, content, cache, templates, spoken, picture)
    except KeyboardInterrupt:
        click.echo("\nStopped; nothing was written.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    if form == "json":
        from asylmura_ssg.programme.report import as_data

        click.echo(json.dumps(as_data(survey, chronicle, silent, region), ensure_ascii=False, indent=1))
        return
    width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)
    table = regions_table(survey, spoken, width) if region is None else records_table(survey, region, spoken, width)
    shown = None if whole else _SHOWN
    slugs = frozenset(fact.slug for fact in survey.facts if region in (None, fact.region))
    for line in (*table, *remembered(chronicle, silent, untouched, shown, width, slugs)):
        click.echo(line)


def _survey(content: Path, cache: Path) -> Survey:
    """Return the survey of the content: remembered, where no file of it changed since it was made."""
    from asylmura_ssg.cache import Store
    from asylmura_ssg.diagnostics import Code
    from asylmura_ssg.programme.survey import kept, name_of, recalled, survey_of
    from asylmura_ssg.tree import read_tree

    demand(content, "content")
    store = Store(cache / "status")
    try:
        name = name_of(read_tree(near(content)))
        survey = recalled(store.get(name))
    except OSError as error:
        raise click.UsageError(f"the system says: {error.strerror or error}") from None
    if survey is not None:
        tell_errors(survey.errors)
        return survey
    reading, catalogue = looked(content, cache)
    folders = {record.entry.monument.slug: folder for folder, (_, record) in reading.records.items()}
    waived = frozenset(folder for folder, (_, record) in reading.records.items()
                       if any(waiver.code is Code.STALE_TRANSLATION for waiver in record.waivers))  # fmt: skip
    survey = survey_of(catalogue, folders, len(reading.report.errors), waived)
    _keep(store, name, kept(survey))
    return survey


def _keep(store: Store, name: str, data: bytes) -> None:
    """Remember something; a memory that cannot be kept costs time, nothing else."""
    with suppress(OSError):
        store.put(name, data)


def _chronicle(content: Path, cache: Path, survey: Survey, months: int) -> tuple[Chronicle | None, str]:
    """Return what git remembers, or why it tells nothing."""
    from asylmura_ssg.cache import Store
    from asylmura_ssg.history import NoHistoryError, edits_in
    from asylmura_ssg.programme.chronicle import chronicle_of, months_before

    store = Store(cache / "history")
    try:
        edits = edits_in(content.absolute(), store.get, lambda name, data: _keep(store, name, data))
    except NoHistoryError as error:
        return None, str(error)
    today = date.today()  # noqa: DTZ011 - the day where the editor is
    return chronicle_of(survey, edits, months_before(today, months)), ""


def _draw(survey: Survey, content: Path, cache: Path, templates: Path, language: Language, place: Path) -> None:
    """Draw the picture and put it down whole."""
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.programme.picture import as_png, drawn
    from asylmura_ssg.read.design import read_design
    from asylmura_ssg.tree import read_tree

    demand(templates, "templates")
    try:
        design = read_design(read_tree(near(templates)), Report())
        svg = drawn(survey.progress, looked(content, cache)[1], design, language)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_all({place: as_png(svg) if place.suffix.lower() == ".png" else svg.encode()})
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}; no picture was written") from None
    click.echo(f"Drawn: {near(place.absolute())}", err=True)
