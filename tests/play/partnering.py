"""Steps about LKS, budget lines and agreements. Each is taken if it can be, written into the ledger, and says so."""

from __future__ import annotations

from datetime import timedelta

from grants.actions import record_allocation, revise_allocation
from grants.models import Allocation
from partners.actions import (
    BudgetLineInput,
    InstalmentInput,
    activate_agreement,
    approve_addendum,
    ask_for_lift,
    draft_addendum,
    draft_agreement,
    grant_lift,
    propose_addendum,
    propose_agreement,
    revise_addendum,
    revise_extension,
)
from partners.actions.terminations import approve_termination, ask_for_termination
from partners.models import Addendum, Partner
from partners.models import Agreement as AgreementRecord
from partners.terms import terms_of
from tests.cast import INSTALMENTS
from tests.grants.paper import scan
from tests.play.records import Agreement, Instalment, Line
from tests.play.records import Partner as LedgerPartner
from tests.play.world import OFFICES, REASON, World
from tests.workbooks.identity import BUDGET_LINES

ACCOUNTS = ("571111", "572111")
CEILING = 10**12
REGENCIES = (("Kabupaten Bogor", "Jawa Barat"), ("Kabupaten Subang", "Jawa Barat"), ("Kabupaten Gowa", ""))
_LASTS = timedelta(days=420)
#: Of so many agreements one has its reports read from real workbooks; those of the others are written into the tables.
_WORKBOOKS = 50


def record_line(world: World) -> bool:
    """Budget lines of this year and the next, of each account, at each office."""
    today = world.clock.today
    wanted = [
        (office, year, account)
        for office in (world.cast.office(key).pk for key in OFFICES)
        for year in (today.year, today.year + 1)
        for account in ACCOUNTS
    ]
    known = {(line.office, line.year, line.account) for line in world.ledger.lines.values()}
    missing = world.one(each for each in wanted if each not in known)
    if missing is None:
        return False
    office, year, account = missing
    program = "DL" if int(account) % 2 else "DM"
    amount = CEILING + world.dice.randrange(10**6)
    line = record_allocation(
        by=world.by("finance", office),
        year=year,
        program=program,
        activity="6400",
        kro="QEA",
        ro="001",
        component="051",
        account=account,
        description="Bantuan ATENSI melalui LKS",
        amount=amount,
    )
    world.ledger.lines[line.pk] = Line(office, year, account, amount, program)
    world.concerns(line=line.pk)
    return True


def revise_line(world: World) -> bool:
    """A revision of the DIPA; to less than is in use it is refused."""
    found = world.one(world.ledger.lines.items())
    if found is None:
        return False
    key, line = found
    by, used = world.by("finance", line.office), world.ledger.used_of(key)

    def revise(amount: int) -> None:
        record = Allocation.objects.get(pk=key)
        number = f"REV-{world.number()}"
        revise_allocation(
            allocation=record,
            by=by,
            revision=record.revision,
            document=number,
            decided_on=world.clock.today,
            reason=REASON,
            amount=amount,
        )

    if used:
        world.refused(lambda: revise(used - 1))
    amount = CEILING + world.dice.randrange(10**6)
    if amount == line.amount:
        return False
    revise(amount)
    line.amount = amount
    world.concerns(line=key)
    return True


def register(world: World) -> bool:
    """An LKS with its papers, officers and account."""
    ledger, number = world.ledger, len(world.ledger.partners) + 1
    if len(ledger.partners) >= world.size.partners:
        return False
    office = world.dice.choice(list(OFFICES))
    regency, province = world.dice.choice(REGENCIES)
    partner = world.cast.partner(
        f"LKS Contoh {number:04d}",
        finance=f"{OFFICES[office]}finance",
        registration_number=f"TD/{number:04d}",
    )
    Partner.objects.filter(pk=partner.pk).update(regency=regency, province=province)
    ledger.partners[partner.pk] = LedgerPartner(partner.office_id, regency, province)
    return True


def agree(world: World) -> bool:
    """An agreement in force with an LKS that has none; then with one of them again, best one that is late."""
    ledger = world.ledger
    bound = {one.partner for one in ledger.agreements.values()}
    partner = world.one(key for key in ledger.partners if key not in bound)
    if partner is None and len(bound) == world.size.partners and len(ledger.agreements) < world.size.agreements:
        late = {ledger.partner_of(key) for key in ledger.reports if overdue(world, key)}
        partner = world.one(sorted(late)) or (world.one(sorted(bound)) if world.dice.random() < 0.05 else None)
    if partner is None:
        return False
    number = len(ledger.agreements)
    by_post, plain = number * world.size.by_post % 100 < world.size.by_post, number % _WORKBOOKS != 0
    if not plain:
        lines = [
            BudgetLineInput(each.code, each.description, each.volume, each.unit, each.unit_price)
            for each in BUDGET_LINES
        ]
        amounts, by_post = list(INSTALMENTS), False
    else:
        first = world.dice.randrange(5_000_000, 40_000_000)
        amounts = [first if by_post else world.dice.randrange(5_000_000, 40_000_000) for _ in range(world.size.parts)]
        half = sum(amounts) // 2
        lines = [
            BudgetLineInput("K.01", "Permakanan", 1, "paket", half),
            BudgetLineInput("K.02", "Pelatihan", 1, "paket", sum(amounts) - half),
        ]
    agreement = _drafted(world, partner, amounts, lines)
    office = ledger.partners[partner].office
    _propose(world, agreement, partner)
    activate_agreement(agreement=agreement, by=world.by("ppk", office), version=agreement.version)
    ledger.agreements[agreement.pk] = Agreement(partner, sum(amounts), by_post=by_post, plain=plain)
    for part in agreement.instalments.order_by("number"):
        ledger.add_instalment(part.pk, Instalment(agreement.pk, part.number, amounts[part.number - 1]))
    world.concerns(agreement.pk)
    return True


