"""What one page draws, read once for all that is asked of it: marked contents, letters, colours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import pikepdf
from pikepdf import Dictionary, Name

from asylmura_ssg.model.digest import digest_bytes

Colour = tuple[float, float, float]

_LETTERS, _AREAS = frozenset(["Tj", "TJ", "'", '"']), frozenset(["f", "f*", "F", "B", "B*", "b", "b*", "sh"])
_LINES = frozenset(["S", "s", "EI"])
_FOREIGN = frozenset(["k", "K", "cs", "CS", "scn", "SCN", "sh"])
_STATE = frozenset(["q", "Q", "g", "rg", "Tf", "BMC", "BDC", "EMC", "Do"])
_DRAWN = _LETTERS | _AREAS | _LINES
_READ = " ".join(sorted(_DRAWN | _FOREIGN | _STATE))
"""Paths, most of a page with a code on it, are not even handed over by the parser."""


class Memory(Protocol):
    """Keeps what was read, by a digest of what it was read from."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep something."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws: ``numbers`` of marked contents in order, ``wrong`` what stands where it may not.

    ``glyphs`` are the codes shown, by the name of their face; ``letters`` and ``grounds`` the colours (sRGB, 0 to 1) of
    letters and of filled areas; ``strange`` operators set colours that are neither sRGB nor grey.
    """

    numbers: tuple[int, ...]
    wrong: tuple[tuple[str, str], ...]
    glyphs: dict[str, tuple[int, ...]]
    letters: tuple[Colour, ...]
    grounds: tuple[Colour, ...]
    strange: tuple[str, ...]


def drawing_of(page: pikepdf.Page, memory: Memory | None) -> Drawing:
    """Return what a page draws, remembered by the bytes of all its streams and the names of its faces."""
    if memory is None:
        return _read(page)
    key = f"drawing-{digest_bytes(b''.join(_sources(page.obj, page.get('/Resources', Dictionary()))))}"
    kept = memory.get(key)
    if kept is not None:
        return _told(kept)
    found = _read(page)
    memory.put(key, _written(found))
    return found


def _sources(drawn: Any, resources: Any) -> Iterator[bytes]:
    contents = drawn.get("/Contents", drawn) if isinstance(drawn, Dictionary) else drawn
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        yield part.read_raw_bytes() if isinstance(part, pikepdf.Stream) else b""
    for name, font in sorted(resources.get("/Font", Dictionary()).items()):
        yield f"{name}={font.get('/BaseFont')}".encode()
    for name, thing in sorted(resources.get("/XObject", Dictionary()).items()):
        yield name.encode()
        if thing.get("/Subtype") == Name.Form:
            yield from _sources(thing, thing.get("/Resources", resources))


def _read(page: pikepdf.Page) -> Drawing:
    walk = _Walk()
    walk.read(page.obj, page.get("/Resources", Dictionary()), [])
    return Drawing(
        tuple(walk.numbers),
        tuple(sorted(walk.wrong)),
        {name: tuple(sorted(codes)) for name, codes in sorted(walk.glyphs.items())},
        tuple(sorted(walk.letters)),
        tuple(sorted(walk.grounds)),
        tuple(sorted(walk.strange)),
    )


@dataclass(slots=True)
class _Walk:
    """A page's streams while they are read."""

    numbers: list[int] = field(default_factory=list)
    wrong: set[tuple[str, str]] = field(default_factory=set)
    glyphs: dict[str, set[int]] = field(default_factory=dict)
    letters: set[Colour] = field(default_factory=set)
    grounds: set[Colour] = field(default_factory=set)
    strange: set[str] = field(default_factory=set)
    colour: Colour = (0.0, 0.0, 0.0)
    kept: list[Colour] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def read(self, drawn: Any, resources: Any, around: list[str]) -> None:
        """Read a page or a form that is drawn within what is open ``around`` it."""
        open_ = list(around)
        for instruction in pikepdf.parse_content_stream(drawn, _READ):
            operator = str(instruction.operator)
            if operator in _STATE:
                self._turn(operator, instruction.operands, resources, open_)
                continue
            if operator in _DRAWN and "real" not in open_ and "artifact" not in open_:
                self.wrong.add(("01-005", "something is drawn that is neither tagged nor an artifact"))
            if operator in _LETTERS:
                self.letters.add(self.colour)
                self.codes.update(_codes(instruction.operands[-1]))
            elif operator in _AREAS:
                self.grounds.add(self.colour)
            if operator in _FOREIGN:
                self.strange.add(operator)

    def _turn(self, operator: str, operands: Any, resources: Any, open_: list[str]) -> None:
        match operator:
            case "q":
                self.kept.append(self.colour)
            case "Q":
                self.colour = self.kept.pop() if self.kept else self.colour
            case "g" | "rg":
                red, green, blue = (float(value) for value in (list(operands) * 3)[:3])
                self.colour = red, green, blue
            case "Tf":
                self._face(resources.get("/Font", Dictionary()).get(operands[0]))
            case "Do":
                self._place(resources.get("/XObject", Dictionary()).get(operands[0]), resources, open_)
            case "EMC" if open_:
                open_.pop()
            case "BMC" | "BDC":
                self._begin(operands, open_)

    def _face(self, font: Any) -> None:
        name = str(font.get("/BaseFont", "")) if isinstance(font, Dictionary) else ""
        self.codes = self.glyphs.setdefault(name, set())

    def _begin(self, operands: Any, open_: list[str]) -> None:
        properties = operands[1] if len(operands) > 1 else None
        number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
        if operands[0] == "/Artifact":
            if "real" in open_:
                self.wrong.add(("01-003", "an artifact stands within tagged content"))
            open_.append("artifact")
        elif number is not None:
            if "artifact" in open_:
                self.wrong.add(("01-004", "tagged content stands within an artifact"))
            self.numbers.append(int(number))
            open_.append("real")
        else:
            open_.append("")

    def _place(self, thing: Any, resources: Any, open_: list[str]) -> None:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Form:
            if "/Ref" in thing:
                self.wrong.add(("30-001", "a form stands for a page of another file"))
            self.read(thing, thing.get("/Resources", resources), open_)
        elif "real" not in open_ and "artifact" not in open_:
            self.wrong.add(("01-005", "a picture is neither tagged nor an artifact"))


def _codes(shown: Any) -> Iterator[int]:
    for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(piece, pikepdf.String):
            text = bytes(piece)
            yield from (text[i] << 8 | text[i + 1] for i in range(0, len(text) - 1, 2))


def _written(drawing: Drawing) -> bytes:
    held = (drawing.numbers, drawing.wrong, drawing.glyphs, drawing.letters, drawing.grounds, drawing.strange)
    return json.dumps(held).encode()


def _told(kept: bytes) -> Drawing:
    numbers, wrong, glyphs, letters, grounds, strange = json.loads(kept)
    return Drawing(
        tuple(numbers),
        tuple((condition, said) for condition, said in wrong),
        {name: tuple(codes) for name, codes in glyphs.items()},
        tuple((red, green, blue) for red, green, blue in letters),
        tuple((red, green, blue) for red, green, blue in grounds),
        tuple(strange),
    )
