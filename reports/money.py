"""Whether the money that a report is about is with the LKS: a bank may have refused it."""

from __future__ import annotations

from django.db.models import Max

from grants.models import Disbursement
from grants.owed import findings_in_the_way, not_handed_out, undelivered_of
from grants.workflow import PAID_STATES
from partners.obligations import Obligation
from regulations.dates import tanggal
from reports.models import Report, Revision
from rupiah.format import format_rupiah
from trail.refusal import Refusal

#: The same for who signs, hands in, verifies and accepts.
NOT_RECEIVED = (
    "Dana termin ini diretur bank dan belum dibayar ulang, jadi belum ada yang dipertanggungjawabkan. "
    "Isi laporan tetap tersimpan; lanjutkan sesudah staf keuangan balai mencatat SP2D penggantinya."
)


def money_in_the_way(report: Report, revision: Revision | None) -> str:
    """Why nothing can be accounted for on this report (yet), in a sentence; empty where nothing is in the way.

    A workbook that was uploaded before the payment that stands tells of money that had not come; and what could not be
    handed out to its recipients is a part of what is left.
    """
    if revision is not None and revision.remainder is not None and revision.remainder >= 0:
        back = undelivered_of(report.instalment)
        if revision.remainder < back:
            return (
                f"Dana yang tidak tersalurkan {format_rupiah(back)} sudah harus kembali ke kas negara, sedangkan sisa "
                f"pada laporan ini {format_rupiah(revision.remainder)}. Dana itu bagian dari sisa: jangan dicatat "
                "sebagai pengeluaran, lalu unggah lagi buku kerjanya."
            )
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


def before_acceptance(report: Report) -> list[Obligation]:
    """What the PPK has to have settled before this report can be accepted, in sentences with their pages."""
    payment = report.instalment.disbursements.paid().first()
    if payment is None:
        return []
    left = not_handed_out(payment)
    more = max(report.remainder - undelivered_of(report.instalment), 0)
    excess = payment.going_back + more - payment.amount
    too_much = findings_in_the_way(report.instalment, excess) if excess > 0 else []
    return ([left] if left else []) + too_much


def require_money(report: Report) -> None:
    """Refuse to pass on or accept a report on money that a bank has sent back."""
    if sentence := money_in_the_way(report, report.latest):
        raise Refusal(sentence, "Bila laporan sudah dikirim, kembalikan kepada LKS dengan alasan itu.")
