"""What has happened between the offices and their LKS: each LKS at another point of the journey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from desk.demo import people
from desk.demo.budget import ASSISTANCE, budget_line
from desk.demo.papers import Expense, Filling, bank_slip, case_papers, decree_scan, fill, receipt
from grants.actions import (
    approve_decree,
    approve_disbursement,
    confirm_return,
    deposit_return,
    draft_decree,
    propose_decree,
    propose_disbursement,
    record_sp2d,
)
from grants.models import Allocation, Decree, Disbursement
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
from reports.actions import (
    ask_waiver,
    attach_many,
    explain_cause,
    grant_waiver,
    sign_report,
    submit_report,
    upload_workbook,
)
from reports.actions.review import accept_report, comment_on_line, send_back_report, verify_report
from reports.answers import key_of
from reports.facts import template_identity
from reports.intake.template import make_workbook
from reports.models import Report, Waiver
from reports.readiness import readiness
from reports.statement import signing_digest

RAB = [
    BudgetLineInput("K.01", "Permakanan penerima manfaat", 900, "porsi", 25_000),
    BudgetLineInput("K.02", "Perlengkapan sekolah", 30, "paket", 350_000),
    BudgetLineInput("K.03", "Alat bantu dengar", 4, "unit", 3_000_000),
    BudgetLineInput("K.04", "Peralatan memasak untuk usaha", 10, "set", 1_500_000),
]
VALUE = sum(line.volume * line.unit_price for line in RAB)
FIRST = 36_000_000
#: What the treasurers of the demonstration say to warnings.
LATE = "Toko baru menyerahkan nota lengkap setelah lebaran, sehingga pembukuan selesai terlambat."
OTHERWISE = "Sudah kami periksa dengan nota aslinya; isiannya sesuai dengan keadaan sebenarnya."
NAMES = ("Asep", "Dewi", "Eka", "Fajar", "Gita", "Hadi", "Indah", "Joko", "Kiki", "Lina", "Maman", "Nani")
#: The officers of one LKS can be reached by the telephone of another's.
SAME_PHONE = {11: 10}


@dataclass(frozen=True, slots=True)
class Place:
    """An LKS of the demonstration and where it stands."""

    slug: str
    name: str
    regency: str
    province: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts for the office in a scene."""

    finance: str = "keuangan"
    verifier: str = "verifikator"
    ppk: str = "ppk"
    ppspm: str = "ppspm"
    kpa: str = "kpa"


