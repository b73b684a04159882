"""What a bank sent back: on the desk of the office, which pays again, and of the LKS whose money it is."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from desk.things import Duty, Thing
from grants.models import Disbursement


def _returned(user: User) -> QuerySet[Disbursement]:
    """Payments that a bank refused and that are neither paid again nor cancelled."""
    rows = Disbursement.objects.visible_to(user).filter(state="returned")
    return rows.select_related("instalment__agreement__partner").order_by("proposed_at")


def _show(payment: Disbursement) -> Thing:
    agreement = payment.instalment.agreement
    detail = f"Termin {payment.instalment.number}, {agreement}"
    return Thing(agreement.partner.name, detail, payment.get_absolute_url(), amount=payment.amount)


REFUSED_TRANSFERS = (
    Duty(
        Permission.RECORD_SP2D,
        "Retur menunggu SP2D pengganti",
        "Bank menolak transfernya. Betulkan rekeningnya bila salah, lalu catat SP2D penggantinya.",
        "return",
        _returned,
        _show,
        "grants:disbursements",
        "?state=returned",
    ),
    Duty(
        Permission.CONFIRM_RECEIPT,
        "Dana dikembalikan bank",
        "Bank menolak transfernya. Cocokkan nomor dan nama pemilik rekening LKS dengan balai; balai lalu membayar "
        "ulang.",
        "return",
        _returned,
        _show,
        "grants:disbursements",
        "?state=returned",
    ),
)
