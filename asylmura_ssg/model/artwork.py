"""A plate as a thing to be made: sizes by reading distance, arrangements of codes, holes; all measures in mm.

The measures follow what was found with damaged and weathered codes: the three finder corners are a symbol's weakest
point, so that screws and edges keep away from them; a dark frame that touches the quiet zone makes it unreadable, so
that nothing is drawn into it; two codes survive what one does not. Everything is therefore laid out in modules of the
symbol, and a size is nothing but the side of one module.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import MODULES, QUIET_ZONE


class Variant(StrEnum):
    """How the plate is made: printed and fired into enamel, or engraved."""

    ENAMEL = "enamel"
    ENGRAVING = "engraving"


class Arrangement(StrEnum):
    """How many codes the plate carries."""

    SINGLE = "single"
    TWIN = "twin"


class Form(StrEnum):
    """The kinds of files a workshop is given."""

    SVG = "svg"
    PDF = "pdf"
    EPS = "eps"
    DXF = "dxf"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Size:
    """A preset: the side of a module in mm, and from how far (m) a phone reads it."""

    key: str
    module: float
    reads_to: float


SIZES = (Size("near", 2.0, 0.85), Size("middle", 3.0, 1.3), Size("far", 4.0, 1.7))
"""By reading distance. The first two were measured; the third is computed from them by proportion."""

MARGIN = 7
"""Free of everything but screws, modules."""
GUTTER = 7
"""Between the text and the columns of the codes, modules; three more than the quiet zone."""
BAND = 6
"""The ornament's band, modules, between the margin or a gutter and the text."""
BAND_GAP = 5
TEXT = 70
"""The text's column, modules."""
HEIGHT = 92
FOOT = 14
"""From a symbol's last row to the plate's lower edge, modules: the quiet zone, the address, the margin."""
SCREW = 3.5
"""From a hole's centre to both edges, modules."""
HEAD = 2.0
"""A screw's washer in diameters of its hole (ISO 7089: 9 mm for M4, 10 mm for M5, 12 mm for M6)."""
FINDER = 7
"""A finder pattern's side, modules (ISO/IEC 18004:2015, 6.3.3)."""
CLEARANCE = 8
"""Between a washer and a finder pattern, modules at least: one finder pattern with its separator."""


@dataclass(frozen=True, slots=True)
class CodeBox:
    """Where a symbol lies: its upper left module's corner, without the quiet zone, and the side of a module; mm."""

    x: float
    y: float
    module: float

    @property
    def side(self) -> float:
        """The symbol's side in mm, without the quiet zone."""
        return MODULES * self.module

    @property
    def quiet(self) -> float:
        """The width of the quiet zone in mm."""
        return QUIET_ZONE * self.module


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole for a screw: its centre and diameter, mm."""

    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies on a plate, mm from its upper left corner, y downwards."""

    width: float
    height: float
    corner: float
    """Radius of the plate's rounded corners."""
    codes: tuple[CodeBox, ...]
    holes: tuple[Hole, ...]


def layout_of(size: Size, arrangement: Arrangement) -> Layout:
    """Return where the codes and the holes of a plate lie.

    A code stands at the foot of the right column, and of the left one when there are two: there the plate's corner is
    next to the corner of the symbol that has no finder pattern, or :data:`CLEARANCE` away from one that has. Two codes
    lie as far apart as the plate allows, since what harms a plate harms a place.
    """
    module = size.module
    twin = arrangement is Arrangement.TWIN
    wide = MARGIN + (MODULES + GUTTER if twin else 0) + BAND + BAND_GAP + TEXT + GUTTER + MODULES + MARGIN
    top = HEIGHT - FOOT - MODULES
    left = (MARGIN, wide - MARGIN - MODULES) if twin else (wide - MARGIN - MODULES,)
    return Layout(
        width=wide * module,
        height=HEIGHT * module,
        corner=SCREW * module,
        codes=tuple(CodeBox(x * module, top * module, module) for x in left),
        holes=tuple(
            Hole(x * module, y * module, _hole(module)) for y in (SCREW, HEIGHT - SCREW) for x in (SCREW, wide - SCREW)
        ),
    )


def _hole(module: float) -> float:
    """Return a hole's diameter in mm: the medium clearance of ISO 273 for a screw M4, M5 or M6."""
    return 4.5 if module < 3 else 5.5 if module < 4 else 6.6


@dataclass(frozen=True, slots=True)
class Inscription:
    """Everything a plate says. ``address`` is the readable one, as ``birgemiz-asylmura.kz/00013``."""

    plate: str
    payload: str
    version: int
    level: str
    mask: int
    address: str
    names: Localized[str]
    story: Localized[str]
    """Two sentences in each language: the only content that needs no signal."""
    point: Point | None
    """Of the monument's record; None leaves the coordinates out. Where the plate hangs is not known when it is made."""
    owner: Localized[str]
    issue: int = 1
    """Which plate of this number, counted from 1."""


@dataclass(frozen=True, slots=True)
class ArtworkRecipe:
    """One file for the workshop: what the plate says, how large, how arranged, how it will be made, in which form."""

    inscription: Inscription
    size: Size
    arrangement: Arrangement
    variant: Variant
    form: Form
    strings: dict[str, dict[str, str]]
    """Words of the plate itself by language, e.g. "Register number"."""
    faces: tuple[Face, ...]

    @property
    def name(self) -> str:
        """The file's name: plate, its issue if it is not the first, size, arrangement, variant and form."""
        said = self.inscription
        plate = said.plate if said.issue == 1 else f"{said.plate}-{said.issue}"
        return f"{plate}-{self.size.key}-{self.arrangement}-{self.variant}.{self.form}"


class ArtworkError(Exception):
    """Something that does not fit on a plate or a sheet; the words say what, where, and what would fit."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The workshop's material in mm: its size, what its edges need, and what is left between two plates."""

    width: float
    height: float
    margin: float
    gap: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A plate on a sheet: what is drawn, and where its upper left corner lies; mm."""

    recipe: ArtworkRecipe
    layout: Layout
    x: float
    y: float

    def codes(self) -> tuple[CodeBox, ...]:
        """Return where its codes lie on the sheet."""
        return tuple(CodeBox(self.x + code.x, self.y + code.y, code.module) for code in self.layout.codes)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet with the plates on it."""

    sheet: Sheet
    plates: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as the workshop is given it: ``sha256`` is of its bytes, in hexadecimal."""

    recipe: ArtworkRecipe
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SheetDelivery:
    """A sheet's file as the workshop is given it: ``sha256`` is of its bytes, in hexadecimal."""

    page: Page
    form: Form
    file: str
    sha256: str
