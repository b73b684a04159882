"""Writes about training of LKS (bimtek): the event, who was there, and whether the office asks for it."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction

from accounts.models import User
from accounts.roles import Permission
from partners.models import (
    TRAINING_ENDS_FIRST,
    Partner,
    Training,
    TrainingCondition,
    TrainingParticipant,
)
from partners.permissions import require
from partners.saving import save_checked
from trail.changed import difference
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage


@transaction.atomic
def record_training(
    *, by: User, title: str, subject: str, starts_on: date, ends_on: date, mode: str, place: str
) -> Training:
    """Write down a training of the office of ``by``. Refuses one of the same name on the same day."""
    require(by, Permission.MANAGE_PARTNERS)
    training = Training(
        office=by.office,
        title=title.strip(),
        subject=subject.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        mode=mode,
        place=place.strip(),
        recorded_by=by,
    )
    _check(training)
    save_checked(training, taken=_taken(training))
    record_event(verb="training.record", obj=training, by=by, data={"starts_on": starts_on.isoformat()})
    return training


@transaction.atomic
def revise_training(
    *,
    training: Training,
    by: User,
    version: int,
    title: str,
    subject: str,
    starts_on: date,
    ends_on: date,
    mode: str,
    place: str,
) -> Training:
    """Mend what is written of a training. ``version`` is what the page showed; another one raises StalePage."""
    require(by, Permission.MANAGE_PARTNERS, training)
    taken = Training.objects.filter(pk=training.pk, version=version).update(version=models.F("version") + 1)
    if not taken:
        raise StalePage(f"{training} sudah diubah orang lain sejak Anda membuka halaman ini. Muat ulang, lalu periksa.")
    row = Training.objects.get(pk=training.pk)
    fields = {
        "title": title.strip(),
        "subject": subject.strip(),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "mode": mode,
        "place": place.strip(),
    }
    changes = difference(row, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    _check(row)
    save_checked(row, taken=_taken(row))
    if changes:
        record_event(verb="training.revise", obj=row, by=by, data={"changes": changes})
    training.refresh_from_db()
    return training


@transaction.atomic
def record_participant(
    *, training: Training, by: User, partner: Partner, name: str, presence: str, position: str = ""
) -> TrainingParticipant:
    """Put a person of an LKS on the list; the same person named again is mended."""
    require(by, Permission.MANAGE_PARTNERS, training)
    if not Partner.objects.visible_to(by).filter(pk=partner.pk, office=training.office_id).exists():
        raise NotAllowed("Peserta bimtek harus dari LKS kantor ini.")
    name, position = name.strip(), position.strip()
    row = TrainingParticipant.objects.filter(training=training, partner=partner, name__iexact=name).first()
    was = row.presence if row else ""
    row = row or TrainingParticipant(training=training, partner=partner, name=name)
    row.position, row.presence = position, presence
    save_checked(row, taken=f"{name} baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
    data = {"partner": partner.name, "presence": row.get_presence_display(), **({"was": was} if was else {})}
    record_event(verb="training.participant", obj=training, by=by, data=data)
    return row


@transaction.atomic
def remove_participant(*, participant: TrainingParticipant, by: User) -> None:
    """Take a person off the list who was put there by mistake; the trail keeps that they stood on it."""
    require(by, Permission.MANAGE_PARTNERS, participant.training)
    data = {"partner": participant.partner.name, "presence": participant.get_presence_display()}
    gone, _ = TrainingParticipant.objects.filter(pk=participant.pk).delete()
    if gone:
        record_event(verb="training.remove", obj=participant.training, by=by, data=data)


@transaction.atomic
def set_training_condition(*, by: User, within_years: int | None) -> TrainingCondition:
    """Say whether, and how lately, an LKS must have been trained before a new agreement; None asks for none."""
    if by.office is None or not by.may(Permission.SET_TRAINING_CONDITION):
        raise NotAllowed("Hanya KPA dan PPK yang menetapkan syarat bimtek kantornya.")
    condition = TrainingCondition.objects.filter(office=by.office).first() or TrainingCondition(office=by.office)
    before = condition.within_years
    if before == within_years and condition.pk:
        return condition
    condition.within_years = within_years
    save_checked(condition, taken="Syarat bimtek baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
    record_event(verb="trainingcondition.set", obj=condition, by=by, data={"from": before, "to": within_years})
    return condition


def _check(training: Training) -> None:
    if training.ends_on < training.starts_on:
        raise Refusal(TRAINING_ENDS_FIRST)


def _taken(training: Training) -> str:
    return f"Bimtek “{training.title}” dengan hari pertama yang sama sudah dicatat. Cari di daftarnya."
