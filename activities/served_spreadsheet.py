"""The workbook of the figures of service: the table, and a sheet that says what its figures mean.

Figures are no records, so no resource writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from activities.served import FIGURES, Grouping, Scope
from activities.veil import KEPT_BACK, SMALL
from vault.tables import Table, workbook

VEILED = (
    f"Angka 1 sampai 4 ditulis {SMALL} agar tidak menunjuk orang. "
    f"Angka lain yang dapat membukanya ditulis “{KEPT_BACK}”."
)
#: Nobody here has read the names in an official text.
CATEGORIES_UNREAD = "Nama 26 kategori PPKS menurut kebiasaan dinas sosial (Permensos 8/2012, belum dikonfirmasi)."


def served_workbook(
    scope: Scope, by: Grouping, rows: Sequence[Sequence[Any]], total: Sequence[Any], *, veiled: bool
) -> bytes:
    headings = [(by.label, 44), ("Dalam", 34), *((figure.label, 14) for figure in FIGURES)]
    figures = Table("Angka layanan", headings, [*rows, ["Jumlah", "", *total]])
    return workbook([figures, _explanation(scope, veiled=veiled)])


def _explanation(scope: Scope, *, veiled: bool) -> Table:
    rows = [
        ("Kantor", str(scope.office or scope.user.office or "Sesuai yang boleh dilihat")),
        ("Kurun", scope.span.label),
        ("Isi", "Dihitung dari catatan pelayanan dan bantuan saat berkas ini diunduh; tidak ada yang diketik."),
        ("Satuan", "Orang. Seorang dihitung sekali di setiap kantor yang melayaninya."),
        *((figure.label, figure.meaning) for figure in FIGURES),
        ("Kategori PPKS", CATEGORIES_UNREAD),
    ]
    if veiled:
        rows.append(("Angka kecil", VEILED))
    return Table("Keterangan", [("Perihal", 24), ("Penjelasan", 100)], rows)
