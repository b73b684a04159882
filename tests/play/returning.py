"""Steps of a payment that a bank sends back: the retur, then paid again or given up."""

from __future__ import annotations

from collections.abc import Callable

from grants.actions import cancel_disbursement, record_retur, repay_disbursement
from grants.actions.receipts import take_back_receipt
from tests.grants.paper import scan
from tests.play.paying import arrived, record_of, sp2d_number
from tests.play.world import REASON, World


def retur(world: World) -> bool:
    """The bank sends it back; what somebody was given already, and what is accounted for, cannot come back."""
    key = world.payment("paid", "accounted", also=lambda one: len(one.failed) < 2)
    if key is None or world.dice.random() < 0.6:
        return False
    finance = world.by("finance", world.ledger.office_of(world.ledger.payments[key].instalment))

    def come_back() -> None:
        record = record_of(key)
        record_retur(
            disbursement=record,
            returned_on=world.clock.today,
            bank_reason="Rekening tutup",
            upload=scan(),
            by=finance,
            version=record.version,
        )

    return send_back(world, key, come_back)


def send_back(world: World, key: int, come_back: Callable[[], object]) -> bool:
    """Whether it came back, as far as it can; what the LKS has said of the receipt it takes back itself first."""
    about, record = world.ledger.payments[key], record_of(key)
    returns = world.ledger.owed_by(about.instalment)
    paid_in = any(owed.state != "open" for owed in returns)
    if about.state == "accounted" or "delivered" in about.deliveries.values() or paid_in:
        world.refused(come_back)
        return False
    if about.received is not None:
        world.refused(come_back)
        treasurer = world.treasurer(world.ledger.partner_of(about.instalment))
        take_back_receipt(disbursement=record, reason=REASON, by=treasurer, version=record.version)
    come_back()
    about.state, about.received, about.explained = "returned", None, False
    about.failed.append(record.sp2d_number)
    # What was to go back of it came back by itself, and the distributor begins anew.
    for owed in returns:
        owed.state = "withdrawn"
    about.deliveries = dict.fromkeys(about.deliveries, "waiting")
    return True


def settle_retur(world: World) -> bool:
    """Paid again by another SP2D, or given up: then the instalment is free for another SPP."""
    key = world.payment("returned")
    if key is None:
        return False
    about, record = world.ledger.payments[key], record_of(key)
    office = world.ledger.office_of(about.instalment)
    if world.dice.random() < 0.7:
        finance = world.by("finance", office)
        repay_disbursement(
            disbursement=record,
            sp2d_number=sp2d_number(world),
            sp2d_date=world.clock.today,
            by=finance,
            version=record.version,
        )
        arrived(world, key)
        return True

    def cancel() -> None:
        cancel_disbursement(
            disbursement=record_of(key), reason=REASON, by=world.by("ppspm", office), version=record.version
        )

    if world.ledger.handed_out_by_another(key):
        world.refused(cancel)
        return True
    cancel()
    about.state = "cancelled"
    return True
