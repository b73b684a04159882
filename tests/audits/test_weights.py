"""A team weighs the signals of risk for its engagement: kept with who, when and why, and used on the page of risks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audits.actions.weights import set_weights
from audits.models import Engagement, SignalWeights
from audits.risks import lists_of
from audits.signals import INDICATORS
from audits.weighing import usual_engagement, weights_of
from tests.audits.engaging import look_anew
from tests.audits.test_risks import three_lks
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.seen import seen
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]
#: Past findings weigh all, everything else nothing.
ONLY_FINDINGS = {indicator.key: 10 if indicator.key == "temuan-lalu" else 0 for indicator in INDICATORS}


@begins_with(three_lks)
def test_a_team_weighs_signals_for_its_engagement_and_the_list_follows(cast: Cast, sign_in: SignIn) -> None:
    auditor, engagement = cast.person("auditor"), Engagement.objects.get(state="active")
    look_anew(auditor)
    browser, page = sign_in(auditor), reverse("audits:weights", args=[engagement.pk])
    table = weights_of(engagement)
    assert table == {indicator.key: indicator.weight for indicator in INDICATORS} and usual_engagement(auditor) is None
    assert "memakai bobot Amanah" in seen(browser.get(page))
    typed = {f"bobot-{key}": str(weight) for key, weight in ONLY_FINDINGS.items()}
    reason = "Penugasan ini menindaklanjuti temuan pemeriksaan yang lalu."
    too_much = browser.post(page, typed | {"bobot-benford": "11", "reason": reason, "after": ""})
    assert too_much.status_code == 422
    assert browser.post(page, typed | {"reason": "-", "after": ""}).status_code == 422
    assert reason in seen(browser.post(page, typed | {"reason": reason, "after": ""}, follow=True))

    assert weights_of(engagement) == ONLY_FINDINGS
    event = Event.objects.about(engagement).get(verb="engagement.weigh")
    assert event.data["changes"]["Jumlah bulat"] == {"from": 2, "to": 0} and event.data["reason"] == reason
    sakura, *others = lists_of(auditor, 2021, weights_of(engagement)).partners
    assert (sakura.name, round(sakura.risk.score)) == ("LKS Sakura", 50)  # one finding of two that count in full
    assert not any(one.risk.score for one in others)
    risks = browser.get(reverse("audits:risks"))
    assert risks.context["engagement"] == engagement and "Bobotnya kini menurut penugasan" in seen(risks)
    assert browser.get(reverse("audits:risks"), {"penugasan": "amanah"}).context["engagement"] is None
    assert browser.get(reverse("audits:risks"), {"penugasan": "999"}).status_code == 200

    given = {"engagement": engagement, "reason": reason, "by": auditor}
    with pytest.raises(StalePage):
        set_weights(**given, weights=table, after=None)
    kept = SignalWeights.objects.get()
    for wrong in (dict.fromkeys(table, 0), table | {"lain": 1}, table | {"bulat": -1}, ONLY_FINDINGS):
        with pytest.raises(Refusal):
            set_weights(**given, weights=wrong, after=kept.pk)
    for person in ("inspector", "office_auditor", "idle_auditor"):
        with pytest.raises(NotAllowed):
            set_weights(**given | {"by": cast.person(person)}, weights=table, after=kept.pk)
    set_weights(**given, weights=table, after=kept.pk)
    assert weights_of(engagement) == table and SignalWeights.objects.count() == 2
    with pytest.raises(AppendOnly):
        SignalWeights.objects.all().delete()
