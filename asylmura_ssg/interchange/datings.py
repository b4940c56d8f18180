"""Datings as people write them in Kazakh, Russian and English → years, how fine they are, and the words in all three.

The years follow the house: the 12th century is 1100–1200, the 5th century BCE −500–−400. A beginning or an end is a
quarter, a middle the half around it. What is not understood to its last word is not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asylmura_ssg.interchange.dating_words import Moment, Part, Unit, words_of
from asylmura_ssg.model.language import Localized


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of the words: years (before our era negative), a key of dating-precisions.yaml, and the words anew."""

    earliest: int
    latest: int
    precision: str
    text: Localized[str]


class UnclearDatingError(ValueError):
    """The words cannot be taken for a dating; the message says why."""


_LOOKALIKES = str.maketrans("хісмѵІХСМ", "xicmvIXCM")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BC = re.compile(
    r"до\s*н\.?\s*э\.?|до\s+нашей\s+эры|до\s+р\.?\s*х\.?|б\.?\s*з\.?\s*[бд](?:\.|\b)|біздің\s+заманымызға\s+дейінгі|"
    r"\bb\.?\s?c\.?(?:\s?e\.?)?(?!\w)"
)
_AD = re.compile(r"н\.\s*э\.?|нашей\s+эры|\bб\.\s*з\.|біздің\s+заманымыздың|\ba\.?d\.?(?!\w)|\bc\.?e\.?(?!\w)")
_ABOUT = re.compile(
    r"(?<!\w)(?:около|ок\.|примерно|приблизительно|шамамен|шамасында|шамасы|circa|about|ca\.|c\.\s?(?=\d)|~|≈)"
)
_UNITS = (
    (Unit.MILLENNIUM, r"тысячелети\w*|тыс\.?(?:\s*лет)?|мыңжылды\w*|мың\s*жылды\w*|millenni\w*|mill\."),
    (Unit.CENTURY, r"век\w*|столети\w*|вв?\.?(?!\w)|ғасыр\w*|ғ\.?ғ?\.?(?!\w)|centur\w*|cent\.|cc?\.(?=\s|$)"),
    (Unit.DECADE, r"(?<=\d0)(?:-?(?:е|ые|х|ых|ші|шы)?\s*(?:гг?\.|год[аыо]\w*)?(?<=[ехышіш])\s*(?:гг?\.|год\w*|жылд\w*|жж?\.?)?|['’]?s\b|-жылдар\w*)"),
    (Unit.YEAR, r"гг?\.?(?!\w)|год\w*|лет\b|жж?\.?(?!\w)|жыл\w*|years?"),
)  # fmt: skip
_UNIT = re.compile("|".join(f"(?P<{unit.name}>(?<![^\\W\\d_]){words})" for unit, words in _UNITS))
_ONE, _TWO = r"(?:перв\w*|1-?(?:[яй]|ші)?|i|бірінші|first|1st)", r"(?:втор\w*|2-?(?:[яй]|ші)?|ii|екінші|second|2nd)"
_PARTS = (
    (Part.FIRST_HALF, rf"{_ONE}\s+(?:половин\w*|пол\.|жарты\w*|half)"),
    (Part.SECOND_HALF, rf"{_TWO}\s+(?:половин\w*|пол\.|жарты\w*|half)"),
    (Part.FIRST_QUARTER, rf"{_ONE}\s+(?:четверт\w*|четв\.|шире\w*|quarter)"),
    (
        Part.LAST_QUARTER,
        r"(?:последн\w*|четверт\w*|соңғы|төртінші|last|fourth)\s+(?:четверт\w*|четв\.|шире\w*|quarter)",
    ),
    (Part.BEGINNING, r"(?:начал\w*|нач\.|бас(?:ы\w*|ында)|beginning|early|start)"),
    (Part.MIDDLE, r"(?:середин\w*|сер\.|орта(?:сы\w*)|middle|mid)-?"),
    (Part.END, r"(?:кон(?:ец|ца|це|цу)\b|кон\.|к\.|соң(?:ы\w*)|end|late)"),
)
_PART = re.compile("|".join(f"(?P<{part.name}>(?<!\\w){words})" for part, words in _PARTS))
_NUMBER = re.compile(
    r"(?P<digits>\d{1,4})(?:-?(?:st|nd|rd|th|й|го|м|я|ші|шы|нші|ншы|інші|ыншы)\b)?|(?P<roman>\b[ivxlcdmхісм]+\b)"
)
_FILLERS = re.compile(r"\b(?:of|the|the\s+|с|со|в|между|и|from|between|года?)\b|[.,()]|-ғ?ы?\b")
_RANGE = re.compile(r"\s*(?:\s-\s|—|–|‒|−|\bto\b|\bдо\b(?!\s*н)|\bпо\b|\.\.\.?|…)\s*")
_HYPHEN = re.compile(r"(?<=[ivxlcdmхісм0-9.])\s?-\s?(?=[ivxlcdmхісм0-9])")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?=\s?[-–]\s?\d)")
_SINCE = re.compile(r"(?:с|со|from|since|between|между)\s+")
_WITHIN = re.compile(r"\s*\bаралығы(?:н\w+)?\b")  # XI–XII ғғ. аралығы; XI мен XII ғасырлар аралығында
_AND = re.compile(r"\s+(?:[мпб]ен|және)\s+")
_BOUND = re.compile(
    r"\b(?:после|ранее|раньше|позднее|позже|before|after|until|since|кейін|бұрын)\b|(?<!заманымызға )\bдейін\b"
)
_SEVERAL = re.compile(r"\b(?:или|немесе|or|және|и|and)\b|[;/]")


