"""The signs between words, as each language has them: dashes, quotation marks, apostrophes, spaces that do not break.

Kazakh and Russian: A. Milchin and L. Cheltsova, "Spravochnik izdatelya i avtora" (dashes, «…», what a number or an initial
is bound to); the house writes a dash in Kazakh as –, in Russian as —. English: New Hart's Rules (spaced –, “…”, ’).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asylmura_ssg.amend import Edit
from asylmura_ssg.model.language import Language
from asylmura_ssg.read.text_rules import unmixed

NBSP: Final = "\u00a0"
_DASHES: Final = {Language.KK: "–", Language.RU: "—", Language.EN: "–"}
_QUOTES: Final = {Language.KK: ("«", "»"), Language.RU: ("«", "»"), Language.EN: ("“", "”")}
_LETTER = r"[^\W\d_]"

# A hyphen, or two, set off by spaces as a dash is; a line that begins with one is a list.
_DASH = re.compile(r"(?<=\S )--?(?= \S)")
# 1389-1405, 12-15, XI-XII; never a part of a longer number, a date or a case number such as 1/185-390.
_RANGE = re.compile(r"(?<![\w.,/:№-])(?:(\d{1,4})-(\d{1,4})|[IVXLC]{1,6}-[IVXLC]{1,6})(?![\w/:-]|[.,]\d)")
_STRAIGHT = re.compile(r'"')
_PAIRS: Final = {
    Language.KK: (re.compile("„([^„“”«»\n]+)[“”]"), re.compile("“([^„“”«»\n]+)”")),
    Language.RU: (re.compile("„([^„“”«»\n]+)[“”]"), re.compile("“([^„“”«»\n]+)”")),
    Language.EN: (),
}
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[a-z])")
_UNITS = (
    r"мм|см|дм|км|м|га|мг|кг|г|т|мың|тыс|млн|млрд|mm|cm|km|m|ha|kg|%|°|ғғ?\.|жж?\.|гг?\.|вв?\.|"
    r"жыл\w*|год\w*|ғасыр\w*|век\w*|BCE|CE|BC|AD|метр\w*|километр\w*|гектар\w*|metres?|kilometres?|hectares?"
)
_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_BOUND = (
    re.compile(rf"(?<=[0-9IVXLC]) (?=(?:{_UNITS})(?![^\W²³]))"),
    re.compile(r"(?<=[№§]) (?=[0-9])|(?<=[0-9]) (?=× ?[0-9])|(?<=[0-9][\u00a0 ]×) (?=[0-9])"),
    re.compile(rf"(?<=(?<![^\W\d_])[{_UPPER}]\.) (?=[{_UPPER}])"),
)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing to mend. ``seen`` where a reader sees that it is amiss, and so is told of it; a space is not seen."""

    edit: Edit
    seen: bool


def strokes_in(text: str, start: int, end: int, language: Language) -> Iterator[Stroke]:
    """Yield what is to mend in a stretch of plain words, in no order; no two of them touch the same letters."""
    words = text[start:end]
    for at, stop, right in unmixed(words):
        yield Stroke(Edit(start + at, start + stop, right), seen=False)  # an error of its own: mixed-scripts
    for found in _DASH.finditer(words):
        yield _seen(start, found, _DASHES[language])
    for found in _RANGE.finditer(words):
        if found[1] is None or int(found[1]) < int(found[2]):
            at = found[0].index("-") + found.start()
            yield Stroke(Edit(start + at, start + at + 1, "–"), seen=True)
    yield from _quotes(words, start, language)
    for found in _APOSTROPHE.finditer(words) if language is Language.EN else ():
        yield _seen(start, found, "’")
    for rule in _BOUND:
        for found in rule.finditer(words):
            yield Stroke(Edit(start + found.start(), start + found.end(), NBSP), seen=False)


def _seen(start: int, found: re.Match[str], right: str) -> Stroke:
    return Stroke(Edit(start + found.start(), start + found.end(), right), seen=True)


def _quotes(words: str, start: int, language: Language) -> Iterator[Stroke]:
    """Yield quotation marks of another language. Straight ones only where each is plainly an opening or a closing one."""
    opening, closing = _QUOTES[language]
    for form in _PAIRS[language]:
        for found in form.finditer(words):
            yield Stroke(Edit(start + found.start(), start + found.start() + 1, opening), seen=True)
            yield Stroke(Edit(start + found.end() - 1, start + found.end(), closing), seen=True)
    for line in re.finditer(r"[^\n]+", words):
        signs = [found.start() for found in _STRAIGHT.finditer(line[0])]
        if signs and len(signs) % 2 == 0 and all(_opens(line[0], at) == (i % 2 == 0) for i, at in enumerate(signs)):
            for i, at in enumerate(signs):
                place = start + line.start() + at
                yield Stroke(Edit(place, place + 1, closing if i % 2 else opening), seen=True)


def _opens(line: str, at: int) -> bool | None:
    """Tell whether a straight mark opens, closes, or may do either."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    free_before, free_after = not before or before in " \u00a0([—–*_", not after or after in " \u00a0.,;:!?)]…—–*_"
    return None if free_before == free_after else free_before
