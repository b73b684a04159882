from __future__ import annotations

from datetime import date

from grants.actions import reject_disbursement
from grants.facts import account_findings, disbursement_facts, instalment_facts
from regulations.facts import DisbursementFacts
from tests.grants.conftest import SP2D, SPP


def test_a_paid_disbursement_gives_its_sp2d(stage):
    payment = stage.paid()
    assert disbursement_facts(payment) == DisbursementFacts(payment.sp2d_number, SP2D, 30_000_000, "571111")


def test_before_its_sp2d_the_date_is_that_of_the_latest_paper(stage):
    assert disbursement_facts(stage.proposed()) == DisbursementFacts("", SPP, 30_000_000, "571111")


def test_an_instalment_counts_only_what_the_treasury_has_paid(stage):
    payment = stage.proposed()
    assert instalment_facts(stage.instalment(), None).received == 0
    reject_disbursement(disbursement=payment, reason="Salah", by=stage.ppspm, version=payment.version)
    paid = stage.paid()
    facts = instalment_facts(stage.instalment(), date(2021, 10, 9))
    assert facts.received == 30_000_000
    assert [one.sp2d_number for one in facts.disbursements] == [paid.sp2d_number]
    assert facts.report_due_on == date(2021, 10, 9)


def test_only_rules_about_accounts_speak_of_a_payment(stage):
    wrong = stage.cast.proposed(stage.instalment(), account="521219")
    assert [finding.rule for finding in account_findings(wrong)] == ["AKUN-01"]


def test_an_account_of_another_purpose_is_told_too(stage):
    disaster = stage.cast.proposed(stage.instalment(), account="576111")
    assert [finding.rule for finding in account_findings(disaster)] == ["AKUN-02"]
