"""``asylmura picture``: pictures come into an entry, fit for site and paper, and with all that must be said of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from asylmura_ssg.cli.accession import told
from asylmura_ssg.cli.commands import content_option, demand, near, quoted

if TYPE_CHECKING:
    from asylmura_ssg.accession.master import Master
    from asylmura_ssg.accession.photograph import Told
    from asylmura_ssg.accession.pictures import Entry, Words
    from asylmura_ssg.model.language import Localized
    from asylmura_ssg.model.monument import Monument
    from asylmura_ssg.model.vocabulary import Licence
    from asylmura_ssg.read.catalogue import Common
    from asylmura_ssg.read.raster import UnfitError

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it

_NOTHING = "nothing was written"
_LARGEST = 500_000_000  # bytes: a photograph of the largest cameras, uncompressed


@click.group(name="picture")
def picture() -> None:
    """Pictures of entries."""


def _text_options(key: str, what: str) -> list[click.Option]:
    return [
        click.Option([f"--{key}-{language}"], default=None, metavar="TEXT", help=f"{what} in {name}.")
        for language, name in (("kk", "Kazakh"), ("ru", "Russian"), ("en", "English"))
    ]


def _with_texts(command: click.Command) -> click.Command:
    """Give a command the options of caption and alternative text, in three languages each."""
    command.params += _text_options("caption", "The words below it,") + _text_options("alt", "What it shows,")
    return command


@_with_texts
@picture.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--for", "slug", required=True, metavar="SLUG", help="The entry: the name of its folder.")
@click.option("--author", default=None, help="Who made it.  [default: as the file says, asked for otherwise]")
@click.option("--licence", default=None, metavar="KEY", help="A key of content/licences.yaml.")
@click.option(
    "--year", type=click.IntRange(1800, 2100), default=None, help="When it was made.  [default: as the file says]"
)
@click.option("--name", default="", metavar="NAME", help="The file's name in the folder.  [default: after FILE]")
@content_option
def add(
    file: Path, slug: str, author: str | None, licence: str | None, year: int | None, name: str, content: Path,
    **texts: str | None,
) -> None:  # fmt: skip
    """Put FILE into an entry: without private data, no larger than is of use, and named in its record.

    What the file says of author, date and place is read first; what is missing is asked for. The longer side of what is
    kept has 6000 px at most: on paper that is half a metre at 300 dots per inch.
    """
    from asylmura_ssg.accession.collection import read_collection
    from asylmura_ssg.accession.pictures import demand_fine, elsewhere, name_for, read_entry
    from asylmura_ssg.read.raster import UnfitError

    demand(content, "content")
    with told(_NOTHING):
        common = read_collection(near(content))
        entry = read_entry(_folder(content, slug), near(content / "monuments" / slug).as_posix(), common)
        monument = _sound(entry)
        try:
            master, found = _examined(file)
            warning = demand_fine(master, monument, common.shared.known(None).presses)
        except UnfitError as error:
            _refuse(file, error)
        _demand_new(master, entry)
        _say(
            master,
            found,
            (elsewhere(found, monument, common.shared.boundaries.regions), warning, _alike(master, entry)),
        )
        words = _words(found, author, licence, year, texts, common)
        entry = read_entry(entry.folder, near(content / "monuments" / slug).as_posix(), common)
        _sound(entry)  # the record may have been edited while the questions stood open
        kept = name_for(name, file.name, master, entry)
        _write(entry, kept, master, words, common)


def _folder(content: Path, slug: str) -> Path:
    from asylmura_ssg.diagnostics import did_you_mean

    folders = content / "monuments"
    folder = folders / slug
    if "/" in slug or not (folder / "monument.yaml").is_file():
        known = [each.name for each in folders.iterdir() if not each.name.startswith(".")] if folders.is_dir() else []
        hint = did_you_mean(slug, known) or f"`asylmura new --slug {slug}` begins it"
        raise click.UsageError(f'no entry "{slug}" in {near(folders)}; {hint}')
    return folder


def _sound(entry: Entry) -> Monument:
    """Return what an entry's record says; what is wrong with one that cannot be read is told, and the command ends."""
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.diagnostics import Report

    if entry.monument is None:
        show_report(Report(list(entry.report.errors)))
        click.echo("What is wrong in the entry comes first; nothing was written.", err=True)
        sys.exit(1)
    return entry.monument


def _examined(file: Path) -> tuple[Master, Told]:
    """Return the master of a file and what the file tells. Raises UnfitError, and OSError as it comes."""
    from asylmura_ssg.accession.master import master_of
    from asylmura_ssg.accession.photograph import opened, told_by

    if file.exists() and not file.is_file():
        raise click.UsageError(f"{file} is no ordinary file; {_NOTHING}")
    if file.stat().st_size > _LARGEST:
        raise click.UsageError(
            f"{file} has {file.stat().st_size / 1e6:,.0f} MB; up to {_LARGEST / 1e6:,.0f} MB are taken; {_NOTHING}"
        )
    data = file.read_bytes()
    return master_of(data, file.name), told_by(opened(data, file.name))


