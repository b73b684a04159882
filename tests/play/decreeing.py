"""Steps about decrees: persons come in from Excel by the real import, and a further decree replaces the one before."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from beneficiaries.actions import record_person
from grants.actions import approve_decree, draft_decree, propose_decree
from grants.models import Decree as DecreeRecord
from grants.recipient_columns import RECIPIENTS
from grants.recipient_importing import RECIPIENT_LIST
from imports.actions.runs import begin_import
from partners.models import Agreement as AgreementRecord
from tests.imports.sending import confirmed, workbook
from tests.play.records import Decree
from tests.play.world import World

_COMPONENT = "Dukungan pemenuhan hidup layak"


def decree(world: World) -> bool:
    """A decree for an agreement that has none: persons by name, or the LKS itself."""
    ledger = world.ledger
    lacking = [key for key, one in ledger.agreements.items() if one.state == "active" and not ledger.in_force(key)]
    key = world.one(lacking)
    if key is None:
        return False
    world.concerns(key)
    about = ledger.agreements[key]
    by_name = about.by_post or (about.plain and world.dice.random() < 0.8)
    people = _shares(world, key) if by_name else None
    _bring_in_force(world, key, people, changed=people or {})
    return True


def replace(world: World) -> bool:
    """A further decree: it begins with the list before it, some get another sum, some are new.

    Where a distributor pays, everybody's sum grows by a part of the next instalment once the last one is paid.
    """
    ledger = world.ledger
    key = world.active(lambda one: True)
    old = ledger.in_force(key) if key is not None else None
    if key is None or old is None or ledger.decrees[old].people is None or world.dice.random() < 0.5:
        return False
    before = dict(ledger.decrees[old].people or {})
    if ledger.agreements[key].by_post:
        return _grow(world, key, old, before)
    left = ledger.agreements[key].value - sum(before.values())
    changed = {nik: amount - 1 for nik, amount in before.items() if amount > 1 and world.dice.random() < 0.3}
    if left >= 100:
        changed[world.new_nik()] = world.dice.randrange(1, left)
    if not changed or sum((before | changed).values()) < ledger.paid_of(key):
        return False
    _bring_in_force(world, key, before | changed, changed=changed)
    ledger.decrees[old].state = "replaced"
    return True


def _grow(world: World, key: int, old: int, before: dict[str, int]) -> bool:
    """The list with the sums up to and including the next instalment that a distributor pays."""
    ledger = world.ledger
    left = [part for part in ledger.agreements[key].parts if ledger.living(part) is None]
    if not left or ledger.open_shares(key) or any(not one.shares for one in ledger.payments_of(key)):
        return False
    amount = ledger.instalments[left[0]].amount
    each = amount // len(before)
    grown = {nik: sum_ + each for nik, sum_ in before.items()}
    grown[next(iter(grown))] += amount - each * len(before)
    _bring_in_force(world, key, grown, changed=grown)
    ledger.decrees[old].state = "replaced"
    return True


def _shares(world: World, agreement: int) -> dict[str, int]:
    """What each person gets; through a distributor just what one instalment comes to, else as a rule all there is."""
    ledger = world.ledger
    about = ledger.agreements[agreement]
    whole = about.value if world.dice.random() < 0.8 else None
    whole = ledger.instalments[about.parts[0]].amount if about.by_post else whole
    count = world.size.people
    most = (whole or about.value) // count
    shares = {world.new_nik(): world.dice.randrange(1, most + 1) for _ in range(count)}
    if whole is not None:
        last = next(reversed(shares))
        shares[last] += whole - sum(shares.values())
    return shares


def _bring_in_force(world: World, agreement: int, people: dict[str, int] | None, *, changed: dict[str, int]) -> None:
    office = world.office_of(agreement)
    ppk, kpa = world.by("ppk", office), world.by("kpa", office)
    record = draft_decree(
        agreement=AgreementRecord.objects.get(pk=agreement),
        number=f"{world.number():05d}/SK",
        decided_on=world.clock.today,
        set_by_name=ppk.name,
        approved_by_name=kpa.name,
        names_people=people is not None,
        by=ppk,
    )
    if changed:
        _import(world, record, changed, office)
    propose_decree(decree=record, by=ppk, version=record.version)
    approve_decree(decree=record, by=kpa, version=record.version)
    world.ledger.add_decree(record.pk, Decree(agreement, record.decided_on, people))
    if people:
        _register(world, list(changed), office)


def _import(world: World, record: DecreeRecord, people: dict[str, int], office: int) -> None:
    """The list as an .xlsx file: looked at, then taken in as it was shown."""
    headings = [column.heading for column in RECIPIENTS.columns]
    rows = [(nik, f"Penerima {nik[-4:]}", _COMPONENT, "Uang", amount, "", "", "") for nik, amount in people.items()]
    ppk = world.by("ppk", office)
    upload = SimpleUploadedFile("penerima.xlsx", workbook(headings, rows))
    run = begin_import(importer=RECIPIENT_LIST, upload=upload, by=ppk, context=record)
    assert (run.state, run.new + run.changed) == ("ready", len(rows)), (run.state, run.failure)
    confirmed(run, by=ppk)


def _register(world: World, niks: list[str], office: int) -> None:
    """A few of them are known to the office already, each in a cluster."""
    for nik in niks[:2]:
        if (office, nik) not in world.ledger.clusters:
            cluster = world.dice.choice(("anak", "lansia"))
            record_person(nik=nik, name=f"Penerima {nik[-4:]}", cluster=cluster, by=world.by("finance", office))
            world.ledger.clusters[office, nik] = cluster
