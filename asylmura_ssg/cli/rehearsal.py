"""What an import found and what it would do, as a person reads it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.terminal import many

if TYPE_CHECKING:
    from asylmura_ssg.interchange.outcome import Change, Outcome
    from asylmura_ssg.interchange.sheet import Remark

_SHOWN = 20  # remarks of a kind; of more, the first ones are shown
_SOON_DONE = 500  # rows that are read before anybody begins to wait


def sum_up(outcome: Outcome) -> None:
    """Show in figures what an import would do."""
    entries = {change.slug for change in outcome.changed}
    show_rows((
        ("new entries", f"{len(outcome.new):,}" + _numbered([n for _, n in outcome.new])),
        ("changed", f"{many(len(entries), 'entry', 'entries')}, {many(len(outcome.changed), 'field')}"),
        ("as they were", f"{outcome.same:,}"),
        ("kept as edited", many(len(outcome.conflicts), "field")),
        ("left out", many(len(outcome.skipped), "row")),
    ))  # fmt: skip


def _numbered(numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return f", number {numbers[0]}" if numbers else ""
    return f", numbers {numbers[0]}–{numbers[-1]}"


def show_rows(rows: Sequence[tuple[str, str]]) -> None:
    """Show figures, each after its label."""
    for label, value in rows:
        click.echo(f"  {click.style(label.ljust(14), dim=True)} {value}")


def show_remarks(title: str, remarks: Sequence[Remark], *, whole: bool) -> None:
    """Show remarks, those with the same words together."""
    places: dict[str, list[str]] = {}
    for remark in remarks:
        places.setdefault(remark.words, []).append(remark.place)
    lines = []
    for words, at in places.items():
        shown = at if whole else at[:6]
        more = f" and {len(at) - len(shown):,} more" if len(at) > len(shown) else ""
        sheets = [place.rpartition("!") for place in shown]
        named = [
            f"{name}!{cell}" if name and (n == 0 or name != sheets[n - 1][0]) else cell
            for n, (name, _, cell) in enumerate(sheets)
        ]
        lines.append(f"{click.style(', '.join(named) + more, bold=True)}: {words}")
    show_lines(title, lines, whole=whole)


def show_lines(title: str, lines: Sequence[str], *, whole: bool) -> None:
    """Show lines below a title: the first ones, or all of them; nothing where there are none."""
    if lines:
        click.echo(f"\n{click.style(title, bold=True)}")
    shown = lines if whole else lines[:_SHOWN]
    for line in shown:
        click.echo(f"  {line}")
    if len(lines) > len(shown):
        click.echo(f"  … and {len(lines) - len(shown):,} more; --all tells them")


def listed(names: Sequence[str]) -> str:
    """Return names as one text, the first ones of many."""
    return ", ".join(names[:12]) + (f" and {len(names) - 12:,} more" if len(names) > 12 else "")


def changes_in_words(changes: Sequence[Change]) -> list[str]:
    """Return a line for each field that changes: what it says, and what it will say."""
    return [
        f"{c.slug}: {c.path}: {_short(c.before) or '(nothing)'} → {_short(c.after) or '(nothing)'}" for c in changes
    ]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 50 else f"{words[:48]}…"


def rehearsed(something: bool) -> None:
    """Say that nothing was written, and how it would be."""
    click.echo(
        "\nThis was a rehearsal: nothing was written. With --write it happens."
        if something
        else "\nThere is nothing to write."
    )


def count_rows(done: int, total: int) -> None:
    """Count rows on one line of a terminal, and nowhere else."""
    if sys.stderr.isatty() and total > _SOON_DONE:
        click.echo(f"\rReading rows: {done:,} of {total:,}", nl=done == total, err=True)
