"""The flat table of persons, as it comes in from Excel: one row, one person."""

from __future__ import annotations

from imports.columns import Column, FlatTable

PEOPLE = FlatTable(
    "Penerima",
    "penerima manfaat",
    (
        Column("nik", "NIK", 24, "Wajib. 16 angka, sebagai teks.", required=True, is_identifier=True, is_private=True),
        Column("name", "Nama", 32, "Wajib. Seperti pada KTP atau kartu keluarga.", required=True),
        Column("cluster", "Klaster", 32, "Wajib. Salah satu dari lima klaster ATENSI.", required=True),
        Column("category", "Kategori PPKS", 34, "Seperti pada daftar pilihan; boleh kosong."),
        Column("regency", "Kabupaten/kota", 24, "Lengkap, misalnya Kabupaten Bogor; boleh kosong."),
        Column("born_on", "Tanggal lahir", 16, "Dicocokkan dengan NIK; boleh kosong.", is_date=True, is_private=True),
    ),
    60_000,
)
