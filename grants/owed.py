"""What is open of an agreement's money: for the room below that asks before an agreement is ended, and for the room
above that asks before a report is accepted."""

from __future__ import annotations

from django.db.models import Sum
from django.urls import reverse

from grants.models import Disbursement, TreasuryReturn
from partners.models import Agreement, Instalment
from partners.obligations import Obligation
from rupiah.format import format_rupiah

_KIND = TreasuryReturn.Kind


def open_money(agreement: Agreement) -> list[Obligation]:
    """Payments under way, and returns that the treasury has not confirmed."""
    payments = Disbursement.objects.filter(
        instalment__agreement=agreement, state__in=["proposed", "approved", "returned"]
    )
    returns = TreasuryReturn.objects.unsettled().filter(instalment__agreement=agreement)
    return [
        Obligation(
            f"Penyaluran termin {row.instalment.number} {format_rupiah(row.amount)} masih berjalan "
            f"(status “{row.state_label}”).",
            row.get_absolute_url(),
        )
        for row in payments.select_related("instalment").order_by("instalment__number", "pk")
    ] + [
        Obligation(
            f"{row.get_kind_display()} termin {row.instalment.number} {format_rupiah(row.amount)} harus kembali ke kas "
            f"negara (status “{row.state_label}”).",
            row.get_absolute_url(),
        )
        for row in returns.select_related("instalment").order_by("instalment__number", "pk")
    ]


def undelivered_of(instalment: Instalment) -> int:
    """Rupiah of the instalment that go back already because nobody could be given them; part of what is left of it."""
    found = instalment.returns.standing().filter(kind=_KIND.UNDELIVERED)
    return found.aggregate(total=Sum("amount"))["total"] or 0


def not_handed_out(payment: Disbursement) -> Obligation | None:
    """What a distributor still has of the payment, as a sentence with its page; None where all of it is settled.

    Settled is what was handed out, and what could not be and has its return.
    """
    shares = dict(payment.deliveries.order_by().values_list("state").annotate(total=Sum("amount")))
    waiting = shares.get("waiting", 0)
    left = waiting + max(shares.get("undelivered", 0) - undelivered_of(payment.instalment), 0)
    if not left:
        return None
    what = "belum diserahkan" if waiting else "tidak tersalurkan dan belum dikembalikan"
    return Obligation(
        f"{format_rupiah(left)} pada {payment.distributor} {what}. Catat penyerahannya, atau buka pengembalian yang "
        "tidak tersalurkan, pada halaman penyerahan.",
        reverse("grants:deliveries", args=[payment.pk]),
    )


def too_much(instalment: Instalment, excess: int) -> list[str]:
    """What to mend where ``excess`` rupiah more would go back than was paid: the findings that are in the way."""
    return [each.sentence for each in findings_in_the_way(instalment, excess)] or ["Periksa laporannya."]


def findings_in_the_way(instalment: Instalment, excess: int) -> list[Obligation]:
    """The findings of audits on the instalment, each with what to do about ``excess`` rupiah too much and its page."""
    found = instalment.returns.standing().filter(kind=_KIND.AUDIT).order_by("-pk")
    return [
        Obligation(
            f"Temuan {owed.reference} {format_rupiah(owed.amount)} dan sisa laporan ini bersama-sama melebihi dana "
            f"yang diterima, {format_rupiah(excess)} terlalu banyak. {_cure(owed)}",
            owed.get_absolute_url(),
        )
        for owed in found
    ]


def _cure(owed: TreasuryReturn) -> str:
    if owed.state == "open":
        return (
            "Bila temuannya mencakup sisa itu atau keliru, tarik temuannya dan catat lagi jumlah yang benar; bila "
            "laporannya yang keliru, kembalikan kepada LKS."
        )
    return "Temuan itu sudah disetor: kembalikan laporannya kepada LKS supaya sisanya dibetulkan."
