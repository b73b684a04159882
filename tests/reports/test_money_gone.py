"""A report whose money a bank has sent back: nothing is lost, and nothing is signed for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grants.actions import record_retur, repay_disbursement
from grants.models import Disbursement
from reports.models import Report
from reports.readiness import readiness
from tests.beforehand import begins_with
from tests.grants.paper import scan
from tests.reports.stage import Stage, ready_of, stage
from trail.refusal import Refusal

__all__ = ["stage"]


@begins_with(ready_of)
def test_nobody_signs_for_money_that_came_back_and_after_it_came_the_workbook_is_uploaded_again(stage: Stage):
    stage.make_ready()
    payment, finance = Disbursement.objects.get(), stage.cast.person("finance")
    day = payment.sp2d_date
    record_retur(
        disbursement=payment,
        returned_on=day,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=finance,
        version=payment.version,
    )
    report = Report.objects.get()
    assert not report.signatures.filter(cleared_at__isnull=True).exists()
    with pytest.raises(Refusal, match="diretur bank dan belum dibayar ulang"):
        stage.sign_both()
    assert (report.revisions.count(), report.evidence.filter(evidence_number__startswith="K-").count()) == (1, 3)
    repay_disbursement(
        disbursement=payment,
        sp2d_number="210131309999999",
        sp2d_date=day + timedelta(days=3),
        by=finance,
        version=payment.version,
    )
    assert "Unggah lagi buku kerjanya" in readiness(Report.objects.get()).obstacles()[0].sentence
    stage.upload()
    assert not readiness(Report.objects.get()).no_money
