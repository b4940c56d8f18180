"""Text as outlines: words shaped by HarfBuzz (kerning, ligatures, Kazakh letterforms), their letters as filled shapes.

Measures of a word are in em, so that it is shaped once for whatever size it is set in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import uharfbuzz

from asylmura_ssg.make.artwork.clearance import Profile, lacking, profile_of
from asylmura_ssg.make.artwork.drawing import Contour, Point, Segment, Shape
from asylmura_ssg.model.artwork import ArtworkError
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.language import PRIMARY, Language

_FEATURES = {"kern": True, "liga": True, "lnum": True}
_ABSENT = 0  # the glyph a face shows for what it lacks (OpenType 1.9.1, "glyf")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between two places where a line may break: glyph numbers with their x in em, and the width in em."""

    glyphs: tuple[tuple[int, float], ...]
    width: float


class Typeface:
    """A face ready to be set in. ``cap`` and ``low`` are the heights of H and x, ``space`` the width of a space; em."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._face = uharfbuzz.Face(face.data)
        self._font = uharfbuzz.Font(self._face)
        self._em: int = self._face.upem
        self._words: dict[tuple[str, Language], Word] = {}
        self._shapes: dict[tuple[int, int], Shape] = {}
        self._outlines: dict[int, tuple[_Outline, ...]] = {}
        self._profiles: dict[int, Profile] = {}
        self._lacking: dict[tuple[int, int, float], float] = {}
        self.space = self.word(" ", PRIMARY).width
        self.cap = self._height("H")
        self.low = self._height("x")

    def _height(self, letter: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(letter))
        return float(self._font.get_glyph_extents(glyph).y_bearing) / self._em

    def word(self, text: str, language: Language) -> Word:
        """Return a word shaped. Raises ArtworkError when the face lacks one of its letters."""
        key = text, language
        if key not in self._words:
            self._words[key] = self._shaped(text, language)
        return self._words[key]

    def _shaped(self, text: str, language: Language) -> Word:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = str(language)
        uharfbuzz.shape(self._font, buffer, _FEATURES)
        glyphs: list[tuple[int, float]] = []
        x, moved = 0, 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint == _ABSENT:
                raise ArtworkError(
                    f"{text!r} has the letter {text[info.cluster]!r}, which {self.face.family} lacks; use another sign"
                )
            place = (x + position.x_offset) / self._em + moved
            if glyphs:
                more = self._too_near(*glyphs[-1], info.codepoint, place)
                place, moved = place + more, moved + more
            glyphs.append((info.codepoint, place))
            x += position.x_advance
        return Word(tuple(glyphs), x / self._em + moved)

    def _too_near(self, before: int, there: float, glyph: int, place: float) -> float:
        """Return by how many em a glyph must be moved on, so that it does not touch the one before it."""
        key = before, glyph, round(place - there, 6)
        if key not in self._lacking:
            self._lacking[key] = lacking(self._profile(before), self._profile(glyph), key[2])
        return self._lacking[key]

    def _profile(self, glyph: int) -> Profile:
        if glyph not in self._profiles:
            em = self._em
            self._profiles[glyph] = profile_of(
                ((start[0] / em, start[1] / em), tuple(tuple((x / em, y / em) for x, y in piece) for piece in pieces))
                for start, pieces in self._outline(glyph)
            )
        return self._profiles[glyph]

    def shape(self, glyph: int, size: int) -> Shape:
        """Return a glyph's outlines about its origin; ``size`` is the em in micrometres."""
        key = glyph, size
        if key not in self._shapes:
            scale = size / self._em
            self._shapes[key] = Shape(tuple(_scaled(outline, scale) for outline in self._outline(glyph)))
        return self._shapes[key]

    def _outline(self, glyph: int) -> tuple[_Outline, ...]:
        if glyph not in self._outlines:
            pen = _Pen()
            self._font.draw_glyph(glyph, _FUNCTIONS, pen)
            self._outlines[glyph] = tuple((start, tuple(pieces)) for start, pieces in pen.contours)
        return self._outlines[glyph]


@lru_cache(maxsize=64)
def _typeface(face: Keyed[Face]) -> Typeface:
    return Typeface(face.value)


def typeface_of(faces: tuple[Face, ...], family: str, weight: int) -> Typeface:
    """Return the upright face of a family and weight, ready to be set in.

    Raises ArtworkError when it is not among the faces.
    """
    for face in faces:
        if (face.family, face.weight, face.style) == (family, weight, "normal"):
            return _typeface(Keyed(face))
    raise ArtworkError(f"the plate is set in {family} {weight}, which templates/fonts/ does not hold: add the face")


Vector = tuple[float, float]
_Outline = tuple[Vector, tuple[tuple[Vector, ...], ...]]


class _Pen:
    """What HarfBuzz draws into: contours in font units, quadratic curves as the same curves in cubic form."""

    def __init__(self) -> None:
        self.contours: list[tuple[Vector, list[tuple[Vector, ...]]]] = []
        self.here: Vector = (0.0, 0.0)

    def begin(self, point: Vector) -> None:
        self.contours.append((point, []))
        self.here = point

    def add(self, *points: Vector) -> None:
        self.contours[-1][1].append(points)
        self.here = points[-1]


def _move(x: float, y: float, pen: _Pen) -> None:
    pen.begin((x, y))


def _line(x: float, y: float, pen: _Pen) -> None:
    pen.add((x, y))


def _quadratic(cx: float, cy: float, x: float, y: float, pen: _Pen) -> None:
    hx, hy = pen.here
    pen.add(
        (hx + 2 / 3 * (cx - hx), hy + 2 / 3 * (cy - hy)),
        (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y)),
        (x, y),
    )


def _cubic(ax: float, ay: float, bx: float, by: float, x: float, y: float, pen: _Pen) -> None:
    pen.add((ax, ay), (bx, by), (x, y))


def _close(pen: _Pen) -> None:
    """Do nothing: every contour of a drawing is closed."""


def _functions() -> Any:
    functions = uharfbuzz.DrawFuncs()
    functions.set_move_to_func(_move)
    functions.set_line_to_func(_line)
    functions.set_quadratic_to_func(_quadratic)
    functions.set_cubic_to_func(_cubic)
    functions.set_close_path_func(_close)
    return functions


_FUNCTIONS = _functions()


def _scaled(outline: _Outline, scale: float) -> Contour:
    """Return an outline in micrometres, y downwards, without the line that only leads back to its start."""

    def at(vector: Vector) -> Point:
        return round(vector[0] * scale), -round(vector[1] * scale)

    start, pieces = outline
    segments: list[Segment] = [tuple(at(point) for point in piece) for piece in pieces]  # type: ignore[misc]
    if segments and segments[-1] == (at(start),):
        segments.pop()
    return Contour(at(start), tuple(segments))
