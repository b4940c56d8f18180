"""What a face is called in a PDF, which letters it lacks, and its measures: read from its own tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO

from fontTools.ttLib import TTFont

from asylmura_ssg.model.design import Face

_OWN = "Asylmura"
_WEIGHTS = {400: "", 600: "-Semi-Bold", 700: "-Bold"}
_UNSEEN = frozenset("\n\t\r\u00ad\u200b\u2060")  # never drawn: the engine shapes them to nothing


@dataclass(frozen=True, slots=True)
class Metrics:
    """A face in thousandths of its size (ISO 32000-1, 9.8.1): ``widths`` by glyph, ``glyphs`` by character."""

    name: str
    widths: tuple[float, ...]
    glyphs: dict[int, int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float


def own_name(family: str) -> str:
    """Return what a family is called while the book is set: a name no font of the machine has, whatever it keeps."""
    return f"{_OWN} {family}"


def shown_name(face: Face) -> str:
    """Return the name WeasyPrint gives the face in a PDF, after the six letters of its subset."""
    return (
        own_name(face.family).replace(" ", "-") + _WEIGHTS[face.weight] + ("-Italic" if face.style == "italic" else "")
    )


@lru_cache(maxsize=32)
def metrics_of(face: Face) -> Metrics:
    """Return the measures of a face."""
    font = TTFont(BytesIO(face.data), lazy=True)
    scale = 1000 / font["head"].unitsPerEm
    order = font.getGlyphOrder()
    head, os2 = font["head"], font["OS/2"]
    return Metrics(
        name=str(font["name"].getDebugName(6)),
        widths=tuple(round(font["hmtx"][glyph][0] * scale, 3) for glyph in order),
        glyphs={code: font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()},
        box=(round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale)),
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        cap_height=round(os2.sCapHeight * scale),
        italic_angle=float(font["post"].italicAngle),
    )


def characters_missing(html: str, faces: tuple[Face, ...]) -> tuple[str, ...]:
    """Return the characters of a text that no face has."""
    have = {code for face in faces for code in metrics_of(face).glyphs}
    return tuple(sorted(c for c in set(unescape(html)) - _UNSEEN if ord(c) not in have))
