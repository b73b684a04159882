"""Payments asked for together, and the papers of each."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from grants.actions.batches import Ticked, approve_batch, attach_payment_document, fill_batch, make_batch
from grants.models import Disbursement, PaymentBatch
from grants.prints import batch_print
from tests.grants.conftest import SPM, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal


@pytest.fixture
def batch(stage: Stage) -> PaymentBatch:
    """Two proposed payments of two agreements."""
    other = stage.cast.agreement(stage.partner, number="002/PKS")
    payments = [stage.proposed(), stage.cast.proposed(other.instalments.get(number=1))]
    made = make_batch(title="Termin 1 April", by=stage.finance)
    fill_batch(batch=made, chosen=frozenset(payment.pk for payment in payments), by=stage.finance)
    return made


def test_each_is_approved_by_itself_and_one_refusal_holds_back_no_other(stage: Stage, batch: PaymentBatch):
    first, second = batch.disbursements.order_by("pk")
    chosen = {first.pk: Ticked(first.version, "1/SPM"), second.pk: Ticked(second.version, " ")}
    outcomes = approve_batch(batch=batch, chosen=chosen, spm_date=SPM, by=stage.ppspm)
    assert [outcome.approved for outcome in outcomes] == [True, False]
    assert "Nomor SPM belum diisi" in outcomes[1].sentences[0]
    assert list(batch.disbursements.order_by("pk").values_list("state", flat=True)) == ["approved", "proposed"]
    again = approve_batch(batch=batch, chosen=chosen, spm_date=SPM, by=stage.ppspm)
    assert [outcome.approved for outcome in again] == [False, False]


def test_who_proposes_approves_no_batch(stage: Stage, batch: PaymentBatch):
    with pytest.raises(NotAllowed):
        approve_batch(batch=batch, chosen={}, spm_date=SPM, by=stage.finance)
    with pytest.raises(Refusal, match="Belum ada SPP yang dipilih"):
        approve_batch(batch=batch, chosen={}, spm_date=SPM, by=stage.ppspm)


def test_a_payment_stands_in_one_batch_and_may_leave_it(stage: Stage, batch: PaymentBatch):
    first, second = batch.disbursements.order_by("pk")
    other = make_batch(title="Lain", by=stage.finance)
    with pytest.raises(Refusal, match="kumpulan lain"):
        fill_batch(batch=other, chosen=frozenset({first.pk}), by=stage.finance)
    fill_batch(batch=batch, chosen=frozenset({first.pk}), by=stage.finance)
    assert batch.disbursements.get() == first
    assert Event.objects.about(second).last().verb == "disbursement.leave_batch"
    with pytest.raises(Refusal, match="sudah dipakai"):
        make_batch(title="Lain", by=stage.finance)


def test_ppspm_approves_on_the_page_and_prints_it(stage: Stage, batch: PaymentBatch, sign_in, monkeypatch):
    browser, (first, second) = sign_in(stage.ppspm), batch.disbursements.order_by("pk")
    odd = SimpleNamespace(rule="SK-03", message="Pindaian SK belum ada")
    monkeypatch.setattr("grants.views.batches.payment_findings", lambda payment: [odd])
    half = {"payment": [first.pk], f"spm-{first.pk}": "77/SPM"}
    mended = browser.post(reverse("grants:batch_approve", args=[batch.pk]), half).content.decode()
    assert mended.count(" checked") == 1 and 'value="77/SPM"' in mended  # only the date is missing
    page = browser.post(
        reverse("grants:batch_approve", args=[batch.pk]),
        {"payment": [first.pk], f"version-{first.pk}": first.version, f"spm-{first.pk}": "1/SPM", "spm_date": SPM},
        follow=True,
    )
    assert page.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert [outcome["approved"] for outcome in page.context["outcomes"]] == [True]
    assert "SK-03: Pindaian SK belum ada" in seen(page)
    assert browser.get(batch.get_absolute_url()).context["outcomes"] == []  # told once
    step = browser.get(reverse("grants:batch_approve", args=[batch.pk]))
    assert (step.status_code, step["Location"]) == (302, batch.get_absolute_url())
    assert Disbursement.objects.get(pk=second.pk).state == "proposed"
    # A number that no record can have is a page that cannot be read, not a fault of the program.
    for key in ("9" * 40, "9" * 5_000, "٣"):
        typed = {"payment": [key], f"version-{key}": "1", f"spm-{key}": "1/SPM", "spm_date": SPM}
        assert browser.post(reverse("grants:batch_approve", args=[batch.pk]), typed).status_code in (400, 409)
    assert batch_print(batch).startswith(b"%PDF")
    begun = sign_in(stage.finance).post(reverse("grants:batch_new"), {"title": "Termin dua"})
    assert begun["Location"] == PaymentBatch.objects.get(title="Termin dua").get_absolute_url()  # to be filled there


def test_papers_are_kept_with_the_payment(stage: Stage, sign_in):
    payment, finance = stage.paid(), sign_in(stage.finance)
    url = reverse("grants:disbursement_attach", args=[payment.pk])
    assert finance.post(url, {"kind": "sp2d", "upload": scan("sp2d.png")}).status_code == 302
    document = payment.documents.get()
    assert Event.objects.about(payment).last().data["sha256"] == document.file.sha256
    assert finance.get(reverse("grants:payment_document", args=[document.pk])).status_code == 200
    again = finance.post(url, {"kind": "sp2d", "upload": scan("sp2d.png")})
    assert (again.status_code, payment.documents.count()) == (422, 1)
    receipt = attach_payment_document(disbursement=payment, kind="kuitansi", upload=scan(), by=stage.treasurer)
    assert receipt.attached_by == stage.treasurer
    with pytest.raises(Refusal, match="Bendahara LKS melampirkan kuitansi"):
        attach_payment_document(disbursement=payment, kind="spm", upload=scan(), by=stage.treasurer)
    with pytest.raises(NotAllowed):
        attach_payment_document(disbursement=payment, kind="spm", upload=scan(), by=stage.ppk)
