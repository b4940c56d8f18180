"""A table and its mapping together: which column holds a field, and which key of a vocabulary a word stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from asylmura_ssg.interchange.ground import Ground
from asylmura_ssg.interchange.mapping import Column, TableMapping, plain, terms_of
from asylmura_ssg.interchange.sheet import Table


@dataclass(slots=True)
class Columns:
    """The columns of one table as its mapping has them, and what the words in them stand for."""

    table: Table
    mapping: TableMapping
    ground: Ground
    _at: dict[str, int] = field(init=False)
    _by_target: dict[str, tuple[Column, ...]] = field(init=False)
    _words: dict[str, dict[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._at = {name: at for at, name in enumerate(self.table.columns)}
        found: dict[str, list[Column]] = {}
        for column in self.mapping.columns:
            found.setdefault(column.target, []).append(column)
        self._by_target = {target: tuple(columns) for target, columns in found.items()}

    def columns(self, target: str) -> tuple[Column, ...]:
        """Return the columns of a field."""
        return self._by_target.get(target, ())

    def index(self, column: Column) -> int:
        """Return which column of the table it is, from 0."""
        return self._at[column.name]

    def term(self, column: Column, word: str) -> str | None:
        """Return the key that a word stands for: by the value table, as a key, or by its words in any language."""
        bare = plain(word)
        if bare in column.values:
            return column.values[bare]
        if column.target not in self._words:
            found: dict[str, str] = {}
            for key, label in terms_of(column.target, self.ground.vocabularies).items():
                found[plain(key)] = key
                for _, words in label.present():
                    found.setdefault(plain(words), key)
                    found.setdefault(region_stem(words), key)
            self._words[column.target] = found
        known = self._words[column.target]
        return known.get(bare) or (known.get(region_stem(word)) if column.target == "region" else None)

    def known_words(self, target: str) -> tuple[str, ...]:
        """Return the keys of a field's vocabulary."""
        return tuple(terms_of(target, self.ground.vocabularies))


_AREA = re.compile(r"\b(?:облысы|область|обл\.?|region|oblast|қаласы|город|г\.|city|қ\.)(?!\w)")


def region_stem(words: str) -> str:
    """Return a region's name without the word for region, as it is compared."""
    return " ".join(_AREA.sub(" ", plain(words)).split()) + "\0"


def unnamed(table: Table, mapping: TableMapping) -> tuple[str, ...]:
    """Return the columns of a table that its mapping does not name."""
    named = {column.name for column in mapping.columns}
    return tuple(name for name in table.columns if name not in named)
