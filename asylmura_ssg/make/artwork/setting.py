"""Lines of text on a plate: where they break, how large they may be, where their letters stand.

Lines are ragged on the right and no word is parted. Sizes and widths are in modules of the plate's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from asylmura_ssg.make.artwork.drawing import Layer, Mark
from asylmura_ssg.make.artwork.lettering import Typeface, Word
from asylmura_ssg.make.spacing import NBSP, bind
from asylmura_ssg.model.language import PRIMARY, Language

_SINGLE = re.compile(r"(?<=\b[^\W\d_]) ")
_SHORT = 0.3
"""A last line shorter than this share of the column looks forgotten."""
_LEAST_FULL = 0.82
"""So far, as a share of the column, the other lines draw back to lend it words."""


class Ragged(Enum):
    """How the lines of a text share their words: full ones first, or all of about one length."""

    FULL = "full"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Text:
    """Words shaped, ready to be broken into lines; a width that they need is in em until a size is chosen."""

    typeface: Typeface
    words: tuple[Word, ...]

    def lines(self, column: float, ragged: Ragged) -> tuple[tuple[Word, ...], ...] | None:
        """Return the words in as few lines of at most ``column`` em as there can be; None if one word is wider."""
        if any(word.width > column for word in self.words):
            return None
        count = len(self._filled(column))
        narrow = self._narrowest(column, count) if ragged is Ragged.EVEN else column
        lines = self._filled(narrow)
        if ragged is Ragged.FULL and count > 1 and self.width(lines[-1]) < _SHORT * column:
            lines = self._filled(self._narrowest(column, count, _LEAST_FULL))
        return lines

    def width(self, line: Sequence[Word]) -> float:
        """Return a line's width in em."""
        return sum(word.width for word in line) + self.typeface.space * (len(line) - 1)

    def _filled(self, column: float) -> tuple[tuple[Word, ...], ...]:
        lines: list[list[Word]] = []
        room = -1.0
        for word in self.words:
            if room < word.width + self.typeface.space:
                lines.append([])
                room = column + self.typeface.space
            lines[-1].append(word)
            room -= word.width + self.typeface.space
        return tuple(tuple(line) for line in lines)

    def _narrowest(self, column: float, count: int, least: float = 0.3) -> float:
        """Return the smallest width, in steps of a hundredth, at which there are still ``count`` lines."""
        found = column
        widest = max(word.width for word in self.words)
        for hundredth in range(99, round(least * 100) - 1, -1):
            width = column * hundredth / 100
            if width < widest or len(self._filled(width)) > count:
                break
            found = width
        return found


def text_of(typeface: Typeface, words: str, language: Language = PRIMARY) -> Text:
    """Return a text, bound by the rules of running text, with its words shaped.

    In so few lines a word of one letter at a line's end is seen at once: it goes with the next word.
    """
    bound = _SINGLE.sub(NBSP, bind(words))
    return Text(typeface, tuple(typeface.word(word, language) for word in bound.split(" ") if word))


@dataclass(frozen=True, slots=True)
class Style:
    """A size in modules, and the distance between baselines as a multiple of it."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines set in a style. ``height`` is from the first line's capitals to the last baseline, in modules."""

    text: Text
    style: Style
    lines: tuple[tuple[Word, ...], ...]

    @property
    def capitals(self) -> float:
        """The height of capitals in modules."""
        return self.style.size * self.text.typeface.cap

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last baseline, in modules."""
        return self.capitals + (len(self.lines) - 1) * self.style.size * self.style.leading

    @property
    def width(self) -> float:
        """Of the longest line, in modules."""
        return max(self.text.width(line) for line in self.lines) * self.style.size

    def marks(self, part: str, x: float, y: float, module: int, *, right: bool = False) -> Iterator[Mark]:
        """Yield the letters; ``x`` is the lines' left edge, or their right one, ``y`` the capitals' top; modules."""
        size = round(self.style.size * module)
        for index, line in enumerate(self.lines):
            baseline = y + self.capitals + index * self.style.size * self.style.leading
            left = x - self.text.width(line) * self.style.size if right else x
            for word in line:
                yield from word_marks(
                    self.text.typeface, word, part, round(left * module), round(baseline * module), size
                )
                left += (word.width + self.text.typeface.space) * self.style.size


def word_marks(typeface: Typeface, word: Word, part: str, x: int, y: int, size: int) -> Iterator[Mark]:
    """Yield the letters of a word whose baseline begins at a point; all in micrometres. What has no outline is left out."""
    for glyph, offset in word.glyphs:
        shape = typeface.shape(glyph, size)
        if shape.contours:
            yield Mark(Layer.FACE, part, shape, x + round(offset * size), y)


def set_text(text: Text, column: float, style: Style, ragged: Ragged = Ragged.FULL) -> Lines | None:
    """Return the text in lines of at most ``column`` modules; None when a word is wider than that."""
    lines = text.lines(column / style.size, ragged)
    return None if lines is None else Lines(text, style, lines)


def largest(text: Text, column: float, lines: int, sizes: tuple[float, float], leading: float) -> Lines | None:
    """Return the text as large as ``lines`` lines allow, evenly broken; ``sizes`` are the least and greatest.

    None when it does not fit even at the least size.
    """
    least, size = sizes
    while size >= least - 1e-9:
        found = set_text(text, column, Style(size, leading), Ragged.EVEN)
        if found is not None and len(found.lines) <= lines:
            return found
        size = round(size - 0.1, 1)
    return None
