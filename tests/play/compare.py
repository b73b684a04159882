"""The sums that the system shows, beside those of the ledger: each comparison that differs is told in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from accounts.models import Office, User
from desk.figures import office_figures
from desk.waiting import DUTIES
from grants.models import Allocation, Decree, DecreeRecipient, Disbursement, TreasuryReturn
from grants.totals import Totals, totals_of
from grants.workflow import DISBURSEMENT, TREASURY_RETURN
from partners.models import Agreement, BudgetLine
from tests.play.ledger import PAID, Payment
from tests.play.paying import delivered_to
from tests.play.world import OFFICES, World
from yearend.figures import FIGURES
from yearend.filters import groupings
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import YearTable, year_table


@dataclass
class Comparison:
    """Counts what was compared and keeps what differed."""

    world: World
    made: int = 0
    mismatches: list[str] = field(default_factory=list)

    def same(self, what: str, shown: object, reckoned: object) -> None:
        self.made += 1
        if shown != reckoned:
            self.mismatches.append(f"{what}: shown {shown}, reckoned {reckoned}")

    # After each step: what it touched

    def touched(self) -> None:
        """The budget line and the agreement."""
        if self.world.line is not None:
            self.lines([self.world.line])
        if self.world.agreement is not None:
            self.agreement(self.world.agreement)

    def around(self) -> None:
        """The payments and returns of the office, the money page of the agreement, and one table of the year."""
        world, ledger = self.world, self.world.ledger
        if world.agreement is not None:
            office = world.office_of(world.agreement)
            self.states(world.by("finance", office), office)
            self.money_page(world.agreement)
        office_key = world.dice.choice(list(OFFICES))
        office = world.cast.office(office_key).pk
        by = world.dice.choice([by for by in Grouping if by is not Grouping.OFFICE])
        if ledger.lines:
            self.year(world.by("finance", office), office, world.clock.today.year, by)

    def everything(self) -> None:
        """All totals: every line, agreement, pile, and every table of every year, of each office and of all."""
        world = self.world
        self.lines(world.ledger.lines)
        for agreement in world.ledger.agreements:
            self.agreement(agreement)
        years = sorted({line.year for line in world.ledger.lines.values()})
        auditor = world.cast.person("auditor")
        for key in OFFICES:
            office = world.cast.office(key).pk
            finance = world.by("finance", office)
            self.states(finance, office)
            self.piles(office)
            for year in years:
                for by in groupings(finance):
                    self.year(finance, office, year, by)
        self.states(auditor, None)
        for year in years:
            for by in groupings(auditor):
                self.year(auditor, None, year, by)
        self.same("persons on decrees", DecreeRecipient.objects.count(), self._named())

    def _named(self) -> int:
        return sum(len(decree.people or {}) for decree in self.world.ledger.decrees.values())

    # The parts

    def lines(self, keys: Iterable[int]) -> None:
        ledger, keys = self.world.ledger, list(keys)
        for line in Allocation.objects.filter(pk__in=keys).with_use():
            about, used = ledger.lines[line.pk], ledger.used_of(line.pk)
            self.same(f"{line}", (line.amount, line.used, line.remaining), (about.amount, used, about.amount - used))
            self.same(f"{line}, committed", line.committed(), used)

    def agreement(self, key: int) -> None:
        """Value, instalments and RAB tie; decrees, payments, deliveries and what reports used are as reckoned."""
        ledger, record = self.world.ledger, Agreement.objects.get(pk=key)
        about = ledger.agreements[key]
        parts = about.parts
        told = f"{record}"
        planned = sum(ledger.instalments[part].amount for part in parts)
        tied = (record.state, record.value, record.instalment_total(), record.budget_total())
        self.same(told, tied, (about.state, about.value, planned, about.value))
        lines = BudgetLine.objects.filter(agreement=key, used__gt=0).values_list("code", "used")
        self.same(f"{told}, used", dict(lines), {code.upper(): used for code, used in about.used.items() if used})
        payments = {pk: one for pk, one in ledger.payments.items() if one.instalment in parts}
        shown = Disbursement.objects.filter(instalment__agreement=key).values_list("pk", "state", "amount", "decree")
        expected = {(pk, one.state, one.amount, one.decree) for pk, one in payments.items()}
        self.same(f"{told}, payments", set(shown), expected)
        back = dict(Disbursement.objects.filter(instalment__agreement=key).values_list("pk", "going_back"))
        goes = {
            pk: sum(owed.amount for owed in ledger.owed_by(one.instalment) if owed.kind != "bunga")
            for pk, one in payments.items()
        }
        self.same(
            f"{told}, going back", back, {pk: goes[pk] if one.state in PAID else 0 for pk, one in payments.items()}
        )
        returns = TreasuryReturn.objects.filter(instalment__agreement=key).values_list("pk", "kind", "state", "amount")
        owed = {(pk, one.kind, one.state, one.amount) for pk, one in ledger.returns.items() if one.instalment in parts}
        self.same(f"{told}, returns", set(returns), owed)
        sums = Decree.objects.filter(agreement=key).annotate(sum=Sum("recipients__amount"))
        decrees = {pk: one for pk, one in ledger.decrees.items() if one.agreement == key}
        reckoned = {(pk, one.state, sum((one.people or {}).values()) or None) for pk, one in decrees.items()}
        self.same(f"{told}, decrees", set(sums.values_list("pk", "state", "sum")), reckoned)
        for pk, one in payments.items():
            if one.by_post:
                self.same(f"{told}, deliveries", delivered_to(pk), one.deliveries)

    def money_page(self, key: int) -> None:
        """The sums at the head of an agreement's money page, as a reader gets them."""
        world, ledger = self.world, self.world.ledger
        browser = Client()
        finance = world.by("finance", world.office_of(key))
        browser.force_login(finance, backend="allauth.account.auth_backends.AuthenticationBackend")
        shown = browser.get(reverse("grants:agreement_money", args=[key])).context
        parts = ledger.agreements[key].parts
        own = [one for one in ledger.payments.values() if one.instalment in parts]
        back = [one for one in ledger.returns.values() if one.instalment in parts and one.state == "confirmed"]
        self.same(
            f"money page of agreement {key}",
            (shown["paid"], shown["accounted"], shown["returned"]),
            (
                sum(one.amount for one in own if one.state in PAID),
                sum(one.amount for one in own if one.state == "accounted"),
                sum(one.amount for one in back),
            ),
        )

    def states(self, reader: User, office: int | None) -> None:
        """Payments and returns by state, and the tiles of the first page."""
        ledger = self.world.ledger
        payments = ledger.by_state(ledger.payments.values(), office)
        returns = ledger.by_state(ledger.returns.values(), office)
        self.same("payments", _told(totals_of(Disbursement.objects.visible_to(reader), DISBURSEMENT)), payments)
        self.same("returns", _told(totals_of(TreasuryReturn.objects.visible_to(reader), TREASURY_RETURN)), returns)
        tiles = {one.label: one.amount for one in office_figures(reader)}

        def amount(of: dict[str, tuple[int, int]], *states: str) -> int:
            return sum(of.get(state, (0, 0))[1] for state in states)

        self.same("tile Disalurkan", tiles["Disalurkan"], amount(payments, *PAID))
        self.same("tile Laporan diterima", tiles["Laporan diterima"], amount(payments, "accounted"))
        self.same("tile Sisa belum kembali", tiles["Sisa belum kembali"], amount(returns, "open", "deposited"))
        today = self.world.clock.today
        lines = [one for one in ledger.lines.values() if one.year == today.year and office in (None, one.office)]
        self.same("tile Alokasi", tiles["Alokasi"], sum(one.amount for one in lines))

    def piles(self, office: int) -> None:
        """What waits for whom at an office."""
        ledger, world = self.world.ledger, self.world
        own = [one for one in ledger.payments.values() if ledger.office_of(one.instalment) == office]
        states = Counter(one.state for one in own)
        owed = [one for one in ledger.returns.values() if ledger.office_of(one.instalment) == office]
        deposited = Counter(one.kind == "tak_tersalur" for one in owed if one.state == "deposited")
        other = sum(one.state in PAID and one.received not in (None, one.amount) for one in own)
        wanted = {
            ("ppspm", "SPP menunggu pengujian Anda"): states["proposed"],
            ("finance", "SPM menunggu SP2D"): states["approved"],
            ("finance", "Retur menunggu SP2D pengganti"): states["returned"],
            # What a distributor paid in, finance staff wrote down themselves: another person confirms it.
            ("finance", "Setoran menunggu konfirmasi"): deposited[False],
            ("ppspm", "Setoran menunggu konfirmasi"): deposited.total(),
            ("finance", "Dana di bank/pos penyalur"): sum(self._handed_out(one) for one in own),
            ("finance", "Selisih penerimaan"): other,
            ("finance", "Termin yang dapat diajukan"): self._payable(office),
        }
        for (part, title), count in wanted.items():
            duty = next(duty for duty in DUTIES if duty.title == title)
            pile = duty.pile(world.by(part, office))
            self.same(f"pile {title}", pile.count if pile else 0, count)

    def _handed_out(self, payment: Payment) -> bool:
        """Whether somebody waits, or money that could not be handed out has no return yet."""
        kinds = {owed.kind for owed in self.world.ledger.owed_by(payment.instalment)}
        left = "undelivered" in payment.deliveries.values() and "tak_tersalur" not in kinds
        return payment.state in PAID and ("waiting" in payment.deliveries.values() or left)

    def _payable(self, office: int) -> int:
        """Of each agreement in force the first instalment that nobody has asked for, if those before are accounted."""
        ledger = self.world.ledger
        count = 0
        for one in ledger.agreements.values():
            if one.state != "active" or ledger.partners[one.partner].office != office:
                continue
            for part in one.parts:
                living = ledger.living(part)
                if living is None:
                    count += 1
                    break
                if ledger.payments[living].state != "accounted":
                    break
        return count

    def year(self, reader: User, office: int | None, year: int, by: Grouping) -> None:
        """Every figure of every group, the totals, and that the year begins as the last one ended."""
        home = None if office is None else Office.objects.get(pk=office)
        table = year_table(Scope.of(reader, year, home), by)
        reckoned = self.world.ledger.figures(year, by.value, office)
        told = f"year {year}, {by.value}, office {office}"
        keys = {key for row in table.rows for key in row.amounts}
        for key in keys:
            shown = {row.group: row.amounts[key] for row in table.rows if row.amounts[key]}
            self.same(f"{told}, {key}", shown, {group: sum_ for group, sum_ in reckoned[key].items() if sum_})
        for key in (*(figure.key for figure in FIGURES), "saldo-awal", "saldo-akhir"):
            self.same(f"{told}, {key}, all", table.total.amounts[key], sum(reckoned[key].values()))
        self._difference(told, table, year, office)

    def _difference(self, told: str, table: YearTable, year: int, office: int | None) -> None:
        """Opening and movements come to the end, but for what was paid back before its report was accepted."""
        self.same(f"{told}, difference", table.total.difference, -self._ahead(year, office))

    def _ahead(self, year: int, office: int | None) -> int:
        """Undelivered money that is back at the end of the year and whose report is not accepted then, less the same
        of the year before."""

        def at_end(of: int) -> int:
            ledger, sum_ = self.world.ledger, 0
            for owed in ledger.returns.values():
                report = ledger.reports[owed.instalment]
                accepted = report.accepted_on is not None and report.accepted_on.year <= of
                back = owed.state == "confirmed" and owed.confirmed_on is not None and owed.confirmed_on.year <= of
                if owed.kind == "tak_tersalur" and back and not accepted:
                    sum_ += owed.amount if office in (None, ledger.office_of(owed.instalment)) else 0
            return sum_

        return at_end(year) - at_end(year - 1)


def _told(totals: Totals) -> dict[str, tuple[int, int]]:
    return {one.state: (one.count, one.amount) for one in totals.states}
