"""The text of files, and places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.tree import Bytes

# Controls and non-characters (XML 1.0, 2.2 refuses them too), separators that YAML would take for line ends, marks of
# letters lost, and the two private-use characters that make/prose.py fences its marks with.
_NO_PLACE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff\ufffd-\uffff]")

# What git leaves where two edits of the same lines met (git-merge, "How conflicts are presented"). Its middle mark, =======,
# underlines headings in Markdown.
_MET = re.compile(r"^(?:<{7}|\|{7}|>{7}) .*$", re.MULTILINE)


def readable(files: dict[str, Bytes], report: Report) -> dict[str, Bytes]:
    """Return the files that could be read, sorted by path; the others are reported."""
    for file in files.values():
        if file.problem:
            report.add(Diagnostic(Code.UNREADABLE_FILE, Span(file.shown), file.problem,
                                  "put an ordinary file there, or remove it"))  # fmt: skip
    return {path: file for path, file in sorted(files.items()) if not file.problem}


@dataclass(frozen=True, slots=True)
class Text:
    """A text file decoded: ``shown`` is the path that diagnostics name."""

    shown: str
    text: str = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the place of a stretch of the text, given as offsets."""
        line = self.text.count("\n", 0, start) + 1
        column = start - (self.text.rfind("\n", 0, start) + 1) + 1
        stop = self.text.find("\n", start, end)
        return Span(self.shown, line, column, column + (end if stop < 0 else stop) - start)

    def line(self, number: int) -> str:
        """Return a line by its number, counted from 1, or an empty string."""
        lines = _lines(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def problem(self, code: Code, span: Span, message: str, hint: str = "") -> Diagnostic:
        """Return a diagnostic that shows the line it speaks of; a span without an end speaks of the whole file."""
        return Diagnostic(code, span, message, hint, self.line(span.line) if span.end else "")


@lru_cache(maxsize=4)  # every mark of a text asks for its line
def _lines(text: str) -> list[str]:
    return text.split("\n")


def decode(file: Bytes, report: Report) -> Text | None:
    """Return the text of a file, each line ended by LF, or report why it is none (not UTF-8, half merged) and return None."""
    data = file.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        report.add(
            Diagnostic(
                Code.WRONG_ENCODING,
                Span(file.shown, line, column, column + 1),
                f"byte 0x{data[error.start]:02x} is not UTF-8",
                f"{_guess(data)}; save the file as UTF-8",
            )
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _NO_PLACE.search(text)
    if bad is not None:
        source = Text(file.shown, _NO_PLACE.sub("\ufffd", text))  # a terminal would obey some of them
        report.add(source.problem(Code.WRONG_ENCODING, source.span(*bad.span()),
                                  f"character U+{ord(bad[0]):04X} has no place in a text",
                                  "delete it, or write the letter that was meant"))  # fmt: skip
        return None
    met = _MET.search(text)
    if met is not None:
        source = Text(file.shown, text)
        report.add(source.problem(Code.MERGE_CONFLICT, source.span(*met.span()), "two edits met here, and git left both in the file",
                                  "keep what is right of the two, and delete the lines <<<<<<<, ======= and >>>>>>>"))  # fmt: skip
        return None
    return Text(file.shown, text)


def _guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "this looks like UTF-16"
    # Cyrillic letters are single bytes from 0xC0 on in Windows-1251; in UTF-8 such a byte leads one below 0xC0.
    leading = sum(byte >= 0xC0 for byte in data)
    following = sum(0x80 <= byte < 0xC0 for byte in data)
    return "this looks like Windows-1251" if leading > 2 * following else "the file is damaged here, or is no text"
