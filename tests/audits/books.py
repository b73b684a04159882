"""Reports of many LKS with their cash books, written straight into the tables: honest ones, and one for each pattern.

The lines are those that the signals are tried on without a database (``tests/audits/signals/test_patterns.py``); here
they stand in records, as do days late, corrections, waivers, warnings and what audits found. Nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from audits.signals import Line
from grants.models import TreasuryReturn, whose
from partners.models import Instalment
from reports.models import BeneficiaryRow, Entry, Evidence, Report, Revision, Waiver
from tests.audits.signals.test_patterns import BESIDE, END, IN_LINES, honest, spoiled, usual
from tests.benchmarks.crowd import BATCH, make_agreements, make_partners, pay
from trail.record import record_event
from vault.models import Likeness, StoredFile

HONEST = 40
YEAR = END.year


@dataclass(slots=True)
class Book:
    """One report to be: its lines, and what stands beside them, as ``Facts`` calls it."""

    lines: list[Line]
    beside: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Planted:
    """Who looks, which LKS has which pattern, and the honest ones; by the LKS's name."""

    auditor: User
    elsewhere: User
    pattern: dict[str, str]
    honest: set[str]


def planted(cast: object) -> Planted:
    """A balai with forty honest LKS and one for each pattern; two receipts of one stand at another balai too."""
    balai, other = (Office.objects.create(name=f"Balai {code}", code=code, kppn="139") for code in ("450101", "450202"))
    people = {role: _person(role, balai) for role in (Role.TREASURER, Role.PARTNER_HEAD, Role.FINANCE, Role.PPK)}
    people |= {role: _person(role, balai) for role in (Role.PPSPM, Role.AUDITOR)}
    patterns = [*IN_LINES, *BESIDE]
    books = [Book(honest(seed), usual(seed)) for seed in range(HONEST)]
    books += [Book(spoiled(change, seed), usual(seed)) for seed, change in enumerate(IN_LINES.values(), start=2_000)]
    books += [Book(honest(seed), known) for seed, known in enumerate(BESIDE.values(), start=1_001)]
    reports = _reports(balai, books, people)
    elsewhere = _person(Role.FINANCE, other, name="other")
    twice = reports[HONEST + patterns.index("bukti-ganda")]
    _again(twice, other, people | {Role.FINANCE: elsewhere})
    names = [report.partner.name for report in reports]
    pattern = dict(zip(names[HONEST:], patterns, strict=True))
    return Planted(people[Role.AUDITOR], _person(Role.AUDITOR, other, name="other"), pattern, set(names[:HONEST]))


def _person(role: Role, office: Office, *, name: str = "") -> User:
    of_lks = role.definition.of_partner
    email = f"{name or 'one'}-{role.value}@contoh.id"
    return open_account(email=email, name=role.label, roles=[role], office=None if of_lks else office, by=None)


def _instalments(office: Office, people: dict[Role, User], count: int) -> list[Instalment]:
    """One paid instalment each of so many LKS; the first that are made have officers, and no report here."""
    partners = make_partners(office, people, count + 1)
    made = make_agreements(partners, people, each=1)
    first = [one for one in made if one.number == 1 and one.agreement.partner_id != partners[0].pk]
    pay(office, first, people)
    return first


def _reports(office: Office, books: Sequence[Book], people: dict[Role, User]) -> list[Report]:
    instalments = _instalments(office, people, len(books))
    reports = Report.objects.bulk_create(
        [
            Report(
                instalment=instalment,
                **whose(instalment.agreement),
                due_on=END,
                received=sum(line.paid for line in book.lines),
                spent=sum(line.paid for line in book.lines),
                state="accepted",
                submitted_at=_noon(book.beside.get("days_late", 0)),
            )
            for instalment, book in zip(instalments, books, strict=True)
        ],
        BATCH,
    )
    by = people[Role.TREASURER]
    revisions = _revisions(reports, books, by)
    _write(revisions, books)
    _photos(reports, by)
    for report, revision, book in zip(reports, revisions, books, strict=True):
        _beside(report, revision, book.beside, people)
    return reports


def _noon(days_late: int) -> datetime:
    return timezone.make_aware(datetime.combine(END + timedelta(days=days_late), time(12)))


