"""What a finding points at: linked and unlinked while it is drafted."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.roles import Permission
from audits.locks import locked_finding
from audits.models import Finding, FindingPlace
from audits.pointing import Thing, evidence_of, lines_named, point_at, require_theirs
from audits.rights import require_team
from grants.models import Disbursement
from partners.models import Agreement
from partners.validity import require_permission
from reports.models import Report
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal


@transaction.atomic
def link_places(
    *,
    finding: Finding,
    by: User,
    report: Report | None = None,
    numbers: Sequence[str] = (),
    payments: Sequence[Disbursement] = (),
    agreements: Sequence[Agreement] = (),
) -> int:
    """Have a draft point at lines and evidence of a report by their numbers, at the report itself where no number is
    given, at payments and agreements; how many came in. Only at what the actor reads, and of whom it concerns.
    """
    _require_draft(finding, by)
    things: list[Thing] = [*payments, *agreements]
    if report is None and numbers:
        raise Refusal("Pilih laporan yang memuat nomor bukti itu.")
    if report is not None:
        lines = lines_named(report, list(numbers))
        things += [*lines, *evidence_of(report, numbers)] if numbers else [report]
    chosen = [one for one in (report, *payments, *agreements) if one is not None]
    for one in chosen:
        if not type(one).objects.visible_to(by).filter(pk=one.pk).exists():
            raise NotAllowed(f"{one} tidak terbaca dengan penugasan Anda.")
    if not things:
        raise Refusal("Belum ada yang dipilih. Pilih laporan, penyaluran, atau perjanjian.")
    came = point_at(finding, things)
    require_theirs(finding)
    if came:
        _make_stale(finding)
        record_event(verb="finding.link", obj=finding, by=by, data={"count": came})
    return came


@transaction.atomic
def unlink_place(*, place: FindingPlace, by: User) -> None:
    """Have a draft point at this no more."""
    _require_draft(place.finding, by)
    record_event(verb="finding.unlink", obj=place.finding, by=by, data={"what": place.label})
    place.delete()
    _make_stale(place.finding)


def _require_draft(finding: Finding, by: User) -> None:
    require_permission(by, Permission.AUDIT, "mengubah temuan ini", finding)
    require_team(finding.engagement, by, "mengubah temuannya")
    if locked_finding(finding).state != "draft":
        raise Refusal("Yang ditunjuk temuan hanya diubah selama masih konsep. Tarik kembali dahulu temuannya.")


def _make_stale(finding: Finding) -> None:
    """Pages that show the finding as it was take no step any more: nobody puts forward places that they never saw."""
    Finding.objects.filter(pk=finding.pk).update(version=F("version") + 1)
    finding.refresh_from_db()
