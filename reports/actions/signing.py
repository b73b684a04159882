"""Signing the statement of absolute responsibility (SPTJM), and with it, as head, the integrity pact."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from reports.changes import bump_version, locked
from reports.models import Report, Signature
from reports.permissions import signing_role
from reports.readiness import readiness
from reports.statement import signing_digest
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage


@transaction.atomic
def sign_report(*, report: Report, by: User, digest: str) -> Signature:
    """Sign as treasurer or head, whichever this person is at the LKS.

    ``digest`` is that of the statement which the page showed: what has changed since is not signed unseen
    (StalePage). Needs a last revision without errors (but those set aside), every warning explained, every expense
    evidenced, and two different persons.
    """
    row = locked(report)
    role = signing_role(by, row)
    if role is None:
        raise NotAllowed("Pernyataan ini hanya ditandatangani oleh bendahara dan ketua LKS yang bersangkutan.")
    if not row.is_open:
        raise StalePage(f"Laporan ini sudah dikirim (status: {row.state_label}), jadi tidak dapat ditandatangani lagi.")
    ready = readiness(row)
    if ready.revision is None or not ready.can_be_signed:
        raise Refusal("Laporan belum dapat ditandatangani.", *(each.sentence for each in ready.obstacles()))
    if digest != signing_digest(row, ready.revision, ready.answers):
        raise StalePage(
            "Isi laporan sudah berubah sejak Anda membuka pernyataan ini.",
            "Tidak ada yang ditandatangani. Muat ulang halaman, baca kembali, lalu tandatangani.",
        )
    if existing := ready.signatures.get(role.value):
        return existing
    if any(signature.user_id == by.pk for signature in ready.signatures.values()):
        raise NotAllowed("Ketua dan bendahara harus dua orang yang berbeda.")
    # What stands under this role, or of this person under another, is of a role no longer held, or covers what is gone.
    row.signatures.filter(Q(role=role.value) | Q(user=by), cleared_at__isnull=True).update(
        cleared_at=timezone.now(), cleared_because="ditandatangani lagi oleh pejabat yang sekarang"
    )
    with_pact = role is Role.PARTNER_HEAD
    signature = Signature.objects.create(
        report=row, revision=ready.revision, role=role.value, user=by, digest=digest, with_pact=with_pact
    )
    record_event(
        verb="report.sign",
        obj=row,
        by=by,
        data={"role": role, "revision": ready.revision.number, "digest": digest, "pact": with_pact},
    )
    bump_version(row)
    report.refresh_from_db()
    return signature
