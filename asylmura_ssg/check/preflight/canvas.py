"""A page as it is drawn: the graphics state (ISO 32000-1, 8.4), what is drawn by it, and what was found on the way.

A canvas runs content streams by a table of operators; what each operator means is told by the modules that make up the
table.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from asylmura_ssg.check.preflight.colour import GREY, Space, Spaces
from asylmura_ssg.check.preflight.faces import Face
from asylmura_ssg.check.preflight.pages import PageKey, place_of
from asylmura_ssg.check.preflight.reading import (
    IDENTITY,
    MALFORMED,
    Matrix,
    Rect,
    common,
    entries,
    entry,
    identity,
    name,
)
from asylmura_ssg.check.preflight.terms import Terms
from asylmura_ssg.model.preflight import Check, Place

_DEEPEST = 24  # forms within forms; pikepdf itself gives up at 500
_LONGEST = 5_000_000  # operators of a page, its forms counted as often as they are drawn
_MOST = 12  # findings of one check told of one page; the rest are counted

Operator = Callable[["Canvas", Sequence[object]], None]


class OperandsError(Exception):
    """An operator stands without the numbers or names it needs."""


def floats(operands: Sequence[object], count: int) -> list[float]:
    """Return so many numbers. Raises OperandsError where they are not there, or beyond what a page can hold."""
    try:
        found = [float(operand) for operand in operands]  # type: ignore[arg-type] # what is no number raises
    except (TypeError, ValueError, OverflowError):
        raise OperandsError from None
    if len(found) != count or any(not -1e9 < value < 1e9 for value in found):
        raise OperandsError
    return found


@dataclass(frozen=True, slots=True)
class Paint:
    """What the pen or the brush is dipped in. ``pattern`` names the pattern chosen, "" for a plain colour."""

    space: Space = GREY
    colour: tuple[float, ...] = (0.0,)
    pattern: str = ""

    @property
    def inks(self) -> frozenset[str]:
        """The inks it takes; none for white."""
        return self.space.inks_of(self.colour)

    @property
    def white(self) -> bool:
        """Whether it is known to take no ink at all."""
        return bool(self.space.inks) and self.space.family not in {"/Pattern", "/Indexed"} and not self.inks

    def __str__(self) -> str:
        """Return the colour as people write it: space and components."""
        if self.pattern:
            return f"the pattern {self.pattern}"
        numbers = " ".join(f"{value:g}" for value in self.colour)
        named = (
            " + ".join(self.space.inks) if self.space.family in {"/Separation", "/DeviceN"} else self.space.family[1:]
        )
        return f"{named} {numbers}"


@dataclass(slots=True)
class State:
    """The graphics state, as far as checks ask for it. Lengths are in the current user space, as the file gives them."""

    ctm: Matrix
    clip: Rect
    fill: Paint = field(default_factory=Paint)
    stroke: Paint = field(default_factory=Paint)
    width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    face: Face | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class Measured:
    """What was measured of a page. Resolutions are ppi, lengths points; None where there was nothing to measure."""

    lowest_ppi: float | None = None
    pictures: int = 0
    smallest_text: float | None = None
    thinnest_line: float | None = None
    inks: set[str] = field(default_factory=set)
    faces: dict[str, str] = field(default_factory=dict)
    """Fonts that are used, by name, with the digest of what is embedded."""


@dataclass(slots=True)
class _Note:
    check: Check
    said: str
    place: Place | None
    count: int = 1


class Notes:
    """What was found on a page; the same fault in many places is told once, with how often and where first."""

    def __init__(self, trim: Rect) -> None:
        self._trim = trim
        self._notes: dict[tuple[Check, str], _Note] = {}

    def add(self, check: Check, said: str, box: Rect | None = None, kind: str = "") -> None:
        """Note a fault. ``kind`` tells faults apart that are to be told apart; without it, their words do."""
        known = self._notes.get((check, kind or said))
        if known is not None:
            known.count += 1
        else:
            self._notes[check, kind or said] = _Note(
                check, said, place_of(box, self._trim) if box is not None else None
            )

    def told(self) -> list[tuple[Check, str, Place | None]]:
        """Return what was found, in the order it was met; of one check at most a dozen, the rest as a number."""
        told: list[tuple[Check, str, Place | None]] = []
        left: dict[Check, int] = {}
        for note in self._notes.values():
            left[note.check] = left.get(note.check, 0) + 1
            if left[note.check] <= _MOST:
                times = f" ({note.count} times on this page)" if note.count > 1 else ""
                told.append((note.check, note.said + times, note.place))
        told += [
            (check, f"and {count - _MOST} more of this kind on this page", None)
            for check, count in left.items()
            if count > _MOST
        ]
        return told


class Canvas:
    """A page being drawn."""

    def __init__(
        self, terms: Terms, key: PageKey, operators: Mapping[str, Operator], faces: dict[object, Face], *, recto: bool
    ) -> None:
        self.terms, self.trim, self.bleed, self.recto = terms, key.trim, key.bleed, recto
        self.operators = operators
        self.faces = faces
        self.notes = Notes(key.trim)
        self.measured = Measured()
        self.spaces = Spaces(inks_only=terms.inks_only)
        self.state = State(IDENTITY, key.media)
        self.stack: list[State] = []
        self.base: Matrix = IDENTITY
        self.resources: object = None
        self.named: dict[str, Space] = {}
        self.subpaths: list[list[Sequence[object]]] = []
        self.curved = False
        self.clipping = False
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.within: list[object] = []
        self.seen: set[object] = set()
        self._read: dict[object, list[tuple[str, Sequence[object]]]] = {}
        self._left = _LONGEST

    def visible(self, box: Rect) -> Rect | None:
        """Return what of a rectangle is left by the clipping path and lies within the bleed, where paper is printed."""
        clipped = common(box, self.state.clip)
        return common(clipped, self.bleed) if clipped is not None else None

    def space(self, value: object) -> Space:
        """Return the colour space that is meant where the page stands now."""
        called = name(value)
        if called is None:
            return self.spaces.of(value, self.resources)
        if called not in self.named:
            self.named[called] = self.spaces.of(value, self.resources)
        return self.named[called]

    def draw(self, content: object, resources: object, ctm: Matrix) -> None:
        """Draw a content stream with resources of its own, then put the graphics state back."""
        number = identity(content)
        if len(self.within) >= _DEEPEST or (number is not None and number in self.within):
            self.notes.add(Check.CONTENT_DAMAGED, "a form draws itself, or forms lie too deep in each other")
            return
        held = self.state, self.stack, self.base, self.resources, self.named, self.text, self.line
        self.state, self.stack, self.base, self.named = copy.copy(self.state), [], ctm, {}
        self.state.ctm, self.resources = ctm, resources
        self.within.append(number)
        self._defaults()
        self._run(self._instructions(content, number))
        self.within.pop()
        if self.stack:
            self.notes.add(Check.CONTENT_DAMAGED, "the graphics state is saved (q) and not restored (Q)")
        self.state, self.stack, self.base, self.resources, self.named, self.text, self.line = held

    def _defaults(self) -> None:
        for key, _ in entries(entry(self.resources, "/ColorSpace")):
            if key in {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}:
                self.notes.add(Check.DEFAULT_COLOUR, f"{key[1:]} is set")

    def _run(self, instructions: Sequence[tuple[str, Sequence[object]]]) -> None:
        self._left -= len(instructions)
        if self._left < 0:
            self.notes.add(Check.CONTENT_DAMAGED, f"the page draws more than {_LONGEST} operators")
            return
        lenient = 0
        for operator, operands in instructions:
            act = self.operators.get(operator)
            if act is None:
                lenient += {"BX": 1, "EX": -1}.get(operator, 0)
                if lenient <= 0 and operator not in {"BX", "EX"}:
                    self.notes.add(Check.CONTENT_DAMAGED, f"an unknown operator {operator!r}")
                continue
            try:
                act(self, operands)
            except OperandsError:
                self.notes.add(Check.CONTENT_DAMAGED, f"the operator {operator} without what it needs")

    def _instructions(self, content: object, number: object) -> list[tuple[str, Sequence[object]]]:
        if number is not None and number in self._read:
            return self._read[number]
        found: list[tuple[str, Sequence[object]]] = []
        try:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                for instruction in pikepdf.parse_content_stream(content):  # type: ignore[arg-type] # raises TypeError
                    operands: Sequence[object] = instruction.operands  # type: ignore[assignment] # a list but in name
                    found.append((str(instruction.operator), operands))
            if said:
                self.notes.add(Check.CONTENT_DAMAGED, f"the content stream breaks off: {said[0].message}")
        except MALFORMED as problem:
            self.notes.add(Check.CONTENT_DAMAGED, f"the content stream cannot be read: {problem}")
        if number is not None:
            self._read[number] = found
        return found
