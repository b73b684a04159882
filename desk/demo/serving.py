"""Whom the offices of the demonstration serve themselves: from the first assessment to the visit after the end.

Persons and numbers are made up. One of them was given the same by both offices, which each of them sees as far as it
may; the other one each of them gave something else.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from beneficiaries.actions import (
    begin_service,
    end_service,
    give_aid,
    record_assessment,
    record_check,
    record_conference,
    record_follow_up,
    record_person,
)
from beneficiaries.models import Person, Service
from desk.demo import people
from desk.demo.papers import case_scan

#: A woman born on 12 May 1988, and a man born on 3 March 1951, as their numbers say.
_HEARING, _OLD = "3276015205880901", "3276010303510902"
_HEARING_AID: dict[str, Any] = {
    "component": "aksesibilitas",
    "form": "barang",
    "item": "Alat bantu dengar",
    "value": 3_000_000,
}
_WHEELCHAIR: dict[str, Any] = {"component": "perawatan", "form": "barang", "item": "Kursi roda", "value": 1_800_000}


@transaction.atomic
def serve() -> None:
    """Serve two people at one office, and at the other as well; does nothing where it has been played."""
    if Service.objects.filter(partner=None).exists():
        return
    by, other = people.person("keuangan"), people.person("keuangan.harapan")
    woman = _person(_HEARING, "Ningsih Contoh", "disabilitas", "disabilitas", "Kota Depok", by)
    service = _ready(woman, ["aksesibilitas", "keluarga"], "keluarga", 240, by)
    give_aid(service=service, given_on=_ago(200), bast_number="BAST/CONTOH/01", by=by, **_HEARING_AID)
    record_check(person=woman, programme="dtks", result="terdaftar", checked_on=_ago(236), by=by)
    record_check(person=woman, programme="pkh", result="tidak", checked_on=_ago(236), by=by)
    man = _person(_OLD, "Karsono Contoh", "lansia", "lansia_terlantar", "Kabupaten Bogor", by)
    cared_for = _ready(man, ["perawatan", "bantuan"], "residensial", 180, by)
    give_aid(service=cared_for, given_on=_ago(120), bast_number="BAST/CONTOH/02", by=by, **_WHEELCHAIR)
    _ended(cared_for, by)
    moved = _person(_HEARING, "Ningsih Contoh", "disabilitas", "disabilitas", "Kota Makassar", other)
    give_aid(
        service=_ready(moved, ["aksesibilitas"], "komunitas", 100, other),
        given_on=_ago(70),
        bast_number="BAST/CONTOH/H-3",
        despite="Menurut penerima, alat yang pertama hilang saat pindah; surat keterangan polisi terlampir.",
        by=other,
        **_HEARING_AID,
    )
    joined = _person(_OLD, "Karsono Contoh", "lansia", "lansia_terlantar", "Kota Makassar", other)
    give_aid(
        service=_ready(joined, ["keluarga"], "keluarga", 25, other),
        component="keluarga",
        form="jasa",
        item="Pendampingan keluarga tiga kali",
        value=450_000,
        given_on=_ago(5),
        by=other,
    )


def _person(nik: str, name: str, cluster: str, category: str, regency: str, by: User) -> Person:
    return record_person(nik=nik, name=name, cluster=cluster, category=category, regency=regency, by=by)


def _ready(person: Person, components: list[str], approach: str, days: int, by: User) -> Service:
    """A service that began so many days ago, with assessment and case conference."""
    service = begin_service(
        person=person,
        approach=approach,
        components=components,
        started_on=_ago(days),
        companion_kind="peksos",
        companion_name="Wulan Pendamping Contoh",
        notes="Catatan karangan untuk demonstrasi: keluarga mendukung, rumah di lantai dua.",
        by=by,
    )
    paper = case_scan("Instrumen asesmen", person.name)
    service = record_assessment(service=service, assessed_on=_ago(days - 2), upload=paper, by=by)
    paper = case_scan("Notula pembahasan kasus", person.name)
    return record_conference(service=service, conferred_on=_ago(days - 8), upload=paper, by=by)


def _ended(service: Service, by: User) -> None:
    ended = end_service(
        service=service,
        ended_on=_ago(30),
        ended_for="rujuk",
        handed_to_name="Dinas Sosial Kabupaten Bogor",
        reason="Kembali tinggal bersama keluarga anaknya; kesehatannya baik.",
        version=service.version,
        by=by,
    )
    record_follow_up(
        service=ended,
        visited_on=_ago(10),
        visited_by="Wulan Pendamping Contoh",
        result="Keadaannya baik; obat masih dipantau puskesmas.",
        by=by,
    )


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
