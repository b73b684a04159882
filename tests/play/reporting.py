"""Steps of a report: accepted, and what is left of the money goes back to the treasury."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from beneficiaries.models import Aid as AidRecord
from desk.demo.papers import Expense, Filling, bank_slip, case_papers, fill, receipt
from grants.actions import confirm_return, deposit_return, refuse_return
from grants.models import TreasuryReturn
from regulations.cashbook import code_key
from reports.actions import attach_many, sign_report, submit_report, upload_workbook
from reports.actions.review import accept_report, verify_report
from reports.facts import template_identity
from reports.intake.layout import VERSION
from reports.models import Entry, Report, Revision
from reports.statement import signing_digest
from tests.grants.paper import scan
from tests.play.records import Aid, Owed, Service
from tests.play.world import REASON, World
from tests.templates import template_of
from vault.door import receive
from vault.kinds import EVIDENCE

_KIND = TreasuryReturn.Kind
#: Component and form of what the workbook says was given.
_KINDLY = ("hidup_layak", "barang")


def account(world: World) -> bool:
    """A report is accepted: with a remainder, with bank interest, or without either."""
    ledger = world.ledger
    key = world.payment("paid", also=lambda one: "waiting" not in one.deliveries.values())
    if key is None:
        return False
    about = ledger.payments[key]
    instalment = about.instalment
    agreement, office = ledger.instalments[instalment].agreement, ledger.office_of(instalment)
    report = Report.objects.get(instalment=instalment)
    back = sum(owed.amount for owed in ledger.owed_by(instalment, _KIND.UNDELIVERED.value))
    found = sum(owed.amount for owed in ledger.owed_by(instalment, _KIND.AUDIT.value))
    if about.undelivered > back:
        return False  # is refused, as tests of reports have it; here it would only be said again each day
    got = about.amount - back - found
    # What could not be handed out is a part of what is left, and has its return already. What an audit does not let
    # stand goes back besides, and of the same rupiah not twice.
    remainder = back + world.dice.choice((0, got // 7, got))
    interest = world.dice.choice((0, 0, 1 + about.amount // 1000))
    nik = ""
    if ledger.agreements[agreement].plain:
        spent = _spending(world, about.amount - remainder)
        _hand_in(world, report, spent, received=about.amount, remainder=remainder, interest=interest)
    else:
        if world.clock.today < _of(about.paid_on) + timedelta(days=10) or about.amount < 30_000_000 or about.failed:
            return False
        if back + found > 4_000_000:
            return False
        remainder, interest = 4_000_000, 0
        nik = world.new_nik()
        spent = _hand_in_workbook(world, report, nik, paid_on=_of(about.paid_on), remainder=remainder)
    accept_report(report=report, by=world.by("ppk", office), version=report.version)
    if not ledger.agreements[agreement].plain:
        _written_down(world, report, nik, paid_on=_of(about.paid_on))
    day = world.today_at(office)
    about.state = "accounted"
    ledger.reports[instalment].spent, ledger.reports[instalment].accepted_on = sum(spent.values()), day
    for code, amount in spent.items():
        ledger.agreements[agreement].used[code] += amount
    for kind, amount in ((_KIND.REMAINDER, remainder - back), (_KIND.INTEREST, interest)):
        if amount:
            owed = TreasuryReturn.objects.get(instalment=instalment, kind=kind)
            ledger.add_return(owed.pk, Owed(instalment, kind.value, amount, day))
    return True


def _written_down(world: World, report: Report, nik: str, *, paid_on: date) -> None:
    """Whom the workbook names stands in the register from now on, with what they were given."""
    ledger, agreement = world.ledger, report.instalment.agreement_id
    office = world.office_of(agreement)
    record = AidRecord.objects.get(source=AidRecord.Source.REPORT, source_record=report.pk)
    ledger.clusters[office, nik] = "disabilitas"
    assert record.service_id is not None
    ledger.services[record.service_id] = Service(office, nik, agreement, paid_on - timedelta(days=20), papers=False)
    ledger.aid[record.pk] = Aid(office, nik, agreement, *_KINDLY, 350_000, paid_on + timedelta(days=3))


def _of(day: date | None) -> date:
    assert day is not None
    return day


def _spending(world: World, amount: int) -> dict[str, int]:
    first = world.dice.randrange(amount // 2 + 1)
    return {key: part for key, part in (("k.01", first), ("k.02", amount - first)) if part}


def _hand_in(
    world: World, report: Report, spent: dict[str, int], *, received: int, remainder: int, interest: int
) -> None:
    """A report that the verifier has passed on, its cash book written straight into the tables."""
    partner = report.instalment.agreement.partner
    treasurer, now = world.treasurer(partner.pk), timezone.now()
    sums = {"received": received, "spent": sum(spent.values()), "remainder": remainder, "interest": interest}
    last = report.latest
    revision = Revision.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        workbook=receive(scan(f"lpj-{world.number()}.png"), by=treasurer, accept=EVIDENCE, label="LPJ"),
        layout_version=VERSION,
        uploaded_by=treasurer,
        uploaded_at=now,
        judged_on=world.clock.today,
        **sums,
    )
    Entry.objects.bulk_create(
        Entry(revision=revision, row=row, date=world.clock.today, budget_code=code.upper(), paid=amount)
        for row, (code, amount) in enumerate(spent.items(), start=8)
    )
    verifier = world.by("verifier", partner.office_id)
    passed = {"state": "verified", "submitted_at": now, "verified_at": now, "verified_by": verifier}
    Report.objects.filter(pk=report.pk).update(**sums, **passed)
    report.refresh_from_db()


def _hand_in_workbook(world: World, report: Report, nik: str, *, paid_on: date, remainder: int) -> dict[str, int]:
    """The whole way: workbook filled, uploaded and judged, evidence, signatures, submission, verification."""
    partner = report.instalment.agreement.partner
    treasurer = world.treasurer(partner.pk)
    filling = _filling(report.instalment.amount, world.number(), nik, paid_on=paid_on, remainder=remainder)
    workbook = fill(template_of(template_identity(report.instalment)), filling)
    upload_workbook(report=report, upload=workbook, by=treasurer)
    receipts = [receipt(expense, partner.name) for expense in filling.expenses]
    attach_many(report=report, uploads=[*receipts, *case_papers(filling, str(report))], by=treasurer)
    world.cast.explain(report)
    revision = report.latest
    assert revision is not None
    for person in (treasurer, world.cast.head(partner)):
        sign_report(report=report, by=person, digest=signing_digest(report, revision))
    submit_report(report=report, by=treasurer, version=report.version)
    verify_report(report=report, by=world.by("verifier", partner.office_id), version=report.version)
    spent: dict[str, int] = {}
    for expense in filling.expenses:
        spent[code_key(expense.code)] = spent.get(code_key(expense.code), 0) + expense.amount
    return spent


def _filling(amount: int, number: int, nik: str, *, paid_on: date, remainder: int) -> Filling:
    """A faultless use of the money in three expenses, whose papers have numbers of their own."""
    amounts = (12_000_000, 8_000_000, amount - 20_000_000 - remainder)
    expenses = [
        Expense(
            paid_on + timedelta(days=place),
            f"K-{number}-{place}",
            f"Belanja contoh {place}",
            "Toko Contoh",
            code,
            paid,
            10_000 if paid > 5_000_000 else None,
        )
        for place, (code, paid) in enumerate(zip(("1.1", "1.2", "2.1"), amounts, strict=True), start=1)
    ]
    person = {
        "nik": nik,
        "name": "Penerima Rahasia",
        "cluster": "Penyandang disabilitas",
        "component": "Dukungan pemenuhan hidup layak",
        "form": "Barang",
        "value": 350_000,
        "received_on": paid_on + timedelta(days=3),
        "assessed_on": paid_on - timedelta(days=20),
        "conferred_on": paid_on - timedelta(days=10),
        "handover_number": "BAST-001",
    }
    tax = {
        "evidence_number": f"K-{number}-1",
        "kind": "PPh 22",
        "base": 12_000_000,
        "amount": 180_000,
        "ntpn": f"0A1B{number:012d}",
        "paid_on": paid_on + timedelta(days=8),
    }
    return Filling(paid_on, amount, expenses, [person], [tax])


def settle_return(world: World) -> bool:
    """A return is paid in, its proof refused or confirmed."""
    ledger = world.ledger
    key = world.one(key for key, owed in ledger.returns.items() if owed.state in ("open", "deposited"))
    if key is None:
        return False
    about, record = ledger.returns[key], TreasuryReturn.objects.get(pk=key)
    world.concerns(ledger.instalments[about.instalment].agreement)
    office = ledger.office_of(about.instalment)
    if about.state == "open":
        part = world.dice.randrange(1, about.amount) if about.amount > 1 and world.dice.random() < 0.2 else None
        paid = deposit_return(
            treasury_return=record,
            billing_code=f"{world.number():015d}",
            ntpn=f"{world.number():016d}",
            paid_on=world.clock.today,
            upload=bank_slip(f"Setoran {world.number()}"),
            by=world.by("finance", office)
            if record.is_with_distributor
            else world.treasurer(ledger.partner_of(about.instalment)),
            version=record.version,
            amount=part,
        )
        if part is None:
            about.state = "deposited"
        else:
            # A part is a return of its own from now on, and the rest stays open.
            ledger.add_return(paid.pk, replace(about, amount=part, state="deposited"))
            about.amount -= part
        return True
    another = world.by("ppspm" if record.is_with_distributor else "finance", office)
    if world.dice.random() < 0.2:
        refuse_return(treasury_return=record, reason=REASON, by=another, version=record.version)
        about.state = "open"
        return True
    confirm_return(treasury_return=record, by=another, version=record.version)
    about.state, about.confirmed_on = "confirmed", world.today_at(office)
    return True
