"""A list of plates that hang already, as a spreadsheet saves it (CSV), one plate a row: told in full what is wrong with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span, did_you_mean
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.monument import Monument, Point
from asylmura_ssg.model.register import Origin
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.registrar.adopting import Hanging
from asylmura_ssg.registrar.desk import RefusedError, Row
from asylmura_ssg.registrar.monuments import published
from asylmura_ssg.tree import Bytes

REQUIRED = ("monument", "payload")
COLUMNS = (*REQUIRED, "placed", "lat", "lon")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SEP = re.compile(r"sep=.?", re.IGNORECASE)  # the line by which Excel tells itself what parts the cells
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def read_list(file: Bytes, catalogue: Catalogue, report: Report) -> tuple[Hanging, ...]:
    """Return the plates of a list; whatever is wrong with any row goes into the report.

    The first row names the columns: ``monument`` (slug or plate number) and ``payload``, and if known ``placed`` (as
    2024-05-11 or 11.05.2024), ``lat`` and ``lon`` (degrees). They are parted by commas, semicolons or tabs.
    """
    text = decode(file, report)
    lines = [] if text is None else text.text.split("\n")
    if text is None or not any(line.strip(" ,;\t") and not _SEP.fullmatch(line.strip()) for line in lines):
        if text is not None:
            report.add(Diagnostic(Code.MISSING_FIELD, Span(file.shown), "the list is empty", _FIRST))
        return ()
    first = next(at for at, line in enumerate(lines) if line.strip(" ,;\t") and not _SEP.fullmatch(line.strip()))
    mark = max(",;\t", key=lines[first].count)
    header = _Cells(text, first + 1, lines[first], mark)
    columns = [name.strip().lower() for name in header.values]
    if not _is_header(header, columns, report):
        return ()
    rows = [(at, line) for at, line in enumerate(lines[first + 1 :], first + 2) if line.strip(f"{mark}\t ")]
    if not rows:
        header.complain(report, Code.MISSING_FIELD, None, "there is no row below this one", "write a plate a row")
    found: list[Hanging] = []
    for at, line in rows:
        found += _Reader(_Cells(text, at, line, mark), columns, catalogue, report).hanging()
    return tuple(found)


_FIRST = f"its first row names the columns: {','.join(COLUMNS)}"


def _is_header(header: _Cells, columns: list[str], report: Report) -> bool:
    before = len(report)
    for at, name in enumerate(columns):
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS) or f"{_FIRST}; take out what else there is"
            header.complain(report, Code.UNKNOWN_KEY, at, f'unknown column "{name}"', hint)
        elif name in columns[:at]:
            header.complain(
                report, Code.DUPLICATE_KEY, at, f'the column "{name}" stands here twice', "keep one of them"
            )
    for name in REQUIRED:
        if name not in columns:
            header.complain(report, Code.MISSING_FIELD, None, f'the column "{name}" is missing', _FIRST)
    return len(report) == before


class _Cells:
    """One line of the list, its cells and their places."""

    def __init__(self, text: Text, at: int, line: str, mark: str) -> None:
        self.shown, self.at, self.line = text.shown, at, line
        self.problem = ""
        try:
            self.values = next(csv.reader([line], delimiter=mark, strict=True), [])
        except csv.Error:
            self.values, self.problem = [], "a quotation mark is not closed in this row"
        self._spans = tuple(self._places())

    def _places(self) -> Iterator[Span]:
        at = 0
        for value in self.values:
            written = value if value in self.line[at:] else value.replace('"', '""')
            start = max(at, self.line.find(written, at))
            at = start + len(written)
            yield Span(self.shown, self.at, start + 1, at + 1)

    @property
    def span(self) -> Span:
        """The whole row."""
        return Span(self.shown, self.at, 1, len(self.line) + 1)

    def place(self, at: int | None) -> Span:
        """Return the place of a cell, or of the whole row."""
        return self.span if at is None or at >= len(self._spans) else self._spans[at]

    def complain(self, report: Report, code: Code, at: int | None, message: str, hint: str) -> None:
        """Report something wrong with a cell, or with the row."""
        report.add(Diagnostic(code, self.place(at), message, hint, self.line))


class _Reader:
    """Reads one row."""

    def __init__(self, cells: _Cells, columns: list[str], catalogue: Catalogue, report: Report) -> None:
        self._cells, self._columns, self._catalogue, self._report = cells, columns, catalogue, report
        self._before = len(report)

    def hanging(self) -> tuple[Hanging, ...]:
        """Return the plate, or nothing when anything in the row is wrong."""
        cells, columns = self._cells, self._columns
        if cells.problem:
            self._complain(Code.WRONG_TYPE, None, cells.problem, 'a mark within a cell is written twice: ""')
        elif len(cells.values) > len(columns):
            self._complain(Code.WRONG_TYPE, None, f"{len(cells.values)} cells, where the first row names {len(columns)}",
                           "put a cell that holds the mark between cells into quotation marks")  # fmt: skip
        if len(self._report) > self._before:
            return ()
        monument, payload = self._monument(), self._payload()
        placed, lat, lon = self._placed(), self._degrees("lat"), self._degrees("lon")
        if (lat is None) != (lon is None):
            given, gap = ("lat", "lon") if lon is None else ("lon", "lat")
            self._complain(
                Code.MISSING_FIELD, given, f"{given} without {gap}", "a place has both, or neither is written"
            )
        if monument is None or len(self._report) > self._before:
            return ()
        point = None if lat is None or lon is None else Point(lat, lon)
        return (Hanging(monument, payload, Origin.LIST, placed, point, row=self._row()),)

    def _row(self) -> Row:
        spans = {name: self._cells.place(at) for at, name in enumerate(self._columns)}
        monument = spans.pop("monument")
        return Row(self._cells.span, self._cells.line, (*spans.items(), ("plate", monument), ("slug", monument)))

    def _value(self, column: str) -> str:
        at = self._columns.index(column) if column in self._columns else len(self._cells.values)
        return self._cells.values[at] if at < len(self._cells.values) else ""

    def _complain(self, code: Code, column: str | None, message: str, hint: str) -> None:
        at = None if column is None else self._columns.index(column)
        self._cells.complain(self._report, code, at, message, hint)

    def _monument(self) -> Monument | None:
        word = self._value("monument").strip()
        if not word:
            self._complain(
                Code.MISSING_FIELD, "monument", "the monument is missing", "write its slug or its plate number"
            )
            return None
        try:
            return published(self._catalogue, word)
        except RefusedError as error:
            self._complain(Code.UNKNOWN_MONUMENT, "monument", str(error), "")
            return None

    def _payload(self) -> str:
        payload = self._value("payload")
        if not payload.strip():
            self._complain(Code.MISSING_FIELD, "payload", "the payload is missing", "write what the plate's code says")
        elif payload != payload.strip():
            self._complain(Code.WRONG_TYPE, "payload", "a space before or after the payload",
                           'take it out; a code that really says so is adopted by itself: asylmura plates adopt SLUG "…"')  # fmt: skip
        return payload

    def _placed(self) -> date | None:
        written = self._value("placed").strip()
        day = _day(written)
        if written and day is None:
            self._complain(
                Code.WRONG_TYPE, "placed", f'"{written}" is not a date', "write it as 2024-05-11 or 11.05.2024"
            )
        return day

    def _degrees(self, column: str) -> float | None:
        written = self._value(column).strip()
        if not written:
            return None
        if not _NUMBER.fullmatch(written):
            self._complain(Code.WRONG_TYPE, column, f'"{written}" is not a number', "write degrees, as 43.5012")
            return None
        return float(written.replace(",", "."))


def _day(written: str) -> date | None:
    """Return the day, None for what is no date, or one the calendar does not have."""
    found = _DAY.fullmatch(written)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