def _files(names: Sequence[str], kind: str, by: User) -> list[StoredFile]:
    """One content each, known by its name alone: nothing lies in the vault."""
    return StoredFile.objects.bulk_create(
        [
            StoredFile(sha256=sha256(name.encode()).hexdigest(), size=1, kind=kind, original_name=name, received_by=by)
            for name in names
        ],
        BATCH,
    )


def _revisions(reports: Sequence[Report], books: Sequence[Book], by: User) -> list[Revision]:
    workbooks = _files([f"lpj-{report.pk}" for report in reports], "xlsx", by)
    return Revision.objects.bulk_create(
        [
            Revision(
                report=report,
                number=1,
                workbook=workbook,
                layout_version=1,
                uploaded_by=by,
                uploaded_at=report.submitted_at,
                judged_on=END,
                warning_count=book.beside.get("warnings", 0),
            )
            for report, workbook, book in zip(reports, workbooks, books, strict=True)
        ],
        BATCH,
    )


def _write(revisions: Sequence[Revision], books: Sequence[Book]) -> None:
    """Every book numbers its receipts from 001 on, as books do; its beneficiary is its own."""
    Entry.objects.bulk_create(
        [
            Entry(
                revision=revision,
                row=row,
                date=line.day,
                evidence_number=f"KW-{row:03d}",
                payee=line.payee,
                paid=line.paid,
            )
            for revision, book in zip(revisions, books, strict=True)
            for row, line in enumerate(book.lines, start=1)
        ],
        BATCH,
    )
    BeneficiaryRow.objects.bulk_create(
        [
            BeneficiaryRow(revision=revision, row=1, nik_index=f"{revision.pk:064x}", received_on=END)
            for revision in revisions
        ]
    )


def _photos(reports: Sequence[Report], by: User) -> None:
    """Two photos each, that look like nothing else."""
    chance = random.Random(reports[0].pk)
    pictures = _files([f"foto-{report.pk}-{n}" for report in reports for n in range(2)], "jpeg", by)
    Likeness.objects.bulk_create(
        [Likeness(sha256=each.sha256, bits=f"{chance.getrandbits(64):016x}") for each in pictures]
    )
    Evidence.objects.bulk_create(
        [
            Evidence(report=reports[n // 2], evidence_number=f"KW-{n % 2 + 1:03d}", file=each, attached_by=by)
            for n, each in enumerate(pictures)
        ]
    )


def _beside(report: Report, revision: Revision, known: Mapping[str, int], people: dict[Role, User]) -> None:
    """What ``known`` says in records; receipts elsewhere are written there."""
    for _ in range(known.get("sent_back", 0)):
        record_event(verb="report.send_back", obj=report, by=people[Role.PPK])
    Waiver.objects.bulk_create(
        Waiver(
            report=report,
            revision=revision,
            rule=f"BKU-{number:02d}",
            severity="error",
            covers=[],
            reason="Toko itu tidak memberi nomor.",
            proposed_until=END,
            valid_until=END,
            state="granted",
            asked_by=people[Role.FINANCE],
            granted_by=people[Role.PPK],
        )
        for number in range(known.get("waivers", 0))
    )
    for number in range(known.get("findings", 0)):
        owed: dict[str, Any] = {"instalment": report.instalment, **whose(report.instalment.agreement)}
        amount = known["findings_amount"] // known["findings"]
        owed |= {"amount": amount, "limit": amount, "since": END, "due_on": END}
        paper = revision.workbook
        TreasuryReturn.objects.create(**owed, kind=TreasuryReturn.Kind.AUDIT, reference=f"LHP-{number}", paper=paper)


def _again(report: Report, office: Office, people: dict[Role, User]) -> None:
    """Two receipts of this book in that of an LKS of another balai, written otherwise."""
    revision = report.latest
    assert revision is not None
    lines = [Line(entry.paid, entry.date, f"{entry.payee.upper()}.") for entry in revision.entries.order_by("row")[:2]]
    head = _person(Role.PARTNER_HEAD, office, name="other")
    treasurer = _person(Role.TREASURER, office, name="other")
    theirs = people | {Role.PARTNER_HEAD: head, Role.TREASURER: treasurer}
    _reports(office, [Book([replace(line) for line in lines])], theirs)
