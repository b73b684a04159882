"""Writes about a report that was late already when its money came back: told at the payment, seen by the PPK."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from grants.locks import lock_payment
from grants.models import Disbursement
from grants.validity import require_permission
from trail.record import record_event
from trail.refusal import Refusal, StalePage


@transaction.atomic
def note_late_report(*, disbursement: Disbursement, days: int, by: User) -> None:
    """Write down by how many days the report was late when the retur was recorded: a payment made again moves its day.

    Called by the room above, within the action that records the retur. Who had seen a former one sees this one anew.
    """
    Disbursement.objects.filter(pk=disbursement.pk).update(late_days=days, late_seen_by=None, late_seen_at=None)
    record_event(verb="disbursement.late_report", obj=disbursement, by=by, data={"days": days})
    disbursement.refresh_from_db()


@transaction.atomic
def see_late_report(*, disbursement: Disbursement, by: User, version: int) -> Disbursement:
    """The PPK says that they know of it. It stays told; refuses where nothing was late, and a second time."""
    require_permission(by, Permission.ACCEPT_REPORT, "mengetahui keterlambatan laporan", disbursement)
    _, row = lock_payment(disbursement)
    if row.version != version:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini.", "Muat ulang halaman, lalu periksa lagi."
        )
    if not row.late_days or row.late_seen_at is not None:
        raise Refusal("Tidak ada keterlambatan laporan yang masih perlu diketahui di sini.")
    Disbursement.objects.filter(pk=row.pk).update(late_seen_by=by, late_seen_at=timezone.now(), version=row.version + 1)
    record_event(verb="disbursement.see_late", obj=row, by=by, data={"days": row.late_days})
    disbursement.refresh_from_db()
    return disbursement
