"""How the text of the book stands on its pages: on one grid, unbroken where it must be, without rivers.

Everything is read from finished pages by a PDF reader that had no part in setting them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, product

import pypdfium2
import pyphen
import pytest
from printed import miniature
from rivers import River, rivers, stretched
from set_entries import NARROW, PARAGRAPH, WORDS, entry_with, first_entry, set_entry, set_text
from set_lines import Line, Word, lines_of

from asylmura_ssg.make.volume import typeset_fragment
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import Copy, Side
from asylmura_ssg.make.volume.typesetting import LEAST_TEXT
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.printed_page import Format

LEADING = 11.8
SIZE = 8.8
HEADING = 8.6
TOLERANCE = 0.2
"""In points, as all lengths here."""

HYPHENS = ("-", "\u2010", "\ufffe", "\u0002")
"""How a PDF reader may tell the hyphen at the end of a line."""

PROSE = "\n\n".join(f"Басы {WORDS}, {WORDS}, {WORDS} соңы." for _ in range(9))
HEADED = "\n\n".join(f"## Бөлім\n\n{PARAGRAPH}\n\n{PARAGRAPH}" for _ in range(14))
MIXED = f"""{PARAGRAPH} Құлпытаста محمد بن عبد الله деген жазу бар, мәтінде `код` та, 7,6 м² та, [@atlas] да бар.

## Тізімдер

- бірінші
    - ішкі тармақ
- екінші

1. бір
2. екі

> Дәйексөз **қалың** *көлбеу*: {WORDS}.

### Кіші тақырып

| Жылы | Не табылды |
|---|---|
| 1946 | қыш ыдыс |
| 1974 | теңге |

{PARAGRAPH}

    шегінген жол

{PARAGRAPH}

| Жылы | Зерттеуші | Мекемесі | Табылған заттар |
|---|---|---|---|
| 1946 | Экспедиция басшысы | Археология институты | Қыш ыдыстар, теңгелер |

{PARAGRAPH} 𐱅𐰭𐰼𐰃 {PARAGRAPH}
"""


def columns(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each column of each page, from the top."""
    for _, column in groupby(lines, key=lambda line: (line.page, _column(line, lines))):
        yield tuple(column)


def _column(line: Line, lines: Sequence[Line]) -> int:
    edges = [each.left for each in lines if each.page == line.page]
    return int(line.left > (min(edges) + max(each.right for each in lines if each.page == line.page)) / 2)


def off_grid(lines: Sequence[Line]) -> list[str]:
    """Return the lines that stand more than ``TOLERANCE`` off the grid that hangs from the highest line of all pages."""
    top = max(line.y for line in lines)
    return [line.text for line in lines if _off(top - line.y) > TOLERANCE]


def _off(depth: float) -> float:
    return abs(depth / LEADING - round(depth / LEADING)) * LEADING


@pytest.mark.parametrize("text", [PROSE, HEADED, MIXED], ids=["prose", "headed", "mixed"])
@pytest.mark.parametrize("page", [None, NARROW], ids=["usual", "narrow"])
def test_every_line_of_both_columns_and_all_pages_stands_on_one_grid(text: str, page: Format | None) -> None:
    lines = lines_of(set_text(text, page), SIZE)
    assert len(lines) > 40
    assert off_grid(lines) == []


def test_the_miniatures_own_entry_stands_on_the_grid() -> None:
    lines = lines_of(set_entry(first_entry()), SIZE)
    assert lines
    assert off_grid(lines) == []


def test_a_line_off_the_grid_is_seen() -> None:
    lines = [Line(0, y, SIZE, (Word("сөз", 60.0, 90.0),)) for y in (500.0, 500.0 - LEADING, 500.0 - 2 * LEADING - 1)]
    assert off_grid(lines) == ["сөз"]


def test_no_column_begins_with_a_paragraphs_last_line_or_ends_with_its_first() -> None:
    lines = lines_of(set_text(PROSE), SIZE)
    held = list(columns(lines))
    assert len(held) >= 4
    for column in held:
        assert not column[0].text.endswith("соңы.")
        assert not column[-1].text.startswith("Басы")


