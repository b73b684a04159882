"""Reminding of recommendations whose last day comes near or has passed: each night, by mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audits.models import Recommendation
from audits.reminding import stage
from partners.models import Officer
from regulations.dates import tanggal
from trail.record import record_event


def due_reminders() -> list[Recommendation]:
    """Those of which a reminder has to go out today: nothing done waits for a judgement, and it was not sent yet."""
    undone = Recommendation.objects.undone().with_finding().order_by("due_on", "pk")
    return [
        one
        for one in undone
        if not one.waits_for_judgement and one.days_left is not None and stage(one.days_left) > one.reminded
    ]


@transaction.atomic
def send_reminder(*, recommendation: Recommendation) -> list[str]:
    """Remind who has to follow it up, and say so in the trail; the addresses it went to.

    Raises what the mail server raises: then nothing is written down, and the next night tries again.
    """
    row = Recommendation.objects.select_for_update().select_related("finding__office").get(pk=recommendation.pk)
    to = sorted({user.email for user in whom_to_remind(row)})
    left = row.days_left
    if left is None or stage(left) <= row.reminded:
        return []
    Recommendation.objects.filter(pk=row.pk).update(reminded=stage(left))
    data = {"to": len(to), "days_left": left}
    record_event(verb="recommendation.remind", obj=row, by=None, data=data)
    if to:
        send_mail(_subject(row, left), _letter(row, left), None, to)
    return to


def whom_to_remind(recommendation: Recommendation) -> Iterable[User]:
    """Head and treasurer of the LKS that is asked, finance staff and KPA of the balai that is."""
    finding = recommendation.finding
    people: list[User] = []
    if finding.asks_partner and finding.partner_id:
        officers = Officer.objects.filter(partner=finding.partner_id, active=True, user__is_active=True)
        people += [officer.user for officer in officers.select_related("user") if officer.user]
    if finding.asks_office:
        roles = [Role.FINANCE.value, Role.KPA.value]
        people += User.objects.filter(office=finding.office_id, is_active=True, role_grants__role__in=roles)
    return people


def _subject(recommendation: Recommendation, left: int) -> str:
    when = f"lewat {-left} hari" if left < 0 else "hari ini" if left == 0 else f"{left} hari lagi"
    return f"[Amanah] {recommendation}: batas tindak lanjut {when}"


def _letter(recommendation: Recommendation, left: int) -> str:
    finding, due_on = recommendation.finding, recommendation.due_on
    assert due_on is not None, "only what has a last day is reminded of"
    passed = "sudah lewat" if left < 0 else "akan tiba"
    url = settings.BASE_URL.rstrip("/") + reverse("audits:recommendation", args=[recommendation.pk])
    return "\n".join(
        [
            f"Batas tindak lanjut {recommendation} {passed}: {tanggal(due_on)}.",
            "",
            f"Temuan: {finding.title}",
            f"Status: {recommendation.state_label}",
            "",
            "Catat tindakan Anda dan lampirkan buktinya di halaman ini:",
            url,
        ]
    )
