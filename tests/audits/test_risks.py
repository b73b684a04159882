"""The page of risks: what stands in the records becomes signals; each list as far as the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audits.actions.finding_returns import open_finding_return
from audits.risks import by_signal, lists_of, reports_of_year
from grants.actions.returns import open_finding
from partners.models import Partner
from reports.actions import attach_evidence
from reports.models import Report
from tests.audits.finding import AMOUNT, drafted, final
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.grants.paper import scan
from tests.reports.stage import photo
from tests.seen import seen

SignIn = Callable[[User], Client]


def three_lks(cast: Cast) -> None:
    """Two LKS of the balai with a report each, in which the same photo stands, and one of the other balai."""
    first = cast.uploaded()
    melati = cast.agreement(cast.partner("LKS Melati", registration_number="TD/2"), number="7/PKS")
    second = cast.uploaded(cast.report(melati.instalments.get(number=1)))
    for report, number in ((first, "K-001"), (second, "K-101")):
        by = cast.treasurer(report.instalment.agreement.partner)
        attach_evidence(report=report, evidence_number=number, upload=photo(3), by=by)
    kenanga = cast.partner("LKS Kenanga", finance="other_finance")
    elsewhere = cast.agreement(kenanga, finance="other_finance", ppk="other_ppk")
    cast.report(elsewhere.instalments.get(number=1), finance="other_finance", ppspm="other_ppspm")
    open_finding(
        instalment=first.instalment,
        amount=2_000_000,
        reference="LHP-1",
        found_on=date(2021, 9, 1),
        reason="Belanja alat tulis tanpa bukti pada K-001.",
        upload=scan("lhp.png"),
        by=cast.person("finance"),
    )


@begins_with(three_lks)
def test_what_stands_in_the_records_becomes_signals(cast: Cast, sign_in: SignIn) -> None:
    auditor = cast.person("office_auditor")
    assert auditor.reading
    with CaptureQueriesContext(connection) as both:
        lists = lists_of(auditor, 2021)
    assert [one.name for one in lists.partners] == ["LKS Sakura", "LKS Melati"]
    assert [one.reports for one in lists.partners] == [1, 1] and len(lists.reports) == 2
    sakura, melati = (one.risk for one in lists.partners)
    assert sakura.of("temuan-lalu").measure == "1 temuan, Rp2.000.000" and not melati.of("temuan-lalu").points
    for risk in (sakura, melati):
        assert risk.of("bukti-ganda").score == 0.5 and risk.of("terlambat").score == 1
        assert risk.of("bulat").score is None
    assert [one.name for one in by_signal(lists.partners, "temuan-lalu")] == ["LKS Sakura"]
    assert [one.partner for one in lists.reports] == ["LKS Sakura", "LKS Melati"]
    assert not lists_of(auditor, 2020).reports

    # However many reports there are, as many questions.
    Report.objects.filter(partner__name="LKS Melati").update(office=cast.office("other_balai"))
    with CaptureQueriesContext(connection) as one:
        assert len(lists_of(auditor, 2021).reports) == 1
    assert len(both) == len(one) <= 12
    assert reports_of_year(cast.person("other_finance"), 2021).count() == 2

    page = sign_in(auditor).get(reverse("audits:risks"))
    assert page.status_code == 200
    words = seen(page)
    assert "LKS Sakura" in words and "LKS Kenanga" not in words
    assert "1 bukti juga ada di laporan lain" in words and "Bagaimana nilai risiko dihitung" in words
    reports = sign_in(auditor).get(
        reverse("audits:risks"), {"menurut": "laporan", "sinyal": "temuan-lalu", "year": "2021"}
    )
    assert "Telusuri dananya" in seen(reports)
    nothing = sign_in(auditor).get(reverse("audits:risks"), {"sinyal": "dikembalikan"})
    assert "Sinyal ini tidak ada" in seen(nothing)
    for odd in (
        {"year": "x", "sinyal": "x", "menurut": "x", "partner": "x"},
        {"partner": "999", "menurut": "laporan"},
        # Which a decimal would take minutes to write out in digits.
        {"partner": "-1e9999999"},
    ):
        assert sign_in(auditor).get(reverse("audits:risks"), odd).status_code == 200


@begins_with(three_lks)
def test_a_finding_counts_once_it_is_final_and_what_goes_back_because_of_it_not_beside_it(cast: Cast) -> None:
    sakura = Partner.objects.get(name="LKS Sakura")

    def told() -> str:
        (first, *_) = (one.risk for one in lists_of(cast.person("auditor"), 2021).partners if one.name == "LKS Sakura")
        return first.of("temuan-lalu").measure

    drafted(cast, sakura)
    assert told() == "1 temuan, Rp2.000.000"
    found = final(cast, sakura)
    assert told() == "2 temuan, Rp5.000.000"
    instalment = Report.objects.get(partner=sakura).instalment
    open_finding_return(finding=found, instalment=instalment, amount=AMOUNT, by=cast.person("finance"))
    assert told() == "2 temuan, Rp5.000.000"
