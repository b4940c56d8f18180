"""A table as a person sees it: named columns, numbered rows, cells that can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableTableError(Exception):
    """A file cannot be read as a table; the words say why, and what to do about it."""


class TooLongError(ValueError):
    """A text is longer than a cell of a spreadsheet; the message says which."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something a person should know about a place in a table, such as ``Sheet1!C14``."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet before anybody knows where its header is: all cells as texts, from the very first row and column on.

    ``merged`` are areas that are one cell to the eye: top, left, bottom, right, from 0, all within.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    named: bool = False
    """The first row is known to be the header: the file's format says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; ``number`` is the one that a spreadsheet program shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header is known. Each row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    header: tuple[int, ...]
    """The rows of the header, from 1."""
    remarks: tuple[Remark, ...] = ()

    def place(self, row: int, column: int | None = None) -> str:
        """Return how a cell is called, such as ``Sheet1!C14``; of the row alone, ``Sheet1!14``."""
        return f"{self.name}!{'' if column is None else letters(column)}{row}"


def letters(column: int) -> str:
    """Return what a spreadsheet program calls a column, counted from 0: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def area(sheet: str, box: tuple[int, int, int, int]) -> str:
    """Return how an area of cells is called, such as ``Sheet1!B5:B9``."""
    top, left, bottom, right = box
    return f"{sheet}!{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
