"""The list of returns going out as a workbook, with its ages on a sheet of their own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from grants.ages import Ages, days_open
from grants.models import TreasuryReturn
from grants.workflow import SETTLED_STATES
from vault.tables import Table

_HEADINGS = [
    ("LKS", 34),
    ("Perjanjian", 28),
    ("Termin", 8),
    ("Jenis", 20),
    ("Status", 26),
    ("Terutang sejak", 14),
    ("Jatuh tempo", 12),
    ("Umur (hari)", 12),
    ("Jumlah", 16),
    ("Nomor laporan pemeriksaan", 28),
    ("Uraian", 40),
    ("Kode billing", 18),
    ("NTPN", 20),
    ("Tanggal setor", 14),
]


def returns_tables(rows: Iterable[TreasuryReturn], ages: Ages) -> list[Table]:
    """A row for each return, and the sums by age and kind of those that are not settled."""
    today = timezone.localdate()
    lines = (
        [
            owed.instalment.agreement.partner.name,
            owed.instalment.agreement.number,
            owed.instalment.number,
            owed.get_kind_display(),
            owed.state_label,
            owed.since,
            owed.due_on,
            days_open(owed, today) if owed.state not in SETTLED_STATES else None,
            owed.amount,
            owed.reference,
            owed.reason,
            owed.billing_code,
            owed.ntpn,
            owed.paid_on,
        ]
        for owed in rows
    )
    headings = [("Umur", 22), *((label, 20) for label in ages.kinds), ("Jumlah", 20), ("Banyaknya", 12)]
    aged = [
        [line.label, *(cell.amount for cell in line.cells), line.total.amount, line.total.count]
        for line in (*ages.lines, ages.total)
    ]
    late = ["Lewat jatuh tempo", *(None for _ in ages.kinds), ages.overdue.amount, ages.overdue.count]
    return [Table("Pengembalian", _HEADINGS, lines), Table("Umur", headings, [*aged, late])]
