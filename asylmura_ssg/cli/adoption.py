"""``asylmura plates adopt``: enters plates that hang already, from an address, a list, or a folder of photographs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import near
from asylmura_ssg.cli.desk import (
    DAY,
    DEGREES,
    FILE,
    desk_command,
    give_up,
    opened,
    photo_option,
    photograph,
    typed,
    write,
)
from asylmura_ssg.cli.plates import plates
from asylmura_ssg.model.monument import Monument, Point
from asylmura_ssg.model.register import Origin

if TYPE_CHECKING:
    from asylmura_ssg.model.catalogue import Catalogue
    from asylmura_ssg.registrar.adopting import Hanging
    from asylmura_ssg.registrar.desk import Desk, Kept
    from asylmura_ssg.registrar.photographs import Sighting

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them


@plates.command()
@click.argument("word", metavar="[SLUG", required=False)
@click.argument("address", metavar="ADDRESS]", required=False)
@desk_command(
    click.option("--placed", type=DAY, default=None, metavar="YYYY-MM-DD", help="The day it was put up, if known."),
    click.option("--lat", type=DEGREES, default=None, metavar="DEGREES", help="Where it hangs: degrees north."),
    click.option("--lon", type=DEGREES, default=None, metavar="DEGREES", help="Where it hangs: degrees east."),
    photo_option,
    click.option("--csv", "listed", type=FILE, default=None, metavar="FILE",
                 help="A list with the columns monument, payload, placed, lat, lon."),
    click.option("--photographs", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None,
                 metavar="FOLDER", help="Photographs of plates; their codes are read, and you are asked."),
    click.option("--yes", is_flag=True, help="Enter every photograph that leaves no doubt without asking."),
)  # fmt: skip
def adopt(
    word: str | None, address: str | None, placed: date | None, lat: float | None, lon: float | None, photo: Path | None,
    listed: Path | None, photographs: Path | None, yes: bool, day: date, content: Path, cache: Path,
) -> None:  # fmt: skip
    """Enter plates that hang already, with exactly what their codes say."""
    named = word is not None
    if [named, listed is not None, photographs is not None].count(True) != 1 or (named and not address):
        raise click.UsageError("give a monument and what its plate's code says, or --csv FILE, or --photographs FOLDER")
    if not named and any(value is not None for value in (placed, lat, lon, photo)):
        raise click.UsageError("--placed, --lat, --lon and --photo go with a typed address")
    if yes and photographs is None:
        raise click.UsageError("--yes goes with --photographs")
    if (lat is None) != (lon is None):
        raise click.UsageError("a place has both: give --lat and --lon, or neither")
    with opened(content, cache) as desk:
        if listed is not None:
            found = _from_list(desk, listed, day)
        elif photographs is not None:
            found = _from_photographs(desk, photographs, day, yes=yes)
        else:
            point = None if lat is None or lon is None else Point(lat, lon)
            found = (_typed(desk, word or "", address or "", placed, point, photo),)
        _enter(desk, found, day)


def _enter(desk: Desk, found: tuple[Hanging, ...], day: date) -> None:
    from asylmura_ssg.registrar.adopting import adopt as lines_of

    adoptions = lines_of(desk.catalogue, found, day)
    for words in adoptions.said:
        click.echo(words)
    write(desk, adoptions.additions, adoptions.photographs, nothing="There was nothing new; nothing was written.")


def _typed(
    desk: Desk, word: str, address: str, placed: date | None, point: Point | None, photo: Path | None
) -> Hanging:
    from asylmura_ssg.registrar.adopting import Hanging
    from asylmura_ssg.registrar.monuments import published

    monument = published(desk.catalogue, word)
    kept = photograph(desk, monument.slug, photo)
    return Hanging(monument, address, Origin.TYPED, placed, point, kept[0] if kept else None, typed())


def _from_list(desk: Desk, file: Path, day: date) -> tuple[Hanging, ...]:
    """Return the plates of a list; what is wrong with any row, by itself or by the register's rules, is told at once."""
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.model.digest import digest_bytes
    from asylmura_ssg.registrar.adopting import adopt as lines_of
    from asylmura_ssg.registrar.lists import read_list
    from asylmura_ssg.tree import Bytes

    report = Report()
    data = file.read_bytes()
    shown = near(file.absolute()).as_posix()
    found = read_list(Bytes(file.name, shown, data, digest_bytes(data)), desk.catalogue, report)
    if report.errors:
        report.extend(desk.problems(lines_of(desk.catalogue, found, day).additions, ()).found)
        give_up(report, "Nothing was written: every row must be right first.")
    return found


# Photographs


def _from_photographs(desk: Desk, folder: Path, day: date, *, yes: bool) -> tuple[Hanging, ...]:
    """Go through the pictures of a folder one by one; return the plates that are to be entered."""
    from asylmura_ssg.read.found_plates import SUFFIXES

    pictures = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    if not pictures:
        raise click.UsageError(f"no pictures in {folder}; these are looked at: {', '.join(SUFFIXES)}")
    found: list[Hanging] = []
    for at, file in enumerate(pictures, 1):
        click.secho(f"{file.relative_to(folder).as_posix()}  ({at} of {len(pictures)})", bold=True)
        beside = tuple(one.photo for one in found if one.photo is not None)
        try:
            one = _from_photograph(desk, file, beside, yes=yes)
            fits = one is not None and _would_do(desk, (*found, one), day)
        except (click.Abort, KeyboardInterrupt):
            if not found:
                raise
            said = "one plate is" if len(found) == 1 else f"{len(found)} plates are"
            click.echo(f"\n\nStopped here; {said} confirmed so far, and entered. Give the command again for the rest.")
            return tuple(found)
        if one is not None and fits:
            found.append(one)
        click.echo()
    return tuple(found)


