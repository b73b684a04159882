"""Writes about the account that the treasury pays an LKS to."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from partners.actions.registration import digits_only
from partners.models import BankAccount, Partner
from partners.permissions import require
from partners.same_account import bears_the_name, elsewhere, named
from partners.saving import save_checked
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal

#: A reason that would do.
EXAMPLE = "Rekening bersama yayasan induk menurut surat pernyataan LKS."


@transaction.atomic
def set_bank_account(
    *, partner: Partner, bank: str, number: str, holder: str, by: User, reason: str = ""
) -> BankAccount:
    """Make this the account that the treasury pays to; the one before stays on record, no longer used.

    Who set it and when is kept. An account whose holder is not the LKS, or whose number another LKS has, wants a
    ``reason``, which stands on the page from then on.
    """
    require(by, Permission.MANAGE_PARTNERS, partner)
    bank, number, holder, reason = bank.strip(), digits_only(number), " ".join(holder.split()), reason.strip()
    former = partner.account
    if former is not None and (former.bank, former.number, former.holder) == (bank, number, holder):
        return _with_reason(former, reason, by)
    if doubts := _doubts(partner, number, holder, by):
        if not reason:
            raise Refusal(*doubts, "Bila memang benar, tulis alasannya di bawah; alasan itu tampil di halaman LKS.")
        reason = sentence_in(reason, example=EXAMPLE)
    if former is not None:
        former.active = False
        former.save(update_fields=["active"])
    # Another holder is another account: what was paid to the former keeps the name that it was paid to.
    account = BankAccount.objects.filter(partner=partner, bank=bank, number=number, holder=holder).first()
    account = account or BankAccount(partner=partner, bank=bank, number=number, holder=holder)
    account.active, account.reason = True, reason
    account.set_by, account.set_at = by, timezone.now()
    save_checked(account, taken="Rekening ini baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
    data: dict[str, Any] = {"to": str(account)}
    data |= {"from": str(former)} if former else {}
    data |= {"reason": reason} if reason else {}
    record_event(verb="partner.account", obj=partner, by=by, data=data)
    return account


def _with_reason(account: BankAccount, reason: str, by: User) -> BankAccount:
    """The account in use, with another reason where one is given."""
    if reason and reason != account.reason:
        account.reason = sentence_in(reason, example=EXAMPLE)
        account.save(update_fields=["reason"])
        record_event(
            verb="partner.account_reason", obj=account.partner, by=by, data={"to": str(account), "reason": reason}
        )
    return account


def _doubts(partner: Partner, number: str, holder: str, by: User) -> list[str]:
    """Why this may be the wrong account, in sentences; none where it plainly is the LKS's own."""
    sentences = []
    others = list(elsewhere(number, besides=partner))
    if others:
        sentences.append(f"Nomor rekening {number} sudah dipakai {named(others, by)}. Periksa nomornya.")
    if holder and not bears_the_name(holder, partner.name):
        sentences.append(f"Rekening ini atas nama {holder}, bukan {partner.name}.")
    return sentences
