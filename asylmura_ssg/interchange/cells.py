"""The cells of one row, field by field, with a remark for each that could not be taken as it stands."""

from __future__ import annotations

import re

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.interchange import unknown
from asylmura_ssg.interchange.columns import Columns
from asylmura_ssg.interchange.fields import Held
from asylmura_ssg.interchange.mapping import Column, plain
from asylmura_ssg.interchange.scripts import mended, seen
from asylmura_ssg.interchange.sheet import Remark, Row
from asylmura_ssg.model.language import LANGUAGES

_NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "?",
        "нет",
        "жоқ",
        "н/д",
        "нет данных",
        "белгісіз",
        "неизвестно",
        "n/a",
        "unknown",
        "null",
        "none",
    }
)


class RefusedRowError(Exception):
    """A row cannot become an entry; the words say why, ``place`` names the cell."""

    def __init__(self, place: str, words: str) -> None:
        super().__init__(words)
        self.place = place


class Cells:
    """Reads the cells of one row; ``cited`` once anything that was taken rests on the table."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self.all = columns
        self.mapping = columns.mapping
        self.of_row = row
        self.remarks: list[Remark] = []
        self.comments: dict[str, str] = {}
        self.cited = False

    def place(self, column: Column) -> str:
        """Return how the row's cell of a column is called."""
        return self.all.table.place(self.of_row.number, self.all.index(column))

    def remark(self, column: Column, words: str) -> None:
        """Tell something about the row's cell of a column."""
        self.remarks.append(Remark(self.place(column), words))

    def cell(self, column: Column) -> str:
        """Return what a cell says, words of mixed scripts mended, which is told; nothing where it says that nothing is known."""
        text = self.of_row.cells[self.all.index(column)].replace("\u00a0", " ").strip()
        if plain(text) in _NOTHING:
            return ""
        text, said = seen(text)
        if said:
            self.remark(column, said)
        whole, changed = mended(text)
        for before, after in changed:
            self.remark(column, f'"{before}" mixes Latin and Cyrillic letters; taken as "{after}"')
        return whole

    def one(self, target: str) -> tuple[Column, str] | None:
        """Return a field's column and cell, or None when there is no such column or nothing in it."""
        for column in self.all.columns(target):
            if text := self.cell(column):
                return column, text
        return None

    def words(self, target: str) -> str:
        """Return a field's cell."""
        found = self.one(target)
        return " ".join(found[1].split()) if found else ""

    # The record

    def source(self) -> str:
        """Return the key of the table as a source; it is cited from then on."""
        self.cited = True
        return self.mapping.source_key

    def refused(self, target: str, words: str) -> RefusedRowError:
        """Return the refusal of the whole row for what stands in a field, or does not."""
        columns = self.all.columns(target)
        place = self.place(columns[0]) if columns else self.all.table.place(self.of_row.number)
        return RefusedRowError(place, words)

    def localized(self, field_name: str) -> dict[str, Held] | None:
        """Return a text in its languages; None when nothing is there, or no Kazakh, which is told."""
        found: dict[str, Held] = {
            str(each): words for each in LANGUAGES if (words := self.words(f"{field_name}.{each}"))
        }
        if not found or "kk" in found:
            return found or None
        other = "ru" if "ru" in found else "en"
        if self.mapping.without_kazakh == "russian" and other == "ru":
            self.comments[field_name.partition(".")[0]] = unknown.NO_KAZAKH
            return {"kk": found["ru"], **found}
        column = self.all.columns(f"{field_name}.{other}")[0]
        self.remark(
            column,
            f"{field_name} has no Kazakh; left out. With without_kazakh: russian the Russian words stand in its place",
        )
        return None

    def several(self, target: str) -> list[tuple[Column, str]]:
        """Return the values of all columns of a field, each cell parted as its mapping says."""
        found = []
        for column in self.all.columns(target):
            text = self.cell(column)
            parts = re.split(f"[{re.escape(column.split)}]", text) if column.split else [text]
            found += [(column, " ".join(part.split())) for part in parts if part.strip()]
        return found

    def term(self, target: str, word: str, column: Column) -> str | None:
        """Return the key that a word stands for; one that stands for none is told."""
        key = self.all.term(column, word)
        if key is None:
            hint = did_you_mean(word, self.all.known_words(target))
            self.remark(column, f'no {target} "{word}"; {hint or "add it to values: of the column"}')
        return key or None
