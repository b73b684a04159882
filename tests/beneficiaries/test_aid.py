from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries.actions import (
    DiedElsewhere,
    GivenAid,
    GivenBefore,
    WantsReason,
    attach_aid_paper,
    end_service,
    record_assessment,
    withdraw_aid,
    write_down_aid,
)
from beneficiaries.histories import history_of
from beneficiaries.models import Aid, Person, Repeat, Service
from beneficiaries.repeated import AidKind, aid_before, told_to
from beneficiaries.shown import shown_repeats
from grants.actions import record_death
from tests.beneficiaries.serving import GIVEN, HER_NIK, NIK, given, known, ready, served
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.private import keyed_index

KIND = AidKind(keyed_index(NIK), "aksesibilitas", "barang")
WHY = "Alat yang lama rusak terendam banjir."


def test_no_aid_before_assessment_and_case_conference_are_there_with_their_papers(cast):
    service = served(cast)
    with pytest.raises(Refusal, match="asesmen .* dan pembahasan kasus"):
        given(cast, service)
    service = record_assessment(service=service, assessed_on=date(2021, 5, 3), upload=scan(), by=cast.person("finance"))
    with pytest.raises(Refusal, match="belum ada pembahasan kasus"):
        given(cast, service)
    Service.objects.update(conferred_on=date(2021, 5, 10))  # a day without its minutes, as a report brings it
    with pytest.raises(Refusal, match="belum ada pembahasan kasus"):
        given(cast, service)
    assert not Aid.objects.exists()
    assert given(cast, ready(cast, service)).value == 3_000_000


def test_aid_is_handed_over_on_the_day_of_the_conference_at_the_earliest_and_today_at_the_latest(cast):
    service = ready(cast)
    with pytest.raises(Refusal, match="mendahului pembahasan kasus"):
        given(cast, service, given_on=date(2021, 5, 9))
    with pytest.raises(Refusal, match="belum terjadi"):
        given(cast, service, given_on=timezone.localdate() + timedelta(days=1))
    given(cast, service, given_on=date(2021, 5, 10))
    given(cast, service, given_on=timezone.localdate(), form="uang", bast_number="")


def test_what_is_no_aid_is_refused(cast):
    service = ready(cast)
    with pytest.raises(Refusal, match="nomor BAST"):
        given(cast, service, bast_number=" ")
    with pytest.raises(Refusal, match="Nilai"):
        given(cast, service, value=0)
    with pytest.raises(Refusal, match="Komponen"):
        given(cast, service, component="sembako")
    with pytest.raises(IntegrityError), transaction.atomic():
        Aid.objects.bulk_create([Aid(office=service.office, person=service.person, nik_index="x", value=0)])
    with pytest.raises(NotAllowed):
        given(cast, service, who="other_finance")
    end_service(
        service=service,
        ended_on=date(2021, 9, 1),
        ended_for="tujuan",
        reason="Sudah mandiri bersama keluarga.",
        by=cast.person("finance"),
        version=service.version,
    )
    with pytest.raises(Refusal, match="sudah diakhiri"):
        given(cast, service)


def test_the_dead_of_the_offices_own_register_receive_nothing_after_their_day(cast):
    record_death(nik=NIK, died_on=GIVEN, source="Akta 1", by=cast.person("finance"))
    service = ready(cast)
    for despite in ("", WHY):  # no reason helps against the office's own paper, as PM-12 has it
        with pytest.raises(Refusal, match="tercatat meninggal 10 Juni 2021") as refusal:
            given(cast, service, given_on=GIVEN + timedelta(days=1), despite=despite)
        assert not isinstance(refusal.value, WantsReason)
    assert given(cast, service)  # on the day itself


def test_a_death_that_only_another_office_recorded_asks_for_a_reason_as_pm_17_does(cast, sign_in):
    record_death(nik=NIK, died_on=GIVEN, source="Akta 1", by=cast.person("other_finance"))
    service, later = ready(cast), GIVEN + timedelta(days=1)
    with pytest.raises(DiedElsewhere, match="Balai Contoh .* mencatat orang ini meninggal pada Juni 2021"):
        given(cast, service, given_on=later)
    with pytest.raises(Refusal, match="terlalu singkat"):
        given(cast, service, given_on=later, despite="Hidup")
    typed = {"component": "aksesibilitas", "form": "jasa", "item": "Terapi", "value": "100.000"}
    url = reverse("beneficiaries:aid_new", args=[service.pk])
    browser = sign_in(cast.person("finance"))
    # Of what another office recorded, the page of the person tells no more than the refusal: who, and the month.
    about = seen(browser.get(service.person.get_absolute_url()))
    assert "mencatat orang ini meninggal pada Juni 2021" in about and "10 Juni 2021" not in about
    page = browser.post(url, typed | {"given_on": later.isoformat()})
    assert page.status_code == 422
    assert "mencatat orang ini meninggal pada Juni 2021" in seen(page)
    assert "Alasan tetap diberikan" in seen(page)
    assert not Aid.objects.exists()
    alive = "Bertemu sendiri di rumahnya pada hari serah terima."
    assert browser.post(url, typed | {"given_on": later.isoformat(), "despite": alive}).status_code == 302
    aid = Aid.objects.get()
    assert aid.despite == alive
    assert Event.objects.about(aid).get().data["died_elsewhere"] == "2021-06"
    # On the day itself nothing is asked, and the same again is told together with the doubt.
    assert given(cast, service, given_on=GIVEN).despite == ""
    with pytest.raises(GivenBefore) as refusal:
        given(cast, service, given_on=later + timedelta(days=1))
    assert refusal.value.doubt
    assert refusal.value.past


