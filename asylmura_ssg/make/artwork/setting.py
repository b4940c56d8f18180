"""Lines of text on a plate: where they break, how large they may be, where their letters stand.

Lines are ragged on the right; no word is parted but after the hyphen of a long compound. Sizes and widths are in modules of the plate's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from asylmura_ssg.make.artwork.drawing import Layer, Mark
from asylmura_ssg.make.artwork.lettering import Typeface, Word
from asylmura_ssg.make.spacing import NBSP, bind
from asylmura_ssg.model.language import PRIMARY, Language

_SINGLE = re.compile(r"(?<=\b[^\W\d_]) ")
_COMPOUND = re.compile(r"(?<=[^\W\d_]{4}-)(?=[a-zа-яёәғқңөұүһі][^\W\d_]{3})")
"""After a hyphen between parts of four letters at least: shorter ones look lost at a line's end or beginning. A part that
begins with a capital belongs to a name, Козы-Корпеш, which stays whole."""
_SHORT = 0.3
"""A last line shorter than this share of the column looks forgotten."""
_LEAST_FULL = 0.82
"""So far, as a share of the column, the other lines draw back to lend it words."""


class Ragged(Enum):
    """How the lines of a text share their words: full ones first, or all of about one length."""

    FULL = "full"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two places where a line may break; ``after`` is the space to the next part, em."""

    word: Word
    after: float


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words shaped, ready to be broken into lines; a width that they need is in em until a size is chosen."""

    typeface: Typeface
    parts: Line

    def lines(self, column: float, ragged: Ragged) -> tuple[Line, ...] | None:
        """Return the words in as few lines of at most ``column`` em as there can be; None if one word is wider."""
        if any(part.word.width > column for part in self.parts):
            return None
        full = self._filled(column)
        if ragged is Ragged.EVEN:
            return self._filled(self._narrowest(column, len(full)))
        if len(full) == 1 or self.width(full[-1]) >= _SHORT * column:
            return full
        drawn_back = (lines for _, lines in self._narrower(column, len(full), _LEAST_FULL))
        return next((lines for lines in drawn_back if self.width(lines[-1]) >= _SHORT * column), full)

    @staticmethod
    def width(line: Line) -> float:
        """Return a line's width in em."""
        return sum(part.word.width + part.after for part in line[:-1]) + line[-1].word.width

    def _filled(self, column: float) -> tuple[Line, ...]:
        lines: list[list[Part]] = []
        room = -1.0
        for part in self.parts:
            if room < part.word.width:
                lines.append([])
                room = column
            lines[-1].append(part)
            room -= part.word.width + part.after
        return tuple(tuple(line) for line in lines)

    def _narrowest(self, column: float, count: int) -> float:
        """Return the smallest width, in steps of a hundredth, at which there are still ``count`` lines."""
        return min((width for width, _ in self._narrower(column, count, 0.3)), default=column)

    def _narrower(self, column: float, count: int, least: float) -> Iterator[tuple[float, tuple[Line, ...]]]:
        """Yield smaller and smaller widths, in steps of a hundredth, with what is still ``count`` lines at them."""
        widest = max(part.word.width for part in self.parts)
        for hundredth in range(99, round(least * 100) - 1, -1):
            width = column * hundredth / 100
            if width < widest or len(lines := self._filled(width)) > count:
                return
            yield width, lines


def text_of(typeface: Typeface, words: str, language: Language = PRIMARY) -> Text:
    """Return a text, bound by the rules of running text, with its words shaped.

    In so few lines a word of one letter at a line's end is seen at once: it goes with the next word.
    """
    bound = _SINGLE.sub(NBSP, bind(words))
    return Text(typeface, tuple(_parts(typeface, bound, language)))


def _parts(typeface: Typeface, text: str, language: Language) -> Iterator[Part]:
    for word in filter(None, text.split(" ")):  # a no-break space is a space to str.split()
        *beginnings, end = _COMPOUND.split(word)
        for beginning in beginnings:
            yield Part(typeface.word(beginning, language), 0)
        yield Part(typeface.word(end, language), typeface.space)


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
    lines: tuple[Line, ...]

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
            for each in line:
                yield from word_marks(
                    self.text.typeface, each.word, part, round(left * module), round(baseline * module), size
                )
                left += (each.word.width + each.after) * self.style.size


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
