"""What waits of audits: engagements to be granted, those that one reads by, drafts; papers to review or to send."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Office, User
from accounts.roles import Permission
from audits.models import Engagement, WorkingPaper
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


def _papers(user: User, state: str) -> QuerySet[WorkingPaper]:
    """Working papers of the engagements that run and of whose team one is."""
    running = Engagement.objects.running((user.office or Office()).today).filter(team__user=user)
    rows = WorkingPaper.objects.visible_to(user).filter(engagement__in=running, state=state)
    return rows.select_related("item").order_by("prepared_at", "pk")


def _show_paper(paper: WorkingPaper) -> Thing:
    return Thing(f"{paper.number}, {paper.item.partner}", paper.item.label, paper.get_absolute_url(), paper.recorded)


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
        "Kertas kerja menunggu reviu Anda",
        "Cocokkan jawaban, nilai, dan berkasnya, lalu setujui atau kembalikan.",
        "check",
        lambda user: _papers(user, "asked").exclude(written_by=user),
        _show_paper,
        "audits:engagements",
        "?state=active",
    ),
    Duty(
        P.AUDIT,
        "Kertas kerja yang belum Anda kirim",
        "Lengkapi daftar uji dan hasilnya, lalu kirim untuk direviu.",
        "edit",
        lambda user: _papers(user, "draft").filter(written_by=user),
        _show_paper,
        "audits:engagements",
        "?state=active",
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