def _refuse(file: Path, error: UnfitError) -> NoReturn:
    click.echo(f"{near(file.absolute())} {error}.\n  = {error.remedy}\nNothing was written.", err=True)
    sys.exit(1)


def _demand_new(master: Master, entry: Entry) -> None:
    from asylmura_ssg.accession.pictures import twin

    same = twin(master, entry)
    if same:
        click.echo(
            f"This very picture is there already: {near(entry.folder.absolute())}/{same}. Nothing was written.",
            err=True,
        )
        sys.exit(1)


def _say(master: Master, found: Told, warnings: Sequence[str]) -> None:
    """Say what the picture is and what its file tells, and warn of what looks wrong."""
    raster = master.raster
    size = f"{raster.width} × {raster.height} px, {len(master.data) / 1e6:.1f} MB"
    click.echo(f"  {'; '.join((size, *master.done))}")
    told_words = (
        ("author", found.author),
        ("year", found.year),
        ("rights", found.rights),
        ("described as", found.description),
    )
    for label, value in told_words:
        if value:
            click.echo(f"  {label}: {value}")
    for each in filter(None, warnings):
        click.secho(f"  warning: {each}", fg="yellow", err=True)


def _alike(master: Master, entry: Entry) -> str:
    from asylmura_ssg.accession.pictures import lookalike

    same = lookalike(master, entry)
    return f"it looks the same as {same}, which is there already" if same else ""


def _words(
    found: Told, author: str | None, licence: str | None, year: int | None, texts: Mapping[str, str | None], common: Common
) -> Words:  # fmt: skip
    """Return what is said of the picture: as options say, else as is asked, with what the file says proposed."""
    from asylmura_ssg.accession.pictures import Words

    asking = (
        (author is None and found.author is None) or licence is None or not texts["caption_kk"] or not texts["alt_kk"]
    )
    if asking:
        click.echo("\nCtrl+C stops and writes nothing.")
    who = author or (click.prompt("Author", default=found.author) if asking else found.author) or ""
    key = _licence(licence, common.shared.vocabularies.licences)
    return Words(
        caption=_localized("caption", "Caption, the words below it", texts, asking=asking),
        alt=_localized("alt", "Alternative text, what it shows", texts, asking=asking),
        author=who.strip(),
        licence=key,
        year=year or found.year,
    )


def _licence(given: str | None, licences: Mapping[str, Licence]) -> str:
    if given is not None:
        if given not in licences:
            raise click.UsageError(f'no licence "{given}"; {_meant(given, licences)}')
        return given
    for key, term in licences.items():
        click.echo(f"  {key.ljust(14)} {term.label.kk} · {term.label.en}")
    while (word := click.prompt("Licence", type=str).strip()) not in licences:
        click.echo(f'  no licence "{word}"; {_meant(word, licences)}', err=True)
    return word


def _meant(word: str, licences: Mapping[str, Licence]) -> str:
    from asylmura_ssg.diagnostics import did_you_mean

    return did_you_mean(word, licences) or f"known: {', '.join(licences)}"


def _localized(key: str, what: str, texts: Mapping[str, str | None], *, asking: bool) -> Localized[str]:
    from asylmura_ssg.model.language import Localized

    found: dict[str, str | None] = {}
    for language, name in (("kk", "Kazakh"), ("ru", "Russian, Enter: later"), ("en", "English, Enter: later")):
        said = texts[f"{key}_{language}"]
        if said is None and asking:
            said = click.prompt(f"{what} ({name})", default=None if language == "kk" else "", show_default=False)
        found[language] = (said or "").strip() or None
    return Localized(found["kk"] or "", found["ru"], found["en"])


def _write(entry: Entry, name: str, master: Master, words: Words, common: Common) -> None:
    from asylmura_ssg.accession.pictures import RECORD, added, keep
    from asylmura_ssg.amend import diff
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.diagnostics import Report

    try:
        before, after, report = added(entry, name, master, words, common)
    except ValueError as error:
        raise click.UsageError(f"the record cannot be amended: {error}; {_NOTHING}") from None
    if report.errors:
        show_report(Report(list(report.errors)))
        click.echo("With this the entry would not be right; nothing was written.", err=True)
        sys.exit(1)
    try:
        keep(entry, name, master, after)
    except FileExistsError as error:
        raise click.UsageError(f"{error.filename} is there already; {_NOTHING}") from None
    shown = near(entry.folder.absolute())
    click.echo(f"\nKept: {shown}/{name}\n")
    click.echo(diff(f"{shown}/{RECORD}", before, after).rstrip("\n"))
    click.echo(f"\nNext: git add {quoted(entry.folder)} && git commit")
