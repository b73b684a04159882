"""Writes about a service: its beginning, assessment, case conference, end, and the visits that follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from beneficiaries.choices import EndReason
from beneficiaries.models import Aid, FollowUp, Person, Service
from beneficiaries.papers import kept
from beneficiaries.permissions import require_managing
from partners.choices import AtensiComponent
from partners.models import Agreement, Partner
from partners.saving import save_checked
from partners.validity import require_not_future, require_order
from trail.changed import difference, plain
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition
from vault.door import Upload

_AGAIN = "Pelayanan ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa."


@transaction.atomic
def begin_service(
    *,
    person: Person,
    by: User,
    approach: str,
    components: Sequence[str],
    started_on: date,
    partner: Partner | None = None,
    agreement: Agreement | None = None,
    companion_kind: str = "",
    companion_name: str = "",
    notes: str = "",
) -> Service:
    """Begin to serve a person, through an LKS or by the office alone.

    Refuses who is not served by the office now, an LKS of another office, and an agreement of another LKS.
    """
    require_managing(by, "memulai pelayanan", person)
    require_not_future("Tanggal mulai", started_on)
    if person.state != "active":
        raise Refusal(f"Orang ini berstatus “{person.state_label}”. Nyatakan dilayani lagi sebelum memulai pelayanan.")
    if agreement is not None:
        partner = partner or agreement.partner
        if agreement.partner_id != partner.pk:
            raise Refusal(f"{agreement} bukan perjanjian {partner}. Pilih perjanjian LKS itu.")
        if agreement.state in ("draft", "proposed"):
            raise Refusal(
                f"{agreement} belum berlaku (status “{agreement.state_label}”), jadi belum menjadi dasar pelayanan.",
                "Pilih perjanjian yang sudah disetujui PPK, atau kosongkan.",
            )
    if partner is not None and partner.office_id != person.office_id:
        raise Refusal("LKS ini terdaftar di kantor lain. Pilih LKS kantor Anda.")
    if bool(companion_kind) != bool(companion_name.strip()):
        raise Refusal("Pendamping: isi jenis dan namanya, atau kosongkan keduanya.")
    service = Service(
        office=person.office,
        person=person,
        partner=partner,
        agreement=agreement,
        approach=approach,
        components=_known(components),
        started_on=started_on,
        companion_kind=companion_kind,
        companion_name=companion_name.strip(),
        notes=notes.strip(),
        recorded_by=by,
    )
    save_checked(service, taken=_AGAIN)
    data = {"started_on": started_on.isoformat(), "approach": approach, "components": service.components}
    record_event(verb="service.begin", obj=service, by=by, data=data)
    return service


@transaction.atomic
def record_assessment(*, service: Service, assessed_on: date, upload: Upload, by: User) -> Service:
    """Record the day of the assessment and its filled-in instrument; another one takes the place of the former."""
    require_managing(by, "mencatat asesmen", service)
    require_not_future("Tanggal asesmen", assessed_on)
    row = _running(service)
    if row.conferred_on:
        require_order("asesmen", assessed_on, "Pembahasan kasus", row.conferred_on)
    row.assessed_on, row.assessment = assessed_on, kept(upload, by=by, label="Asesmen")
    return _paper_kept(row, "service.assess", assessed_on, row.assessment.sha256, by)


@transaction.atomic
def record_conference(*, service: Service, conferred_on: date, upload: Upload, by: User) -> Service:
    """Record the day of the case conference and its minutes. It follows the assessment."""
    require_managing(by, "mencatat pembahasan kasus", service)
    require_not_future("Tanggal pembahasan kasus", conferred_on)
    row = _running(service)
    if row.assessed_on is None:
        raise Refusal("Pembahasan kasus dicatat sesudah asesmen. Catat asesmennya dahulu.")
    require_order("asesmen", row.assessed_on, "Pembahasan kasus", conferred_on)
    row.conferred_on, row.conference = conferred_on, kept(upload, by=by, label="Pembahasan kasus")
    return _paper_kept(row, "service.confer", conferred_on, row.conference.sha256, by)


@transaction.atomic
def revise_companion(*, service: Service, companion_kind: str, companion_name: str, notes: str, by: User) -> Service:
    """Change who accompanies the person; notes that are left blank stay as they were."""
    require_managing(by, "mengubah pendamping", service)
    if bool(companion_kind) != bool(companion_name.strip()):
        raise Refusal("Pendamping: isi jenis dan namanya, atau kosongkan keduanya.")
    row = _running(service)
    fields = {
        "companion_kind": companion_kind,
        "companion_name": companion_name.strip(),
        "notes": notes.strip() or row.notes,
    }
    changes = difference(row, fields)
    for name in changes:
        setattr(row, name, fields[name])
    save_checked(row, taken=_AGAIN)
    data = {"companion": companion_kind, "notes": bool(notes.strip()), "changes": changes}
    record_event(verb="service.companion", obj=row, by=by, data=data)
    return row


@transaction.atomic
def end_service(
    *,
    service: Service,
    ended_on: date,
    ended_for: str,
    reason: str,
    by: User,
    version: int,
    handed_to: Partner | None = None,
    handed_to_name: str = "",
    next_visit_on: date | None = None,
) -> Service:
    """End a service (terminasi), say to whom the person was handed over where that is why, and when to visit them."""
    require_managing(by, "mengakhiri pelayanan", service)
    require_not_future("Tanggal berakhir", ended_on)
    # Who gives aid in this service queues here.
    row: Service = Service.objects.select_for_update().get(pk=service.pk)
    last_aid = Aid.objects.standing().filter(service=row).aggregate(day=Max("given_on"))["day"]
    for what, day in (
        ("mulai", row.started_on),
        ("asesmen", row.assessed_on),
        ("pembahasan kasus", row.conferred_on),
        ("bantuan terakhir", last_aid),
    ):
        if day is not None:
            require_order(what, day, "Tanggal berakhir", ended_on)
    name = handed_to_name.strip()
    if ended_for == EndReason.HANDED_OVER and bool(handed_to) == bool(name):
        raise Refusal("Pengalihan: pilih LKS penerimanya, atau tulis dinas sosial atau pihak lain; salah satu saja.")
    if ended_for != EndReason.HANDED_OVER and (handed_to or name):
        raise Refusal("Kepada siapa dialihkan hanya diisi bila sebabnya “Dialihkan ke pihak lain”.")
    if handed_to is not None and not Partner.objects.visible_to(by).filter(pk=handed_to.pk).exists():
        raise Refusal("LKS ini terdaftar di kantor lain. Tulis namanya sebagai pihak lain.")
    _require_visit_later(next_visit_on, "berakhirnya pelayanan", ended_on, died=ended_for == EndReason.DIED)
    return transition(
        service,
        "end",
        by=by,
        version=version,
        reason=reason,
        changes={
            "ended_on": ended_on,
            "ended_for": ended_for,
            "ended_because": reason.strip(),
            "handed_to": handed_to,
            "handed_to_name": name,
            "next_visit_on": next_visit_on,
        },
        data={"ended_on": ended_on.isoformat(), "ended_for": ended_for, "next_visit_on": plain(next_visit_on)},
    )


@transaction.atomic
def record_follow_up(
    *,
    service: Service,
    visited_on: date,
    visited_by: str,
    result: str,
    by: User,
    upload: Upload | None = None,
    next_visit_on: date | None = None,
) -> FollowUp:
    """Record a visit after the service has ended, and when the next one is due; None says that none follows."""
    require_managing(by, "mencatat kunjungan", service)
    require_not_future("Tanggal kunjungan", visited_on)
    if service.ended_on is None:
        raise Refusal("Kunjungan tindak lanjut dicatat sesudah pelayanan diakhiri.")
    require_order("berakhirnya pelayanan", service.ended_on, "Kunjungan", visited_on)
    _require_visit_later(next_visit_on, "kunjungan ini", visited_on, died=service.ended_for == EndReason.DIED)
    visit = FollowUp(
        service=service,
        visited_on=visited_on,
        visited_by=visited_by.strip(),
        result=result.strip(),
        file=kept(upload, by=by, label="Catatan kunjungan") if upload else None,
        recorded_by=by,
    )
    save_checked(visit, taken=_AGAIN)
    if not service.follow_ups.filter(visited_on__gt=visited_on).exists():
        # A visit that is written down late says nothing of what was planned at a later one.
        Service.objects.filter(pk=service.pk).update(next_visit_on=next_visit_on)
    data = {"visited_on": visited_on.isoformat(), "next_visit_on": plain(next_visit_on)}
    record_event(verb="service.follow_up", obj=service, by=by, data=data)
    return visit


def _require_visit_later(next_visit_on: date | None, what: str, day: date, *, died: bool) -> None:
    if next_visit_on is None:
        return
    if died:
        raise Refusal("Orangnya meninggal, jadi tidak ada kunjungan berikutnya. Kosongkan tanggalnya.")
    require_order(what, day, "Kunjungan berikutnya", next_visit_on)


def _running(service: Service) -> Service:
    row: Service = Service.objects.select_for_update().get(pk=service.pk)
    if row.state != "running":
        raise Refusal("Pelayanan ini sudah diakhiri, jadi tidak diubah lagi. Mulai pelayanan baru bila perlu.")
    return row


def _known(components: Sequence[str]) -> list[str]:
    known = [value for value in AtensiComponent.values if value in components]
    if not known or len(known) != len(set(components)):
        raise Refusal("Pilih paling sedikit satu komponen ATENSI dari daftar.")
    return known


def _paper_kept(row: Service, verb: str, day: date, sha256: str, by: User) -> Service:
    save_checked(row, taken=_AGAIN)
    data: dict[str, Any] = {"day": day.isoformat(), "sha256": sha256}
    record_event(verb=verb, obj=row, by=by, data=data)
    return row
