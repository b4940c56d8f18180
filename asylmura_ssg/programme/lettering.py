"""Words in an SVG as outlines, so that no font of a machine plays a part. Each letter of a size is drawn once."""

from __future__ import annotations

from asylmura_ssg.make.artwork.drawing import Shape
from asylmura_ssg.make.artwork.lettering import typeface_of
from asylmura_ssg.model.artwork import ArtworkError
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Language

_FAMILY = "Literata"
_FINE = 100  # outlines are whole hundredths of a pixel


class Pen:
    """Sets words in one language; sizes and places are px, ``y`` is the baseline's."""

    def __init__(self, faces: tuple[Face, ...], language: Language) -> None:
        self._faces = faces
        self._language = language
        self._letters: dict[tuple[int, int, int], str] = {}

    def width(self, words: str, size: int, weight: int = 400) -> float:
        """Return how wide words are."""
        return self._set(words, weight)[1] * size

    def line(
        self, words: str, x: float, y: float, size: int, colour: str, *, weight: int = 400, anchor: float = 0
    ) -> str:
        """Return words as SVG; ``anchor`` is what share of them stands left of ``x``."""
        glyphs, width = self._set(words, weight)
        left = x - anchor * width * size
        uses = (
            f'<use href="#{self._letter(weight, glyph, size)}" x="{left + at * size:.1f}" y="{y:.1f}"/>'
            for glyph, at in glyphs
        )
        return f'<g fill="{colour}" aria-hidden="true">{"".join(uses)}</g>'

    def letters(self) -> str:
        """Return the letters that lines refer to, as SVG definitions."""
        drawn = []
        for (weight, glyph, size), name in self._letters.items():
            face = typeface_of(self._faces, _FAMILY, weight)
            drawn.append(f'<path id="{name}" d="{_data(face.shape(glyph, size * _FINE))}"/>')
        return f"<defs>{''.join(drawn)}</defs>"

    def _letter(self, weight: int, glyph: int, size: int) -> str:
        return self._letters.setdefault((weight, glyph, size), f"l{len(self._letters)}")

    def _set(self, words: str, weight: int) -> tuple[tuple[tuple[int, float], ...], float]:
        """Return glyphs with their x, and the width, in em; a letter the face lacks is left out."""
        face = typeface_of(self._faces, _FAMILY, weight)
        try:
            word = face.word(words, self._language)
        except ArtworkError:
            kept = "".join(letter for letter in words if _has(self._faces, weight, letter, self._language))
            word = face.word(kept, self._language)
        return word.glyphs, word.width


def _has(faces: tuple[Face, ...], weight: int, letter: str, language: Language) -> bool:
    try:
        typeface_of(faces, _FAMILY, weight).word(letter, language)
    except ArtworkError:
        return False
    return True


def _data(shape: Shape) -> str:
    """Return a glyph's outlines as path data in px."""
    drawn = []
    for contour in shape.contours:
        drawn.append(f"M{_at(contour.start)}")
        drawn += [f"{'L' if len(segment) == 1 else 'C'}{' '.join(map(_at, segment))}" for segment in contour.segments]
        drawn.append("z")
    return "".join(drawn)


def _at(point: tuple[int, int]) -> str:
    return f"{point[0] / _FINE:g} {point[1] / _FINE:g}"
