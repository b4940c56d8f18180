"""A plate as a thing to be made: sizes by reading distance, arrangements of codes, holes; all measures in mm.

The measures follow what was found with damaged and weathered codes: the three finder corners are a symbol's weakest
point, so that screws and edges keep away from them; a dark frame that touches the quiet zone makes it unreadable, so
that nothing is drawn into it; two codes survive what one does not.
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
    owner: Localized[str]


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
