"""Which of a workbook's sheets is meant."""

from __future__ import annotations

from collections.abc import Sequence

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.interchange.heading import table_of
from asylmura_ssg.interchange.sheet import Grid, Remark, Table, UnreadableTableError


def chosen(grids: Sequence[Grid], sheet: str, header: Sequence[int] = (), *, guessing: bool = False) -> Table:
    """Return the sheet that is named, or the only one, as a table; when ``guessing``, the longest of several, with a remark.

    A CSV or JSON file is its own only sheet, whatever it is called. Raises UnreadableTableError.
    """
    named = {grid.name: grid for grid in grids}
    shown = ", ".join(f'"{grid.name}" ({len(grid.cells)} row{"s"[: len(grid.cells) > 1]})' for grid in grids)
    if sheet and sheet not in named and not (len(grids) == 1 and "." in grids[0].name):
        raise UnreadableTableError(
            f'there is no sheet "{sheet}"; {did_you_mean(sheet, named) or f"there are: {shown}"}'
        )
    if sheet in named:
        return table_of(named[sheet], header)
    if len(grids) == 1:
        return table_of(grids[0], header)
    if not guessing:
        raise UnreadableTableError(
            f"the file has {len(grids)} sheets: {shown}. Name the one that is meant as table.sheet in the mapping, or with --sheet"
        )
    longest = max(grids, key=lambda grid: len(grid.cells))
    table = table_of(longest, header)
    remark = Remark(table.name, f"of {len(grids)} sheets the longest is taken; there are: {shown}")
    return Table(table.name, table.columns, table.rows, table.header, (remark, *table.remarks))
