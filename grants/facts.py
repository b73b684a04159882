"""Models → the facts that rules read, and what the rules say of a payment before its money is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from grants.models import Disbursement
from legal.law import current_law
from partners.facts import agreement_facts
from partners.models import Instalment
from regulations import catalogue
from regulations.catalogue import Subject
from regulations.facts import DecreedFacts, DecreeFacts, DisbursementFacts, InstalmentFacts, ReportFacts
from regulations.findings import Finding
from regulations.law import Law
from regulations.parameters import ASSISTANCE_ACCOUNTS
from trail.parts import in_parts

#: What the office answers for, and can still mend before it pays.
_OF_THE_OFFICE = frozenset({Subject.AGREEMENT, Subject.ACCOUNTS, Subject.DECREE, Subject.DISBURSEMENT})
#: What of that is known before there is an SPP.
_BEFORE_THE_SPP = frozenset({Subject.AGREEMENT, Subject.DECREE})


def disbursement_facts(disbursement: Disbursement) -> DisbursementFacts:
    """A payment as rules see it; before its SP2D the number is empty and the date that of the latest paper."""
    decree = disbursement.decree
    return DisbursementFacts(
        sp2d_number=disbursement.sp2d_number,
        sp2d_date=disbursement.sp2d_date or disbursement.spm_date or disbursement.spp_date,
        amount=disbursement.amount,
        account=disbursement.allocation.account,
        spp_date=disbursement.spp_date,
        spm_date=disbursement.spm_date,
        decree=DecreeFacts(decree.number, decree.decided_on, has_file=decree.file_id is not None),
        fiscal_year=disbursement.allocation.year,
        account_holder=disbursement.bank_account.holder,
        received_amount=disbursement.received_amount,
    )


def instalment_facts(instalment: Instalment, report_due_on: date | None) -> InstalmentFacts:
    """The instalment with the payments that have their SP2D, in one query."""
    paid = instalment.disbursements.paid().select_related("allocation", "decree", "bank_account")
    return InstalmentFacts(
        number=instalment.number,
        amount=instalment.amount,
        report_due_on=report_due_on,
        disbursements=tuple(disbursement_facts(payment) for payment in paid.order_by("sp2d_date", "pk")),
    )


def decreed_facts(instalment: Instalment, people: Mapping[int, str]) -> DecreedFacts | None:
    """What the decree in force gives the people of a report, by row (row → keyed index of the NIK).

    None where there is no such decree, or it names no persons.
    """
    decree = instalment.agreement.decrees.in_force().filter(names_people=True).first()
    if decree is None:
        return None
    shares: dict[str, int] = {}
    for some in in_parts(sorted(set(people.values()))):
        known = decree.recipients.filter(nik_index__in=some).order_by()
        shares.update(known.values_list("nik_index", "amount"))
    listed = decree.recipients.count()
    return DecreedFacts(
        number=decree.number,
        people=listed,
        shares={row: shares[index] for row, index in people.items() if index in shares},
        missed=listed - len(shares),
    )


def payment_findings(disbursement: Disbursement) -> list[Finding]:
    """What the rules about the office's side say of this payment, so that it is seen before the money is gone."""
    return _findings(disbursement.instalment, disbursement_facts(disbursement), _OF_THE_OFFICE)


def proposal_findings(instalment: Instalment) -> list[Finding]:
    """The same for a payment that nobody has proposed yet, were it made today: papers and account of the LKS."""
    account = instalment.agreement.partner.account
    payment = DisbursementFacts(
        sp2d_number="",
        sp2d_date=timezone.localdate(),
        amount=instalment.amount,
        account="",
        account_holder=account.holder if account else None,
    )
    return _findings(instalment, payment, _BEFORE_THE_SPP)


def _findings(instalment: Instalment, payment: DisbursementFacts, subjects: frozenset[Subject]) -> list[Finding]:
    facts = ReportFacts(
        agreement=agreement_facts(instalment.agreement),
        instalment=InstalmentFacts(instalment.number, instalment.amount, None, (payment,)),
        today=timezone.localdate(),
        law=current_law(),
    )
    found = catalogue.check(facts, on=payment.sp2d_date)
    return [finding for finding in found if catalogue.get(finding.rule).subject in subjects]


def assistance_group(year: int, law: Law) -> str:
    """The account group of social assistance in that fiscal year by this law, e.g. "57"."""
    return law.on(ASSISTANCE_ACCOUNTS, date(year, 12, 31))
