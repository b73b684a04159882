"""The main job from end to end, by hand: from a new LKS to an accepted report, on the server that bin/run starts.

Each person has a browser window of their own and goes by labels, links and buttons. The steps stand in the modules
beside this one, named by what the person wants; story.py holds the names, dates and amounts.
"""

from __future__ import annotations

from tests.browser import agreeing, paying, reading, registering, reporting, reviewing
from tests.browser.company import Company


def test_money_goes_from_an_agreement_to_an_accepted_report(company: Company) -> None:
    register(company)
    agree(company)
    pay(company)
    report(company)
    attach_sign_and_submit(company)
    review(company)
    return_remainder(company)
    read_the_outcome(company)
    follow_the_money(company)
    paying.see_that_second_instalment_is_open(company.finance)


def register(company: Company) -> None:
    """Finance registers a new LKS with all that it needs, and others from Excel."""
    finance = company.finance
    registering.register_partner(finance)
    registering.appoint_officers(finance)
    registering.record_documents(finance)
    registering.record_account(finance)
    registering.import_partners(finance)


def agree(company: Company) -> None:
    """The agreement binds once its sums tie and somebody else approves."""
    agreeing.draft_with_sums_that_do_not_tie(company.finance)
    agreeing.see_that_it_cannot_be_proposed(company.finance)
    agreeing.mend_and_propose(company.finance)
    agreeing.see_that_finance_cannot_approve(company.finance)
    agreeing.approve(company.ppk)
    agreeing.print_letter(company.finance)


def pay(company: Company) -> None:
    """The first instalment is paid by two people; the second is locked and says why."""
    paying.record_allocation(company.finance)
    paying.draft_decree(company.ppk)
    paying.approve_decree(company.employee("kpa"))
    paying.propose_first_instalment(company.finance)
    paying.see_that_second_instalment_is_locked(company.finance)
    paying.issue_payment_order(company.ppspm)
    paying.record_sp2d(company.finance)


def report(company: Company) -> None:
    """The treasurer fills in the workbook, sees what is wrong, and mends it in two goes."""
    treasurer = company.treasurer
    reporting.see_what_is_due(treasurer)
    template = reporting.take_workbook_home(treasurer)
    reporting.upload_with_mistakes(treasurer, template)
    reporting.take_annotated_workbook_home(treasurer)
    reporting.upload_half_mended(treasurer, template)
    reporting.upload_mended(treasurer, template)
    reporting.explain_the_warning(treasurer)


def attach_sign_and_submit(company: Company) -> None:
    """Any change after signing takes both signatures away; a double click sends the report once."""
    treasurer = company.treasurer
    reporting.attach_all_evidence(treasurer)
    reporting.sign(treasurer, "Bendahara LKS")
    reporting.sign_as_head(company.head)
    reporting.open_report(treasurer)
    reporting.replace_photo(treasurer, "KW-002", "Foto yang lebih terang")
    reporting.see_that_both_signatures_are_gone(treasurer)
    reporting.sign(treasurer, "Bendahara LKS")
    reporting.sign_as_head(company.head)
    reporting.submit(treasurer)


def review(company: Company) -> None:
    """The verifier sends the report back, then passes it on; a stale window is told so; the PPK accepts."""
    verifier, treasurer = company.verifier, company.treasurer
    reviewing.open_review(verifier, "Laporan menunggu verifikasi")
    reviewing.comment_on(verifier, "KW-101")
    reviewing.send_back(verifier)
    reviewing.see_reason_and_comment(treasurer)
    reporting.replace_photo(treasurer, "KW-101", "Foto yang terang")
    reporting.sign(treasurer, "Bendahara LKS")
    reporting.sign_as_head(company.head)
    reporting.submit(treasurer, times=2)

    stale = verifier.context.new_page()
    stale.goto("/")
    for window in (verifier, stale):
        reviewing.open_review(window, "Laporan menunggu verifikasi")
    reviewing.pass_on(verifier)
    reviewing.press_in_stale_window(stale)
    reviewing.accept(company.ppk)


def return_remainder(company: Company) -> None:
    reviewing.pay_remainder_back(company.treasurer)
    reviewing.confirm_remainder(company.finance)


def read_the_outcome(company: Company) -> None:
    """The official print with the workbook inside, its public check page, and the export."""
    reading.take_official_print(company.ppk)
    reading.check_as_stranger(company.stranger(), reading.address_of_check(company.ppk))
    reading.take_export(company.ppk)


def follow_the_money(company: Company) -> None:
    reading.follow_amount(company.auditor)
    reading.see_that_nothing_can_be_changed(company.auditor)
