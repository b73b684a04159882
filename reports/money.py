"""Whether the money that a report is about is with the LKS: a bank may have refused it."""

from __future__ import annotations

from django.db.models import Max

from grants.models import Disbursement
from grants.workflow import PAID_STATES
from regulations.dates import tanggal
from reports.models import Report, Revision
from trail.refusal import Refusal

#: The same for who signs, hands in, verifies and accepts.
NOT_RECEIVED = (
    "Dana termin ini diretur bank dan belum dibayar ulang, jadi belum ada yang dipertanggungjawabkan. "
    "Isi laporan tetap tersimpan; lanjutkan sesudah staf keuangan balai mencatat SP2D penggantinya."
)


def money_in_the_way(report: Report, revision: Revision | None) -> str:
    """Why nothing can be accounted for on this report (yet), in a sentence; empty where nothing is in the way.

    A workbook that was uploaded before the payment that stands tells of money that had not come.
    """
    payments = list(
        Disbursement.objects.filter(instalment=report.instalment_id)
        .exclude(state="rejected")
        .annotate(refused_at=Max("returs__recorded_at"))
        .order_by("pk")
    )
    refused = [payment.refused_at for payment in payments if payment.refused_at]
    if not refused:
        return ""
    last = payments[-1]
    if last.sp2d_date is None or last.state not in PAID_STATES:
        return NOT_RECEIVED
    if revision is not None and revision.uploaded_at < max(refused):
        return (
            f"Dana termin ini dibayar ulang dengan SP2D {last.sp2d_number}, {tanggal(last.sp2d_date)}. Unggah lagi "
            "buku kerjanya dengan tanggal uang masuk yang sebenarnya."
        )
    return ""


def require_money(report: Report) -> None:
    """Refuse to pass on or accept a report on money that a bank has sent back."""
    if sentence := money_in_the_way(report, report.latest):
        raise Refusal(sentence, "Bila laporan sudah dikirim, kembalikan kepada LKS dengan alasan itu.")
