"""What cannot be set in type, said so that a person knows where to look."""

from __future__ import annotations

from collections.abc import Sequence


class TypesettingError(Exception):
    """A page cannot be set as it should be: a letter no face has, a picture not at hand, a style not understood.

    ``name`` is what is set: an entry's slug or a kind of page, empty while it is not known. ``words`` are those that
    cannot be set, as they stand on the page; empty where it is none in particular.
    """

    def __init__(self, said: str, name: str = "", words: str = "") -> None:
        super().__init__(said, name, words)
        self.said, self.name, self.words = said, name, words

    def of(self, name: str) -> TypesettingError:
        """Return it as said of what is set."""
        return TypesettingError(self.said, name, self.words)

    def __str__(self) -> str:
        """Return what is wrong, after what it is wrong with."""
        return f"{self.name}: {self.said}" if self.name else self.said


class UnsettableError(Exception):
    """Everything of a volume that cannot be set or inked, each with what is wrong."""

    def __init__(self, errors: Sequence[TypesettingError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = tuple(errors)
