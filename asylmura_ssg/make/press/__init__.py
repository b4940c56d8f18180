"""From set pages to what a printing house takes: inks, boxes, marks, the cover, and the papers that go with them.

pikepdf, Pillow and HarfBuzz are loaded only when a unit is really made or a book linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, BinaryIO

from asylmura_ssg.make.press.inking import Inking

if TYPE_CHECKING:  # what follows loads libraries that take a second
    from asylmura_ssg.make.press.colour import InkedPicture
    from asylmura_ssg.make.press.link import Book

__all__ = ["Inking", "compile_unit", "link"]


def compile_unit(pdf: bytes, inking: Inking, pictures: Mapping[str, InkedPicture]) -> bytes:
    """Return a set fragment inked for a medium, to be kept and linked; ``pictures`` by address. Raises TypesettingError."""
    from asylmura_ssg.make.press.unit_compile import compile_unit  # noqa: PLC0415 - loads pikepdf

    return compile_unit(pdf, inking, pictures)


def link(book: Book, units: Iterable[bytes], out: BinaryIO) -> None:
    """Write a book of its units in order. The same units give the same bytes. Raises TypesettingError."""
    from asylmura_ssg.make.press.link import link  # noqa: PLC0415 - loads HarfBuzz

    link(book, units, out)
