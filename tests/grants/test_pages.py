"""The money's pages as people meet them: by role, by office, by LKS, and by a stranger."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions import deposit_return
from grants.models import Allocation, Decree, Disbursement, TreasuryReturn
from tests.grants.conftest import SP2D, SPM, SPP
from tests.grants.paper import scan


@pytest.fixture
def deposited(stage):
    owed = stage.owed()
    return deposit_return(
        treasury_return=owed,
        billing_code="820210412345678",
        ntpn="A1B2C3D4E5F6G7H8",
        paid_on=timezone.localdate(),
        upload=scan(),
        by=stage.treasurer,
        version=owed.version,
    )


@pytest.fixture
def person(stage):
    @cache
    def find(key: str):
        if key == "treasurer":
            return stage.treasurer
        if key == "head":
            return stage.cast.head(stage.partner)
        if key == "other_treasurer":
            return stage.cast.treasurer(stage.cast.partner("LKS Resik", registration_number="TD/002"))
        return stage.cast.person(key)

    return find


OFFICE = ("finance", "verifier", "ppk", "ppspm", "kpa", "office_auditor", "auditor")
LKS = ("treasurer", "head")
OUTSIDE = ("other_finance", "other_ppspm", "other_treasurer")
NO_MONEY = ("admin", "legal")


def answers(sign_in, person, url, who) -> int:
    return sign_in(person(who)).get(url).status_code


@pytest.mark.parametrize("who", OFFICE + LKS + OUTSIDE + NO_MONEY)
def test_who_sees_records_of_money(stage, deposited, sign_in, person, who):
    decree = Decree.objects.get()
    decree.file = deposited.proof
    decree.save()
    payment = Disbursement.objects.get()
    expected = {**dict.fromkeys(OFFICE + LKS, 200), **dict.fromkeys(OUTSIDE, 404), **dict.fromkeys(NO_MONEY, 403)}[who]
    for name, pk in (
        ("agreement_money", stage.agreement.pk),
        ("disbursement", payment.pk),
        ("return", deposited.pk),
        ("return_proof", deposited.pk),
        ("decree_file", decree.pk),
    ):
        assert answers(sign_in, person, reverse(f"grants:{name}", args=[pk]), who) == expected, name


@pytest.mark.parametrize("who", OFFICE + LKS + OUTSIDE + NO_MONEY)
def test_lists_show_only_what_is_the_readers(stage, deposited, sign_in, person, who):
    for name in ("disbursements", "returns"):
        response = sign_in(person(who)).get(reverse(f"grants:{name}"))
        assert response.status_code == (403 if who in NO_MONEY else 200)
        shows = "LKS Sakura, termin 1" in response.content.decode()
        assert shows == (who in OFFICE + LKS)


@pytest.mark.parametrize("who", OFFICE + LKS + NO_MONEY)
def test_allocations_are_the_offices_to_read_and_finances_to_write(stage, sign_in, person, who):
    line = stage.cast.allocation()
    browser = sign_in(person(who))
    assert browser.get(reverse("grants:allocations")).status_code == (200 if who in OFFICE else 403)
    for url in (reverse("grants:allocation_new"), reverse("grants:allocation_revise", args=[line.pk])):
        assert browser.get(url).status_code == (200 if who == "finance" else 403)


def test_another_offices_allocation_is_not_found(stage, sign_in, person):
    line = stage.cast.allocation()
    assert answers(sign_in, person, reverse("grants:allocation_revise", args=[line.pk]), "other_finance") == 404
    assert line.description not in sign_in(person("other_finance")).get(reverse("grants:allocations")).content.decode()


@pytest.mark.parametrize("who", [*OFFICE, *LKS, "other_finance"])
def test_only_finance_opens_the_forms_of_an_agreement(stage, sign_in, person, who):
    expected = {"finance": 200, "other_finance": 404}.get(who, 403)
    assert answers(sign_in, person, reverse("grants:disbursement_new", args=[stage.instalment().pk]), who) == expected


STEPS = {
    "disbursement_approve": ("ppspm",),
    "disbursement_reject": ("ppspm",),
    "disbursement_pay": ("finance",),
    # Finance staff write down what a distributor pays in.
    "return_deposit": ("treasurer", "finance"),
    "return_confirm": ("finance", "ppspm"),
    "return_refuse": ("finance", "ppspm"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_posted_by_who_may_take_it_and_never_opened_as_a_page(stage, deposited, sign_in, person, name):
    record = Disbursement.objects.get() if name.startswith("disbursement") else deposited
    url = reverse(f"grants:{name}", args=[record.pk])
    for who in (*OFFICE, *LKS):
        response = sign_in(person(who)).post(url, {"version": record.version})
        assert (response.status_code == 403) == (who not in STEPS[name]), who
    answer = sign_in(person(STEPS[name][0])).get(url)
    assert (answer.status_code, answer["Location"]) == (302, record.get_absolute_url())


def test_a_stranger_is_sent_to_sign_in(stage, deposited, client):
    urls = [reverse(f"grants:{name}") for name in ("allocations", "allocation_new", "disbursements", "returns")]
    urls += [reverse(f"grants:{name}", args=[deposited.pk]) for name in ("return", "return_proof", "return_deposit")]
    urls += [reverse("grants:agreement_money", args=[stage.agreement.pk])]
    for url in urls:
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


# The way of one payment, by its forms


def test_finance_and_ppspm_bring_an_instalment_to_its_sp2d(stage, sign_in):
    finance, ppspm = sign_in(stage.finance), sign_in(stage.ppspm)
    finance.post(
        reverse("grants:allocation_new"),
        {
            "year": 2021,
            "program": "DL",
            "activity": "6400",
            "kro": "QEA",
            "ro": "001",
            "component": "051",
            "account": "571111",
            "description": "Bantuan ATENSI",
            "amount": "Rp90.000.000",
        },
    )
    line = Allocation.objects.get()
    assert line.amount == 90_000_000
    sign_in(stage.ppk).post(
        reverse("grants:decree_new", args=[stage.agreement.pk]),
        {
            "number": "10/SK",
            "decided_on": "2021-04-05",
            "set_by_name": "Panji Contoh",
            "approved_by_name": "Kartika Contoh",
            "upload": scan("sk.png"),
        },
    )
    for who, step in ((stage.ppk, "propose"), (stage.cast.person("kpa"), "approve")):
        decree = Decree.objects.get()
        sign_in(who).post(reverse("grants:decree_step", args=[decree.pk]), {"version": decree.version, "step": step})
    response = finance.post(
        reverse("grants:disbursement_new", args=[stage.instalment().pk]),
        {"allocation": line.pk, "decree": Decree.objects.get().pk, "spp_number": "1/SPP", "spp_date": SPP.isoformat()},
        follow=True,
    )
    assert "SPP sudah diajukan" in response.content.decode()
    payment = Disbursement.objects.get()
    response = ppspm.post(
        reverse("grants:disbursement_approve", args=[payment.pk]),
        {"version": 0, "spm_number": "1/SPM", "spm_date": SPM.isoformat()},
        follow=True,
    )
    assert "SPM 1/SPM terbit" in response.content.decode()
    response = finance.post(
        reverse("grants:disbursement_pay", args=[payment.pk]),
        {"version": 1, "sp2d_number": "210313010000001", "sp2d_date": SP2D.isoformat()},
        follow=True,
    )
    assert "SP2D 210313010000001 tercatat" in response.content.decode()
    assert Disbursement.objects.get().state == "paid"


def test_what_was_typed_survives_a_refusal(stage, sign_in):
    payment = stage.proposed()
    response = sign_in(stage.ppspm).post(
        reverse("grants:disbursement_approve", args=[payment.pk]),
        {"version": payment.version, "spm_number": "77/SPM", "spm_date": (SPP - timedelta(days=1)).isoformat()},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "mendahului tanggal SPP" in page
    assert 'value="77/SPM"' in page


@pytest.mark.parametrize("version", ["", "satu"])
def test_a_form_without_its_version_is_answered_not_broken(stage, sign_in, version):
    payment = stage.proposed()
    data = {"version": version, "spm_number": "1", "spm_date": SPM.isoformat()}
    response = sign_in(stage.ppspm).post(reverse("grants:disbursement_approve", args=[payment.pk]), data)
    assert response.status_code == 422
    assert Disbursement.objects.get().state == "proposed"


def test_a_stale_page_gets_a_409_with_a_sentence(stage, sign_in):
    payment = stage.proposed()
    browser, url = sign_in(stage.ppspm), reverse("grants:disbursement_approve", args=[payment.pk])
    data = {"version": payment.version, "spm_number": "1/SPM", "spm_date": SPM.isoformat()}
    assert browser.post(url, data).status_code == 302
    response = browser.post(url, data)
    assert response.status_code == 409
    assert "sudah berubah sejak Anda membuka halaman ini" in response.content.decode()


def test_buttons_are_offered_to_who_may_press_them(stage, sign_in):
    payment = stage.proposed()
    page = {who: sign_in(stage.cast.person(who)).get(payment.get_absolute_url()) for who in ("finance", "ppspm", "ppk")}
    assert set(page["ppspm"].context["forms"]) == {"approve", "reject"}
    assert not page["finance"].context["forms"]
    assert not page["ppk"].context["forms"]


# What pages say


def test_a_closed_gate_says_why_with_a_link_and_offers_no_form(stage, sign_in):
    payment = stage.proposed(1)
    url = reverse("grants:disbursement_new", args=[stage.instalment(2).pk])
    page = sign_in(stage.finance).get(url).content.decode()
    assert "Termin 2 terkunci karena laporan termin 1 belum diterima" in page
    assert f'href="{payment.get_absolute_url()}"' in page
    assert 'name="spp_number"' not in page


def test_the_agreements_page_says_why_an_instalment_is_locked(stage, sign_in):
    stage.paid(1)
    url = reverse("grants:agreement_money", args=[stage.agreement.pk])
    for who in (stage.finance, stage.treasurer):
        page = sign_in(who).get(url).content.decode()
        assert "Termin 2 terkunci karena laporan termin 1 belum diterima" in page
        assert "Ajukan SPP" not in page


def test_without_a_decree_the_form_says_who_makes_one(stage, sign_in):
    stage.cast.allocation()
    url = reverse("grants:disbursement_new", args=[stage.instalment().pk])
    assert "Belum ada SK penerima untuk" in sign_in(stage.finance).get(url).content.decode()


def test_an_account_outside_group_57_is_a_warning_for_the_office_before_the_money_is_gone(stage, sign_in):
    wrong = stage.cast.proposed(stage.instalment(), account="521219")
    page = sign_in(stage.ppspm).get(wrong.get_absolute_url()).content.decode()
    assert "AKUN-01" in page
    assert "521219" in page
    assert "AKUN-01" not in sign_in(stage.treasurer).get(wrong.get_absolute_url()).content.decode()


def test_an_account_that_fits_is_no_warning(stage, sign_in):
    response = sign_in(stage.ppspm).get(stage.proposed().get_absolute_url())
    assert response.context["warnings"] == []


def test_a_refused_deposit_tells_the_treasurer_why(stage, deposited, sign_in):
    sign_in(stage.finance).post(
        reverse("grants:return_refuse", args=[deposited.pk]),
        {"version": deposited.version, "reason": "NTPN milik termin lain"},
    )
    page = sign_in(stage.treasurer).get(deposited.get_absolute_url()).content.decode()
    assert "NTPN milik termin lain" in page
    assert 'value="A1B2C3D4E5F6G7H8"' in page


def test_the_treasurer_deposits_by_the_form_and_finance_confirms(stage, sign_in):
    owed = stage.owed()
    response = sign_in(stage.treasurer).post(
        reverse("grants:return_deposit", args=[owed.pk]),
        {
            "version": owed.version,
            "amount": "1.250.000",
            "billing_code": "8202 1041 2345 678",
            "ntpn": "a1b2c3d4e5f6g7h8",
            "paid_on": timezone.localdate().isoformat(),
            "upload": scan(),
        },
        follow=True,
    )
    assert "menunggu konfirmasi" in response.content.decode()
    owed.refresh_from_db()
    sign_in(stage.finance).post(reverse("grants:return_confirm", args=[owed.pk]), {"version": owed.version})
    assert TreasuryReturn.objects.get().state == "confirmed"


def test_a_proof_that_is_not_there_is_not_found(stage, sign_in):
    owed = stage.owed()
    assert sign_in(stage.finance).get(reverse("grants:return_proof", args=[owed.pk])).status_code == 404
