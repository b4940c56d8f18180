"""``asylmura new``: the folder of an entry, from a few answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import HOME, content_option, demand, near, quoted, spoken_of

if TYPE_CHECKING:
    from asylmura_ssg.accession.entries import Given, NewEntry
    from asylmura_ssg.model.vocabulary import MonumentType, Region
    from asylmura_ssg.read.catalogue import Common

# ruff: noqa: PLC0415 - as in commands.py: what a command uses is imported by it

BACK = "<"
STOPPED = 130  # 128 + SIGINT, as shells have it

Terms = Mapping[str, "Region | MonumentType"]


@click.command()
@click.option("--kk", default=None, metavar="NAME", help="The name in Kazakh.")
@click.option("--ru", default=None, metavar="NAME", help="The name in Russian.")
@click.option("--en", default=None, metavar="NAME", help="The name in English.")
@click.option("--region", default=None, metavar="KEY|NAME", help="The region: its key or name in any language.")
@click.option("--type", "kind", default=None, metavar="KEY|NAME", help="The kind of monument, likewise.")
@click.option("--slug", default=None, metavar="SLUG", help="The folder's name.  [default: from the Kazakh name]")
@click.option("--editor", "editors", multiple=True, metavar="NAME", help="Who answers for it; may be given again.  "
              "[default: who answers for most entries]")  # fmt: skip
@click.option("--comments", type=click.Choice(["kk", "ru", "en"]), default="kk", show_default=True,
              help="The language of what is said beside each key.")  # fmt: skip
@click.option("--register", "registered", is_flag=True, help="Enter the number in the register at once, so that two who "
              "take it on two branches meet in a merge conflict.")  # fmt: skip
@content_option
def new(
    kk: str | None, ru: str | None, en: str | None, region: str | None, kind: str | None, slug: str | None,
    editors: Sequence[str], comments: str, registered: bool, content: Path,
) -> None:  # fmt: skip
    """Begin an entry: its folder with a commented record and three texts. What is not given is asked for."""
    from asylmura_ssg.accession.collection import read_collection
    from asylmura_ssg.accession.entries import entry_files, given, in_turn, lay_down

    demand(content, "content")
    with told("nothing was written"):
        common = read_collection(content)
        vocabularies = common.shared.vocabularies
        if not vocabularies.regions or not vocabularies.types:
            raise click.UsageError(
                "content/regions.yaml and content/types.yaml cannot be read; `asylmura check` tells why"
            )
        taken = given(content / "monuments", common.register.register.slugs)
        answers = _Answers(vocabularies.regions, vocabularies.types, taken,
                           {"kk": kk, "ru": ru, "en": en, "region": region, "type": kind, "slug": slug})  # fmt: skip
        answers.settle()
        with in_turn(content / "monuments"):  # others begin entries, too
            answers.taken = given(content / "monuments", common.register.register.slugs)
            entry = _entry(answers, common, editors)
            folder = content / "monuments" / entry.slug
            try:
                lay_down(folder, entry_files(entry, _said(comments)))
            except FileExistsError:
                raise click.UsageError(f"{near(folder.absolute())} is there already; nothing was written") from None
    _tell(entry, folder, spoken_of(content))
    if registered:
        _register(content, entry)


def _register(content: Path, entry: NewEntry) -> None:
    """Enter the number of a new entry; what is wrong elsewhere in the content keeps it out, and is told."""
    from asylmura_ssg.cli.desk import opened
    from asylmura_ssg.registrar.issuing import unnumbered

    with opened(content, HOME / ".cache") as desk:
        line = f'"slug": "{entry.slug}"'
        lines = desk.enter([each for each in unnumbered(desk.reading) if line in each.text])
    click.echo(
        f"Entered in {near(content)}/plates/register.jsonl: {lines[0]}" if lines else "It is in the register already."
    )


@contextmanager
def told(kept: str) -> Iterator[None]:
    """Turn what stands in the way into words; ``kept`` says what was not done."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        if not sys.stdin.isatty() and not isinstance(sys.exc_info()[1], KeyboardInterrupt):
            raise click.UsageError(f"there was no answer, and {kept}; give what is asked for as options") from None
        click.echo(f"\nStopped; {kept}.", err=True)
        sys.exit(STOPPED)
    except OSError as error:
        from asylmura_ssg.tree import ChangedError

        if isinstance(error, ChangedError):
            raise
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}; {kept}") from None


def _entry(answers: _Answers, common: Common, editors: Sequence[str]) -> NewEntry:
    from asylmura_ssg.accession.entries import NewEntry, usual_editors
    from asylmura_ssg.model.language import Localized
    from asylmura_ssg.model.plate import HIGHEST

    said, site = answers.said, common.shared.site
    number = answers.taken.next_number
    if number > HIGHEST:
        raise click.UsageError(f"all register numbers up to {HIGHEST} are given; nothing was written")
    names = Localized(said["kk"] or "", said["ru"] or None, said["en"] or None)
    usual = usual_editors(answers.taken, "" if site is None else site.title.kk)
    return NewEntry(
        said["slug"] or "", number, names, said["region"] or "", said["type"] or "", tuple(editors) or usual
    )


def _said(language: str) -> dict[str, str]:
    """Return what to write under each key of a record, in a language."""
    from asylmura_ssg.schemas.words import read_words

    try:
        words = read_words(HOME / "docs" / "keys.yaml")
    except OSError:
        return {}  # without the guides an entry can be begun all the same
    return {key: said[language] for key, said in words.by_form.get("monument", {}).items() if "." not in key}


