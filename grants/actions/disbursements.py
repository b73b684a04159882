"""Writes about a payment: SPP proposed, SPM issued or refused, SP2D recorded, report accepted."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import User
from accounts.roles import Permission
from grants.actions.exceptions import use_exception
from grants.actions.sp2d import keep_sp2d
from grants.apart import require_another
from grants.decreed import unpayable
from grants.gate import gate
from grants.locks import lock_payment, locked_money
from grants.models import Allocation, Channel, Decree, Disbursement, whose
from grants.owed import not_handed_out
from grants.validity import clean_fields, require_not_future, require_order, require_permission
from partners.models import Agreement, Instalment
from partners.saving import save_checked
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition


@transaction.atomic
def propose_disbursement(
    *,
    instalment: Instalment,
    allocation: Allocation,
    decree: Decree,
    spp_number: str,
    spp_date: date,
    channel: str = Channel.DIRECT,
    distributor: str = "",
    by: User,
) -> Disbursement:
    """Propose the payment of an instalment (SPP): its whole amount, to the LKS's account in use.

    Refuses while the gate is closed, an allocation, decree or date that does not fit, and more than the decree gives.
    Where an exception opens the gate, the payment carries it, and no other payment can.
    """
    require_permission(by, Permission.PROPOSE_DISBURSEMENT, "mengajukan penyaluran", instalment)
    # Everybody who spends from the same agreement or budget line queues here, so that sums are read once each.
    agreement = Agreement.objects.select_for_update().get(pk=instalment.agreement_id)
    instalment = agreement.instalments.get(pk=instalment.pk)
    decree = Decree.objects.select_related("agreement__partner").get(pk=decree.pk)
    allocation = Allocation.objects.select_for_update().get(pk=allocation.pk)
    closed = gate(instalment)
    if not closed.open:
        raise Refusal(*(reason.sentence for reason in closed.reasons))
    exception = closed.exception if closed.set_aside else None
    payment = Disbursement(
        instalment=instalment,
        **whose(agreement),
        allocation=allocation,
        decree=decree,
        bank_account=agreement.partner.account,
        amount=instalment.amount,
        spp_number=" ".join(spp_number.split()),
        spp_date=spp_date,
        spp_year=spp_date.year,
        channel=channel,
        distributor=distributor.strip(),
        exception=exception,
        proposed_by=by,
    )
    _require_own_number(payment)
    _require_channel(payment)
    _require_dates_of_spp(payment, agreement)
    _require_room(payment, agreement)
    _require_payable(payment, decree)
    save_checked(
        payment,
        taken=f"Termin {instalment.number} {agreement} baru saja diajukan orang lain. Muat ulang halaman ini.",
    )
    Instalment.objects.filter(pk=instalment.pk).update(requested=True)
    data = {
        "amount": payment.amount,
        "allocation": allocation.budget_code,
        "year": allocation.year,
        "decree": decree.number,
        "spp_number": payment.spp_number,
        "spp_date": payment.spp_date.isoformat(),
        "channel": payment.channel,
        "distributor": payment.distributor,
    }
    if exception is not None:
        data |= {"exception": exception.pk, "set_aside": [reason.sentence for reason in closed.set_aside]}
    record_event(verb="disbursement.propose", obj=payment, by=by, data=data)
    if exception is not None:
        use_exception(exception=exception, disbursement=payment, by=by)
    return payment


def _require_own_number(payment: Disbursement) -> None:
    """Refuse the number of another SPP of the office in that year; a refused one may come again under its own."""
    same = Disbursement.objects.filter(
        office=payment.office, spp_year=payment.spp_year, spp_number__iexact=payment.spp_number
    ).exclude(state="rejected")
    if used := same.select_related("instalment__agreement").first():
        raise Refusal(
            f"Nomor SPP {payment.spp_number} sudah dipakai {used} tahun {payment.spp_year}. Tulis nomor SPP yang lain."
        )


def _require_dates_of_spp(payment: Disbursement, agreement: Agreement) -> None:
    require_not_future("Tanggal SPP", payment.spp_date)
    require_order("tanggal tanda tangan PKS", agreement.signed_on, "Tanggal SPP", payment.spp_date)
    if payment.decree.agreement_id != agreement.pk:
        raise Refusal(f"{payment.decree} bukan untuk {agreement}. Pilih SK penerima dari PKS ini.")
    if payment.decree.state != "approved":
        instead = agreement.decrees.in_force().first()
        raise Refusal(
            f"{payment.decree} tidak sedang berlaku (status “{payment.decree.state_label}”). "
            + (f"Pilih {instead}, yang kini berlaku." if instead else "Pilih SK yang sudah disahkan KPA.")
        )
    require_order("tanggal SK penerima", payment.decree.decided_on, "Tanggal SPP", payment.spp_date)


def _require_channel(payment: Disbursement) -> None:
    """Refuse a distributor without a name."""
    if payment.channel != Channel.DISTRIBUTOR:
        payment.distributor = ""
    elif not payment.distributor:
        raise Refusal("Bank atau pos penyalur belum disebut. Tulis namanya, misalnya “PT Pos Indonesia”.")


def _require_payable(payment: Disbursement, decree: Decree) -> None:
    sentences = unpayable(payment, decree)
    if sentences:
        raise Refusal(*sentences)


def _require_room(payment: Disbursement, agreement: Agreement) -> None:
    """The budget line is the office's own, of the SPP's year, and neither it nor the agreement is overdrawn."""
    allocation = payment.allocation
    if allocation.office_id != agreement.partner.office_id:
        raise Refusal("Alokasi ini milik kantor lain. Pilih alokasi kantor yang menandatangani PKS.")
    if allocation.year != payment.spp_date.year:
        raise Refusal(
            f"Alokasi tahun {allocation.year} tidak dapat membiayai SPP bertanggal tahun {payment.spp_date.year}. "
            f"Pilih alokasi tahun {payment.spp_date.year}."
        )
    remaining = allocation.amount - allocation.committed()
    if remaining < payment.amount:
        raise Refusal(
            f"Sisa alokasi {allocation.budget_code} tinggal {format_rupiah(remaining)}, sedangkan termin ini "
            f"{format_rupiah(payment.amount)}. Pilih alokasi lain, atau tambah pagunya."
        )
    living = Disbursement.objects.living().filter(instalment__agreement=agreement)
    paid_out = living.aggregate(total=Sum("amount"))["total"] or 0
    if paid_out + payment.amount > agreement.value:
        raise Refusal(
            f"Jumlah penyaluran {agreement} akan menjadi {format_rupiah(paid_out + payment.amount)}, melebihi nilainya "
            f"{format_rupiah(agreement.value)}. Periksa termin pada PKS itu."
        )


@transaction.atomic
def approve_disbursement(
    *, disbursement: Disbursement, spm_number: str, spm_date: date, by: User, version: int
) -> Disbursement:
    """Approve a proposed payment and record its SPM; never by who proposed it, nor by who lately set its account.

    Refuses where the agreement has ended since or its decree has been replaced, more than the decree gives, the dead on
    its list, and a date before the SPP or to come.
    """
    agreement, row = lock_payment(disbursement)
    if row.version != version or row.state != "proposed":
        # Says who was faster, or that it is not for this person to do.
        return transition(disbursement, "approve", by=by, version=version)
    require_another(row, "approve", by)
    if agreement.state != "active":
        raise Refusal(
            f"{agreement} tidak sedang berlaku lagi (status “{agreement.state_label}”).",
            "Tolak SPP ini dengan alasan itu.",
        )
    typed = clean_fields(row, spm_number=_required("Nomor SPM", spm_number), spm_date=spm_date)
    require_not_future("Tanggal SPM", typed["spm_date"])
    require_order("tanggal SPP", row.spp_date, "Tanggal SPM", typed["spm_date"])
    typed["spm_year"] = typed["spm_date"].year
    same = Disbursement.objects.filter(
        office=row.office_id, spm_year=typed["spm_year"], spm_number__iexact=typed["spm_number"]
    )
    if used := same.exclude(pk=row.pk).select_related("instalment__agreement").first():
        raise Refusal(
            f"Nomor SPM {typed['spm_number']} sudah dipakai {used} tahun {typed['spm_year']}. Tulis nomor yang lain."
        )
    data = {"spm_number": typed["spm_number"], "spm_date": typed["spm_date"].isoformat()}
    instead = agreement.decrees.in_force().select_related("agreement__partner").first()
    if instead is None or instead.pk != row.decree_id:
        raise Refusal(
            f"SPP ini menyebut {row.decree}, yang sudah diganti{f' {instead}' if instead else ''}.",
            "Tolak SPP ini dengan alasan itu; staf keuangan mengajukan SPP baru dengan SK yang berlaku.",
        )
    sentences = unpayable(row, instead)
    if sentences:
        raise Refusal(*sentences, "SPP ini dapat ditolak dengan alasan itu, lalu diajukan lagi.")
    try:
        with transaction.atomic():
            return transition(disbursement, "approve", by=by, version=version, changes=typed, data=data)
    except IntegrityError as problem:
        raise Refusal(f"Nomor SPM {typed['spm_number']} baru saja dipakai orang lain. Tulis yang lain.") from problem


@transaction.atomic
def reject_disbursement(*, disbursement: Disbursement, reason: str, by: User, version: int) -> Disbursement:
    """Refuse a proposed payment with a reason; the instalment may then be proposed anew."""
    rejected = transition(disbursement, "reject", by=by, version=version, reason=reason)
    Instalment.objects.filter(pk=disbursement.instalment_id).update(requested=False)
    return rejected


@transaction.atomic
def record_sp2d(
    *, disbursement: Disbursement, sp2d_number: str, sp2d_date: date, by: User, version: int
) -> Disbursement:
    """Record the treasury's SP2D: the LKS has its money. Upper rooms hear ``signals.disbursement_paid``.

    Refuses the number of another SP2D, and a date before the SPM or to come.
    """
    return keep_sp2d(disbursement=disbursement, step="pay", number=sp2d_number, day=sp2d_date, by=by, version=version)


@transaction.atomic
def mark_accounted(*, instalment: Instalment, by: User) -> Disbursement:
    """Write down that the report on this instalment has been accepted, which opens the gate of the next one.

    Called by the action that accepts the report. Refuses where nothing has been paid, and while a distributor has money
    of it that is neither handed out nor goes back.
    """
    payment = locked_money(instalment)
    if payment is None or payment.state != "paid":
        raise Refusal(f"{instalment} tidak punya penyaluran yang menunggu pertanggungjawaban.")
    if left := not_handed_out(payment):
        raise Refusal(left.sentence)
    return transition(payment, "account", by=by, version=payment.version)


def _required(what: str, text: str) -> str:
    """The text; the column may be blank before this step, but not after it."""
    if not text.strip():
        raise Refusal(f"{what} belum diisi. Tulis nomor yang tercantum pada dokumennya.")
    return " ".join(text.split())
