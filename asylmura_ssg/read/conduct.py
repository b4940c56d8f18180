"""What visitors are asked at every monument: ``content/conduct.yaml``."""

from __future__ import annotations

from collections.abc import Collection

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.monument import Claim
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.vocabularies import Shelf

PATH = "conduct.yaml"


def read_conduct(shelf: Shelf, bibliography: Collection[str]) -> tuple[Claim, ...]:
    """Return the requests as they are written; none while there is no file. One that says what a law asks names it by
    ``source``, a key of ``bibliography``; one without a source is the editors' own advice.
    """

    def request(_key: str, block: Block, _order: int) -> Claim:
        return Claim(block.languages(), block.terms("source", bibliography, Code.UNKNOWN_SOURCE, "source"))

    return tuple(shelf.table(PATH, request).values()) if PATH in shelf.files else ()
