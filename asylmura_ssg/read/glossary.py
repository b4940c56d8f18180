"""The glossary of the printed volumes: ``content/glossary.yaml``."""

from __future__ import annotations

from collections.abc import Collection

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.volume import Term
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.vocabularies import Shelf

PATH = "glossary.yaml"


def read_glossary(shelf: Shelf, bibliography: Collection[str]) -> tuple[Term, ...]:
    """Return the terms as they are written; none while there is no file. Each rests on keys of ``bibliography``."""

    def term(key: str, block: Block, _order: int) -> Term:
        found = Term(
            key=key,
            word=block.localized("word"),
            meaning=block.localized("meaning"),
            sources=block.terms("source", bibliography, Code.UNKNOWN_SOURCE, "source"),
        )
        if not found.sources:
            block.complain(Code.SOURCE_REQUIRED, f'the term "{key}" has no source',
                           'add "source: …" with a key of content/bibliography.yaml')  # fmt: skip
        return found

    return tuple(shelf.table(PATH, term).values()) if PATH in shelf.files else ()