def test_the_same_again_asks_for_a_reason_that_is_kept(cast):
    service = ready(cast)
    first = given(cast, service)
    with pytest.raises(GivenBefore, match="10 Juni 2021, Balai Karya .*: Alat bantu dengar") as refusal:
        given(cast, service, given_on=GIVEN + timedelta(days=30))
    assert [past.pk for past in refusal.value.past] == [first.pk]
    with pytest.raises(Refusal, match="terlalu singkat"):
        given(cast, service, given_on=GIVEN + timedelta(days=30), despite="Perlu")
    again = given(cast, service, given_on=GIVEN + timedelta(days=30), despite=WHY)
    assert again.despite == WHY
    pair = Repeat.objects.get()
    assert (pair.first, pair.again, pair.days, pair.between_offices) == (first, again, 30, False)
    event = Event.objects.about(again).get()
    assert (event.data["repeats"], event.data["reason"]) == (1, WHY)
    # Another form of it is another aid.
    assert given(cast, service, form="uang").despite == ""


def test_a_double_click_gives_once(cast):
    service = ready(cast)
    given(cast, service)
    with pytest.raises(GivenBefore):
        given(cast, service)
    assert Aid.objects.count() == 1


@pytest.mark.parametrize(("apart", "found"), [(365, True), (366, False)])
def test_the_same_counts_as_repeated_within_the_days_of_the_law(cast, apart, found):
    given(cast)
    far = ready(cast, who="other_finance")
    if found:
        with pytest.raises(GivenBefore):
            given(cast, far, who="other_finance", given_on=GIVEN + timedelta(days=apart))
    else:
        assert given(cast, far, who="other_finance", given_on=GIVEN + timedelta(days=apart))


def test_of_another_office_only_the_office_and_the_month_are_told(cast):
    first = given(cast)
    far = ready(cast, who="other_finance")
    with pytest.raises(GivenBefore) as refusal:
        given(cast, far, who="other_finance", given_on=GIVEN + timedelta(days=99))
    assert refusal.value.sentences[1] == f"Juni 2021, {first.office.name}"
    again = given(cast, far, who="other_finance", given_on=GIVEN + timedelta(days=99), despite=WHY)
    pair = Repeat.objects.get()
    assert pair.between_offices
    mine, theirs = (shown_repeats(cast.person(who), [pair])[0] for who in ("finance", "other_finance"))
    assert (mine.first.when, mine.again.when, mine.seen, mine.reason) == ("10 Juni 2021", "September 2021", first, "")
    assert (theirs.first.when, theirs.again.when, theirs.seen) == ("Juni 2021", "17 September 2021", again)
    assert (mine.days_apart, theirs.reason) == ("", WHY)
    for who in ("finance", "other_finance", "auditor"):
        assert list(Repeat.objects.visible_to(cast.person(who))) == [pair]
    assert not Repeat.objects.visible_to(cast.treasurer(cast.partner()))


def test_aid_of_before_is_found_by_kind_from_the_index_alone(cast):
    first = given(cast)
    kinds = [
        KIND,
        AidKind(KIND.person, "aksesibilitas", "uang"),
        AidKind(keyed_index(HER_NIK), "aksesibilitas", "barang"),
    ]
    assert {kind: [past.pk for past in found] for kind, found in aid_before(kinds).items()} == {KIND: [first.pk]}
    assert not aid_before([KIND], sources={Aid.Source.REPORT})
    (told,) = told_to(cast.person("finance"), aid_before([KIND])[KIND])
    assert told.aid == first


def test_asking_for_a_thousand_people_takes_four_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(4):  # registers and decrees, each by five hundred
        aid_before(AidKind(keyed_index(f"{number:016d}"), "bantuan", "uang") for number in range(1000))


def test_a_withdrawn_aid_stays_and_repeats_nothing(cast):
    service, by = ready(cast), cast.person("finance")
    aid = given(cast, service)
    with pytest.raises(Refusal, match="Alasan"):
        withdraw_aid(aid=aid, reason="", by=by, version=0)
    withdraw_aid(aid=aid, reason="Diterima orang lain yang senama.", by=by, version=0)
    with pytest.raises(StalePage):
        withdraw_aid(aid=aid, reason="Diterima orang lain yang senama.", by=by, version=0)
    assert (aid.withdrawn_by, aid.withdrawn_because) == (by, "Diterima orang lain yang senama.")
    assert given(cast, service) and not Repeat.objects.exists()
    with pytest.raises(Refusal, match="sudah ditarik"):
        attach_aid_paper(aid=aid, paper="photo", upload=scan(), by=by)


