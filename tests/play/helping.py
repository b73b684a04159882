"""Steps about people: served, with assessment and case conference, given money, goods and service, and let go."""

from __future__ import annotations

import pytest

from beneficiaries.actions import (
    GivenBefore,
    begin_service,
    end_service,
    give_aid,
    record_assessment,
    record_conference,
    record_person,
    withdraw_aid,
)
from beneficiaries.models import Aid as AidRecord
from beneficiaries.models import Person
from beneficiaries.models import Service as ServiceRecord
from partners.models import Agreement as AgreementRecord
from tests.grants.paper import scan
from tests.play.records import Aid, Service
from tests.play.world import REASON, World
from vault.private import keyed_index

#: Other than what decrees give; goods need the number of their record of hand-over.
KINDS = (("vokasional", "uang"), ("aksesibilitas", "barang"), ("keluarga", "jasa"))


def serve(world: World) -> bool:
    """Somebody of the register begins to be served, through an LKS or by the office; or, known to one office, by the
    other as well."""
    ledger = world.ledger
    found = world.one(ledger.clusters)
    if found is None:
        return False
    office, nik = found
    if world.dice.random() < 0.3:
        office = next(one.pk for one in map(world.cast.office, ("balai", "other_balai")) if one.pk != office)
        if (office, nik) not in ledger.clusters:
            cluster = ledger.clusters[found]
            record_person(nik=nik, name=f"Penerima {nik[-4:]}", cluster=cluster, by=world.by("finance", office))
            ledger.clusters[office, nik] = cluster
    if any((one.office, one.nik, one.ended_on) == (office, nik, None) for one in ledger.services.values()):
        return False
    bound = [key for key, one in ledger.agreements.items() if ledger.partners[one.partner].office == office]
    agreement = world.one(bound) if world.dice.random() < 0.7 else None
    finance, today = world.by("finance", office), world.clock.today
    service = begin_service(
        person=Person.objects.get(office=office, nik_index=keyed_index(nik)),
        agreement=None if agreement is None else AgreementRecord.objects.get(pk=agreement),
        approach="keluarga",
        components=[component for component, _ in KINDS],
        started_on=today,
        by=finance,
    )
    # Before assessment and case conference nothing is given.
    world.refused(lambda: _give(world, service.pk, Aid(office, nik, agreement, *KINDS[0], 1, today)))
    service = record_assessment(service=service, assessed_on=today, upload=scan("asesmen.png"), by=finance)
    record_conference(service=service, conferred_on=today, upload=scan("notula.png"), by=finance)
    ledger.services[service.pk] = Service(office, nik, agreement, today)
    return True


def give(world: World) -> bool:
    """Money, goods or a service; goods not without BAST, and the same again only for a reason."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.services.items() if one.ended_on is None and one.papers)
    if key is None:
        return False
    service = ledger.services[key]
    component, form = world.dice.choice(KINDS)
    value = world.dice.randrange(1, 4_000_000)
    aid = Aid(service.office, service.nik, service.agreement, component, form, value, world.clock.today)
    if form == "barang":
        world.refused(lambda: _give(world, key, aid, bast=""))
    repeats = ledger.repeats(aid)
    if repeats:
        with pytest.raises(GivenBefore) as refusal:
            _give(world, key, aid)
        assert sorted(past.pk for past in refusal.value.past) == sorted(repeats)
        world.given_again += 1
    record = _give(world, key, aid, despite=REASON if repeats else "")
    ledger.aid[record.pk] = aid
    return True


def _give(world: World, service: int, aid: Aid, *, bast: str = "BAST", despite: str = "") -> AidRecord:
    return give_aid(
        service=ServiceRecord.objects.get(pk=service),
        component=aid.component,
        form=aid.form,
        item="Bantuan contoh",
        value=aid.value,
        given_on=aid.given_on,
        bast_number=f"{bast}-{world.number()}" if bast else "",
        photo=scan("foto.png"),
        receipt=scan("tanda-terima.png"),
        despite=despite,
        by=world.by("finance", aid.office),
    )


def withdraw_wrong_aid(world: World) -> bool:
    """A wrong record is taken out of use, and counts nowhere."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.aid.items() if one.state == "recorded")
    if key is None or world.dice.random() < 0.8:
        return False
    record = AidRecord.objects.get(pk=key)
    by = world.by("finance", ledger.aid[key].office)
    withdraw_aid(aid=record, reason=REASON, by=by, version=record.version)
    ledger.aid[key].state = "withdrawn"
    return True


def let_go(world: World) -> bool:
    """A service ends; not before its last aid."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.services.items() if one.ended_on is None)
    if key is None or world.dice.random() < 0.6:
        return False
    service, record = ledger.services[key], ServiceRecord.objects.get(pk=key)
    end_service(
        service=record,
        ended_on=world.clock.today,
        ended_for="tujuan",
        reason=REASON,
        by=world.by("finance", service.office),
        version=record.version,
    )
    service.ended_on = world.clock.today
    return True
