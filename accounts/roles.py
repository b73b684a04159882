"""Who may do what: one table of roles, each with a description and its permissions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """A thing that somebody may do. Whether they may do it to *this* record is asked of ``visible_to`` besides."""

    SEE_PARTNERS = "see_partners"
    MANAGE_PARTNERS = "manage_partners"
    DRAFT_AGREEMENT = "draft_agreement"
    APPROVE_AGREEMENT = "approve_agreement"
    #: Say whether a training of the LKS is a condition of a new agreement.
    SET_TRAINING_CONDITION = "set_training_condition"
    SEE_MONEY = "see_money"
    MANAGE_ALLOCATIONS = "manage_allocations"
    PROPOSE_DISBURSEMENT = "propose_disbursement"
    APPROVE_DISBURSEMENT = "approve_disbursement"
    RECORD_SP2D = "record_sp2d"
    ENTER_RETURN = "enter_return"
    #: Write down that a distributor has paid in what it could not hand out.
    HAND_BACK = "hand_back"
    CONFIRM_RETURN = "confirm_return"
    #: Write down what an audit found that must go back to the treasury.
    OPEN_FINDING = "open_finding"
    #: Say that money need not go back after all: somebody else's finding, or what was held to be undelivered.
    WITHDRAW_RETURN = "withdraw_return"
    DRAFT_DECREE = "draft_decree"
    APPROVE_DECREE = "approve_decree"
    #: Say that the money of a payment has come in, and how much.
    CONFIRM_RECEIPT = "confirm_receipt"
    ASK_EXCEPTION = "ask_exception"
    GRANT_EXCEPTION = "grant_exception"
    SEE_BENEFICIARIES = "see_beneficiaries"
    MANAGE_BENEFICIARIES = "manage_beneficiaries"
    #: See a NIK and case notes unmasked; each look is in the trail.
    OPEN_PERSONAL_DATA = "open_personal_data"
    SEE_YEAR_END = "see_year_end"
    SEE_ACTIVITIES = "see_activities"
    MANAGE_ACTIVITIES = "manage_activities"
    #: Close a month of a Sentra Kreasi that somebody else has recorded.
    CLOSE_ACTIVITIES = "close_activities"
    SEE_DEATHS = "see_deaths"
    MANAGE_DEATHS = "manage_deaths"
    #: Take tables in; of which kind, their own permissions say besides.
    IMPORT_TABLES = "import_tables"
    SEE_REPORTS = "see_reports"
    FILL_REPORT = "fill_report"
    SIGN_AS_TREASURER = "sign_as_treasurer"
    SIGN_AS_HEAD = "sign_as_head"
    VERIFY_REPORT = "verify_report"
    ACCEPT_REPORT = "accept_report"
    ASK_WAIVER = "ask_waiver"
    GRANT_WAIVER = "grant_waiver"
    FOLLOW_MONEY = "follow_money"
    SEE_TRAIL = "see_trail"
    #: See what may be worth testing first, and what stands twice: an audit's own view, not that of the audited.
    SEE_RISKS = "see_risks"
    #: See the engagements that one is part of, or that one's office has.
    SEE_ENGAGEMENTS = "see_engagements"
    #: Ask for engagements, and work in those that run; nothing outside the audit room.
    AUDIT = "audit"
    #: Grant, extend and close engagements of one's office.
    DECIDE_ENGAGEMENT = "decide_engagement"
    #: See findings of an audit: those of one's engagements, or those that one was shown.
    SEE_FINDINGS = "see_findings"
    #: Answer findings of an audit, and say what was done about them.
    ANSWER_FINDING = "answer_finding"
    SEE_RULES = "see_rules"
    AMEND_RULES = "amend_rules"
    SECOND_AMENDMENT = "second_amendment"
    MANAGE_ACCOUNTS = "manage_accounts"


P = Permission


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """A role: its Indonesian name, what it is for, what it may do, and whether it is held at an LKS.

    ``of_inspectorate`` it may do only where its office audits others (``Office.Kind.INSPECTORATE``).
    """

    label: str
    description: str
    permissions: frozenset[Permission]
    of_partner: bool = False
    of_inspectorate: frozenset[Permission] = frozenset()


class Role(StrEnum):
    TREASURER = "treasurer"
    PARTNER_HEAD = "partner_head"
    VERIFIER = "verifier"
    PPK = "ppk"
    PPSPM = "ppspm"
    FINANCE = "finance"
    KPA = "kpa"
    AUDITOR = "auditor"
    INSPECTOR = "inspector"
    LEGAL = "legal"
    ADMIN = "admin"

    @property
    def definition(self) -> RoleDefinition:
        return ROLES[self]

    @property
    def label(self) -> str:
        return ROLES[self].label

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(role.value, role.label) for role in cls]


_PARTNER_READS = {P.SEE_PARTNERS, P.SEE_MONEY, P.SEE_REPORTS, P.SEE_RULES, P.SEE_BENEFICIARIES}
_OFFICE_READS = _PARTNER_READS | {P.FOLLOW_MONEY, P.SEE_TRAIL, P.SEE_YEAR_END, P.SEE_ACTIVITIES}
#: Those whom an audit asks.
_AUDITED = {P.SEE_FINDINGS, P.ANSWER_FINDING}
#: An audit reads what an office does, and changes none of it.
_AUDIT_READS = _OFFICE_READS | {P.SEE_RISKS, P.SEE_DEATHS, P.OPEN_PERSONAL_DATA}

ROLES: dict[Role, RoleDefinition] = {
    Role.TREASURER: RoleDefinition(
        "Bendahara LKS",
        "Mengisi dan mengirim laporan, melampirkan bukti, menyetor sisa dana.",
        frozenset(_PARTNER_READS | _AUDITED | {P.FILL_REPORT, P.SIGN_AS_TREASURER, P.ENTER_RETURN, P.CONFIRM_RECEIPT}),
        of_partner=True,
    ),
    Role.PARTNER_HEAD: RoleDefinition(
        "Ketua LKS",
        "Menandatangani laporan dan bertanggung jawab mutlak atasnya.",
        frozenset(_PARTNER_READS | _AUDITED | {P.SIGN_AS_HEAD}),
        of_partner=True,
    ),
    Role.VERIFIER: RoleDefinition(
        "Verifikator LPJ",
        "Memeriksa kelengkapan dan kebenaran laporan; mengembalikan atau meneruskannya.",
        frozenset(
            _OFFICE_READS | {P.VERIFY_REPORT, P.ASK_WAIVER, P.SEE_DEATHS, P.MANAGE_BENEFICIARIES, P.OPEN_PERSONAL_DATA}
        ),
    ),
    Role.PPK: RoleDefinition(
        "Pejabat Pembuat Komitmen",
        "Menyetujui perjanjian kerja sama, menyusun SK penerima, dan menerima laporan.",
        frozenset(
            _OFFICE_READS
            | {
                P.APPROVE_AGREEMENT,
                P.ACCEPT_REPORT,
                P.GRANT_WAIVER,
                P.DRAFT_DECREE,
                P.IMPORT_TABLES,
                P.ASK_EXCEPTION,
                P.SET_TRAINING_CONDITION,
                P.CLOSE_ACTIVITIES,
                P.WITHDRAW_RETURN,
            }
        ),
    ),
    Role.PPSPM: RoleDefinition(
        "Pejabat Penanda Tangan SPM",
        "Menguji SPP dan menerbitkan SPM; mengonfirmasi setoran yang dicatat orang lain.",
        frozenset(_OFFICE_READS | {P.APPROVE_DISBURSEMENT, P.CONFIRM_RETURN}),
    ),
    Role.FINANCE: RoleDefinition(
        "Staf Keuangan",
        "Mendaftarkan LKS, menyusun perjanjian, mengusulkan penyaluran, mencatat SP2D dan setoran.",
        frozenset(
            _OFFICE_READS
            | _AUDITED
            | {
                P.MANAGE_PARTNERS,
                P.DRAFT_AGREEMENT,
                P.MANAGE_ALLOCATIONS,
                P.PROPOSE_DISBURSEMENT,
                P.RECORD_SP2D,
                P.HAND_BACK,
                P.CONFIRM_RETURN,
                P.OPEN_FINDING,
                P.SEE_DEATHS,
                P.MANAGE_DEATHS,
                P.IMPORT_TABLES,
                P.MANAGE_BENEFICIARIES,
                P.OPEN_PERSONAL_DATA,
                P.MANAGE_ACTIVITIES,
            }
        ),
    ),
    Role.KPA: RoleDefinition(
        "Kuasa Pengguna Anggaran",
        "Kepala kantor; mengesahkan SK penerima, memberi pengecualian, dan bertanggung jawab atas keseluruhan.",
        frozenset(
            _OFFICE_READS
            | _AUDITED
            | {
                P.APPROVE_DECREE,
                P.GRANT_EXCEPTION,
                P.SECOND_AMENDMENT,
                P.SET_TRAINING_CONDITION,
                P.CLOSE_ACTIVITIES,
            }
        ),
    ),
    Role.AUDITOR: RoleDefinition(
        "Auditor",
        "Membaca yang tercakup penugasannya, tidak mengubah apa pun; menelusuri setiap rupiah.",
        frozenset(_AUDIT_READS),
        of_inspectorate=frozenset({P.SEE_ENGAGEMENTS, P.SEE_FINDINGS, P.AUDIT}),
    ),
    Role.INSPECTOR: RoleDefinition(
        "Inspektur",
        "Memberi, memperpanjang, dan mengakhiri penugasan pemeriksaan; hanya di kantor pemeriksa.",
        frozenset(_AUDIT_READS),
        of_inspectorate=frozenset({P.SEE_ENGAGEMENTS, P.SEE_FINDINGS, P.DECIDE_ENGAGEMENT}),
    ),
    Role.LEGAL: RoleDefinition(
        "Analis Hukum",
        "Memastikan kutipan peraturan; menghentikan aturan atau mengubah angkanya sejak suatu tanggal.",
        frozenset({P.SEE_RULES, P.AMEND_RULES, P.SECOND_AMENDMENT}),
    ),
    Role.ADMIN: RoleDefinition(
        "Administrator",
        "Mengelola akun dan kantor; tidak melihat layar keuangan.",
        frozenset({P.MANAGE_ACCOUNTS}),
    ),
}

#: Roles that must not meet in one person [general treasury practice, unconfirmed].
APART: tuple[frozenset[Role], ...] = (
    frozenset({Role.PPK, Role.PPSPM}),
    frozenset({Role.FINANCE, Role.PPSPM}),
    frozenset({Role.VERIFIER, Role.PPK}),
    # Who decides what a rule asks does not apply it: a rule could be retired for the report at hand.
    *(frozenset({Role.LEGAL, role}) for role in (Role.VERIFIER, Role.PPK, Role.PPSPM, Role.FINANCE, Role.KPA)),
    *(frozenset({Role.AUDITOR, role}) for role in Role if role not in {Role.AUDITOR, Role.LEGAL}),
    # Who grants an engagement neither takes part in it nor answers for what is audited.
    *(frozenset({Role.INSPECTOR, role}) for role in Role if role not in {Role.INSPECTOR, Role.LEGAL}),
    *(frozenset({Role.ADMIN, role}) for role in Role if role not in {Role.ADMIN, Role.AUDITOR}),
)


def clash(roles: frozenset[Role]) -> frozenset[Role] | None:
    """The first pair of roles that must not meet in one person, or None."""
    return next((pair for pair in APART if pair <= roles), None)