class Scene:
    """One LKS and the steps that brought it where it is; dates count back from the day of seeding."""

    def __init__(self, place: Place, number: int, staff: Staff | None = None) -> None:
        self.place, self.number, self.staff = place, number, staff or Staff()
        self.today = timezone.localdate()
        self.budget = ASSISTANCE

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def by(self, part: str) -> User:
        return people.person(getattr(self.staff, part))

    # The LKS and its agreement

    def register(self, *, complete: bool = True) -> Partner:
        by = self.by("finance")
        partner = register_partner(
            by=by,
            name=self.place.name,
            registration_number=f"TD/{self.number:03d}/CONTOH",
            regency=self.place.regency,
            province=self.place.province,
            address=f"Jalan Contoh Nomor {self.number}",
            phone=f"0800-0000-{self.number:04d}",
            npwp=f"00000000000{self.number:04d}",
        )
        record_document(partner=partner, kind="akta", number=f"{self.number}/CONTOH", issued_on=self.ago(2900), by=by)
        if not complete:
            return partner
        valid_until = self.today + timedelta(days=45 if self.number == 6 else 700)
        record_document(
            partner=partner,
            kind="tanda_daftar",
            number=partner.registration_number,
            issued_on=self.ago(900),
            valid_until=valid_until,
            by=by,
        )
        for role, local, name in (
            (Role.PARTNER_HEAD, "ketua", f"{NAMES[self.number % 12]} Ketua Contoh"),
            (Role.TREASURER, "bendahara", f"{NAMES[(self.number + 5) % 12]} Bendahara Contoh"),
        ):
            appoint_officer(
                partner=partner,
                role=role,
                name=name,
                phone=f"0800-1111-{SAME_PHONE.get(self.number, self.number):04d}",
                email=people.address(f"{local}.{self.place.slug}"),
                password=people.PASSWORD,
                by=by,
            )
        account = f"99900{self.number:05d}"
        set_bank_account(partner=partner, bank="Bank Contoh", number=account, holder=partner.name, by=by)
        return partner

    def draft(self, partner: Partner, *, began: int = 150, report_within_days: int = 90) -> Agreement:
        """A draft whose sums tie; ``began`` days ago it was signed."""
        signed = self.ago(began)
        return draft_agreement(
            partner=partner,
            by=self.by("finance"),
            number=f"{self.number:03d}/PKS/CONTOH/{signed:%m/%Y}",
            title="Dukungan ATENSI berbasis komunitas (contoh)",
            signed_on=signed,
            starts_on=signed,
            ends_on=signed + timedelta(days=300),
            purpose="rehabilitasi",
            form="uang",
            approach="komunitas",
            components=["hidup_layak", "vokasional", "aksesibilitas"],
            scope="Permakanan, perlengkapan sekolah, alat bantu, dan peralatan usaha bagi penerima manfaat.",
            value=VALUE,
            report_within_days=report_within_days,
            budget_lines=RAB,
            instalments=[
                InstalmentInput(number=1, amount=FIRST, planned_on=signed + timedelta(days=15)),
                InstalmentInput(number=2, amount=VALUE - FIRST, planned_on=signed + timedelta(days=150)),
            ],
        )

    def propose(self, agreement: Agreement) -> Agreement:
        return propose_agreement(agreement=agreement, by=self.by("finance"), version=agreement.version)

    def agree(self, *, began: int = 150, report_within_days: int = 90) -> Agreement:
        agreement = self.draft(self.register(), began=began, report_within_days=report_within_days)
        self.propose(agreement)
        return activate_agreement(agreement=agreement, by=self.by("ppk"), version=agreement.version)

    # The money

    def allocation(self, year: int) -> Allocation:
        return budget_line(year, self.budget, by=self.by("finance"))

    def decree(self, agreement: Agreement) -> Decree:
        """A decree whose recipient is the LKS itself, drafted by the PPK and approved by the KPA."""
        decree = draft_decree(
            agreement=agreement,
            number=f"{self.number:03d}/SK/CONTOH/{agreement.signed_on:%Y}",
            decided_on=agreement.signed_on + timedelta(days=2),
            set_by_name=self.by("ppk").name,
            approved_by_name=str(agreement.partner.office.head_name),
            upload=decree_scan(f"{agreement.partner}\n{agreement}"),
            by=self.by("ppk"),
        )
        propose_decree(decree=decree, by=self.by("ppk"), version=decree.version)
        return approve_decree(decree=decree, by=self.by("kpa"), version=decree.version)

    def spp(self, instalment: Instalment, *, days: int) -> Disbursement:
        by = self.by("finance")
        agreement = instalment.agreement
        decree = agreement.decrees.in_force().first() or self.decree(agreement)
        day = self.ago(days)
        return propose_disbursement(
            instalment=instalment,
            allocation=self.allocation(day.year),
            decree=decree,
            spp_number=f"{instalment.pk:05d}/SPP/{day.year}",
            spp_date=day,
            by=by,
        )

    def spm(self, disbursement: Disbursement, *, days: int) -> Disbursement:
        day = self.ago(days)
        office = self.by("finance").office
        number = f"{disbursement.pk:05d}/{office.code if office else ''}/{day.year}"
        return approve_disbursement(
            disbursement=disbursement,
            spm_number=number,
            spm_date=day,
            by=self.by("ppspm"),
            version=disbursement.version,
        )

    def pay(self, instalment: Instalment, *, days: int) -> Report:
        """SPP, SPM and SP2D, the last ``days`` ago; gives the report that is open now."""
        disbursement = self.spm(self.spp(instalment, days=days + 6), days=days + 4)
        record_sp2d(
            disbursement=disbursement,
            sp2d_number=f"99{self.ago(days):%y}{disbursement.pk:011d}",
            sp2d_date=self.ago(days),
            by=self.by("finance"),
            version=disbursement.version,
        )
        return Report.objects.get(instalment=instalment)

    # The report

    def treasurer(self, report: Report) -> User:
        return _user(report.instalment.agreement.partner.treasurer)

    def head(self, report: Report) -> User:
        return _user(report.instalment.agreement.partner.head)

    def filling(self, report: Report, *, days: int, remainder: int = 0) -> Filling:
        """A clean use of the first instalment, beginning the day after the money came."""
        start = self.ago(days)

        def on(offset: int) -> date:
            return min(start + timedelta(days=offset), self.today)

        expenses = [
            Expense(
                on(1 + week),
                f"KW-{week + 1:03d}",
                f"Permakanan minggu ke-{week + 1}",
                "Warung Contoh Bu Tini",
                "K.01",
                1_500_000,
            )
            for week in range(8)
        ]
        expenses += [
            Expense(on(4), "KW-101", "Perlengkapan sekolah 20 paket", "Toko Contoh Pelajar", "K.02", 7_000_000, 10_000),
            Expense(on(9), "KW-102", "Alat bantu dengar 2 unit", "Apotek Contoh Sehat", "K.03", 6_000_000, 10_000),
            Expense(
                on(12), "KW-103", "Peralatan memasak 7 set", "Toko Contoh Dapur", "K.04", 11_000_000 - remainder, 10_000
            ),
        ]
        year = (self.today.year - 10) % 100  # of birth: a child now, and when the money came
        beneficiaries = [
            {
                "nik": f"320101{10 + n:02d}0{1 + n % 9}{year:02d}{self.number * 20 + n:04d}",
                "name": f"{NAMES[n % 12]} Contoh {n + 1}",
                "cluster": "Anak" if n % 2 else "Penyandang disabilitas",
                "component": "Dukungan pemenuhan hidup layak",
                "form": "Barang",
                "value": 600_000,
                "received_on": on(13),
                "assessed_on": start - timedelta(days=21),
                "conferred_on": start - timedelta(days=14),
                "handover_number": "BAST-001",
            }
            for n in range(12)
        ]
        taxes = [
            {
                "evidence_number": "KW-103",
                "kind": "PPh 22",
                "base": 9_000_000,
                "amount": 135_000,
                "ntpn": f"C0NT0H{self.number:04d}ABCDEF",
                "paid_on": on(14),
            }
        ]
        return Filling(start, report.instalment.amount, expenses, beneficiaries, taxes)

    def upload(self, report: Report, filling: Filling, *, spoil: Callable[[Any], None] | None = None) -> None:
        template = make_workbook(template_identity(report.instalment))
        upload_workbook(report=report, upload=fill(template, filling, spoil=spoil), by=self.treasurer(report))

    def prove(self, report: Report, filling: Filling, *, without: int = 0) -> None:
        """Attach a receipt to each expense but the last ``without``, and what proves assessment and conference."""
        partner = report.instalment.agreement.partner.name
        expenses = filling.expenses[: len(filling.expenses) - without]
        uploads = [receipt(expense, partner) for expense in expenses]
        papers = case_papers(filling, str(report))
        attach_many(report=report, uploads=[*uploads, *papers], by=self.treasurer(report))

    def explain(self, report: Report) -> None:
        """A few words of the treasurer on every warning that wants them."""
        ready = readiness(report)
        for cause in ready.unexplained:
            text = LATE if cause[0] == "WKT-01" else OTHERWISE
            number = ready.revision.number if ready.revision else 0
            explain_cause(report=report, cause=cause, revision_number=number, text=text, by=self.treasurer(report))

    def ask_waiver(self, report: Report, rule: str, reason: str) -> Waiver:
        """The verifier asks to set the findings of a rule aside for a month."""
        revision = report.latest
        assert revision is not None
        return ask_waiver(
            report=report,
            cause=key_of(revision.findings.filter(rule=rule)[0]),
            revision_number=revision.number,
            reason=reason,
            until=self.today + timedelta(days=30),
            by=self.by("verifier"),
        )

    def grant_waiver(self, waiver: Waiver) -> None:
        until = self.today + timedelta(days=20)
        grant_waiver(waiver=waiver, until=until, by=self.by("ppk"), version=waiver.version)

    def sign(self, report: Report, *users: User) -> None:
        self.explain(report)
        for user in users:
            revision = report.latest
            assert revision is not None
            sign_report(report=report, by=user, digest=signing_digest(report, revision))

    def submit(self, report: Report, filling: Filling, *, show: Callable[[Report], None] | None = None) -> None:
        """Upload, prove, sign and send; ``show`` attaches what else there is to show."""
        self.upload(report, filling)
        self.prove(report, filling)
        if show is not None:
            show(report)
        self.sign(report, self.treasurer(report), self.head(report))
        submit_report(report=report, by=self.treasurer(report), version=report.version)

    def verify(self, report: Report) -> None:
        verify_report(report=report, by=self.by("verifier"), version=report.version)

    def accept(self, report: Report) -> None:
        self.verify(report)
        accept_report(report=report, by=self.by("ppk"), version=report.version)

    def send_back(self, report: Report, *, row: int, comment: str, reason: str) -> None:
        comment_on_line(report=report, row=row, text=comment, by=self.by("verifier"))
        send_back_report(report=report, by=self.by("verifier"), version=report.version, reason=reason)

    def give_back(self, report: Report, *, days: int) -> None:
        """The remainder goes into the treasury and is confirmed."""
        owed = report.instalment.returns.get()
        ntpn = f"DEM0{self.number:04d}C0NT0H00"
        deposit_return(
            treasury_return=owed,
            billing_code=f"8209990000{self.number:05d}",
            ntpn=ntpn,
            paid_on=self.ago(days),
            upload=bank_slip(f"NTPN {ntpn}\nSetoran sisa dana {self.place.name}"),
            by=self.treasurer(report),
            version=owed.version,
        )
        confirm_return(treasury_return=owed, by=self.by("finance"), version=owed.version)


def _user(officer: Any) -> User:
    assert officer is not None and officer.user is not None, "the LKS of a scene has its officers"
    user: User = officer.user
    return user
