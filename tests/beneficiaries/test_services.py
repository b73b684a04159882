from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from beneficiaries.actions import (
    begin_service,
    end_service,
    record_assessment,
    record_conference,
    record_follow_up,
    revise_companion,
)
from beneficiaries.models import Person, Service
from desk.visits import handed_over, visits
from tests.beneficiaries.serving import given, known, ready, served
from tests.grants.paper import scan
from tests.seen import seen
from trail.refusal import NotAllowed, Refusal, StalePage

BEGUN = date(2021, 5, 1)


def begin(cast, **about):
    said = {"approach": "keluarga", "components": ["hidup_layak"], "started_on": BEGUN, **about}
    return begin_service(person=said.pop("person", None) or known(cast), by=cast.person("finance"), **said)


def end(cast, service, **about):
    said = {"ended_on": date(2021, 9, 1), "ended_for": "tujuan", "reason": "Sudah mandiri bersama keluarga.", **about}
    return end_service(service=service, by=cast.person("finance"), version=service.version, **said)


def test_a_service_begins_with_components_of_the_seven(cast):
    assert begin(cast, components=["aksesibilitas", "hidup_layak"]).components == ["hidup_layak", "aksesibilitas"]
    person = served(cast, known(cast, nik="3271065708900009")).person
    for components in ([], ["sembako"], ["hidup_layak", "sembako"]):
        with pytest.raises(Refusal, match="komponen ATENSI"):
            begin(cast, person=person, components=components)


def test_what_does_not_fit_a_service_is_refused(cast):
    person = known(cast)
    far = cast.partner("LKS Jauh", finance="other_finance", registration_number="TD/9")
    agreement = cast.agreement()
    other = cast.partner("LKS Lain", registration_number="TD/002/2020")
    for about, said in (
        ({"started_on": timezone.localdate() + timedelta(days=1)}, "belum terjadi"),
        ({"partner": far}, "kantor lain"),
        ({"partner": other, "agreement": agreement}, "bukan perjanjian LKS Lain"),
        ({"companion_kind": "tksk"}, "jenis dan namanya"),
        ({"companion_name": "Bu Peksos"}, "jenis dan namanya"),
    ):
        with pytest.raises(Refusal, match=said):
            begin(cast, person=person, **about)
    assert not Service.objects.exists()
    assert begin(cast, person=person, agreement=agreement).partner == agreement.partner


def test_the_case_conference_follows_the_assessment_on_the_same_day_at_the_earliest(cast):
    service, by = served(cast), cast.person("finance")
    with pytest.raises(Refusal, match="Catat asesmennya dahulu"):
        record_conference(service=service, conferred_on=date(2021, 5, 3), upload=scan(), by=by)
    service = record_assessment(service=service, assessed_on=date(2021, 5, 3), upload=scan(), by=by)
    with pytest.raises(Refusal, match="mendahului asesmen"):
        record_conference(service=service, conferred_on=date(2021, 5, 2), upload=scan(), by=by)
    service = record_conference(service=service, conferred_on=date(2021, 5, 3), upload=scan(), by=by)
    with pytest.raises(Refusal, match="mendahului asesmen"):
        record_assessment(service=service, assessed_on=date(2021, 5, 4), upload=scan(), by=by)
    assert not service.missing_for_aid and list(Service.objects.all().ready_for_aid()) == [service]


def test_a_paper_that_is_none_is_refused_and_leaves_nothing(cast):
    service = served(cast)
    bad = scan("asesmen.png")
    bad.file.seek(0)
    bad.file.write(b"MZ")
    with pytest.raises(Refusal, match="Asesmen"):
        record_assessment(service=service, assessed_on=date(2021, 5, 3), upload=bad, by=cast.person("finance"))
    service.refresh_from_db()
    assert service.assessed_on is None


def test_a_service_ends_with_a_reason_and_a_hand_over_that_names_one_receiver(cast):
    service, partner = served(cast), cast.partner()
    for about, said in (
        ({"reason": "Selesai"}, "terlalu singkat"),
        ({"ended_on": BEGUN - timedelta(days=1)}, "mendahului mulai"),
        ({"ended_for": "rujuk"}, "salah satu saja"),
        ({"ended_for": "rujuk", "handed_to": partner, "handed_to_name": "Dinas Sosial"}, "salah satu saja"),
        ({"handed_to": partner}, "hanya diisi bila"),
    ):
        with pytest.raises(Refusal, match=said):
            end(cast, service, **about)
    ended = end(cast, service, ended_for="rujuk", handed_to_name="Dinas Sosial Kabupaten Bogor")
    assert (ended.state, ended.handed_over_to) == ("ended", "Dinas Sosial Kabupaten Bogor")
    with pytest.raises(StalePage):
        end(cast, ended)
    with pytest.raises(Refusal, match="sudah diakhiri"):
        revise_companion(
            service=ended, companion_kind="psm", companion_name="Ibu PSM", notes="", by=cast.person("finance")
        )


