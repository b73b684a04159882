"""Writes about what is paid into the treasury: the deposit, whole or in part, and a second person's confirmation."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from grants.deposits import codes_in, faults_of_deposit, proof_in
from grants.models import TreasuryReturn
from partners.permissions import holds
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, keep

#: What a part has of the return that it is a part of.
_OF_THE_WHOLE = (
    "instalment_id",
    "partner_id",
    "office_id",
    "kind",
    "reason",
    "reference",
    "paper_id",
    "since",
    "due_on",
)
_OPENED = ("opened_at", "opened_by_id")


@transaction.atomic
def deposit_return(
    *,
    treasury_return: TreasuryReturn,
    billing_code: str,
    ntpn: str,
    paid_on: date,
    upload: Upload | None,
    by: User,
    version: int,
    amount: int | None = None,
) -> TreasuryReturn:
    """Record, with its proof, that what is owed was paid into the treasury: by the LKS, as its treasurer writes down,
    or by a distributor who could not hand it out, as finance staff write down.

    ``amount`` is what was paid in, in rupiah; None is all of it. Less than is owed becomes a return of its own, which
    is the one given back and waits for its confirmation; the rest stays open. Blanks in code and NTPN are dropped,
    letters made upper-case. Refuses, all at once, codes of another length, an NTPN that another return carries, a date
    before the SP2D or to come, more than is owed, and a deposit without its proof.
    """
    owed = treasury_return
    if not owed.is_with_distributor and not holds(by, owed.partner_id, Role.TREASURER):
        raise NotAllowed("Hanya bendahara LKS ini yang dapat mencatat setorannya.")
    _require_unchanged(owed, version)
    owed.refresh_from_db()
    codes = codes_in(billing_code=billing_code, ntpn=ntpn)
    faults = faults_of_deposit(owed, **codes, paid_on=paid_on, amount=amount)
    admitted, unread = proof_in(upload)
    if faults or admitted is None:
        raise Refusal(*(sentence for sentences in faults.values() for sentence in sentences), *unread)
    paid = owed if amount in (None, owed.amount) else _part(owed, amount or 0, by=by, version=version)
    proof = keep(admitted, by=by)
    data = {**codes, "paid_on": paid_on.isoformat(), "proof": proof.sha256, "amount": paid.amount}
    try:
        return transition(
            paid,
            paid.deposit_step,
            by=by,
            version=paid.version if paid is not owed else version,
            changes={**codes, "paid_on": paid_on, "proof_id": proof.pk},
            data=data,
        )
    except IntegrityError as problem:
        raise Refusal(
            f"NTPN {codes['ntpn']} sudah dipakai pengembalian lain. Satu bukti setor hanya untuk satu pengembalian."
        ) from problem


def _require_unchanged(owed: TreasuryReturn, version: int) -> None:
    """Refuse a page that is older than the record, before its figures are judged by what is no longer so."""
    now = TreasuryReturn.objects.get(pk=owed.pk)
    if (now.version, now.state) != (version, "open"):
        raise StalePage(
            f"{now} sudah berubah sejak Anda membuka halaman ini: kini berstatus “{now.state_label}”.",
            "Tidak ada yang diubah. Muat ulang halaman, periksa, lalu catat lagi.",
        )


def _part(owed: TreasuryReturn, amount: int, *, by: User, version: int) -> TreasuryReturn:
    """Make ``amount`` rupiah of what is owed an open return of its own, by which the one given shrinks.

    What goes back of the payment stays the same, for the two are together what the one was. A part of a part is one of
    the whole as well: who asks a return for its parts finds every rupiah of it.
    """
    left = owed.amount - amount
    changes = {"amount": left, "parted": owed.parted + amount}
    data = {"part": amount, "amount": owed.amount, "left": left}
    transition(owed, owed.part_step, by=by, version=version, changes=changes, data=data)
    same = {name: getattr(owed, name) for name in (*_OF_THE_WHOLE, *_OPENED)}
    whole = owed.part_of_id or owed.pk
    part = TreasuryReturn.objects.create(**same, part_of_id=whole, amount=amount, limit=amount)
    record_event(
        verb="treasuryreturn.part", obj=part, by=by, data={"amount": amount, "kind": part.kind, "part_of": owed.pk}
    )
    return part


@transaction.atomic
def confirm_return(*, treasury_return: TreasuryReturn, by: User, version: int) -> TreasuryReturn:
    """Confirm that the deposit has arrived in the treasury; never by the person who entered it."""
    return transition(treasury_return, "confirm", by=by, version=version)


@transaction.atomic
def refuse_return(*, treasury_return: TreasuryReturn, reason: str, by: User, version: int) -> TreasuryReturn:
    """Refuse a deposit with a reason: the return is open again.

    What was entered leaves the record, so that an NTPN typed at the wrong return is free again; the trail keeps it. A
    part stays a return of its own: its deposit is written down again there.
    """
    cleared = {"billing_code": "", "ntpn": "", "paid_on": None, "proof_id": None}
    refused = {"billing_code": treasury_return.billing_code, "ntpn": treasury_return.ntpn}
    return transition(treasury_return, "refuse", by=by, version=version, reason=reason, changes=cleared, data=refused)
