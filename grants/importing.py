"""Import of deaths from a stored file: what it would do, and doing just that."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.columns import DEATHS
from grants.resources import DeathResource
from grants.validity import require_permission
from partners.flat_import import Fate, Review, run_import
from partners.sheet import SheetRow
from partners.sheet_apart import read_sheet_apart
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.models import StoredFile
from vault.private import mask_nik


def review_deaths(*, stored: StoredFile, by: User) -> Review:
    """What importing the file would add to the register of the office; nothing is written."""
    require_permission(by, Permission.MANAGE_DEATHS, "mengimpor daftar kematian")
    return _run(stored, by=by, dry_run=True)


@transaction.atomic
def confirm_deaths(*, stored: StoredFile, by: User, fingerprint: str) -> Review:
    """Import the file, whole or not at all, if it still does what the review with this fingerprint showed."""
    require_permission(by, Permission.MANAGE_DEATHS, "mengimpor daftar kematian")
    review = _run(stored, by=by, dry_run=False)
    if review.fingerprint != fingerprint:
        raise StalePage(
            "Daftar kematian berubah sejak Anda memeriksa berkas ini.",
            "Tidak ada yang disimpan. Periksa lagi apa yang akan terjadi, lalu simpan.",
        )
    if not review.may_be_confirmed:
        raise Refusal("Masih ada baris yang salah, atau tidak ada yang baru. Tidak ada yang disimpan.")
    data = {"sha256": stored.sha256, "new": len(review.of(Fate.NEW))}
    record_event(verb="deathrecord.import", obj=stored, by=by, data=data)
    return review


def _run(stored: StoredFile, *, by: User, dry_run: bool) -> Review:
    with stored.open() as file:
        sheet = read_sheet_apart(file, DEATHS)
    return run_import(sheet, table=DEATHS, resource=DeathResource(by=by), name_of=_name_of, dry_run=dry_run)


def _name_of(row: SheetRow) -> str:
    return mask_nik(str(row.cells.get("nik") or "")) or "–"
