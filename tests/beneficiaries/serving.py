"""People whom the cast serves, brought that far by the users' own actions. Numbers and names are made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from beneficiaries.actions import begin_service, give_aid, record_assessment, record_conference, record_person
from beneficiaries.models import Aid, Person, Service
from partners.models import Partner
from tests.cast import Cast
from tests.grants.paper import scan

#: A man of 17 August 1990, and a woman of the same day.
NIK, HER_NIK = "3271061708900002", "3271065708900009"
GIVEN = date(2021, 6, 10)


def known(cast: Cast, *, nik: str = NIK, who: str = "finance") -> Person:
    """Somebody in the register of the office of ``who``."""
    return record_person(nik=nik, name="Asep Rahasia", cluster="disabilitas", by=cast.person(who))


def served(
    cast: Cast, person: Person | None = None, *, who: str = "finance", partner: Partner | None = None
) -> Service:
    """A service that has just begun."""
    return begin_service(
        person=person or known(cast, who=who),
        partner=partner,
        approach="keluarga",
        components=["aksesibilitas", "hidup_layak"],
        started_on=date(2021, 5, 1),
        notes="Catatan yang sangat pribadi.",
        by=cast.person(who),
    )


def ready(cast: Cast, service: Service | None = None, *, who: str = "finance", **about: Any) -> Service:
    """A service with assessment and case conference."""
    service, by = service or served(cast, who=who, **about), cast.person(who)
    service = record_assessment(service=service, assessed_on=date(2021, 5, 3), upload=scan("asesmen.png"), by=by)
    return record_conference(service=service, conferred_on=date(2021, 5, 10), upload=scan("notula.png"), by=by)


def given(cast: Cast, service: Service | None = None, *, who: str = "finance", **about: Any) -> Aid:
    """A hearing aid that was handed over."""
    said: dict[str, Any] = {
        "component": "aksesibilitas",
        "form": "barang",
        "item": "Alat bantu dengar",
        "value": 3_000_000,
        "given_on": GIVEN,
        "bast_number": "BAST-7",
        **about,
    }
    return give_aid(service=service or ready(cast, who=who), by=cast.person(who), **said)
