"""What is counted, at the borders; what too few lines say; where first digits turn."""

from __future__ import annotations

from datetime import date

import pytest

from audits.signals import Facts, Limit, Line, benford, counted, judge, shares_of, together
from audits.signals.table import INDICATORS, between

END = date(2021, 8, 28)


def test_lines_are_counted_at_their_borders() -> None:
    lines = [
        Line(4_000_000, END, "a"),  # near the limit, round, on the last day
        Line(5_000_000, date(2021, 8, 15)),  # the last amount below the limit, and the first of the last days
        Line(5_000_001, date(2021, 8, 14), "b"),  # above it, and a day too early
        Line(3_999_999, None),
        Line(0, END),
    ]
    facts = counted(Facts(), lines, limit_on=lambda day: Limit(4_000_000, 5_000_001), ends_on=END, shared_payees={"a"})
    assert (facts.lines, facts.spent, facts.round_lines) == (4, 18_000_000, 2)
    assert (facts.near_limit, facts.above_limit) == (2, 1)
    assert (facts.timed_spent, facts.last_spent) == (14_000_001, 9_000_000)
    assert facts.shared_payee_spent == 4_000_000
    assert facts.digits == (0, 0, 1, 1, 2, 0, 0, 0, 0)
    bare = counted(Facts(), lines, limit_on=lambda day: None)
    assert (bare.near_limit, bare.above_limit, bare.timed_spent) == (0, 0, 0)


def test_an_lks_is_its_reports_together_with_its_own_past_findings() -> None:
    one = Facts(days_late=3, sent_back=1, lines=10, digits=(1,) * 9, findings=2)
    both = together([one, Facts(days_late=40, lines=5, digits=(2,) * 9, findings=2)], findings=2)
    assert (both.reports, both.days_late, both.sent_back, both.lines, both.findings) == (2, 40, 1, 15, 2)
    assert both.digits == (3,) * 9
    assert together([]).reports == 0


def test_too_few_lines_raise_nothing_and_say_so() -> None:
    risk = judge(Facts(lines=9, round_lines=9, spent=9, timed_spent=9, last_spent=9, digits=(0,) * 8 + (99,)))
    assert risk.score == 0 and not risk.raised
    silent = {signal.indicator.key: signal.measure for signal in risk.signals if signal.score is None}
    assert set(silent) == {"bulat", "penerima-sama", "benford", "hari-akhir"}
    assert all("belum dapat dinilai" in measure for measure in silent.values())


def test_all_signals_in_full_come_to_a_hundred() -> None:
    facts = Facts(
        days_late=60, sent_back=3, waivers=3, warnings=12, lines=100, spent=100, round_lines=100, near_limit=9,
        digits=(0,) * 8 + (100,), timed_spent=100, last_spent=100, shared_payee_spent=100,
        shared_evidence=2, findings=2,
    )  # fmt: skip
    risk = judge(facts)
    assert risk.score == pytest.approx(100) and len(risk.raised) == len(INDICATORS)
    assert sum(shares_of().values()) == pytest.approx(100)
    assert len({indicator.key for indicator in INDICATORS}) == len(INDICATORS)


def test_a_score_runs_evenly_between_its_bounds() -> None:
    assert [between(value, 2, 4) for value in (1, 2, 3, 4, 9)] == [0, 0, 0.5, 1, 1]


def test_first_digits_as_benford_expects_them_deviate_by_less_than_chance() -> None:
    exact = [round(10_000 * share) for share in benford.EXPECTED]
    assert benford.deviation(exact) < 0.0001 and benford.excess(exact) < 0
    # All nines: eight shares are missing and one is too large by all but its own.
    nines = (0,) * 8 + (1_000,)
    assert benford.deviation(nines) == pytest.approx(2 * (1 - benford.EXPECTED[8]) / 9)
    # Four times as many numbers, half of what chance gives.
    assert benford.by_chance(400) == pytest.approx(benford.by_chance(100) / 2)


def test_a_team_may_weigh_the_signals_otherwise_and_what_it_does_not_name_weighs_as_before() -> None:
    facts = Facts(days_late=60, findings=1)
    only_late = {indicator.key: 0 for indicator in INDICATORS} | {"terlambat": 3}
    risk = judge(facts, only_late)
    assert risk.score == pytest.approx(100) and risk.of("temuan-lalu").points == 0 and risk.of("temuan-lalu").score
    heavier = judge(facts, {"temuan-lalu": 8})
    whole = sum(indicator.weight for indicator in INDICATORS) + 4
    assert heavier.of("temuan-lalu").points == pytest.approx(100 * 8 * 0.5 / whole)
    assert heavier.of("terlambat").points == pytest.approx(100 * 3 / whole)
    for nothing in (dict.fromkeys(only_late, 0), {"terlambat": -1}):
        with pytest.raises(ValueError, match="nothing to judge by"):
            shares_of(nothing)
