"""Attaching evidence to cash book lines. Every change takes back the signatures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from regulations.cashbook import evidence_key
from reports.changes import bump_version, clear_signatures, locked
from reports.evidence import FileNames, expenses
from reports.models import Evidence, Report
from reports.permissions import require_fill
from trail.record import record_event
from trail.refusal import Refusal
from vault.door import Upload, clean_name, receive
from vault.kinds import EVIDENCE
from vault.models import StoredFile
from vault.refused import Refused

LABEL = "Bukti"


@dataclass(slots=True)
class Attached:
    """What became of several files. ``unmatched`` are kept with the report until somebody says where they belong."""

    matched: list[Evidence] = field(default_factory=list)
    unmatched: list[Evidence] = field(default_factory=list)
    already: list[str] = field(default_factory=list)  #: names of files that hung on their line before
    refused: list[str] = field(default_factory=list)  #: sentences for files that the door did not let in


@transaction.atomic
def attach_evidence(*, report: Report, evidence_number: str, upload: Upload, by: User) -> Evidence:
    """Attach one file to a line. The same file on the same line again changes nothing and gives the one that hangs.

    Raises the door's Refused, and Refusal where the report is not with the LKS or has no such line.
    """
    row = locked(report)
    require_fill(by, row)
    number = _known_number(row, evidence_number)
    stored = receive(upload, by=by, accept=EVIDENCE, label=LABEL)
    if hanging := _hanging(row, stored, number):
        return hanging
    evidence = Evidence.objects.create(report=row, evidence_number=number, file=stored, attached_by=by)
    _note(row, "attach_evidence", [evidence], because=f"bukti {number} dilampirkan", by=by)
    report.refresh_from_db()
    return evidence


@transaction.atomic
def attach_many(*, report: Report, uploads: Iterable[Upload], by: User) -> Attached:
    """Attach files to the lines that they are named after.

    A file that the door refuses does not hold up the others; one whose name tells nothing is kept unmatched, so
    that nothing has to be sent twice.
    """
    row = locked(report)
    require_fill(by, row)
    names = FileNames(_numbers(row))
    attached = Attached()
    for upload in uploads:
        try:
            stored = receive(upload, by=by, accept=EVIDENCE, label=LABEL)
        except Refused as refusal:
            attached.refused.append(refusal.sentence)
            continue
        number = names.number_for(clean_name(getattr(upload, "name", None))) or ""
        if _hanging(row, stored, number):
            attached.already.append(stored.original_name)
            continue
        evidence = Evidence.objects.create(report=row, evidence_number=number, file=stored, attached_by=by)
        (attached.matched if number else attached.unmatched).append(evidence)
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
    evidence.evidence_number = _known_number(row, evidence_number)
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


def _numbers(report: Report) -> list[str]:
    revision = report.latest
    if revision is None:
        raise Refusal("Unggah buku kerja lebih dahulu: bukti dipasang pada baris BKU di dalamnya.")
    return [entry.evidence_number for entry in expenses(revision)]


def _known_number(report: Report, evidence_number: str) -> str:
    """The number as the book writes it; Refusal where the book has no such expense."""
    wanted = evidence_key(evidence_number)
    for number in _numbers(report):
        if evidence_key(number) == wanted:
            return number
    raise Refusal(f"Nomor bukti “{evidence_number}” tidak ada di BKU yang terakhir diunggah. Pilih nomor dari daftar.")


def _hanging(report: Report, stored: StoredFile, number: str) -> Evidence | None:
    """The same bytes, on the same line, now."""
    same = Evidence.objects.filter(report=report, file__sha256=stored.sha256, removed_at__isnull=True)
    return next((other for other in same if evidence_key(other.evidence_number) == evidence_key(number)), None)


def _named(evidence: Evidence) -> str:
    return evidence.evidence_number or evidence.file.original_name


def _note(report: Report, verb: str, changed: list[Evidence], *, because: str, by: User) -> None:
    data = {"files": [{"number": one.evidence_number, "sha256": one.file.sha256} for one in changed]}
    record_event(verb=f"report.{verb}", obj=report, by=by, data=data)
    clear_signatures(report, because, by=by)
    bump_version(report)