def _would_do(desk: Desk, found: Sequence[Hanging], day: date) -> bool:
    """Tell whether the last one can be entered, too: one code that cannot must not undo the answers to all others."""
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.registrar.adopting import adopt as lines_of

    adoptions = lines_of(desk.catalogue, found, day)
    problems = desk.problems(adoptions.additions, adoptions.photographs)
    if problems.errors:
        show_report(problems)
        _left_out("with it the register would not be right")
    return not problems.errors


def _from_photograph(desk: Desk, file: Path, beside: tuple[Kept, ...], *, yes: bool) -> Hanging | None:
    from asylmura_ssg.read.found_plates import UnreadablePhotographError, open_photograph
    from asylmura_ssg.registrar.adopting import Hanging
    from asylmura_ssg.registrar.photographs import sighting_of, stripped

    try:
        image = open_photograph(file.read_bytes())
        seen = sighting_of(desk.catalogue, image)
    except UnreadablePhotographError as error:
        _left_out(str(error))
        return None
    for label, words in _told(seen):
        click.echo(f"  {label:<8} {words}")
    if not seen.codes.texts:
        _left_out("no code was found; try a photograph from nearer and from the front")
        return None
    known = seen.codes.agreed and _in_register(desk.catalogue, seen.codes.agreed)
    if known:
        _left_out(known)
        _say_if_far(seen)
        return None
    decided = _sure(seen, yes=yes) if seen.codes.agreed and seen.monument else _asked(desk.catalogue, seen, yes=yes)
    if decided is None:
        _left_out("" if not yes else "there is doubt; without --yes you are asked")
        return None
    payload, monument = decided
    kept = desk.photograph(monument.slug, stripped(image), beside)
    point = seen.point_for(monument, desk.catalogue.boundaries.regions)
    if point != seen.point:
        click.echo(f"  Where it was taken is not entered: it is too far from {_name(monument)}.")
    return Hanging(monument, payload, Origin.PHOTOGRAPH, None, point, kept)


def _say_if_far(seen: Sighting) -> None:
    """Tell of a plate in the register that was photographed far from its monument: it may have been carried off."""
    from asylmura_ssg.model.geography import distance_km

    place = None if seen.named is None else seen.named.location.point
    if seen.named is None or seen.point is None or place is None or any(n.monument == seen.named for n in seen.near):
        return
    away = f"{distance_km(seen.point, place):,.0f} km from {_name(seen.named)}"
    click.echo(f"  But it was photographed {away}: was the plate carried off, or is this a picture of a picture?")


def _left_out(why: str) -> None:
    click.echo(f"  Left out{f': {why}' if why else ''}.")


def _told(seen: Sighting) -> Iterable[tuple[str, str]]:
    """Yield what a photograph tells, line by line."""
    codes = seen.codes
    if codes.agreed is not None:
        yield "code", f"{codes.agreed}   (both decoders read the same)"
    elif codes.texts:
        yield "code", "doubtful"
        yield "", f"zxing-cpp read {_listed(codes.zxing)}"
        yield "", f"OpenCV read {_listed(codes.opencv)}"
    if seen.named is not None:
        yield "names", _name(seen.named)
    if seen.point is None:
        yield "place", "the photograph does not say where it was taken"
        return
    yield "place", f"{seen.point.lat:.5f}, {seen.point.lon:.5f}"
    for near_by in seen.near[:3]:
        away = f"{near_by.km:.1f} km" if near_by.km >= 1 else f"{near_by.km * 1000:.0f} m"
        yield "", f"{away} from {_name(near_by.monument)}"
    if not seen.near:
        yield "", "no monument within 10 km"


def _listed(texts: tuple[str, ...]) -> str:
    return " and ".join(texts) if texts else "nothing"


def _name(monument: Monument) -> str:
    return f"{monument.names.kk} ({monument.slug})"


def _in_register(catalogue: Catalogue, payload: str) -> str:
    held = [copy for copy in catalogue.register.copies() if copy.payload == payload]
    return f"it is in the register, as issue {held[0].issue} of plate {held[0].plate}" if held else ""


def _sure(seen: Sighting, *, yes: bool) -> tuple[str, Monument] | None:
    payload, monument = seen.codes.agreed, seen.monument
    if payload is None or monument is None or not (yes or click.confirm(f"  Enter it for {_name(monument)}?")):
        return None
    return payload, monument


def _asked(catalogue: Catalogue, seen: Sighting, *, yes: bool) -> tuple[str, Monument] | None:
    """Ask for what is in doubt; an empty answer leaves the photograph out."""
    if yes:
        return None
    payload = seen.codes.agreed or _which_text(seen.codes.texts)
    monument = seen.monument or (_which_monument(catalogue) if payload else None)
    if payload is None or monument is None or not click.confirm(f"  Enter {payload} for {_name(monument)}?"):
        return None
    return payload, monument


def _which_text(texts: tuple[str, ...]) -> str | None:
    for number, text in enumerate(texts, 1):
        click.echo(f"    {number}  {text}")
    choice = click.Choice(["", *map(str, range(1, len(texts) + 1))])
    answer = click.prompt("  Which one is on the plate? (Enter leaves it out)", type=choice, default="", show_default=False,
                          show_choices=False)  # fmt: skip
    return texts[int(answer) - 1] if answer else None


def _which_monument(catalogue: Catalogue) -> Monument | None:
    from asylmura_ssg.registrar.desk import RefusedError
    from asylmura_ssg.registrar.monuments import published

    while word := click.prompt(
        "  Which monument, slug or plate number? (Enter leaves it out)", default="", show_default=False
    ):
        try:
            return published(catalogue, word)
        except RefusedError as error:
            click.echo(f"  {error}")
    return None
