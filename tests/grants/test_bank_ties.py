"""What a person decides about a bank's file: which payment a line belongs to, and why a line names another amount."""

from __future__ import annotations

import pytest
from django.urls import reverse

from desk.waiting import DUTIES
from grants.actions import mark_accounted
from grants.actions.bank_matches import confirm_matches, explain_difference
from grants.bank_matching import match_file
from grants.models import BankMatch, Disbursement
from grants.reconciliation.records import FileKind
from grants.views import bank_files
from tests.grants.bank import LIST, REPLY, sp2d_line, taken_in
from tests.grants.conftest import Stage
from trail.models import Event
from trail.reasons import NotSaid
from trail.refusal import NotAllowed, StalePage

WHY = "Bank memotong biaya transfer dan mengembalikannya."


def test_a_tie_is_decided_on_the_page_and_nothing_is_chosen_beforehand(stage: Stage, sign_in):
    """Two payments into one account, and a line that lies a rupiah from both: the amounts are made alike here."""
    first = stage.paid()
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    payments = [first, stage.paid(2)]
    Disbursement.objects.update(amount=25_000_000)
    line = f";12/04/2021;25000000;{payments[0].bank_account.number};Sukses;\n"
    bank_file = taken_in(REPLY + line, by=stage.finance, kind=FileKind.BANK_REPLY)
    assert len(match_file(bank_file).result.ties) == 1
    browser = sign_in(stage.finance)
    page = browser.get(bank_file.get_absolute_url())
    (tie,) = page.context["ties"]
    values = [pair["value"] for each in tie["lines"] for pair in each["pairs"]]
    assert values == [f"2-{payment.pk}" for payment in sorted(payments, key=lambda each: each.pk)]
    radios = page.content.decode().split('type="radio"')[1:]
    assert len(radios) == 3
    assert not any("checked" in radio.partition(">")[0] for radio in radios)
    address = reverse("grants:bank_file_confirm", args=[bank_file.pk])
    assert browser.post(address, {"pair-2": ""}).status_code == 422
    two = {"pair-2": [f"2-{payments[0].pk}", f"2-{payments[1].pk}"]}
    assert browser.post(address, two).status_code == 422
    for key in ("9" * 40, "9" * 5_000):
        for typed in ({"pair": f"2-{key}"}, {"pair": f"{key}-2"}, {f"day-{key}": "2021-04-12"}):
            assert browser.post(address, typed).status_code in (400, 422)
    assert browser.post(address, {"pair-2": f"2-{payments[1].pk}"}).status_code == 302
    assert BankMatch.objects.get().disbursement == payments[1]


def test_the_day_of_a_retur_is_typed_beside_its_line(stage: Stage, sign_in):
    paid = stage.paid()
    line = f"{paid.sp2d_number};;{paid.amount};{paid.bank_account.number};Retur;Rekening tutup\n"
    bank_file = taken_in(REPLY + line, by=stage.finance, kind=FileKind.BANK_REPLY)
    browser = sign_in(stage.finance)
    assert 'name="day-2"' in browser.get(bank_file.get_absolute_url()).content.decode()
    address = reverse("grants:bank_file_confirm", args=[bank_file.pk])
    assert browser.post(address, {"pair": f"2-{paid.pk}", "day-2": "kemarin"}).status_code == 422
    assert browser.post(address, {"pair": f"2-{paid.pk}", "day-2": "2021-04-14"}).status_code == 302
    assert str(paid.returs.get().returned_on) == "2021-04-14"


def test_every_sort_of_line_can_be_turned_through(stage: Stage, sign_in, monkeypatch):
    monkeypatch.setattr(bank_files, "SHOWN", 1)
    lines = "".join(f"21013130000000{n};12/04/2021;{n};99999;Sukses;\n" for n in (1, 2, 3))
    bank_file = taken_in(REPLY + lines, by=stage.finance, kind=FileKind.BANK_REPLY)
    browser = sign_in(stage.finance)
    shown = [
        browser.get(bank_file.get_absolute_url(), {"bagian": "unexpected", "hal": number}).context["unexpected"]
        for number in (1, 2, 3)
    ]
    assert [each["line"].row for page in shown for each in page] == [2, 3, 4]


def test_payments_that_no_line_can_be_about_are_not_even_looked_at(stage: Stage):
    """Other number, other amount, another day and another account: never loaded, and never said to be missing."""
    stage.paid()
    content = REPLY + "210131300009999;13/09/2021;1234567;99999;Sukses;\n"
    matching = match_file(taken_in(content, by=stage.finance, kind=FileKind.BANK_REPLY))
    assert (matching.payments, matching.missing) == ({}, [])
    undated = "Nomor SP2D;Jumlah;No Rekening;Status\n210131300009998;1234568;99999;Sukses\n"
    assert match_file(taken_in(undated, by=stage.finance, kind=FileKind.BANK_REPLY)).missing is None


def test_another_amount_stands_on_the_payment_until_somebody_says_why(stage: Stage, sign_in):
    paid = stage.paid()
    content = LIST + sp2d_line(paid, paid.sp2d_number, amount=paid.amount - 1)
    (match,) = confirm_matches(
        bank_file=(bank_file := taken_in(content, by=stage.finance)),
        chosen={pair.reported.row: pair.expected.key for pair in match_file(bank_file).result.near},
        by=stage.finance,
    )
    assert match.amount_difference == -1
    assert list(Disbursement.objects.differing_from_bank()) == [paid]
    (duty,) = [duty for duty in DUTIES if duty.title == "Selisih dengan bank"]
    assert duty.pile(stage.finance).count == 1
    browser = sign_in(stage.finance)
    found = browser.get(reverse("grants:disbursements"), {"state": "bank"})
    assert [each.pk for each in found.context["page_obj"]] == [paid.pk]
    assert [each["match"] for each in browser.get(paid.get_absolute_url()).context["bank_differences"]] == [match]
    address = reverse("grants:bank_difference", args=[match.pk])
    assert browser.post(address, {"reason": "salah"}).status_code == 422
    with pytest.raises(NotAllowed):
        explain_difference(match=match, reason=WHY, by=stage.ppk)
    with pytest.raises(NotSaid):
        explain_difference(match=match, reason="", by=stage.finance)
    assert browser.post(address, {"reason": WHY}).status_code == 302
    assert not Disbursement.objects.differing_from_bank().exists()
    assert Event.objects.about(paid).last().verb == "disbursement.explain_bank"
    with pytest.raises(StalePage):
        explain_difference(match=match, reason=WHY, by=stage.finance)
    assert WHY in browser.get(paid.get_absolute_url()).content.decode()
