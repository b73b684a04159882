"""Pages of addenda, early ends, documents that run out and training: what is typed comes in, what is told is there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from partners.actions import record_document
from partners.letters import agreement_letter
from partners.models import Addendum, Agreement, Instalment, Termination, Training
from tests.cast import Cast
from tests.grants.paper import scan
from tests.partners.living import extended, lift_asked, trained
from tests.partners.test_agreement_pages import rows
from tests.partners.test_letter import words
from tests.seen import seen
from trail.models import Event

SignIn = Callable[[User], Client]


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    agreement = cast.agreement()
    Instalment.objects.filter(agreement=agreement, number=1).update(requested=True)
    return agreement


def test_an_addendum_from_the_first_page_to_the_merged_agreement(
    cast: Cast, sign_in: SignIn, agreement: Agreement
) -> None:
    finance, ppk = sign_in(cast.person("finance")), sign_in(cast.person("ppk"))
    answer = finance.post(
        reverse("partners:addendum_new", args=[agreement.pk]), {"kind": "isi", "because": "Anak asuh bertambah dua."}
    )
    addendum = Addendum.objects.get()
    assert answer["Location"] == reverse("partners:addendum_edit", args=[addendum.pk])
    page = seen(finance.get(answer["Location"]))
    assert "Termin yang tidak dapat diubah" in page
    lines = [
        {name: str(line[name]) for name in ("code", "description", "volume", "unit", "unit_price")}
        for line in addendum.budget
    ]
    extra = {"code": "9.9", "description": "Alat tulis", "volume": "10", "unit": "paket", "unit_price": "100.000"}
    typed = {
        "version": "0",
        "value": "51.000.000",
        "ends_on": "2021-12-31",
        "because": addendum.because,
        **rows("rab", [*lines, extra]),
        **rows("termin", [{"amount": "21.000.000", "planned_on": "2021-08-15"}]),
    }
    assert finance.post(answer["Location"], typed).status_code == 302
    page = seen(finance.get(addendum.get_absolute_url()))
    assert "Rp1.000.000" in page
    assert "Alat tulis" in page
    finance.post(reverse("partners:addendum_step", args=[addendum.pk]), {"step": "propose", "version": "1"})
    paper = {"version": "2", "number": "ADD-1/2021", "signed_on": "2021-07-01", "upload": scan("adendum.png")}
    answer = ppk.post(reverse("partners:addendum_approve", args=[addendum.pk]), paper)
    assert answer["Location"] == agreement.get_absolute_url()
    agreement.refresh_from_db()
    assert agreement.value == agreement.budget_total() == agreement.instalment_total() == 51_000_000
    assert ppk.get(reverse("partners:addendum_scan", args=[addendum.pk])).status_code == 200
    page = seen(ppk.get(agreement.get_absolute_url()))
    assert "ADD-1/2021" in page


def test_the_paper_keeps_what_was_signed_and_tells_what_changed(cast: Cast, agreement: Agreement) -> None:
    extended(cast, agreement, until=date(2022, 3, 31), approve=True)
    text = words(agreement_letter(Agreement.objects.get(pk=agreement.pk)))
    assert "sampai dengan 31 Desember 2021" in text
    assert "Perubahan dengan adendum" in text
    assert "31 Maret 2022" in text


def test_an_lks_sees_no_draft_of_an_addendum(cast: Cast, sign_in: SignIn, agreement: Agreement) -> None:
    addendum = extended(cast, agreement, until=date(2022, 3, 31))
    treasurer = sign_in(cast.treasurer(agreement.partner))
    assert treasurer.get(addendum.get_absolute_url()).status_code == 200
    Addendum.objects.filter(pk=addendum.pk).update(state="draft")
    assert treasurer.get(addendum.get_absolute_url()).status_code == 404


def test_one_person_asks_for_an_early_end_with_its_paper_and_another_decides(cast: Cast, sign_in: SignIn) -> None:
    agreement = cast.agreement()
    cast.paid(agreement.instalments.get(number=1))
    finance, ppk = sign_in(cast.person("finance")), sign_in(cast.person("ppk"))
    treasurer = sign_in(cast.treasurer(agreement.partner))
    address = reverse("partners:agreement_terminate", args=[agreement.pk])
    page = seen(finance.get(address))
    # What is still owed, and what becomes of the instalment that nobody has asked for.
    assert "belum diterima" in page
    assert "Termin 2, Rp20.000.000" in page
    typed = {"version": str(agreement.version), "terminated_on": "2021-07-01"}
    reason = "LKS berhenti melayani sejak Juni."
    for wrong in ({"reason": "-", "upload": scan()}, {"reason": reason}):
        assert finance.post(address, {**typed, **wrong}).status_code == 422
    assert ppk.post(address, {**typed, "reason": reason, "upload": scan()}).status_code == 403
    finance.post(address, {**typed, "reason": reason, "upload": scan()})
    asked = Termination.objects.get()
    assert (asked.state, agreement.terminations.count()) == ("asked", 1)
    # A second request beside it, and who asked as the one who decides: neither.
    assert finance.post(address, {**typed, "reason": reason, "upload": scan()}).status_code == 422
    step = reverse("partners:termination_step", args=[asked.pk])
    cast.person("finance").role_grants.create(role="ppk")
    assert finance.post(step, {"step": "approve", "version": "0"}).status_code == 403
    assert treasurer.get(asked.get_absolute_url()).status_code == 404
    assert "menunggu keputusan PPK" in seen(ppk.get(agreement.get_absolute_url()))

    assert ppk.post(step, {"step": "refuse", "version": "0", "reason": "-"}).status_code == 422
    ppk.post(step, {"step": "approve", "version": "0"})
    page = seen(ppk.get(agreement.get_absolute_url()))
    assert "Diputus" in page
    assert "Masih terbuka" in page
    assert "tidak dibayar lagi" in seen(treasurer.get(asked.get_absolute_url()))
    event = Event.objects.about(agreement).get(verb="agreement.terminate")
    assert (event.data["reason"], event.data["asked_by"]) == (reason, str(asked.asked_by))
    assert ppk.post(step, {"step": "approve", "version": "1"}).status_code == 409


def test_documents_that_run_out_are_listed_by_days_and_kind(cast: Cast, sign_in: SignIn) -> None:
    today = timezone.localdate()
    for number, days in (("A/45", 45), ("A/91", 91)):
        partner = cast.partner(f"LKS {days}", registration_number=f"TD/{days}", complete=False)
        record_document(
            partner=partner,
            kind="akreditasi",
            number=number,
            valid_until=today + timedelta(days=days),
            by=cast.person("finance"),
        )
    finance = sign_in(cast.person("finance"))
    address = reverse("partners:running_out")
    page = seen(finance.get(address))
    assert "A/45" in page
    assert "A/91" not in page
    assert "A/45" in seen(finance.get(address, {"within": "60", "kind": "akreditasi"}))
    assert "A/45" not in seen(finance.get(address, {"within": "30"}))
    assert "Dokumen LKS yang habis" in seen(finance.get(reverse("desk:home")))


def test_a_lift_is_decided_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    partner = cast.partner()
    lift = lift_asked(cast, partner)
    kpa = sign_in(cast.person("kpa"))
    assert "mensyaratkan bimtek" in seen(kpa.get(lift.get_absolute_url()))
    kpa.post(reverse("partners:lift_step", args=[lift.pk]), {"step": "grant", "version": "0"})
    lift.refresh_from_db()
    assert lift.state == "granted"


def test_a_training_with_its_people_goes_out_as_a_workbook(cast: Cast, sign_in: SignIn) -> None:
    partner, finance = cast.partner(), sign_in(cast.person("finance"))
    typed = {
        "title": "Bimtek BKU",
        "subject": "Buku kas umum",
        "starts_on": "2021-03-30",
        "ends_on": "2021-04-01",
        "mode": "keduanya",
        "place": "Aula",
    }
    finance.post(reverse("partners:training_new"), typed)
    training = Training.objects.get()
    person = {"partner": partner.pk, "name": "=1+1", "position": "", "presence": "daring"}
    finance.post(reverse("partners:participant_new", args=[training.pk]), person)
    assert "Hadir daring" in seen(finance.get(training.get_absolute_url()))
    answer = finance.get(reverse("partners:trainings_export"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][6:] == ["LKS Sakura", "'=1+1", None, "Hadir daring"]
    participant = training.participants.get()
    finance.post(reverse("partners:participant_remove", args=[participant.pk]))
    assert not training.participants.exists()


def test_an_lks_sees_its_own_people_of_a_training_alone(cast: Cast, sign_in: SignIn) -> None:
    mine = trained(cast, cast.partner())
    other = cast.partner("LKS Lain", registration_number="TD/9", complete=False)
    mine.training.participants.create(partner=other, name="Orang Lain", presence="hadir")
    page = seen(sign_in(cast.treasurer(mine.partner)).get(mine.training.get_absolute_url()))
    assert "Budi Contoh" in page
    assert "Orang Lain" not in page
