from __future__ import annotations

from grants.actions import approve_disbursement, mark_accounted, record_sp2d, reject_disbursement
from grants.progress import stages_of
from tests.grants.conftest import SP2D, SPM
from trail.models import Event


def states(payment):
    return [stage.state for stage in stages_of(payment, list(Event.objects.about(payment).reverse()))]


def test_each_paper_on_its_way_is_a_stage_with_number_day_and_person(stage):
    payment = stage.proposed()
    assert states(payment) == ["done", "now", "todo", "todo"]
    approve_disbursement(disbursement=payment, spm_number="1/SPM", spm_date=SPM, by=stage.ppspm, version=0)
    assert states(payment) == ["done", "done", "now", "todo"]
    record_sp2d(disbursement=payment, sp2d_number="210313010000001", sp2d_date=SP2D, by=stage.finance, version=1)
    assert states(payment) == ["done", "done", "done", "now"]
    mark_accounted(instalment=stage.instalment(), by=stage.ppk)
    payment.refresh_from_db()
    assert states(payment) == ["done"] * 4
    notes = [one.note for one in stages_of(payment, list(Event.objects.about(payment).reverse()))]
    assert notes[1] == "1/SPM, 9 April 2021 · Satria Contoh"
    assert notes[3] == "Panji Contoh"


def test_a_rejected_payment_is_stuck_where_it_was_rejected(stage):
    payment = stage.proposed()
    reject_disbursement(disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=0)
    assert states(payment) == ["done", "stuck", "todo", "todo"]


def test_a_payment_without_history_still_shows_its_papers(stage):
    payment = stage.paid()
    assert [one.note for one in stages_of(payment, [])][2].startswith(payment.sp2d_number)
