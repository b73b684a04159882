"""The kinds of record that a search goes through: where each keeps numbers, names and amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from audits.following.payment import lines_in_sight
from audits.searching.hits import Hit
from beneficiaries.models import Aid, Person
from grants.models import Allocation, BankLine, Decree, DecreeRecipient, Disbursement, Retur, TreasuryReturn
from partners.models import Instalment, Partner
from reports.models import BeneficiaryRow, Entry, Evidence, TaxRow

_WHOSE = "partner__office"
_REPORT = "revision__report__partner__office"


@dataclass(frozen=True, slots=True)
class Sought:
    """A kind: its rows as far as a reader sees them; columns asked in part (``words``), and exactly (``amounts``)."""

    title: str
    rows: Callable[[User], QuerySet[Any]]
    words: tuple[str, ...]
    amounts: tuple[str, ...]
    hit: Callable[[Any], Hit]
    #: Of tables with many rows for each report.
    large: bool = False
    #: Each row names a person.
    of_people: bool = False


def _last(model: Any) -> Callable[[User], QuerySet[Any]]:
    """Rows as the last revision of each report has them, with their LKS."""

    def rows(user: User) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.visible_to(user)
        return found.filter(revision__replaced_by__isnull=True).select_related(_REPORT)

    return rows


def _whose(record: Any) -> dict[str, Any]:
    """LKS and office, where the record repeats its LKS."""
    partner = record.partner
    office = (partner or record).office
    return {"partner": partner.name if partner else "", "office": office.name, "chain": office.chain}


def _allocation(line: Allocation) -> Hit:
    label = f"{line.year} {line.budget_code} {line.description}"
    return Hit(label, "alokasi", line.pk, office=line.office.name, amount=line.amount)


def _partner(partner: Partner) -> Hit:
    return Hit(partner.registration_number, "lks", partner.pk, partner.name, partner.office.name)


def _instalment(instalment: Instalment) -> Hit:
    agreement = instalment.agreement
    label = f"{agreement.number}, termin {instalment.number}"
    whose = _whose(agreement)
    return Hit(label, "termin", instalment.pk, amount=instalment.amount, day=agreement.signed_on, **whose)


def _decree(decree: Decree) -> Hit:
    return Hit(decree.number, "sk", decree.pk, day=decree.decided_on, **_whose(decree.agreement))


def _recipient(recipient: DecreeRecipient) -> Hit:
    label = f"{recipient.name}, {recipient.masked_nik}, {recipient.decree}"
    whose = _whose(recipient.decree.agreement)
    return Hit(label, "penerima-sk", recipient.pk, amount=recipient.amount, day=recipient.decree.decided_on, **whose)


def _payment(payment: Disbursement) -> Hit:
    numbers = (("SP2D", payment.sp2d_number), ("SPM", payment.spm_number), ("SPP", payment.spp_number))
    label = ", ".join(f"{name} {number}" for name, number in numbers if number)
    day = payment.sp2d_date or payment.spm_date or payment.spp_date
    return Hit(label, "penyaluran", payment.pk, amount=payment.amount, day=day, **_whose(payment))


def _retur(retur: Retur) -> Hit:
    label, whose = f"Retur SP2D {retur.sp2d_number}", _whose(retur.disbursement)
    return Hit(label, "penyaluran", retur.disbursement_id, amount=retur.amount, day=retur.returned_on, **whose)


def _bank_line(line: BankLine) -> Hit:
    number = line.sp2d_number or line.spm_number or "tanpa nomor"
    label = f"{number}, baris {line.row} {line.bank_file.file.original_name}"
    return Hit(label, "bank", line.pk, office=line.bank_file.office.name, amount=line.amount, day=line.day)


def _refund(refund: TreasuryReturn) -> Hit:
    label = f"{refund.get_kind_display()}, NTPN {refund.ntpn or '–'}"
    return Hit(label, "pengembalian", refund.pk, amount=refund.amount, day=refund.paid_on, **_whose(refund))


def _entry(entry: Entry) -> Hit:
    label = f"{entry.evidence_number or 'tanpa nomor'} — {entry.payee or entry.description}"
    whose = _whose(entry.revision.report)
    return Hit(label, "baris", entry.pk, amount=entry.paid or entry.received, day=entry.date, **whose)


def _evidence(evidence: Evidence) -> Hit:
    label, whose = f"{evidence.evidence_number}, {evidence.file.original_name}", _whose(evidence.report)
    return Hit(label, "bukti", evidence.pk, day=localdate(evidence.attached_at), **whose)


def _tax(tax: TaxRow) -> Hit:
    label, whose = f"{tax.kind or 'Pajak'}, NTPN {tax.ntpn or '–'}", _whose(tax.revision.report)
    return Hit(label, "pajak", tax.pk, amount=tax.amount, day=tax.paid_on, **whose)


def _beneficiary(row: BeneficiaryRow) -> Hit:
    label = f"{row.name or '–'}, {row.masked_nik}, BAST {row.handover_number or '–'}"
    return Hit(label, "pm", row.pk, amount=row.value, day=row.received_on, **_whose(row.revision.report))


def _aid(aid: Aid) -> Hit:
    label = f"{aid.get_component_display()}, {aid.person.masked_nik}, BAST {aid.bast_number or '–'}"
    return Hit(label, "bantuan", aid.pk, amount=aid.value, day=aid.given_on, **_whose(aid))


def _person(person: Person) -> Hit:
    return Hit(f"{person.name}, {person.masked_nik}", "orang", person.pk, office=person.office.name, chain=person.chain)


_AGREEMENT = "agreement__partner__office"
KINDS: tuple[Sought, ...] = (
    Sought(
        "Alokasi (DIPA)",
        lambda user: Allocation.objects.visible_to(user).select_related("office"),
        ("description",),
        ("amount",),
        _allocation,
    ),
    Sought(
        "LKS",
        lambda user: Partner.objects.visible_to(user).select_related("office"),
        ("name", "registration_number"),
        (),
        _partner,
    ),
    Sought(
        "Perjanjian dan termin",
        lambda user: Instalment.objects.visible_to(user).select_related(_AGREEMENT),
        ("agreement__number", "agreement__partner__name"),
        ("amount", "agreement__value"),
        _instalment,
    ),
    Sought(
        "SK penerima",
        lambda user: Decree.objects.visible_to(user).select_related(_AGREEMENT),
        ("number",),
        (),
        _decree,
    ),
    Sought(
        "Orang dalam SK",
        lambda user: DecreeRecipient.objects.visible_to(user).select_related(f"decree__{_AGREEMENT}"),
        ("name",),
        ("amount",),
        _recipient,
        of_people=True,
    ),
    Sought(
        "Penyaluran (SPP, SPM, SP2D)",
        lambda user: Disbursement.objects.visible_to(user).select_related(_WHOSE),
        ("spp_number", "spm_number", "sp2d_number"),
        ("amount",),
        _payment,
    ),
    Sought(
        "Retur bank",
        lambda user: Retur.objects.visible_to(user).select_related(f"disbursement__{_WHOSE}"),
        ("sp2d_number",),
        ("amount",),
        _retur,
    ),
    Sought(
        "Berkas bank",
        lambda user: lines_in_sight(user).select_related("bank_file__file", "bank_file__office"),
        ("sp2d_number", "spm_number"),
        ("amount",),
        _bank_line,
    ),
    Sought(
        "Buku kas",
        _last(Entry),
        ("evidence_number", "payee", "description"),
        ("paid", "received"),
        _entry,
        large=True,
    ),
    Sought(
        "Bukti",
        lambda user: (
            Evidence.objects.visible_to(user)
            .filter(removed_at__isnull=True)
            .select_related("file", "report__partner__office")
        ),
        ("evidence_number",),
        (),
        _evidence,
    ),
    Sought("Pajak", _last(TaxRow), ("ntpn", "evidence_number"), ("amount",), _tax, large=True),
    Sought(
        "Penerima dalam laporan",
        _last(BeneficiaryRow),
        ("name", "handover_number"),
        ("value",),
        _beneficiary,
        large=True,
        of_people=True,
    ),
    Sought(
        "Bantuan",
        lambda user: Aid.objects.visible_to(user).standing().select_related(_WHOSE, "office", "person"),
        ("bast_number", "item"),
        ("value",),
        _aid,
    ),
    Sought(
        "Penerima manfaat",
        lambda user: Person.objects.visible_to(user).select_related("office"),
        ("name",),
        (),
        _person,
        of_people=True,
    ),
    Sought(
        "Pengembalian",
        lambda user: TreasuryReturn.objects.visible_to(user).select_related(_WHOSE),
        ("billing_code", "ntpn", "reference"),
        ("amount",),
        _refund,
    ),
)
#: Of these a NIK tells by its keyed index.
KNOWN_BY_NIK = ("Penerima manfaat", "Bantuan", "Orang dalam SK", "Penerima dalam laporan")
