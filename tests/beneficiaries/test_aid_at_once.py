"""Two offices that give the same to the same person at the same moment: one of them is asked why."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from beneficiaries.actions import GivenBefore, aid
from beneficiaries.models import Aid
from tests.at_once import at_once, effects_and_refusals
from tests.beneficiaries.serving import given, ready
from tests.grants.conftest import many_hands

__all__ = ["many_hands"]


def test_two_offices_at_once_do_not_overlook_each_other(many_hands, cast, monkeypatch):
    here, there = ready(cast), ready(cast, who="other_finance")
    both, looked = Barrier(2), aid.repeats_of

    def look_together(planned):
        """Nobody writes before both have looked, where both may look at once."""
        found = looked(planned)
        with suppress(BrokenBarrierError):
            both.wait(1)  # in vain: the other one waits for the person
        return found

    monkeypatch.setattr(aid, "repeats_of", look_together)
    results = at_once(lambda: given(cast, here), lambda: given(cast, there, who="other_finance"))
    done, refused = effects_and_refusals(results)
    assert len(done) == Aid.objects.count() == 1
    assert [type(each) for each in refused] == [GivenBefore]
