"""Steps of a payment: SPP, SPM, SP2D, retur and payment anew, receipt, and what a distributor hands out."""

from __future__ import annotations

from grants.actions import (
    approve_disbursement,
    cancel_disbursement,
    propose_disbursement,
    record_retur,
    record_sp2d,
    reject_disbursement,
    repay_disbursement,
)
from grants.actions.deliveries import fail_delivery, record_delivery, return_undelivered, start_clock
from grants.actions.receipts import confirm_receipt, take_back_receipt
from grants.models import Allocation, Delivery, Disbursement, TreasuryReturn
from grants.models import Decree as DecreeRecord
from partners.models import Instalment as InstalmentRecord
from tests.grants.paper import scan
from tests.play.ledger import Owed, Payment, Report
from tests.play.world import REASON, World


def _record(key: int) -> Disbursement:
    return Disbursement.objects.get(pk=key)


def propose(world: World) -> bool:
    """The next instalment of an agreement, from a line of this year; before its turn, and beyond what the decree gives,
    it is refused."""
    ledger, today = world.ledger, world.clock.today
    key = world.active(lambda one: any(ledger.living(part) is None for part in one.parts))
    if key is None or ledger.in_force(key) is None:
        return False
    parts = ledger.agreements[key].parts
    left = [part for part in parts if ledger.living(part) is None]
    part = left[0] if world.dice.random() < 0.9 else left[-1]
    office = world.office_of(key)
    lines = [one for one, line in ledger.lines.items() if (line.office, line.year) == (office, today.year)]
    line, in_force = world.one(lines), ledger.in_force(key)
    if line is None or in_force is None:
        return False
    by_post = ledger.agreements[key].by_post

    def ask() -> Disbursement:
        return propose_disbursement(
            instalment=InstalmentRecord.objects.get(pk=part),
            allocation=Allocation.objects.get(pk=line),
            decree=DecreeRecord.objects.get(pk=in_force),
            spp_number=f"{world.number():05d}/SPP",
            spp_date=today,
            channel="penyalur" if by_post else "ls",
            distributor="PT Pos Contoh" if by_post else "",
            by=world.by("finance", office),
        )

    in_turn = all(_accounted(world, one) for one in parts[: parts.index(part)])
    if not in_turn or not ledger.payable(key, ledger.instalments[part].amount):
        world.refused(ask)
        return False
    payment = ask()
    ledger.add_payment(payment.pk, Payment(part, line, in_force, ledger.instalments[part].amount, by_post=by_post))
    world.touch(payment.pk)
    # Asked for twice it is refused: one instalment is paid once.
    world.refused(ask)
    return True


def _accounted(world: World, instalment: int) -> bool:
    living = world.ledger.living(instalment)
    return living is not None and world.ledger.payments[living].state == "accounted"


def decide(world: World) -> bool:
    """The PPSPM issues the SPM, or refuses; of an agreement that has ended, or by a decree that was replaced, there is
    only the second."""
    key = world.payment("proposed")
    if key is None:
        return False
    ledger, record = world.ledger, _record(key)
    about = ledger.payments[key]
    ppspm = world.by("ppspm", ledger.office_of(about.instalment))
    number, today = f"{world.number():05d}/SPM", world.clock.today

    def approve() -> None:
        approve_disbursement(disbursement=record, spm_number=number, spm_date=today, by=ppspm, version=record.version)

    active = ledger.agreements[ledger.instalments[about.instalment].agreement].state == "active"
    active = active and ledger.decrees[about.decree].state != "replaced"
    if active and world.dice.random() < 0.85:
        approve()
        about.state = "approved"
        return True
    if not active:
        world.refused(approve)
        record = _record(key)
    reject_disbursement(disbursement=record, reason=REASON, by=ppspm, version=record.version)
    about.state = "rejected"
    return True


def _sp2d(world: World) -> str:
    return f"99{world.number():013d}"


def _paid(world: World, key: int) -> None:
    """What a payment that arrives changes: the report is awaited, a distributor begins."""
    ledger = world.ledger
    about, today = ledger.payments[key], world.clock.today
    about.state, about.paid_on = "paid", today
    report = InstalmentRecord.objects.get(pk=about.instalment).report
    ledger.reports[about.instalment] = Report(report.due_on)
    if about.by_post and not about.deliveries:
        about.shares = ledger.open_shares(ledger.instalments[about.instalment].agreement)
        about.deliveries = dict.fromkeys(about.shares, "waiting")


