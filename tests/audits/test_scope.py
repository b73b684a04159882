"""What a team begins with: the years of its engagement, and of all that a finding may point at the newest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audits.filters.duplicates import DuplicateFilter
from audits.forms import findings as forms
from audits.forms.findings import PlacesForm, SeekForm
from audits.models import Engagement, Finding
from audits.scope import outside_scope, years_to_begin_with
from tests.audits.engaging import look_anew
from tests.audits.finding import drafted
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from tests.seen import seen

pytestmark = [pytest.mark.django_db, begins_with(submitted)]
SignIn = Callable[[User], Client]


def test_of_a_whole_balai_the_newest_are_shown_to_point_at_and_an_lks_or_a_number_leads_to_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, auditor = cast.submitted(), cast.person("auditor")
    payment = report.instalment.disbursements.get()
    finding, sorts = Finding(office=report.office), ("report", "payments", "agreements")
    for asked, counts in (
        ({}, [1, 1, 1]),
        ({"partner": str(report.partner_id), "q": payment.sp2d_number[-7:]}, [1, 1, 1]),
        ({"q": report.instalment.agreement.number[:3]}, [1, 1, 1]),
        ({"q": "tidak ada"}, [0, 0, 0]),
        ({"partner": "0"}, [1, 1, 1]),
    ):
        seek = SeekForm(asked, finding=finding, user=auditor)
        form = PlacesForm(finding=finding, user=auditor, asked=seek.asked)
        assert [len([key for key, _ in form.fields[name].widget.choices if key]) for name in sorts] == counts, asked
    # What is cut off is said, and taken all the same by who has its page open.
    monkeypatch.setattr(forms, "MOST_SHOWN", 0)
    form = PlacesForm({"payments": [payment.pk]}, finding=finding, user=auditor, asked={})
    assert form.is_valid() and "0 terbaru" in form.fields["payments"].help_text
    of_partner = Finding(office=report.office, partner=report.partner)
    assert "partner" not in SeekForm({}, finding=of_partner, user=auditor).fields


def test_lists_begin_at_the_year_of_the_engagement_and_a_finding_tells_of_money_outside_of_it(
    cast: Cast, sign_in: SignIn
) -> None:
    report, auditor = cast.submitted(), cast.person("auditor")
    look_anew(auditor)
    browser, risks = sign_in(auditor), reverse("audits:risks")
    running = Engagement.objects.filter(team__user=auditor, state="active")
    finding = drafted(cast, report.partner)
    finding.places.create(report=report, label=str(report))
    assert years_to_begin_with(auditor) == [] and outside_scope(finding) == ""
    assert browser.get(risks).status_code == 200

    running.update(years=["2021", "2019"])
    assert years_to_begin_with(auditor) == [2021, 2019]
    assert years_to_begin_with(cast.person("office_auditor")) == []
    # Of several years none is singled out among duplicates; risks are of one year at a time.
    assert DuplicateFilter({}, user=auditor).begins_with is None
    begun = browser.get(risks, {"menurut": "laporan"})
    assert (begun.status_code, begun["Location"]) == (302, f"{risks}?menurut=laporan&year=2021")
    assert browser.get(risks, {"year": ""}).status_code == 200
    finding = Finding.objects.get(pk=finding.pk)
    assert outside_scope(finding) == ""

    running.update(years=["2019"], programmes=["WA"])
    assert DuplicateFilter({}, user=auditor).begins_with == 2019
    assert browser.get(reverse("audits:duplicates"))["Location"].endswith("?year=2019")
    line = report.instalment.disbursements.get().allocation
    page = seen(browser.get(finding.get_absolute_url()))
    assert f"tahun {line.year} program {line.program}, di luar tahun atau program penugasan ini" in page
