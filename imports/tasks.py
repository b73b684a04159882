"""Judging and saving long tables behind the request. Each does nothing where the run has moved on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django_tasks import task

from accounts.models import User
from accounts.zones import by_the_clock_of
from imports.actions.work import begin_work, check_import, fail_import, save_import
from imports.models import ImportRun
from trail.refusal import Refusal

_BROKEN = (
    "Terjadi kesalahan pada sistem, dan tidak ada yang tersimpan.",
    "Jalankan lagi. Bila tetap gagal, beri tahu administrator sistem.",
)


@task()
def check_import_run(run_id: int, version: int, by_id: int) -> None:
    """Judge every row of a run."""
    run, by = ImportRun.objects.get(pk=run_id), User.objects.get(pk=by_id)
    if run.version == version:
        begin_work(run=run)
        with by_the_clock_of(by), failures_told(run, by):
            check_import(run=run, by=by)


@task()
def save_import_run(run_id: int, version: int, by_id: int) -> None:
    """Take in every row of a confirmed run, or none."""
    run, by = ImportRun.objects.get(pk=run_id), User.objects.get(pk=by_id)
    if run.version == version:
        begin_work(run=run)
        with by_the_clock_of(by), failures_told(run, by):
            save_import(run=run, by=by)


@contextmanager
def failures_told(run: ImportRun, by: User) -> Iterator[None]:
    """Whoever waits at the page is told why nothing came of it; what is no refusal goes on to the worker's log."""
    version = run.version
    try:
        yield
    except Refusal as refusal:
        if not ImportRun.objects.filter(pk=run.pk, version=version).exists():
            return  # begun anew since: that is another worker's now
        fail_import(run=run, by=by, version=version, sentences=refusal.sentences)
    except Exception:
        fail_import(run=run, by=by, version=version, sentences=_BROKEN)
        raise