def read_dating(text: str) -> Understood:
    """Return what a dating says. Raises UnclearDatingError where any of its words is not understood."""
    words = " ".join(text.lower().replace("ё", "е").replace("\u00a0", " ").split())
    about = bool(_ABOUT.search(words))
    words = _HYPHEN.sub(" – ", _ORDINAL.sub(" ", _ABOUT.sub(" ", words)).replace("mid-", "mid ")).strip()
    if _WITHIN.search(words):
        words = _AND.sub(" – ", _WITHIN.sub("", words), count=1)
        if not _RANGE.search(words):
            raise UnclearDatingError(f'"{text}" names one bound alone; write the years as from and to')
    ends = _RANGE.split(_SINCE.sub("", words))
    if not ends[0].strip() or (len(ends) == 1 and _SINCE.match(words)) or _BOUND.search(words):
        raise UnclearDatingError(f'"{text}" names one bound alone; write the years as from and to')
    if _SEVERAL.search(words) or not 1 <= len(ends) <= 2:
        raise UnclearDatingError(f'"{text}" names more than one dating; say in words which one holds')
    moments = _aligned([_moment(end, text) for end in ends], text)
    spans = [moment.years() for moment in moments]
    earliest, latest = spans[0][0], spans[-1][1]
    if earliest > latest or latest > 2100:
        raise UnclearDatingError(f'"{text}" ends before it begins, or lies in the future')
    unit = max(moment.unit for moment in moments)
    unit = Unit.DECADE if about and unit is Unit.YEAR else unit
    return Understood(earliest, latest, unit.precision, words_of(moments, about=about))


@dataclass(frozen=True, slots=True)
class _Loose:
    """One end of a range with what it says itself; what it leaves out the other end may say."""

    number: int
    unit: Unit | None
    before: bool | None
    part: Part | None
    roman: bool


def _moment(words: str, text: str) -> _Loose:
    rest = words
    before: bool | None = None
    if _BC.search(rest):
        before, rest = True, _BC.sub(" ", rest)
    elif _AD.search(rest):
        before, rest = False, _AD.sub(" ", rest)
    found = _PART.search(rest)
    part = Part[found.lastgroup] if found and found.lastgroup else None
    rest = rest if found is None else f"{rest[: found.start()]} {rest[found.end() :]}"
    named = _UNIT.search(rest)
    unit = Unit[named.lastgroup] if named and named.lastgroup else None
    rest = rest if named is None else f"{rest[: named.start()]} {rest[named.end() :]}"
    number = _NUMBER.search(rest)
    rest = rest if number is None else f"{rest[: number.start()]} {rest[number.end() :]}"
    if number is None or _FILLERS.sub(" ", rest).strip(" -"):
        raise UnclearDatingError(f'"{text}" is not understood; write it as XI–XII ғғ., 1389–1405 or II тыс. до н. э.')
    if number["digits"]:
        return _Loose(int(number["digits"]), unit, before, part, roman=False)
    return _Loose(_roman(number["roman"], text), unit, before, part, roman=True)


def _roman(word: str, text: str) -> int:
    latin = word.translate(_LOOKALIKES)
    if not latin or not _ROMAN.fullmatch(latin):
        raise UnclearDatingError(f'"{word}" in "{text}" is no Roman numeral')
    values = [_VALUES[letter] for letter in latin]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _aligned(found: list[_Loose], text: str) -> tuple[Moment, ...]:
    """Return the ends with what they share: XI–XII вв. names its unit once, б.з.б. V–IV ғғ. its era once, too."""
    last = found[-1]
    unit = last.unit or found[0].unit
    if unit is None:
        unit = Unit.CENTURY if all(end.roman for end in found) else Unit.YEAR
    units = [end.unit or unit for end in found]
    eras = [end.before for end in found]
    if len(found) == 2:
        first = found[0]
        if last.before:
            eras[0] = True if first.before is None else first.before
        elif first.before and last.before is None:
            if first.unit is None or last.unit is None:
                eras[1] = True
            elif last.number < first.number and first.unit is last.unit:
                raise UnclearDatingError(f'"{text}": is its end before our era, too? write the era at both ends')
        if units == [Unit.YEAR, Unit.YEAR] and last.number < 100 <= first.number:
            found = [first, replace(last, number=first.number // 100 * 100 + last.number)]  # 1956–58
    moments = tuple(
        Moment(end.number, u, before=bool(era), part=end.part) for end, u, era in zip(found, units, eras, strict=True)
    )
    for moment in moments:
        limit = {Unit.MILLENNIUM: 10, Unit.CENTURY: 60}.get(moment.unit, 9999)
        if not 1 <= moment.number <= limit:
            raise UnclearDatingError(f'"{text}": there is no {moment.number} of that')
    return moments
