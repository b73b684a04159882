"""A balai with as many reports as asked, written straight into the tables: for measuring pages, not for judging them.

Everybody and every amount is made up. Each LKS has ten agreements of four instalments, so that lists grow in each
direction; a fifth of the reports stands in each state.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from grants.models import Allocation, Decree, Disbursement, TreasuryReturn, whose
from partners.models import Agreement, BankAccount, BudgetLine, Instalment, Officer, Partner, PartnerDocument
from regulations.findings import Severity
from reports.models import Entry, JudgedFinding, Report, Revision, Signature
from reports.workflow import REPORT
from tests.audits.engaging import granted
from trail.record import record_event
from vault.models import StoredFile

INSTALMENTS_PER_AGREEMENT = 4
#: of the LKS whose treasurer and head look at pages, in a small crowd and in a large one: their pages are full in both
OWN_AGREEMENTS = 10
MOST_AGREEMENTS = 10
#: A small crowd has these many LKS at least, so that a page of the list of LKS is full too: like is compared with like.
FEWEST_OTHERS = 40

RECEIVED = 10_000_000
REMAINDER = 250_000
SIGNED = date(2021, 4, 1)
STATES = tuple(REPORT.states)
BATCH = 500


def address_of(role: Role) -> str:
    """The e-mail address of the one person who holds this role."""
    return f"{role.value}@contoh.id"


@transaction.atomic
def fill(*, reports: int) -> dict[str, int]:
    """Write `reports` reports, 200 or a larger multiple of 40, with all they stand on; return how many rows of what."""
    office = Office.objects.create(name="Balai Contoh", code="450101", kppn="139", city="Jakarta")
    inspectorate = Office.objects.create(name="Inspektorat Contoh", code="450909", kind=Office.Kind.INSPECTORATE)
    people = {}
    for role in Role:
        home = inspectorate if role.definition.of_inspectorate else office
        people[role] = open_account(
            email=address_of(role),
            name=f"{role.label} Contoh",
            roles=[role],
            office=None if role.definition.of_partner else home,
            by=None,
        )
    granted(people[Role.AUDITOR], people[Role.INSPECTOR])
    rest = reports // INSTALMENTS_PER_AGREEMENT - OWN_AGREEMENTS
    others = max(FEWEST_OTHERS, rest // MOST_AGREEMENTS)
    partners = make_partners(office, people, 1 + others)
    instalments = make_agreements(partners, people, each=rest // others)
    pay(office, instalments, people)
    made = make_reports(instalments, people)
    return {"partners": len(partners), "instalments": len(instalments), "reports": len(made)}


def make_partners(office: Office, people: dict[Role, User], count: int) -> list[Partner]:
    partners = Partner.objects.bulk_create(
        [
            Partner(
                office=office,
                name=f"LKS Contoh {n:04d}",
                registration_number=f"TD/{n:04d}/2020",
                regency=f"Kabupaten Contoh {n % 40}",
                province="Jawa Barat",
            )
            for n in range(count)
        ],
        BATCH,
    )
    Officer.objects.bulk_create(
        [
            # Only the first LKS has officers with accounts: a person belongs to one LKS.
            Officer(partner=partner, role=role.value, name=f"{role.label} {n}", user=people[role] if n == 0 else None)
            for n, partner in enumerate(partners)
            for role in (Role.TREASURER, Role.PARTNER_HEAD)
        ],
        BATCH,
    )
    PartnerDocument.objects.bulk_create(
        [
            PartnerDocument(
                partner=partner,
                kind=kind,
                number=f"{kind}-{n}",
                issued_on=date(2020, 1, 1),
                valid_until=timezone.localdate() + timedelta(days=n % 900),
            )
            for n, partner in enumerate(partners)
            for kind in PartnerDocument.Kind.values
        ],
        BATCH,
    )
    BankAccount.objects.bulk_create(
        [
            BankAccount(partner=partner, bank="Bank Contoh", number=f"12345{partner.pk:05d}", holder=str(partner))
            for partner in partners
        ],
        BATCH,
    )
    return partners


def make_agreements(partners: list[Partner], people: dict[Role, User], *, each: int) -> list[Instalment]:
    """The first LKS gets its own number of agreements, the others ``each``."""
    agreements = Agreement.objects.bulk_create(
        [
            Agreement(
                partner=partner,
                number=f"{number:03d}/PKS/{partner.pk}/2021",
                title="Dukungan ATENSI",
                signed_on=SIGNED + timedelta(days=number),
                starts_on=SIGNED,
                ends_on=date(2021, 12, 31),
                purpose="rehabilitasi",
                components=["hidup_layak"],
                value=RECEIVED * INSTALMENTS_PER_AGREEMENT,
                state="active",
                drafted_by=people[Role.FINANCE],
                approved_by=people[Role.PPK],
                approved_at=timezone.now(),
            )
            for place, partner in enumerate(partners)
            for number in range(each if place else OWN_AGREEMENTS)
        ],
        BATCH,
    )
    BudgetLine.objects.bulk_create(
        [
            BudgetLine(
                agreement=agreement,
                code=f"A.{n}",
                description="Permakanan",
                volume=10,
                unit="paket",
                unit_price=RECEIVED // 10,
                amount=RECEIVED,
            )
            for agreement in agreements
            for n in range(INSTALMENTS_PER_AGREEMENT)
        ],
        BATCH,
    )
    return Instalment.objects.bulk_create(
        [
            Instalment(
                agreement=agreement,
                number=n + 1,
                amount=RECEIVED,
                planned_on=SIGNED + timedelta(days=30 * n),
                requested=True,
            )
            for agreement in agreements
            for n in range(INSTALMENTS_PER_AGREEMENT)
        ],
        BATCH,
    )


def pay(office: Office, instalments: list[Instalment], people: dict[Role, User]) -> None:
    """Money for every instalment: it has been paid, and accounted for where the report will be accepted."""
    allocation = Allocation.objects.create(
        office=office,
        year=2021,
        program="DL",
        activity="6400",
        kro="QEA",
        ro="001",
        component="051",
        account="571111",
        description="Bantuan ATENSI melalui LKS",
        amount=RECEIVED * len(instalments),
    )
    agreements = {instalment.agreement_id: instalment.agreement for instalment in instalments}
    decrees = Decree.objects.bulk_create(
        [
            Decree(
                agreement=agreement,
                number=f"{agreement.pk}/SK/2021",
                decided_on=SIGNED,
                set_by_name="PPK Contoh",
                approved_by_name="KPA Contoh",
            )
            for agreement in agreements.values()
        ],
        BATCH,
    )
    decree_of = {decree.agreement_id: decree for decree in decrees}
    account_of = {account.partner_id: account for account in BankAccount.objects.all()}
    Disbursement.objects.bulk_create(
        [
            Disbursement(
                instalment=instalment,
                **whose(instalment.agreement),
                allocation=allocation,
                decree=decree_of[instalment.agreement_id],
                bank_account=account_of[instalment.agreement.partner_id],
                amount=RECEIVED,
                spp_number=f"{n}/SPP/2021",
                spp_date=SIGNED,
                spm_number=f"{n}/450101/2021",
                spm_date=SIGNED,
                sp2d_number=f"{instalment.pk:015d}",
                sp2d_date=SIGNED,
                state="accounted" if state_of(n) == "accepted" else "paid",
                proposed_by=people[Role.FINANCE],
                approved_by=people[Role.PPSPM],
                approved_at=timezone.now(),
            )
            for n, instalment in enumerate(instalments)
        ],
        BATCH,
    )
    TreasuryReturn.objects.bulk_create(
        [
            TreasuryReturn(
                instalment=instalment,
                **whose(instalment.agreement),
                amount=REMAINDER,
                limit=REMAINDER,
                since=SIGNED,
                due_on=SIGNED,
            )
            for n, instalment in enumerate(instalments)
            if state_of(n) == "accepted"
        ],
        BATCH,
    )


def state_of(n: int) -> str:
    """The state of the n-th report. Neighbours differ, so that every LKS has some of each."""
    return STATES[n % len(STATES)]


def make_reports(instalments: list[Instalment], people: dict[Role, User]) -> list[Report]:
    now = timezone.now()
    reports = Report.objects.bulk_create(
        [
            Report(
                instalment=instalment,
                **whose(instalment.agreement),
                due_on=timezone.localdate() + timedelta(days=n % 120 - 60),
                received=RECEIVED,
                spent=RECEIVED - REMAINDER,
                remainder=REMAINDER,
                state=state_of(n),
                submitted_at=now,
                submitted_by=people[Role.TREASURER],
            )
            for n, instalment in enumerate(instalments)
        ],
        BATCH,
    )
    files = StoredFile.objects.bulk_create(
        [
            StoredFile(
                sha256=f"{n:064x}", size=1, kind="xlsx", original_name="lpj.xlsx", received_by=people[Role.TREASURER]
            )
            for n in range(len(reports))
        ],
        BATCH,
    )
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                report=report,
                number=1,
                workbook=file,
                layout_version=1,
                uploaded_by=people[Role.TREASURER],
                uploaded_at=now,
                judged_on=SIGNED,
                received=RECEIVED,
                spent=RECEIVED - REMAINDER,
                remainder=REMAINDER,
                entry_count=1,
                error_count=1,
            )
            for report, file in zip(reports, files, strict=True)
        ],
        BATCH,
    )
    Entry.objects.bulk_create(
        [
            # Each day and amount stands in several books, as amounts do; no receipt stands twice.
            Entry(
                revision=revision,
                row=1,
                date=SIGNED + timedelta(days=n % 100),
                evidence_number=f"B-{n:05d}",
                payee=f"Toko Contoh {n % 50}",
                paid=RECEIVED - REMAINDER,
            )
            for n, revision in enumerate(revisions)
        ],
        BATCH,
    )
    JudgedFinding.objects.bulk_create(
        [
            JudgedFinding(
                revision=revision,
                rule="BKU-01",
                severity=next(iter(Severity)).value,
                sheet="BKU",
                row=1,
                cell="F1",
                message="Saldo tidak cocok.",
                citation="(belum dikonfirmasi)",
                fingerprint=f"{revision.pk:064x}",
            )
            for revision in revisions
        ],
        BATCH,
    )
    Signature.objects.bulk_create(
        [
            Signature(report=revision.report, revision=revision, role=role.value, user=people[role], digest="0" * 64)
            for revision in revisions
            for role in (Role.TREASURER, Role.PARTNER_HEAD)
        ],
        BATCH,
    )
    for report in reports:
        record_event(verb="report.open", obj=report, by=people[Role.FINANCE])
    return reports
