"""Writes about exceptions of the gate: asked by one person, decided by another, used by one payment, taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.gate import gate
from grants.models import Disbursement, GateException, whose
from grants.validity import require_permission
from partners.models import Agreement, Instalment
from partners.saving import save_checked
from regulations.dates import tanggal
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition

#: An exception that lasts longer is a habit.
LONGEST = timedelta(days=90)
#: A reason that would do, for who gives too short a one.
EXAMPLE = "Panti kehabisan beras; laporan termin 1 selesai minggu depan."


@transaction.atomic
def ask_exception(
    *, instalment: Instalment, reasons: Collection[str], because: str, valid_until: date, by: User
) -> GateException:
    """Ask that these reasons of the closed gate, by their codes, be set aside until a day, for a reason in words.

    Refuses a gate that is open, a reason that does not close it or that nobody can set aside, and a day that has passed
    or is too far away. One is asked for at a time.
    """
    require_permission(by, Permission.ASK_EXCEPTION, "meminta pengecualian", instalment)
    # Who asks queues with who proposes, so that none is asked for what is paid at this moment.
    agreement = Agreement.objects.select_for_update().get(pk=instalment.agreement_id)
    instalment = agreement.instalments.get(pk=instalment.pk)
    closed = gate(instalment)
    if closed.open:
        raise Refusal(f"{instalment} tidak terkunci, jadi tidak ada yang perlu dikecualikan.")
    _require_in_force(agreement)
    chosen = [reason for reason in closed.may_wait if reason.code in reasons]
    if not reasons:
        raise Refusal("Belum ada alasan gerbang yang dipilih. Centang yang hendak disisihkan.")
    if len(chosen) < len(set(reasons)):
        raise Refusal(
            "Ada pilihan yang tidak dapat disisihkan, atau yang sudah tidak mengunci termin ini.",
            "Muat ulang halaman, lalu pilih lagi.",
        )
    today = agreement.partner.office.today
    if not today <= valid_until <= today + LONGEST:
        raise Refusal(
            f"Berlaku sampai {tanggal(valid_until)} tidak dapat dipakai. Pilih hari antara {tanggal(today)} dan "
            f"{tanggal(today + LONGEST)}."
        )
    # What an exception in force sets aside already goes on being set aside by the one that takes its place.
    exception = GateException(
        instalment=instalment,
        **whose(agreement),
        reasons=[reason.code for reason in (*closed.set_aside, *chosen)],
        sentences=[reason.sentence for reason in (*closed.set_aside, *chosen)],
        because=sentence_in(because, example=EXAMPLE),
        valid_until=valid_until,
        asked_by=by,
    )
    save_checked(exception, taken=f"Pengecualian {instalment} sudah diminta dan menunggu keputusan.")
    data = {"gate": exception.sentences, "valid_until": valid_until.isoformat(), "reason": exception.because}
    record_event(verb="gateexception.ask", obj=exception, by=by, data=data)
    return exception


@transaction.atomic
def grant_exception(*, exception: GateException, by: User, version: int) -> GateException:
    """Open the gate for what was asked for, until the day asked for; never by who asked.

    It takes the place of one that was granted before. Refuses a day that has passed, and where nothing of what it would
    set aside closes the gate any more, as when the payment is proposed already.
    """
    agreement = Agreement.objects.select_for_update().get(pk=exception.instalment.agreement_id)
    instalment = agreement.instalments.get(pk=exception.instalment_id)
    if exception.state == "asked":
        _require_use(exception, instalment, agreement.partner.office.today)
        for former in instalment.gate_exceptions.filter(state="granted"):
            transition(former, "replace", by=by, version=former.version, data={"exception": exception.pk})
    data = {"valid_until": exception.valid_until.isoformat(), "gate": exception.sentences}
    return transition(exception, "grant", by=by, version=version, data=data)


@transaction.atomic
def refuse_exception(*, exception: GateException, by: User, version: int, reason: str) -> GateException:
    """Leave the gate closed, for a reason; never by who asked."""
    return transition(exception, "refuse", by=by, version=version, reason=reason)


@transaction.atomic
def withdraw_exception(*, exception: GateException, by: User, version: int, reason: str) -> GateException:
    """Take back what was asked for or granted, for a reason: the gate is closed again. What was paid stays paid."""
    return transition(exception, "withdraw", by=by, version=version, reason=reason)


def use_exception(*, exception: GateException, disbursement: Disbursement, by: User) -> GateException:
    """Write down that this payment was proposed under it: one exception, one SPP. Within the action that proposes."""
    data = {"disbursement": disbursement.pk, "spp_number": disbursement.spp_number}
    return transition(exception, "use", by=by, version=exception.version, data=data)


def _require_in_force(agreement: Agreement) -> None:
    if agreement.state != "active":
        raise Refusal(
            f"{agreement} tidak sedang berlaku (status “{agreement.state_label}”), jadi tidak ada yang dapat "
            "disisihkan."
        )


def _require_use(exception: GateException, instalment: Instalment, today: date) -> None:
    if exception.valid_until < today:
        raise Refusal(
            f"Permintaan ini hanya sampai {tanggal(exception.valid_until)}, hari yang sudah lewat.",
            "Tolak dengan alasan itu; pengecualian baru dapat diminta sesudahnya.",
        )
    _require_in_force(instalment.agreement)
    standing = gate(instalment)
    if not any(reason.code in exception.reasons for reason in (*standing.reasons, *standing.set_aside)):
        raise Refusal(
            "Alasan yang hendak disisihkan sudah tidak mengunci termin ini, jadi tidak ada yang perlu diputuskan.",
            "Tolak permintaan ini, atau mintalah pemintanya menariknya.",
        )
