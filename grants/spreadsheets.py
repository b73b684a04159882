"""Lists of this room as they go out: budget lines, persons of a decree, returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from grants.ages import Ages, days_open
from grants.budget_codes import PARTS
from grants.models import Allocation, TreasuryReturn
from grants.workflow import SETTLED_STATES
from regulations.allocations import LineFinding
from vault.exports import Column, ListExport
from vault.tables import Table


class AllocationsExport(ListExport):
    """The lines with their use; the columns of the import are named as there, so that the file may come back."""

    title = "Alokasi"
    year = Column("Tahun", 8, is_identifier=True)
    budget_code = Column("Kode anggaran", 36)
    program = Column(PARTS["program"], 14)
    activity = Column(PARTS["activity"], 14)
    kro = Column(PARTS["kro"], 14)
    ro = Column(PARTS["ro"], 14)
    component = Column(PARTS["component"], 14)
    subcomponent = Column(PARTS["subcomponent"], 14)
    account = Column(PARTS["account"], 14)
    description = Column("Uraian", 44)
    amount = Column("Pagu", 18)
    used = Column("Terpakai", 18)
    remaining = Column("Sisa", 18)
    revision = Column("Revisi ke", 10)
    doubtful = Column("Perlu dilihat", 18)
    why = Column("Sebabnya", 60)
    office = Column("Kantor", 30)

    def __init__(self, found: Mapping[int, Sequence[LineFinding]]) -> None:
        super().__init__()
        self.found = found

    def dehydrate_doubtful(self, line: Allocation) -> int:
        return sum(each.amount for each in self.found.get(line.pk, ()))

    def dehydrate_why(self, line: Allocation) -> str:
        findings = self.found.get(line.pk, ())
        return "; ".join(f"{each.rule} {each.fault}, seharusnya {each.expected}" for each in findings)


class RecipientsExport(ListExport):
    """The persons of a decree; every NIK and account number masked, as on the page."""

    title = "Penerima"
    place = Column("Nomor", 8)
    nik = Column("NIK", 20, "masked_nik")
    name = Column("Nama", 30)
    component = Column("Komponen", 30, "get_component_display")
    form = Column("Bentuk", 10, "get_form_display")
    amount = Column("Jumlah", 16)
    bank = Column("Bank", 18)
    account = Column("Rekening", 20, "masked_account")
    account_holder = Column("Atas nama", 28)


class ReturnsExport(ListExport):
    """A row for each return."""

    title = "Pengembalian"
    partner = Column("LKS", 34, "instalment__agreement__partner__name")
    agreement = Column("Perjanjian", 28, "instalment__agreement__number")
    instalment = Column("Termin", 8, "instalment__number")
    kind = Column("Jenis", 20, "get_kind_display")
    state = Column("Status", 26, "state_label")
    since = Column("Terutang sejak", 14)
    due_on = Column("Jatuh tempo", 12)
    days = Column("Umur (hari)", 12)
    amount = Column("Jumlah", 16)
    reference = Column("Nomor laporan pemeriksaan", 28)
    reason = Column("Uraian", 40)
    billing_code = Column("Kode billing", 18)
    ntpn = Column("NTPN", 20)
    paid_on = Column("Tanggal setor", 14)

    def __init__(self) -> None:
        super().__init__()
        self.today = timezone.localdate()

    def dehydrate_days(self, owed: TreasuryReturn) -> int | None:
        return days_open(owed, self.today) if owed.state not in SETTLED_STATES else None


def returns_workbook(rows: QuerySet[TreasuryReturn], ages: Ages) -> bytes:
    """The returns, and on a sheet of their own the sums by age and kind of those that are not settled."""
    headings = [("Umur", 22), *((label, 20) for label in ages.kinds), ("Jumlah", 20), ("Banyaknya", 12)]
    aged = [
        [line.label, *(cell.amount for cell in line.cells), line.total.amount, line.total.count]
        for line in (*ages.lines, ages.total)
    ]
    late = ["Lewat jatuh tempo", *(None for _ in ages.kinds), ages.overdue.amount, ages.overdue.count]
    return ReturnsExport().workbook(rows, Table("Umur", headings, [*aged, late]))
