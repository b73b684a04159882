"""Taking in a filled workbook: the door, the judgement, and a new revision with all its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from legal.law import current_law
from regulations.catalogue import versions
from regulations.dates import tanggal
from regulations.facts import BeneficiaryFacts, EntryFacts, TaxFacts
from regulations.findings import Severity
from reports.actions.bulk import insert_rows
from reports.changes import bump_version, clear_signatures, locked
from reports.facts import agreement_facts, reported_instalment, rules_date
from reports.judge import Amounts, Judgement, judge, judged_findings, storable
from reports.models import BeneficiaryRow, Entry, JudgedFinding, Report, Revision, TaxRow
from reports.permissions import require_fill
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.door import Admitted, Upload, admit, keep
from vault.kinds import WORKBOOKS
from vault.models import StoredFile
from vault.private import keyed_index

LABEL = "Buku kerja LPJ"
Row = dict[str, Any]
_BATCH = 1_000
_LARGEST = models.BigIntegerField.MAX_BIGINT


class SameWorkbook(Refusal):
    """The file is byte for byte the last revision, and the law the same: nothing to judge anew. ``revision`` is it."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(
            f"Berkas ini sama persis dengan revisi {revision.number} yang sudah diunggah, jadi tidak ada revisi baru.",
            "Simpan perubahan Anda di Excel lebih dahulu, lalu unggah berkas yang sudah berubah.",
        )
        self.revision = revision


class ChangedMeanwhile(Refusal):
    """What the judgement rests on changed while the workbook was being judged."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Perjanjian atau laporan ini diubah orang lain ketika berkas Anda sedang diperiksa, jadi berkas belum "
            "disimpan.",
            "Muat ulang halaman, periksa isian Anda, lalu unggah kembali.",
        )


class NewerRevision(StalePage):
    """There is a ``revision`` that the sender has not seen."""

    def __init__(self, revision: Revision) -> None:
        day, at = timezone.localdate(revision.uploaded_at), timezone.localtime(revision.uploaded_at)
        super().__init__(
            f"Sementara itu {revision.uploaded_by} mengunggah revisi {revision.number} pada {tanggal(day)}, "
            f"{at:%H.%M}, jadi isian Anda belum disimpan.",
            "Isian di layar ini tidak hilang. Buka yang baru untuk membandingkan, unduh isian Anda, atau ganti revisi "
            "itu dengan isian Anda.",
        )
        self.revision = revision


def upload_workbook(*, report: Report, upload: Upload, by: User, follows: int | None = None) -> Revision:
    """Judge a filled workbook and keep it as the next revision, whatever is wrong with it.

    ``follows`` is the number of the revision that the sender went on from, 0 for none; None where nobody knows. Both
    signatures are taken back. Raises the door's Refused, SameWorkbook, NewerRevision, Refusal where the workbook
    cannot be judged at all or the report is not with the LKS, ChangedMeanwhile; then nothing is kept, neither rows
    nor bytes.
    """
    before = Report.objects.get(pk=report.pk)
    require_fill(by, before)
    admitted = admit(upload, accept=WORKBOOKS, label=LABEL)
    _refuse_same(before, admitted)
    _refuse_older(before, follows)
    admitted.content.seek(0)
    basis = _basis(before)
    judgement = judge(admitted.content, instalment=before.instalment)
    # All that takes long is done: the lock, which on SQLite stops every other writer, is held for the writing only.
    with transaction.atomic():
        row = locked(report)
        require_fill(by, row)
        _refuse_same(row, admitted)
        _refuse_older(row, follows)
        if _basis(row) != basis:
            raise ChangedMeanwhile
        revision = _enter(row, admitted, judgement, by=by)
    report.refresh_from_db()
    return revision


def _basis(report: Report) -> tuple[object, ...]:
    """What of the office's own records a judgement rests on, the law, and the revision that it would follow.

    Other reports and deaths are left out: they are judged again at submission (``Stage.BOTH``), and whatever anybody
    else enters meanwhile should not turn an upload away.
    """
    instalment, last = report.instalment, report.latest
    facts = agreement_facts(instalment.agreement), reported_instalment(instalment), rules_date(instalment)
    return (*facts, current_law(), last and last.pk)


def _refuse_same(report: Report, admitted: Admitted) -> None:
    last = report.latest
    if last is None or last.workbook.sha256 != admitted.sha256:
        return
    # The same lines may be judged otherwise once a legal officer has decided, or the program has learned a rule.
    if last.rule_versions == versions(rules_date(report.instalment), current_law()):
        raise SameWorkbook(last)


def _refuse_older(report: Report, follows: int | None) -> None:
    last = report.latest
    if follows is not None and last is not None and last.number != follows:
        raise NewerRevision(last)


def _enter(row: Report, admitted: Admitted, judgement: Judgement, *, by: User) -> Revision:
    """All that the upload writes, in the caller's transaction."""
    revision = _keep(row, keep(admitted, by=by), judgement, last=row.latest, by=by)
    record_event(
        verb="report.upload",
        obj=row,
        by=by,
        data={
            "revision": revision.number,
            "sha256": admitted.sha256,
            "errors": revision.error_count,
            "warnings": revision.warning_count,
            "spent": revision.spent,
            "remainder": revision.remainder,
            "interest": revision.interest,
        },
    )
    clear_signatures(row, f"buku kerja revisi {revision.number} diunggah", by=by)
    bump_version(row, **_report_amounts(judgement.amounts), interest=_report_interest(revision))
    return revision


