"""Writes about leaves to sign with an LKS in spite of what stands in the way: asked by one, decided by another."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from partners.models import Partner, SanctionLift
from partners.permissions import require
from partners.sanctions import obstacles_now
from partners.saving import save_checked
from regulations.dates import tanggal
from trail.changed import plain
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition

#: A leave that lasts longer is a habit.
LONGEST = timedelta(days=90)


@transaction.atomic
def ask_for_lift(*, partner: Partner, by: User, because: str, valid_until: date) -> SanctionLift:
    """Ask that all that stands in the way of this LKS today be set aside until a day, for a reason."""
    require(by, Permission.ASK_EXCEPTION, partner)
    today = timezone.localdate()
    found = obstacles_now(partner, today)
    if not found:
        raise Refusal(
            f"Tidak ada yang menghalangi perjanjian baru dengan {partner}, jadi tidak ada yang perlu dicabut."
        )
    if not today <= valid_until <= today + LONGEST:
        raise Refusal(
            f"Berlaku sampai {tanggal(valid_until)} tidak dapat dipakai. Pilih hari antara {tanggal(today)} dan "
            f"{tanggal(today + LONGEST)}."
        )
    lift = SanctionLift(
        partner=partner,
        obstacles=[obstacle.key for obstacle in found],
        sentences=[obstacle.sentence for obstacle in found],
        because=sentence_in(because, example="LKS satu-satunya di kabupaten; laporan selesai minggu depan."),
        valid_until=valid_until,
        asked_by=by,
    )
    save_checked(lift, taken=f"Pencabutan sanksi {partner} sudah diminta dan menunggu keputusan.")
    data = {"obstacles": lift.sentences, "valid_until": plain(valid_until), "reason": lift.because}
    record_event(verb="sanctionlift.ask", obj=lift, by=by, data=data)
    return lift


@transaction.atomic
def grant_lift(*, lift: SanctionLift, by: User, version: int) -> SanctionLift:
    """Set aside what was asked for, until the day asked for; never by who asked. Refuses a day that has passed."""
    if lift.valid_until < timezone.localdate():
        raise Refusal(
            f"Permintaan ini hanya sampai {tanggal(lift.valid_until)}, hari yang sudah lewat. Tolak, lalu minta baru."
        )
    return transition(lift, "grant", by=by, version=version, data={"valid_until": plain(lift.valid_until)})


@transaction.atomic
def refuse_lift(*, lift: SanctionLift, by: User, version: int, reason: str) -> SanctionLift:
    """Leave things as they are, for a reason."""
    return transition(lift, "refuse", by=by, version=version, reason=reason)


@transaction.atomic
def withdraw_lift(*, lift: SanctionLift, by: User, version: int, reason: str) -> SanctionLift:
    """Take back what was asked for or granted, for a reason: from now on the sanction holds again."""
    return transition(lift, "withdraw", by=by, version=version, reason=reason)
