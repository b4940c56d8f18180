"""Running heads of entries: on the left page the first entry of the spread, on the right its last, as in a dictionary."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from printed import miniature
from set_entries import NARROW, PARAGRAPH, entry_with, set_entry

from asylmura_ssg.make.volume import typeset_fragment
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import Side
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.printed_page import Format

LONG = "\n\n".join([PARAGRAPH] * 16)
NAME, REGION = "Қызыл кесене", "Жамбыл облысы"

Head = tuple[str, float, float]
"""The words in the head of a page, and how far they stand from the left and the right end of the measure, in mm."""


def heads(pdf: bytes, page: Format, first: Side = Side.VERSO) -> list[Head]:
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, sheet in enumerate(document):
            text = sheet.get_textpage()
            foot = (page.height - page.margins.top) * POINTS
            signs = (at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip())
            boxes = [box for box in map(text.get_charbox, signs) if box[1] > foot]
            margins = page.margins.outer, page.margins.inner
            left, right = margins if (first is Side.VERSO) == (number % 2 == 0) else margins[::-1]
            start = min(box[0] for box in boxes) / POINTS - left
            end = page.width - max(box[2] for box in boxes) / POINTS - right
            found.append((" ".join(text.get_text_bounded(bottom=foot).split()), start, end))
    return found


def test_every_page_of_an_entry_bears_its_name_and_the_left_one_its_region() -> None:
    page = miniature().format
    verso, recto, again = heads(set_entry(entry_with(LONG)), page)
    assert (verso[0], recto[0], again[0]) == (f"{NAME} {REGION}", NAME, f"{NAME} {REGION}")


@pytest.mark.parametrize("page", [miniature().format, NARROW])
def test_guide_words_stand_in_the_outer_corners(page: Format) -> None:
    verso, recto, *_ = heads(set_entry(entry_with(LONG), page), page)
    assert verso[1] == pytest.approx(0, abs=0.4)
    assert verso[2] == pytest.approx(0, abs=0.4)
    assert recto[2] == pytest.approx(0, abs=0.4)


def test_an_entry_that_begins_on_the_right_is_the_last_of_its_spread() -> None:
    fragment = replace(entry_fragment(miniature(), entry_with("Қысқа.")), side=Side.RECTO)
    assert heads(typeset_fragment(fragment), miniature().format, Side.RECTO)[0][0] == NAME


@pytest.mark.parametrize("name", ["Ұзақ атаулы " * 24 + "кесене", f"{'Ш' * 100} кесене"], ids=["words", "one word"])
def test_a_long_name_leaves_the_region_its_room(name: str) -> None:
    page = NARROW
    entry = entry_with(LONG, names=Localized(name))
    words, left, right = heads(set_entry(entry, page), page)[0]
    assert words.endswith(f"… {REGION}")
    assert name.startswith(words.removesuffix(f"… {REGION}"))
    assert min(left, right) > -0.5