def pay(world: World) -> bool:
    """The SP2D; the same page sent twice pays once."""
    key = world.payment("approved")
    if key is None:
        return False
    record, finance = _record(key), world.by("finance", world.ledger.office_of(world.ledger.payments[key].instalment))
    seen, today = record.version, world.clock.today
    record_sp2d(disbursement=record, sp2d_number=_sp2d(world), sp2d_date=today, by=finance, version=seen)
    world.refused(
        lambda: record_sp2d(
            disbursement=_record(key), sp2d_number=_sp2d(world), sp2d_date=today, by=finance, version=seen
        )
    )
    _paid(world, key)
    return True


def retur(world: World) -> bool:
    """The bank sends it back; what somebody was given already, and what is accounted for, cannot come back."""
    key = world.payment("paid", "accounted", also=lambda one: one.returs < 2)
    if key is None or world.dice.random() < 0.6:
        return False
    about, record = world.ledger.payments[key], _record(key)
    finance, today = world.by("finance", world.ledger.office_of(about.instalment)), world.clock.today

    def come_back() -> None:
        record_retur(
            disbursement=record,
            returned_on=today,
            bank_reason="Rekening tutup",
            upload=scan(),
            by=finance,
            version=record.version,
        )

    returns = world.ledger.owed_by(about.instalment)
    paid_in = any(owed.state != "open" for owed in returns)
    if about.state == "accounted" or "delivered" in about.deliveries.values() or paid_in:
        world.refused(come_back)
        return True
    if about.received is not None:
        world.refused(come_back)
        treasurer = world.treasurer(world.ledger.partner_of(about.instalment))
        take_back_receipt(disbursement=record, reason=REASON, by=treasurer, version=record.version)
    come_back()
    about.state, about.received, about.returs = "returned", None, about.returs + 1
    # What was to go back of it came back by itself, and the distributor begins anew.
    for owed in returns:
        owed.state = "withdrawn"
    about.deliveries = dict.fromkeys(about.deliveries, "waiting")
    return True


def _going_back(world: World, key: int) -> bool:
    return bool(world.ledger.owed_by(world.ledger.payments[key].instalment))


def settle_retur(world: World) -> bool:
    """Paid again by another SP2D, or given up: then the instalment is free for another SPP."""
    key = world.payment("returned")
    if key is None:
        return False
    about, record = world.ledger.payments[key], _record(key)
    office = world.ledger.office_of(about.instalment)
    if world.dice.random() < 0.7:
        finance = world.by("finance", office)
        repay_disbursement(
            disbursement=record,
            sp2d_number=_sp2d(world),
            sp2d_date=world.clock.today,
            by=finance,
            version=record.version,
        )
        _paid(world, key)
    else:
        cancel_disbursement(disbursement=record, reason=REASON, by=world.by("ppspm", office), version=record.version)
        about.state = "cancelled"
    return True


def receive(world: World) -> bool:
    """The LKS says what came in; now and then another sum than was paid."""
    key = world.payment("paid", also=lambda one: one.received is None)
    if key is None:
        return False
    about, record = world.ledger.payments[key], _record(key)
    amount = about.amount - (7 if world.dice.random() < 0.2 else 0)
    treasurer = world.treasurer(world.ledger.partner_of(about.instalment))
    confirm_receipt(
        disbursement=record, amount=amount, received_on=world.clock.today, by=treasurer, version=record.version
    )
    about.received = amount
    return True


def deliver(world: World) -> bool:
    """The distributor hands out to some, others cannot be found."""
    key = world.payment("paid", also=lambda one: "waiting" in one.deliveries.values())
    if key is None or _going_back(world, key):
        return False
    about, record = world.ledger.payments[key], _record(key)
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
    about, record = world.ledger.payments[key], _record(key)
    begins = record.distributor_received_on or record.sp2d_date
    assert begins is not None
    late = (world.clock.today - begins).days > 30
    if "waiting" in about.deliveries.values() and not late:
        return False
    office = world.ledger.office_of(about.instalment)
    left = [nik for nik, state in about.deliveries.items() if state != "delivered"]
    finance = world.by("finance", office)
    if not left:
        world.refused(lambda: return_undelivered(disbursement=record, by=finance))
        return True
    owed = return_undelivered(disbursement=record, by=finance)
    amount = sum(about.shares[nik] for nik in left)
    assert owed is not None
    about.deliveries |= dict.fromkeys(left, "undelivered")
    kind = TreasuryReturn.Kind.UNDELIVERED.value
    world.ledger.returns[owed.pk] = Owed(about.instalment, kind, amount, world.today_at(office))
    return True


def delivered_to(payment: int) -> dict[str, str]:
    """NIK → state, as the tables have it."""
    rows = Delivery.objects.filter(disbursement=payment).select_related("recipient")
    return {row.recipient.nik: row.state for row in rows}
