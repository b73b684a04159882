"""Models → the facts that rules read."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from grants.models import Disbursement
from legal.law import current_law
from partners.models import Instalment
from regulations import catalogue
from regulations.facts import AgreementFacts, DisbursementFacts, InstalmentFacts, ReportFacts
from regulations.findings import Finding
from regulations.law import Law
from regulations.parameters import ASSISTANCE_ACCOUNTS


def disbursement_facts(disbursement: Disbursement) -> DisbursementFacts:
    """A payment as rules see it; before its SP2D the number is empty and the date that of the latest paper."""
    return DisbursementFacts(
        sp2d_number=disbursement.sp2d_number,
        sp2d_date=disbursement.sp2d_date or disbursement.spm_date or disbursement.spp_date,
        amount=disbursement.amount,
        account=disbursement.allocation.account,
    )


def instalment_facts(instalment: Instalment, report_due_on: date | None) -> InstalmentFacts:
    """The instalment with the payments that have their SP2D."""
    paid = instalment.disbursements.paid().select_related("allocation").order_by("sp2d_date", "pk")
    return InstalmentFacts(
        number=instalment.number,
        amount=instalment.amount,
        report_due_on=report_due_on,
        disbursements=tuple(disbursement_facts(payment) for payment in paid),
    )


def account_findings(disbursement: Disbursement) -> list[Finding]:
    """What the rules about accounts say of this payment, so that a wrong account is seen before the money is gone."""
    instalment, agreement = disbursement.instalment, disbursement.instalment.agreement
    payment = disbursement_facts(disbursement)
    facts = ReportFacts(
        agreement=AgreementFacts(
            number=agreement.number,
            partner_name=agreement.partner.name,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            value=agreement.value,
            purpose=agreement.purpose,
            form=agreement.form,
        ),
        instalment=InstalmentFacts(instalment.number, instalment.amount, None, (payment,)),
        today=timezone.localdate(),
        law=current_law(),
    )
    return [
        finding
        for rule in catalogue.rules_in_force(payment.sp2d_date, facts.law)
        if rule.subject is catalogue.Subject.ACCOUNTS
        for finding in rule(facts)
    ]


def assistance_group(year: int, law: Law) -> str:
    """The account group of social assistance in that fiscal year by this law, e.g. "57"."""
    return law.on(ASSISTANCE_ACCOUNTS, date(year, 12, 31))
