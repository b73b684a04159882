"""The flat table of a month's sales, as it comes in from Excel: one row, one product of one maker."""

from __future__ import annotations

from imports.columns import Column, FlatTable

SALES = FlatTable(
    "Penjualan",
    "penjualan",
    (
        Column(
            "nik",
            "NIK pembuat",
            24,
            "16 angka, sebagai teks. Kosong bila pembuatnya LKS.",
            is_identifier=True,
            is_private=True,
        ),
        Column("name", "Nama pembuat", 36, "Nama orang, nama LKS, atau “nama LKS, kelompok”; wajib bila NIK kosong."),
        Column("product", "Produk", 34, "Wajib.", required=True),
        Column("amount", "Penjualan", 18, "Wajib. Rupiah bulat.", required=True),
        Column("due", "Bagian pembuat", 18, "Rupiah bulat; kosong berarti menurut persen bulan itu."),
    ),
    5_000,
)
