"""A report is judged by the law of its own moment: what was judged stays, what is judged next follows the amendment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.facts import assistance_group, payment_findings
from legal.actions import turn_of, withdraw_decision
from legal.law import current_law
from reports.actions.upload import ChangedMeanwhile, SameWorkbook, upload_workbook
from reports.facts import submission_facts
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.judge import Judgement, judge
from reports.models import Revision
from tests.cast import Cast
from tests.legal.deciding import REASON, change, confirm, retire, seconded
from tests.reports.stage import Stage, put, stage, xlsx

__all__ = ["stage"]

pytestmark = pytest.mark.django_db

BEFORE = date(2021, 1, 1)


def unstamped(stage: Stage) -> Revision:
    """A revision whose first receipt bears no stamp."""
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, stamp_duty=None))
    return newest(stage)


def newest(stage: Stage) -> Revision:
    revision = stage.report.revisions.order_by("-number").first()
    assert revision is not None
    return revision


def stamps(revision: Revision) -> list[str]:
    """The sources that the findings on stamps were kept with."""
    return list(revision.findings.filter(rule="MTR-01").values_list("citation", flat=True))


def kept(revision: Revision) -> tuple[object, ...]:
    """All that the database keeps of a judgement."""
    fresh = Revision.objects.get(pk=revision.pk)
    findings = fresh.findings.order_by("pk").values_list("rule", "message", "found", "expected", "citation")
    return fresh.rule_versions, fresh.error_count, fresh.judged_on, list(findings)


def test_a_confirmed_source_stands_in_the_next_judgement_and_not_in_the_one_before(cast: Cast, stage: Stage) -> None:
    first = unstamped(stage)
    before = kept(first)
    decision = confirm(cast, "METERAI.2021-01-01")
    second = unstamped(stage)
    assert stamps(first) == ["UU 10/2020 — bea meterai atas tanda terima uang"]
    assert stamps(second) == ["PMK Contoh 1/2020, Pasal 99 ayat (1) — tanda terima uang"]
    assert first.rule_versions["MTR-01"] == "1"
    assert second.rule_versions["MTR-01"] == f"1+{decision.pk}"
    assert kept(first) == before


def test_a_retired_rule_finds_nothing_from_then_on_and_what_it_found_before_stays(cast: Cast, stage: Stage) -> None:
    first = unstamped(stage)
    before = kept(first)
    decision = retire(cast, since=first.judged_on)
    second = unstamped(stage)
    assert (len(stamps(first)), stamps(second)) == (1, [])
    assert "MTR-01" not in second.rule_versions
    assert kept(first) == before
    seconded(cast, withdraw_decision(decision=decision, reason=REASON, seen=turn_of("MTR-01"), by=cast.person("legal")))
    assert len(stamps(unstamped(stage))) == 1


def test_the_very_same_workbook_is_judged_anew_once_the_law_has_changed_and_only_then(cast: Cast, stage: Stage) -> None:
    workbook = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, stamp_duty=None))

    def upload() -> Revision:
        return upload_workbook(report=stage.report, upload=xlsx(workbook), by=stage.treasurer)

    first = upload()
    with pytest.raises(SameWorkbook):
        upload()
    retire(cast, since=first.judged_on)
    assert upload().number == 2
    with pytest.raises(SameWorkbook):
        upload()


def test_a_workbook_is_not_judged_by_a_law_that_changed_meanwhile(
    cast: Cast, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge_slowly(*args: Any, **kwargs: Any) -> Judgement:
        judgement = judge(*args, **kwargs)
        confirm(cast)
        return judgement

    monkeypatch.setattr("reports.actions.upload.judge", judge_slowly)
    with pytest.raises(ChangedMeanwhile):
        unstamped(stage)


def test_a_rule_retired_after_the_reports_own_day_still_judges_it(cast: Cast, stage: Stage) -> None:
    first = unstamped(stage)
    retire(cast, since=first.judged_on + timedelta(days=1))
    assert len(stamps(unstamped(stage))) == 1


def test_another_figure_judges_what_is_dated_from_its_day_on(cast: Cast, stage: Stage) -> None:
    first = unstamped(stage)
    before = kept(first)
    decision = change(cast, "METERAI", since=BEFORE, value="100.000.000 = 10.000")
    second = unstamped(stage)
    assert (len(stamps(first)), stamps(second)) == (1, [])
    assert second.rule_versions["MTR-01"] == f"1+{decision.pk}"
    assert kept(first) == before


def test_what_is_judged_at_submission_and_before_a_payment_follows_the_law_too(cast: Cast, stage: Stage) -> None:
    revision = unstamped(stage)
    payment = stage.report.instalment.disbursements.get()
    assert not [finding for finding in payment_findings(payment) if finding.rule == "AKUN-01"]
    change(cast, "AKUN-BANSOS", since=BEFORE, value="58")
    law = current_law()
    assert submission_facts(stage.report, revision, today=timezone.localdate(), submitted_on=None).law == law
    assert [finding.found for finding in payment_findings(payment) if finding.rule == "AKUN-01"] == ["571111"]
    assert assistance_group(2021, law) == "58"


def test_the_page_of_a_revision_tells_the_rules_it_was_judged_by_and_who_had_amended_them(
    cast: Cast, stage: Stage, sign_in: Callable[[User], Client]
) -> None:
    decision = confirm(cast)
    revision = unstamped(stage)
    address = reverse("reports:revision", args=[stage.report.pk, revision.number])
    page = " ".join(sign_in(cast.person("auditor")).get(address).content.decode().split())
    assert f"MTR-01</a> versi 1, keputusan {decision.pk}</li>" in page
    assert "BKU-09</a> versi 1</li>" in page
