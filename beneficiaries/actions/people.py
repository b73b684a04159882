"""Writes about persons: recording one, changing particulars, opening what is masked, looking them up elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_look
from accounts.models import User
from accounts.roles import Permission
from beneficiaries.choices import OpeningReason
from beneficiaries.identity import birth_of, digits_of, sex_of
from beneficiaries.models import Person, Service
from beneficiaries.permissions import require_managing
from partners.regions import find_regency, unknown_regency
from partners.saving import save_checked
from partners.validity import require_permission
from regulations.nik import nik_fault
from trail.changed import difference
from trail.record import record_event
from trail.refusal import Refusal
from trail.transition import transition

#: What ``revise_person`` may change. The NIK is none of it: who has another NIK is another person.
PERSON_FIELDS = ("name", "born_on", "cluster", "category", "regency_code", "regency", "province")


@transaction.atomic
def record_person(
    *, nik: str, name: str, cluster: str, by: User, category: str = "", regency: str = "", born_on: date | None = None
) -> Person:
    """Record somebody whom the actor's office serves.

    Day of birth and sex are what the NIK says; a day of birth that it cannot mean is refused, as are a NIK that is none
    and a person whom this office knows already.
    """
    require_managing(by, "mencatat penerima manfaat")
    nik = digits_of(nik)
    if fault := nik_fault(nik):
        raise Refusal(f"NIK ini tidak mungkin benar: {fault[0]}; seharusnya {fault[1]}.")
    person = Person(
        office=by.office,
        nik=nik,
        sex=sex_of(nik),
        name=" ".join(name.split()),
        cluster=cluster,
        category=category,
        born_on=_birth(nik, born_on),
        **_region(regency),
    )
    save_checked(person, taken=f"NIK {person.masked_nik} sudah ada di daftar kantor ini. Cari orangnya dengan NIK.")
    record_event(verb="person.record", obj=person, by=by, data={"cluster": cluster})
    return person


@transaction.atomic
def revise_person(*, person: Person, by: User, **fields: Any) -> Person:
    """Change particulars; what stays the same leaves no event. The trail tells it masked (``Person``)."""
    require_managing(by, "mengubah data penerima", person)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if "regency" in fields:
        fields |= _region(fields.pop("regency"))
    if "born_on" in fields:
        fields["born_on"] = _birth(row.nik, fields["born_on"])
    unknown = set(fields) - set(PERSON_FIELDS)
    if unknown:
        raise TypeError(f"not fields of a person: {sorted(unknown)}")
    changes = difference(row, fields)
    if changes:
        for name in changes:
            setattr(row, name, fields[name])
        save_checked(row, taken="Data ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
        record_event(verb="person.revise", obj=row, by=by, data={"changes": changes})
    return row


@transaction.atomic
def deactivate_person(*, person: Person, reason: str, by: User, version: int) -> Person:
    """Say that the office serves this person no more. Refused while a service is running."""
    require_managing(by, "menutup data penerima", person)
    if person.services.running().exists():
        raise Refusal("Masih ada pelayanan yang berjalan. Akhiri pelayanannya dahulu.")
    return transition(person, "deactivate", by=by, version=version, reason=reason)


@transaction.atomic
def reactivate_person(*, person: Person, reason: str, by: User, version: int) -> Person:
    """Serve this person again."""
    return transition(person, "reactivate", by=by, version=version, reason=reason)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is otherwise masked: shown once, to who asked, and never stored anywhere else."""

    nik: str
    born_on: date | None
    notes: list[tuple[Service, str]]


@transaction.atomic
def open_personal_data(*, person: Person, why: str, by: User) -> Opened:
    """The whole NIK, day of birth and case notes of a person; who opened them, and for what, is in the trail."""
    require_permission(by, Permission.OPEN_PERSONAL_DATA, "membuka data pribadi", person)
    if why not in OpeningReason.values:
        raise Refusal("Pilih untuk apa data ini dibuka.")
    record_look(verb="person.open", obj=person, by=by, data={"why": why})
    services = Service.objects.visible_to(by).filter(person=person)
    return Opened(person.nik, person.born_on, [(service, service.notes) for service in services if service.notes])


def _birth(nik: str, told: date | None) -> date | None:
    try:
        return birth_of(nik, on=timezone.localdate(), told=told)
    except ValueError as problem:
        raise Refusal(str(problem)) from problem


def _region(regency: str) -> dict[str, str]:
    """Code, name and province of a regency by its name; all blank for none."""
    if not regency.strip():
        return {"regency_code": "", "regency": "", "province": ""}
    found = find_regency(regency)
    if found is None:
        raise Refusal(unknown_regency(regency))
    return {"regency_code": found.code, "regency": found.name, "province": found.province}
