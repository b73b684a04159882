"""Agreements of several shapes, each with one instalment to report on, and what the system knows beside the book."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from openpyxl import load_workbook

from regulations.casefiles import assessment_number, conference_number
from regulations.catalogue import check
from regulations.components import COMPONENTS
from regulations.facts import (
    BudgetLineFacts,
    DecreeFacts,
    DisbursementFacts,
    DocumentFacts,
    ElsewhereFacts,
    ReportFacts,
    SeenFacts,
    SignatureFacts,
)
from regulations.parameters import ACCOUNT_OF_FORM, ACCOUNT_OF_PURPOSE
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, TAX
from reports.intake.read import read_report
from tests.reports.planted.clean import declare, put
from tests.templates import template_of
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import expected_of, facts_of

_DAY = timedelta(days=1)
#: A day on which the newest version of every rule holds.
_LATER = date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Channel:
    """One SP2D, and the day on which the LKS had its money: on the same day, or later by way of a bank or the post."""

    paid_on: date
    amount: int
    came_on: date


@dataclass(frozen=True)
class Shape:
    """An agreement and one of its instalments. ``budget``: amount and earlier use of each line, in rupiah."""

    name: str
    starts_on: date
    ends_on: date
    instalments: tuple[int, ...]
    number: int
    channels: tuple[Channel, ...]
    budget: Mapping[str, tuple[int, int]]
    purpose: str = "rehabilitasi"
    form: str = "uang"
    opening: int = 0
    #: The last line of the cash book of the report before.
    before: date | None = None

    @property
    def received(self) -> int:
        return sum(channel.amount for channel in self.channels)

    @property
    def cash(self) -> int:
        """Rupiah that can be spent."""
        return self.opening + self.received

    @property
    def is_last(self) -> bool:
        return self.number == len(self.instalments)

    @property
    def usable(self) -> tuple[date, date]:
        """The first day on which all the money was there, and the last on which a first expense is none too late."""
        came = [channel.came_on for channel in self.channels]
        return max(came), min(min(came) + timedelta(days=105), self.ends_on)

    @property
    def handed_in(self) -> date:
        """The day it was due."""
        return self.ends_on + timedelta(days=30)

    @cached_property
    def identity(self) -> TemplateIdentity:
        account = (
            f"{ACCOUNT_OF_PURPOSE.on(self.starts_on)[self.purpose]}11{ACCOUNT_OF_FORM.on(self.starts_on)[self.form]}"
        )
        agreement = f"{self.number:03d}/PKS/CONTOH/{self.starts_on.year}"
        return replace(
            DEMO_IDENTITY,
            agreement_number=agreement,
            agreement_starts_on=self.starts_on,
            agreement_ends_on=self.ends_on,
            instalment_id=f"{DEMO_IDENTITY.partner_id}/{agreement}/{self.number}",
            instalment_number=self.number,
            received=self.received,
            disbursements=tuple(self._payment(place, account) for place in range(len(self.channels))),
            budget_lines=tuple(
                BudgetLineFacts(code, f"Kegiatan {code}", 1, "paket", amount, amount, spent)
                for code, (amount, spent) in self.budget.items()
            ),
            report_due_on=self.handed_in,
            opening_balance=self.opening,
        )

    def _payment(self, place: int, account: str) -> DisbursementFacts:
        channel = self.channels[place]
        return DisbursementFacts(
            f"2101313{place:08d}",
            channel.paid_on,
            channel.amount,
            account,
            spp_date=channel.paid_on - 2 * _DAY,
            spm_date=channel.paid_on - _DAY,
            decree=DecreeFacts("10/SK/CONTOH", channel.paid_on - 2 * _DAY, has_file=True),
            fiscal_year=channel.paid_on.year,
            account_holder=DEMO_IDENTITY.partner_name,
        )

    def records(self, facts: ReportFacts) -> ReportFacts:
        """The facts of a workbook with all that the system knows beside it, faultless and handed in on the last day."""
        numbers = [entry.evidence_number for entry in facts.entries if entry.paid and entry.evidence_number]
        cases = [assessment_number(one.assessed_on) for one in facts.beneficiaries if one.assessed_on]
        cases += [conference_number(one.conferred_on) for one in facts.beneficiaries if one.conferred_on]
        return replace(
            facts,
            agreement=replace(
                facts.agreement,
                purpose=self.purpose,
                form=self.form,
                signed_on=self.starts_on,
                instalment_amounts=self.instalments,
                documents=(DocumentFacts("tanda_daftar", "TD/1", self.starts_on, self.channels[-1].paid_on),),
                components=tuple(COMPONENTS),
            ),
            instalment=replace(facts.instalment, amount=self.instalments[self.number - 1]),
            evidenced=frozenset([*numbers, *cases]),
            evidence_files={number: frozenset({f"berkas {number}"}) for number in numbers},
            elsewhere=ElsewhereFacts(before=SeenFacts("LPJ termin 1", self.before) if self.before else None),
            signatures=tuple(
                SignatureFacts(role, self.handed_in, role, with_pact=True) for role in ("treasurer", "partner_head")
            ),
            submitted_on=self.handed_in,
            today=self.handed_in,
        )

    def workbook(
        self,
        expenses: Sequence[Mapping[str, Any]],
        people: Sequence[Mapping[str, Any]],
        taxes: Sequence[Mapping[str, Any]],
        *,
        interest: int | None = None,
    ) -> bytes:
        """The instalment's template, filled in; the lines of the cash book in the order of their days."""
        book = load_workbook(io.BytesIO(template_of(self.identity)))
        balance = self.opening
        for place, line in enumerate([*self._receipts(), *sorted(expenses, key=lambda expense: expense["date"])]):
            balance += line.get("received", 0) - line.get("paid", 0)
            put(book, BKU, FIRST_DATA_ROW + place, **line, balance=balance)
        for table, lines in ((PM, people), (TAX, taxes)):
            for place, line in enumerate(lines):
                put(book, table, FIRST_DATA_ROW + place, **line)
        declare(book, spent=sum(expense["paid"] for expense in expenses), remainder=balance)
        if interest is not None:
            declare(book, interest=interest)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _receipts(self) -> list[dict[str, Any]]:
        return [
            {
                "date": channel.came_on,
                "evidence_number": payment.sp2d_number,
                "description": f"Penerimaan bantuan termin {self.number}",
                "payee": "Kas LKS",
                "received": channel.amount,
            }
            for channel, payment in zip(self.channels, self.identity.disbursements, strict=True)
        ]

    def findings(self, content: bytes) -> list[tuple[str, str]]:
        """Rule and cell of all that is found in a workbook, read as an upload is.

        Judged by all rules of its own day, and by those of later days besides.
        """
        intake = read_report(io.BytesIO(content), expected=expected_of(self.identity))
        facts = self.records(facts_of(intake, self.identity))
        judged = (check(facts, on=day) for day in (self.channels[-1].paid_on, _LATER))
        return [(finding.rule, intake.cell_of(finding)) for finding in chain(intake.findings, *judged)]


