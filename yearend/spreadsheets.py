"""The workbook for the notes to the financial statements (CaLK): a sheet for each grouping, and one that explains.

Figures are no records, so no resource writes them.
"""

from __future__ import annotations

from collections.abc import Iterable

from vault.tables import Table, workbook
from yearend.figures import CLOSING, FIGURES, OPENING
from yearend.filters import groupings
from yearend.scope import Scope
from yearend.table import Row, YearTable, year_table

#: Key and heading of each column after the group's name, in the order of the year.
_PAID = next(place for place, figure in enumerate(FIGURES) if figure.key == "disalurkan")
_FIGURES = [(figure.key, figure.label) for figure in FIGURES]
COLUMNS = (
    *_FIGURES[:_PAID],
    (OPENING, "Terbuka 1 Januari"),
    *_FIGURES[_PAID:],
    (CLOSING, "Terbuka 31 Desember"),
    ("selisih", "Selisih"),
)


def year_end_workbook(scope: Scope) -> bytes:
    """Values, not formulas: what the records say when the file is made; its first sheet says so."""
    tables = [year_table(scope, by) for by in groupings(scope.user)]
    return workbook([_explanation(scope), *(_sheet(table) for table in tables)])


def _sheet(table: YearTable) -> Table:
    headings = [(table.by.label, 34), *((heading, 20) for _, heading in COLUMNS)]
    return Table(table.by.label.replace("/", "-"), headings, [_cells(row) for row in (*table.rows, table.total)])


def _cells(row: Row) -> list[object]:
    amounts = {**row.amounts, "selisih": row.difference}
    return [row.label, *(amounts.get(key) for key, _ in COLUMNS)]


def _explanation(scope: Scope) -> Table:
    whose = str(scope.office or "Semua kantor")
    rows: Iterable[tuple[str, str]] = (
        ("Kantor", whose),
        ("Tahun", str(scope.year)),
        ("Isi", "Angka tetap (bukan rumus), dihitung dari catatan Amanah saat berkas ini diunduh."),
        ("Satuan", "Rupiah penuh."),
        *((figure.label, figure.meaning) for figure in FIGURES),
        ("Terbuka 1 Januari", "Sama dengan Terbuka 31 Desember tahun sebelumnya."),
        ("Terbuka 31 Desember", "Laporan belum diterima ditambah belum kembali."),
        (
            "Selisih",
            "Terbuka 1 Januari + disalurkan + bunga dan temuan − dipertanggungjawabkan − dikembalikan − terbuka 31 "
            "Desember. Bukan nol bila laporan menyebut penerimaan yang lain dari SP2D, atau bila dana tak tersalur "
            "atau temuan disetor sebelum laporannya diterima.",
        ),
        ("Sel kosong", "Angka itu tidak dapat dibagi menurut kelompok ini: DIPA bukan milik satu LKS."),
    )
    return Table("Keterangan", [("Perihal", 28), ("Penjelasan", 100)], rows)
