"""An engagement by hand: from choosing what to test to a settled finding, with who is audited in another window.

On the same server as the main journey, with the people of the demonstration.
"""

from __future__ import annotations

from tests.browser import auditing
from tests.browser.company import Company


def test_an_engagement_goes_from_choosing_to_a_settled_finding_with_a_returned_amount(company: Company) -> None:
    auditor, auditee, finance = company.auditor, company.auditee, company.finance
    auditing.choose_by_risk(auditor)
    auditing.draw_sample(auditor)
    auditing.write_paper(auditor)
    auditing.review_paper(company.reviewer)
    auditing.write_finding(auditor)
    auditing.show_finding(auditor)
    auditing.answer_finding(auditee)
    auditing.finalise_finding(company.reviewer)
    auditing.open_return(finance)
    auditing.pay_back(auditee)
    auditing.confirm_return(finance)
    auditing.tell_what_was_done(auditee)
    auditing.settle(auditor)
    auditing.see_that_it_is_settled(auditor)