SHAPES = (
    Shape(
        "the first of two instalments",
        date(2021, 4, 1),
        date(2021, 12, 31),
        (30_000_000, 20_000_000),
        1,
        (Channel(date(2021, 4, 12), 30_000_000, date(2021, 4, 12)),),
        {"1.1": (20_000_000, 0), "1.2": (17_500_000, 0), "2.1": (12_500_000, 0)},
    ),
    Shape(
        "all at once, for goods, across the change of the stamp duty",
        date(2020, 11, 1),
        date(2021, 3, 31),
        (40_000_000,),
        1,
        (Channel(date(2020, 11, 20), 40_000_000, date(2020, 12, 20)),),  # a bank took its 30 days
        {"A": (25_000_000, 0), "B": (15_000_000, 0)},
        purpose="perlindungan",
        form="barang",
    ),
    Shape(
        "the last of three, after two reports, by two SP2D",
        date(2022, 1, 3),
        date(2023, 6, 30),
        (25_000_000, 25_000_000, 50_000_000),
        3,
        (
            Channel(date(2023, 2, 1), 20_000_000, date(2023, 2, 3)),
            Channel(date(2023, 2, 28), 30_000_000, date(2023, 3, 1)),
        ),
        {"K.01": (60_000_000, 35_000_000), "K.02": (39_999_999, 15_000_000), "K.03": (1, 1)},
        purpose="pemberdayaan",
        before=date(2023, 2, 2),
    ),
    Shape(
        "the second of two, for services in a leap year, with cash that was left",
        date(2023, 12, 1),
        date(2024, 12, 31),
        (60_000_000, 15_000_000),
        2,
        (Channel(date(2024, 2, 29), 15_000_000, date(2024, 2, 29)),),
        {"1": (74_000_000, 58_000_000), "2": (1_000_000, 250_000)},
        purpose="jaminan",
        form="jasa",
        opening=1_750_000,
        before=date(2024, 2, 28),
    ),
    Shape(
        "a small one for people in a disaster, on the first and the last day of its agreement",
        date(2021, 1, 1),
        date(2021, 1, 31),
        (5_000_001,),
        1,
        (Channel(date(2021, 1, 3), 5_000_001, date(2021, 1, 3)),),
        {"BNC": (5_000_001, 0)},
        purpose="bencana",
    ),
)