def _keep(report: Report, stored: StoredFile, judgement: Judgement, *, last: Revision | None, by: User) -> Revision:
    """The revision with rows and findings."""
    intake = judgement.intake
    amounts = judgement.amounts
    revision = Revision.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        replaces=last,
        workbook=stored,
        layout_version=intake.identity.version,
        uploaded_by=by,
        uploaded_at=timezone.now(),
        judged_on=judgement.on,
        rule_versions=judgement.rule_versions,
        opening=_amount(amounts.opening),
        received=_amount(amounts.received),
        spent=_amount(amounts.spent),
        remainder=_amount(amounts.remainder),
        interest=_amount(intake.declared.interest),
        entry_count=len(intake.entries),
        beneficiary_count=len(intake.beneficiaries),
        error_count=judgement.count(Severity.ERROR),
        warning_count=judgement.count(Severity.WARNING),
        note_count=judgement.count(Severity.NOTE),
    )
    insert_rows(Entry, _entries(revision, intake.entries))
    insert_rows(BeneficiaryRow, _beneficiaries(revision, intake.beneficiaries))
    insert_rows(TaxRow, _taxes(revision, intake.taxes))
    JudgedFinding.objects.bulk_create(judged_findings(revision, judgement.findings, intake), batch_size=_BATCH)
    return revision


def _entries(revision: Revision, entries: Iterable[EntryFacts]) -> Iterator[Row]:
    for entry in entries:
        yield {
            "revision_id": revision.pk,
            "row": entry.row,
            "date": entry.date,
            "evidence_number": _text(entry.evidence_number, 80),
            "description": _text(entry.description, 500),
            "payee": _text(entry.payee, 200),
            "budget_code": _text(entry.budget_code, 40),
            "received": _amount(entry.received),
            "paid": _amount(entry.paid),
            "balance": _amount(entry.balance),
            "stamp_duty": _amount(entry.stamp_duty),
        }


def _beneficiaries(revision: Revision, beneficiaries: Iterable[BeneficiaryFacts]) -> Iterator[Row]:
    for person in beneficiaries:
        nik = _text(person.nik, 40)
        yield {
            "revision_id": revision.pk,
            "row": person.row,
            "nik": nik,
            "nik_index": keyed_index(nik) if nik else "",
            "name": _text(person.name, 200),
            "cluster": _text(person.cluster, 80),
            "component": _text(person.component, 120),
            "form": _text(person.form, 20),
            "value": _amount(person.value),
            "received_on": person.received_on,
            "assessed_on": person.assessed_on,
            "conferred_on": person.conferred_on,
            "handover_number": _text(person.handover_number, 80),
        }


def _taxes(revision: Revision, taxes: Iterable[TaxFacts]) -> Iterator[Row]:
    for tax in taxes:
        yield {
            "revision_id": revision.pk,
            "row": tax.row,
            "evidence_number": _text(tax.evidence_number, 80),
            "kind": _text(tax.kind, 80),
            "base": _amount(tax.base),
            "amount": _amount(tax.amount),
            "ntpn": _text(tax.ntpn, 40),
            "paid_on": tax.paid_on,
        }


def _text(value: str | None, longest: int) -> str:
    """What fits the column; the whole of it stays in the workbook, which is kept."""
    return storable(value)[:longest] if value else ""


def _amount(value: int | None) -> int | None:
    """What fits 64 bits. A larger figure has its finding; nobody has so much money."""
    return value if value is not None and abs(value) <= _LARGEST else None


def _report_interest(revision: Revision) -> int:
    """Interest that may stand in a report; nought where none is declared, or one that no money bears."""
    return max(revision.interest or 0, 0)


def _report_amounts(amounts: Amounts) -> dict[str, int]:
    """The report's amounts; nought where the book gives none that could stand in a report."""
    known = {
        "opening": _amount(amounts.opening) or 0,
        "received": _amount(amounts.received) or 0,
        "spent": _amount(amounts.spent) or 0,
        "remainder": _amount(amounts.remainder) or 0,
    }
    if min(known["opening"], known["received"], known["spent"]) < 0:
        return dict.fromkeys(known, 0)
    return known