def _tell(entry: NewEntry, folder: Path, named: str) -> None:
    click.echo(f"{near(folder.absolute())}/")
    click.echo(f"  monument.yaml   number {entry.number}, {entry.type}, {entry.region}; status: draft")
    click.echo("  kk.md ru.md en.md   the texts, with their headings")
    click.echo(f"\nNext: write where “…” stands; `asylmura check {entry.slug}{named}` says what is missing.")
    click.echo(f"      asylmura picture add PHOTO.jpg --for {entry.slug}{named}")
    click.echo(f"      git add {quoted(folder)} && git commit")


@dataclass(slots=True)
class _Answers:
    """What is known of the new entry so far: given as options, or asked for one after another, with a way back."""

    regions: Mapping[str, Region]
    types: Mapping[str, MonumentType]
    taken: Given
    said: dict[str, str | None]
    asked: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Hold the options against what there is; ask for the rest. Raises UsageError, or Abort without an answer."""
        whole = all(self.said[key] for key in ("kk", "region", "type"))
        for key, value in self.said.items():
            if value is not None:
                self.said[key] = self._right(key, value)
        steps = [key for key, value in self.said.items() if value is None]
        if whole:
            self.said["slug"] = self.said["slug"] or self._right("slug", self._proposed())
            return
        click.echo(
            f"A new entry, number {self.taken.next_number}. “{BACK}” goes back, Ctrl+C stops and writes nothing.\n"
        )
        at = 0
        while at < len(steps):
            at = max(0, at + (1 if self._ask(steps[at]) else -1))

    def _ask(self, key: str) -> bool:
        """Ask for one thing until it is right; return False when the person wants to go back."""
        optional = key in ("ru", "en")
        if key in ("region", "type"):
            _list(self.regions if key == "region" else self.types)
        default = self._proposed() if key == "slug" else ""
        while True:
            answer = click.prompt(_QUESTIONS[key], default=default if default or optional else None,
                                  show_default=bool(default), type=str).strip()  # fmt: skip
            if answer == BACK:
                return False
            if not answer and optional:
                self.said[key] = None
                return True
            try:
                self.said[key] = self._right(key, answer)
            except click.UsageError as error:
                click.echo(f"  {error.message}", err=True)
                continue
            return True

    def _proposed(self) -> str:
        from asylmura_ssg.model.slug import slug_of

        return slug_of(self.said["kk"] or "")

    def _right(self, key: str, value: str) -> str:
        """Return a value as it is written into the record. Raises UsageError."""
        word = value.strip()
        if key == "slug":
            return self._slug(word)
        if key == "kk":
            self._warn_of_namesake(word)
        if key == "region":
            return _term(word, self.regions, key)
        return _term(word, self.types, key) if key == "type" else _name(word, key)

    def _warn_of_namesake(self, name: str) -> None:
        same = self.taken.namesake(name)
        if same:
            click.secho(f"  warning: an entry of this name is there already: content/monuments/{same}/. Is this another "
                        "monument?", fg="yellow", err=True)  # fmt: skip

    def _slug(self, slug: str) -> str:
        from asylmura_ssg.model.addressed import SLUG

        if not SLUG.fullmatch(slug):
            raise click.UsageError(f'"{slug}" cannot stand in an address; write it in lower-case Latin letters, digits '
                                   "and single hyphens, like aisha-bibi, with --slug")  # fmt: skip
        if slug in self.taken.slugs:
            raise click.UsageError(f'"{slug}" is an entry already: content/monuments/{slug}/. If this is another monument, '
                                   f"give it another --slug, such as {slug}-{self.said['region'] or 2}")  # fmt: skip
        return slug


_QUESTIONS = {
    "kk": "Name in Kazakh",
    "ru": "Name in Russian (Enter: later)",
    "en": "Name in English (Enter: later)",
    "region": "Region (number, key or name)",
    "type": "Type (number, key or name)",
    "slug": "Folder and address",
}


def _name(word: str, key: str) -> str:
    from asylmura_ssg.record_form import scalar_form

    if not word or word == BACK:
        raise click.UsageError(f"the name in --{key} is empty")
    try:
        scalar_form(word)
        word.encode()
    except ValueError as error:
        raise click.UsageError(f"the name in --{key} cannot be written: {error}") from None
    return word


def _list(terms: Terms) -> None:
    width = max(map(len, terms))
    for number, (key, term) in enumerate(terms.items(), 1):
        label = " · ".join(filter(None, (term.label.kk, term.label.ru, term.label.en)))
        click.echo(f"  {number:>2}  {key.ljust(width)}  {label}")


def _term(word: str, terms: Terms, what: str) -> str:
    """Return the key of a term that a person named by its number in the list, its key, or its name in any language."""
    from asylmura_ssg.diagnostics import did_you_mean

    if word in terms:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(terms):
        return tuple(terms)[int(word) - 1]
    names = {label.casefold(): key for key, term in terms.items() for _, label in term.label.present()}
    if word.casefold() in names:
        return names[word.casefold()]
    labels = [label for term in terms.values() for _, label in term.label.present()]
    hint = did_you_mean(word, terms) or did_you_mean(word, labels)
    raise click.UsageError(f'no {what} "{word}"; {hint or "known: " + ", ".join(terms)}')
