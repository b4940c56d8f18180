"""What editors' programs and git are given: ``asylmura schemas`` and ``asylmura hook``."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.accession import told
from asylmura_ssg.cli.commands import HOME, content_option, demand, near

if TYPE_CHECKING:
    from asylmura_ssg.accession.commits import Repository

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it


@click.command()
@click.option("--check", "only_look", is_flag=True, help="Write nothing; say whether they are as they should be.")
@content_option
def schemas(content: Path, only_look: bool) -> None:
    """Write the JSON Schemas and snippets anew that editors' programs use, from what the readers ask for."""
    from asylmura_ssg.accession.collection import read_collection
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.schemas.schema import FOLDER, schemas as schemas_of
    from asylmura_ssg.schemas.snippets import FILE, snippet_file
    from asylmura_ssg.schemas.words import read_words

    demand(content, "content")
    with told("nothing was written"):
        words = read_words(HOME / "docs" / "keys.yaml")
        made = schemas_of(read_collection(content).shared.vocabularies, words)
        files = {content / FOLDER / name: data for name, data in made.items()}
        files[content.absolute().parent / ".vscode" / FILE] = snippet_file(words)
        stale = {place: data for place, data in files.items() if not place.is_file() or place.read_bytes() != data}
        if stale and not only_look:
            write_all(stale)
    for place in stale:
        click.echo(f"{'stale' if only_look else 'written'}: {near(place.absolute())}")
    if not stale:
        click.echo("All schemas and snippets are as the readers have it.")
    elif only_look:
        click.echo("`asylmura schemas` writes them anew.", err=True)
        sys.exit(1)


@click.group()
def hook() -> None:
    """Have git ask before a commit."""


@hook.command("install")
@content_option
def install(content: Path) -> None:
    """Let git look at the staged records before each commit; a hook that is there already is left alone."""
    from asylmura_ssg.accession.commits import NoRepositoryError, repository

    demand(content, "content")
    with told("nothing was written"):
        try:
            held = repository(content, content)
            command = (
                f"{shlex.quote(sys.executable)} -m asylmura_ssg hook run --content {shlex.quote(held.inside or '.')}"
            )
            place = _installed(held, command)
        except NoRepositoryError as error:
            raise click.UsageError(f"{error}; nothing was written") from None
    click.echo(f"{near(place.absolute())}\nFrom now on `git commit` checks the records that are staged.")


def _installed(repository: Repository, command: str) -> Path:
    from asylmura_ssg.accession.commits import OtherHookError, install as install_hook

    try:
        return install_hook(repository, command)
    except OtherHookError as error:
        raise click.UsageError(
            f"{error}, and is not ours; to have both, add this line to it:\n\n  {command} || exit 1"
        ) from None


@hook.command("run")
@content_option
def run(content: Path) -> None:
    """Check the content as it is about to be committed: this is what the hook calls."""
    from asylmura_ssg.accession.commits import NoRepositoryError, lay_out, repository, staged

    demand(content, "content")
    try:
        held = repository(Path.cwd(), content)
        staging = staged(held)
        if not staging.paths:
            return
        with tempfile.TemporaryDirectory(prefix="asylmura-") as folder:
            lay_out(held, staging, Path(folder))
            top = Path(folder) / held.inside
            good = _checked(Path(folder), top, () if staging.beside else staging.entries)
    except NoRepositoryError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"the system says: {error.strerror or error}") from None
    if not good:
        click.echo("\nThe commit was stopped. Mend what is told above, `git add` it, and commit again;\n"
                   "`git commit --no-verify` commits it as it is.", err=True)  # fmt: skip
        sys.exit(1)


def _checked(folder: Path, top: Path, entries: tuple[str, ...]) -> bool:
    """Check a content laid out in a folder of its own, whose paths are told as those of the repository are."""
    from asylmura_ssg.cli import main

    still_there = [slug for slug in entries if (top / "monuments" / slug).is_dir()]
    if entries and not still_there:
        return True  # entries alone were removed
    before = Path.cwd()
    os.chdir(folder)
    try:
        words = [
            "check",
            *still_there,
            "--no-advice",
            "--content",
            str(top.relative_to(folder)),
            "--cache",
            str(folder / ".cache"),
        ]
        main.main(words, prog_name="asylmura", standalone_mode=False)
    except SystemExit as end:
        return not end.code
    finally:
        os.chdir(before)
    return True
