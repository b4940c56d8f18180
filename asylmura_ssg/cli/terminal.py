"""What a person sees: diagnostics with their lines and carets, a bar while work goes on, a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from asylmura_ssg.diagnostics import Diagnostic, Report, Severity, Span

if TYPE_CHECKING:
    from asylmura_ssg.model.setting import TypesettingError
    from asylmura_ssg.tree import Bytes

_STAGES: Final = {
    "read": "Reading the content",
    "plan": "Planning",
    "make": "Making files",
    "typeset": "Typesetting the volume",
    "ink": "Inking the pages",
    "check": "Checking the volume",
    "epub": "Making the volume for reading devices",
    "preflight": "Examining the print files",
    "publish": "Publishing",
    "draw": "Drawing and proving",
    "look": "Taking pictures of pages",
}
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


class Progress:
    """Shows stages: a live bar on a terminal, plain lines elsewhere, nothing when quiet."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._verbose = verbose
        self._stage = ""
        self._bar: Any = None
        self._done = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` pieces of a stage are done."""
        if self._quiet:
            return
        if stage != self._stage:
            self.close()
            self._stage, self._done = stage, 0
            if self._live and total:
                self._bar = click.progressbar(length=total, label=_STAGES[stage].ljust(24), file=sys.stderr, width=30)
            elif total or self._verbose:
                click.echo(f"{_STAGES[stage]}{f': {total}' if total else ''} …", err=True)
        if self._bar is not None:
            self._bar.update(done - self._done)
            self._done = done

    def close(self) -> None:
        """End the bar that stands open."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


def show_report(report: Report) -> None:
    """Print every diagnostic, then how many there are, and where the rules are explained."""
    for diagnostic in report:
        click.echo(rendered(diagnostic, colour=True), err=True)
        click.echo(err=True)
    errors, warnings, advice = len(report.errors), len(report.warnings), len(report.advice)
    parts = [many(errors, "error"), many(warnings, "warning"), many(advice, "piece") + " of advice"]
    said = [part for part, number in zip(parts, (errors, warnings, advice), strict=True) if number]
    if said:
        words = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
        colour = "red" if errors else "yellow" if warnings else "cyan"
        click.secho(words, bold=True, fg=colour, err=True)


def many(number: int, one: str, more: str = "") -> str:
    """Return a number with what it counts: ``1 entry``; ``more`` where several are not told by an s alone."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def rendered(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """Return a diagnostic as text: place, code, words; the line with a caret; the hint."""
    span = diagnostic.span
    head = f"{diagnostic.severity}[{diagnostic.code.slug}]"
    place = f"{span.path}:{span.line}:{span.column}"
    if colour:
        head = click.style(head, fg=_COLOURS[diagnostic.severity], bold=True)
        place = click.style(place, bold=True)
    lines = [f"{place}: {head} {diagnostic.message}"]
    if diagnostic.excerpt:
        lines += _excerpt(span, diagnostic.excerpt, _COLOURS[diagnostic.severity] if colour else None)
    if diagnostic.hint:
        lines.append(f"  = {diagnostic.hint}")
    return "\n".join(lines)


def unsettable(error: TypesettingError, files: Mapping[str, Bytes]) -> str:
    """Return what cannot be set as text: where its words stand in the content, if they come from there."""
    from asylmura_ssg.read.found_words import find_words  # noqa: PLC0415 - most commands set nothing

    found = find_words(error.words, error.name, files)
    if found is None:
        return str(error)
    span, line = found
    head = click.style(f"{span.path}:{span.line}:{span.column}:", bold=True)
    return "\n".join([f"{head} {error}", *(_excerpt(span, line, "red") if line else ())])


def _excerpt(span: Span, text: str, colour: str | None) -> Iterable[str]:
    """Return the line and its caret; a long line is shown around the place."""
    start, width = span.column - 1, max(1, span.end - span.column)
    left = max(0, start - 60)
    shown = text[left : left + 100]
    marker = "^" * max(1, min(width, len(shown) - (start - left)))
    # Tabs keep their place, so that the caret stands under the letter it means.
    lead = "".join("\t" if c == "\t" else " " for c in shown[: start - left])
    number = str(span.line)
    gutter = " " * len(number)
    head, tail = ("…" if left else ""), ("…" if len(text) > left + 100 else "")
    caret = click.style(marker, fg=colour) if colour else marker
    return [f" {gutter} |", f" {number} | {head}{shown}{tail}", f" {gutter} | {' ' * len(head)}{lead}{caret}"]
