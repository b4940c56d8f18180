"""The links of a fragment: places of page numbers, ways within the book, ways out of it (ISO 32000-1, 12.5.6.5).

``stamp:<l|r>:<target>`` is a place of fixed width for a page number; ``to:<target>`` has words of its own. On paper a
stamp becomes its number and any other link its words alone; a screen can follow them all.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, String

from asylmura_ssg.make.press.unit import mark
from asylmura_ssg.make.volume.fragment import TypesettingError

STAMP, TO = "stamp:", "to:"
_OUTWARD = ("https://", "http://", "mailto:")

StampPlace = tuple[str, str, float, float, float, float, int | None]


def stamp_of(annotation: pikepdf.Object, left: float, bottom: float) -> StampPlace | None:
    """Return a page number's place: side, target, left, right, baseline, size (points on the sheet), marked content.

    ``left`` and ``bottom`` are the trim's corner on the sheet.
    """
    address = _address(annotation)
    if not address.startswith(STAMP):
        return None
    _, side, target = address.split(":", 2)
    x0, y0, x1, y1 = (float(value) for value in annotation.Rect)
    places = (min(x0, x1) + left, max(x0, x1) + left, min(y0, y1) + bottom, abs(y1 - y0))
    start, end, baseline, size = (round(place, 4) for place in places)
    content = annotation.get("/MCID")
    return side, target, start, end, baseline, size, None if content is None else int(content)


def annotation_of(annotation: pikepdf.Object, source: pikepdf.Pdf, number: int) -> bytes:
    """Return the body of a screen's link with marks; ``number`` is its own among the unit's links."""
    address = _address(annotation)
    rectangle = " ".join(f"{side:.3f}" for side in _upright(annotation))
    body = f"<</Type /Annot/Subtype /Link/F 4/Border [0 0 0]/Rect [{rectangle}]/StructParent ".encode() + mark(
        "s", number
    )
    if address.startswith((STAMP, TO)):
        target = address.split(":", 2)[-1] if address.startswith(STAMP) else address.removeprefix(TO)
        return body + b"/Contents " + mark("n", target) + b"/Dest " + mark("t", target) + b">>"
    if address.startswith(_OUTWARD):
        written = String(address).unparse()
        return body + b"/Contents " + written + b"/A <</Type /Action/S /URI/URI " + written + b">>>>"
    return body + b"/Contents " + _words(annotation) + b"/Dest " + _within(annotation, source) + b">>"


def _address(annotation: pikepdf.Object) -> str:
    return str(annotation.get("/A", Dictionary()).get("/URI", ""))


def _upright(annotation: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _words(annotation: pikepdf.Object) -> bytes:
    return bytes(String(str(annotation.get("/Contents", ""))).unparse())


def _within(annotation: pikepdf.Object, source: pikepdf.Pdf) -> bytes:
    """Return the destination of a link within the fragment, such as one to a footnote."""
    place = annotation.get("/Dest", "")
    if not isinstance(place, Array):
        names = list(source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", ()))
        found = {str(name): each for name, each in zip(names[::2], names[1::2], strict=True)}
        if str(place) not in found:
            raise TypesettingError(f"a link leads nowhere: {str(place) or _address(annotation)!r}")
        place = found[str(place)]
    page, _, left, top, _ = place
    number = next(i for i, each in enumerate(source.pages) if each.objgen == page.objgen)
    return b"[" + mark("p", number) + f" /XYZ {float(left):.3f} {float(top):.3f} null]".encode()
