"""A point or stretch of time named by its century, millennium, decade or year, and its words in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from asylmura_ssg.model.language import Language, Localized


class Unit(IntEnum):
    """What a number counts, from the finest on."""

    YEAR = 1
    DECADE = 10
    CENTURY = 100
    MILLENNIUM = 1000

    @property
    def precision(self) -> str:
        """Return the key of dating-precisions.yaml."""
        return {Unit.YEAR: "exact", Unit.DECADE: "decade", Unit.CENTURY: "century", Unit.MILLENNIUM: "period"}[self]


class Part(Enum):
    """A part of a century or a millennium."""

    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    FIRST_QUARTER = "first quarter"
    LAST_QUARTER = "last quarter"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


_HUNDREDTHS = {
    Part.FIRST_HALF: (0, 50), Part.SECOND_HALF: (50, 100), Part.FIRST_QUARTER: (0, 25), Part.LAST_QUARTER: (75, 100),
    Part.BEGINNING: (0, 25), Part.MIDDLE: (25, 75), Part.END: (75, 100),
}  # fmt: skip
"""From and to which hundredth of the whole a part goes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a dating; ``before`` our era."""

    number: int
    unit: Unit
    before: bool
    part: Part | None = None

    def years(self) -> tuple[int, int]:
        """Return the first and last year; there is no year 0."""
        if self.unit in (Unit.YEAR, Unit.DECADE):
            first = -self.number if self.before else self.number
            return first, first + (9 if self.unit is Unit.DECADE else 0)
        length = int(self.unit)
        start = -self.number * length if self.before else (self.number - 1) * length
        low, high = (0, 100) if self.part is None else _HUNDREDTHS[self.part]
        first, last = start + length * low // 100, start + length * high // 100
        return first or 1, last or -1


_KK_PARTS = {
    Part.FIRST_HALF: "бірінші жартысы", Part.SECOND_HALF: "екінші жартысы", Part.FIRST_QUARTER: "бірінші ширегі",
    Part.LAST_QUARTER: "соңғы ширегі", Part.BEGINNING: "басы", Part.MIDDLE: "ортасы", Part.END: "соңы",
}  # fmt: skip
_RU_PARTS = {
    Part.FIRST_HALF: "первая половина", Part.SECOND_HALF: "вторая половина", Part.FIRST_QUARTER: "первая четверть",
    Part.LAST_QUARTER: "последняя четверть", Part.BEGINNING: "начало", Part.MIDDLE: "середина", Part.END: "конец",
}  # fmt: skip
_EN_PARTS = {
    Part.FIRST_HALF: "first half of the", Part.SECOND_HALF: "second half of the", Part.FIRST_QUARTER: "first quarter of the",
    Part.LAST_QUARTER: "last quarter of the", Part.BEGINNING: "early", Part.MIDDLE: "middle of the", Part.END: "late",
}  # fmt: skip
# One, of one (a part of it), several.
_KK_UNITS = {Unit.CENTURY: ("ғасыр", "ғасырдың", "ғасырлар"), Unit.MILLENNIUM: ("мыңжылдық", "мыңжылдықтың", "мыңжылдықтар"),
             Unit.YEAR: ("жыл", "", "жылдар"), Unit.DECADE: ("-жылдар", "", "-жылдар")}  # fmt: skip
_RU_UNITS = {Unit.CENTURY: ("век", "века", "века"), Unit.MILLENNIUM: ("тысячелетие", "тысячелетия", "тысячелетия"),
             Unit.YEAR: ("год", "", "годы"), Unit.DECADE: ("-е годы", "", "-е годы")}  # fmt: skip
_EN_UNITS = {Unit.CENTURY: ("century", "centuries"), Unit.MILLENNIUM: ("millennium", "millennia")}
_ABOUT = {Language.KK: "шамамен ", Language.RU: "приблизительно ", Language.EN: "about "}


def words_of(moments: Sequence[Moment], *, about: bool) -> Localized[str]:
    """Return a dating of one or two ends in words."""
    said = {}
    for language, one in ((Language.KK, _kazakh), (Language.RU, _russian), (Language.EN, _english)):
        joint = " — " if language is Language.RU else " – "
        alike = len(moments) == 2 and all(
            m.part is None and m.unit is moments[0].unit and m.before == moments[0].before for m in moments
        )
        words = one(moments) if alike or len(moments) == 1 else joint.join(one([moment]) for moment in moments)
        said[language] = (_ABOUT[language] if about else "") + words
    return Localized(said[Language.KK], said[Language.RU], said[Language.EN])


def _numbers(moments: Sequence[Moment]) -> str:
    roman = moments[0].unit in (Unit.CENTURY, Unit.MILLENNIUM)
    return "–".join(_roman(moment.number) if roman else str(moment.number) for moment in moments)


def _kazakh(moments: Sequence[Moment]) -> str:
    first = moments[0]
    one, of_one, several = _KK_UNITS[first.unit]
    unit = several if len(moments) > 1 else of_one if first.part else one
    era = "б.з.б. " if first.before else ""
    part = f" {_KK_PARTS[first.part]}" if first.part else ""
    return f"{era}{_numbers(moments)}{'' if unit.startswith('-') else ' '}{unit}{part}"


def _russian(moments: Sequence[Moment]) -> str:
    first = moments[0]
    one, of_one, several = _RU_UNITS[first.unit]
    unit = several if len(moments) > 1 else of_one if first.part else one
    part = f"{_RU_PARTS[first.part]} " if first.part else ""
    return f"{part}{_numbers(moments)}{'' if unit.startswith('-') else ' '}{unit}{' до н. э.' if first.before else ''}"


def _english(moments: Sequence[Moment]) -> str:
    first = moments[0]
    era = " BCE" if first.before else ""
    if first.unit in (Unit.YEAR, Unit.DECADE):
        return "–".join(f"{m.number}{'s' if m.unit is Unit.DECADE else ''}" for m in moments) + era
    numbers = "–".join(_ordinal(moment.number) for moment in moments)
    part = f"{_EN_PARTS[first.part]} " if first.part else ""
    return f"{part}{numbers} {_EN_UNITS[first.unit][len(moments) - 1]}{era}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    letters = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
               (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for value, sign in letters:
        written += sign * (number // value)
        number %= value
    return written
