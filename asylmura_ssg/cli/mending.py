"""``asylmura check --fix``: shows what can be mended as a diff, asks, and writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

_NBSP = "\u00a0"
_SHOWN = "⍽"  # U+237D, the sign for a space that does not break
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def mend(content: Path, folders: Sequence[str], *, agreed: bool) -> bool:
    """Show the records of some folders mended, of all where none is named, and write them when that is wanted.

    It is wanted when ``agreed``, or when somebody at a terminal says so. Return whether anything was written. Raises OSError
    when nothing could be.
    """
    from asylmura_ssg.amend import diff, in_form_of, write_all  # noqa: PLC0415 - a check without --fix amends nothing

    found: dict[Path, bytes] = {}
    held: dict[Path, bytes] = {}
    spaces = False
    for path, data, before, after in _mended(content, folders):
        held[path], found[path] = data, in_form_of(after, data)
        shown = diff(path.as_posix(), before, after)
        spaces |= _NBSP in shown
        _show(shown)
    if not found:
        click.echo("There is nothing to mend without asking what was meant.")
        return False
    if spaces:
        click.echo(f"{_SHOWN} stands for a space that does not break.")
    files = "1 file" if len(found) == 1 else f"{len(found):,} files"
    if not agreed and not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(f"Nothing was written. `asylmura check --fix --yes` mends {files} as shown.\n")
        return False
    if not agreed and not click.confirm(f"Mend {files} as shown?", default=False):
        click.echo("Nothing was written.\n")
        return False
    for path, data in held.items():
        if path.read_bytes() != data:  # while the question stood open
            raise click.UsageError(f"{path.as_posix()} was edited meanwhile; nothing was written. Ask again")
    write_all(found)
    click.echo(f"{files[:1].upper()}{files[1:]} mended.\n")
    return True


def _mended(content: Path, folders: Sequence[str]) -> Iterator[tuple[Path, bytes, str, str]]:
    """Yield each file that changes: its place, its bytes and its text as they are, and the text mended."""
    from asylmura_ssg.read.mending import mended  # noqa: PLC0415 - as above
    from asylmura_ssg.tree import read_tree  # noqa: PLC0415

    root = content / "monuments"
    every = (path.name for path in root.iterdir() if not path.name.startswith(".")) if root.is_dir() else ()
    for folder in folders or sorted(every):
        for name, file in read_tree(root / folder).items():
            found = mended(name, file) if not file.problem else None
            if found is not None:
                yield root / folder / name, file.data, *found


def _show(shown: str) -> None:
    for line in shown.splitlines():
        head = line.startswith(("+++", "---"))
        click.secho(line.replace(_NBSP, _SHOWN), bold=head, fg=None if head else _COLOURS.get(line[:1]))
    click.echo()
