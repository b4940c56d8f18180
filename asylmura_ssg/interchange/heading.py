"""Where the header of a sheet is, what its columns are called, and which rows are data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asylmura_ssg.interchange.scripts import seen
from asylmura_ssg.interchange.sheet import Grid, Remark, Row, Table, UnreadableTableError, area, letters

_LOOKED_AT = 15
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def table_of(grid: Grid, header: Sequence[int] = ()) -> Table:
    """Return a sheet as a table; ``header`` are the rows of its header from 1, or nothing to have them found.

    The value of a merged area stands in each of its cells. Raises UnreadableTableError.
    """
    width = max((index + 1 for row in grid.cells for index, cell in enumerate(row) if cell.strip()), default=0)
    rows = [[cell.strip() for cell in row[:width]] + [""] * (width - len(row)) for row in grid.cells]
    remarks = list(grid.remarks)
    found = tuple(header) or ((1,) if grid.named else _header(rows, grid.merged))
    if not found or found[-1] > len(rows):
        shown = ", ".join(map(str, found))
        raise UnreadableTableError(f'the sheet "{grid.name}" has {len(rows)} rows; its header cannot be row {shown}')
    _spread(grid, rows, found, remarks)
    columns = _columns([rows[number - 1] for number in found])
    return Table(grid.name, columns, tuple(_data(rows, found, columns)), found, tuple(remarks))


def _header(rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]) -> tuple[int, ...]:
    """Return the rows of the header: the first one with most columns filled by words, and the one below where it is parted."""
    first = next((at for at, row in enumerate(rows) if any(row)), 0)
    looked = range(first, min(len(rows), first + _LOOKED_AT))
    filled = [sum(bool(cell) for cell in rows[at]) for at in looked]
    enough = max(2, max(filled, default=0) // 2)
    top = next(
        (
            at
            for at in looked
            if sum(bool(c) and not _NUMBER.fullmatch(c) for c in rows[at]) >= min(enough, max(filled))
        ),
        first,
    )
    across = [box for box in merged if box[0] == top and box[3] > box[1]]
    down = [box for box in merged if box[0] == top and box[2] == top + 1]
    if top + 1 < len(rows) and (across or down or _parted(rows[top], rows[top + 1])):
        return (top + 1, top + 2)
    return (top + 1,)


def _parted(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether the lower row names parts of what the upper one leaves without a name, and says nothing else."""
    unnamed = [at for at in range(1, len(upper)) if not upper[at] and upper[at - 1]]
    words = [cell for cell in lower if cell]
    return bool(unnamed) and bool(words) and len(words) < len(lower) and all(
        not any(char.isdigit() for char in cell) and len(cell) < 25 for cell in words
    ) and all(lower[at] for at in unnamed)  # fmt: skip


def _spread(grid: Grid, rows: list[list[str]], header: Sequence[int], remarks: list[Remark]) -> None:
    """Put the value of each merged area into all of its cells; below the header that is told."""
    for top, left, bottom, right in grid.merged:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        last = min(bottom, len(rows) - 1)
        for at in range(top, last + 1):
            for column in range(left, min(right, len(rows[at]) - 1) + 1):
                rows[at][column] = value
        if value and top >= header[-1]:
            words = "merged cells: their value is taken for each of the rows"
            remarks.append(Remark(area(grid.name, (top, left, bottom, right)), words))


def _columns(header: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of the columns: those of two rows joined, one without a name called by its letter, no two alike."""
    names: list[str] = []
    held = ""
    for at in range(len(header[0])):
        parts = [" ".join(seen(row[at])[0].split()) for row in header]
        if len(parts) > 1:
            held = parts[0] or (held if parts[-1] else "")
            parts[0] = held
        name = " / ".join(dict.fromkeys(part for part in parts if part)) or letters(at)
        twin = 2
        while name in names:
            name = f"{name.removesuffix(f' ({twin - 1})')} ({twin})"
            twin += 1
        names.append(name)
    return tuple(names)


def _data(rows: Sequence[Sequence[str]], header: Sequence[int], columns: Sequence[str]) -> list[Row]:
    repeated = tuple(rows[header[-1] - 1])
    found = []
    for number, row in enumerate(rows[header[-1] :], header[-1] + 1):
        cells = tuple(row)
        numbered = [cell for cell in cells if cell] == [str(at) for at in range(1, len(columns) + 1)]
        if any(cells) and cells != repeated and not numbered:  # Soviet forms number their columns below the header
            found.append(Row(number, cells))
    return found
