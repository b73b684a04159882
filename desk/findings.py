"""What waits of findings: for who is audited to answer and follow up, for auditors to go on with and judge."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from audits.models import Finding, Recommendation
from desk.things import Duty, Thing
from rupiah.format import format_rupiah


def _asked(user: User) -> QuerySet[Finding]:
    rows: QuerySet[Finding] = Finding.objects.asking(user)
    return rows.select_related("office").order_by("answer_by", "pk")


def _of_state(state: str, user: User) -> QuerySet[Finding]:
    rows: QuerySet[Finding] = Finding.objects.visible_to(user).filter(engagement__team__user=user, state=state)
    return rows.select_related("office", "partner").order_by("answer_by", "pk")


def _to_do(user: User) -> QuerySet[Any]:
    return Recommendation.objects.to_do(user).with_finding().order_by("due_on", "pk")


def _of_team(user: User) -> QuerySet[Any]:
    rows = Recommendation.objects.visible_to(user).filter(finding__engagement__team__user=user)
    return rows.with_finding().order_by("due_on", "pk")


def _to_judge(user: User) -> QuerySet[Any]:
    return _of_team(user).to_judge()  # type: ignore[attr-defined]


def _overdue(user: User) -> QuerySet[Any]:
    judged = Recommendation.objects.to_judge().values("pk")
    return _of_team(user).overdue().exclude(pk__in=judged)  # type: ignore[attr-defined]


def _show(finding: Finding) -> Thing:
    url, amount = finding.get_absolute_url(), finding.amount or None
    waits = finding.state == "shown"
    return Thing(
        finding.title, finding.whom, url, amount, due_on=finding.answer_by if waits else None, counts_down=True
    )


def _show_recommendation(one: Recommendation) -> Thing:
    finding = one.finding
    # Said of the finding, and never as an amount of the recommendation: a finding has several, and they share its sum.
    left = f". Masih terbuka {format_rupiah(finding.still_open)} dari seluruh temuan" if finding.still_open else ""
    detail = f"Temuan {finding.number}: {finding.title}{left}"
    return Thing(one.text, detail, one.get_absolute_url(), due_on=one.due_on, counts_down=True)


P = Permission
FINDINGS: tuple[Duty, ...] = (
    Duty(
        P.ANSWER_FINDING,
        "Temuan yang harus Anda tanggapi",
        "Baca temuannya, lalu jelaskan dan lampirkan bukti Anda.",
        "comment",
        _asked,
        _show,
        "audits:findings",
        "?state=shown",
    ),
    Duty(
        P.ANSWER_FINDING,
        "Rekomendasi yang harus ditindaklanjuti",
        "Lakukan yang diminta, lalu catat dengan buktinya sebelum batasnya.",
        "note",
        _to_do,
        _show_recommendation,
        "audits:recommendations",
    ),
    Duty(
        P.AUDIT,
        "Temuan yang sudah ditanggapi",
        "Bandingkan tanggapannya, lalu tetapkan final, minta lagi, atau ubah.",
        "comment",
        lambda user: _of_state("answered", user),
        _show,
        "audits:findings",
        "?state=answered",
    ),
    Duty(
        P.AUDIT,
        "Temuan yang menunggu tanggapan",
        "Sesudah batasnya lewat, temuan dapat ditetapkan final tanpa tanggapan.",
        "clock",
        lambda user: _of_state("shown", user),
        _show,
        "audits:findings",
        "?state=shown",
    ),
    Duty(
        P.AUDIT,
        "Tindak lanjut menunggu penilaian Anda",
        "Periksa tindakan dan buktinya, lalu nilai statusnya dan uangnya.",
        "check",
        _to_judge,
        _show_recommendation,
        "audits:recommendations",
        "?state=dinilai",
    ),
    Duty(
        P.AUDIT,
        "Tindak lanjut yang lewat batas",
        "Tanyakan kepada yang bersangkutan; pengingat juga terkirim lewat surel.",
        "warning",
        _overdue,
        _show_recommendation,
        "audits:recommendations",
        "?late=lewat",
    ),
)
