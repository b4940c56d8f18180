"""Print files broken on purpose, one for each check and more where programs break files in ways of their own.

Each begins as the sound file of ``print_file`` and is spoilt in one thing. ``companions`` are checks that must bite, too,
since the same thing is wrong by their rule as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from print_file import at, saved, sound

from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import POINTS, Standard

Break = Callable[[Pdf], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that one check must refuse. ``after`` spoils the bytes once they are written."""

    name: str
    check: Check
    spoil: Break
    standard: Standard = Standard.X4
    companions: frozenset[Check] = frozenset()
    after: Callable[[bytes], bytes] = bytes
    pages: int = 2

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        pdf = sound(self.standard, self.pages)
        self.spoil(pdf)
        return self.after(saved(pdf, self.standard))


class Shelf(list[Broken]):
    """Broken files of one kind."""

    def broken(
        self, check: Check, *companions: Check, standard: Standard = Standard.X4, pages: int = 2
    ) -> Callable[[Break], Break]:
        """Enter a function that spoils a file as a sample of a check; its name says how."""

        def enter(spoil: Break) -> Break:
            name = spoil.__name__.replace("_", " ").strip()
            self.append(Broken(name, check, spoil, standard, frozenset(companions), pages=pages))
            return spoil

        return enter

    def damaged(self, check: Check, name: str, after: Callable[[bytes], bytes], spoil: Break | None = None) -> None:
        """Enter a sample whose bytes are spoilt after writing."""
        self.append(Broken(name, check, spoil or _nothing, after=after))


def _nothing(pdf: Pdf) -> None:
    """Leave the file as it is."""


def draw(pdf: Pdf, operators: bytes, **resources: dict[str, object]) -> None:
    """Add operators to the first page, and resources they name, kind by kind."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + operators)
    for kind, named in resources.items():
        held = page.Resources.get(f"/{kind}", Dictionary())
        for name, value in named.items():
            held[f"/{name}"] = value
        page.Resources[f"/{kind}"] = held


def area(colour: str, x: float = 40, y: float = 90) -> bytes:
    return f"q {colour} {at(x, y)} 30 30 re f Q".encode()


def drawn(square: pikepdf.Object) -> Dictionary:
    """Return a Type 3 font whose letter a is drawn by a stream."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 700, 700]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(square=square), Encoding=Dictionary(Differences=Array([97, Name.square])),
        FirstChar=97, LastChar=97, Widths=Array([700]), Resources=Dictionary(),
    )  # fmt: skip


def placed(name: str, width: float = 20, height: float = 10, y: float = 90) -> bytes:
    return f"q {width * POINTS:.3f} 0 0 {height * POINTS:.3f} {at(40, y)} cm /{name} Do Q".encode()
