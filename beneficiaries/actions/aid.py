"""Writes about aid that the office itself enters: handing it over, its papers, taking a wrong record out of use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from beneficiaries.deaths import KnownElsewhere, deaths_by_office
from beneficiaries.locks import lock_everywhere
from beneficiaries.models import Aid, Person, Service
from beneficiaries.papers import kept
from beneficiaries.permissions import require_managing
from beneficiaries.repeated import AidKind, PastAid, PlannedAid, keep_repeats, repeats_of, told_to
from partners.choices import AssistanceForm
from partners.saving import save_checked
from partners.validity import require_not_future, require_order
from regulations.dates import tanggal
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition
from vault.door import Upload

#: A reason that would do, for who gives too short a one.
EXAMPLE = "Alat bantu yang lama rusak dalam banjir."
#: What to do about a death that only another office has recorded.
ALIVE = "Periksa NIK-nya. Bila orangnya masih hidup, tulis dari mana diketahui, lalu simpan sekali lagi."
#: The papers of an aid, by the name of their field.
PAPERS = {"photo": "Foto serah terima", "receipt": "Tanda terima"}


class WantsReason(Refusal):
    """Aid that may be written down all the same, for a reason in words (``despite``).

    ``doubt`` are sentences on a death that only another office has recorded.
    """

    def __init__(self, *sentences: str, doubt: Sequence[str] = ()) -> None:
        super().__init__(*doubt, *sentences)
        self.doubt = doubt


class GivenBefore(WantsReason):
    """The same aid has been given to this person; ``past`` says when. It may be given again for a reason."""

    def __init__(self, *sentences: str, past: Sequence[PastAid], doubt: Sequence[str] = ()) -> None:
        super().__init__(*sentences, doubt=doubt)
        self.past = past


class DiedElsewhere(WantsReason):
    """Only another office has recorded that this person died: it may be wrong, so it asks and does not refuse."""


@transaction.atomic
def give_aid(
    *,
    service: Service,
    component: str,
    form: str,
    item: str,
    value: int,
    given_on: date,
    by: User,
    bast_number: str = "",
    photo: Upload | None = None,
    receipt: Upload | None = None,
    despite: str = "",
) -> Aid:
    """Record aid that was handed over to the person of a service; ``value`` in rupiah.

    Refused before assessment and case conference are there, each with its day and its paper; to who has died by the
    office's own register; goods without the number of their record of hand-over; and, as WantsReason, without a reason
    (``despite``), the same again and to who has died by another office's register alone.
    """
    require_managing(by, "mencatat bantuan", service)
    require_not_future("Tanggal serah terima", given_on)
    # Who gives to the same person queues here, at whichever office, so that neither is overlooked by the other.
    lock_everywhere([service.person.nik_index])
    person = Person.objects.get(pk=service.person_id)
    service = Service.objects.select_for_update().get(pk=service.pk)
    _require_groundwork(service, given_on)
    deaths = deaths_by_office(person.office_id, [person.nik_index])
    died_on, elsewhere = deaths.here.get(person.nik_index), deaths.elsewhere.get(person.nik_index)
    if died_on is not None and given_on > died_on:
        raise Refusal(
            f"Orang ini tercatat meninggal {tanggal(died_on)}, sebelum bantuan ini.",
            "Bila catatan kematiannya keliru, mintalah ditarik dahulu; bantuan lalu dapat dicatat.",
        )
    if form == AssistanceForm.GOODS and not bast_number.strip():
        raise Refusal("Bantuan barang diserahkan dengan berita acara. Isi nomor BAST.")
    planned = PlannedAid(AidKind(person.nik_index, component, form), given_on, service.agreement_id)
    (past,) = repeats_of([planned])
    doubted = elsewhere if elsewhere is not None and given_on > elsewhere.died_on else None
    if not despite.strip():
        _ask_for_reason(past, doubted, by)
    aid = Aid(
        office=person.office,
        person=person,
        partner=service.partner,
        agreement=service.agreement,
        service=service,
        component=component,
        form=form,
        item=" ".join(item.split()),
        value=value,
        given_on=given_on,
        bast_number=bast_number.strip(),
        despite=sentence_in(despite, example=EXAMPLE) if past or doubted else "",
        recorded_by=by,
    )
    aid.photo = kept(photo, by=by, label=PAPERS["photo"]) if photo else None
    aid.receipt = kept(receipt, by=by, label=PAPERS["receipt"]) if receipt else None
    save_checked(aid, taken="Bantuan ini baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
    data = {"component": component, "form": form, "value": value, "given_on": given_on.isoformat()}
    if past or doubted:
        data |= {"repeats": len(past), "reason": aid.despite}
    if doubted:
        data |= {"died_elsewhere": f"{doubted.died_on:%Y-%m}", "by_office": doubted.office}
    record_event(verb="aid.give", obj=aid, by=by, data=data)
    keep_repeats([aid])
    return aid


@transaction.atomic
def attach_aid_paper(*, aid: Aid, paper: str, upload: Upload, by: User) -> Aid:
    """Keep a photo or receipt of an aid; another one takes the place of the former, whose print stays in the trail."""
    require_managing(by, "melampirkan bukti bantuan", aid)
    if paper not in PAPERS:
        raise Refusal("Pilih foto serah terima atau tanda terima.")
    row: Aid = Aid.objects.select_for_update().get(pk=aid.pk)
    if row.state != "recorded":
        raise Refusal("Catatan bantuan ini sudah ditarik, jadi tidak dilengkapi lagi.")
    stored = kept(upload, by=by, label=PAPERS[paper])
    setattr(row, paper, stored)
    row.save(update_fields=[paper])
    record_event(verb="aid.paper", obj=row, by=by, data={"paper": PAPERS[paper], "sha256": stored.sha256})
    return row


@transaction.atomic
def withdraw_aid(*, aid: Aid, reason: str, by: User, version: int) -> Aid:
    """Take a wrong record out of use, with a reason that stays with it; the record itself is kept."""
    require_managing(by, "menarik catatan bantuan", aid)
    return transition(
        aid, "withdraw", by=by, version=version, reason=reason, changes={"withdrawn_because": reason.strip()}
    )


def _ask_for_reason(past: Sequence[PastAid], doubted: KnownElsewhere | None, by: User) -> None:
    """Refuse until a reason is given, naming at once all that asks for one."""
    doubt = []
    if doubted is not None:
        doubt = [
            doubted.sentence,
            ALIVE,
        ]
    if past:
        raise GivenBefore(
            "Orang ini sudah menerima bantuan yang sama:",
            *(told.sentence for told in told_to(by, past)),
            "Bila memang perlu diberikan lagi, tulis alasannya di bawah, lalu simpan sekali lagi.",
            past=past,
            doubt=doubt,
        )
    if doubt:
        raise DiedElsewhere(doubt=doubt)


def _require_groundwork(service: Service, given_on: date) -> None:
    """Assessment and case conference come before aid, each with its paper."""
    if service.state != "running":
        raise Refusal("Pelayanan ini sudah diakhiri. Mulai pelayanan baru sebelum memberi bantuan lagi.")
    if service.missing_for_aid:
        raise Refusal(
            f"Bantuan belum dapat dicatat: belum ada {' dan '.join(service.missing_for_aid)}.",
            "Catat keduanya pada halaman pelayanan, lalu kembali ke sini.",
        )
    assert service.conferred_on is not None
    require_order("pembahasan kasus", service.conferred_on, "Serah terima", given_on)
