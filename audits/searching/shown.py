"""Each record as the search shows it: what it is called, whose it is, its amount, and from what it is followed."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from audits.models import Finding
from audits.searching.hits import Hit
from beneficiaries.models import Aid, Person
from grants.models import (
    Allocation,
    BankLine,
    Decree,
    DecreeRecipient,
    Delivery,
    Disbursement,
    Retur,
    TreasuryReturn,
)
from partners.models import BankAccount, Instalment, Partner
from reports.models import BeneficiaryRow, Entry, Evidence, Report, TaxRow
from rupiah.format import format_rupiah


def _whose(record: Any) -> dict[str, Any]:
    """LKS and office, where the record repeats its LKS."""
    partner = record.partner
    office = (partner or record).office
    return {"partner": partner.name if partner else "", "office": office.name, "chain": office.chain}


def allocation_hit(line: Allocation) -> Hit:
    label = f"{line.year} {line.budget_code} {line.description}"
    return Hit(label, "alokasi", line.pk, office=line.office.name, amount=line.amount)


def partner_hit(partner: Partner) -> Hit:
    return Hit(partner.registration_number, "lks", partner.pk, partner.name, partner.office.name)


def instalment_hit(instalment: Instalment) -> Hit:
    agreement = instalment.agreement
    label = f"{agreement.number}, termin {instalment.number}"
    whose = _whose(agreement)
    return Hit(label, "termin", instalment.pk, amount=instalment.amount, day=agreement.signed_on, **whose)


def decree_hit(decree: Decree) -> Hit:
    return Hit(decree.number, "sk", decree.pk, day=decree.decided_on, **_whose(decree.agreement))


def recipient_hit(recipient: DecreeRecipient) -> Hit:
    label = f"{recipient.name}, {recipient.masked_nik}, {recipient.decree}"
    whose = _whose(recipient.decree.agreement)
    return Hit(label, "penerima-sk", recipient.pk, amount=recipient.amount, day=recipient.decree.decided_on, **whose)


def payment_hit(payment: Disbursement) -> Hit:
    numbers = (("SP2D", payment.sp2d_number), ("SPM", payment.spm_number), ("SPP", payment.spp_number))
    label = ", ".join(f"{name} {number}" for name, number in numbers if number)
    day = payment.sp2d_date or payment.spm_date or payment.spp_date
    return Hit(label, "penyaluran", payment.pk, amount=payment.amount, day=day, **_whose(payment))


def retur_hit(retur: Retur) -> Hit:
    label, whose = f"Retur SP2D {retur.sp2d_number}", _whose(retur.disbursement)
    return Hit(label, "penyaluran", retur.disbursement_id, amount=retur.amount, day=retur.returned_on, **whose)


def bank_line_hit(line: BankLine) -> Hit:
    number = line.sp2d_number or line.spm_number or "tanpa nomor"
    label = f"{number}, baris {line.row} {line.bank_file.file.original_name}"
    return Hit(label, "bank", line.pk, office=line.bank_file.office.name, amount=line.amount, day=line.day)


def refund_hit(refund: TreasuryReturn) -> Hit:
    label = f"{refund.get_kind_display()}, NTPN {refund.ntpn or '–'}"
    return Hit(label, "pengembalian", refund.pk, amount=refund.amount, day=refund.paid_on, **_whose(refund))


def entry_hit(entry: Entry) -> Hit:
    label = f"{entry.evidence_number or 'tanpa nomor'} — {entry.payee or entry.description}"
    whose = _whose(entry.revision.report)
    return Hit(label, "baris", entry.pk, amount=entry.paid or entry.received, day=entry.date, **whose)


def evidence_hit(evidence: Evidence) -> Hit:
    label, whose = f"{evidence.evidence_number}, {evidence.file.original_name}", _whose(evidence.report)
    return Hit(label, "bukti", evidence.pk, day=localdate(evidence.attached_at), **whose)


def tax_hit(tax: TaxRow) -> Hit:
    label, whose = f"{tax.kind or 'Pajak'}, NTPN {tax.ntpn or '–'}", _whose(tax.revision.report)
    return Hit(label, "pajak", tax.pk, amount=tax.amount, day=tax.paid_on, **whose)


def beneficiary_hit(row: BeneficiaryRow) -> Hit:
    label = f"{row.name or '–'}, {row.masked_nik}, BAST {row.handover_number or '–'}"
    return Hit(label, "pm", row.pk, amount=row.value, day=row.received_on, **_whose(row.revision.report))


def aid_hit(aid: Aid) -> Hit:
    label = f"{aid.get_component_display()}, {aid.person.masked_nik}, BAST {aid.bast_number or '–'}"
    return Hit(label, "bantuan", aid.pk, amount=aid.value, day=aid.given_on, **_whose(aid))


def person_hit(person: Person) -> Hit:
    return Hit(f"{person.name}, {person.masked_nik}", "orang", person.pk, office=person.office.name, chain=person.chain)


def account_hit(account: BankAccount) -> Hit:
    label = f"{account} (dipakai)" if account.active else f"{account} (tidak dipakai lagi)"
    return Hit(label, "rekening", account.pk, **_whose(account))


def delivery_hit(delivery: Delivery) -> Hit:
    recipient, payment = delivery.recipient, delivery.disbursement
    by = delivery.handed_over_by or payment.distributor
    label = f"{recipient.name}, {recipient.masked_nik}, {by or delivery.state_label}"
    return Hit(label, "penyerahan", delivery.pk, amount=delivery.amount, day=delivery.delivered_on, **_whose(payment))


def report_hit(report: Report) -> Hit:
    label = f"{report}, diterima {format_rupiah(report.received)}, sisa {format_rupiah(report.remainder)}"
    return Hit(label, "laporan", report.pk, amount=report.spent, day=report.due_on, **_whose(report))


def finding_hit(finding: Finding) -> Hit:
    label = f"{finding}, {finding.report_number}" if finding.report_number else str(finding)
    whose = {"partner": finding.partner.name if finding.partner else "", "office": finding.office.name}
    return Hit(label, "temuan", finding.pk, amount=finding.amount or None, day=finding.received_on, **whose)
