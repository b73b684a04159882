"""Writes about all who are served under one agreement: handed over to another LKS or a dinas sosial in one step."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from accounts.models import User
from accounts.roles import Permission
from beneficiaries.choices import EndReason
from beneficiaries.models import Aid, Service
from partners.models import Agreement, Partner
from partners.validity import require_not_future, require_order, require_permission
from regulations.dates import tanggal
from rupiah.format import format_angka
from trail.refusal import Refusal
from trail.together import transition_all

#: Said by the form, beside what else is missing there, and by the action.
ONE_RECEIVER = "Pilih LKS penerimanya, atau tulis dinas sosial atau pihak lain; salah satu saja."


@transaction.atomic
def hand_over_all(
    *,
    agreement: Agreement,
    ended_on: date,
    reason: str,
    by: User,
    handed_to: Partner | None = None,
    handed_to_name: str = "",
    next_visit_on: date | None = None,
) -> int:
    """End every service that runs under the agreement, all handed over to the same LKS or office; how many.

    Each keeps its own event, its day of the next visit, and what was recorded of it; the receiving LKS begins its own.
    Refuses nobody left to hand over, two receivers or none, the LKS that they come from, one of another office, a day
    to come, and a day before something that is recorded of one of them.
    """
    require_permission(by, Permission.MANAGE_BENEFICIARIES, "mengalihkan penerima", agreement)
    require_not_future("Tanggal pengalihan", ended_on)
    name = handed_to_name.strip()
    if bool(handed_to) == bool(name):
        raise Refusal(ONE_RECEIVER)
    if handed_to is not None and handed_to.pk == agreement.partner_id:
        raise Refusal(f"{handed_to} ialah LKS asalnya. Pilih LKS lain, atau tulis dinas sosialnya.")
    if handed_to is not None and not Partner.objects.visible_to(by).filter(pk=handed_to.pk).exists():
        raise Refusal("LKS ini terdaftar di kantor lain. Tulis namanya sebagai pihak lain.")
    if next_visit_on is not None:
        require_order("pengalihan", ended_on, "Kunjungan berikutnya", next_visit_on)
    # Who gives aid in one of these services queues here.
    running = list(served_under(agreement).select_for_update().values_list("pk", flat=True))
    if not running:
        raise Refusal(f"Tidak ada penerima yang masih dilayani di bawah {agreement}.")
    _require_nothing_later(agreement, ended_on)
    return transition_all(
        served_under(agreement).select_related("person", "office"),
        "end",
        by=by,
        reason=reason,
        changes={
            "ended_on": ended_on,
            "ended_for": EndReason.HANDED_OVER.value,
            "ended_because": reason.strip(),
            "handed_to": handed_to,
            "handed_to_name": name,
            "next_visit_on": next_visit_on,
        },
        data=lambda service: {"agreement": agreement.number},
    )


def served_under(agreement: Agreement) -> QuerySet[Service]:
    """The services that run under the agreement, by their beginning."""
    return Service.objects.running().filter(agreement=agreement).order_by("started_on", "pk")


def _require_nothing_later(agreement: Agreement, ended_on: date) -> None:
    running = served_under(agreement)
    aided = Aid.objects.standing().filter(service__in=running).aggregate(day=Max("given_on"))["day"]
    later = running.filter(Q(started_on__gt=ended_on) | Q(assessed_on__gt=ended_on) | Q(conferred_on__gt=ended_on))
    if count := later.count():
        raise Refusal(
            f"{format_angka(count)} penerima mulai dilayani, diasesmen, atau dibahas kasusnya sesudah "
            f"{tanggal(ended_on)}. Pilih hari yang lebih kemudian."
        )
    if aided is not None:
        require_order("bantuan terakhir", aided, "Tanggal pengalihan", ended_on)
