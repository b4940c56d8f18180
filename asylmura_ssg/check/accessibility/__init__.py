"""What of PDF/UA-1 (ISO 14289-1) a program can examine: the conditions of the Matterhorn Protocol 1.1, by their numbers.

Whether an alternative text says what its picture shows, or the order is one a person would read in, remains to be
looked at by a person. Conditions on what the house's files never hold (forms, media, scripts, layers, other kinds of
fonts) are examined as one: such a thing is itself a barrier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from asylmura_ssg.check.accessibility.contents import content_barriers
from asylmura_ssg.check.accessibility.contrast import contrast_barriers
from asylmura_ssg.check.accessibility.document import document_barriers
from asylmura_ssg.check.accessibility.drawing import Memory, drawing_of
from asylmura_ssg.check.accessibility.fonts import font_barriers
from asylmura_ssg.check.accessibility.tree import elements_of, tree_barriers

__all__ = ["Barrier", "barriers"]


@dataclass(frozen=True, slots=True)
class Barrier:
    """What keeps somebody from reading: which condition is not met, and what is wrong where.

    ``condition`` is a number of the Matterhorn Protocol; or a clause of the standard that it does not speak of; or a
    success criterion of the Web Content Accessibility Guidelines 2.2 (``WCAG 1.4.3``).
    """

    condition: str
    said: str


def barriers(pdf: Path | bytes, memory: Memory | None = None) -> tuple[Barrier, ...]:
    """Return everything that stands in a reader's way, in the order of the protocol's checkpoints.

    With a ``memory`` only pages that changed are read again.
    """
    with pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as document:
        found = sorted(_found(document, memory))
    return tuple(Barrier(condition, said) for condition, said in found)


def _found(document: pikepdf.Pdf, memory: Memory | None) -> Iterator[tuple[str, str]]:
    elements = elements_of(document)
    drawings = [drawing_of(page, memory) for page in document.pages]
    yield from document_barriers(document)
    yield from tree_barriers(document, elements)
    yield from content_barriers(document, elements, drawings)
    yield from contrast_barriers(drawings)
    yield from font_barriers(document, drawings)
