"""A finding is set aside until a day, for what it was when that was granted, and it is kept with what was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from accounts.models import Office
from reports.actions import withdraw_waiver
from reports.actions.review import send_back_report
from reports.answers import holding_waivers
from reports.models import HeldWaiver, Report, Waiver
from reports.readiness import readiness
from reports.statement import signing_digest, statement_of
from tests.reports.stage import Stage
from tests.reports.waiving import (
    CLOCK,
    STAMP,
    TODAY,
    ask,
    clock,
    granted,
    make_ready,
    nameless,
    stamped,
    submit,
)
from trail.refusal import Refusal

__all__ = ["clock"]

pytestmark = pytest.mark.django_db


def test_what_is_set_aside_is_not_in_the_way_any_more(stage: Stage) -> None:
    stage.upload(nameless(1))
    stage.attach_all()
    stage.explain()
    assert readiness(stage.report).workbook_errors == 1
    waiver = ask(stage)
    assert readiness(stage.report).workbook_errors == 1  # asked is not granted
    stage.cast.granted(waiver)
    ready = readiness(stage.report)
    assert (ready.workbook_errors, ready.waived_errors) == (0, 1)
    assert ready.can_be_signed
    stage.sign_both()
    stage.report.refresh_from_db()
    submit(stage)
    assert HeldWaiver.objects.get().waiver == waiver


def test_a_new_place_is_not_covered_and_an_old_one_stays_so(stage: Stage) -> None:
    stage.upload(nameless(1))
    granted(stage)
    stage.upload(nameless(1, 2))
    assert readiness(stage.report).workbook_errors == 1
    granted(stage)  # for the new place alone
    assert readiness(stage.report).workbook_errors == 0
    assert [len(waiver.covers) for waiver in stage.report.waivers.order_by("pk")] == [1, 1]
    stage.upload(nameless(2, 3))
    assert readiness(stage.report).workbook_errors == 1


def test_leave_for_one_figure_is_not_leave_for_another_in_the_same_place(stage: Stage) -> None:
    stage.upload(stamped(5_000))
    granted(stage, STAMP)
    assert readiness(stage.report).workbook_errors == 0
    stage.upload(stamped(1_000))
    assert readiness(stage.report).workbook_errors == 1


def test_a_warning_set_aside_wants_no_explanation(stage: Stage) -> None:
    stage.upload()
    stage.attach_all()
    assert list(readiness(stage.report).unexplained) == [("WKT-01", "Identitas", "report_due_on")]
    stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    assert not readiness(stage.report).unexplained


def test_evidence_that_is_lost_for_good_can_be_set_aside_line_by_line(stage: Stage) -> None:
    stage.upload()
    assert readiness(stage.report).evidence_errors == 3
    stage.attach_all()
    gone = stage.report.evidence.get(evidence_number="K-002")
    gone.removed_at = CLOCK
    gone.save()
    granted(stage, ("BKT-03", "BKU", "evidence_number"))
    assert readiness(stage.report).evidence_errors == 0
    gone.removed_at = None
    gone.save()
    other = stage.report.evidence.get(evidence_number="K-003")
    other.removed_at = CLOCK
    other.save()
    assert readiness(stage.report).evidence_errors == 1  # leave for K-002 is not leave for K-003


def test_it_holds_on_its_last_day_and_not_the_day_after(stage: Stage, clock: Callable[[datetime], None]) -> None:
    stage.upload(nameless(1))
    stage.attach_all()
    stage.explain()
    waiver = granted(stage, until=date(2026, 3, 12))
    clock(datetime(2026, 3, 12, 16, 59, 59, tzinfo=UTC))  # a second before midnight in Jakarta
    assert readiness(stage.report).can_be_signed
    clock(datetime(2026, 3, 12, 17, 0, tzinfo=UTC))
    ready = readiness(stage.report)
    assert ready.workbook_errors == 1
    assert ready.ran_out == (waiver,)
    (told,) = [each.sentence for each in ready.obstacles() if "BKU-08" in each.sentence]
    assert "berlaku sampai 12 Maret 2026 dan sudah berakhir" in told
    waiver.refresh_from_db()
    assert waiver.state == "granted" and waiver.has_expired and not waiver.holds


def test_the_day_is_that_of_the_office_wherever_one_asks_from(stage: Stage, clock: Callable[[datetime], None]) -> None:
    Office.objects.update(time_zone=Office.Zone.WIT)
    stage.report.refresh_from_db()
    stage.upload(nameless(1))
    waiver = granted(stage, until=date(2026, 3, 12))
    clock(datetime(2026, 3, 12, 14, 59, tzinfo=UTC))
    assert holding_waivers(Report.objects.get()) == [waiver]
    clock(datetime(2026, 3, 12, 15, 0, tzinfo=UTC))  # midnight in Jayapura; ten in the evening in Jakarta
    assert holding_waivers(Report.objects.get()) == []
    assert list(Waiver.objects.all().ran_out()) == [waiver]


def test_a_signed_report_whose_waiver_runs_out_is_not_sent(stage: Stage, clock: Callable[[datetime], None]) -> None:
    stage.upload(nameless(1))
    granted(stage, until=TODAY)
    make_ready(stage)
    clock(CLOCK + timedelta(days=1))
    with pytest.raises(Refusal, match="sudah berakhir"):
        submit(stage)


def test_what_held_at_submission_is_kept_with_it_whatever_comes_later(
    stage: Stage, clock: Callable[[datetime], None]
) -> None:
    stage.upload(nameless(1))
    waiver = granted(stage, until=TODAY)
    make_ready(stage)
    submit(stage)
    revision = stage.report.latest
    assert revision is not None
    signed = stage.report.signatures.filter(cleared_at__isnull=True)
    digest = signing_digest(stage.report, revision)
    assert {signature.digest for signature in signed} == {digest}
    clock(CLOCK + timedelta(days=5))
    withdraw_waiver(
        waiver=waiver, reason="Alasannya ternyata keliru.", by=stage.cast.person("ppk"), version=waiver.version
    )
    stage.report.refresh_from_db()
    assert holding_waivers(stage.report) == [waiver]
    assert readiness(stage.report).workbook_errors == 0
    assert signing_digest(stage.report, revision) == digest
    assert signed.count() == 2
    assert any("pengecualian" in clause for clause in statement_of(stage.report, revision).clauses)
    by = stage.cast.person("verifier")
    send_back_report(report=stage.report, by=by, version=stage.report.version, reason="Lengkapi bukti yang kurang.")
    assert readiness(stage.report).workbook_errors == 1  # with the LKS again, it is judged by what holds now


def test_granting_and_withdrawing_clear_the_signatures_they_were_not_covered_by(stage: Stage) -> None:
    stage.upload()
    make_ready(stage)
    waiver = stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    assert not stage.report.signatures.filter(cleared_at__isnull=True).exists()
    stage.sign_both()
    withdraw_waiver(
        waiver=waiver, reason="Alasannya ternyata keliru.", by=stage.cast.person("ppk"), version=waiver.version
    )
    because = set(stage.report.signatures.values_list("cleared_because", flat=True))
    assert because == {"pengecualian WKT-01 diberikan", "pengecualian WKT-01 dicabut"}


def test_what_held_is_kept_by_the_database_too(stage: Stage) -> None:
    stage.upload()
    stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    make_ready(stage)
    submit(stage)
    for sql in ("UPDATE reports_heldwaiver SET held_at = NULL", "DELETE FROM reports_heldwaiver"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
