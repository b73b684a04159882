"""Writes about the persons whom a draft decree names: one by one, many at once from a list, copied from a decree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.roles import Permission
from beneficiaries.actions import ALIVE, DiedElsewhere
from grants.deaths import recorded_here_and_elsewhere
from grants.models import Decree, DecreeRecipient
from grants.validity import require_permission
from partners.saving import save_checked
from regulations.dates import tanggal
from regulations.nik import digits_of
from rupiah.format import format_rupiah
from trail.parts import in_parts
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.private import keyed_index

#: Rows of one insert, below what any database takes as parameters.
_AT_ONCE = 1_000
#: What a list may change of somebody who stands in the decree already.
REVISABLE = ("name", "component", "form", "amount", "bank", "account_number", "account_holder")


@transaction.atomic
def add_recipient(*, decree: Decree, by: User, nik: str, despite: str = "", **fields: Any) -> DecreeRecipient:
    """Put a person on the list of a draft. Refuses who stands there already, more than the agreement is worth, who has
    died by the office's own register, and, as DiedElsewhere, without a reason (``despite``) who has by another's alone.
    """
    decree = _open_list(decree, by)
    person = DecreeRecipient(decree=decree, place=_next_place(decree), nik=digits_of(nik), **fields)
    if person.account_number and not (person.bank and person.account_holder):
        raise Refusal("Bank dan nama pemilik wajib diisi bila nomor rekening diisi.")
    index = keyed_index(person.nik)
    here, elsewhere = recorded_here_and_elsewhere(decree.agreement.partner.office_id, [index])
    if index in here:
        raise Refusal(
            f"Orang ini tercatat meninggal {tanggal(here[index])}, jadi tidak dapat menjadi penerima.",
            "Bila catatan kematiannya keliru, mintalah ditarik dahulu.",
        )
    if index in elsewhere:
        if not despite.strip():
            raise DiedElsewhere(doubt=[elsewhere[index].sentence, ALIVE])
        person.despite = sentence_in(despite, example="Bertemu sendiri di rumahnya pada 3 Mei 2021.")
    left = decree.agreement.value - decree.total()
    if person.amount > left:
        raise Refusal(f"Jumlahnya melebihi yang tersisa dari nilai {decree.agreement}: {format_rupiah(max(0, left))}.")
    save_checked(person, taken="Orang dengan NIK ini sudah ada pada daftar SK ini.")
    data: dict[str, Any] = {"person": person.masked_nik, "amount": person.amount}
    if person.despite:
        data |= {"by_office": elsewhere[index].office, "reason": person.despite}
    record_event(verb="decree.add", obj=decree, by=by, data=data)
    return person


@transaction.atomic
def remove_recipient(*, recipient: DecreeRecipient, by: User) -> None:
    """Take a person off the list of a draft."""
    decree = _open_list(recipient.decree, by)
    found = DecreeRecipient.objects.filter(decree=decree, pk=recipient.pk).first()
    if found is None:
        raise StalePage("Orang ini sudah tidak ada pada daftar. Muat ulang halaman.")
    data = {"person": found.masked_nik, "amount": found.amount}
    found.delete()
    record_event(verb="decree.remove", obj=decree, by=by, data=data)


@transaction.atomic
def take_recipients(
    *,
    decree: Decree,
    new: Sequence[DecreeRecipient],
    changed: Sequence[DecreeRecipient],
    by: User,
) -> None:
    """Write a part of a list that was judged row by row: persons to add, and persons who stand there to change.

    Whoever calls has judged each row, and records one event for the whole list. Raises IntegrityError where somebody
    was put on the list in the meantime.
    """
    decree = _open_list(decree, by)
    place = _next_place(decree)
    for offset, person in enumerate(new):
        person.decree, person.place = decree, place + offset
    for person in (*new, *changed):
        person.account_index = keyed_index(person.account_number) if person.account_number else ""
    DecreeRecipient.objects.bulk_create(new, batch_size=_AT_ONCE)
    if changed:
        # A hundred at a time: each changed person costs a parameter for every field, twice.
        DecreeRecipient.objects.filter(decree=decree).bulk_update(changed, [*REVISABLE, "account_index"], batch_size=50)


def copy_recipients(*, source: Decree, target: Decree) -> int:
    """Begin a further decree with the list of the one that it changes; how many that are."""
    rows = source.recipients.order_by("place").iterator(chunk_size=_AT_ONCE)
    return sum(len(DecreeRecipient.objects.bulk_create(part)) for part in in_parts(_anew(rows, target)))


def _anew(rows: Iterable[DecreeRecipient], target: Decree) -> Iterable[DecreeRecipient]:
    for row in rows:
        row.pk, row.decree = None, target
        row._state.adding = True
        yield row


def _open_list(decree: Decree, by: User) -> Decree:
    """The decree, held until all is written. Refuses one that has no list, or whose list is closed."""
    require_permission(by, Permission.DRAFT_DECREE, "mengubah daftar penerima", decree)
    row = Decree.objects.select_for_update(of=("self",)).select_related("agreement__partner").get(pk=decree.pk)
    require_open_list(row)
    return row


def require_open_list(decree: Decree) -> None:
    """Refuse where nobody may be put on the list or taken off it."""
    if decree.state != "draft":
        raise StalePage(f"{decree} berstatus “{decree.state_label}”, jadi daftar penerimanya tidak berubah lagi.")
    if not decree.names_people:
        raise Refusal(f"Penerima {decree} adalah LKS sendiri. Ubah dahulu SK-nya menjadi penerima perorangan.")


def _next_place(decree: Decree) -> int:
    last: int | None = decree.recipients.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1
