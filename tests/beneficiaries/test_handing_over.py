"""All who are served under an agreement go to another LKS or a dinas sosial in one step, and are visited there."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from beneficiaries.actions import begin_service, record_person
from beneficiaries.actions.handing_over import hand_over_all
from beneficiaries.models import Service
from partners.obligations import open_obligations
from tests.beneficiaries.serving import HER_NIK, NIK, ready
from trail.models import Event
from trail.refusal import NotAllowed, Refusal

REASON = "LKS berhenti melayani sejak Juni."
DAY = date(2021, 7, 1)


def test_all_are_handed_over_at_once_and_stay_in_sight(cast, sign_in):
    agreement, finance = cast.agreement(), cast.person("finance")
    other = cast.partner("LKS Resik", registration_number="TD/002")
    services = [
        begin_service(
            person=record_person(nik=nik, name="Asep Rahasia", cluster="disabilitas", by=finance),
            agreement=agreement,
            approach="keluarga",
            components=["aksesibilitas"],
            started_on=date(2021, 5, 1),
            by=finance,
        )
        for nik in (NIK, HER_NIK)
    ]
    ready(cast, services[0])
    url = reverse("beneficiaries:hand_over", args=[agreement.pk])
    (told,) = open_obligations(agreement)
    assert (told.url, told.sentence[:10]) == (url, "2 penerima")

    for by, wrong, says in (
        (cast.person("ppk"), {"handed_to": other}, "tidak berwenang"),
        (cast.person("other_finance"), {"handed_to": other}, "tidak berwenang"),
        (finance, {}, "salah satu saja"),
        (finance, {"handed_to": other, "handed_to_name": "Dinas Sosial"}, "salah satu saja"),
        (finance, {"handed_to": agreement.partner}, "LKS asalnya"),
        (finance, {"handed_to": other, "ended_on": date(2021, 5, 2)}, "1 penerima mulai dilayani"),
        (finance, {"handed_to": other, "next_visit_on": date(2021, 6, 30)}, "mendahului"),
        (finance, {"handed_to": other, "reason": "-"}, "terlalu singkat"),
    ):
        with pytest.raises((Refusal, NotAllowed), match=says):
            hand_over_all(agreement=agreement, by=by, **{"ended_on": DAY, "reason": REASON, **wrong})
    assert Service.objects.running().count() == 2

    browser = sign_in(finance)
    page = browser.get(url).content.decode()
    assert "2 penerima masih dilayani" in page and services[1].get_absolute_url() in page
    empty = browser.post(url, {"next_visit_on": "0202-08-01"})
    assert set(empty.context["form"].errors) == {"ended_on", "handed_to", "reason", "next_visit_on"}  # all at once
    typed = {"ended_on": "2021-07-01", "handed_to": other.pk, "reason": REASON, "next_visit_on": "2021-08-01"}
    answer = browser.post(url, typed, follow=True)
    assert answer.redirect_chain[0][0] == agreement.get_absolute_url()
    assert "2 penerima dialihkan" in answer.content.decode()
    assert set(Service.objects.values_list("state", "ended_for", "handed_to", "next_visit_on")) == {
        ("ended", "rujuk", other.pk, date(2021, 8, 1))
    }
    assert Service.objects.visited_later().count() == Service.objects.handed_over_in_vain().count() == 2
    assert [Event.objects.about(each).last().verb for each in services] == ["service.end", "service.end"]
    assert open_obligations(agreement) == []
    assert browser.post(url, typed).status_code == 422
