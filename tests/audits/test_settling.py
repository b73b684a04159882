"""A finding's rupiah always add up, whatever is settled and taken back; and when reminders go out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.reminding import stage
from audits.settling import Part, Sums, Unsettled

AMOUNTS = st.integers(min_value=-5, max_value=60)
MOVES = st.lists(st.tuples(st.booleans(), st.sampled_from(list(Part)), AMOUNTS), max_size=40)


@given(st.integers(min_value=0, max_value=200), MOVES)
def test_whatever_is_settled_and_taken_back_the_parts_add_up_and_none_is_below_nought(
    amount: int, moves: list[tuple[bool, Part, int]]
) -> None:
    sums, ledger = Sums(amount), dict.fromkeys(Part, 0)
    for settles, part, rupiah in moves:
        most = amount - sum(ledger.values()) if settles else ledger[part]
        move = sums.settle if settles else sums.take_back
        if 0 < rupiah <= most:
            sums = move(part, rupiah)
            ledger[part] += rupiah if settles else -rupiah
        else:
            with pytest.raises(Unsettled) as refused:
                move(part, rupiah)
            assert refused.value.most == most
        assert sums.amount == amount
        assert sums.still_open == amount - sum(ledger.values()) >= 0
        assert [getattr(sums, part.value) for part in Part] == list(ledger.values())
        assert min(ledger.values()) >= 0


@given(st.integers(min_value=1, max_value=10**15), st.sampled_from(list(Part)))
def test_what_is_taken_back_is_as_before(amount: int, part: Part) -> None:
    assert Sums(amount).settle(part, amount).take_back(part, amount) == Sums(amount)
    with pytest.raises(Unsettled):
        Sums(amount).settle(part, amount + 1)


def test_a_reminder_is_due_at_each_border_once_and_more_never_less_as_days_go_by() -> None:
    told = {15: 0, 14: 1, 8: 1, 7: 2, 1: 2, 0: 3, -1: 4, -30: 4, -31: 5, -60: 5, -61: 6}
    assert {days: stage(days) for days in told} == told
    assert [stage(days) for days in range(40, -200, -1)] == sorted(stage(days) for days in range(40, -200, -1))
