"""Files of treasury and banks: taken in once and kept, matched by a person, a retur reopens its payment."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from grants.actions import approve_disbursement
from grants.actions.bank_matches import confirm_matches
from grants.bank_matching import match_file
from grants.models import BankFile, BankLine, BankMatch, ColumnChoice, Disbursement, Retur
from grants.reconciliation.records import FileKind
from tests.grants.bank import LIST, REPLY, csv, reply_line, sp2d_line, taken_in
from tests.grants.conftest import SPM, Stage
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

NUMBER = "210131301000001"


@pytest.fixture
def approved(stage: Stage) -> Disbursement:
    payment = stage.proposed()
    return approve_disbursement(
        disbursement=payment, spm_number="00012/450101/2021", spm_date=SPM, by=stage.ppspm, version=payment.version
    )


def pairs(bank_file: BankFile) -> dict[int, int]:
    """What the page would offer: matches and near ones alike."""
    result = match_file(bank_file).result
    return {pair.reported.row: pair.expected.key for pair in (*result.matched, *result.near)}


def test_a_list_of_sp2d_records_the_sp2d_of_the_payment_that_a_person_confirms(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    assert Disbursement.objects.get().state == "approved"
    (match,) = confirm_matches(bank_file=bank_file, chosen=pairs(bank_file), by=stage.finance)
    payment = Disbursement.objects.get()
    assert (payment.state, payment.sp2d_number, payment.sp2d_date) == ("paid", NUMBER, date(2021, 4, 12))
    assert (match.line.row, match.differences) == (2, [])
    verbs = set(Event.objects.about(payment).values_list("verb", flat=True))
    assert {"disbursement.match", "disbursement.pay"} <= verbs


def test_an_sp2d_of_another_amount_is_near_and_never_recorded_from_the_file(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER, amount=approved.amount + 1), by=stage.finance)
    assert len(match_file(bank_file).result.near) == 1
    with pytest.raises(Refusal, match="sedangkan SPM-nya"):
        confirm_matches(bank_file=bank_file, chosen=pairs(bank_file), by=stage.finance)
    assert not BankMatch.objects.exists()
    assert Disbursement.objects.get().state == "approved"


def test_a_retur_reopens_the_payment_and_keeps_what_was_refused(stage: Stage):
    paid = stage.paid()
    line = reply_line(paid, "Retur", "Rekening tutup")
    bank_file = taken_in(REPLY + line, by=stage.finance, kind=FileKind.BANK_REPLY)
    confirm_matches(bank_file=bank_file, chosen=pairs(bank_file), by=stage.finance)
    assert Disbursement.objects.get().state == "returned"
    kept = Retur.objects.get()
    assert (kept.sp2d_number, kept.amount, kept.returned_on) == (paid.sp2d_number, paid.amount, date(2021, 4, 13))
    assert kept.reason == "Rekening tutup"


def test_a_delivered_payment_stays_paid_and_is_marked_as_confirmed(stage: Stage):
    paid = stage.paid()
    bank_file = taken_in(REPLY + reply_line(paid, "Berhasil"), by=stage.finance, kind=FileKind.BANK_REPLY)
    confirm_matches(bank_file=bank_file, chosen=pairs(bank_file), by=stage.finance)
    assert Disbursement.objects.get().state == "paid"
    assert paid.bank_matches.get().line.get_status_display() == "Tersalur"
    again = match_file(bank_file)
    assert (len(again.confirmed), again.lines, again.missing) == (1, {}, [])


def test_the_same_file_comes_in_once(stage: Stage, approved: Disbursement):
    content = LIST + sp2d_line(approved, NUMBER)
    taken_in(content, by=stage.finance)
    with pytest.raises(Refusal, match="persis sama"):
        taken_in(content, by=stage.finance)
    assert BankFile.objects.count() == 1


def test_a_file_with_a_problem_leaves_nothing(stage: Stage, approved: Disbursement):
    with pytest.raises(Refusal, match="1 hal yang tidak terbaca"):
        taken_in(LIST + sp2d_line(approved, "2.1E+14"), by=stage.finance)
    assert not BankFile.objects.exists()
    assert not ColumnChoice.objects.exists()


def test_what_is_no_pair_any_more_is_refused_whole(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    chosen = pairs(bank_file)
    confirm_matches(bank_file=bank_file, chosen=chosen, by=stage.finance)
    with pytest.raises(StalePage):
        confirm_matches(bank_file=bank_file, chosen=chosen, by=stage.finance)
    assert BankMatch.objects.count() == 1


def test_one_payment_is_not_confirmed_for_two_lines(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    with pytest.raises(Refusal, match="dua baris"):
        confirm_matches(bank_file=bank_file, chosen={2: approved.pk, 3: approved.pk}, by=stage.finance)


def test_payments_of_another_office_are_never_held_against_a_file(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.cast.person("other_finance"))
    assert len(match_file(bank_file).result.unexpected) == 1
    with pytest.raises(NotAllowed):
        confirm_matches(bank_file=bank_file, chosen={2: approved.pk}, by=stage.ppk)


def test_what_came_in_is_kept_by_the_database(stage: Stage, approved: Disbursement):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    with pytest.raises(AppendOnly):
        BankLine.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE grants_bankline SET amount = 1 WHERE bank_file_id = %s", [bank_file.pk])


def test_accounts_are_encrypted_at_rest(stage: Stage, approved: Disbursement):
    taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    with connection.cursor() as cursor:
        cursor.execute("SELECT account FROM grants_bankline")
        (kept,) = cursor.fetchone()
    assert approved.bank_account.number not in kept
    assert BankLine.objects.get().account == approved.bank_account.number


def test_columns_are_chosen_once_and_remembered(stage: Stage, approved: Disbursement, sign_in):
    browser = sign_in(stage.finance)
    account = approved.bank_account.number
    for number, rest in ((NUMBER, ""), ("210131301000002", "\n")):
        content = f"Nomor SP2D;Bruto;Netto;Tgl SP2D;No Rek\n{number};1;{approved.amount};12/04/2021;{account}\n{rest}"
        answer = browser.post(reverse("grants:bank_file_new"), {"kind": "sp2d", "upload": csv(content)})
        page = browser.get(answer.url)
        if rest:
            assert page.context["table"].problems == ()
        else:
            assert "Bruto" in page.context["table"].problems[0].sentence
            chosen = {"number": "nomorsp2d", "amount": "netto", "date": "tglsp2d", "account": "norek", "save": "1"}
            assert browser.post(answer.url, chosen).url == BankFile.objects.get().get_absolute_url()


def test_the_page_offers_the_pair_and_confirming_it_pays(stage: Stage, approved: Disbursement, sign_in):
    bank_file = taken_in(LIST + sp2d_line(approved, NUMBER), by=stage.finance)
    browser = sign_in(stage.finance)
    page = browser.get(bank_file.get_absolute_url())
    assert [pair["value"] for pair in page.context["matched"]] == [f"2-{approved.pk}"]
    confirmed = browser.post(reverse("grants:bank_file_confirm", args=[bank_file.pk]), {"pair": [f"2-{approved.pk}"]})
    assert confirmed.status_code == 302
    assert Disbursement.objects.get().state == "paid"
    assert len(browser.get(bank_file.get_absolute_url()).context["confirmed"]) == 1


def test_a_file_that_is_no_table_is_refused_in_the_form(stage: Stage, sign_in):
    upload = csv("satu kolom saja\nlagi\n")
    answer = sign_in(stage.finance).post(reverse("grants:bank_file_new"), {"kind": "sp2d", "upload": upload})
    assert answer.status_code == 422
    assert answer.context["form"].errors["upload"][0] == "Isi berkas ini tidak terbagi dalam kolom."
