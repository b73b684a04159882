"""The flat table of a decree's recipients, as it comes in from Excel: one row, one person."""

from __future__ import annotations

from imports.columns import Column, FlatTable

RECIPIENTS = FlatTable(
    "Penerima SK",
    "penerima",
    (
        Column("nik", "NIK", 24, "Wajib. 16 angka, sebagai teks.", required=True, is_identifier=True, is_private=True),
        Column("name", "Nama", 32, "Wajib. Seperti pada KTP atau kartu keluarga.", required=True),
        Column("component", "Komponen", 34, "Salah satu komponen ATENSI; boleh kosong."),
        Column("form", "Bentuk", 12, "Uang, Barang, atau Jasa; kosong berarti seperti pada PKS."),
        Column("amount", "Jumlah", 18, "Wajib. Rupiah bulat; untuk barang dan jasa, nilainya.", required=True),
        Column("bank", "Bank", 18, "Wajib bila nomor rekening diisi."),
        Column(
            "account_number",
            "Nomor rekening",
            24,
            "5–30 angka, sebagai teks; kosong bila tidak lewat rekening.",
            is_identifier=True,
            is_private=True,
        ),
        Column("account_holder", "Atas nama", 32, "Wajib bila nomor rekening diisi."),
    ),
    60_000,
)
