"""Import of LKS from a stored file: what it would do, and doing just that."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from partners.columns import PARTNERS
from partners.flat_import import Fate, Review, run_import
from partners.permissions import require
from partners.resources import PartnerResource
from partners.sheet import Sheet, SheetRow
from partners.sheet_apart import read_sheet_apart
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from vault.models import StoredFile


def review_import(*, stored: StoredFile, by: User) -> Review:
    """What importing the file would do to the LKS of the office; nothing is written."""
    require(by, Permission.MANAGE_PARTNERS)
    sheet = _read(stored)
    return _run(sheet, by=by, dry_run=True)


@transaction.atomic
def confirm_import(*, stored: StoredFile, by: User, fingerprint: str) -> Review:
    """Import the file, whole or not at all, if it still does what the review with this fingerprint showed."""
    require(by, Permission.MANAGE_PARTNERS)
    review = _run(_read(stored), by=by, dry_run=False)
    if review.fingerprint != fingerprint:
        raise StalePage(
            "Data LKS berubah sejak Anda memeriksa berkas ini.",
            "Tidak ada yang disimpan. Periksa lagi apa yang akan terjadi, lalu simpan.",
        )
    if not review.may_be_confirmed:
        raise Refusal("Masih ada baris yang salah, atau tidak ada yang berubah. Tidak ada yang disimpan.")
    data = {"sha256": stored.sha256, "new": len(review.of(Fate.NEW)), "changed": len(review.of(Fate.CHANGED))}
    record_event(verb="partner.import", obj=stored, by=by, data=data)
    return review


def _read(stored: StoredFile) -> Sheet:
    with stored.open() as file:
        return read_sheet_apart(file, PARTNERS)


def _run(sheet: Sheet, *, by: User, dry_run: bool) -> Review:
    return run_import(sheet, table=PARTNERS, resource=PartnerResource(by=by), name_of=_name_of, dry_run=dry_run)


def _name_of(row: SheetRow) -> str:
    return str(row.cells.get("name") or row.cells.get("registration_number") or "–")
