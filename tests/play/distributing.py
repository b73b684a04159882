"""Steps of a distributor: what it hands out, and what it gives back."""

from __future__ import annotations

from grants.actions.deliveries import fail_delivery, record_delivery, return_undelivered, start_clock
from grants.models import Delivery, TreasuryReturn
from tests.play.paying import record_of
from tests.play.records import Owed
from tests.play.world import REASON, World

_UNDELIVERED = TreasuryReturn.Kind.UNDELIVERED.value


def _going_back(world: World, key: int) -> bool:
    return bool(world.ledger.owed_by(world.ledger.payments[key].instalment, _UNDELIVERED))


def deliver(world: World) -> bool:
    """The distributor hands out to some, others cannot be found."""
    key = world.payment("paid", also=lambda one: "waiting" in one.deliveries.values())
    if key is None or _going_back(world, key):
        return False
    about, record = world.ledger.payments[key], record_of(key)
    finance, today = world.by("finance", world.ledger.office_of(about.instalment)), world.clock.today
    if record.distributor_received_on is None:
        start_clock(disbursement=record, received_on=today, by=finance, version=record.version)
    waiting = list(record.deliveries.filter(state="waiting").select_related("recipient"))
    some = world.dice.sample(waiting, (len(waiting) + 1) // 2)
    ticked = {one.pk: one.version for one in some}
    if world.dice.random() < 0.8:
        record_delivery(
            disbursement=record, ticked=ticked, delivered_on=today, handed_over_by="Petugas Contoh", by=finance
        )
        state = "delivered"
    else:
        fail_delivery(disbursement=record, ticked=ticked, reason=REASON, by=finance)
        state = "undelivered"
    for one in some:
        about.deliveries[one.recipient.nik] = state
    return True


def give_back_undelivered(world: World) -> bool:
    """What was not handed out goes back once nobody waits any more, or the days are over."""
    key = world.payment("paid", also=lambda one: one.by_post and one.paid_on is not None)
    if key is None or _going_back(world, key):
        return False
    about, record = world.ledger.payments[key], record_of(key)
    begins = record.distributor_received_on or record.sp2d_date
    assert begins is not None
    late = (world.clock.today - begins).days > 30
    if "waiting" in about.deliveries.values() and not late:
        return False
    office = world.ledger.office_of(about.instalment)
    left = [nik for nik, state in about.deliveries.items() if state != "delivered"]
    finance = world.by("finance", office)
    amount = sum(about.shares[nik] for nik in left)
    # More than was paid and does not go back already, as by an audit's finding, cannot.
    found = sum(owed.amount for owed in world.ledger.owed_by(about.instalment, "temuan"))
    if not left or amount > about.amount - found:
        world.refused(lambda: return_undelivered(disbursement=record, by=finance))
        return True
    owed = return_undelivered(disbursement=record, by=finance)
    assert owed is not None
    about.deliveries |= dict.fromkeys(left, "undelivered")
    world.ledger.add_return(owed.pk, Owed(about.instalment, _UNDELIVERED, amount, world.today_at(office)))
    return True


def delivered_to(payment: int) -> dict[str, tuple[str, int]]:
    """Keyed index of the NIK → state and rupiah, as the tables have it."""
    rows = Delivery.objects.filter(disbursement=payment).values_list("recipient__nik_index", "state", "amount")
    return {index: (state, amount) for index, state, amount in rows}
