from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from grants import deaths
from grants.actions import record_death, withdraw_death
from grants.deaths import recorded_here_and_elsewhere
from grants.models import DeathRecord
from trail.models import Event
from trail.parts import in_parts
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.private import keyed_index

NIK, OTHER_NIK = "3271065708900001", "3271061708900002"
DIED = date(2021, 3, 14)


def known_deaths(indexes):
    """By the register of whichever office."""
    return {index: known.died_on for index, known in recorded_here_and_elsewhere(None, indexes)[1].items()}


def _record(cast, who="finance", **changes):
    return record_death(by=cast.person(who), **{"nik": NIK, "died_on": DIED, "source": "Akta 12/KM/2021", **changes})


def test_a_death_is_known_by_the_index_of_the_nik_and_by_no_other(cast):
    _record(cast)
    assert known_deaths([keyed_index(NIK), keyed_index(OTHER_NIK)]) == {keyed_index(NIK): DIED}
    assert known_deaths([""]) == known_deaths([]) == {}


def test_the_nik_lies_encrypted_in_the_table_and_masked_in_the_trail(cast):
    record = _record(cast, nik="3271 0657 0890 0001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik FROM grants_deathrecord")
        assert NIK not in cursor.fetchone()[0]
    assert DeathRecord.objects.get().nik == NIK
    event = Event.objects.about(record).get()
    assert (event.object_label, event.data) == ("Kematian 327106••••••0001", {"died_on": "2021-03-14"})


def test_a_person_stands_once_in_the_register_of_an_office(cast):
    _record(cast)
    with pytest.raises(Refusal, match="327106••••••0001 sudah tercatat"):
        _record(cast, died_on=date(2021, 3, 15))
    _record(cast, "other_finance")
    assert DeathRecord.objects.count() == 2


def test_the_death_counts_whichever_office_recorded_it_and_the_later_day_where_they_differ(cast):
    _record(cast, died_on=date(2021, 3, 15))
    _record(cast, "other_finance", died_on=date(2021, 3, 10))
    assert known_deaths([keyed_index(NIK)]) == {keyed_index(NIK): date(2021, 3, 15)}


def test_a_withdrawn_record_is_kept_counts_no_longer_and_may_be_recorded_anew(cast):
    record = _record(cast)
    withdraw_death(record=record, reason="NIK ini milik orang lain", by=cast.person("finance"), version=record.version)
    assert (record.state, record.withdrawn_because) == ("withdrawn", "NIK ini milik orang lain")
    assert record.withdrawn_by == cast.person("finance")
    assert known_deaths([keyed_index(NIK)]) == {}
    _record(cast, died_on=date(2021, 4, 1))
    assert known_deaths([keyed_index(NIK)]) == {keyed_index(NIK): date(2021, 4, 1)}


def test_withdrawing_needs_a_reason_and_happens_once(cast):
    record = _record(cast)
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        withdraw_death(record=record, reason=" ", by=cast.person("finance"), version=record.version)
    withdraw_death(record=record, reason="NIK ini milik orang lain", by=cast.person("finance"), version=record.version)
    with pytest.raises(StalePage):
        withdraw_death(record=record, reason="NIK ini milik orang lain", by=cast.person("finance"), version=0)


def test_the_database_itself_keeps_a_withdrawal_without_reason_out(cast):
    record = _record(cast)
    with pytest.raises(IntegrityError):
        DeathRecord.objects.filter(pk=record.pk).update(**{"state": "withdrawn"})


@pytest.mark.parametrize("nik", ["327106570890001", "327106570890000A", "", "٣٢٧١٠٦٥٧٠٨٩٠٠٠٠١"])
def test_what_is_no_nik_is_refused(cast, nik):
    with pytest.raises(Refusal, match="^NIK: "):
        _record(cast, nik=nik)


def test_a_death_to_come_and_one_without_source_are_refused(cast):
    with pytest.raises(Refusal, match="belum terjadi"):
        _record(cast, died_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refusal, match="^Sumber: "):
        _record(cast, source=" ")


@pytest.mark.parametrize("who", ["verifier", "ppk", "ppspm", "kpa", "auditor", "office_auditor", "admin", "legal"])
def test_only_finance_records_and_withdraws(cast, who):
    record = _record(cast)
    with pytest.raises(NotAllowed):
        _record(cast, who, nik=OTHER_NIK)
    with pytest.raises(NotAllowed):
        withdraw_death(record=record, reason="Rekening LKS salah tulis", by=cast.person(who), version=record.version)


def test_another_office_cannot_withdraw(cast):
    record = _record(cast)
    with pytest.raises(NotAllowed):
        withdraw_death(
            record=record, reason="NIK ini milik orang lain", by=cast.person("other_finance"), version=record.version
        )


def test_the_register_is_seen_by_its_own_office_and_by_the_inspectorate(cast):
    _record(cast)
    seen = {who: DeathRecord.objects.visible_to(cast.person(who)).count() for who in ("finance", "other_finance")}
    assert seen == {"finance": 1, "other_finance": 0}
    assert DeathRecord.objects.visible_to(cast.person("auditor")).count() == 1
    partner = cast.partner()
    assert not DeathRecord.objects.visible_to(cast.treasurer(partner)).exists()


def test_many_people_are_asked_for_in_few_queries(cast, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(deaths, "in_parts", partial(in_parts, size=2))
    _record(cast)
    _record(cast, nik=OTHER_NIK)
    asked = [keyed_index(str(number)) for number in range(3)] + [keyed_index(NIK), keyed_index(OTHER_NIK)]
    with django_assert_num_queries(3):
        assert len(known_deaths(asked)) == 2
