"""Writes about returns that are not owed after all: withdrawn by a second person, or gone with the payment's retur."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from grants.actions.returns import count_at_payment
from grants.locks import locked_money
from grants.models import Disbursement, TreasuryReturn
from rupiah.format import format_rupiah
from trail.refusal import Refusal
from trail.transition import transition

_KIND = TreasuryReturn.Kind


def why_it_stays(owed: TreasuryReturn, payment: Disbursement | None) -> str:
    """Why an open return is not one to be withdrawn, in a sentence; empty where it may be.

    What acceptance of a report has opened is what that report says; a finding is withdrawn at any time.
    """
    if owed.kind in (_KIND.REMAINDER, _KIND.INTEREST):
        return f"{owed.get_kind_display()} mengikuti laporan yang sudah diterima, jadi pengembaliannya tidak ditarik."
    if owed.kind == _KIND.UNDELIVERED and payment is not None and payment.state == "accounted":
        return (
            "Laporan termin ini sudah diterima, dan sisanya sudah dikurangi dana yang tidak tersalurkan ini, jadi "
            "pengembaliannya tidak ditarik."
        )
    if owed.kind == _KIND.UNDELIVERED and _others_paid_in(owed):
        return (
            "Sebagian dana tidak tersalurkan ini sudah disetor, jadi sisanya tidak ditarik: catatan penyerahannya "
            "tidak berubah lagi."
        )
    return ""


def _others_paid_in(owed: TreasuryReturn) -> bool:
    same = TreasuryReturn.objects.filter(instalment=owed.instalment_id, kind=owed.kind)
    return same.filter(state__in=["deposited", "confirmed"]).exists()


@transaction.atomic
def withdraw_return(*, treasury_return: TreasuryReturn, reason: str, by: User, version: int) -> TreasuryReturn:
    """Withdraw a finding or a return of undelivered money, with the reason; never by the person who opened it.

    From then on it counts nowhere; recipients of undelivered money can be put right again. What a distributor has is
    one sum: where it stands in parts, all of them go, for what stayed could be paid in without the rest ever being
    owed again. Refuses what is paid in, and what the report on the instalment says.
    """
    payment = locked_money(treasury_return.instalment)
    if stays := why_it_stays(treasury_return, payment):
        raise Refusal(stays, "Yang keliru pada laporan dibetulkan sebelum laporannya diterima.")
    withdrawn = transition(
        treasury_return, "withdraw", by=by, version=version, reason=reason, data=_what(treasury_return)
    )
    gone = [withdrawn]
    if withdrawn.is_with_distributor:
        for part in list(withdrawn.instalment.returns.filter(kind=_KIND.UNDELIVERED, state="open")):
            gone.append(transition(part, "withdraw", by=by, version=part.version, reason=reason, data=_what(part)))
    if payment is not None:
        for each in gone:
            count_at_payment(payment, each, -1)
    return withdrawn


def lapse_returns(*, payment: Disbursement, reason: str, by: User) -> None:
    """Withdraw what was to go back of a payment that the bank has sent back itself; called under the payment's lock.

    Refuses where one of them is paid in already: then the LKS had the money.
    """
    returns = list(payment.instalment.returns.standing().order_by("pk"))
    for owed in returns:
        if owed.state != "open":
            raise Refusal(
                f"{owed.get_kind_display()} {format_rupiah(owed.amount)} dari dana ini sudah disetor LKS "
                f"(NTPN {owed.ntpn}), jadi dananya pernah diterima dan tidak dapat diretur.",
                "Cocokkan nomor SP2D pada surat bank. Bila setorannya yang keliru, tolak dahulu bukti setornya.",
            )
    for owed in returns:
        transition(owed, "lapse", by=by, version=owed.version, reason=reason, data=_what(owed))
        count_at_payment(payment, owed, -1)


def _what(owed: TreasuryReturn) -> dict[str, object]:
    return {"amount": owed.amount, "kind": owed.kind, "reference": owed.reference}
