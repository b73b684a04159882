"""Writes about payments that the office asks for together, and about the papers of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission, Role
from grants.actions.disbursements import approve_disbursement
from grants.models import Disbursement, PaymentBatch, PaymentDocument
from grants.validity import require_permission
from partners.permissions import holds
from partners.saving import save_checked
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal
from vault.door import Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

#: Who of the office has papers of a payment in hand.
_WITH_PAPERS = (Permission.PROPOSE_DISBURSEMENT, Permission.APPROVE_DISBURSEMENT)


def may_attach(user: User, payment: Disbursement) -> bool:
    """The office's finance and PPSPM; the treasurer of this LKS, who has the receipt."""
    if any(user.may(permission, payment) for permission in _WITH_PAPERS):
        return True
    may = user.may(Permission.CONFIRM_RECEIPT, payment)
    return may and holds(user, payment.instalment.agreement.partner_id, Role.TREASURER)


@transaction.atomic
def attach_payment_document(*, disbursement: Disbursement, kind: str, upload: Upload, by: User) -> PaymentDocument:
    """Keep a paper with the payment; what is wrong gets another beside it. Refuses the same paper twice."""
    if not may_attach(by, disbursement):
        raise NotAllowed("Anda tidak berwenang melampirkan dokumen pada penyaluran ini.")
    if kind not in PaymentDocument.Kind.values or (by.is_of_partner and kind != PaymentDocument.Kind.RECEIPT):
        raise Refusal("Jenis dokumen ini tidak dapat Anda lampirkan. Bendahara LKS melampirkan kuitansi penerimaan.")
    try:
        admitted = admit(upload, accept=EVIDENCE, label="Dokumen")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
    if disbursement.documents.filter(kind=kind, file__sha256=admitted.sha256).exists():
        raise Refusal("Dokumen yang persis sama sudah dilampirkan.")
    document = PaymentDocument.objects.create(
        disbursement=disbursement, kind=kind, file=keep(admitted, by=by), attached_by=by
    )
    data = {"kind": document.get_kind_display(), "sha256": admitted.sha256}
    record_event(verb="disbursement.attach", obj=disbursement, by=by, data=data)
    return document


@transaction.atomic
def make_batch(*, title: str, by: User) -> PaymentBatch:
    """Begin a batch of the office. Refuses a title that another one has."""
    require_permission(by, Permission.PROPOSE_DISBURSEMENT, "membuat kumpulan")
    if by.office is None:
        raise Refusal("Kumpulan dibuat oleh kantor yang mengajukan SPP.")
    batch = PaymentBatch(office=by.office, title=" ".join(title.split()), created_by=by)
    save_checked(batch, taken="Nama kumpulan ini sudah dipakai. Pilih nama lain.")
    record_event(verb="paymentbatch.make", obj=batch, by=by, data={"title": batch.title})
    return batch


@transaction.atomic
def fill_batch(*, batch: PaymentBatch, chosen: frozenset[int], by: User) -> None:
    """Let the batch's proposed payments be just the chosen ones; those past their SPP stay where they are."""
    require_permission(by, Permission.PROPOSE_DISBURSEMENT, "mengisi kumpulan", batch)
    free = Disbursement.objects.visible_to(by).filter(office=batch.office, state="proposed").select_for_update()
    fitting = {payment.pk: payment for payment in free if payment.batch_id in (None, batch.pk)}
    if not chosen <= fitting.keys():
        raise Refusal("Ada SPP yang sudah berubah atau sudah masuk kumpulan lain. Muat ulang halaman, lalu pilih lagi.")
    for key, payment in fitting.items():
        wanted = batch if key in chosen else None
        if payment.batch_id != (wanted.pk if wanted else None):
            Disbursement.objects.filter(pk=key).update(batch=wanted)
            verb = "disbursement.join_batch" if wanted else "disbursement.leave_batch"
            record_event(verb=verb, obj=payment, by=by, data={"batch": batch.title})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one payment of a batch: its SPM is out, or the sentences say why not."""

    payment: Disbursement
    approved: bool
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticked:
    """A payment to approve: the version that the page showed, and the number of its SPM."""

    version: int
    spm_number: str


def approve_batch(*, batch: PaymentBatch, chosen: Mapping[int, Ticked], spm_date: date, by: User) -> list[Outcome]:
    """Approve these payments of the batch, each by its own transition: one that is refused holds back no other."""
    require_permission(by, Permission.APPROVE_DISBURSEMENT, "menyetujui SPP", batch)
    if not chosen:
        raise Refusal("Belum ada SPP yang dipilih. Centang SPP-nya, lalu setujui lagi.")
    outcomes = []
    for payment in batch.disbursements.filter(pk__in=chosen).with_partner().select_related("decree").order_by("pk"):
        ticked = chosen[payment.pk]
        try:
            approve_disbursement(
                disbursement=payment, spm_number=ticked.spm_number, spm_date=spm_date, by=by, version=ticked.version
            )
            outcomes.append(Outcome(payment, approved=True))
        except Refusal as refusal:
            outcomes.append(Outcome(payment, approved=False, sentences=refusal.sentences))
    return outcomes
