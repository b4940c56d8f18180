"""What a mistyped or misread plate number may have meant: a property of every slip there is, over any set of plates."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from asylmura_ssg.model.plate import digits_of, is_plate, likely_plates, plate_of

EXISTING = frozenset(plate_of(number) for number in range(1, 171))
existing = st.frozensets(st.integers(1, 9999).map(plate_of), min_size=1, max_size=40)


@pytest.mark.parametrize("plate", sorted(EXISTING))
def test_every_slip_of_one_digit_and_every_swap_leads_back(plate: str) -> None:
    slips = {f"{plate[:at]}{digit}{plate[at + 1 :]}" for at in range(5) for digit in "0123456789"} - {plate}
    swaps = {plate[:at] + plate[at + 1] + plate[at] + plate[at + 2 :] for at in range(4)} - {plate}
    lost = {plate[:at] + plate[at + 1 :] for at in range(5)}
    more = {f"{plate[:at]}{digit}{plate[at:]}" for at in range(6) for digit in "0123456789"}
    for typed in slips | swaps | lost | more:
        found = likely_plates(typed, EXISTING)
        assert plate in found, typed
        assert len(found) == len(set(found))
        assert set(found) <= EXISTING
    for typed in swaps:
        before = likely_plates(typed, EXISTING)[: likely_plates(typed, EXISTING).index(plate)]
        others = {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(4)}
        assert set(before) <= others, "only another swap comes before a swap"


@given(plates=existing)
def test_the_number_itself_is_the_only_answer(plates: frozenset[str]) -> None:
    for plate in plates:
        assert likely_plates(plate, plates) == (plate,)
        assert likely_plates(f" {plate[:2]} {plate[2:]}. ", plates) == (plate,)
        assert likely_plates(f"https://example.kz/{plate}/?from=photo#top", plates) == (plate,)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("00O13", "00013"),
        ("ООО1З", "00013"),  # all of them Cyrillic but the 1
        ("OOOl3", "00013"),
        ("0 0 0 I 3", "00013"),
        ("000‑13", "00013"),
        ("０００１３", "00013"),
        ("٠٠٠١٣", "00013"),
        ("۰۰۰۱۳", "00013"),
        ("٤٥٦٧٨٩", "456789"),
        ("plaque 00013", "100013"),
        ("http://example.kz/00013", "00013"),
        ("", ""),
    ],
)
def test_what_looks_like_a_digit_is_read_as_one(typed: str, read: str) -> None:
    assert digits_of(typed) == read


@given(text=st.text(max_size=30), plates=existing)
def test_any_text_at_all_has_an_answer_of_existing_plates_or_none(text: str, plates: frozenset[str]) -> None:
    found = likely_plates(text, plates)
    assert set(found) <= plates
    assert all(is_plate(plate) for plate in found)


def test_without_plates_there_is_nothing_to_offer() -> None:
    assert likely_plates("00013", ()) == ()
    assert likely_plates("", EXISTING) == ()
