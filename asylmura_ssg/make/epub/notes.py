"""Notes as reading systems know them: where a number is touched, they show the note in a window of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from asylmura_ssg.make.epub.document import xhtml
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.model.language import Language


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note and its reference."""

    number: int
    html: Markup


@dataclass(slots=True)
class Popups(Apparatus):
    """The notes of one document while it is written."""

    _told: set[int] = field(default_factory=set)

    def _mark(self, number: int) -> str:
        own = "" if number in self._told else f' id="r{number}"'
        self._told.add(number)
        return f'<sup><a epub:type="noteref" role="doc-noteref" href="#n{number}"{own}>{number}</a></sup>'

    def told(self, language: Language) -> tuple[Note, ...]:
        """Return the notes in their order, each reference in a language."""
        return tuple(
            Note(number, Markup(xhtml(reference(source, citation.locator, language))))  # noqa: S704 - escaped there
            for number, citation, source in self.notes()
        )
