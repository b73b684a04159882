"""Writes about money that has to go back to the state treasury: how much of an instalment, and since when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.roles import Permission
from grants.locks import locked_money
from grants.models import Disbursement, TreasuryReturn, whose
from grants.owed import too_much
from grants.validity import require_not_future, require_order, require_permission
from legal.law import current_law
from partners.models import Instalment
from partners.saving import save_checked
from regulations.parameters import RETURN_DAYS
from rupiah.format import format_rupiah
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal
from vault.door import Admitted, Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

_KIND = TreasuryReturn.Kind


@transaction.atomic
def open_return(
    *,
    instalment: Instalment,
    amount: int,
    by: User,
    kind: TreasuryReturn.Kind = TreasuryReturn.Kind.REMAINDER,
) -> TreasuryReturn | None:
    """Write down that ``amount`` rupiah of an instalment must go back; None where nothing is left.

    Called by the action that accepts the report. What is left and what the bank added are two returns, for each has a
    billing code and an NTPN of its own. Refuses more than was paid and is not going back already, and a second one
    of a kind.
    """
    if amount == 0:
        return None
    payment = locked_money(instalment)
    limit = _may_go_back(payment, kind)
    if payment is None or not 0 < amount <= limit:
        raise Refusal(
            f"{kind.label} {format_rupiah(amount)} tidak mungkin: {_told(instalment, payment)}.",
            *(too_much(instalment, amount - limit) if amount > 0 else ["Periksa laporannya."]),
        )
    owed = TreasuryReturn(
        instalment=instalment,
        **whose(instalment.agreement),
        kind=kind,
        amount=amount,
        limit=limit,
        opened_by=by,
        **_owed_since(instalment.agreement.partner.office.today),
    )
    _keep(owed, payment, taken=f"Pengembalian {kind.label.lower()} {instalment} sudah dibuka.")
    record_event(verb="treasuryreturn.open", obj=owed, by=by, data={"amount": amount, "kind": kind.value})
    return owed


@transaction.atomic
def open_finding(
    *,
    instalment: Instalment,
    amount: int,
    reference: str,
    found_on: date,
    reason: str,
    upload: Upload | Admitted | None,
    by: User,
) -> TreasuryReturn:
    """Write down what an audit found that must go back, with number and day of its report and the report itself.

    Refuses more than what was paid and is not going back already, the same report twice for an instalment, a finding
    without number, words or paper, and a report of a day to come or from before the money was paid.
    """
    require_permission(by, Permission.OPEN_FINDING, "mencatat temuan pemeriksaan", instalment)
    admitted = _admitted(upload)
    payment = locked_money(instalment)
    limit = _may_go_back(payment, _KIND.AUDIT)
    if payment is None or not 0 < amount <= limit:
        raise Refusal(
            f"Temuan {format_rupiah(amount)} tidak mungkin: {_told(instalment, payment)}. "
            f"Paling banyak {format_rupiah(limit)}."
        )
    if not reference.strip():
        raise Refusal("Nomor laporan pemeriksaan belum diisi. Salin dari sampulnya.")
    require_not_future("Tanggal laporan pemeriksaan", found_on)
    assert payment.sp2d_date is not None, "the database holds: what was paid has its SP2D"
    require_order("tanggal SP2D", payment.sp2d_date, "Tanggal laporan pemeriksaan", found_on)
    said = sentence_in(reason, example="Belanja alat tulis tanpa bukti pada K-012.", what="Uraian temuan")
    if admitted is None:
        raise Refusal("Laporan pemeriksaan belum dilampirkan. Unggah foto atau PDF halaman temuannya.")
    paper = keep(admitted, by=by)
    owed = TreasuryReturn(
        instalment=instalment,
        **whose(instalment.agreement),
        kind=_KIND.AUDIT,
        amount=amount,
        limit=limit,
        reference=" ".join(reference.split()),
        reason=said,
        paper=paper,
        opened_by=by,
        **_owed_since(found_on),
    )
    _keep(owed, payment, taken=f"Temuan {owed.reference} untuk {instalment} sudah dicatat. Buka daftar pengembalian.")
    data = {
        "amount": amount,
        "kind": owed.kind,
        "reference": owed.reference,
        "found_on": found_on.isoformat(),
        "reason": said,
        "paper": paper.sha256,
    }
    record_event(verb="treasuryreturn.open", obj=owed, by=by, data=data)
    return owed


def _admitted(upload: Upload | Admitted | None) -> Admitted | None:
    """The report, judged and scanned before a row is locked, for it may take long; it may have been before."""
    if upload is None or isinstance(upload, Admitted):
        return upload
    try:
        return admit(upload, accept=EVIDENCE, label="Laporan pemeriksaan")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused


def _may_go_back(payment: Disbursement | None, kind: TreasuryReturn.Kind) -> int:
    """Rupiah that a return of this kind may take back at this moment; interest is the bank's own."""
    if payment is None:
        return 0
    return payment.amount if kind == _KIND.INTEREST else payment.amount - payment.going_back


def _told(instalment: Instalment, payment: Disbursement | None) -> str:
    if payment is None:
        return f"{instalment} belum menerima dana"
    back = f", dan {format_rupiah(payment.going_back)} darinya sudah harus kembali" if payment.going_back else ""
    return f"{instalment} menerima {format_rupiah(payment.amount)}{back}"


def _keep(owed: TreasuryReturn, payment: Disbursement, *, taken: str) -> None:
    """Save it, and count it at its payment: of what was paid the database lets no more go back than there is."""
    save_checked(owed, taken=taken)
    count_at_payment(payment, owed, 1)


def count_at_payment(payment: Disbursement, owed: TreasuryReturn, times: int) -> None:
    """Add a return to what goes back of its payment, or with ``times`` -1 take it out again."""
    if owed.kind != _KIND.INTEREST:
        Disbursement.objects.filter(pk=payment.pk).update(going_back=F("going_back") + times * owed.amount)


def _owed_since(day: date) -> dict[str, date]:
    """From which day it is owed, and the last one to pay it in by the law of that day."""
    return {"since": day, "due_on": day + timedelta(days=current_law().on(RETURN_DAYS, day))}
