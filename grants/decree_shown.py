"""Persons on the list of a decree, as a page shows them: masked, with what a reader should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import User
from beneficiaries.repeated import AidKind, aid_before, told_to
from grants.deaths import recorded_here_and_elsewhere
from grants.models import Decree, DecreeRecipient
from regulations.dates import tanggal
from rupiah.format import format_angka, format_rupiah


@dataclass(frozen=True, slots=True)
class ShownRecipient:
    """A person on the list, and sentences about what is odd, as far as the reader may know it."""

    person: DecreeRecipient
    notes: tuple[str, ...]


def shown_recipients(user: User, decree: Decree, people: Sequence[DecreeRecipient]) -> list[ShownRecipient]:
    """The people of one page; what is odd about them is asked for all of them together, and told to the office only."""
    if user.is_of_partner:
        return [ShownRecipient(person, ()) for person in people]
    office = decree.agreement.partner.office_id
    died, elsewhere = recorded_here_and_elsewhere(office, (person.nik_index for person in people))
    kinds = {person.pk: AidKind(person.nik_index, person.component, person.form) for person in people}
    before = {
        kind: [past for past in found if past.agreement_id != decree.agreement_id]
        for kind, found in aid_before(kinds.values()).items()
    }
    flat = [past for found in before.values() for past in found]
    told = dict(zip(flat, told_to(user, flat), strict=True))
    shared = set(
        DecreeRecipient.objects.filter(pk__in=[person.pk for person in people])
        .marked("rekening")
        .values_list("pk", flat=True)
    )
    shown = []
    for person in people:
        notes = []
        if person.nik_index in died:
            notes.append(f"Tercatat meninggal {tanggal(died[person.nik_index])}.")
        if person.nik_index in elsewhere:
            why = f" Tetap dicantumkan: {person.despite}" if person.despite else ""
            notes.append(f"{elsewhere[person.nik_index].sentence}{why}")
        notes += [f"Sudah dibantu sejenis: {told[past].sentence}." for past in before.get(kinds[person.pk], ())]
        if person.pk in shared:
            notes.append("Nomor rekening ini juga milik penerima lain pada SK ini.")
        shown.append(ShownRecipient(person, tuple(notes)))
    return shown


def doubts_about(decree: Decree) -> list[str]:
    """What the pages of its payments will say of a decree, to be mended before it is approved. In sentences."""
    agreement, people = decree.agreement, decree.recipients.all()
    doubts = []
    if decree.file_id is None:
        doubts.append("SK-03: pindaian SK yang ditandatangani belum disimpan.")
    if not decree.names_people:
        return doubts
    total = decree.total()
    if total != agreement.value:
        than = "kurang dari" if total < agreement.value else "melebihi"
        doubts.append(
            f"Jumlah bagi semua penerima {format_rupiah(total)}, {than} nilai {agreement} "
            f"{format_rupiah(agreement.value)}."
        )
    shared = people.marked("rekening").count()
    if shared:
        doubts.append(f"{format_angka(shared)} penerima berbagi nomor rekening dengan penerima lain pada SK ini.")
    others = DecreeRecipient.objects.filter(decree__state="approved", nik_index=OuterRef("nik_index"))
    others = others.exclude(decree=decree.changes_id) if decree.changes_id else others
    named = people.filter(Exists(others)).count()
    if named:
        doubts.append(f"{format_angka(named)} penerima juga ada dalam SK lain yang sedang berlaku.")
    return doubts
