"""Sums of budget lines, agreements, payments and returns, as the system has them and as the ledger reckons them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from accounts.models import User
from desk.figures import office_figures
from grants.models import Allocation, Decree, Disbursement, GateException, Retur, TreasuryReturn
from grants.totals import Totals, totals_of
from grants.workflow import DISBURSEMENT, TREASURY_RETURN
from partners.models import Agreement, BudgetLine
from tests.play.distributing import delivered_to
from tests.play.records import PAID
from tests.play.sums import Sums
from vault.private import keyed_index

#: The NIK of a thousand people, told again after each step.
index_of = cache(keyed_index)


def lines(sums: Sums, keys: Iterable[int]) -> None:
    ledger, keys = sums.world.ledger, list(keys)
    for line in Allocation.objects.filter(pk__in=keys).with_use() if keys else ():
        about, used = ledger.lines[line.pk], ledger.used_of(line.pk)
        sums.same(f"{line}", (line.amount, line.used, line.remaining), (about.amount, used, about.amount - used))
        sums.same(f"{line}, committed", line.committed(), used)


def agreement(sums: Sums, key: int) -> None:
    """Value, instalments and RAB tie; all that hangs on them is as reckoned, down to what each person was handed."""
    ledger, record = sums.world.ledger, Agreement.objects.get(pk=key)
    about = ledger.agreements[key]
    told, parts = f"agreement {record.number}", set(about.parts)
    planned = sum(ledger.instalments[part].amount for part in parts)
    tied = (record.state, record.value, record.instalment_total(), record.budget_total())
    sums.same(told, tied, (about.state, about.value, planned, about.value))
    used = BudgetLine.objects.filter(agreement=key, used__gt=0).values_list("code", "used")
    sums.same(f"{told}, used", dict(used), {code.upper(): each for code, each in about.used.items() if each})
    payments = {pk: ledger.payments[pk] for part in parts for pk in ledger.instalments[part].payments}
    goes = {
        pk: sum(owed.amount for owed in ledger.owed_by(one.instalment) if owed.kind != "bunga")
        if one.state in PAID
        else 0
        for pk, one in payments.items()
    }
    columns = ("pk", "state", "amount", "decree", "batch", "exception", "received_amount", "going_back")
    shown = Disbursement.objects.filter(instalment__agreement=key).values_list(*columns)
    expected = {
        (pk, one.state, one.amount, one.decree, one.batch, one.leave, one.received, goes[pk])
        for pk, one in payments.items()
    }
    sums.same(f"{told}, payments", set(shown), expected)
    failed = Retur.objects.filter(disbursement__instalment__agreement=key).values_list("disbursement", "sp2d_number")
    sums.same(f"{told}, returs", set(failed), {(pk, number) for pk, one in payments.items() for number in one.failed})
    returns = TreasuryReturn.objects.filter(instalment__agreement=key).values_list("pk", "kind", "state", "amount")
    owed = {pk: ledger.returns[pk] for part in parts for pk in ledger.instalments[part].returns}
    sums.same(f"{told}, returns", set(returns), {(pk, one.kind, one.state, one.amount) for pk, one in owed.items()})
    leaves = {(pk, one.state, one.valid_until) for pk, one in ledger.leaves.items() if one.instalment in parts}
    asked = GateException.objects.filter(instalment__agreement=key).values_list("pk", "state", "valid_until")
    sums.same(f"{told}, exceptions", set(asked), leaves)
    decrees = {pk: ledger.decrees[pk] for pk in about.decrees}
    listed = Decree.objects.filter(agreement=key).annotate(sum=Sum("recipients__amount"))
    reckoned = {(pk, one.state, sum((one.people or {}).values()) or None) for pk, one in decrees.items()}
    sums.same(f"{told}, decrees", set(listed.values_list("pk", "state", "sum")), reckoned)
    for pk, one in payments.items():
        if one.by_post:
            gone = {index_of(nik): (state, one.shares[nik]) for nik, state in one.deliveries.items()}
            sums.same(f"{told}, deliveries", delivered_to(pk), gone)


def money_page(sums: Sums, key: int) -> None:
    """The sums at the head of an agreement's money page, as a reader gets them."""
    world, ledger = sums.world, sums.world.ledger
    browser = Client()
    finance = world.by("finance", world.office_of(key))
    browser.force_login(finance, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = browser.get(reverse("grants:agreement_money", args=[key])).context
    parts = ledger.agreements[key].parts
    own = [one for one in ledger.payments.values() if one.instalment in parts]
    back = [one for one in ledger.returns.values() if one.instalment in parts and one.state == "confirmed"]
    sums.same(
        f"money page of agreement {key}",
        (shown["paid"], shown["accounted"], shown["returned"]),
        (
            sum(one.amount for one in own if one.state in PAID),
            sum(one.amount for one in own if one.state == "accounted"),
            sum(one.amount for one in back),
        ),
    )


def states(sums: Sums, reader: User, office: int | None, partner: int | None = None) -> None:
    """Payments and returns by state, and the tiles of the first page: of an office, of an LKS, or of all."""
    ledger = sums.world.ledger
    payments = ledger.by_state(ledger.payments.values(), office, partner)
    returns = ledger.by_state(ledger.returns.values(), office, partner)
    told = f"{reader.email}, "
    sums.same(f"{told}payments", _told(totals_of(Disbursement.objects.visible_to(reader), DISBURSEMENT)), payments)
    sums.same(f"{told}returns", _told(totals_of(TreasuryReturn.objects.visible_to(reader), TREASURY_RETURN)), returns)
    tiles = {one.label: one.amount for one in office_figures(reader)}

    def amount(of: dict[str, tuple[int, int]], *wanted: str) -> int:
        return sum(of.get(state, (0, 0))[1] for state in wanted)

    sums.same(f"{told}Disalurkan", tiles["Disalurkan"], amount(payments, *PAID))
    sums.same(f"{told}Laporan diterima", tiles["Laporan diterima"], amount(payments, "accounted"))
    sums.same(f"{told}Laporan belum diterima", tiles["Laporan belum diterima"], amount(payments, "paid"))
    sums.same(f"{told}Sisa belum kembali", tiles["Sisa belum kembali"], amount(returns, "open", "deposited"))
    if partner is None:
        today = sums.world.clock.today
        own = [one for one in ledger.lines.values() if one.year == today.year and office in (None, one.office)]
        sums.same(f"{told}Alokasi", tiles["Alokasi"], sum(one.amount for one in own))


def _told(totals: Totals) -> dict[str, tuple[int, int]]:
    return {one.state: (one.count, one.amount) for one in totals.states}
