"""Attaching evidence to cash book lines. Every change takes back the signatures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from regulations.cashbook import evidence_key
from reports.changes import bump_version, clear_signatures, locked
from reports.evidence import FileNames, evidence_numbers
from reports.models import Evidence, Report
from reports.permissions import require_fill
from trail.record import record_event
from trail.refusal import Refusal
from vault.door import Admitted, Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

LABEL = "Bukti"


@dataclass(slots=True)
class Attached:
    """What became of several files. ``unmatched`` are kept with the report until somebody says where they belong."""

    matched: list[Evidence] = field(default_factory=list)
    unmatched: list[Evidence] = field(default_factory=list)
    already: list[str] = field(default_factory=list)  #: names of files that hung on their line before
    #: names of files that tell no line, each with the file of the report that has the same bytes; not kept again
    copies: list[tuple[str, Evidence]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  #: sentences for files that the door did not let in


def attach_evidence(*, report: Report, evidence_number: str, upload: Upload, by: User) -> Evidence:
    """Attach one file to a line. The same file on the same line again changes nothing and gives the one that hangs.

    Raises the door's Refused, and Refusal where the report is not with the LKS or has no such line.
    """
    _known_number(_numbers_before(report, by), evidence_number)
    admitted = admit(upload, accept=EVIDENCE, label=LABEL)
    with transaction.atomic():
        row = locked(report)
        require_fill(by, row)
        numbers = _numbers(row)
        number = _known_number(numbers, evidence_number)
        twins = _twins(row, admitted)
        if hanging := _hanging(twins, number):
            return hanging
        evidence = _put(row, admitted, number, loose=_loose(twins, numbers), by=by)
        _note(row, "attach_evidence", [evidence], because=f"bukti {number} dilampirkan", by=by)
    report.refresh_from_db()
    return evidence


def attach_many(*, report: Report, uploads: Iterable[Upload], by: User) -> Attached:
    """Attach files to the lines that they are named after.

    A file that the door refuses does not hold up the others; one whose name tells nothing is kept unmatched, so
    that nothing has to be sent twice, unless the report has the same bytes already.
    """
    _numbers_before(report, by)
    attached = Attached()
    admitted = []
    for upload in uploads:
        try:
            admitted.append(admit(upload, accept=EVIDENCE, label=LABEL))
        except Refused as refusal:
            attached.refused.append(refusal.sentence)
    with transaction.atomic():
        row = locked(report)
        require_fill(by, row)
        numbers = _numbers(row)
        names = FileNames(numbers)
        for file in admitted:
            _attach_by_name(row, file, names.number_for(file.name), numbers=numbers, attached=attached, by=by)
        if new := attached.matched + attached.unmatched:
            _note(row, "attach_evidence", new, because=f"{len(new)} bukti dilampirkan", by=by)
    report.refresh_from_db()
    return attached


@transaction.atomic
def assign_evidence(*, evidence: Evidence, evidence_number: str, by: User) -> Evidence:
    """Say to which line a file belongs that was matched with none, or whose line has got another number."""
    row = locked(evidence.report)
    require_fill(by, row)
    evidence.refresh_from_db()
    evidence.evidence_number = _known_number(_numbers(row), evidence_number)
    evidence.save(update_fields=["evidence_number"])
    because = f"bukti dipasangkan dengan {evidence.evidence_number}"
    _note(row, "assign_evidence", [evidence], because=because, by=by)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> Evidence:
    """Take a file off its line; it is only hidden, and can be put back. Once removed, nothing more happens."""
    row = locked(evidence.report)
    require_fill(by, row)
    evidence.refresh_from_db()
    if evidence.removed_at is None:
        evidence.removed_at, evidence.removed_by = timezone.now(), by
        evidence.save(update_fields=["removed_at", "removed_by"])
        _note(row, "remove_evidence", [evidence], because=f"bukti {_named(evidence)} dilepas", by=by)
    return evidence


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: User) -> Evidence:
    """Put a removed file back on its line."""
    row = locked(evidence.report)
    require_fill(by, row)
    evidence.refresh_from_db()
    if evidence.removed_at is not None:
        evidence.removed_at = evidence.removed_by = None
        evidence.save(update_fields=["removed_at", "removed_by"])
        _note(row, "restore_evidence", [evidence], because=f"bukti {_named(evidence)} dikembalikan", by=by)
    return evidence


def _numbers_before(report: Report, by: User) -> list[str]:
    """The numbers of the book, before any lock: who may not attach to it need not wait for the door."""
    now = Report.objects.get(pk=report.pk)
    require_fill(by, now)
    return _numbers(now)


def _attach_by_name(
    row: Report, file: Admitted, number: str | None, *, numbers: list[str], attached: Attached, by: User
) -> None:
    """One of several files: on the line of its ``number``, or loose where its name tells none."""
    twins = _twins(row, file)
    if number is None:
        if twins:
            attached.copies.append((file.name, twins[0]))
        else:
            attached.unmatched.append(_put(row, file, "", loose=None, by=by))
    elif _hanging(twins, number):
        attached.already.append(file.name)
    else:
        attached.matched.append(_put(row, file, number, loose=_loose(twins, numbers), by=by))


def _numbers(report: Report) -> list[str]:
    revision = report.latest
    if revision is None:
        raise Refusal("Unggah buku kerja lebih dahulu: bukti dipasang pada baris BKU di dalamnya.")
    return evidence_numbers(revision)


def _known_number(numbers: Iterable[str], evidence_number: str) -> str:
    """The number as the book writes it; Refusal where the book has no such expense."""
    wanted = evidence_key(evidence_number)
    if not wanted:
        raise Refusal("Pilih dahulu nomor bukti dari daftar di samping berkas, lalu tekan Pasangkan.")
    for number in numbers:
        if evidence_key(number) == wanted:
            return number
    raise Refusal(f"Nomor bukti “{evidence_number}” tidak ada di BKU yang terakhir diunggah. Pilih nomor dari daftar.")


def _twins(report: Report, file: Admitted) -> list[Evidence]:
    """The evidence of the report that has the same bytes, now; what hangs on a line first."""
    same = Evidence.objects.filter(report=report, file__sha256=file.sha256, removed_at__isnull=True)
    return sorted(same.select_related("file"), key=lambda evidence: (not evidence.evidence_number, evidence.pk))


def _hanging(twins: Iterable[Evidence], number: str) -> Evidence | None:
    """The one that hangs on this line."""
    return next((twin for twin in twins if evidence_key(twin.evidence_number) == evidence_key(number)), None)


def _loose(twins: Iterable[Evidence], numbers: Iterable[str]) -> Evidence | None:
    """One that hangs on no line of the book."""
    known = {evidence_key(number) for number in numbers}
    return next((twin for twin in twins if evidence_key(twin.evidence_number) not in known), None)


def _put(report: Report, file: Admitted, number: str, *, loose: Evidence | None, by: User) -> Evidence:
    """The file on its line: the ``loose`` one of the same bytes moves there, so that it does not stand twice."""
    if loose is None:
        stored = keep(file, by=by)
        return Evidence.objects.create(report=report, evidence_number=number, file=stored, attached_by=by)
    loose.evidence_number = number
    loose.save(update_fields=["evidence_number"])
    return loose


def _named(evidence: Evidence) -> str:
    return evidence.evidence_number or evidence.file.original_name


def _note(report: Report, verb: str, changed: list[Evidence], *, because: str, by: User) -> None:
    data = {"files": [{"number": one.evidence_number, "sha256": one.file.sha256} for one in changed]}
    record_event(verb=f"report.{verb}", obj=report, by=by, data=data)
    clear_signatures(report, because, by=by)
    bump_version(report)
