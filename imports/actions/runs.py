"""What people ask of an import: take a file in, save what was shown, judge it again, give it up."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Office, User
from imports import tasks
from imports.actions.work import OUTDATED, check_import, fail_import, save_import
from imports.apart import read_sheet_apart
from imports.models import ImportPart, ImportRun
from imports.parts import kept_parts
from imports.registry import Importer
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, admit, keep
from vault.kinds import TABLES


def begin_import(*, importer: Importer, upload: Upload, by: User, context: models.Model | None = None) -> ImportRun:
    """Take the file through the door, read its table, and have every row judged: at once, or by the worker where there
    are many. Nothing is written of the rows. Raises Refused or Refusal where it is no such table; then nothing is kept.
    """
    office = _require(importer, by)
    admitted = admit(upload, accept=TABLES, label="Berkas impor")
    admitted.content.seek(0)
    sheet = read_sheet_apart(admitted.content.read(), admitted.kind, importer.table)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=importer.kind,
            office=office,
            file=keep(admitted, by=by),
            started_by=by,
            context_id=None if context is None else context.pk,
            letters=sheet.letters,
            unknown=sheet.unknown,
            total=len(sheet.rows),
        )
        ImportPart.objects.bulk_create(kept_parts(run, sheet.rows))
        data = {"kind": run.kind, "sha256": admitted.sha256, "rows": run.total}
        record_event(verb="importrun.upload", obj=run, by=by, data=data)
        _have_checked(run, by)
    return run


@transaction.atomic
def confirm_import(*, run: ImportRun, by: User, version: int, fingerprint: str) -> ImportRun:
    """Take the rows in as the preview with this fingerprint showed them: at once, or by the worker where there
    are many. Raises StalePage where that is not what would happen now.
    """
    _require(run.importer, by)
    if run.state == "ready" and not run.writes:
        raise Refusal("Tidak ada yang berubah: semua baris sudah tercatat persis begitu. Tidak ada yang disimpan.")
    if run.state == "refused":
        raise Refusal("Masih ada baris yang salah. Tidak ada yang disimpan. Perbaiki berkasnya, lalu unggah lagi.")
    if run.state == "ready" and fingerprint != run.fingerprint:
        raise StalePage(*OUTDATED)
    transition(run, "confirm", by=by, version=version, changes={"signed_at": timezone.now(), "begun_at": None})
    if not run.in_background:
        return save_import(run=run, by=by)
    key, now = run.pk, run.version
    transaction.on_commit(lambda: tasks.save_import_run.enqueue(key, now, by.pk))
    return run


def recheck_import(*, run: ImportRun, by: User, version: int) -> ImportRun:
    """Judge the same rows again: because the data has changed, or because the worker died. Raises Refusal where the
    rows are gone, StalePage where it is being worked on, or has ended."""
    _require(run.importer, by)
    if run.forgotten_at is not None:
        raise Refusal("Baris berkas ini sudah dihapus karena lama tidak dilanjutkan. Unggah lagi berkasnya.")
    # Asked before anything is locked: nobody waits for a living worker, and none is harmed.
    if run.is_working and not run.has_stopped:
        raise StalePage("Impor ini masih dikerjakan. Tunggu sampai selesai; halamannya memperbarui diri sendiri.")
    return _begin_anew(run, by, version)


@transaction.atomic
def _begin_anew(run: ImportRun, by: User, version: int) -> ImportRun:
    if run.is_working:
        fail_import(run=run, by=by, version=version, sentences=("Pekerjaan terhenti; tidak ada yang tersimpan.",))
        version = run.version
    fresh = {"done": 0, "failure": "", "fingerprint": "", "signed_at": timezone.now(), "begun_at": None}
    transition(run, "recheck", by=by, version=version, changes=fresh)
    _have_checked(run, by)
    return run


@transaction.atomic
def cancel_import(*, run: ImportRun, by: User, version: int) -> ImportRun:
    """Give it up; its rows are deleted, the file stays."""
    _require(run.importer, by)
    transition(run, "cancel", by=by, version=version, changes={"finished_at": timezone.now()})
    run.parts.all().delete()
    return run


@transaction.atomic
def note_refused_rows_sent(*, run: ImportRun, ending: str, by: User) -> None:
    """Write down who took home the refused rows, which name persons and accounts in whole."""
    record_event(verb="importrun.download", obj=run, by=by, data={"rows": run.wrong, "ending": ending})


def _have_checked(run: ImportRun, by: User) -> None:
    if not run.in_background:
        check_import(run=run, by=by)
        return
    key, version = run.pk, run.version
    transaction.on_commit(lambda: tasks.check_import_run.enqueue(key, version, by.pk))


def _require(importer: Importer, by: User) -> Office:
    """The office that the person imports for. Raises NotAllowed for who may not."""
    if by.office is None or not by.may(importer.permission):
        raise NotAllowed(f"Anda tidak berwenang untuk mengimpor {importer.table.noun}.")
    return by.office
