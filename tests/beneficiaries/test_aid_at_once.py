"""Two who give the same to the same person, or register the same one, at the same moment: nothing is doubled."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from beneficiaries.actions import GivenBefore, aid, record_person
from beneficiaries.models import Aid, Person
from tests.at_once import at_once, effects_and_refusals
from tests.beneficiaries.serving import NIK, given, ready
from tests.grants.conftest import many_hands
from trail.models import Event

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


def test_who_register_the_same_new_person_at_once_make_one_of_each_office(many_hands, cast):
    """Two of one office: one person, and a clear sentence for the other. Another office keeps its own register."""
    finance, verifier = cast.person("finance"), cast.person("verifier")
    there = cast.person("other_finance")

    def register(by):
        return lambda: record_person(nik=NIK, name="Asep Rahasia", cluster="disabilitas", by=by)

    done, refused = effects_and_refusals(at_once(register(finance), register(verifier), register(there)))
    assert sorted(person.office_id for person in done) == sorted({finance.office_id, there.office_id})
    assert ["sudah ada di daftar kantor ini" in str(each) for each in refused] == [True]
    assert Person.objects.count() == Event.objects.filter(verb="person.record").count() == 2
