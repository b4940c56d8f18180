"""What the commands that write the register share: who may write, from which day, and what a person is told."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from asylmura_ssg.cli.commands import HOME, content_option, cores, demand, near, past_in

if TYPE_CHECKING:
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.model.catalogue import Catalogue
    from asylmura_ssg.model.order import Order
    from asylmura_ssg.read.catalogue import Reading
    from asylmura_ssg.registrar.desk import Addition, Desk, Kept, Row

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN = 12  # lines; of more, the first ones are shown


class _Day(click.ParamType[date]):
    """A day that is not in the future."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value if _WRITTEN.fullmatch(value) else "")
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-11-23", param, ctx)
        if day > date.today():  # noqa: DTZ011 - the day where the editor is
            self.fail(f"{day} has not come yet; the register says what happened", param, ctx)
        return day


class _Degrees(click.ParamType[float]):
    """Degrees, with a decimal point or, as Kazakhstan writes them, a comma."""

    name = "degrees"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        if isinstance(value, float):
            return value
        if not _DECIMAL.fullmatch(value):
            self.fail(f"{value!r} is not a number of degrees; write it as 49.3731", param, ctx)
        return float(value.replace(",", "."))


DAY: Final = _Day()
DEGREES: Final = _Degrees()
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,3}(?:[.,][0-9]{1,15})?")


def cache_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take the folder of what is remembered."""
    return click.option("--cache", type=click.Path(file_okay=False, path_type=Path), default=HOME / ".cache",
                        show_default=".cache", help="What may be used again.")(function)  # fmt: skip


def day_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take the day something happened, today unless it is given."""
    return click.option("--date", "day", type=DAY, default=date.today, show_default="today",
                        metavar="YYYY-MM-DD", help="The day it happened.")(function)  # fmt: skip


