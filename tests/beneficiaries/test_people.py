from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.actions import (
    deactivate_person,
    open_personal_data,
    reactivate_person,
    record_check,
    record_person,
    revise_person,
)
from beneficiaries.identity import birth_of, births_of, digits_of, sex_of, validate_nik
from beneficiaries.models import Person
from partners.regions import unknown_origin
from regulations.nik import nik_fault
from tests.beneficiaries.serving import HER_NIK, NIK, given, known, ready, served
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.private import keyed_index

TODAY = date(2026, 5, 4)


def test_a_nik_says_day_of_birth_and_sex():
    assert (birth_of(NIK, on=TODAY), sex_of(NIK)) == (date(1990, 8, 17), "L")
    # 57 is the 17th, for 40 is added for women.
    assert (birth_of(HER_NIK, on=TODAY), sex_of(HER_NIK)) == (date(1990, 8, 17), "P")
    assert [sex_of(f"327106{day}08900002") for day in ("31", "41")] == ["L", "P"]


def test_two_digits_of_a_year_may_mean_two_centuries_but_never_a_day_to_come():
    assert births_of("3271060405260002", on=TODAY) == [date(2026, 5, 4), date(1926, 5, 4)]
    assert births_of("3271060505260002", on=TODAY) == [date(1926, 5, 5)]
    assert birth_of("3271060405260002", on=TODAY, told=date(1926, 5, 4)) == date(1926, 5, 4)


def test_a_leap_day_means_the_year_that_has_one():
    assert births_of("3271062902000002", on=TODAY) == [date(2000, 2, 29)]
    assert birth_of("3271062902010002", on=TODAY) is None


def test_digits_are_a_nik_however_they_were_grouped_or_marked_as_text():
    for typed in (NIK, "3271 0617 0890 0002", f"'{NIK}", f"\u2019{NIK} "):
        assert digits_of(typed) == NIK


def test_a_regency_that_the_list_does_not_know_is_a_doubt_and_a_province_that_never_was_a_refusal():
    assert unknown_origin(NIK) == "" and "3299" in unknown_origin("3299061708900002")
    assert nik_fault("3299061708900002") is None and nik_fault("5401011708900002") is None
    with pytest.raises(ValidationError, match="kode provinsi 99"):
        validate_nik("9901011708900002")


def test_an_age_grows_on_the_birthday_and_is_unknown_before_the_birth():
    person = Person(born_on=date(1990, 8, 17))
    assert [person.age_on(date(2021, 8, day)) for day in (16, 17)] == [30, 31]
    assert person.age_on(date(1990, 8, 16)) is None and Person().age_on(TODAY) is None


def test_another_day_of_birth_than_the_nik_can_mean_is_refused(cast):
    with pytest.raises(Refusal, match="tidak cocok dengan NIK"):
        record_person(nik=NIK, name="Asep", cluster="lansia", born_on=date(1990, 8, 18), by=cast.person("finance"))
    assert not Person.objects.exists()


def test_a_person_is_recorded_once_in_an_office_and_again_in_another(cast):
    person = record_person(
        nik="3271 0617 0890 0002",
        name=" Asep  Rahasia ",
        cluster="lansia",
        regency="kab. bogor",
        by=cast.person("finance"),
    )
    assert (person.name, person.regency, person.province) == ("Asep Rahasia", "Kabupaten Bogor", "Jawa Barat")
    assert (person.born_on, person.sex, person.nik_index) == (date(1990, 8, 17), "L", keyed_index(NIK))
    with pytest.raises(Refusal, match="sudah ada di daftar kantor ini"):
        known(cast)
    assert known(cast, who="other_finance").office != person.office


@pytest.mark.parametrize(
    "nik", ["327106170890000", "3271061708900000", "32710617089000021", "3271064113900002", "x" * 16]
)
def test_what_cannot_be_a_nik_is_refused(cast, nik):
    with pytest.raises(Refusal, match="tidak mungkin benar"):
        record_person(nik=nik, name="Asep", cluster="lansia", by=cast.person("finance"))


def test_only_who_manages_beneficiaries_records_them(cast):
    for who in ("ppk", "kpa", "auditor", "office_auditor", "legal"):
        with pytest.raises(NotAllowed):
            known(cast, who=who)


