"""Several issues of one plate: which one a visitor meets, and which one speaks for the plate."""

from __future__ import annotations

from datetime import date

from asylmura_ssg.model.register import Copy, Plate, State, Symbol


def test_of_several_plates_our_own_comes_first_and_the_damaged_one_speaks_for_all() -> None:
    day = date(2026, 1, 1)

    def copy(issue: int, state: State, *, ours: bool, placed: date | None = None) -> Copy:
        symbol = Symbol(4, "H", 4, "sha256:") if ours else None
        return Copy("00013", issue, "a", f"https://{issue}", symbol, None, issue, day, state, placed=placed, last=day)

    def plate(*copies: Copy) -> Plate:
        return Plate("00013", 1, "a", copies)

    own, waiting = copy(1, State.PLACED, ours=True), copy(2, State.ISSUED, ours=True)
    early = copy(3, State.DAMAGED, ours=False, placed=date(2019, 1, 1))
    late, gone = copy(4, State.PLACED, ours=False), copy(5, State.REMOVED, ours=False)
    everything = plate(own, waiting, early, late, gone)
    assert everything.standing == (own, late, early)
    assert (everything.current, everything.worst) == (own, early)
    assert plate(waiting, gone).current is plate(waiting, gone).worst is waiting
    assert plate(gone).current is gone
