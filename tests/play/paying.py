"""Steps of a payment: SPP, SPM, SP2D, one by one or many together, and what the LKS says of the receipt."""

from __future__ import annotations

from grants.actions import approve_disbursement, propose_disbursement, record_sp2d, reject_disbursement
from grants.actions.batches import Ticked, approve_batch, fill_batch, make_batch
from grants.actions.receipts import confirm_receipt, explain_difference
from grants.models import Allocation, Disbursement
from grants.models import Decree as DecreeRecord
from partners.models import Instalment as InstalmentRecord
from tests.play.records import Payment, Report
from tests.play.world import OFFICES, REASON, World


def record_of(key: int) -> Disbursement:
    return Disbursement.objects.get(pk=key)


def propose(world: World) -> bool:
    """The next instalment of an agreement, from a line of this year; before its turn without leave, and beyond what the
    decree gives, it is refused."""
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

    opens, leave = ledger.gate(part, world.today_at(office))
    if not opens or not ledger.payable(key, ledger.instalments[part].amount):
        world.refused(ask)
        return False
    payment = ask()
    amount = ledger.instalments[part].amount
    ledger.add_payment(payment.pk, Payment(part, line, in_force, amount, by_post=by_post, leave=leave))
    if leave is not None:
        ledger.leaves[leave].state = "used"
        world.leaves_used += 1
    world.touch(payment.pk)
    # Asked for twice it is refused: one instalment is paid once.
    world.refused(ask)
    return True


def decide(world: World) -> bool:
    """The PPSPM issues the SPM, or refuses; of an agreement that has ended, or by a decree that was replaced, there is
    only the second."""
    key = world.payment("proposed")
    if key is None:
        return False
    ledger, record = world.ledger, record_of(key)
    about = ledger.payments[key]
    ppspm = world.by("ppspm", ledger.office_of(about.instalment))
    number, today = f"{world.number():05d}/SPM", world.clock.today

    def approve() -> None:
        approve_disbursement(disbursement=record, spm_number=number, spm_date=today, by=ppspm, version=record.version)

    may = ledger.approvable(key)
    if may and world.dice.random() < 0.85:
        approve()
        about.state = "approved"
        return True
    if not may:
        world.refused(approve)
        record = record_of(key)
    reject_disbursement(disbursement=record, reason=REASON, by=ppspm, version=record.version)
    about.state = "rejected"
    return True


def decide_together(world: World) -> bool:
    """Many SPP of an office in one batch: what may be approved is, and holds nothing else back."""
    ledger = world.ledger
    office = world.cast.office(world.dice.choice(list(OFFICES))).pk
    waiting = [
        key
        for key, one in ledger.payments.items()
        if one.state == "proposed" and one.batch is None and ledger.office_of(one.instalment) == office
    ]
    if not waiting:
        return False
    chosen = world.dice.sample(waiting, (len(waiting) + 1) // 2)
    finance = world.by("finance", office)
    batch = make_batch(title=f"Kumpulan {world.number()}", by=finance)
    fill_batch(batch=batch, chosen=frozenset(chosen), by=finance)
    ledger.batches[batch.pk] = office
    ticked = {}
    for key in chosen:
        ledger.payments[key].batch = batch.pk
        ticked[key] = Ticked(record_of(key).version, f"{world.number():05d}/SPM")
    ppspm = world.by("ppspm", office)
    outcomes = approve_batch(batch=batch, chosen=ticked, spm_date=world.clock.today, by=ppspm)
    for key in sorted(chosen):
        if ledger.approvable(key):
            ledger.payments[key].state = "approved"
    approved = {outcome.payment.pk for outcome in outcomes if outcome.approved}
    assert approved == {key for key in chosen if ledger.payments[key].state == "approved"}
    for key in chosen:
        world.touch(key)
    return True


def sp2d_number(world: World) -> str:
    return f"99{world.number():013d}"


def arrived(world: World, key: int) -> None:
    """What a payment that arrives changes: the report is awaited, a distributor begins."""
    ledger = world.ledger
    about, today = ledger.payments[key], world.clock.today
    about.state, about.paid_on = "paid", today
    report = InstalmentRecord.objects.get(pk=about.instalment).report
    ledger.reports[about.instalment] = Report(report.due_on)
    if about.by_post and not about.deliveries:
        about.shares = ledger.open_shares(ledger.agreement_of(key))
        about.deliveries = dict.fromkeys(about.shares, "waiting")
        # What is handed out is just what was paid.
        assert sum(about.shares.values()) == about.amount, key


def pay(world: World) -> bool:
    """The SP2D; the same page sent twice pays once."""
    key = world.payment("approved")
    if key is None:
        return False
    record, finance = record_of(key), world.by("finance", world.ledger.office_of(world.ledger.payments[key].instalment))
    seen, today = record.version, world.clock.today
    record_sp2d(disbursement=record, sp2d_number=sp2d_number(world), sp2d_date=today, by=finance, version=seen)
    world.refused(
        lambda: record_sp2d(
            disbursement=record_of(key), sp2d_number=sp2d_number(world), sp2d_date=today, by=finance, version=seen
        )
    )
    arrived(world, key)
    return True


def receive(world: World) -> bool:
    """The LKS says what came in; now and then another sum than was paid."""
    key = world.payment("paid", also=lambda one: one.received is None)
    if key is None:
        return False
    about, record = world.ledger.payments[key], record_of(key)
    nobody = all(one.received in (None, one.amount) for one in world.ledger.payments.values())
    amount = about.amount - (7 if nobody or world.dice.random() < 0.2 else 0)
    treasurer = world.treasurer(world.ledger.partner_of(about.instalment))
    confirm_receipt(
        disbursement=record, amount=amount, received_on=world.clock.today, by=treasurer, version=record.version
    )
    about.received, about.explained = amount, False
    return True


def explain(world: World) -> bool:
    """Finance finds out why another sum came in."""
    key = world.payment(
        "paid", "accounted", also=lambda one: one.received not in (None, one.amount) and not one.explained
    )
    if key is None:
        return False
    about, record = world.ledger.payments[key], record_of(key)
    finance = world.by("finance", world.ledger.office_of(about.instalment))
    explain_difference(disbursement=record, reason=REASON, by=finance, version=record.version)
    about.explained = True
    return True