def test_no_heading_stands_at_the_foot_of_a_column() -> None:
    pdf = set_text(HEADED)
    headings, lines = lines_of(pdf, HEADING, "Golos"), lines_of(pdf, SIZE)
    assert len(headings) >= 14
    for heading in headings:
        below = [line for line in lines if line.page == heading.page and 0 < heading.y - line.y < 2.5 * LEADING]
        assert any(abs(line.left - heading.left) < LEADING for line in below), heading.text


def test_a_heading_stands_on_the_grid_of_its_text() -> None:
    pdf = set_text(HEADED)
    top = max(line.y for line in lines_of(pdf, SIZE))
    for heading in lines_of(pdf, HEADING, "Golos"):
        if heading.text == "Бөлім":
            assert _off(top - heading.y) < 1.0  # in another typeface, whose letters lie a little otherwise in a line


@pytest.mark.parametrize("page", [None, NARROW], ids=["usual", "narrow"])
def test_no_river_runs_through_the_text_and_no_line_is_stretched(page: Format | None) -> None:
    lines = lines_of(set_text(PROSE, page), SIZE)
    assert rivers(lines, LEADING) == ()
    assert stretched(lines) == 0


def column_of(*gaps: Sequence[tuple[float, float]]) -> list[Line]:
    """Return lines below one another with spaces at these places."""
    lines = []
    for row, spaces in enumerate(gaps):
        edges = [40.0, *(edge for space in spaces for edge in space), 220.0]
        words = tuple(Word("сөз", left, right) for left, right in zip(edges[::2], edges[1::2], strict=True))
        lines.append(Line(0, 500.0 - row * LEADING, SIZE, words))
    return lines


def test_spaces_below_one_another_are_a_river() -> None:
    lines = column_of([(80, 86)], [(82, 88)], [(83, 90), (150, 154)], [(85, 91)], [(87, 92)])
    assert rivers(lines, LEADING) == (River(lines[0], 5, 4.0),)
    assert stretched(lines) == 1


def test_spaces_that_only_touch_are_no_river() -> None:
    assert rivers(column_of([(80, 86)], [(85, 91)], [(90, 96)], [(95, 101)], [(100, 106)]), LEADING) == ()


def test_usual_spaces_are_no_river_and_not_stretched() -> None:
    lines = column_of(*[[(80, 82.2)]] * 6)
    assert rivers(lines, LEADING) == ()
    assert stretched(lines) == 0


def test_a_river_ends_with_its_column() -> None:
    upper, lower = column_of(*[[(80, 86)]] * 3), column_of(*[[(80, 86)]] * 3)
    assert rivers([*upper, *lower], LEADING) == ()


def test_most_lines_are_not_hyphenated() -> None:
    lines = lines_of(set_text(PROSE), SIZE)
    broken = [line.text.endswith(HYPHENS) for line in lines]
    runs = Counter(len(list(run)) for is_broken, run in groupby(broken) if is_broken)
    assert sum(broken) < len(lines) / 3
    assert max(runs, default=0) <= 5


@pytest.mark.parametrize("count", [0, 4])
def test_no_word_is_ended_overleaf(count: int) -> None:
    syllables = ("қа", "ла", "мы", "тө", "бе", "жұ", "рі", "сы", "нә", "дү", "кө", "та", "ши", "зо")
    words = [f"{one}{other}ларымыздағы" for one in syllables for other in syllables]
    fragment = entry_fragment(miniature(), entry_with("Сөз " * count + " ".join(words)))
    for first in Side:
        lines = lines_of(typeset_fragment(replace(fragment, side=first, fits=("",))), SIZE)
        feet = [list(held)[-1].text for _, held in groupby(lines, key=lambda line: line.page)]
        assert len(feet) > 1
        assert all(foot.split()[-1] in words for foot in feet[first is not Side.RECTO : -1 : 2])