def test_who_may_not_see_a_person_changes_nothing_of_it(cast):
    person = known(cast)
    for action in (
        lambda by: revise_person(person=person, name="Lain", by=by),
        lambda by: open_personal_data(person=person, why="layanan", by=by),
        lambda by: record_check(person=person, programme="pkh", result="tidak", checked_on=date(2021, 5, 1), by=by),
        lambda by: deactivate_person(person=person, reason="Pindah ke luar wilayah kantor.", version=0, by=by),
    ):
        with pytest.raises(NotAllowed):
            action(cast.person("other_finance"))
    person.refresh_from_db()
    assert (person.name, person.state) == ("Asep Rahasia", "active")


def test_the_trail_says_from_what_to_what_and_names_neither_people_nor_numbers(cast):
    person = known(cast)
    revise_person(person=person, name="Asep Baru", cluster="lansia", by=cast.person("finance"))
    revise_person(person=person, name="Asep Baru", by=cast.person("finance"))
    events = Event.objects.about(person)
    assert [event.verb for event in events] == ["person.record", "person.revise"]
    told = {change.label: (change.before, change.after) for change in events[1].changes}
    assert told == {"Nama": ("A••• R•••", "A••• B•••"), "Klaster": ("Penyandang disabilitas", "Lanjut usia")}
    assert not [event for event in events if "Asep" in event.form() or NIK in event.form()]


def test_opening_personal_data_needs_a_reason_and_is_told(cast):
    service = served(cast)
    person, by = service.person, cast.person("verifier")
    with pytest.raises(Refusal, match="Pilih untuk apa"):
        open_personal_data(person=person, why="iseng", by=by)
    opened = open_personal_data(person=person, why="bantuan", by=by)
    assert (opened.nik, [notes for _, notes in opened.notes]) == (NIK, ["Catatan yang sangat pribadi."])
    event = Event.objects.filter(verb="person.open").get()
    assert (event.actor_name, event.data) == (by.name, {"why": "bantuan"})
    assert event.sentence == "NIK dan catatan kasus dibuka: mencocokkan penerima sebelum bantuan diserahkan"


@pytest.mark.parametrize("who", ["ppk", "kpa", "ppspm"])
def test_who_only_reads_the_register_opens_nothing(cast, who):
    with pytest.raises(NotAllowed):
        open_personal_data(person=known(cast), why="layanan", by=cast.person(who))


def test_a_person_with_a_running_service_is_not_closed_and_a_stale_page_closes_nobody(cast):
    by, person = cast.person("finance"), served(cast).person
    with pytest.raises(Refusal, match="Masih ada pelayanan yang berjalan"):
        deactivate_person(person=person, reason="Pindah ke luar wilayah kantor.", version=0, by=by)
    other = known(cast, nik=HER_NIK)
    deactivate_person(person=other, reason="Pindah ke luar wilayah kantor.", version=0, by=by)
    with pytest.raises(StalePage):
        reactivate_person(person=other, reason="Kembali ke wilayah kantor ini.", version=0, by=by)
    with pytest.raises(Refusal, match="Tidak dilayani lagi"):
        served(cast, other)


def test_an_office_sees_its_own_an_lks_whom_it_serves_an_inspector_everybody(cast):
    partner, other = cast.partner(), cast.partner("LKS Lain", registration_number="TD/002/2020")
    mine = given(cast, ready(cast, partner=partner)).person
    hidden, far = known(cast, nik=HER_NIK), known(cast, who="other_finance")
    people = Person.objects.order_by("pk")
    assert list(people.visible_to(cast.person("finance"))) == [mine, hidden]
    assert list(people.visible_to(cast.person("auditor"))) == [mine, hidden, far]
    assert list(people.visible_to(cast.treasurer(partner))) == [mine]
    assert not people.visible_to(cast.treasurer(other))
    # Of the same person it sees its own service, not that of others.
    served(cast, mine, partner=other)
    assert mine.services.visible_to(cast.treasurer(partner)).count() == 1
    assert mine.services.visible_to(cast.person("finance")).count() == 2


def test_a_nik_and_notes_are_encrypted_at_rest(cast):
    from django.db import connection

    service = served(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik FROM beneficiaries_person")
        assert NIK not in cursor.fetchone()[0]
        cursor.execute("SELECT notes FROM beneficiaries_service")
        assert "pribadi" not in cursor.fetchone()[0]
    assert Person.objects.get().nik == NIK and service.notes