def _drafted(world: World, partner: int, amounts: list[int], lines: list[BudgetLineInput]) -> AgreementRecord:
    today = world.clock.today
    return draft_agreement(
        partner=Partner.objects.get(pk=partner),
        by=world.by("finance", world.ledger.partners[partner].office),
        number=f"{world.number():05d}/PKS/CONTOH",
        title="Dukungan ATENSI (contoh)",
        signed_on=today,
        starts_on=today,
        ends_on=today + _LASTS,
        purpose="rehabilitasi",
        form="uang",
        approach="komunitas",
        components=["hidup_layak", "keluarga", "vokasional", "aksesibilitas"],
        scope="Permakanan dan pelatihan.",
        value=sum(amounts),
        # Every fourth is overdue soon: its LKS gets no further agreement without leave.
        report_within_days=world.dice.choice((20, 365, 365, 365)),
        budget_lines=lines,
        instalments=[
            InstalmentInput(number=number, amount=amount, planned_on=today + timedelta(days=60 * number))
            for number, amount in enumerate(amounts, start=1)
        ],
    )


def _propose(world: World, agreement: AgreementRecord, partner: int) -> None:
    """Refused while a report of the LKS is overdue; then two persons set that aside for a while."""
    ledger, office = world.ledger, world.ledger.partners[partner].office

    def propose() -> None:
        propose_agreement(agreement=agreement, by=world.by("finance", office), version=agreement.version)

    late = [key for key in ledger.reports if ledger.partner_of(key) == partner and overdue(world, key)]
    lifted, until = ledger.partners[partner].lifted, world.clock.today + timedelta(days=30)
    if any(key not in lifted or lifted[key] < world.clock.today for key in late):
        world.refused(propose)
        world.sanctions += 1
        agreement.refresh_from_db()
        lift = ask_for_lift(
            partner=agreement.partner,
            by=world.by("ppk", office),
            because="LKS satu-satunya di kabupaten ini.",
            valid_until=until,
        )
        grant_lift(lift=lift, by=world.by("kpa", office), version=lift.version)
        lifted |= dict.fromkeys(late, until)
    propose()


def overdue(world: World, instalment: int) -> bool:
    """Whether the report on money that is there is late."""
    report, living = world.ledger.reports[instalment], world.ledger.living(instalment)
    there = living is not None and world.ledger.payments[living].state == "paid"
    return there and report.accepted_on is None and report.due_on < world.clock.today


def amend(world: World) -> bool:
    """An addendum that moves value, RAB and an instalment that nobody has asked for; or one that only runs longer."""
    ledger = world.ledger
    key = world.active(lambda one: one.plain and not one.by_post)
    if key is None:
        return False
    office, agreement = world.office_of(key), AgreementRecord.objects.get(pk=key)
    if world.clock.today > agreement.ends_on:
        return False
    free = [part for part in ledger.agreements[key].parts if ledger.living(part) is None]
    part = world.one(free) if world.dice.random() < 0.7 else None
    kind = Addendum.Kind.EXTENSION if part is None else Addendum.Kind.TERMS
    by, terms = world.by("finance", office), terms_of(agreement)
    addendum = draft_addendum(agreement=agreement, by=by, kind=kind, because=REASON)
    more = world.dice.randrange(1_000, 3_000_000)
    if part is None:
        ends_on = terms.ends_on + timedelta(days=7)
        revise_extension(addendum=addendum, by=by, version=addendum.version, because=REASON, ends_on=ends_on)
    else:
        number = ledger.instalments[part].number
        revise_addendum(
            addendum=addendum,
            by=by,
            version=addendum.version,
            because=REASON,
            value=terms.value + more,
            ends_on=terms.ends_on,
            budget_lines=[
                BudgetLineInput(one.code, one.description, 1, one.unit, one.unit_price + more * (one.code == "K.01"))
                for one in terms.budget
            ],
            instalments=[
                InstalmentInput(one.number, one.amount + more * (one.number == number), one.planned_on)
                for one in terms.instalments
            ],
        )
    propose_addendum(addendum=addendum, by=by, version=addendum.version)
    approve_addendum(
        addendum=addendum,
        by=world.by("ppk", office),
        version=addendum.version,
        number=f"{world.number():05d}/ADD",
        signed_on=world.clock.today,
        upload=scan(f"adendum-{world.number()}.png"),
    )
    if part is not None:
        ledger.agreements[key].value += more
        ledger.instalments[part].amount += more
    return True


def terminate(world: World) -> bool:
    """An agreement ended before its time: what is on its way stays so, and nothing new is asked for."""
    key = world.active(lambda one: one.plain)
    if key is None or world.dice.random() < 0.95:
        return False
    agreement = AgreementRecord.objects.get(pk=key)
    today = world.clock.today
    if not agreement.starts_on <= today < agreement.ends_on:
        return False
    office = world.office_of(key)
    asked = ask_for_termination(
        agreement=agreement,
        by=world.by("finance", office),
        version=agreement.version,
        reason=REASON,
        terminated_on=today,
        upload=scan(f"dasar-{world.number()}.png"),
    )
    approve_termination(termination=asked, by=world.by("ppk", office), version=asked.version)
    world.ledger.agreements[key].state = "terminated"
    return True
