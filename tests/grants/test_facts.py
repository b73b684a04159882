from __future__ import annotations

from datetime import date

from grants.actions import reject_disbursement
from grants.facts import disbursement_facts, instalment_facts, payment_findings, proposal_findings
from partners.actions import record_document, set_bank_account
from regulations.facts import DecreeFacts, DisbursementFacts
from tests.grants.conftest import SP2D, SPM, SPP

PAPERS = {
    "spp_date": SPP,
    "decree": DecreeFacts("10/SK/BKMJ/04/2021", date(2021, 4, 5), has_file=True),
    "fiscal_year": 2021,
    "account_holder": "LKS Sakura",
}


def test_a_paid_disbursement_gives_its_sp2d_and_the_papers_behind_it(stage):
    payment = stage.paid()
    facts = DisbursementFacts(payment.sp2d_number, SP2D, 30_000_000, "571111", spm_date=SPM, **PAPERS)
    assert disbursement_facts(payment) == facts


def test_before_its_sp2d_the_date_is_that_of_the_latest_paper(stage):
    assert disbursement_facts(stage.proposed()) == DisbursementFacts("", SPP, 30_000_000, "571111", **PAPERS)


def test_a_decree_without_its_scan_is_told(stage):
    payment = stage.proposed()
    stage.agreement.decrees.update(file=None)
    payment.refresh_from_db()
    assert [finding.rule for finding in payment_findings(payment)] == ["SK-03"]


def test_an_instalment_counts_only_what_the_treasury_has_paid(stage):
    payment = stage.proposed()
    assert instalment_facts(stage.instalment(), None).received == 0
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=payment.version
    )
    paid = stage.paid()
    facts = instalment_facts(stage.instalment(), date(2021, 10, 9))
    assert facts.received == 30_000_000
    assert [one.sp2d_number for one in facts.disbursements] == [paid.sp2d_number]
    assert facts.report_due_on == date(2021, 10, 9)


def test_a_payment_in_order_gives_no_finding(stage):
    assert payment_findings(stage.proposed()) == []
    assert proposal_findings(stage.instalment()) != []  # the agreement of 2021 has ended


def test_only_rules_about_the_offices_side_speak_of_a_payment(stage):
    wrong = stage.cast.proposed(stage.instalment(), account="521219")
    assert [finding.rule for finding in payment_findings(wrong)] == ["AKUN-01"]


def test_an_account_of_another_purpose_is_told_too(stage):
    disaster = stage.cast.proposed(stage.instalment(), account="576111")
    assert [finding.rule for finding in payment_findings(disaster)] == ["AKUN-02"]


def test_papers_and_account_of_the_lks_are_told_before_anything_is_proposed(stage, monkeypatch):
    monkeypatch.setattr("grants.facts.timezone.localdate", lambda: SPP)
    assert proposal_findings(stage.instalment()) == []
    registration = stage.partner.documents.get(kind="tanda_daftar")
    record_document(
        partner=stage.partner,
        kind="tanda_daftar",
        number=registration.number,
        issued_on=registration.issued_on,
        valid_until=date(2021, 4, 7),
        by=stage.finance,
    )
    set_bank_account(
        partner=stage.partner,
        bank="Bank Lain",
        number="998877",
        holder="Budi Santosa",
        by=stage.finance,
        reason="Rekening pribadi ketua menurut surat kuasa LKS.",
    )
    assert [finding.rule for finding in proposal_findings(stage.instalment())] == ["PKS-01", "SK-04"]


def test_what_is_asked_of_a_payment_costs_the_same_however_many_papers_there_are(stage, django_assert_num_queries):
    payment = stage.paid()
    for number in range(5):
        record_document(
            partner=stage.partner, kind="akreditasi", number=str(number), issued_on=date(2020, 1, 1), by=stage.finance
        )
    fresh = (
        type(payment)
        .objects.select_related("instalment__agreement__partner", "allocation", "decree", "bank_account")
        .get(pk=payment.pk)
    )
    with django_assert_num_queries(4):
        assert payment_findings(fresh) == []
