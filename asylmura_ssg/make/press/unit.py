"""A unit: a fragment inked for one medium, as objects of a PDF that wait for their numbers.

A unit is kept in the cache as bytes and read when the book is linked, one at a time. Within an object's body a mark
stands for what only linking knows: NUL, a letter, an argument, a semicolon. Bodies hold no NUL otherwise: their strings
are escaped or hexadecimal.

======  ========  ==========================================================
letter  argument  stands for
======  ========  ==========================================================
o       number    a reference to the unit's own object
p       number    a reference to the unit's page
f                 a reference to the book's fonts
d                 a reference to the root of the structure
m                 a reference to the colour space of marks
s       number    the key of the unit's annotation in the parent tree
t       target    the page where something stands, as a destination
n       target    the title of what stands there, as a string
======  ========  ==========================================================
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass

_MARK = re.compile(rb"\x00([a-z])([^;]*);")
_HEAD = 8  # bytes that say how long the head is


@dataclass(frozen=True, slots=True)
class Stamp:
    """The place of a page number: flush to a side ``l`` or ``r``, in points on the sheet.

    ``content`` is its number among the page's marked contents (MCID); None for what is no part of the text.
    """

    side: str
    target: str
    left: float
    right: float
    baseline: float
    size: float
    content: int | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A page: numbers of its objects; ``parents`` are structure elements by marked content, -1 for none."""

    content: int
    resources: int
    stamps: tuple[Stamp, ...]
    annotations: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An object: its body with marks, and what follows it when it is a stream."""

    body: bytes
    stream: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An inked fragment. ``trim`` is in mm; ``glyphs`` has what each glyph of each face stands for.

    A face's name as a resource is its name. ``roots`` are the structure elements below the document's;
    ``annotated`` has the structure element of each annotation; ``names`` are those of structure elements with one.
    """

    trim: tuple[float, float]
    pages: tuple[UnitPage, ...]
    parts: tuple[Part, ...]
    glyphs: dict[str, dict[int, str]]
    roots: tuple[int, ...] = ()
    annotated: tuple[int, ...] = ()
    names: tuple[tuple[str, int], ...] = ()


def plainness(told: str) -> tuple[int, str]:
    """Return what ranks the texts one glyph may stand for (a space, a no-break space): the least is taken, always."""
    return len(told), told


def mark(letter: str, argument: object = "") -> bytes:
    """Return what stands in a body for something only linking knows."""
    return f"\0{letter}{argument};".encode()


def resolve(body: bytes, known: Callable[[str, str], bytes]) -> bytes:
    """Return a body with ``known(letter, argument)`` in the place of each mark."""
    return _MARK.sub(lambda found: known(found[1].decode(), found[2].decode()), body)


def serialise(unit: Unit) -> bytes:
    """Return a unit as bytes."""
    head = {
        "trim": unit.trim,
        "pages": [asdict(page) for page in unit.pages],
        "bodies": [part.body.decode("latin-1") for part in unit.parts],
        "lengths": [-1 if part.stream is None else len(part.stream) for part in unit.parts],
        "glyphs": {
            face: [sorted(texts), [text for _, text in sorted(texts.items())]]
            for face, texts in sorted(unit.glyphs.items())
        },
        "roots": unit.roots,
        "annotated": unit.annotated,
        "names": unit.names,
    }
    told = json.dumps(head, separators=(",", ":")).encode()
    streams = [part.stream for part in unit.parts if part.stream is not None]
    return b"".join((len(told).to_bytes(_HEAD, "big"), told, *streams))


def read_unit(data: bytes) -> Unit:
    """Return the unit that was serialised."""
    at = _HEAD + int.from_bytes(data[:_HEAD], "big")
    head = json.loads(data[_HEAD:at])
    parts = []
    for body, length in zip(head["bodies"], head["lengths"], strict=True):
        stream = None if length < 0 else data[at : at + length]
        at += max(0, length)
        parts.append(Part(body.encode("latin-1"), stream))
    return Unit(
        trim=(head["trim"][0], head["trim"][1]),
        pages=tuple(_page(page) for page in head["pages"]),
        parts=tuple(parts),
        glyphs={face: dict(zip(numbers, texts, strict=True)) for face, (numbers, texts) in head["glyphs"].items()},
        roots=tuple(head["roots"]),
        annotated=tuple(head["annotated"]),
        names=tuple((name, element) for name, element in head["names"]),
    )


def _page(told: dict[str, object]) -> UnitPage:
    stamps, annotations, parents = told["stamps"], told["annotations"], told["parents"]
    assert isinstance(stamps, list) and isinstance(annotations, list) and isinstance(parents, list)  # noqa: S101, PT018
    return UnitPage(
        content=int(str(told["content"])),
        resources=int(str(told["resources"])),
        stamps=tuple(Stamp(**stamp) for stamp in stamps),
        annotations=tuple(annotations),
        parents=tuple(parents),
    )
