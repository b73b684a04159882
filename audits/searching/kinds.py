"""The kinds of record that a search goes through: where each keeps numbers, names and amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Concat

from accounts.models import User
from audits.following.payment import lines_in_sight
from audits.models import Finding
from audits.searching import shown
from audits.searching.hits import Hit
from beneficiaries.models import Aid, Person
from grants.models import Allocation, Decree, DecreeRecipient, Delivery, Disbursement, Retur, TreasuryReturn
from partners.models import BankAccount, Instalment, Partner
from reports.models import BeneficiaryRow, Entry, Evidence, Report, TaxRow

_WHOSE = "partner__office"
_REPORT = "revision__report__partner__office"


@dataclass(frozen=True, slots=True)
class Sought:
    """A kind: its rows as far as a reader sees them; columns asked in part (``words``), and exactly (``amounts``).

    ``said`` tells the reader the same in words, with the NIK where its keyed index is asked.
    """

    title: str
    said: str
    rows: Callable[[User], QuerySet[Any]]
    words: tuple[str, ...]
    amounts: tuple[str, ...]
    hit: Callable[[Any], Hit]
    #: Of tables with many rows for each report.
    large: bool = False
    #: Each row names a person.
    of_people: bool = False


def _last(model: Any) -> Callable[[User], QuerySet[Any]]:
    """Rows as the last revision of each report has them, with their LKS."""

    def rows(user: User) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.visible_to(user)
        return found.filter(revision__replaced_by__isnull=True).select_related(_REPORT)

    return rows


def _allocations(user: User) -> QuerySet[Any]:
    """With the whole code as it is written on a DIPA: any part of it may be asked, and the account alone."""
    sub = Case(When(subcomponent="", then=Value("")), default=Concat(Value("."), "subcomponent"))
    first = [part for name in ("program", "activity", "kro", "ro") for part in (name, Value("."))]
    code = Concat(*first, "component", sub, Value("."), "account", output_field=CharField())
    return Allocation.objects.visible_to(user).select_related("office").annotate(whole_code=code)


_AGREEMENT = "agreement__partner__office"
KINDS: tuple[Sought, ...] = (
    Sought(
        "Alokasi (DIPA)",
        "uraian, kode anggaran atau akun di dalamnya, pagu",
        _allocations,
        ("description", "whole_code"),
        ("amount",),
        shown.allocation_hit,
    ),
    Sought(
        "LKS",
        "nama, nomor tanda daftar",
        lambda user: Partner.objects.visible_to(user).select_related("office"),
        ("name", "registration_number"),
        (),
        shown.partner_hit,
    ),
    Sought(
        "Rekening LKS",
        "nomor rekening, atas nama",
        lambda user: BankAccount.objects.visible_to(user).select_related(_WHOSE),
        ("number", "holder"),
        (),
        shown.account_hit,
    ),
    Sought(
        "Perjanjian dan termin",
        "nomor PKS, nama LKS, nilai perjanjian atau termin",
        lambda user: Instalment.objects.visible_to(user).select_related(_AGREEMENT),
        ("agreement__number", "agreement__partner__name"),
        ("amount", "agreement__value"),
        shown.instalment_hit,
    ),
    Sought(
        "SK penerima",
        "nomor SK",
        lambda user: Decree.objects.visible_to(user).select_related(_AGREEMENT),
        ("number",),
        (),
        shown.decree_hit,
    ),
    Sought(
        "Orang dalam SK",
        "nama, NIK, jumlah",
        lambda user: DecreeRecipient.objects.visible_to(user).select_related(f"decree__{_AGREEMENT}"),
        ("name",),
        ("amount",),
        shown.recipient_hit,
        of_people=True,
    ),
    Sought(
        "Penyaluran (SPP, SPM, SP2D)",
        "nomor SPP, SPM, atau SP2D, jumlah",
        lambda user: Disbursement.objects.visible_to(user).select_related(_WHOSE),
        ("spp_number", "spm_number", "sp2d_number"),
        ("amount",),
        shown.payment_hit,
    ),
    Sought(
        "Penyerahan oleh bank/pos",
        "yang menyerahkan, jumlah",
        lambda user: Delivery.objects.visible_to(user).select_related("recipient", f"disbursement__{_WHOSE}"),
        ("handed_over_by",),
        ("amount",),
        shown.delivery_hit,
        large=True,
        of_people=True,
    ),
    Sought(
        "Retur bank",
        "nomor SP2D, jumlah",
        lambda user: Retur.objects.visible_to(user).select_related(f"disbursement__{_WHOSE}"),
        ("sp2d_number",),
        ("amount",),
        shown.retur_hit,
    ),
    Sought(
        "Berkas bank",
        "nomor SP2D atau SPM, jumlah",
        lambda user: lines_in_sight(user).select_related("bank_file__file", "bank_file__office"),
        ("sp2d_number", "spm_number"),
        ("amount",),
        shown.bank_line_hit,
    ),
    Sought(
        "Laporan (LPJ)",
        "jumlah diterima, dibelanjakan, sisa, atau bunga",
        lambda user: Report.objects.visible_to(user).select_related("instalment__agreement", _WHOSE),
        (),
        ("received", "spent", "remainder", "interest"),
        shown.report_hit,
    ),
    Sought(
        "Buku kas",
        "nomor bukti, penerima pembayaran, uraian, jumlah masuk atau keluar",
        _last(Entry),
        ("evidence_number", "payee", "description"),
        ("paid", "received"),
        shown.entry_hit,
        large=True,
    ),
    Sought(
        "Bukti",
        "nomor bukti",
        lambda user: (
            Evidence.objects.visible_to(user)
            .filter(removed_at__isnull=True)
            .select_related("file", "report__partner__office")
        ),
        ("evidence_number",),
        (),
        shown.evidence_hit,
    ),
    Sought(
        "Pajak",
        "NTPN, nomor bukti, jumlah",
        _last(TaxRow),
        ("ntpn", "evidence_number"),
        ("amount",),
        shown.tax_hit,
        large=True,
    ),
    Sought(
        "Penerima dalam laporan",
        "nama, NIK, nomor BAST, nilai",
        _last(BeneficiaryRow),
        ("name", "handover_number"),
        ("value",),
        shown.beneficiary_hit,
        large=True,
        of_people=True,
    ),
    Sought(
        "Bantuan",
        "NIK, nomor BAST, barang, nilai",
        lambda user: Aid.objects.visible_to(user).standing().select_related(_WHOSE, "office", "person"),
        ("bast_number", "item"),
        ("value",),
        shown.aid_hit,
        of_people=True,
    ),
    Sought(
        "Penerima manfaat",
        "nama, NIK",
        lambda user: Person.objects.visible_to(user).select_related("office"),
        ("name",),
        (),
        shown.person_hit,
        of_people=True,
    ),
    Sought(
        "Pengembalian",
        "kode billing, NTPN, nomor LHP yang memintanya, jumlah",
        lambda user: TreasuryReturn.objects.visible_to(user).select_related(_WHOSE),
        ("billing_code", "ntpn", "reference"),
        ("amount",),
        shown.refund_hit,
    ),
    Sought(
        "Temuan pemeriksaan",
        "judul, nomor LHP, nilai",
        lambda user: Finding.objects.visible_to(user).select_related("partner", "office"),
        ("title", "report_number"),
        ("amount",),
        shown.finding_hit,
    ),
)
#: Of these a NIK tells by its keyed index.
KNOWN_BY_NIK = ("Penerima manfaat", "Bantuan", "Orang dalam SK", "Penerima dalam laporan")
