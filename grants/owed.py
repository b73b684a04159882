"""What is open of an agreement's money, for the room below that asks before an agreement is ended."""

from __future__ import annotations

from grants.models import Disbursement, TreasuryReturn
from partners.models import Agreement
from partners.obligations import Obligation
from rupiah.format import format_rupiah


def open_money(agreement: Agreement) -> list[Obligation]:
    """Payments under way, and returns that the treasury has not confirmed."""
    payments = Disbursement.objects.filter(
        instalment__agreement=agreement, state__in=["proposed", "approved", "returned"]
    )
    returns = TreasuryReturn.objects.filter(instalment__agreement=agreement).exclude(state="confirmed")
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
