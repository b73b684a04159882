"""Finding an amount or a number anywhere between the DIPA line and the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from grants.models import Disbursement, TreasuryReturn
from partners.models import Instalment
from reports.models import Entry, TaxRow
from rupiah.parse import NotRupiah, parse_rupiah

#: Places of one kind that one search shows; more than these call for a narrower question.
LIMIT = 25

Row = TypeVar("Row", Entry, TaxRow)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the number or amount stands; leads to the chain of its instalment."""

    kind: str
    label: str
    partner: str
    amount: int
    instalment_id: int
    row: int | None = None

    @property
    def url(self) -> str:
        anchor = f"?baris={self.row}#baris-{self.row}" if self.row else ""
        return reverse("audits:follow", args=[self.instalment_id]) + anchor


def amount_in(text: str) -> int | None:
    """The rupiah that the text means, or None where it is no amount."""
    try:
        return parse_rupiah(text)
    except NotRupiah:
        return None


def find(text: str, user: User) -> list[Hit]:
    """Everything that the reader may see with this amount (exactly) or this number or name (in part)."""
    text = text.strip()
    return list(_hits(text, amount_in(text), user)) if len(text) > 1 else []


def _matching(numbers: list[str], amounts: list[str], text: str, amount: int | None) -> Q:
    match = Q()
    for number in numbers:
        match |= Q(**{f"{number}__icontains": text})
    if amount is not None:
        for name in amounts:
            match |= Q(**{name: amount})
    return match


def _hits(text: str, amount: int | None, user: User) -> Iterator[Hit]:
    instalments = Instalment.objects.visible_to(user).select_related("agreement__partner")
    wanted = _matching(["agreement__number", "agreement__partner__name"], ["amount", "agreement__value"], text, amount)
    for instalment in instalments.filter(wanted).order_by("-pk")[:LIMIT]:
        agreement = instalment.agreement
        label = f"{agreement.number}, termin {instalment.number}"
        yield Hit("Perjanjian", label, agreement.partner.name, instalment.amount, instalment.pk)
    payments = Disbursement.objects.visible_to(user).select_related("instalment__agreement__partner")
    wanted = _matching(
        ["spp_number", "spm_number", "sp2d_number", "decree__number"], ["amount", "allocation__amount"], text, amount
    )
    for payment in payments.filter(wanted).order_by("-pk")[:LIMIT]:
        label = payment.sp2d_number or payment.spm_number or payment.spp_number
        yield _of(payment, "Penyaluran", label)
    refunds = TreasuryReturn.objects.visible_to(user).select_related("instalment__agreement__partner")
    for refund in refunds.filter(_matching(["billing_code", "ntpn"], ["amount"], text, amount)).order_by("-pk")[:LIMIT]:
        yield _of(refund, "Pengembalian", refund.ntpn or "belum ada NTPN")
    yield from _entry_hits(text, amount, user)
    yield from _tax_hits(text, amount, user)


def _of(row: Disbursement | TreasuryReturn, kind: str, label: str) -> Hit:
    return Hit(kind, label, row.instalment.agreement.partner.name, row.amount, row.instalment_id)


def _last(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows as the last revision of each report has them, with their LKS, the newest first."""
    rows = rows.filter(revision__replaced_by__isnull=True)
    return rows.select_related("revision__report__instalment__agreement__partner").order_by("-pk")


def _entry_hits(text: str, amount: int | None, user: User) -> Iterator[Hit]:
    wanted = _matching(["evidence_number", "payee", "description"], ["paid", "received"], text, amount)
    for entry in _last(Entry.objects.visible_to(user)).filter(wanted)[:LIMIT]:
        instalment = entry.revision.report.instalment
        label = f"{entry.evidence_number or 'tanpa nomor'} — {entry.payee or entry.description}"
        money = entry.paid or entry.received or 0
        yield Hit("Buku kas", label, instalment.agreement.partner.name, money, instalment.pk, entry.row)


def _tax_hits(text: str, amount: int | None, user: User) -> Iterator[Hit]:
    wanted = _matching(["ntpn"], ["amount"], text, amount)
    for tax in _last(TaxRow.objects.visible_to(user)).filter(wanted)[:LIMIT]:
        instalment = tax.revision.report.instalment
        label = f"{tax.kind or 'Pajak'} — {tax.ntpn or 'tanpa NTPN'}"
        yield Hit("Pajak", label, instalment.agreement.partner.name, tax.amount or 0, instalment.pk)
