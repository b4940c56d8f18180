"""The command that hands the collection out as a table, a sheet to translate, a list of wanted photographs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.commands import HOME, content_option, demand, near
from asylmura_ssg.cli.interchange import FILE, told
from asylmura_ssg.cli.terminal import many

if TYPE_CHECKING:
    from asylmura_ssg.interchange.collection import Item

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it

_FORMS: Final = ("xlsx", "csv", "json", "html")


@click.command()
@click.argument("output", type=FILE, required=False)
@click.option("--format", "form", type=click.Choice(_FORMS), default="xlsx", show_default=True,
              help="A workbook, a folder of CSV files, JSON; html is a list of wanted photographs to print.")  # fmt: skip
@click.option(
    "--translation", type=click.Choice(["ru", "en"]), default=None, help="A sheet to translate into this language."
)
@click.option("--photographs-wanted", "wanted", is_flag=True, help="The monuments without photographs, by region.")
@click.option("--region", default="", metavar="KEY", help="Of wanted photographs: of this region alone.")
@click.option("--replace", is_flag=True, help="Write over a file of this name.")
@content_option
def export(
    output: Path | None, form: str, translation: str | None, wanted: bool, region: str, replace: bool, content: Path
) -> None:
    """Hand the collection out as a table, into OUTPUT: `asylmura import` takes it back, edited or not.

    With --translation, a sheet for a translator; with --photographs-wanted, a list for volunteers.
    """
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.interchange.collection import collect

    demand(content, "content")
    if form == "html" and not wanted:
        raise click.UsageError("--format html is for --photographs-wanted")
    if form == "json" and (wanted or translation):
        raise click.UsageError("--format json is for the whole collection; take xlsx or csv")
    if region and not wanted:
        raise click.UsageError("--region goes with --photographs-wanted: the whole collection is exported whole")
    if wanted and translation:
        raise click.UsageError("a sheet to translate and a list of photographs are two exports")
    what = "photographs-wanted" if wanted else f"translation-{translation}" if translation else "asylmura"
    ending = "" if form == "csv" and what == "asylmura" else f".{form}"
    place = output or Path(f"{what}{ending}")
    named = place.suffix.lower().removeprefix(".")
    if named in _FORMS and named != form:
        raise click.UsageError(f"{place.name} would hold {form.upper()}: add --format {named}, or name it otherwise")
    if place.exists() and not replace:
        raise click.UsageError(
            f"{near(place.absolute())} is there already; name another, or write over it with --replace"
        )
    with told(content):
        items = collect(content, near(content).as_posix())
        if translation:
            files, said = _translation(items, translation, form, place, content)
        elif wanted:
            files, said = _wanted(items, form, place, content, region)
        else:
            files, said = _collection(items, form, place), many(len(items), "entry", "entries")
        write_all(files)
        click.echo(f"{near(place.absolute())}: {said}.")


def _collection(items: Sequence[Item], form: str, place: Path) -> dict[Path, bytes]:
    from asylmura_ssg.interchange.handing import as_csv, as_json, as_xlsx
    from asylmura_ssg.interchange.tabulating import sheets_of

    if form == "json":
        return {place: as_json(items)}
    sheets = sheets_of(items)
    if form == "csv":
        return {place / f"{name}.csv": as_csv(rows) for name, rows in sheets.items()}
    return {place: as_xlsx(sheets)}


def _translation(
    items: Sequence[Item], language: str, form: str, place: Path, content: Path
) -> tuple[dict[Path, bytes], str]:
    from asylmura_ssg.interchange.handing import as_csv, as_xlsx
    from asylmura_ssg.interchange.stale import stale_entries
    from asylmura_ssg.interchange.translating import NOTES, translation_sheet

    stale, words = stale_entries(content, language)
    if words:
        click.secho(words, fg="yellow", err=True)
    sheet = translation_sheet(items, language, stale)
    states = [row[2] for row in sheet[1:]]
    data = as_csv(sheet) if form == "csv" else as_xlsx({f"translation-{language}": sheet}, NOTES)
    return {
        place: data
    }, f"{states.count('missing'):,} texts missing, {states.count('stale'):,} stale, {states.count('there'):,} there"


def _wanted(items: Sequence[Item], form: str, place: Path, content: Path, region: str) -> tuple[dict[Path, bytes], str]:
    from asylmura_ssg.diagnostics import Report, did_you_mean
    from asylmura_ssg.interchange.ground import survey
    from asylmura_ssg.interchange.handing import as_csv, as_xlsx
    from asylmura_ssg.interchange.wanted import TEMPLATE, as_page, heads, wanted_sheet
    from asylmura_ssg.read.design import read_design
    from asylmura_ssg.tree import read_tree

    regions = survey(content, near(content).as_posix()).vocabularies.regions
    if region and region not in regions:
        raise click.UsageError(
            f'no region "{region}"; {did_you_mean(region, regions) or "content/regions.yaml lists them"}'
        )
    sheet = wanted_sheet(items, regions, region)
    design = read_design(read_tree(HOME / "templates"), Report())
    if form == "html":
        data = as_page(sheet, design.templates[TEMPLATE], design.strings)
    elif form == "csv":
        named = heads(design.strings)
        data = as_csv([[named[column] for column in sheet[0]], *sheet[1:]])
    else:
        data = as_xlsx({"photographs-wanted": sheet}, heads=heads(design.strings))
    return {place: data}, f"{many(len(sheet) - 1, 'monument')} in {many(len({row[0] for row in sheet[1:]}), 'region')}"
