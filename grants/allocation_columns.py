"""The flat table of budget lines, as treasury applications export it or as our template has it: one row, one line.

How those applications name their columns is general knowledge of the field, unconfirmed; what has another name is
told on the preview, and the name can be changed in the file.
"""

from __future__ import annotations

from grants.budget_codes import PARTS
from imports.columns import Column, FlatTable

_NEEDED = tuple(name for name in PARTS if name != "subcomponent")

ALLOCATIONS = FlatTable(
    "Alokasi",
    "baris alokasi",
    (
        Column(
            "year", "Tahun", 10, "Boleh kosong; bila diisi, sama dengan tahun DIPA-nya.", also=("Tahun anggaran", "TA")
        ),
        Column(
            "code",
            "Kode anggaran",
            36,
            "Kode dari program sampai akun, misalnya DL.6400.QEA.001.051.0A.571111. Boleh diganti kolom Program sampai "
            "Akun.",
            also=("Kode", "Kode lengkap", "Kode MAK", "MAK", "Kode COA"),
        ),
        Column("program", "Program", 12, "Bila kode tidak ditulis dalam satu kolom.", also=("Kode program",)),
        Column("activity", "Kegiatan", 12, "4 angka.", also=("Kode kegiatan",)),
        Column("kro", "KRO", 10, "3 huruf.", also=("Kode KRO",)),
        Column("ro", "RO", 10, "3 angka, sebagai teks.", is_identifier=True, also=("Kode RO",)),
        Column("component", "Komponen", 12, "3 angka, sebagai teks.", is_identifier=True, also=("Kode komponen",)),
        Column("subcomponent", "Subkomponen", 14, "Boleh kosong.", also=("Sub komponen", "Kode subkomponen")),
        Column("account", "Akun", 12, "6 angka.", also=("Kode akun",)),
        Column(
            "description",
            "Uraian",
            48,
            "Kosong berarti uraian yang sudah tercatat tetap.",
            also=("Uraian akun", "Keterangan", "Deskripsi"),
        ),
        Column(
            "amount",
            "Pagu",
            22,
            "Wajib. Rupiah bulat, misalnya 1.500.000.000.",
            required=True,
            also=("Pagu anggaran", "Pagu DIPA", "Pagu revisi", "Jumlah biaya", "Jumlah"),
        ),
    ),
    20_000,
    either=(("code",), _NEEDED),
)
