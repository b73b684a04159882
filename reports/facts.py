"""Models → the facts that rules read, and what the template is filled with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Max, Sum
from django.utils import timezone

from grants.facts import decreed_facts, instalment_facts
from legal.law import current_law
from partners.facts import agreement_facts as facts_of_agreement
from partners.models import Agreement, Instalment
from regulations.cashbook import code_key
from regulations.facts import (
    AgreementFacts,
    BeneficiaryFacts,
    DecreedFacts,
    ElsewhereFacts,
    EntryFacts,
    InstalmentFacts,
    ReportFacts,
    SignatureFacts,
    TaxFacts,
)
from reports.elsewhere import elsewhere_facts, files_elsewhere
from reports.intake.identity import TemplateIdentity
from reports.intake.read import Intake
from reports.models import BeneficiaryRow, Entry, Report, Revision, Signature, TaxRow
from vault.private import keyed_index


def agreement_facts(agreement: Agreement) -> AgreementFacts:
    """The agreement with its papers and its RAB; each line with what accepted reports have used of it, in rupiah."""
    return facts_of_agreement(agreement, spent=spent_by_code(agreement))


def spent_by_code(agreement: Agreement, *, before: Instalment | None = None) -> dict[str, int]:
    """Rupiah spent in the accepted reports of this agreement, by the key of the RAB code.

    ``before`` leaves out that instalment and those after it.
    """
    accepted = Report.objects.filter(instalment__agreement=agreement, state="accepted")
    if before is not None:
        accepted = accepted.filter(instalment__number__lt=before.number)
    last = accepted.annotate(last=Max("revisions__number")).values_list("pk", "last")
    spent: dict[str, int] = {}
    for report_id, number in last:
        sums = (
            Entry.objects.filter(revision__report=report_id, revision__number=number, paid__isnull=False)
            .values_list("budget_code")
            .annotate(total=Sum("paid"))
            .order_by()
        )
        for code, total in sums:
            key = code_key(code)
            spent[key] = spent.get(key, 0) + total
    return spent


def reported_instalment(instalment: Instalment) -> InstalmentFacts:
    """The instalment as its report's rules see it: with its payments and the day the report is due.

    While its money is not there, no day is counted.
    """
    report = Report.objects.filter(instalment=instalment).first()
    facts = instalment_facts(instalment, report.due_on if report else None)
    return facts if facts.disbursements else replace(facts, report_due_on=None)


def opening_expected(instalment: Instalment) -> int:
    """Rupiah that the cash book of this instalment begins with.

    The remainder of an accepted report goes back to the treasury and is never spent on the next instalment, so
    every cash book begins at nought.
    """
    return 0


def rules_date(instalment: Instalment) -> date:
    """The report's own date, by which the rules in force are chosen: the day its money was paid (last SP2D).

    The same for every revision, so that a correction is not judged by other rules than what it corrects.
    """
    paid = instalment.disbursements.paid().aggregate(last=Max("sp2d_date"))["last"]
    return paid or instalment.agreement.starts_on


def template_identity(instalment: Instalment) -> TemplateIdentity:
    """What the office knows of this instalment, for its workbook."""
    agreement = instalment.agreement
    partner = agreement.partner
    facts = reported_instalment(instalment)
    return TemplateIdentity(
        office_name=partner.office.name,
        partner_id=partner.key,
        partner_name=partner.name,
        head_name=partner.head.name if partner.head else "",
        treasurer_name=partner.treasurer.name if partner.treasurer else "",
        agreement_number=agreement.number,
        agreement_starts_on=agreement.starts_on,
        agreement_ends_on=agreement.ends_on,
        instalment_id=instalment.key,
        instalment_number=instalment.number,
        received=facts.received,
        disbursements=facts.disbursements,
        budget_lines=agreement_facts(agreement).budget_lines,
        report_due_on=facts.report_due_on,
        opening_balance=opening_expected(instalment),
    )


def workbook_facts(
    intake: Intake,
    *,
    agreement: AgreementFacts,
    instalment: InstalmentFacts,
    opening_expected: int,
    elsewhere: ElsewhereFacts | None = None,
    decreed: DecreedFacts | None = None,
) -> ReportFacts:
    """What the rules of the workbook stage read: the lines of a workbook, beside what is known of its instalment."""
    return ReportFacts(
        agreement=agreement,
        instalment=instalment,
        entries=intake.entries,
        beneficiaries=intake.beneficiaries,
        taxes=intake.taxes,
        declared=intake.declared,
        unreadable_tables=intake.unreadable_tables,
        opening_expected=opening_expected,
        today=timezone.localdate(),
        elsewhere=elsewhere,
        decreed=decreed,
        law=current_law(),
    )


def entry_facts(entries: Iterable[Entry]) -> tuple[EntryFacts, ...]:
    """Cash book lines as they were kept; a blank text counts as left blank."""
    return tuple(
        EntryFacts(
            row=entry.row,
            date=entry.date,
            evidence_number=entry.evidence_number or None,
            description=entry.description or None,
            payee=entry.payee or None,
            budget_code=entry.budget_code or None,
            received=entry.received,
            paid=entry.paid,
            balance=entry.balance,
            stamp_duty=entry.stamp_duty,
        )
        for entry in entries
    )


def beneficiary_facts(people: Iterable[BeneficiaryRow]) -> tuple[BeneficiaryFacts, ...]:
    """Lines of the list of beneficiaries as they were kept."""
    return tuple(
        BeneficiaryFacts(
            row=person.row,
            nik=person.nik or None,
            name=person.name or None,
            cluster=person.cluster or None,
            component=person.component or None,
            form=person.form or None,
            value=person.value,
            received_on=person.received_on,
            assessed_on=person.assessed_on,
            conferred_on=person.conferred_on,
            handover_number=person.handover_number or None,
        )
        for person in people
    )


def decreed_people(instalment: Instalment, people: Iterable[BeneficiaryFacts]) -> DecreedFacts | None:
    """What the decree of recipients in force says of these lines; None where it names no persons."""
    return decreed_facts(
        instalment, {one.row: keyed_index(one.nik) for one in people if one.nik and not one.nik_was_number}
    )


def tax_facts(taxes: Iterable[TaxRow]) -> tuple[TaxFacts, ...]:
    """Lines of the list of taxes as they were kept."""
    return tuple(
        TaxFacts(
            row=tax.row,
            evidence_number=tax.evidence_number or None,
            kind=tax.kind or None,
            base=tax.base,
            amount=tax.amount,
            ntpn=tax.ntpn or None,
            paid_on=tax.paid_on,
        )
        for tax in taxes
    )


def submission_facts(
    report: Report,
    revision: Revision,
    *,
    today: date,
    submitted_on: date | None,
    signatures: Iterable[Signature] | None = None,
) -> ReportFacts:
    """What the rules of the submission stage read: the kept lines, the evidence attached now, the day.

    ``signatures`` are those that stand, given in the act of submission alone: before it they are not asked for, since
    none can be given while a rule still finds an error.
    """
    instalment = report.instalment
    files = evidence_files(report)
    entries, people, taxes = (
        entry_facts(revision.entries.all()),
        beneficiary_facts(revision.beneficiaries.all()),
        tax_facts(revision.taxes.all()),
    )
    elsewhere = elsewhere_facts(instalment, entries=entries, beneficiaries=people, taxes=taxes)
    return ReportFacts(
        agreement=agreement_facts(instalment.agreement),
        instalment=reported_instalment(instalment),
        entries=entries,
        beneficiaries=people,
        taxes=taxes,
        evidenced=frozenset(files),
        evidence_files=files,
        elsewhere=replace(elsewhere, files=files_elsewhere(report)),
        decreed=decreed_people(instalment, people),
        submitted_on=submitted_on,
        today=today,
        signatures=None if signatures is None else signature_facts(signatures),
        law=current_law(),
    )


def signature_facts(signatures: Iterable[Signature]) -> tuple[SignatureFacts, ...]:
    """Signatures as rules see them: the day is that of the office's time zone."""
    return tuple(
        SignatureFacts(
            signature.role, timezone.localdate(signature.signed_at), str(signature.user_id), signature.with_pact
        )
        for signature in signatures
    )


def evidence_files(report: Report) -> dict[str, frozenset[str]]:
    """SHA-256 of the files that prove each evidence number now."""
    files: dict[str, set[str]] = {}
    attached = report.evidence.filter(removed_at__isnull=True).values_list("evidence_number", "file__sha256")
    for number, sha256 in attached.order_by():
        files.setdefault(number, set()).add(sha256)
    return {number: frozenset(hashes) for number, hashes in files.items()}
