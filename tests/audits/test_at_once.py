"""Two people at one finding, or at one engagement, in the same moment: one effect each, and a kind sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from audits.actions import answers
from audits.actions.answers import record_follow_up
from audits.actions.decisions import close_engagement
from audits.actions.findings import draft_finding
from audits.actions.judgements import judge_recommendation, settle_amount
from audits.files import admitted
from audits.models import Engagement, Recommendation
from audits.settling import Part
from tests.at_once import at_once, effects_and_refusals, many_hands
from tests.audits.engaging import granted
from tests.audits.finding import AMOUNT, final, supervisor
from tests.cast import Cast
from tests.grants.paper import scan
from trail.models import Chain, Event
from trail.refusal import StalePage
from trail.verify import verify_chain

__all__ = ["many_hands"]

Act = Callable[[], Any]
WHY = "Kuitansi susulan sah dan cocok dengan buku kas."


def test_a_finding_judged_settled_and_followed_up_at_once_is_each_once_and_nobody_waits_for_good(
    many_hands: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = cast.partner()
    auditor, colleague, treasurer = cast.person("auditor"), supervisor(cast), cast.treasurer(partner)
    finding = final(cast, partner)
    pk, second = finding.pk, finding.recommendations.get(number=2).pk

    def settles(by: User) -> Act:
        mine = Recommendation.objects.get(finding=pk, number=1)
        given = {"amount": AMOUNT, "reason": WHY, "version": mine.finding.version}
        return lambda: settle_amount(recommendation=mine, part=Part.DOCUMENTED, by=by, **given)

    def judges(by: User, number: int, verdict: str) -> Act:
        mine = Recommendation.objects.select_related("finding").get(finding=pk, number=number)
        given = {"version": mine.version, "finding_version": mine.finding.version}
        return lambda: judge_recommendation(recommendation=mine, verdict=verdict, reason=WHY, by=by, **given)

    def follows_up() -> Act:
        mine, proof = Recommendation.objects.select_related("finding").get(pk=second), admitted([scan()], label="Bukti")
        given: Any = {"text": "Tata cara pembayaran sudah ditetapkan.", "uploads": proof, "version": mine.version}
        return lambda: record_follow_up(recommendation=mine, by=treasurer, **given)

    # Settled twice by the same money, and judged by who saw it open: one of them.
    done, refused = effects_and_refusals(at_once(settles(auditor), settles(colleague)))
    assert (len(done), [type(one) for one in refused]) == (1, [StalePage])
    finding.refresh_from_db()
    assert (finding.still_open, finding.documented, finding.settlements.count()) == (0, AMOUNT, 1)

    done, refused = effects_and_refusals(at_once(judges(auditor, 1, "accept"), judges(colleague, 1, "await_more")))
    assert (len(done), [type(one) for one in refused]) == (1, [StalePage])

    # Whoever judges holds the finding while a follow-up waits for it: each ends, whoever was first. The door is passed
    # before, so that they meet.
    monkeypatch.setattr(answers, "admitted", lambda uploads, label: uploads)
    for _ in range(3):
        acts = [follows_up(), judges(auditor, 2, "await_more"), follows_up()]
        done, refused = effects_and_refusals(at_once(*acts))
        assert (len(done), [type(one) for one in refused]) == (1, [StalePage, StalePage])
    row = Recommendation.objects.get(pk=second)
    assert row.follow_ups.count() + Event.objects.about(row).filter(verb="recommendation.await_more").count() == 3
    assert verify_chain(Chain.objects.get(key=finding.chain)).whole


def test_two_findings_at_once_get_two_numbers_and_none_lands_in_an_engagement_that_ends(
    many_hands: None, cast: Cast
) -> None:
    partner, auditor, inspector = cast.partner(complete=False), cast.person("auditor"), cast.person("inspector")

    def drafts(engagement: Engagement) -> Act:
        mine = Engagement.objects.get(pk=engagement.pk)
        given = {"title": "Belanja tanpa kuitansi", "partner": partner, "asks_partner": True}
        return lambda: draft_finding(engagement=mine, by=auditor, **given)

    def ends(engagement: Engagement) -> Act:
        mine = Engagement.objects.get(pk=engagement.pk)
        return lambda: close_engagement(engagement=mine, by=inspector, version=mine.version)

    engagement = Engagement.objects.get()
    found = at_once(*(drafts(engagement) for _ in range(3)))
    assert sorted(one.number for one in found) == [1, 2, 3]

    # Nobody but who drafts could make it final: the draft keeps the engagement open, or it has ended and there is none.
    for number in range(2):
        other = granted(auditor, inspector, letter_number=f"ST-{number}")
        done, refused = effects_and_refusals(at_once(drafts(other), ends(other)))
        assert len(done) == len(refused) == 1
        other.refresh_from_db()
        assert (other.state, other.findings.count()) in {("active", 1), ("closed", 0)}