@pytest.mark.parametrize(("language", "ending"), [("ru", "тельностями"), ("en", "ification")])
@pytest.mark.parametrize("count", range(3))
def test_no_word_of_another_language_is_ended_overleaf(language: str, ending: str, count: int) -> None:
    syllables = ("mi", "so", "ta", "re", "lu", "ko") if ending.isascii() else ("ми", "со", "та", "ре", "лу", "ко")
    words = [f"{''.join(three)}{ending} on" for three in product(syllables, repeat=3)] * 2
    fragment = entry_fragment(miniature(), entry_with("Сөз " * count + " ".join(words)))
    spoken = fragment.html.replace('<html lang="kk"', f'<html lang="{language}"', 1)
    for first in Side:
        lines = lines_of(typeset_fragment(replace(fragment, copy=Copy.of(spoken), side=first, fits=("",))), SIZE)
        pages = [list(held) for _, held in groupby(lines, key=lambda line: line.page)]
        assert len(pages) > 1
        assert any(line.text.endswith(HYPHENS) for line in lines)
        assert not any(page[-1].text.endswith(HYPHENS) for page in pages[first is not Side.RECTO : -1 : 2])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ru",
            "ЮНЕСКО ГОСТ СССР XVIII Астафьев вечно 1982 год, 25 км 300 м, ружьё, подъём, съёмка, конструкция, здание",
        ),
        ("en", "UNESCO ICOMOS XVIII strength through 1982, 25 km, monuments, architecture, caravanserai, inscription"),
        ("kk", "ЮНЕСКО ҚазКСР XVIII Астана 1982 жыл, 25 км, құрылыс, ескерткіш, сәулет, керуенсарай, жазба, күмбез"),
    ],
)
def test_no_break_leaves_a_letter_or_two_or_parts_a_number(language: str, text: str) -> None:
    typeset_fragment(entry_fragment(miniature(), entry_with("Сөз.")))  # whoever sets a page has the patterns
    dictionary = pyphen.Pyphen(lang=language, left=3, right=3)  # as hyphenate-limit-chars: 6 3 3 asks of it
    for word in re.findall(r"\w+", text):
        parts = dictionary.inserted(word).split("-")
        assert len(parts) == 1 or (len(word) >= 6 and min(len(parts[0]), len(parts[-1])) >= 3)
        assert len(parts) == 1 or not (word.isupper() or any(sign.isdigit() for sign in word))


def test_lines_are_read_in_the_order_of_the_columns() -> None:
    lines = lines_of(set_text(PROSE), SIZE)
    starts = [line.text for line in lines if line.text.startswith("Басы")]
    assert len(starts) == 9
    for above, below in pairwise(lines):
        assert below.page > above.page or below.left > above.left + 100 or below.y < above.y


def test_an_almost_empty_last_page_bears_the_regions_map_and_no_other_does() -> None:
    note = "".join(miniature().frames[0].strings["print_map_note"].split())
    almost_empty, alone = (set_text("\n\n".join([PARAGRAPH] * count)) for count in (5, 1))
    assert note in words_of(almost_empty)
    assert note not in words_of(alone)


def test_two_disputes_begin_a_last_page_that_would_have_but_a_few_lines() -> None:
    (dispute, *_) = first_entry().monument.conflicts
    disputes = tuple(
        replace(dispute, about=Localized(f"{number}-мәселе"), text=Localized(f"{WORDS} (Д{number})."))
        for number in range(1, 5)
    )
    fragment = entry_fragment(miniature(), entry_with("", conflicts=disputes))
    last = {}
    for fits in (("ample",), fragment.fits):
        lines = lines_of(typeset_fragment(replace(fragment, fits=fits)), SIZE)
        last[fits] = [line.text for line in lines if line.page == max(line.page for line in lines)]
    few, enough = last.values()
    assert 0 < len(few) < LEAST_TEXT <= len(enough)
    assert enough[0].startswith("3-мәселе.")
    assert sum("мәселе." in line for line in enough) == 2


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return text
