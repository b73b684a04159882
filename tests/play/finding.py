"""Steps of an audit: what it found goes back, and what it was wrong about is withdrawn by a second person."""

from __future__ import annotations

from grants.actions.returns import open_finding
from grants.actions.withdrawals import withdraw_return
from grants.models import TreasuryReturn
from partners.models import Instalment as InstalmentRecord
from tests.grants.paper import scan
from tests.play.records import Owed
from tests.play.world import REASON, World

_AUDIT = TreasuryReturn.Kind.AUDIT.value


def find(world: World) -> bool:
    """A finding on what was paid; more than is left of it is refused, and the same report twice."""
    ledger = world.ledger
    key = world.payment("paid", "accounted")
    if key is None or world.dice.random() < 0.5:
        return False
    about = ledger.payments[key]
    office = ledger.office_of(about.instalment)
    left = about.amount - sum(owed.amount for owed in ledger.owed_by(about.instalment) if owed.kind != "bunga")
    reference = f"LHP {world.number()}"

    def write_down(amount: int) -> TreasuryReturn:
        return open_finding(
            instalment=InstalmentRecord.objects.get(pk=about.instalment),
            amount=amount,
            reference=reference,
            found_on=world.clock.today,
            reason=REASON,
            upload=scan("lhp.png"),
            by=world.by("finance", office),
        )

    world.refused(lambda: write_down(left + 1))
    amount = min(left, world.dice.choice((1, 1 + left // 50, 1 + left // 3)))
    if not amount:
        return False
    owed = write_down(amount)
    ledger.add_return(
        owed.pk, Owed(about.instalment, _AUDIT, amount, world.today_at(office), found_on=world.clock.today)
    )
    world.refused(lambda: write_down(amount))
    return True


def withdraw(world: World) -> bool:
    """A finding, or what was held to be undelivered; what a report says stays, as does what is paid in."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.returns.items() if one.state in ("open", "deposited"))
    if key is None or world.dice.random() < 0.5:
        return False
    about = ledger.returns[key]
    world.concerns(ledger.instalments[about.instalment].agreement)
    office = ledger.office_of(about.instalment)
    living = ledger.living(about.instalment)
    accounted = living is not None and ledger.payments[living].state == "accounted"
    same = ledger.owed_by(about.instalment, about.kind)
    paid_in = any(owed.state in ("deposited", "confirmed") for owed in same)
    may_be = about.kind == _AUDIT or (about.kind == "tak_tersalur" and not accounted and not paid_in)

    def take_back() -> None:
        record = TreasuryReturn.objects.get(pk=key)
        withdraw_return(treasury_return=record, reason=REASON, by=world.by("ppk", office), version=record.version)

    if not may_be or about.state != "open":
        world.refused(take_back)
        return False
    take_back()
    # What a distributor has is one sum: its parts go together.
    for owed in same if about.kind == "tak_tersalur" else [about]:
        owed.state = "withdrawn"
    return True
