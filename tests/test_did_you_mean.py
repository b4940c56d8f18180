"""What a slip of the pen was meant to be: the nearest word that is known, and none where none is near."""

from __future__ import annotations

import pytest

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.model.press import Standard

STANDARDS = tuple(str(standard) for standard in Standard)


@pytest.mark.parametrize("written", ["PDF/X1a", "PDF/X-1a", "pdfx-1a:2003", "X-1a", "PDF/X-1A:2001"])
def test_a_standard_without_its_year_is_still_itself(written: str) -> None:
    assert did_you_mean(written, STANDARDS) == 'did you mean "PDF/X-1a:2001"?'


@pytest.mark.parametrize("written", ["PDF/X4", "X-4", "pdf/x-4p"])
def test_signs_and_case_part_no_word_from_the_one_that_was_meant(written: str) -> None:
    assert did_you_mean(written, STANDARDS) == 'did you mean "PDF/X-4"?'


def test_a_whole_word_is_nearer_than_a_longer_one_that_begins_with_it() -> None:
    assert did_you_mean("Priner", ["printer-of-books", "printer"]) == 'did you mean "printer"?'
    assert did_you_mean("aisha", ["aishabek", "aisha-bibi-mausoleum"]) == 'did you mean "aishabek"?'


@pytest.mark.parametrize("written", ["", "—", "zzz", "k"])
def test_nothing_is_guessed_where_nothing_is_near(written: str) -> None:
    assert did_you_mean(written, ["berel", "ai", "taraz"]) == ""


def test_the_order_of_what_is_known_says_nothing() -> None:
    assert did_you_mean("bere", ["berez", "berel"]) == did_you_mean("bere", ["berel", "berez"])
