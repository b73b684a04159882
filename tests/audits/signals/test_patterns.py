"""Planted patterns come out on top; an honest population stays quiet."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from audits.signals import INDICATORS, Facts, Limit, Line, counted, judge, together
from audits.signals.facts import LAST_DAYS
from audits.signals.risk import Risk

BEGIN, END = date(2021, 3, 1), date(2021, 8, 28)
STAMP = Limit(4_000_000, 5_000_001)
#: Paid by several LKS: the electricity, the wholesaler.
SHARED = frozenset({"pln", "grosir"})
#: What ``risk.RAISED`` promises: at most so many honest reports raise a signal.
AT_MOST = 0.05


def honest(seed: int, lines: int = 0) -> list[Line]:
    """An honest book: amounts over three powers of ten, spent evenly, at shops of its own and some that all use."""
    chance = random.Random(seed)
    payees = [f"toko {seed}-{number}" for number in range(12)] + sorted(SHARED)
    found = []
    for _ in range(lines or chance.randint(20, 220)):
        paid = max(int(chance.lognormvariate(13.2, 1.3)) // 500 * 500, 500)
        if chance.random() < 0.2:
            paid = max(paid // 100_000 * 100_000, 100_000)  # a fifth are fees and aid, and those are round
        day = BEGIN + timedelta(days=chance.randrange((END - BEGIN).days))
        found.append(Line(paid, day, chance.choice(payees)))
    return found


def facts_of(lines: list[Line], **known: int) -> Facts:
    return counted(Facts(**known), lines, limit_on=lambda day: STAMP, ends_on=END, shared_payees=SHARED)


def usual(seed: int) -> dict[str, int]:
    """What honest treasurers come with: some days late, a warning or two, one correction in four."""
    chance = random.Random(-seed)
    return {
        "days_late": chance.randint(0, 10),
        "warnings": chance.randint(0, 4),
        "sent_back": chance.randint(0, 1),
    }


HONEST = [judge(facts_of(honest(seed), **usual(seed))) for seed in range(300)]


Change = Callable[[int, Line], Line]
#: Patterns that stand in the lines of a book: what they make of each line of an honest one.
IN_LINES: dict[str, Change] = {
    "bulat": lambda place, line: replace(line, paid=-(-line.paid // 100_000) * 100_000),
    "bawah-batas": lambda place, line: replace(line, paid=4_850_000 + place) if place < 25 else line,
    "penerima-sama": lambda place, line: replace(line, payee="pln"),
    "benford": lambda place, line: replace(line, paid=random.Random(place).randint(100, 999) * 1_000 + 500),
    "hari-akhir": lambda place, line: replace(line, day=END - timedelta(days=place % LAST_DAYS)),
}
#: Patterns that stand beside the book.
BESIDE: dict[str, dict[str, int]] = {
    "terlambat": {"days_late": 75},
    "dikembalikan": {"sent_back": 4},
    "pengecualian": {"waivers": 3},
    "peringatan": {"warnings": 14},
    "bukti-ganda": {"shared_evidence": 2},
    "temuan-lalu": {"findings": 2, "findings_amount": 40_000_000},
}


def spoiled(change: Change, seed: int = 1_000) -> list[Line]:
    """An honest book with the pattern in it."""
    return [change(place, line) for place, line in enumerate(honest(seed, 150))]


PLANTED: dict[str, Facts] = {
    **{key: facts_of(spoiled(change), **usual(1_000)) for key, change in IN_LINES.items()},
    **{key: facts_of(honest(seed), **known) for seed, (key, known) in enumerate(BESIDE.items(), start=1_001)},
}


def test_every_signal_has_a_planted_pattern() -> None:
    assert set(PLANTED) == {indicator.key for indicator in INDICATORS}


def top(risk: Risk) -> set[str]:
    return {signal.indicator.key for signal in risk.raised}


@pytest.mark.parametrize("key", PLANTED)
def test_a_planted_pattern_is_in_the_top_of_its_list(key: str) -> None:
    """Beside three hundred honest reports: among the first three by its own signal, which is raised."""
    risk = judge(PLANTED[key])
    assert key in top(risk)
    assert sum(one.of(key).points >= risk.of(key).points for one in HONEST) < 3


@pytest.mark.parametrize("key", sorted(PLANTED.keys() - {"peringatan", "bulat", "penerima-sama"}))
def test_what_weighs_three_or_more_is_in_the_top_of_the_whole_list_too(key: str) -> None:
    """One such pattern alone is among the first five of all; the signal that says most is its own."""
    risk = judge(PLANTED[key])
    assert risk.signals[0].indicator.key == key and risk.signals[0].indicator.weight >= 3
    assert sum(one.score >= risk.score for one in HONEST) < 5, sorted((one.score for one in HONEST), reverse=True)[:8]


def test_honest_reports_raise_a_signal_no_oftener_than_stated() -> None:
    alarmed = [top(risk) for risk in HONEST if risk.raised]
    assert len(alarmed) <= AT_MOST * len(HONEST), alarmed


def test_honest_lks_raise_a_signal_no_oftener_than_stated() -> None:
    lks = [
        judge(together(facts_of(honest(3 * number + part), **usual(3 * number + part)) for part in range(3)))
        for number in range(100)
    ]
    alarmed = [top(risk) for risk in lks if risk.raised]
    assert len(alarmed) <= AT_MOST * len(lks), alarmed
