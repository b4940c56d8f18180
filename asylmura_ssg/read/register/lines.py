"""The register's bytes → lines of named values that know their places.

One event a line, as a JSON object: a line is what a git diff shows and what two branches collide on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span, did_you_mean
from asylmura_ssg.tree import Bytes

E = TypeVar("E", bound=StrEnum)

_LONE = re.compile("[\ud800-\udfff]")  # halves of a letter, which JSON can spell and UTF-8 cannot hold
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MERGING = re.compile(rb"^(?:<{7} |={7}\r?$|>{7} )", re.MULTILINE)
_VALUE = r'("(?:[^"\\]|\\.)*"|[^,}\s]+)'


def lines_of(file: Bytes, report: Report) -> tuple[str, ...] | None:
    """Return the lines of the register, or None and report what keeps its bytes from being compared with those of another day."""
    data = file.data
    if data.startswith(b"\xef\xbb\xbf"):
        _of_the_file(file, report, 1, "the file begins with a byte order mark", "save it as UTF-8 without BOM")
        data = data[3:]
    if b"\r" in data:
        at = data.count(b"\n", 0, data.index(b"\r")) + 1
        _of_the_file(file, report, at, "the line ends in a carriage return",
                     "save the file with Unix line ends (LF); in git, set core.autocrlf to input")  # fmt: skip
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        _of_the_file(file, report, at, f"byte 0x{data[error.start]:02x} is not UTF-8", "restore the file from git")
        return None
    lines = text.split("\n")
    if lines[-1]:
        _of_the_file(file, report, len(lines), "the last line has no end", "end it with a line feed", lines[-1])
    for at, line in enumerate(lines[:-1], 1):
        if not line.strip():
            _of_the_file(file, report, at, "an empty line", "every line of the register is an event; delete this one")
    return tuple(lines if lines[-1] else lines[:-1])


def is_merging(file: Bytes, report: Report) -> bool:
    """Tell whether git left the marks of a merge in the file, and report them: nothing else can be said of it then."""
    found = _MERGING.search(file.data)
    if found is not None:
        line = file.data.count(b"\n", 0, found.start()) + 1
        text = file.data[found.start() :].partition(b"\n")[0].decode(errors="replace").rstrip("\r")
        _of_the_file(file, report, line, "a merge is not finished here",
                     "keep the lines of the branch you merge into, below them those of yours that are still right, "
                     "and delete the lines <<<<<<<, ======= and >>>>>>>; or give up with git merge --abort", text)  # fmt: skip
    return found is not None


def _of_the_file(file: Bytes, report: Report, line: int, message: str, hint: str, excerpt: str = "") -> None:
    report.add(Diagnostic(Code.REGISTER_FORM, Span(file.shown, line, 1, len(excerpt) + 1), message, hint, excerpt))


class Line:
    """The values of one event. What is wrong goes into the report at once, and a stand-in of the right type comes back."""

    __slots__ = ("_held", "_known", "_problems", "at", "report", "shown", "text")

    def __init__(self, shown: str, at: int, text: str, report: Report) -> None:
        self.shown, self.at, self.text, self.report = shown, at, text, report
        self._held: dict[str, Any] = {}
        self._known: set[str] = set()
        self._problems = 0
        self._read()

    def _read(self) -> None:
        try:
            pairs = json.loads(self.text, object_pairs_hook=list)
        except json.JSONDecodeError as error:
            span = Span(self.shown, self.at, error.colno, error.colno + 1)
            self._add(Code.REGISTER_EVENT, span, f"the line cannot be read here: {_in_words(error.msg)}", _EXAMPLE)
            return
        except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
            self.complain(Code.REGISTER_EVENT, "this line is not an event of the register", _EXAMPLE)
            return
        if not pairs or not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
            self.complain(Code.REGISTER_EVENT, "this line is not an event of the register", _EXAMPLE)
            return
        for key, value in pairs:
            if _LONE.search(key):
                self.complain(Code.REGISTER_EVENT, "a key must be whole letters", _WHOLE)
                continue
            if key in self._held:
                self.complain(Code.REGISTER_EVENT, f'"{key}" stands here twice', "write it once", key=key)
            self._held[key] = value

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong with it so far."""
        return not self._problems

    def span(self, key: str = "") -> Span:
        """Return the place of a key's value, else of the whole line."""
        found = re.search(f'"{re.escape(key)}"\\s*:\\s*{_VALUE}', self.text) if key else None
        start, end = (0, len(self.text)) if found is None else found.span(1)
        return Span(self.shown, self.at, start + 1, end + 1)

    def complain(self, code: Code, message: str, hint: str = "", *, key: str = "") -> None:
        """Report something wrong at a value, or with the line."""
        self._add(code, self.span(key), message, hint)

    def _add(self, code: Code, span: Span, message: str, hint: str) -> None:
        self._problems += 1
        self.report.add(Diagnostic(code, span, message, hint, self.text))

    def _wrong(self, key: str, what: str, hint: str) -> None:
        self.complain(Code.REGISTER_EVENT, f'"{key}" must be {what}', hint, key=key)

    def texts(self) -> Iterator[tuple[str, str, int]]:
        """Yield the texts of the line: key, value, and the column its first letter stands at."""
        for key, value in self._held.items():
            if isinstance(value, str):
                yield key, value, self.span(key).column + 1

    # Values

    def has(self, key: str) -> bool:
        """Tell whether the line has the key; it counts as known."""
        self._known.add(key)
        return key in self._held

    def word(self, key: str, form: re.Pattern[str] | None = None, what: str = "a text", hint: str = "") -> str:
        """Return a required text, of a form if one is given."""
        value = self._required(key)
        if isinstance(value, str) and _LONE.search(value):
            self._wrong(key, "whole letters", _WHOLE)
            return ""
        if isinstance(value, str) and value.strip() and (form is None or form.fullmatch(value)):
            return value
        if value is not None:
            self._wrong(key, what, hint or f'write "{key}": "…"')
        return ""

    def optional_word(self, key: str, form: re.Pattern[str] | None = None, what: str = "a text", hint: str = "") -> str | None:  # fmt: skip
        """Return a text, or None when the key is left out."""
        return self.word(key, form, what, hint) if self.has(key) else None

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """Return a required whole number between two bounds."""
        value = self._required(key)
        if type(value) is int and lowest <= value <= highest:  # in Python true is a number, too
            return value
        if value is not None:
            self._wrong(key, f"a whole number from {lowest} to {highest}", "write it in digits, without quotes")
        return lowest

    def number(self, key: str) -> float:
        """Return a required number."""
        value = self._required(key)
        if type(value) in (int, float) and abs(value) < 1e6:
            return float(value)
        if value is not None:
            self._wrong(key, "a number", "write degrees with a decimal point, without quotes")
        return 0.0

    def day(self, key: str) -> date:
        """Return a required date."""
        value = self._required(key)
        try:
            return date.fromisoformat(value if isinstance(value, str) and _DAY.fullmatch(value) else "")
        except ValueError:
            if value is not None:
                self._wrong(key, "a date", 'write it as "2026-11-23"')
            return date(1, 1, 1)

    def one_of(self, key: str, kind: type[E], allowed: Collection[E] = ()) -> E:
        """Return a required word of a closed vocabulary, or of a part of it."""
        words = [str(member) for member in (allowed or kind)]
        value = self._required(key)
        if value in words:
            return kind(value)
        if value is not None:
            self._wrong(key, f"one of {', '.join(words)}", did_you_mean(str(value), words))
        return kind(words[0])

    def _required(self, key: str) -> Any:
        self._known.add(key)
        if key not in self._held:
            if self._held:
                self.complain(Code.REGISTER_EVENT, f'"{key}" is missing', f'add "{key}": …')
            return None
        value = self._held[key]
        if value is None:
            self._wrong(key, "filled in", "write its value, or leave the key out if it may be")
        return value

    def finish(self) -> None:
        """Report the keys nobody asked for."""
        for key in self._held:
            if key not in self._known:
                hint = did_you_mean(key, self._known) or f"known here: {', '.join(sorted(self._known))}"
                at = self.text.find(f'"{key}"')
                self._add(Code.REGISTER_EVENT, Span(self.shown, self.at, at + 1, at + len(key) + 3),
                          f'unknown key "{key}"', hint)  # fmt: skip


_WHOLE = "half a letter stands here, as \\ud800 to \\udfff; write the letter itself"
_EXAMPLE = 'an event looks like {"event": "number", "number": 12, "slug": "berel"}'
_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Extra data": "something follows the closing brace",
    "Illegal trailing comma before end of object": "a comma too many",
}


def _in_words(message: str) -> str:
    if message.startswith("Unterminated string"):
        return "a quotation mark is missing"
    return _WORDS.get(message, message[:1].lower() + message[1:])


def numbered(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, each with its number."""
    return ((at, line) for at, line in enumerate(lines, 1) if line.strip())
