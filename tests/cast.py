"""The cast: the same named people, offices and LKS in every test, brought on stage by the users' own actions.

Sari (finance), Vera (verifier), Panji (PPK), Satria (PPSPM), Kartika (KPA), Audi (inspectorate auditor), Lela (legal),
Ade (admin) work at or beside the balai; Budi keeps the money of LKS Sakura and Ratna heads it. Omar and Tono are their
counterparts at the other balai. All of them, their numbers and amounts are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from grants.actions import (
    approve_disbursement,
    propose_disbursement,
    record_allocation,
    record_decree,
    record_sp2d,
)
from grants.models import Allocation, Disbursement
from partners.actions import (
    BudgetLineInput,
    InstalmentInput,
    activate_agreement,
    appoint_officer,
    draft_agreement,
    propose_agreement,
    record_document,
    register_partner,
    set_bank_account,
)
from partners.models import Agreement, Instalment, Partner
from tests.workbooks.identity import BUDGET_LINES

PASSWORD = "rahasia-sekali-2021"
SIGNED = date(2021, 4, 1)
ENDS = date(2021, 12, 31)
INSTALMENTS = (30_000_000, 20_000_000)


@dataclass
class Cast:
    """Everybody, made when first asked for."""

    people: dict[str, User] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)

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
        "other_finance": ("Omar Contoh", "other_balai", Role.FINANCE),
        "other_ppk": ("Putri Contoh", "other_balai", Role.PPK),
        "other_ppspm": ("Seno Contoh", "other_balai", Role.PPSPM),
    }

    def office(self, key: str) -> Office:
        if key not in self.offices:
            name, code, kind = self.OFFICES[key]
            self.offices[key] = Office.objects.create(
                name=name, code=code, kind=kind, kppn="139", city="Jakarta", head_name="Kartika Contoh"
            )
        return self.offices[key]

    def person(self, key: str) -> User:
        """Somebody of an office, by the name of their part ("finance")."""
        if key not in self.people:
            name, office, role = self.PEOPLE[key]
            self.people[key] = open_account(
                email=f"{key}@contoh.id", name=name, roles=[role], office=self.office(office), password=PASSWORD, by=None
            )
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
        set_bank_account(partner=partner, bank="Bank Contoh", number="1234500001", holder=partner.name, by=by)

    def draft(self, partner: Partner, *, number: str = "001/PKS/BKMJ/04/2021", by: User | None = None) -> Agreement:
        """A draft agreement of Rp50.000.000 in two instalments, whose sums tie."""
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
            components=["hidup_layak", "pelatihan"],
            scope="Permakanan, perlengkapan sekolah, alat bantu, dan pelatihan.",
            value=sum(INSTALMENTS),
            report_within_days=180,
            budget_lines=[
                BudgetLineInput(line.code, line.description, line.volume, line.unit, line.unit_price)
                for line in BUDGET_LINES
            ],
            instalments=[
                InstalmentInput(number=1, amount=INSTALMENTS[0], planned_on=date(2021, 4, 15)),
                InstalmentInput(number=2, amount=INSTALMENTS[1], planned_on=date(2021, 8, 15)),
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
        propose_agreement(agreement=agreement, by=self.person(finance), version=agreement.version)
        activate_agreement(agreement=agreement, by=self.person(ppk), version=agreement.version)
        return agreement

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

    def proposed(self, instalment: Instalment, *, finance: str = "finance", account: str = "571111") -> Disbursement:
        """A disbursement whose SPP has been handed in."""
        by = self.person(finance)
        agreement = instalment.agreement
        decree = agreement.decrees.first() or record_decree(
            agreement=agreement,
            number="10/SK/BKMJ/04/2021",
            decided_on=date(2021, 4, 5),
            set_by_name="Panji Contoh",
            approved_by_name="Kartika Contoh",
            by=by,
        )
        return propose_disbursement(
            instalment=instalment,
            allocation=self.allocation(finance=finance, account=account),
            decree=decree,
            spp_number=f"000{instalment.pk}/SPP/2021",
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
            spm_number=f"000{instalment.pk}/450101/2021",
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

    def treasurer(self, partner: Partner) -> User:
        officer = partner.treasurer
        assert officer is not None and officer.user is not None
        return officer.user

    def head(self, partner: Partner) -> User:
        officer = partner.head
        assert officer is not None and officer.user is not None
        return officer.user


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """A browser of this person's own: ``sign_in(user).get(...)``."""

    def browser(user: User) -> Client:
        own = Client()
        own.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return own

    return browser
