"""Page numbers drawn into their empty places, once it is known what stands where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asylmura_ssg.make.press.link_fonts import FontUnion, encode, width_of
from asylmura_ssg.make.press.palette import light
from asylmura_ssg.make.press.unit import Stamp
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.design import Face

FOLIO = "folio"
"""The target that is the page itself."""

_SLACK = 0.01  # points
_NARROWEST = 0.72
"""How much a reference is narrowed at most: places are three digits wide, and a book of 1,000 pages has four."""


def drawn_numbers(
    stamps: Sequence[Stamp], folio: int, folios: Mapping[str, int], fonts: FontUnion, face: Face, *, tagged: bool
) -> bytes:
    """Return the operators that draw a page's numbers: in black ink, or ``tagged`` and in light for a screen."""
    return b"".join(_drawn(stamp, _number(stamp, folio, folios), fonts, face, tagged=tagged) for stamp in stamps)


def _number(stamp: Stamp, folio: int, folios: Mapping[str, int]) -> str:
    if stamp.target == FOLIO:
        return str(folio)
    if stamp.target not in folios:
        raise TypesettingError(f"no page in this book for {stamp.target!r}")
    return str(folios[stamp.target])


def _drawn(stamp: Stamp, number: str, fonts: FontUnion, face: Face, *, tagged: bool) -> bytes:
    width, place = width_of(face, number) * stamp.size / 1000, stamp.right - stamp.left
    narrowed = 1.0
    if stamp.target != FOLIO and width > place + _SLACK:  # a folio stands alone, nothing is beside it to run into
        narrowed = place / width
        if narrowed < _NARROWEST:
            raise TypesettingError(f"the place for page number {number} is too narrow")
    left = stamp.left if stamp.side == "l" else stamp.right - width * narrowed
    scaled = "" if narrowed == 1 else f"{100 * narrowed:.2f} Tz "
    shown = (
        f"BT {scaled}/{fonts.resource(face)} {stamp.size:.4f} Tf "
        f"1 0 0 1 {left:.4f} {stamp.baseline:.4f} Tm <{encode(face, number)}> Tj ET"
    )
    if not tagged:
        return f"q 0 0 0 1 k {shown} Q\n".encode()
    black = " ".join(f"{round(part / 255, 4):g}" for part in light((0, 0, 0, 1)))
    role = "/Artifact <</Type /Pagination>>" if stamp.content is None else f"/Span <</MCID {stamp.content}>>"
    return f"{role} BDC q {black} rg {shown} Q EMC\n".encode()
