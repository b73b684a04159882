"""Findings for tests, made by the users' own actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.actions import open_account
from accounts.models import User
from accounts.roles import Role
from audits.actions import change_team
from audits.actions.answers import answer_finding, record_follow_up
from audits.actions.findings import draft_finding, finalise_finding, show_finding
from audits.models import Engagement, Finding, FollowUp, Recommendation
from partners.models import Partner
from tests.audits.engaging import look_anew
from tests.cast import Cast
from tests.grants.paper import scan

AMOUNT = 3_000_000


def drafted(cast: Cast, partner: Partner, **terms: Any) -> Finding:
    """A draft of the auditor's about an LKS, with all its parts, unless ``terms`` say otherwise."""
    auditor = cast.person("auditor")
    usual = {
        "title": "Belanja tanpa kuitansi",
        "partner": partner,
        "asks_partner": True,
        "condition": "Belanja K-002 tidak didukung kuitansi penerima.",
        "rule": "BKU-08",
        "cause": "Bendahara tidak meminta kuitansi pada saat membayar.",
        "effect": "Pengeluaran tidak dapat diyakini kebenarannya.",
        "amount": AMOUNT,
        "recommendations": ["Serahkan kuitansi, atau setor nilainya.", "Tetapkan tata cara pembayaran."],
    }
    return draft_finding(engagement=engagement_of(auditor), by=auditor, **(usual | terms))


def engagement_of(auditor: User) -> Engagement:
    return Engagement.objects.filter(team__user=auditor, state="active").latest("pk")


def shown(cast: Cast, partner: Partner, **terms: Any) -> Finding:
    """The same, put before whom it concerns."""
    finding = drafted(cast, partner, **terms)
    answer_by = finding.office.today + timedelta(days=14)
    return show_finding(finding=finding, answer_by=answer_by, by=cast.person("auditor"), version=finding.version)


def answered(cast: Cast, partner: Partner, **terms: Any) -> Finding:
    """The same, answered by all whom it asks."""
    finding = shown(cast, partner, **terms)
    by_side = {"lks": cast.treasurer(partner), "balai": cast.person("finance")}
    for side in finding.sides:
        answer_finding(
            finding=finding,
            stance="sebagian",
            text="Sebagian kuitansi terselip dan kami lampirkan.",
            uploads=[scan("kuitansi.png")],
            by=by_side[side.value],
            version=finding.version,
        )
    return finding


def supervisor(cast: Cast) -> User:
    """Somebody who heads nothing else, put into the auditor's team by the inspector."""
    auditor, inspector = cast.person("auditor"), cast.person("inspector")
    engagement = engagement_of(auditor)
    placed = engagement.team.filter(place="pengendali").first()
    if placed is not None:
        return placed.user
    user = open_account(
        email="supervisor@contoh.id", name="Pandu Contoh", roles=[Role.AUDITOR], office=auditor.office, by=None
    )
    change_team(
        engagement=engagement,
        leader=auditor,
        supervisor=user,
        members=[],
        reason="Temuan ditetapkan final oleh orang kedua.",
        by=inspector,
        version=engagement.version,
    )
    look_anew(auditor, inspector, user)
    return user


def final(cast: Cast, partner: Partner, **terms: Any) -> Finding:
    """The same, made final by the supervisor of the team and received today."""
    finding = answered(cast, partner, **terms)
    return finalise_finding(
        finding=finding,
        report_number="LHP-7/IJ/2026",
        received_on=finding.office.today,
        by=supervisor(cast),
        version=finding.version,
    )


def followed_up(cast: Cast, recommendation: Recommendation) -> FollowUp:
    """The treasurer of the LKS says what was done, with a proof."""
    partner = recommendation.finding.partner
    assert partner is not None
    return record_follow_up(
        recommendation=recommendation,
        text="Kuitansi asli terlampir di sini.",
        uploads=[scan("bukti.png")],
        by=cast.treasurer(partner),
        version=recommendation.version,
    )


def recommendation(finding: Finding, number: int = 1) -> Recommendation:
    found: Recommendation = finding.recommendations.get(number=number)
    return found
