"""The command that takes tables and texts of colleagues in."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from asylmura_ssg.cli.commands import content_option, demand, near, quoted, spoken_of
from asylmura_ssg.cli.rehearsal import (
    changes_in_words,
    count_rows,
    listed,
    rehearsed,
    show_lines,
    show_remarks,
    show_rows,
    sum_up,
)
from asylmura_ssg.cli.terminal import many

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it

FILE: Final = click.Path(path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, default=None, metavar="FILE.yaml",
              help="Which column is which field.  [default: FILE's name with .mapping.yaml, beside it]")  # fmt: skip
@click.option("--sheet", default="", metavar="NAME", help="The sheet that is meant, where the mapping names none.")
@click.option("--guess", is_flag=True, help="Propose a mapping and write it, to be read and corrected; import nothing.")
@click.option("--write", is_flag=True, help="Write the entries. Without it, only what would happen is told.")
@click.option("--all", "whole", is_flag=True, help="Tell every remark, not the first of each kind alone.")
@click.option("--for", "slug", default="", metavar="SLUG", help="Of a Word file: the entry whose text it is.")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default=None, help="Of a Word file: its language.")
@content_option
def take_in(
    file: Path, mapping: Path | None, sheet: str, guess: bool, write: bool, whole: bool, slug: str, language: str | None, content: Path
) -> None:  # fmt: skip
    """Take FILE in: a table of monuments (CSV, XLSX, XLS, ODS, JSON, GeoJSON), what `export` wrote, or a Word text.

    Nothing is written without --write. docs/interchange.md tells of the mapping.
    """
    demand(content, "content")
    with told(content):
        if file.exists() and not file.is_file() and not file.is_dir():
            raise click.UsageError(f"{file} is neither a file nor a folder")
        if slug or language or file.suffix.lower() == ".docx":
            _word(file, slug, language, content, write=write)
            return
        if file.is_dir() or (mapping is None and not guess and _own(file)):
            _take_back(file, content, write=write, whole=whole)
            return
        place = mapping or file.with_name(f"{file.stem}.mapping.yaml")
        if guess:
            _guess(file, place, sheet, content)
            return
        if not place.is_file():
            raise click.UsageError(
                f"there is no mapping {near(place.absolute())}; `asylmura import {quoted(file)} --guess{_named(file, place)}{spoken_of(content)}` "
                "proposes one to begin with"
            )
        _import(file, place, sheet, content, write=write, whole=whole)


def _named(file: Path, place: Path) -> str:
    """Return the option that names a mapping, for a command that is proposed; nothing for the one beside its table."""
    return "" if place == file.with_name(f"{file.stem}.mapping.yaml") else f" --mapping {quoted(place)}"


@contextmanager
def told(content: Path) -> Iterator[None]:
    """Turn what stands in the way into words; nothing half-written is left behind."""
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.interchange.ledger import UnreadableLedgerError
    from asylmura_ssg.interchange.sheet import TooLongError, UnreadableTableError

    try:
        yield
    except ContentError as error:
        show_report(error.report)
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    except (UnreadableTableError, UnreadableLedgerError, TooLongError) as error:
        click.echo(f"{error}.\nNothing was written.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo(f"\nStopped; {near(content.absolute())} is as it was.", err=True)
        sys.exit(130)  # 128 + SIGINT, as shells have it
    except FileNotFoundError as error:
        raise click.UsageError(f"there is no file {error.filename}") from None
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}; nothing was written") from None


def _own(file: Path) -> bool:
    from asylmura_ssg.interchange.restoring import is_ours

    return is_ours(file)


def _guess(file: Path, place: Path, sheet: str, content: Path) -> None:
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.interchange.choosing import chosen
    from asylmura_ssg.interchange.ground import survey
    from asylmura_ssg.interchange.guessing import guessed
    from asylmura_ssg.interchange.opening import open_tables

    if place.exists():
        raise click.UsageError(
            f"{near(place.absolute())} is there already, and is not written over; name another with --mapping"
        )
    table = chosen(open_tables(file), sheet, guessing=True)
    text = guessed(table, survey(content, near(content).as_posix()).vocabularies, file.name)
    write_all({place: text.encode()})
    show_remarks("Worth knowing", table.remarks, whole=False)
    click.echo(
        f"{many(len(table.columns), 'column')}, {many(len(table.rows), 'row')}, the header in "
        f"{'row' if len(table.header) == 1 else 'rows'} {' and '.join(map(str, table.header))}."
    )
    click.echo(f"A mapping was proposed: {near(place.absolute())}")
    click.echo(
        f"Read it line by line and correct it; then `asylmura import {quoted(file)}{_named(file, place)}{spoken_of(content)}` tells what "
        "would come of it."
    )


def _import(file: Path, place: Path, sheet: str, content: Path, *, write: bool, whole: bool) -> None:
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.interchange.choosing import chosen
    from asylmura_ssg.interchange.columns import unnamed
    from asylmura_ssg.interchange.ground import survey
    from asylmura_ssg.interchange.importing import plan_import
    from asylmura_ssg.interchange.ledger import ledger_of, read_ledger, written_ledger
    from asylmura_ssg.interchange.mapping import check_columns, read_mapping
    from asylmura_ssg.interchange.opening import open_tables

    gc.disable()  # a million small objects and no cycles: looking for them costs a fifth of the time
    ground = survey(content, near(content).as_posix())
    shown = near(place.absolute()).as_posix()
    mapping = read_mapping(place, shown, ground.vocabularies, ground.sources)
    table = chosen(open_tables(file), sheet or mapping.sheet, mapping.header)
    check_columns(mapping, table, place, shown)
    ledger = ledger_of(place)
    outcome = plan_import(table, mapping, ground, read_ledger(ledger), count_rows)
    click.echo(f"{file.name}, sheet “{table.name}”: {many(outcome.rows, 'row')}")
    sum_up(outcome)
    left = unnamed(table, mapping)
    if left:
        click.echo(f"\nColumns that the mapping does not name: {listed(left)}")
    show_remarks("Left out", outcome.skipped, whole=whole)
    show_remarks("Edited in the entry since, and kept so", outcome.conflicts, whole=whole)
    show_remarks("Worth knowing", outcome.remarks, whole=whole)
    show_lines("Changed fields", changes_in_words(outcome.changed), whole=whole)
    if not write:
        rehearsed(bool(outcome.files))
        return
    text = written_ledger(outcome.ledger.values())
    if not outcome.files and (ledger.read_bytes() if ledger.exists() else b"") == text:
        all_taken = not (outcome.skipped or outcome.conflicts)
        click.echo(
            f"\n{'Everything is as the table says' if all_taken else 'There is nothing to write'}; nothing was written."
        )
        return
    for path in outcome.files:
        if (path.read_bytes() if path.exists() else b"") != outcome.held.get(path, b""):
            raise click.UsageError(f"{near(path.absolute())} was edited meanwhile; nothing was written. Import again")
    write_all({**outcome.files, ledger: text})
    records = near(content.absolute()) / "monuments"
    click.echo(f"\nWritten: {many(len(outcome.files), 'file')} in {records}, and {near(ledger.absolute())}.")
    added = " ".join(quoted(path) for path in (records, place, ledger))
    click.echo(f"Next: asylmura check{spoken_of(content)}, then git add {added} && git commit")


def _take_back(file: Path, content: Path, *, write: bool, whole: bool) -> None:
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.interchange.restoring import plan_restoring, read_back, translations
    from asylmura_ssg.interchange.translating import plan_translation

    sheet = translations(file)
    outcome = plan_restoring(read_back(file), content) if sheet is None else plan_translation(*sheet, content)
    entries = {change.slug for change in outcome.changed}
    click.echo(f"{file.name}: {outcome.rows:,} {'entries' if sheet is None else 'translations'}")
    show_rows((
        ("new entries", f"{len(outcome.new):,}"),
        ("changed", f"{many(len(entries), 'entry', 'entries')}, {many(len(outcome.changed), 'field')}"),
        ("as they were", f"{outcome.same:,}"),
        ("not taken", f"{len(outcome.conflicts):,}"),
    ))  # fmt: skip
    show_remarks("Not taken", outcome.conflicts, whole=whole)
    show_remarks("Worth knowing", outcome.remarks, whole=whole)
    show_lines("Changed fields", changes_in_words(outcome.changed), whole=whole)
    if not write or not outcome.files:
        rehearsed(bool(outcome.files))
        return
    write_all(outcome.files)
    records = near(content.absolute()) / "monuments"
    click.echo(
        f"\nWritten: {many(len(outcome.files), 'file')} in {records}.\n"
        f"Next: asylmura check{spoken_of(content)}, then git add {quoted(records)} && git commit"
    )


def _word(file: Path, slug: str, language: str | None, content: Path, *, write: bool) -> None:
    """Take a Word text in: the text of an entry, pictures aside, footnotes as sources that wait for their titles."""
    from asylmura_ssg.amend import write_all
    from asylmura_ssg.diagnostics import did_you_mean
    from asylmura_ssg.interchange.placing import placed
    from asylmura_ssg.interchange.word import read_word

    if not slug or language is None:
        raise click.UsageError("of a Word file say whose text it is and in which language: --for SLUG --language kk")
    folder = content / "monuments" / slug
    if not (folder / "monument.yaml").is_file():
        known = [path.parent.name for path in (content / "monuments").glob("*/monument.yaml")]
        raise click.UsageError(f'there is no entry "{slug}"; {did_you_mean(slug, known) or "`asylmura new` makes one"}')
    text = read_word(file.name, file.read_bytes(), f"{slug}-{language}")
    plan = placed(text, folder, language, file.parent)
    click.echo(
        f"{file.name}: {many(len(text.markdown.split()), 'word')}, {many(len(text.pictures), 'picture')}, "
        f"{many(len(text.notes), 'footnote')}"
    )
    show_remarks("Worth knowing", (*text.remarks, *plan.remarks), whole=True)
    if plan.difference:
        click.echo(f"\n{plan.difference.rstrip()}")
    if not write or not plan.files:
        rehearsed(bool(plan.files))
        return
    write_all(plan.files)
    click.echo(f"\nWritten: {', '.join(near(path.absolute()).as_posix() for path in plan.files)}.")
    for path in plan.pictures:
        click.echo(f"  Next: asylmura picture add {quoted(path)} --for {slug}{spoken_of(content)}")
