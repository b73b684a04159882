"""Steps about the gate: the PPK asks for an exception, the KPA grants or refuses it, an SPP uses it."""

from __future__ import annotations

from datetime import timedelta

from grants.actions.exceptions import ask_exception, grant_exception, refuse_exception, withdraw_exception
from grants.models import GateException
from partners.models import Instalment as InstalmentRecord
from tests.play.records import Leave
from tests.play.world import REASON, World


def ask_leave(world: World) -> bool:
    """For the next instalment, while reports before it are not accepted; where the gate is open there is none."""
    ledger = world.ledger
    key = world.active(lambda one: any(ledger.living(part) is None for part in one.parts))
    if key is None:
        return False
    part = next(part for part in ledger.agreements[key].parts if ledger.living(part) is None)
    office = world.office_of(key)
    today = world.today_at(office)
    closed = ledger.unaccounted_before(part)
    codes = {number for number, may_wait in closed.items() if may_wait}
    until = today + timedelta(days=world.dice.choice((5, 20, 80)))

    def ask() -> GateException:
        return ask_exception(
            instalment=InstalmentRecord.objects.get(pk=part),
            reasons={f"laporan:{number}" for number in codes},
            because=REASON,
            valid_until=until,
            by=world.by("ppk", office),
        )

    opens, _ = ledger.gate(part, today)
    if opens and not closed and world.dice.random() < 0.9:
        return False
    asked = any(one.instalment == part and one.state == "asked" for one in ledger.leaves.values())
    held = ledger.leave_of(part, today)
    new = codes - (ledger.leaves[held].earlier if held is not None else set())
    if opens or asked or not new or new != codes:
        world.refused(ask)
        return False
    record = ask()
    ledger.leaves[record.pk] = Leave(part, codes, until)
    return True


def decide_leave(world: World) -> bool:
    """The KPA; what would set nothing aside any more, and what has run out, is only refused."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.leaves.items() if one.state == "asked")
    if key is None:
        return False
    about = ledger.leaves[key]
    agreement = ledger.instalments[about.instalment].agreement
    world.concerns(agreement)
    office = world.office_of(agreement)
    kpa = world.by("kpa", office)
    record = GateException.objects.get(pk=key)
    closed = ledger.unaccounted_before(about.instalment)
    waits = {number for number, may_wait in closed.items() if may_wait} & about.earlier
    running = ledger.agreements[agreement].state == "active"
    may = running and bool(waits) and about.valid_until >= world.today_at(office)

    def grant() -> None:
        grant_exception(exception=record, by=kpa, version=record.version)

    if may and world.dice.random() < 0.85:
        grant()
        for former in ledger.leaves.values():
            if former.instalment == about.instalment and former.state == "granted":
                former.state = "replaced"
        about.state = "granted"
        return True
    if not may:
        world.refused(grant)
        record = GateException.objects.get(pk=key)
    refuse_exception(exception=record, by=kpa, version=record.version, reason=REASON)
    about.state = "refused"
    return True


def withdraw_leave(world: World) -> bool:
    """The PPK takes back what was asked for or granted."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.leaves.items() if one.state in ("asked", "granted"))
    if key is None or world.dice.random() < 0.6:
        return False
    about, record = ledger.leaves[key], GateException.objects.get(pk=key)
    world.concerns(ledger.instalments[about.instalment].agreement)
    ppk = world.by("ppk", ledger.office_of(about.instalment))
    withdraw_exception(exception=record, by=ppk, version=record.version, reason=REASON)
    about.state = "withdrawn"
    return True
