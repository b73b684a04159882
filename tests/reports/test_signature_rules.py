"""The rules about signatures, which can only be asked in the act of submission."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from reports.actions import submit_report
from reports.models import Signature
from reports.readiness import readiness
from trail.refusal import Refusal


def _submit(cast, report):
    treasurer = cast.treasurer(report.instalment.agreement.partner)
    return submit_report(report=report, by=treasurer, version=report.version)


def test_no_signature_is_asked_for_before_submission_so_that_signing_can_begin(cast):
    report = cast.evidenced()
    cast.explain(report)
    assert readiness(report).obstacles() == []
    with pytest.raises(Refusal) as refused:
        _submit(cast, report)
    assert [sentence.split(" LKS.")[0] for sentence in refused.value.sentences[1:]] == [
        "Laporan belum ditandatangani oleh bendahara",
        "Laporan belum ditandatangani oleh ketua",
    ]
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_signature_older_than_the_last_line_of_the_cash_book_holds_the_report_back(cast):
    report = cast.signed()
    Signature.objects.filter(role="treasurer").update(signed_at=datetime(2021, 4, 13, tzinfo=UTC))
    with pytest.raises(Refusal, match="sesudah hari bendahara menandatangani"):
        _submit(cast, report)


def test_the_database_refuses_one_person_under_both_signatures(cast):
    """So TTD-02 can never be retired."""
    report = cast.signed()
    treasurer = cast.treasurer(report.instalment.agreement.partner)
    with pytest.raises(IntegrityError):
        Signature.objects.update(user=treasurer)


def test_two_signatures_in_order_let_it_go_and_leave_no_finding(cast):
    report = _submit(cast, cast.signed())
    assert report.state == "submitted"
    assert not report.latest.findings.filter(rule__startswith="TTD").exists()