def photo_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take a photograph of the plate."""
    return click.option("--photo", type=FILE, default=None, metavar="FILE",
                        help="A photograph of the plate; a copy without private data is kept.")(function)  # fmt: skip


def issue_option(function: click.decorators.FC) -> click.decorators.FC:
    """Take the issue that is meant."""
    return click.option("--issue", type=click.IntRange(min=1), default=None, metavar="N",
                        help="Which issue of the plate.  [default: the one in question]")(function)  # fmt: skip


def desk_command(*options: Callable[[Any], Any]) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """Take further options in the order given, then the day, the content folder and the cache."""

    def decorated(function: click.decorators.FC) -> click.decorators.FC:
        for option in reversed((*options, day_option, content_option, cache_option)):
            function = option(function)
        return function

    return decorated


@contextmanager
def opened(content: Path, cache: Path) -> Iterator[Desk]:
    """Hold the register while the block runs; what stands in the way is told, and the command ends."""
    from asylmura_ssg.cache import BusyError
    from asylmura_ssg.diagnostics import ContentError
    from asylmura_ssg.registrar.desk import RefusedError, at_desk

    demand(content, "content")
    try:
        with at_desk(_order(content, cache)) as desk:
            yield desk
    except ContentError as error:
        give_up(error.report, "What is wrong in the content comes first; nothing was written.")
    except (RefusedError, BusyError) as error:
        raise click.UsageError(str(error)) from None
    except (click.Abort, KeyboardInterrupt):  # a question was left without an answer
        click.echo("\nStopped; nothing was written.", err=True)
        sys.exit(1)
    except UnicodeEncodeError:
        raise click.UsageError("a word of the command is not UTF-8; nothing was written") from None
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}; nothing was written") from None


def readable(content: Path, cache: Path) -> Catalogue:
    """Return the content as it is, for a command that only looks; errors elsewhere are counted, and do not stop it."""
    return looked(content, cache)[1]


def looked(content: Path, cache: Path) -> tuple[Reading, Catalogue]:
    """Return what :func:`readable` does, and the whole reading it comes from."""
    from asylmura_ssg.registrar.desk import look

    demand(content, "content")
    try:
        reading = look(_order(content, cache))
    except OSError as error:
        raise click.UsageError(f"the system says: {error.strerror or error}") from None
    if reading.readable is None or reading.register.photographs is None:  # then the register cannot be read at all
        give_up(reading.report, "With this nothing can be told.")
    tell_errors(len(reading.report.errors))
    return reading, reading.readable


def tell_errors(errors: int) -> None:
    """Say that there are errors, for a command that goes on without what they stand in."""
    if errors:
        what = "an error" if errors == 1 else f"{errors:,} errors"
        click.echo(f"There {'is' if errors == 1 else 'are'} {what} in the content: `asylmura check` tells which. "
                   "What cannot be read is left out.\n", err=True)  # fmt: skip


def _order(content: Path, cache: Path) -> Order:
    from asylmura_ssg.model.order import Order, Scope

    return Order(near(content), HOME / "templates", Path(), cache, Scope(), cores(), past=past_in(content))


def write(desk: Desk, additions: Sequence[Addition], photographs: Sequence[Kept] = (), nothing: str = "") -> None:
    """Write lines and say so, and what comes next; ``nothing`` is said when there was nothing new."""
    from asylmura_ssg.diagnostics import ContentError

    try:
        written = desk.enter(additions, photographs)
    except ContentError as error:
        give_up(error.report, "Nothing was written: with this the register would not be right.")
    if not written:
        click.echo(nothing or "The register says so already; nothing was written.")
        return
    folder = f"{desk.order.content.as_posix()}/plates"
    click.echo(f"Written to {folder}/register.jsonl:")
    for line in written[:_SHOWN]:
        click.echo(f"  {line}")
    if len(written) > _SHOWN:
        click.echo(f"  … and {len(written) - _SHOWN:,} more lines")
    named = [photo.name for photo in photographs if any(f'"{photo.name}"' in line for line in written)]
    for name in named:
        click.echo(f"Kept, without private data: {folder}/photographs/{name}")
    click.echo(f"\nNext: git add {folder} && git commit")
    click.echo("Once committed, a line stays as it is; what happens later is a new line.")


# What the options are called in the register, where they are not called the same.
_KEYS: Final = {"day": "date", "word": "plate", "address": "payload"}
_ELSEWHERE: Final = ("content", "cache")


def typed() -> Row:
    """Return the command as it was typed, so that what is wrong is told at its options."""
    from asylmura_ssg.diagnostics import Span
    from asylmura_ssg.registrar.desk import Row

    context = click.get_current_context()
    given = context.command.params
    given = [p for p in given if p.name not in _ELSEWHERE and _is_typed(context, p)]
    line, cells, names = f"asylmura {context.command_path.partition(' ')[2]}", [], []
    for parameter in sorted(given, key=lambda p: isinstance(p, click.Option)):
        name = parameter.name or ""
        start = len(line) + 1
        key = _KEYS.get(name, name)
        option = parameter.opts[0] if isinstance(parameter, click.Option) else ""
        line += f" {option} {_quoted(context.params[name])}" if option else f" {_quoted(context.params[name])}"
        cells.append((key, Span("command", 1, start + 1, len(line) + 1)))
        names += [(key, option)] if option else []
    cells += [("slug", span) for key, span in cells if key == "plate"]
    return Row(Span("command", 1, 1, len(line) + 1), line, tuple(cells), tuple(names))


def _is_typed(context: click.Context, parameter: click.Parameter) -> bool:
    return context.get_parameter_source(parameter.name or "") is click.core.ParameterSource.COMMANDLINE


def _quoted(value: object) -> str:
    text = str(value)
    return text if _SIMPLE.fullmatch(text) else shlex.quote(text)


_SIMPLE = re.compile(r"[\w.,:/@%+=?&-]+")


def give_up(report: Report, words: str) -> NoReturn:
    """Show what is wrong and end with exit code 1."""
    from asylmura_ssg.cli.terminal import show_report

    show_report(report)
    click.echo(words, err=True)
    sys.exit(1)


def photograph(desk: Desk, slug: str, file: Path | None) -> tuple[Kept, ...]:
    """Return what is kept of a photograph, nothing for none; one that cannot be opened is told, and the command ends."""
    from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
    from asylmura_ssg.read.found_plates import UnreadablePhotographError, open_photograph
    from asylmura_ssg.registrar.photographs import stripped

    if file is None:
        return ()
    try:
        image = open_photograph(file.read_bytes())
    except UnreadablePhotographError as error:
        shown = Span(near(file.absolute()).as_posix())
        give_up(Report([Diagnostic(Code.PICTURE_UNREADABLE, shown, str(error))]), "Nothing was written.")
    return (desk.photograph(slug, stripped(image)),)
