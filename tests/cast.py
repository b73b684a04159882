"""The cast: the same named people, offices and LKS in every test, brought on stage by the users' own actions.

Sari (finance), Vera (verifier), Panji (PPK), Satria (PPSPM), Kartika (KPA), Lela (legal), Ade (admin) work at the
balai; Audi audits it for the inspectorate, where Indra grants engagements and Ira has none. Budi keeps the money of LKS
Sakura and Ratna heads it. Omar and Tono are their counterparts at the other balai. All of them, their numbers and
amounts are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from desk.demo.papers import Expense, Filling, case_papers, fill, receipt
from grants.actions import (
    approve_decree,
    approve_disbursement,
    draft_decree,
    propose_decree,
    propose_disbursement,
    record_allocation,
    record_sp2d,
)
from grants.models import Allocation, Decree, Disbursement
from partners.actions import (
    BudgetLineInput,
    InstalmentInput,
    activate_agreement,
    appoint_officer,
    ask_for_lift,
    draft_agreement,
    grant_lift,
    propose_agreement,
    record_document,
    register_partner,
    set_bank_account,
)
from partners.models import Agreement, Instalment, Partner
from partners.sanctions import obstacles
from regulations.facts import BudgetLineFacts
from reports.actions import (
    ask_waiver,
    attach_many,
    explain_cause,
    grant_waiver,
    sign_report,
    submit_report,
    upload_workbook,
)
from reports.actions.review import accept_report, verify_report
from reports.answers import key_of
from reports.facts import template_identity
from reports.models import Report, Waiver
from reports.readiness import readiness
from reports.statement import signing_digest
from tests.audits.engaging import granted
from tests.grants.paper import scan
from tests.templates import template_of
from tests.workbooks.identity import BUDGET_LINES

PASSWORD = "rahasia-sekali-2021"
SIGNED = date(2021, 4, 1)
ENDS = date(2021, 12, 31)
INSTALMENTS = (30_000_000, 20_000_000)
#: rupiah that a report of the cast leaves over
REMAINDER = 4_000_000
#: of the one beneficiary in a report of the cast
NIK = "3271065708900001"


@dataclass
class Cast:
    """Everybody, made when first asked for."""

    people: dict[str, User] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    #: What the world of this test was made of before it began (tests/beforehand.py), until it is taken.
    beforehand: object = None
    #: Rupiah of bank interest that reports of the cast declare.
    interest: int = 0

    OFFICES = {
        "balai": ("Balai Karya “Mulya Jaya” Jakarta", "450101", Office.Kind.BALAI),
        "other_balai": ("Balai Contoh “Harapan” Makassar", "450202", Office.Kind.BALAI),
        "inspectorate": ("Inspektorat Jenderal", "450909", Office.Kind.INSPECTORATE),
    }
    PEOPLE = {
        "finance": ("Sari Contoh", "balai", Role.FINANCE),
        "verifier": ("Vera Contoh", "balai", Role.VERIFIER),
        "ppk": ("Panji Contoh", "balai", Role.PPK),
        "ppspm": ("Satria Contoh", "balai", Role.PPSPM),
        "kpa": ("Kartika Contoh", "balai", Role.KPA),
        "legal": ("Lela Contoh", "balai", Role.LEGAL),
        "admin": ("Ade Contoh", "balai", Role.ADMIN),
        "office_auditor": ("Intan Contoh", "balai", Role.AUDITOR),
        "auditor": ("Audi Contoh", "inspectorate", Role.AUDITOR),
        "inspector": ("Indra Contoh", "inspectorate", Role.INSPECTOR),
        "idle_auditor": ("Ira Contoh", "inspectorate", Role.AUDITOR),
        "other_finance": ("Omar Contoh", "other_balai", Role.FINANCE),
        "other_ppk": ("Putri Contoh", "other_balai", Role.PPK),
        "other_kpa": ("Karim Contoh", "other_balai", Role.KPA),
        "other_ppspm": ("Seno Contoh", "other_balai", Role.PPSPM),
        "other_verifier": ("Vino Contoh", "other_balai", Role.VERIFIER),
    }

    def office(self, key: str) -> Office:
        if key not in self.offices:
            name, code, kind = self.OFFICES[key]
            self.offices[key] = Office.objects.create(
                name=name, code=code, kind=kind, kppn="139", city="Jakarta", head_name="Kartika Contoh"
            )
        return self.offices[key]

    def person(self, key: str) -> User:
        """Somebody of an office, by the name of their part ("finance").

        The auditor has an engagement about every office; the idle one has none.
        """
        if key not in self.people:
            name, office, role = self.PEOPLE[key]
            self.people[key] = open_account(
                email=f"{key}@contoh.id",
                name=name,
                roles=[role],
                office=self.office(office),
                password=PASSWORD,
                by=None,
            )
            if key == "auditor":
                granted(self.people[key], self.person("inspector"))
        return self.people[key]

    def partner(
        self,
        name: str = "LKS Sakura",
        *,
        finance: str = "finance",
        registration_number: str = "TD/001/2020",
        complete: bool = True,
    ) -> Partner:
        """An LKS; ``complete`` with documents, officers with accounts, and a bank account."""
        by = self.person(finance)
        partner = register_partner(by=by, name=name, registration_number=registration_number, regency="Kabupaten Bogor")
        if complete:
            self.complete(partner, by=by)
        return partner

    def complete(self, partner: Partner, *, by: User) -> None:
        slug = partner.name.lower().replace(" ", "-")
        record_document(partner=partner, kind="akta", number="12", issued_on=date(2015, 3, 2), by=by)
        record_document(
            partner=partner,
            kind="tanda_daftar",
            number=partner.registration_number,
            issued_on=date(2020, 1, 10),
            valid_until=date(2040, 1, 9),
            by=by,
        )
        for role, name in ((Role.PARTNER_HEAD, "Ratna Contoh"), (Role.TREASURER, "Budi Contoh")):
            appoint_officer(
                partner=partner, role=role, name=name, email=f"{role.value}@{slug}.id", password=PASSWORD, by=by
            )
        set_bank_account(
            partner=partner,
            bank="Bank Contoh",
            number=f"12345{Partner.objects.count():05d}",
            holder=partner.name,
            by=by,
        )

    def draft(
        self,
        partner: Partner,
        *,
        number: str = "001/PKS/BKMJ/04/2021",
        by: User | None = None,
        lines: Sequence[BudgetLineFacts] = BUDGET_LINES,
        instalments: tuple[int, int] = INSTALMENTS,
    ) -> Agreement:
        """A draft agreement in two instalments, Rp50.000.000 in all unless said otherwise, whose sums tie."""
        return draft_agreement(
            partner=partner,
            by=by or self.person("finance"),
            number=number,
            title="Dukungan ATENSI bagi anak dan penyandang disabilitas",
            signed_on=SIGNED,
            starts_on=SIGNED,
            ends_on=ENDS,
            purpose="rehabilitasi",
            form="uang",
            approach="komunitas",
            components=["hidup_layak", "keluarga", "vokasional", "aksesibilitas"],
            scope="Permakanan, perlengkapan sekolah, alat bantu, dan pelatihan.",
            value=sum(instalments),
            report_within_days=180,
            budget_lines=[
                BudgetLineInput(line.code, line.description, line.volume, line.unit, line.unit_price) for line in lines
            ],
            instalments=[
                InstalmentInput(number=1, amount=instalments[0], planned_on=date(2021, 4, 15)),
                InstalmentInput(number=2, amount=instalments[1], planned_on=date(2021, 8, 15)),
            ],
        )

    def agreement(
        self,
        partner: Partner | None = None,
        *,
        number: str = "001/PKS/BKMJ/04/2021",
        finance: str = "finance",
        ppk: str = "ppk",
    ) -> Agreement:
        """An agreement in force, drafted by one and approved by another."""
        agreement = self.draft(partner or self.partner(finance=finance), number=number, by=self.person(finance))
        self._lift_sanctions(agreement.partner, ppk)
        propose_agreement(agreement=agreement, by=self.person(finance), version=agreement.version)
        activate_agreement(agreement=agreement, by=self.person(ppk), version=agreement.version)
        return agreement

    def _lift_sanctions(self, partner: Partner, ppk: str) -> None:
        """What happened in 2021 is overdue by now: a second agreement with the same LKS needs leave."""
        today = timezone.localdate()
        if obstacles(partner, today):
            lift = ask_for_lift(
                partner=partner,
                by=self.person(ppk),
                because="LKS satu-satunya di kabupaten ini.",
                valid_until=today + timedelta(days=30),
            )
            grant_lift(lift=lift, by=self.person(ppk.replace("ppk", "kpa")), version=lift.version)

    def allocation(self, *, finance: str = "finance", year: int = 2021, account: str = "571111") -> Allocation:
        found = Allocation.objects.filter(office=self.person(finance).office, year=year, account=account).first()
        return found or record_allocation(
            by=self.person(finance),
            year=year,
            program="DL",
            activity="6400",
            kro="QEA",
            ro="001",
            component="051",
            account=account,
            description="Bantuan ATENSI melalui LKS",
            amount=2_000_000_000,
        )

    def drafted_decree(
        self,
        agreement: Agreement,
        *,
        ppk: str = "ppk",
        number: str = "10/SK/BKMJ/04/2021",
        decided_on: date = date(2021, 4, 5),
        names_people: bool = False,
        scanned: bool = True,
    ) -> Decree:
        """A decree of recipients that the PPK is still drafting; the LKS itself is the recipient unless told so."""
        return draft_decree(
            agreement=agreement,
            number=number,
            decided_on=decided_on,
            set_by_name="Panji Contoh",
            approved_by_name="Kartika Contoh",
            names_people=names_people,
            upload=scan("sk.png") if scanned else None,
            by=self.person(ppk),
        )

    def in_force(self, decree: Decree, *, ppk: str = "ppk", kpa: str = "kpa") -> Decree:
        """A draft, proposed by the PPK and approved by the KPA."""
        propose_decree(decree=decree, by=self.person(ppk), version=decree.version)
        return approve_decree(decree=decree, by=self.person(kpa), version=decree.version)

    def decree(self, agreement: Agreement, *, finance: str = "finance", **about: Any) -> Decree:
        """A decree of recipients in force, by the PPK and KPA of the office that ``finance`` works at."""
        ppk, kpa = ("other_ppk", "other_kpa") if finance.startswith("other_") else ("ppk", "kpa")
        return self.in_force(self.drafted_decree(agreement, ppk=ppk, **about), ppk=ppk, kpa=kpa)

    def proposed(self, instalment: Instalment, *, finance: str = "finance", account: str = "571111") -> Disbursement:
        """A disbursement whose SPP has been handed in."""
        by = self.person(finance)
        agreement = instalment.agreement
        decree = agreement.decrees.in_force().first() or self.decree(agreement, finance=finance)
        return propose_disbursement(
            instalment=instalment,
            allocation=self.allocation(finance=finance, account=account),
            decree=decree,
            spp_number=f"000{instalment.pk}{'A' * instalment.disbursements.count()}/SPP/2021",
            spp_date=date(2021, 4, 8),
            by=by,
        )

    def paid(
        self,
        instalment: Instalment,
        *,
        finance: str = "finance",
        ppspm: str = "ppspm",
        account: str = "571111",
        sp2d_number: str = "",
    ) -> Disbursement:
        """A disbursement that the treasury has paid; its report is open now."""
        disbursement = self.proposed(instalment, finance=finance, account=account)
        approve_disbursement(
            disbursement=disbursement,
            spm_number=f"000{instalment.pk}{'A' * (instalment.disbursements.count() - 1)}/450101/2021",
            spm_date=date(2021, 4, 9),
            by=self.person(ppspm),
            version=disbursement.version,
        )
        record_sp2d(
            disbursement=disbursement,
            sp2d_number=sp2d_number or f"21013130{instalment.pk:07d}",
            sp2d_date=date(2021, 4, 12),
            by=self.person(finance),
            version=disbursement.version,
        )
        return disbursement

    # The report, each step through the actions of whoever takes it

    def report(
        self, instalment: Instalment | None = None, *, finance: str = "finance", ppspm: str = "ppspm", ppk: str = "ppk"
    ) -> Report:
        """The open report of a paid instalment; LKS Sakura's first one where none is named."""
        instalment = instalment or self.agreement(finance=finance, ppk=ppk).instalments.get(number=1)
        self.paid(instalment, finance=finance, ppspm=ppspm)
        return Report.objects.get(instalment=instalment)

    def filling(self, report: Report, *, remainder: int = REMAINDER) -> Filling:
        """A faultless use of an instalment in three expenses, K-001 to K-003, that leaves ``remainder`` rupiah.

        Each report after the first has evidence, a beneficiary and a payment of tax of its own.
        """
        earlier = Report.objects.filter(pk__lt=report.pk).count()
        paid_on = date(2021, 4, 12)
        amounts = (12_000_000, 8_000_000, report.instalment.amount - 20_000_000 - remainder)
        expenses = [
            Expense(
                paid_on + timedelta(days=place),
                f"K-{earlier}0{place}",
                f"Belanja contoh {place}",
                "Toko Contoh",
                code,
                amount,
                10_000 if amount > 5_000_000 else None,
            )
            for place, (code, amount) in enumerate(zip(("1.1", "1.2", "2.1"), amounts, strict=True), start=1)
        ]
        beneficiary = {
            "nik": f"{NIK[:-4]}{earlier + 1:04d}",
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
            "evidence_number": expenses[0].number,
            "kind": "PPh 22",
            "base": 12_000_000,
            "amount": 180_000,
            "ntpn": f"0A1B2C3D4E5F{earlier:03d}H" if earlier else "0A1B2C3D4E5F6G7H",
            "paid_on": paid_on + timedelta(days=8),
        }
        return Filling(paid_on, report.instalment.amount, expenses, [beneficiary], [tax], self.interest)

    def uploaded(self, report: Report | None = None, *, remainder: int = REMAINDER) -> Report:
        """A report whose workbook has no fault."""
        report = report or self.report()
        workbook = fill(template_of(template_identity(report.instalment)), self.filling(report, remainder=remainder))
        upload_workbook(report=report, upload=workbook, by=self.treasurer(report.instalment.agreement.partner))
        return report

    def evidenced(self, report: Report | None = None, *, remainder: int = REMAINDER) -> Report:
        """Uploaded, a receipt of its own at each expense, and the files of assessment and case conference."""
        report = self.uploaded(report, remainder=remainder)
        partner = report.instalment.agreement.partner
        filling = self.filling(report, remainder=remainder)
        uploads = [receipt(expense, partner.name) for expense in filling.expenses]
        attach_many(report=report, uploads=[*uploads, *case_papers(filling, str(report))], by=self.treasurer(partner))
        return report

    def explain(self, report: Report, text: str = "Kantor kami terendam banjir.") -> None:
        """The treasurer explains every warning that wants it; a report of the cast, for one, is late."""
        ready = readiness(report)
        if ready.revision is not None:
            by, number = self.treasurer(report.instalment.agreement.partner), ready.revision.number
            for cause in ready.unexplained:
                explain_cause(report=report, cause=cause, revision_number=number, text=text, by=by)

    def waiver(
        self, report: Report, rule: str = "WKT-01", *, days: int = 30, reason: str = "Sudah dibicarakan dengan LKS."
    ) -> Waiver:
        """The verifier asks to set the findings of a rule aside for so many days; a report of the cast is late."""
        ready = readiness(report)
        assert ready.revision is not None
        found = [*ready.live, *ready.revision.findings.all()]
        return ask_waiver(
            report=report,
            cause=next(key_of(finding) for finding in found if finding.rule == rule),
            revision_number=ready.revision.number,
            reason=reason,
            until=report.office.today + timedelta(days=days),
            by=self.person("verifier"),
        )

    def granted(self, waiver: Waiver, *, ppk: str = "ppk") -> Waiver:
        """The PPK grants it, until the day that was asked for."""
        until = waiver.proposed_until
        return grant_waiver(waiver=waiver, until=until, by=self.person(ppk), version=waiver.version)

    def signed(self, report: Report | None = None, *, remainder: int = REMAINDER) -> Report:
        """Evidenced, its warnings explained, and signed by treasurer and head."""
        report = self.evidenced(report, remainder=remainder)
        self.explain(report)
        revision = report.latest
        assert revision is not None
        partner = report.instalment.agreement.partner
        for person in (self.treasurer(partner), self.head(partner)):
            sign_report(report=report, by=person, digest=signing_digest(report, revision))
        return report

    def submitted(self, report: Report | None = None, *, remainder: int = REMAINDER) -> Report:
        """Signed, and handed in."""
        if report is None and remainder == REMAINDER and isinstance(self.beforehand, Report):
            report, self.beforehand = self.beforehand, None
            return report
        report = self.signed(report, remainder=remainder)
        treasurer = self.treasurer(report.instalment.agreement.partner)
        return submit_report(report=report, by=treasurer, version=report.version)

    def verified(
        self, report: Report | None = None, *, remainder: int = REMAINDER, verifier: str = "verifier"
    ) -> Report:
        """Submitted, and passed on by the verifier."""
        report = self.submitted(report, remainder=remainder)
        return verify_report(report=report, by=self.person(verifier), version=report.version)

    def accepted(
        self,
        report: Report | None = None,
        *,
        remainder: int = REMAINDER,
        verifier: str = "verifier",
        ppk: str = "ppk",
    ) -> Report:
        """Verified, and accepted by the PPK. The print is ordered, and made once the transaction is committed."""
        report = self.verified(report, remainder=remainder, verifier=verifier)
        return accept_report(report=report, by=self.person(ppk), version=report.version)

    def treasurer(self, partner: Partner) -> User:
        officer = partner.treasurer
        assert officer is not None and officer.user is not None
        return officer.user

    def head(self, partner: Partner) -> User:
        officer = partner.head
        assert officer is not None and officer.user is not None
        return officer.user


def submitted(cast: Cast) -> Report:
    """For tests that begin with ``cast.submitted()``: mark them ``begins_with(submitted)``."""
    return cast.submitted()


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """A browser of this person's own: ``sign_in(user).get(...)``."""

    def browser(user: User) -> Client:
        own = Client()
        own.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return own

    return browser
