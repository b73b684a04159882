"""A verifier asks to set a finding aside, another person grants it, it runs out, and it is printed with the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from openpyxl import Workbook

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from reports.actions import (
    ask_waiver,
    grant_waiver,
    refuse_waiver,
    submit_report,
    take_back_waiver,
    withdraw_waiver,
)
from reports.actions.review import send_back_report
from reports.answers import CauseKey, holding_waivers
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import HeldWaiver, Report, Waiver
from reports.readiness import left_to_waive, readiness
from reports.statement import signing_digest, statement_of
from tests.at_once import at_once, effects_and_refusals
from tests.cast import PASSWORD
from tests.reports.stage import Edit, Stage, put
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

pytestmark = pytest.mark.django_db
PAYEE: CauseKey = ("BKU-08", "BKU", "payee")
STAMP: CauseKey = ("MTR-01", "BKU", "stamp_duty")
REASON = "Pedagang pasar tanpa nama."
TODAY = date(2026, 3, 10)
CLOCK = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)  # ten in the morning in Jakarta


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The hour everywhere; the test says when it is another."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(CLOCK)
    return set_to


def nameless(*lines: int) -> Edit:
    """Expenses whose payee is left blank: one error each, of one cause; 1 is K-001."""

    def edit(book: Workbook) -> None:
        for line in lines:
            book[BKU.title].cell(FIRST_DATA_ROW + line, BKU.index("payee")).value = None

    return edit


def stamped(amount: int) -> Edit:
    """K-001, of Rp12.000.000, with a stamp of so many rupiah."""
    return lambda book: put(book, BKU, FIRST_DATA_ROW + 1, stamp_duty=amount)


def ask(stage: Stage, cause: CauseKey = PAYEE, *, until: date = TODAY + timedelta(days=30), **given: Any) -> Waiver:
    revision = stage.report.latest
    assert revision is not None
    by = given.pop("by", None) or stage.cast.person("verifier")
    told = {"revision_number": revision.number, "reason": REASON} | given
    return ask_waiver(report=stage.report, cause=cause, until=until, by=by, **told)


def granted(stage: Stage, cause: CauseKey = PAYEE, *, until: date = TODAY + timedelta(days=30)) -> Waiver:
    return stage.cast.granted(ask(stage, cause, until=until))


def make_ready(stage: Stage) -> None:
    """All but the waiver: evidence, explanations, signatures."""
    stage.attach_all()
    stage.explain()
    stage.sign_both()
    stage.report.refresh_from_db()


def submit(stage: Stage) -> Report:
    return submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)


def another_ppk(stage: Stage, **roles: Any) -> User:
    return open_account(
        email="ppk2@contoh.id",
        name="Rekan Contoh",
        roles=[Role.PPK],
        office=stage.cast.office("balai"),
        password=PASSWORD,
        by=None,
    )


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
    assert readiness(stage.report).unexplained == (("WKT-01", "Identitas", "report_due_on"),)
    stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    assert readiness(stage.report).unexplained == ()


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


def test_who_asked_never_grants_even_with_the_role_of_a_ppk(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    verifier = stage.cast.person("verifier")
    verifier.role_grants.all().delete()
    verifier.role_grants.create(role=Role.PPK.value)
    turned = User.objects.get(pk=verifier.pk)
    with pytest.raises(NotAllowed, match="orang lain"):
        grant_waiver(waiver=waiver, until=waiver.proposed_until, by=turned, version=waiver.version)
    with pytest.raises(NotAllowed, match="orang lain"):
        refuse_waiver(waiver=waiver, reason="Nama pedagang masih dapat ditanyakan.", by=turned, version=waiver.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(state="granted", granted_by=verifier, valid_until=TODAY)


def test_other_roles_other_offices_and_strangers_are_refused(stage: Stage) -> None:
    stage.upload(nameless(1))
    for part in ("ppk", "finance", "kpa", "auditor", "office_auditor", "legal", "admin", "other_verifier"):
        with pytest.raises(NotAllowed):
            ask(stage, by=stage.cast.person(part))
    for person in (stage.treasurer, stage.head):
        with pytest.raises(NotAllowed):
            ask(stage, by=person)
    waiver = ask(stage)
    for part in ("verifier", "finance", "kpa", "auditor", "ppspm", "other_ppk"):
        with pytest.raises(NotAllowed):
            grant_waiver(waiver=waiver, until=TODAY, by=stage.cast.person(part), version=waiver.version)
    assert not Waiver.objects.visible_to(stage.cast.person("other_ppk")).exists()
    assert Waiver.objects.visible_to(stage.treasurer).exists()
    waiver.refresh_from_db()
    assert waiver.state == "asked"


def test_the_last_day_is_shortened_and_never_lengthened(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage, until=date(2026, 3, 20))
    ppk = stage.cast.person("ppk")
    with pytest.raises(Refusal, match="hanya dapat dimajukan"):
        grant_waiver(waiver=waiver, until=date(2026, 3, 21), by=ppk, version=waiver.version)
    with pytest.raises(Refusal, match="sudah lewat"):
        grant_waiver(waiver=waiver, until=date(2026, 3, 9), by=ppk, version=waiver.version)
    grant_waiver(waiver=waiver, until=date(2026, 3, 15), by=ppk, version=waiver.version)
    assert (waiver.valid_until, waiver.granted_by) == (date(2026, 3, 15), ppk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(valid_until=date(2026, 3, 21))


@pytest.mark.parametrize(("until", "right"), [(TODAY - timedelta(days=1), False), (TODAY, True)])
def test_what_has_passed_is_not_asked_for(stage: Stage, until: date, right: bool) -> None:
    stage.upload(nameless(1))
    if right:
        assert ask(stage, until=until).proposed_until == until
    else:
        with pytest.raises(Refusal, match="sudah lewat"):
            ask(stage, until=until)


def test_nothing_is_asked_for_longer_than_a_year_or_without_a_reason(stage: Stage) -> None:
    stage.upload(nameless(1))
    with pytest.raises(Refusal, match="paling lama setahun"):
        ask(stage, until=TODAY + timedelta(days=367))
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        ask(stage, reason="  ")
    assert ask(stage, until=TODAY + timedelta(days=366)).state == "asked"


def test_what_cannot_be_read_and_sums_that_do_not_tie_are_never_set_aside(stage: Stage) -> None:
    def spoil(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, date="kemarin")
        put(book, BKU, FIRST_DATA_ROW + 2, balance=1)

    revision = stage.upload(spoil)
    for rule in ("INT-02", "BKU-03"):
        found = revision.findings.filter(rule=rule).first() or revision.findings.filter(rule__startswith="BKU").first()
        assert found is not None
        with pytest.raises(Refusal, match="tidak dapat dikecualikan"):
            ask(stage, (found.rule, found.sheet, found.field))


def test_a_page_of_an_earlier_revision_asks_for_nothing(stage: Stage) -> None:
    stage.upload(nameless(1))
    stage.upload(nameless(1, 2))
    with pytest.raises(StalePage):
        ask(stage, revision_number=1)
    waiver = ask(stage)
    stage.cast.granted(waiver)
    with pytest.raises(StalePage):
        grant_waiver(waiver=waiver, until=TODAY, by=stage.cast.person("ppk"), version=0)
    with pytest.raises(Refusal, match="sudah dikecualikan sampai"):
        ask(stage)
    assert ask(stage, until=TODAY + timedelta(days=60)).state == "asked"  # for longer


def test_a_report_that_was_sent_in_has_nothing_to_set_aside(stage: Stage) -> None:
    stage.upload()
    waiver = stage.cast.waiver(stage.report, "WKT-01")
    make_ready(stage)
    submit(stage)
    with pytest.raises(StalePage, match="sudah dikirim"):
        stage.cast.waiver(stage.report, "WKT-01")
    with pytest.raises(Refusal, match="sudah dikirim tanpa"):
        stage.cast.granted(waiver)


def test_refused_and_taken_back_leave_the_finding_in_the_way(stage: Stage) -> None:
    stage.upload(nameless(1))
    first = ask(stage)
    ppk = stage.cast.person("ppk")
    refuse_waiver(waiver=first, reason="Minta nama pedagang itu.", by=ppk, version=first.version)
    assert (first.state, first.answer, first.refused_by) == ("refused", "Minta nama pedagang itu.", ppk)
    second = ask(stage)
    assert second.pk != first.pk
    take_back_waiver(waiver=second, by=stage.cast.person("verifier"), version=second.version)
    assert readiness(stage.report).workbook_errors == 1
    told = list(Event.objects.about(stage.report).values_list("verb", flat=True))
    expected = ["ask_waiver", "refuse_waiver", "ask_waiver", "take_back_waiver"]
    assert [verb for verb in told if "waiver" in verb] == [f"report.{name}" for name in expected]
    assert all(event.sentence for event in Event.objects.about(first))


def test_a_crash_in_the_middle_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    monkeypatch.setattr("reports.actions.waivers.bump_version", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stage.cast.granted(waiver)
    assert Waiver.objects.get().state == "asked"
    assert readiness(stage.report).workbook_errors == 1
    assert not Event.objects.about(waiver).filter(verb="waiver.grant").exists()


def test_what_held_is_kept_by_the_database_too(stage: Stage) -> None:
    stage.upload()
    stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    make_ready(stage)
    submit(stage)
    for sql in ("UPDATE reports_heldwaiver SET held_at = NULL", "DELETE FROM reports_heldwaiver"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_what_was_mended_meanwhile_is_not_granted_but_may_be_refused(stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    ppk = stage.cast.person("ppk")
    stage.upload(nameless(2))  # another line: what was asked for is gone
    assert left_to_waive(waiver) == []
    with pytest.raises(Refusal, match="sudah tidak ada di revisi terakhir"):
        grant_waiver(waiver=waiver, until=TODAY, by=ppk, version=waiver.version)
    assert Waiver.objects.get().state == "asked"
    stage.upload(nameless(1, 2))
    assert len(left_to_waive(waiver)) == 1
    stage.upload()
    refuse_waiver(waiver=waiver, reason="Temuannya sudah diperbaiki LKS.", by=ppk, version=waiver.version)
    assert Waiver.objects.get().state == "refused"


def test_a_double_click_asks_once(many_hands: None, stage: Stage) -> None:
    stage.upload(nameless(1))
    verifier = stage.cast.person("verifier")

    def click() -> Callable[[], Waiver]:
        mine = Report.objects.get()
        given: dict[str, Any] = {"cause": PAYEE, "revision_number": 1, "reason": REASON, "until": TODAY}
        return lambda: ask_waiver(report=mine, by=verifier, **given)

    done, refused = effects_and_refusals(at_once(click(), click(), click()))
    assert len({waiver.pk for waiver in done}) == 1 and not refused
    assert Waiver.objects.count() == 1


def test_two_ppk_at_once_decide_once(many_hands: None, stage: Stage) -> None:
    stage.upload(nameless(1))
    waiver = ask(stage)
    one, two = stage.cast.person("ppk"), another_ppk(stage)

    def grant() -> Waiver:
        return grant_waiver(waiver=Waiver.objects.get(), until=TODAY, by=one, version=waiver.version)

    def refuse() -> Waiver:
        return refuse_waiver(
            waiver=Waiver.objects.get(), reason="Nama pedagang masih dapat ditanyakan.", by=two, version=waiver.version
        )

    done, refused = effects_and_refusals(at_once(grant, refuse))
    assert len(done) == len(refused) == 1
    assert refused[0].status == 409
    assert Event.objects.about(waiver).filter(verb__in=["waiver.grant", "waiver.refuse"]).count() == 1
