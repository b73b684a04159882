"""The work of an import: judging its rows, taking them in, telling why nothing came of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from imports.judging import Fate, judge, written
from imports.models import ImportRun
from imports.parts import each_part, rows_of
from trail.record import record_event
from trail.refusal import StalePage
from trail.transition import transition

OUTDATED = (
    "Data berubah sejak Anda memeriksa berkas ini.",
    "Tidak ada yang disimpan. Periksa lagi apa yang akan terjadi, lalu simpan.",
)


def check_import(*, run: ImportRun, by: User) -> ImportRun:
    """Judge every row against what is recorded now. Writes nothing but the judgement; tells how far it is."""
    importer = run.importer
    resource = importer.resource(by, _context_of(run, by))
    digest = hashlib.sha256()
    counts: Counter[str] = Counter()
    done = 0
    for part in each_part(run):
        with transaction.atomic():
            _hold(run)
            judged = judge(rows_of(part), table=importer.table, resource=resource, dry_run=True)
            part.judged = written(judged)
            digest.update(part.judged.encode())
            here = Counter(fate for fate, *_ in judged)
            counts += here
            for fate in Fate:
                setattr(part, fate.field, here[fate])
            done += len(judged)
            part.save(update_fields=["judged", *(fate.field for fate in Fate)])
            ImportRun.objects.filter(pk=run.pk).update(done=done, signed_at=timezone.now())
    found: dict[str, Any] = {fate.field: counts[fate] for fate in Fate}
    return transition(
        run,
        "refuse" if counts[Fate.WRONG] else "accept",
        by=by,
        version=run.version,
        changes={**found, "absent": resource.absent(), "fingerprint": digest.hexdigest()},
        data=found,
    )


def save_import(*, run: ImportRun, by: User) -> ImportRun:
    """Take in every row in one transaction, if they still do what the preview showed. Raises StalePage where not."""
    try:
        with transaction.atomic():
            return _save(run, by)
    except IntegrityError as problem:  # somebody wrote the same in this moment
        raise StalePage(*OUTDATED) from problem


def _save(run: ImportRun, by: User) -> ImportRun:
    _hold(run)
    importer = run.importer
    resource = importer.resource(by, _context_of(run, by))
    digest = hashlib.sha256()
    for part in each_part(run):
        digest.update(written(judge(rows_of(part), table=importer.table, resource=resource, dry_run=False)).encode())
    if digest.hexdigest() != run.fingerprint:
        raise StalePage(*OUTDATED)
    run.parts.all().delete()
    # What was taken in can be proven from the file, which is kept: the fingerprint says what was made of it.
    data = {"sha256": run.file.sha256, "new": run.new, "changed": run.changed, "fingerprint": run.fingerprint}
    record_event(verb=importer.verb, obj=run, by=by, data=data)
    context = _context_of(run, by) if importer.told_of_context else None
    if context is not None:
        record_event(verb=importer.verb, obj=context, by=by, data=data | {"run": run.pk})
    return transition(run, "finish", by=by, version=run.version, changes={"finished_at": timezone.now()})


def _hold(run: ImportRun) -> None:
    """Keep the row until the transaction ends: whoever asks sees that this worker lives (``imports.holding``).
    Raises StalePage where the run has moved on."""
    if not ImportRun.objects.select_for_update().filter(pk=run.pk, version=run.version).exists():
        raise StalePage(*OUTDATED)


@transaction.atomic
def begin_work(*, run: ImportRun) -> None:
    """Write down that its turn has come; committed before the work, so that everybody sees it."""
    now = timezone.now()
    ImportRun.objects.filter(pk=run.pk, version=run.version).update(begun_at=now, signed_at=now)


@transaction.atomic
def forget_rows(*, run: ImportRun) -> None:
    """Delete the rows of a run that nobody has gone on with; the run, its counts and its file stay."""
    run.parts.all().delete()
    ImportRun.objects.filter(pk=run.pk).update(forgotten_at=timezone.now())
    record_event(verb="importrun.forget", obj=run, by=None, data={"rows": run.total})


@transaction.atomic
def fail_import(*, run: ImportRun, by: User, version: int, sentences: Sequence[str]) -> ImportRun:
    """Keep why nothing came of it, for whoever waits at the page."""
    return transition(run, "fail", by=by, version=version, changes={"failure": "\n".join(sentences)})


def _context_of(run: ImportRun, by: User) -> models.Model | None:
    context = run.importer.context
    return context(by, run.context_id) if context and run.context_id else None
