"""What a printing house asks for: the sheet, the inks, the paper, the cover; and the pure rules that follow from it.

Lengths are millimetres unless a name says otherwise. Ink is in per cent, the four process inks added up (0–400).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.printed_page import Margins, Pictures

DRAWN_BLEED = 6.0
"""Every page is drawn this far over its trim, so that one typesetting serves each printer; no profile may ask for more."""

POINTS = 72 / 25.4
"""Points to a millimetre."""

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
"""The process inks as PDF names them (ISO 32000-1, 8.6.6.4)."""


class Standard(StrEnum):
    """What kind of file the printer takes: ISO 15930-1 (X-1a: inks only, no transparency) or ISO 15930-7 (X-4)."""

    X1A = "PDF/X-1a:2001"
    X4 = "PDF/X-4"


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: its name in the ICC registry of characterization data, and its profile.

    ``bundled`` says that the profile's licence lets it stand beside the content; one that may only be used and embedded
    is taken from where the machine keeps profiles. ``sha256`` names the very file. ``data`` is empty where the profile
    was not found.
    """

    identifier: str
    info: str
    file: str
    sha256: str
    licence: str
    bundled: bool
    source: str
    """Where the file is to be had, in words."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks outside the bleed: crop marks always, registration targets and ink patches when asked for."""

    offset: float
    """From the trim to where a crop mark begins; never less than the bleed."""
    length: float
    registration: bool
    patches: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """What the block is printed on. ``caliper`` is of one sheet, two pages; ``grammage`` g/m²."""

    name: Localized[str]
    grammage: float
    caliper: float


@dataclass(frozen=True, slots=True)
class CoverStock:
    """How the cover is made. ``allowance`` is added to the spine; ``flaps`` are as wide as said, 0 for none.

    ``text_from`` is the thinnest spine that may bear text; ``inset`` is kept between that text and the folds.
    """

    paper: Localized[str]
    allowance: float
    flaps: float
    text_from: float
    inset: float


def bound_pages(pages: int, multiple: int, signature: int) -> int:
    """Return the least page count, of ``pages`` at least, that whole signatures make with one even part of one at most.

    A sheet of 16 pages can be cut to a half or a quarter; 12 pages would be two such pieces, which cost more than the
    whole. ``multiple`` is the least part.
    """
    total = -(-pages // multiple) * multiple
    while (rest := total % signature) and signature % rest:
        total += multiple
    return total


@dataclass(frozen=True, slots=True)
class Printer:
    """A printing house's terms, from ``content/printers/<key>.yaml``."""

    key: str
    name: Localized[str]
    standard: Standard
    condition: Condition
    bleed: float
    marks: Marks | None
    ink_limit: int
    pictures: Pictures
    margins: Margins
    page_multiple: int
    """What every page count is a multiple of: the least part of a signature that the house binds."""
    signature: int
    """The pages of a whole signature, a multiple of that."""
    paper: Paper
    cover: CoverStock
    safe: float
    """No text or code nearer to the trim than this."""
    hairline: float
    """The thinnest line, in points."""
    smallest_text: float
    """In points."""
    file_name: str
    """A pattern in ASCII with the fields ``volume``, ``part`` and ``printer``, such as ``{volume}_{part}.pdf``."""

    def spine(self, pages: int) -> float:
        """Return the thickness of a block: a sheet is two pages."""
        return round(pages / 2 * self.paper.caliper + self.cover.allowance, 2)

    def padded(self, pages: int) -> int:
        """Return the next page count that the printer's signatures make."""
        return bound_pages(pages, self.page_multiple, self.signature)

    def signatures(self, pages: int) -> tuple[int, int]:
        """Return how many whole signatures pages fill, and the pages of the part of one that is left over."""
        return divmod(pages, self.signature)


class Medium(StrEnum):
    """What set pages become: inks on paper, or light on a screen."""

    PRESS = "press"
    SCREEN = "screen"
