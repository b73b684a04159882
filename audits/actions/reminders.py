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
    return [one for one in undone if _is_due(one)]


def send_reminder(*, recommendation: Recommendation) -> list[str]:
    """Remind who has to follow it up, and say so in the trail; the addresses it went to.

    None where nothing has to be done any more, or nobody is there to do it: then it goes out once somebody is. The
    reminder is taken before it is sent, so that two who send at once send one, and nothing is locked while the mail
    server is waited for. Raises what that raises: then it is given back, and the next night tries again.
    """
    before = _take(recommendation)
    if before is None:
        return []
    to, left = _addresses(before), before.days_left
    assert left is not None, "only what has a last day is reminded of"
    try:
        send_mail(_subject(before, left), _letter(before, left), None, to)
    except BaseException:
        rows = Recommendation.objects.filter(pk=before.pk, reminded=stage(left))
        rows.update(reminded=before.reminded)
        raise
    record_event(verb="recommendation.remind", obj=before, by=None, data={"to": len(to), "days_left": left})
    return to


@transaction.atomic(durable=True)
def _take(recommendation: Recommendation) -> Recommendation | None:
    """Have the reminder that is due now be nobody else's; the record as it was before, None where none is due."""
    rows = Recommendation.objects.select_for_update(of=("self",)).with_finding()
    row: Recommendation = rows.get(pk=recommendation.pk)
    if row.is_done or not _is_due(row) or not _addresses(row) or row.days_left is None:
        return None
    Recommendation.objects.filter(pk=row.pk).update(reminded=stage(row.days_left))
    return row


def _is_due(recommendation: Recommendation) -> bool:
    left = recommendation.days_left
    return left is not None and not recommendation.waits_for_judgement and stage(left) > recommendation.reminded


def _addresses(recommendation: Recommendation) -> list[str]:
    return sorted({user.email for user in whom_to_remind(recommendation)})


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
