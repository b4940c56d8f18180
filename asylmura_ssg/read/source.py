"""Files as the reader sees them: their bytes, their text, and places in that text."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.digest import digest_bytes

IGNORED = (".", "~")  # hidden files and editors' backups are nobody's content


@dataclass(frozen=True, slots=True)
class Bytes:
    """One file: ``shown`` is its path as a person typed it, ``path`` is below the root, with forward slashes."""

    path: str
    shown: str
    data: bytes = field(repr=False)
    digest: str


def read_tree(root: Path) -> dict[str, Bytes]:
    """Return every file below ``root`` by its path, sorted; hidden files and backups left out."""
    found: dict[str, Bytes] = {}
    _walk(os.fspath(root), "", root.as_posix(), found)
    return dict(sorted(found.items()))


def _walk(folder: str, below: str, shown: str, found: dict[str, Bytes]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(IGNORED[0]) or name.endswith(IGNORED[1]):
                continue
            path = below + name
            if entry.is_dir():
                _walk(entry.path, path + "/", shown, found)
            else:
                data = _contents(entry.path)
                found[path] = Bytes(path, f"{shown}/{path}", data, digest_bytes(data))


def _contents(path: str) -> bytes:
    # os.open and one read: a third of the cost of open(), which counts for forty thousand small files.
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        while len(data) < size:
            more = os.read(handle, size - len(data))
            if not more:
                break
            data += more
        return data
    finally:
        os.close(handle)


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
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def problem(self, code: Code, span: Span, message: str, hint: str = "") -> Diagnostic:
        """Return a diagnostic that shows the line it speaks of."""
        return Diagnostic(code, span, message, hint, self.line(span.line))


def decode(file: Bytes, report: Report) -> Text | None:
    """Return the text of a file, or report that it is not UTF-8 and return None."""
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
    for bad in ("\x00", "\ue000", "\ue001"):
        if bad in text:
            at = text.index(bad)
            source = Text(file.shown, text)
            report.add(
                source.problem(Code.WRONG_ENCODING, source.span(at, at + 1),
                               f"character U+{ord(bad):04X} has no place in a text", "delete it")
            )  # fmt: skip
            return None
    return Text(file.shown, text.replace("\r\n", "\n"))


def _guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "this looks like UTF-16"
    letters = sum(0xC0 <= byte for byte in data)
    return "this looks like Windows-1251" if letters * 3 > len(data.strip()) else "the file is not all text"
