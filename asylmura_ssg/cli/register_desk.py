"""The commands that issue plates and record what happens to them: ``asylmura plates issue``, ``place`` and so on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from asylmura_ssg.cli.desk import DEGREES, desk_command, issue_option, opened, photo_option, photograph, typed, write
from asylmura_ssg.cli.plates import plates
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.register import HARMED, STANDING, Cause, Condition

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_PLATE = click.argument("word", metavar="SLUG")
_DOMAIN = click.option("--domain", default=None, metavar="HOST",
                       help="The official domain the plate carries.  [default: the first of content/site.yaml]")  # fmt: skip
_BY = click.option("--by", default=None, metavar="KEY", help="Who it was: a key of plates/volunteers.yaml.")
_CONDITIONS = click.Choice([str(condition) for condition in Condition])
_LATITUDE = click.option(
    "--lat", type=DEGREES, default=None, metavar="DEGREES", help="Where it hangs, measured there: degrees north."
)
_LONGITUDE = click.option(
    "--lon", type=DEGREES, default=None, metavar="DEGREES", help="Where it hangs, measured there: degrees east."
)


@plates.command()
@click.argument("words", metavar="[SLUG]...", nargs=-1)
@desk_command(
    click.option("--region", default=None, metavar="REGION", help="All monuments of a region that have no plate."),
    click.option("--all-unplated", is_flag=True, help="All monuments that have no plate."),
    _DOMAIN,
)
def issue(
    words: tuple[str, ...],
    region: str | None,
    all_unplated: bool,
    domain: str | None,
    day: date,
    content: Path,
    cache: Path,
) -> None:
    """Issue plates: fix their address and their code for ever.

    SLUG is a monument's slug or plate number. A monument that has its plate is left as it is.
    """
    from asylmura_ssg.registrar.census import demand_region
    from asylmura_ssg.registrar.issuing import issue as lines_of, unplated, without_own
    from asylmura_ssg.registrar.monuments import published

    if bool(words) == bool(region or all_unplated):
        raise click.UsageError("name monuments, or take all without a plate: --region REGION or --all-unplated")
    with opened(content, cache) as desk:
        catalogue = desk.catalogue
        demand_region(catalogue, region)
        named = tuple(published(catalogue, word) for word in words)
        wanted = without_own(catalogue, named) if words else unplated(catalogue, region)
        for monument in dict.fromkeys(named):
            if monument not in wanted:
                plate = catalogue.register.of_slug()[monument.slug]
                click.echo(f"{monument.slug} has its plate: {plate.plate}, issued on {plate.own and plate.own.issued}.")
        additions = lines_of(catalogue, wanted, domain or catalogue.site.domains[0], day)
        write(desk, additions, nothing="No plate was missing; nothing was written.")


@plates.command("re-issue")
@_PLATE
@desk_command(_DOMAIN)
def re_issue(word: str, domain: str | None, day: date, content: Path, cache: Path) -> None:
    """Issue one more plate of the same number, for a second place or to replace the first."""
    from asylmura_ssg.registrar.issuing import re_issue as lines_of
    from asylmura_ssg.registrar.monuments import published

    with opened(content, cache) as desk:
        slug = published(desk.catalogue, word).slug
        write(desk, lines_of(desk.catalogue, slug, domain or desk.catalogue.site.domains[0], day))


@plates.command()
@_PLATE
@desk_command(
    click.option("--lat", type=DEGREES, required=True, metavar="DEGREES", help="Where it hangs, measured there: degrees north."),
    click.option("--lon", type=DEGREES, required=True, metavar="DEGREES", help="Where it hangs, measured there: degrees east."),
    click.option("--by", required=True, metavar="KEY", help="Who put it up: a key of plates/volunteers.yaml."),
    click.option("--permission", required=True, metavar="TEXT", help="The letter of permission: its number and day."),
    click.option("--condition", type=_CONDITIONS, default="good", show_default=True, help="How the plate is."),
    photo_option,
    issue_option,
)  # fmt: skip
def place(
    word: str, lat: float, lon: float, by: str, permission: str, condition: str, photo: Path | None, issue: int | None,
    day: date, content: Path, cache: Path,
) -> None:  # fmt: skip
    """Record that a plate was put up."""
    from asylmura_ssg.registrar.fieldwork import DOWN, place as line_of, the_issue
    from asylmura_ssg.registrar.monuments import plate_held

    with opened(content, cache) as desk:
        plate = plate_held(desk.catalogue, word)
        kept = photograph(desk, plate.slug, photo)
        at = the_issue(plate, issue, DOWN)
        name = kept[0].name if kept else None
        line = line_of(plate, at, day, Point(lat, lon), by, permission, Condition(condition), name)
        write(desk, (line.typed(typed()),), kept)


def _look(
    word: str,
    condition: str,
    by: str | None,
    photo: Path | None,
    issue: int | None,
    day: date,
    content: Path,
    cache: Path,
    *,
    harm: bool,
) -> None:
    from asylmura_ssg.registrar.fieldwork import inspect as line_of, the_issue
    from asylmura_ssg.registrar.monuments import plate_held

    with opened(content, cache) as desk:
        plate = plate_held(desk.catalogue, word)
        kept = photograph(desk, plate.slug, photo)
        at = the_issue(plate, issue, STANDING)
        name = kept[0].name if kept else None
        line = line_of(plate, at, day, Condition(condition), by, name, harm=harm)
        write(desk, (line.typed(typed()),), kept)


@plates.command()
@_PLATE
@desk_command(
    click.option("--condition", type=_CONDITIONS, required=True, help="How the plate was found."),
    _BY,
    photo_option,
    issue_option,
)
def inspect(
    word: str,
    condition: str,
    by: str | None,
    photo: Path | None,
    issue: int | None,
    day: date,
    content: Path,
    cache: Path,
) -> None:
    """Record that somebody looked after a plate."""
    _look(word, condition, by, photo, issue, day, content, cache, harm=False)


@plates.command()
@_PLATE
@desk_command(
    click.option("--condition", type=click.Choice([str(condition) for condition in HARMED]), required=True, help="What is wrong."),
    _BY,
    photo_option,
    issue_option,
)  # fmt: skip
def damage(
    word: str,
    condition: str,
    by: str | None,
    photo: Path | None,
    issue: int | None,
    day: date,
    content: Path,
    cache: Path,
) -> None:
    """Record that harm to a plate was reported."""
    _look(word, condition, by, photo, issue, day, content, cache, harm=True)


@plates.command()
@_PLATE
@desk_command(
    click.option("--cause", type=click.Choice([str(cause) for cause in Cause]), required=True, help="Why."),
    _BY,
    issue_option,
)
def remove(word: str, cause: str, by: str | None, issue: int | None, day: date, content: Path, cache: Path) -> None:
    """Record that a plate was taken down."""
    from asylmura_ssg.registrar.fieldwork import remove as line_of, the_issue
    from asylmura_ssg.registrar.monuments import plate_held

    with opened(content, cache) as desk:
        plate = plate_held(desk.catalogue, word)
        line = line_of(plate, the_issue(plate, issue, STANDING), day, Cause(cause), by)
        write(desk, (line.typed(typed()),))


@plates.command()
@_PLATE
@desk_command(
    click.option("--by", required=True, metavar="KEY", help="Who replaced it: a key of plates/volunteers.yaml."),
    click.option("--successor", type=click.IntRange(min=1), default=None, metavar="N",
                 help="The issue put up in its place.  [default: the one that hangs nowhere]"),
    _LATITUDE,
    _LONGITUDE,
    click.option("--permission", default=None, metavar="TEXT", help="The letter of permission, if it is a new one."),
    photo_option,
    issue_option,
)  # fmt: skip
def replace(
    word: str, by: str, successor: int | None, lat: float | None, lon: float | None, permission: str | None,
    photo: Path | None, issue: int | None, day: date, content: Path, cache: Path,
) -> None:  # fmt: skip
    """Record that another issue of a plate was put up in the place of the one that hung there."""
    from asylmura_ssg.registrar.fieldwork import replaced_and_successor, replacement
    from asylmura_ssg.registrar.monuments import plate_held

    if (lat is None) != (lon is None):
        raise click.UsageError("a place has both: give --lat and --lon, or neither, when it hangs where the other did")
    point = None if lat is None or lon is None else Point(lat, lon)
    with opened(content, cache) as desk:
        plate = plate_held(desk.catalogue, word)
        old, new = replaced_and_successor(plate, issue, successor)
        kept = photograph(desk, plate.slug, photo)
        name = kept[0].name if kept else None
        line = replacement(plate, old, new, day, point, by, permission, name)
        write(desk, (line.typed(typed()),), kept)
