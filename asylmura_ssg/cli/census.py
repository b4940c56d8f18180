"""``asylmura plates status`` and ``which``: what stands in the register, and which plate somebody means."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.commands import content_option
from asylmura_ssg.cli.desk import cache_option, readable
from asylmura_ssg.cli.plates import plates
from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.register import State

if TYPE_CHECKING:
    from asylmura_ssg.model.catalogue import Catalogue
    from asylmura_ssg.model.monument import Monument
    from asylmura_ssg.registrar.census import Count

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_STATES: Final = (None, State.ISSUED, State.PLACED, State.DAMAGED, State.REMOVED)
_HEADS: Final = ("monuments", "no plate", "issued", "in place", "damaged", "removed")
_WIDTH: Final = 80


@plates.command()
@click.option("--region", default=None, metavar="REGION", help="Only this region.")
@content_option
@cache_option
def status(region: str | None, content: Path, cache: Path) -> None:
    """Show plates by region and state, and which monuments have none."""
    from asylmura_ssg.registrar.census import census, demand_region, gone_without
    from asylmura_ssg.registrar.desk import RefusedError
    from asylmura_ssg.registrar.issuing import unplated

    catalogue = readable(content, cache)
    try:
        demand_region(catalogue, region)
    except RefusedError as error:
        raise click.UsageError(str(error)) from None
    counts = census(catalogue, region)
    if not counts:
        click.echo("No monument is published here.")
        return
    merged = [slug for count in counts for slug in count.merged]
    gone = gone_without(catalogue, region)
    for line in (
        *_table(counts),
        "",
        *_without(unplated(catalogue, region), gone, list(catalogue.vocabularies.regions)),
    ):
        click.echo(line)
    if merged:
        click.echo(f"\nCounted with them: {_plates_of(len(merged))} of merged entries: {', '.join(merged)}.")


def _plates_of(number: int) -> str:
    return "the plate" if number == 1 else f"the {number:,} plates"


def _table(counts: Sequence[Count]) -> list[str]:
    rows = [(count.region, _figures(count)) for count in counts]
    if len(rows) > 1:
        rows.append(("together", [sum(column) for column in zip(*(figures for _, figures in rows), strict=True)]))
    widths = [max(len(head), 7) for head in _HEADS]
    first = max(len("region"), *(len(label) for label, _ in rows))
    head = "  ".join(title.rjust(width) for title, width in zip(_HEADS, widths, strict=True))
    lines = [click.style(f"{'region'.ljust(first)}  {head}", bold=True)]
    for label, figures in rows:
        cells = (f"{figure:,}" if figure else "·" for figure in figures)
        lines.append(f"{label.ljust(first)}  {'  '.join(c.rjust(w) for c, w in zip(cells, widths, strict=True))}")
    return lines


def _figures(count: Count) -> list[int]:
    states = dict(count.states)
    states[State.REMOVED] = states.get(State.REMOVED, 0) + states.pop(State.REPLACED, 0)
    return [count.monuments, *(states.get(state, 0) for state in _STATES)]


def _without(lacking: Sequence[Monument], gone: Sequence[str], regions: Sequence[str]) -> list[str]:
    need = f"{len(gone):,} {'is' if len(gone) == 1 else 'are'} gone and {'needs' if len(gone) == 1 else 'need'} none"
    said = textwrap.wrap(f"{need}: {', '.join(gone)}.", _WIDTH, break_on_hyphens=False) if gone else []
    if not lacking:
        return ["Every monument that stands has a plate.", *said] if gone else ["Every monument has a plate."]
    by_region = {region: [m.slug for m in lacking if m.region == region] for region in regions}
    lines = ["Without a plate, by region:"]
    for region, slugs in ((region, slugs) for region, slugs in by_region.items() if slugs):
        text = f"{region}: {', '.join(slugs)}"
        lines += textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return [*lines, *said, "", "`asylmura plates issue --all-unplated` issues one for each."]


@plates.command()
@click.argument("text")
@content_option
@cache_option
def which(text: str, content: Path, cache: Path) -> None:
    """Tell which monument a plate belongs to, from its number or address, mistyped or misread, and which plate a slug has."""
    from asylmura_ssg.model.plate import likely_plates
    from asylmura_ssg.registrar.adopting import plate_with
    from asylmura_ssg.registrar.monuments import plates_of

    if not text.strip():
        raise click.UsageError("name what stands on the plate: its number, its address, or a part of them; or a slug")
    catalogue = readable(content, cache)
    known = plates_of(catalogue)
    named = tuple(plate for plate, slug in known.items() if slug == text.strip())
    carrying = plate_with(catalogue, text)
    likely = named or ((carrying,) if carrying in known else likely_plates(text, known))
    for plate in likely:
        click.echo(f"{plate}  {_described(catalogue, known[plate])}")
    if not likely:
        hint = did_you_mean(text, known.values())
        click.echo(f"No plate is like {text}{f'; {hint}' if hint else '.'}", err=True)
        sys.exit(1)


def _described(catalogue: Catalogue, slug: str) -> str:
    from asylmura_ssg.registrar.monuments import by_slug

    entry = by_slug(catalogue).get(slug)
    if entry is None:
        return f"{slug} (not published)"
    names = entry.monument.names
    spoken = dict.fromkeys(names.best(language).value for language in (Language.KK, Language.EN))
    return f"{' / '.join(spoken)} ({slug}, {entry.monument.region})"
