"""Patterns planted in records come out on top of their lists, and honest records raise neither risks nor duplicates."""

from __future__ import annotations

from audits.duplicates.kinds import BY_KEY, KINDS
from audits.duplicates.places import Pair
from audits.risks import by_signal, lists_of
from audits.signals import INDICATORS
from tests.audits.books import HONEST, YEAR, Planted, planted
from tests.audits.signals.test_patterns import AT_MOST
from tests.beforehand import begins_with
from tests.cast import Cast

#: Of six thousand receipts, numbered alike in fifty books: so many with one number, day and amount by chance.
BY_CHANCE = 10


@begins_with(planted)
def test_what_is_planted_in_records_is_on_top_and_honest_records_stay_quiet(cast: Cast) -> None:
    world = cast.beforehand
    assert isinstance(world, Planted)
    assert set(world.pattern.values()) == {indicator.key for indicator in INDICATORS}
    lists = lists_of(world.auditor, YEAR)
    for found in (lists.partners, lists.reports):
        assert len(found) == HONEST + len(INDICATORS)
        for name, key in world.pattern.items():
            top = by_signal(found, key)[:3]
            (mine,) = (one for one in found if one.partner == name)
            assert mine in top and mine.risk.of(key).is_raised, (key, [one.partner for one in top])
            if mine.risk.of(key).indicator.weight >= 3:
                assert mine.risk.signals[0].indicator.key == key, key
        alarmed = [one.partner for one in found if one.partner in world.honest and one.risk.raised]
        assert len(alarmed) <= AT_MOST * HONEST, alarmed
        # Only what weighs little may stand below an honest one in the list of all signals together.
        weighty = [one for one in INDICATORS if one.weight >= 3]
        ahead = {world.pattern.get(one.partner, "") for one in found[: len(weighty) + 3]}
        assert {one.key for one in weighty} <= ahead, ahead

    # The same with the books of the other balai alone: the receipts stand elsewhere there too, by their own payee.
    (there,) = lists_of(world.elsewhere, YEAR).reports
    assert there.risk.of("bukti-ganda").score == 1

    # Of what stands twice nothing is told but the two receipts; what may be chance is told as such, and is rare.
    (twice,) = (name for name, key in world.pattern.items() if key == "bukti-ganda")
    receipts: list[Pair] = BY_KEY["nota"].find(world.auditor)
    sure = [pair for pair in receipts if not pair.rank]
    assert [(pair.group, pair.first.partner) for pair in sure] == [("penerima", twice)] * 2
    assert {(pair.second.partner, pair.second.url, pair.second.office) for pair in sure} == {("", "", "Balai 450202")}
    assert all(pair.second.label.startswith("di luar jangkauan Anda, ") for pair in sure)
    assert len(receipts) - len(sure) <= BY_CHANCE
    assert [kind.key for kind in KINDS if kind.key != "nota" and kind.find(world.auditor)] == []