def test_papers_are_kept_and_told_by_their_print(cast):
    aid = attach_aid_paper(aid=given(cast), paper="receipt", upload=scan("terima.png"), by=cast.person("verifier"))
    event = Event.objects.about(aid).last()
    assert (event.sentence, event.data["sha256"]) == ("Tanda terima dilampirkan", aid.receipt.sha256)
    with pytest.raises(Refusal):
        attach_aid_paper(aid=aid, paper="state", upload=scan(), by=cast.person("finance"))


def test_what_was_found_twice_is_kept_by_the_database(cast):
    service = ready(cast)
    given(cast, service)
    given(cast, service, despite=WHY)
    with pytest.raises(AppendOnly):
        Repeat.objects.update(days=0)
    with pytest.raises(Exception, match="append|kept|never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM beneficiaries_repeat")


def row(number: int = 1, **about) -> GivenAid:
    said = {
        "nik": NIK,
        "name": "Asep Rahasia",
        "cluster": "disabilitas",
        "component": "aksesibilitas",
        "form": "barang",
        "value": 350_000,
        "given_on": GIVEN,
        "assessed_on": date(2021, 5, 3),
        "conferred_on": date(2021, 5, 10),
        **about,
    }
    return GivenAid(row=number, **said)


def write(cast, agreement, *rows, record=1):
    return write_down_aid(
        agreement=agreement, source=Aid.Source.REPORT, record=record, rows=rows, by=cast.person("ppk")
    )


def test_rows_of_a_report_become_people_services_and_aid_once(cast):
    agreement = cast.agreement()
    rows = [row(), row(2, form="uang"), row(3, nik=HER_NIK, name="")]
    assert write(cast, agreement, *rows).written == 3
    again = write(cast, agreement, *rows)
    assert (again.written, again.known) == (0, 3)
    assert [Person.objects.count(), Service.objects.count(), Aid.objects.count()] == [2, 2, 3]
    him, her = Person.objects.get(nik_index=keyed_index(NIK)), Person.objects.get(nik_index=keyed_index(HER_NIK))
    assert (him.cluster, him.sex, her.sex, her.name) == ("disabilitas", "L", "P", "–")
    service = him.services.get()
    assert (service.agreement, service.approach, service.assessed_on) == (agreement, "komunitas", date(2021, 5, 3))
    assert service.missing_for_aid, "days without papers do not make the groundwork"
    assert set(him.aid.visible_to(cast.treasurer(agreement.partner))) == set(him.aid.all())
    write(cast, agreement, row(9, nik=HER_NIK, given_on=GIVEN + timedelta(days=1)), record=2)
    for record, times in ((him, 1), (service, 1), (her, 2)):
        told = [event.verb for event in history_of(record, record.aid.all())]
        assert told == ["aid.write_down"] * times, f"{record} says how it came in, each time once"


def test_what_the_register_cannot_hold_is_counted_and_told(cast):
    agreement = cast.agreement()
    unfit = [
        row(nik=""),
        row(2, nik="12"),
        row(3, given_on=None),
        row(4, value=0),
        row(5, value=None),
        row(6, component=""),
        row(7, form="kredit"),
    ]
    done = write(cast, agreement, *unfit, row(8))
    assert (done.written, done.unfit) == (1, 7)
    event = Event.objects.filter(verb="aid.write_down").get()
    assert event.sentence.startswith("1 bantuan dari Laporan LKS yang diterima masuk daftar penerima; 7 baris")


def test_days_out_of_order_in_a_report_leave_the_conference_blank(cast):
    write(cast, cast.agreement(), row(conferred_on=date(2021, 5, 2)))
    assert Service.objects.get().conferred_on is None


def test_an_agreement_that_gives_again_in_its_next_instalment_repeats_nothing(cast):
    agreement = cast.agreement()
    write(cast, agreement, row())
    assert write(cast, agreement, row(given_on=GIVEN + timedelta(days=30)), record=2).repeats == 0
    other = cast.agreement(agreement.partner, number="002/PKS")
    assert write(cast, other, row(given_on=GIVEN + timedelta(days=60)), record=3).repeats == 2
    assert sorted(Repeat.objects.values_list("days", flat=True)) == [30, 60]


def test_what_the_office_entered_itself_is_not_written_twice(cast):
    agreement = cast.agreement()
    person = known(cast)
    service = served(cast, person, partner=agreement.partner)
    Service.objects.filter(pk=service.pk).update(agreement=agreement)
    given(cast, ready(cast, Service.objects.get()))
    done = write(cast, agreement, row())
    assert (done.written, done.known, Aid.objects.count()) == (0, 1, 1)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    agreement = cast.agreement()
    many = [row(number, nik=f"{NIK[:-4]}{number:04d}") for number in range(1, 200)]
    with django_assert_max_num_queries(45):
        assert write(cast, agreement, *many).written == 199
