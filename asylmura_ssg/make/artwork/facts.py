"""What stands above the codes: the register number, the coordinates, the plate's owner. Measures in modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from asylmura_ssg.make.artwork.drawing import Layer, Mark, Shape, rectangle
from asylmura_ssg.make.artwork.setting import Lines, Ragged, Style, largest, set_text, text_of
from asylmura_ssg.make.artwork.styles import Lettering
from asylmura_ssg.model.artwork import MARGIN, ArtworkError, ArtworkRecipe
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import MODULES

_GREATEST = 1.9
"""Size of this text at most."""
_LEADING = 1.32
_ROW = 2.8
"""Between two rows, the rule in its middle."""
_PARTED = 0.15
"""Between two languages of one row, em."""
_FIGURES = 7.0
"""Greatest size of the register number."""
_BETWEEN = 2.0
"""Least space between a label and its value."""


@dataclass(frozen=True, slots=True)
class Column:
    """Room as wide as a symbol: its left edge, and where it ends below; modules."""

    x: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines in a row, from its left edge or to its right one, this far below its top."""

    part: str
    lines: Lines
    below: float = 0.0
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    pieces: tuple[_Piece, ...]

    @property
    def height(self) -> float:
        return max(piece.below + piece.lines.height for piece in self.pieces)


_Setter = Callable[[ArtworkRecipe, Lettering, float], _Row | None]


def facts(recipe: ArtworkRecipe, lettering: Lettering, columns: Sequence[Column], module: int) -> Iterator[Mark]:
    """Yield the rows, in one column or shared out to two, as large as all of them fit.

    Raises ArtworkError when they do not fit at the smallest size.
    """
    point = recipe.inscription.point
    first = (_number,) if point is None else (_number, partial(_coordinates, point))
    shares: tuple[tuple[_Setter, ...], ...] = ((*first, _owner),) if len(columns) == 1 else (first, (_owner,))
    size = max(_GREATEST, lettering.least)
    while size >= lettering.least - 1e-9:
        rows = [[setter(recipe, lettering, size) for setter in share] for share in shares]
        set_rows = [[row for row in share if row is not None] for share in rows]
        if all(map(all, rows)) and all(_fits(share, c) for share, c in zip(set_rows, columns, strict=True)):
            for share, column in zip(set_rows, columns, strict=True):
                yield from _drawn(share, column, lettering, module)
            return
        size -= 0.05
    raise ArtworkError(
        f"plate {recipe.inscription.plate}: its owner, number and coordinates do not fit "
        f"{MODULES * recipe.size.module:g} mm in type of {lettering.least * recipe.size.module:.2f} mm, the smallest "
        "that is read; shorten the owner's name"
    )


def _fits(rows: Sequence[_Row], column: Column) -> bool:
    return MARGIN + sum(row.height for row in rows) + _ROW * (len(rows) - 1) + _ROW / 2 <= column.bottom


def _drawn(rows: Sequence[_Row], column: Column, lettering: Lettering, module: int) -> Iterator[Mark]:
    y = float(MARGIN)
    rule = Shape((rectangle(MODULES * module, lettering.rule(module)),))
    for index, row in enumerate(rows):
        if index:
            yield Mark(Layer.FACE, "rules", rule, round(column.x * module), round((y - _ROW / 2) * module))
        for piece in row.pieces:
            x = column.x + (MODULES if piece.right else 0)
            yield from piece.lines.marks(piece.part, x, y + piece.below, module, right=piece.right)
        y += row.height + _ROW


def _labels(recipe: ArtworkRecipe, lettering: Lettering, said: Callable[[dict[str, str]], str], size: float) -> Lines:
    """Return one label in the three languages, a line each."""
    style = Style(size, _LEADING)
    by_language = recipe.strings
    texts = [text_of(lettering.text, said(by_language[language]), language) for language in LANGUAGES]
    return Lines(texts[0], style, tuple(text.parts for text in texts))


def _number(recipe: ArtworkRecipe, lettering: Lettering, size: float) -> _Row | None:
    """Set the register number, the plate's number without its check digit, as tall as its labels allow."""
    labels = _labels(recipe, lettering, lambda strings: strings["artwork_register_number"], size)
    figures = text_of(lettering.strong, recipe.inscription.plate[:-1])
    number = largest(figures, MODULES - labels.width - _BETWEEN, 1, (size, _FIGURES), _LEADING)
    if number is None:
        return None
    below = max(0.0, labels.height - number.height)
    return _Row((_Piece("register-number", labels), _Piece("register-number", number, below, right=True)))


def _coordinates(point: Point, recipe: ArtworkRecipe, lettering: Lettering, size: float) -> _Row | None:
    labels = _labels(recipe, lettering, lambda strings: strings["artwork_coordinates"], size)
    room = MODULES - labels.width - _BETWEEN
    latitude, longitude = (text_of(lettering.strong, words) for words in in_degrees(point))
    widest = max(latitude, longitude, key=lambda text: text.width(text.parts))
    found = largest(widest, room, 1, (size, size * 1.35), _LEADING)
    if found is None:
        return None
    apart = labels.height - found.capitals  # so that the two lines stand on the labels' first and last
    values = Lines(latitude, Style(found.style.size, apart / found.style.size), (latitude.parts, longitude.parts))
    return _Row((_Piece("coordinates", labels), _Piece("coordinates", values, right=True)))


def in_degrees(point: Point) -> tuple[str, str]:
    """Return latitude and longitude (WGS 84); N and E, as every map and receiver says.

    Both have as many decimals as the finer of the two, five (about a metre) at most: fewer would say that it is coarser.
    """
    decimals = max(len(f"{value:.5f}".rstrip("0").partition(".")[2]) for value in (point.lat, point.lon))
    latitude, longitude = (f"{value:.{decimals}f}" for value in (point.lat, point.lon))
    return f"{latitude}°\u00a0N", f"{longitude}°\u00a0E"


def _owner(recipe: ArtworkRecipe, lettering: Lettering, size: float) -> _Row | None:
    """Set whose plate it is, in each language the words on one line and the name below them."""
    style, pieces, below = Style(size, _LEADING), [], 0.0
    by_language = recipe.strings
    for language in LANGUAGES:
        strings, owner = by_language[language], recipe.inscription.owner.best(language)
        label = text_of(lettering.text, strings["artwork_owner"], language)
        name = text_of(lettering.strong, owner.value, owner.language)
        for text in (label, name):
            lines = set_text(text, MODULES, style, Ragged.EVEN)
            if lines is None:
                return None
            pieces.append(_Piece("owner", lines, below))
            below += len(lines.lines) * size * _LEADING
        below += _PARTED * size
    return _Row(tuple(pieces))