def test_it_may_end_on_the_day_that_it_began_and_be_handed_to_an_lks(cast):
    partner = cast.partner()
    ended = end(cast, served(cast), ended_on=BEGUN, ended_for="rujuk", handed_to=partner)
    assert ended.handed_over_to == partner.name


def test_visits_follow_the_end(cast):
    service, by = ready(cast), cast.person("finance")
    said = {"visited_by": "Bu Peksos", "result": "Keadaannya baik.", "by": by}
    with pytest.raises(Refusal, match="sesudah pelayanan diakhiri"):
        record_follow_up(service=service, visited_on=date(2021, 9, 2), **said)
    service = end(cast, service)
    with pytest.raises(Refusal, match="mendahului berakhirnya"):
        record_follow_up(service=service, visited_on=date(2021, 8, 31), **said)
    visit = record_follow_up(service=service, visited_on=date(2021, 9, 1), **said)
    assert list(service.follow_ups.all()) == [visit]
    with pytest.raises(NotAllowed):
        record_follow_up(service=service, visited_on=date(2021, 9, 3), **{**said, "by": cast.person("other_finance")})


def test_a_visit_that_is_due_waits_on_the_desk_until_it_is_made(cast):
    by, due = cast.person("finance"), date(2021, 10, 1)
    service = ready(cast)
    with pytest.raises(Refusal, match="mendahului"):
        end(cast, service, next_visit_on=date(2021, 8, 31))
    with pytest.raises(Refusal, match="meninggal"):
        end(cast, service, ended_for="meninggal", next_visit_on=due)
    service = end(cast, service, next_visit_on=due)
    assert list(visits(by)) == [service]
    assert not visits(cast.person("other_finance"))
    later = {"service": service, "visited_by": "Bu Peksos", "result": "Baik.", "by": by}
    record_follow_up(visited_on=date(2021, 10, 2), next_visit_on=timezone.localdate() + timedelta(days=8), **later)
    assert not visits(by)
    record_follow_up(visited_on=date(2021, 10, 3), next_visit_on=timezone.localdate() + timedelta(days=7), **later)
    assert list(visits(by)) == [service]
    record_follow_up(visited_on=date(2021, 9, 20), **later)
    assert list(visits(by)) == [service]  # written down late, it takes no later plan away
    record_follow_up(visited_on=date(2021, 10, 4), **later)
    assert not Service.objects.visible_to(by).visited_later()


def test_who_was_handed_over_is_seen_by_the_receiving_lks_and_waits_until_it_serves(cast, client):
    giver, taker = cast.partner(), cast.partner("LKS Resik", registration_number="TD/002")
    theirs, person = cast.treasurer(taker), known(cast)
    service = served(cast, person, partner=giver)
    assert not Person.objects.visible_to(theirs)
    end(cast, service, ended_for="rujuk", handed_to=taker)
    assert list(handed_over(cast.person("finance"))) == [service]
    assert list(Person.objects.visible_to(theirs)) == [person]
    assert not Service.objects.visible_to(theirs)
    client.force_login(theirs)
    assert f"Dialihkan kepada LKS Anda oleh {giver.name}" in seen(client.get(person.get_absolute_url()))
    begin_service(
        person=person,
        partner=taker,
        approach="keluarga",
        components=["aksesibilitas"],
        started_on=date(2021, 9, 2),
        by=cast.person("finance"),
    )
    assert not handed_over(cast.person("finance"))
    assert "Dialihkan kepada" not in seen(client.get(person.get_absolute_url()))


def test_a_companion_changes_and_notes_left_blank_stay(cast):
    service = revise_companion(
        service=served(cast), companion_kind="psm", companion_name="Ibu PSM", notes=" ", by=cast.person("verifier")
    )
    assert (service.companion_name, service.notes) == ("Ibu PSM", "Catatan yang sangat pribadi.")


def test_a_service_rests_on_an_agreement_in_force(cast):
    with pytest.raises(Refusal, match="belum berlaku.*Pilih perjanjian yang sudah disetujui"):
        begin(cast, agreement=cast.draft(cast.partner()))


@pytest.mark.parametrize(
    ("day", "says"), [((2021, 5, 9), "mendahului pembahasan kasus 10 Mei"), ((2021, 6, 9), "bantuan terakhir 10 Juni")]
)
def test_a_service_ends_after_its_case_conference_and_its_last_aid(cast, day, says):
    service = ready(cast)
    given(cast, service)
    with pytest.raises(Refusal, match=says):
        end(cast, service, ended_on=date(*day))
    assert end(cast, service, ended_on=date(2021, 6, 10)).state == "ended"
