"""Setting findings aside: the verifier asks, another person grants or refuses, and what was granted runs out."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from regulations.dates import tanggal
from regulations.findings import Severity
from reports.actions.explanations import current_findings
from reports.answers import Answers, CauseKey, answers_of, is_waivable, mark_of
from reports.changes import bump_version, clear_signatures, locked
from reports.findings import causes_of
from reports.models import JudgedFinding, Report, Waiver
from reports.readiness import left_to_waive
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition

#: A waiver that never ran out would be a change of the rule: none is asked for longer than a year.
LONGEST = timedelta(days=366)
#: A reason that would do, for who gives too short a one.
EXAMPLE = "Pedagang pasar tidak mempunyai nota; pembeliannya disaksikan pendamping."


class WrongDay(Refusal):
    """The last day of a waiver is none that can be chosen."""


@transaction.atomic
def ask_waiver(*, report: Report, cause: CauseKey, revision_number: int, reason: str, until: date, by: User) -> Waiver:
    """The verifier asks to set a cause of the last revision aside ``until`` a day, for a reason.

    It is asked for the findings that no waiver covers yet, or for all of them where every one is covered and ``until``
    is later. Asked a second time before the PPK decided, it gives the one that waits. StalePage where the page showed
    another revision.
    """
    if not by.may(Permission.ASK_WAIVER, report):
        raise NotAllowed("Hanya verifikator balai yang dapat meminta pengecualian.")
    row = locked(report)
    if not row.is_open:
        raise StalePage(
            f"Laporan ini sudah dikirim (status: {row.state_label}), jadi tidak ada yang perlu dikecualikan.",
            "Kembalikan laporan kepada LKS bila temuannya masih harus dibicarakan.",
        )
    findings = current_findings(row, cause, revision_number)
    if findings[0].severity == Severity.NOTE.value or not is_waivable(cause[0]):
        raise Refusal(
            f"Temuan {cause[0]} tidak dapat dikecualikan.",
            "Yang tidak terbaca dan jumlah yang tidak cocok harus diperbaiki di buku kerja.",
        )
    waiting = row.waivers.filter(state="asked", rule=cause[0], sheet=cause[1], field=cause[2]).first()
    if waiting is not None:
        return waiting
    said = sentence_in(reason, example=EXAMPLE)
    _require_day(row, until)
    asked = _asked_for(answers_of(row), cause, findings, until)
    shown = causes_of(asked)[0]
    waiver = Waiver.objects.create(
        report=row,
        revision=findings[0].revision,
        rule=cause[0],
        sheet=cause[1],
        field=cause[2],
        severity=findings[0].severity,
        fault=shown.title,
        places=shown.places,
        citation=shown.head.citation,
        covers=[mark_of(finding) for finding in asked],
        reason=said,
        proposed_until=until,
        asked_by=by,
    )
    data = {"rule": cause[0], "report": row.pk, "places": len(asked), "until": until.isoformat(), "reason": said}
    record_event(verb="waiver.ask", obj=waiver, by=by, data=data)
    record_event(verb="report.ask_waiver", obj=row, by=by, data={"rule": cause[0], "waiver": waiver.pk})
    return waiver


@transaction.atomic
def grant_waiver(*, waiver: Waiver, until: date, by: User, version: int) -> Waiver:
    """The PPK grants it, until the proposed day or an earlier one; never who asked for it.

    Refused where none of the findings that it was asked for is left: there is nothing to set aside.
    """
    report = locked(waiver.report)
    if not report.is_open:
        raise Refusal(
            f"Laporan ini sudah dikirim tanpa pengecualian ini (status: {report.state_label}).",
            "Tolak permintaannya, atau putuskan sesudah laporan dikembalikan ke LKS.",
        )
    if until > waiver.proposed_until:
        raise Refusal(
            f"Pengecualian diminta sampai {tanggal(waiver.proposed_until)}; hari terakhirnya hanya dapat dimajukan."
        )
    if until < report.office.today:
        raise Refusal("Hari terakhirnya sudah lewat, jadi pengecualian ini tidak dapat diberikan. Tolak dengan alasan.")
    if waiver.state == "asked" and not left_to_waive(waiver):
        raise Refusal(
            "Temuan ini sudah tidak ada di revisi terakhir, jadi tidak ada yang dapat dikecualikan.",
            "Mintalah verifikator menarik kembali permintaannya, atau tolak dengan alasan.",
        )
    data = {"rule": waiver.rule, "until": until.isoformat()}
    transition(waiver, "grant", by=by, version=version, changes={"valid_until": until}, data=data)
    _tell(report, "grant_waiver", waiver, f"pengecualian {waiver.rule} diberikan", by=by)
    return waiver


@transaction.atomic
def refuse_waiver(*, waiver: Waiver, reason: str, by: User, version: int) -> Waiver:
    """The PPK refuses it with a reason; never who asked for it."""
    report = locked(waiver.report)
    changes = {"answer": reason.strip()}
    transition(waiver, "refuse", by=by, version=version, reason=reason, changes=changes, data={"rule": waiver.rule})
    record_event(verb="report.refuse_waiver", obj=report, by=by, data={"rule": waiver.rule, "waiver": waiver.pk})
    return waiver


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, reason: str, by: User, version: int) -> Waiver:
    """The PPK takes back what was granted, with a reason; a report that was sent in with it stays as it was sent in."""
    report = locked(waiver.report)
    changes = {"answer": reason.strip()}
    transition(waiver, "withdraw", by=by, version=version, reason=reason, changes=changes, data={"rule": waiver.rule})
    _tell(report, "withdraw_waiver", waiver, f"pengecualian {waiver.rule} dicabut", by=by)
    return waiver


@transaction.atomic
def take_back_waiver(*, waiver: Waiver, by: User, version: int) -> Waiver:
    """The verifier does not ask for it any more; nobody has decided yet."""
    report = locked(waiver.report)
    transition(waiver, "take_back", by=by, version=version, data={"rule": waiver.rule})
    record_event(verb="report.take_back_waiver", obj=report, by=by, data={"rule": waiver.rule, "waiver": waiver.pk})
    return waiver


def _asked_for(answers: Answers, cause: CauseKey, findings: list[JudgedFinding], until: date) -> list[JudgedFinding]:
    """The findings that a new waiver would speak of."""
    left = answers.uncovered(cause, findings)
    if left:
        return left
    last = max(waiver.valid_until for waiver in answers.waivers[cause] if waiver.holds and waiver.valid_until)
    if until <= last:
        raise WrongDay(
            f"Temuan ini sudah dikecualikan sampai {tanggal(last)}.",
            "Mintalah lagi hanya bila perlu lebih lama, dengan hari terakhir sesudahnya.",
        )
    return findings


def _require_day(report: Report, until: date) -> None:
    today = report.office.today
    if until < today:
        raise WrongDay("Hari terakhir pengecualian sudah lewat. Pilih hari ini atau sesudahnya.")
    if until > today + LONGEST:
        raise WrongDay(f"Pengecualian paling lama setahun: pilih hari paling lambat {tanggal(today + LONGEST)}.")


def _tell(report: Report, verb: str, waiver: Waiver, because: str, *, by: User) -> None:
    """Told in the report's history; what was signed is another thing now, as long as the report is with the LKS."""
    data: dict[str, object] = {"rule": waiver.rule, "waiver": waiver.pk}
    if waiver.valid_until is not None:
        data["until"] = waiver.valid_until.isoformat()
    record_event(verb=f"report.{verb}", obj=report, by=by, data=data)
    if report.is_open:
        clear_signatures(report, because, by=by)
        bump_version(report)
