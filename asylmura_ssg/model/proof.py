"""What a file for the workshop must show, and what was measured of it before it leaves.

Limits and where they come from: four modules of quiet zone are ISO/IEC 18004:2015, 9.1; the rest were measured on
plates that weathered (contrast) or are what the workshops' tools can hold (line widths).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from asylmura_ssg.model.artwork import CodeBox, Form, Variant
from asylmura_ssg.model.plate import QUIET_ZONE
from asylmura_ssg.model.register import Symbol

FINEST = {Variant.ENGRAVING: 0.3, Variant.ENAMEL: 0.2}
"""The narrowest line a tool holds, mm: an engraver's cutter, a screen for enamel."""

CONTRAST = 60.0
"""Least difference between the reflectances of light and dark, percentage points."""

QUIET = QUIET_ZONE - 0.1
"""Least quiet zone, modules: four, less what a raster's edge takes."""

MODULE_TOLERANCE = 0.01
"""How far a module's side may be from what was ordered, as a share of it."""

PLACE_TOLERANCE = 0.2
"""How far a symbol's corner may be from where it was laid out, mm."""

PAGE_TOLERANCE = 0.1
"""How far a file's width and height may be from what was ordered, mm."""

DPI = 600.0


class GhostscriptError(Exception):
    """Ghostscript, the program ``gs``, is not there or failed; nothing can be said of EPS files without it."""


class Check(StrEnum):
    """What is asked of a file; of all forms, of each code, of one form."""

    OPENS = "opens"
    PAGE_WIDTH = "page-width"
    PAGE_HEIGHT = "page-height"
    PAGES = "pages"
    FOUND = "found"
    STRANGERS = "strangers"
    THIN = "thin"
    SPECKS = "specks"

    PAYLOAD_ZXING = "payload-zxing"
    PAYLOAD_OPENCV = "payload-opencv"
    MATRIX = "matrix"
    QUIET_ZONE = "quiet-zone"
    MODULE = "module"
    PLACE = "place"
    CONTRAST = "contrast"

    MILLIMETRES = "millimetres"
    STROKES = "strokes"
    TEXTS = "texts"
    IMAGES = "images"
    COLOURS = "colours"
    FONTS = "fonts"
    HEADER = "header"
    UNITS = "units"
    LAYERS = "layers"
    OPEN_LINES = "open-lines"
    BITS = "bits"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A code a file must show: where, how large, what it says and of which modules it is."""

    box: CodeBox
    payload: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must show. ``width`` and ``height`` are in mm.

    ``finest`` is the narrowest line allowed, mm; None where lines are not measured, as on sheets, whose plates were
    measured each in a file of its own.
    """

    form: Form
    width: float
    height: float
    codes: tuple[ExpectedCode, ...]
    finest: float | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A file handed in to be proved; ``subject`` is what it is a file of, a plate's number or a sheet's name."""

    subject: str
    file: str
    data: bytes
    expected: Expected


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of one file. ``measured`` and ``wanted`` need no translation: figures with units, counts, addresses.

    ``code`` counts the codes from 1; None where the check is of the whole file.
    """

    check: Check
    passed: bool
    measured: str
    wanted: str
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """All that was measured of a file; ``sha256`` is of its bytes, in hexadecimal."""

    subject: str
    file: str
    form: Form
    sha256: str
    findings: tuple[Finding, ...]
    picture: bytes = field(repr=False)
    """A small PNG of what was proved; empty but for the first file of a subject that could be opened."""

    @property
    def passed(self) -> bool:
        """Whether the file may leave."""
        return all(finding.passed for finding in self.findings)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What keeps it here."""
        return tuple(finding for finding in self.findings if not finding.passed)


def within(
    check: Check, measured: float, wanted: float, tolerance: float, unit: str, code: int | None = None
) -> Finding:
    """Return the finding that a figure is as wanted, give or take a tolerance in the same unit."""
    passed = abs(measured - wanted) <= tolerance
    return Finding(check, passed, f"{measured:.3f} {unit}", f"{wanted:.3f} ± {tolerance:.3f} {unit}", code)


def at_least(check: Check, measured: float, wanted: float, unit: str, code: int | None = None) -> Finding:
    """Return the finding that a figure is not below a limit; ``unit`` is empty where it is a plain number."""
    return Finding(
        check, measured >= wanted, f"{measured:.2f} {unit}".rstrip(), f"≥ {wanted:.2f} {unit}".rstrip(), code
    )


def at_most(check: Check, measured: float, wanted: float, unit: str, code: int | None = None) -> Finding:
    """Return the finding that a figure is not above a limit."""
    return Finding(check, measured <= wanted, f"{measured:.2f} {unit}", f"≤ {wanted:.2f} {unit}", code)


def equal(check: Check, measured: object, wanted: object, code: int | None = None) -> Finding:
    """Return the finding that what was found is exactly what was wanted."""
    return Finding(check, measured == wanted, f"{measured}", f"{wanted}", code)
