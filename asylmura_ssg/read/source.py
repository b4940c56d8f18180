"""The text of files, and places in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.tree import Bytes

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
