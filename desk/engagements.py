"""What waits of audits: engagements to be granted, those that one reads by, drafts that nobody has asked for yet."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Office, User
from accounts.roles import Permission
from audits.models import Engagement
from desk.things import Duty, Thing


def _asked(user: User) -> QuerySet[Engagement]:
    rows: QuerySet[Engagement] = Engagement.objects.visible_to(user).filter(state="asked")
    return rows.exclude(drafted_by=user).exclude(asked_by=user).select_related("office").order_by("asked_at", "pk")


def _ran_out(user: User) -> QuerySet[Engagement]:
    """Those whose last day has passed, and that nobody has closed or extended."""
    today = (user.office or Office()).today
    rows: QuerySet[Engagement] = Engagement.objects.visible_to(user).filter(state="active", ends_on__lt=today)
    return rows.select_related("office").order_by("ends_on", "pk")


def _running(user: User) -> QuerySet[Engagement]:
    rows = Engagement.objects.running((user.office or Office()).today).opens_for(user)
    return rows.select_related("office").order_by("ends_on", "pk")


def _drafts(user: User) -> QuerySet[Engagement]:
    rows: QuerySet[Engagement] = Engagement.objects.visible_to(user).filter(state="draft")
    return rows.select_related("office").order_by("drafted_at", "pk")


def _show(engagement: Engagement) -> Thing:
    detail = engagement.letter_number or "Nomor surat tugas belum diisi"
    return Thing(engagement.title, detail, engagement.get_absolute_url())


def _show_running(engagement: Engagement) -> Thing:
    url, ends = engagement.get_absolute_url(), engagement.ends_on
    return Thing(engagement.title, engagement.letter_number, url, due_on=ends, counts_down=True)


P = Permission
ENGAGEMENTS: tuple[Duty, ...] = (
    Duty(
        P.DECIDE_ENGAGEMENT,
        "Penugasan menunggu keputusan Anda",
        "Baca cakupan, masa, tim, dan surat tugasnya, lalu berikan, kembalikan, atau tolak.",
        "follow",
        _asked,
        _show,
        "audits:engagements",
        "?state=asked",
    ),
    Duty(
        P.DECIDE_ENGAGEMENT,
        "Penugasan yang masanya habis",
        "Tim tidak lagi membaca apa pun karenanya. Akhiri, atau perpanjang dengan alasan.",
        "clock",
        _ran_out,
        _show_running,
        "audits:engagements",
        "?state=habis",
    ),
    Duty(
        P.AUDIT,
        "Penugasan Anda yang berjalan",
        "Anda membaca yang tercakup sampai hari terakhirnya.",
        "follow",
        _running,
        _show_running,
        "audits:engagements",
        "?state=active",
    ),
    Duty(
        P.AUDIT,
        "Konsep penugasan",
        "Lengkapi surat tugasnya, lalu ajukan kepada inspektur.",
        "edit",
        _drafts,
        _show,
        "audits:engagements",
        "?state=draft",
    ),
)
