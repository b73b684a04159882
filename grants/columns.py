"""The flat table of deaths, as it comes in from Excel: one row, one person."""

from __future__ import annotations

from imports.columns import Column, FlatTable

DEATHS = FlatTable(
    "Kematian",
    "catatan kematian",
    (
        Column("nik", "NIK", 24, "Wajib. 16 angka, sebagai teks.", required=True, is_identifier=True, is_private=True),
        Column("died_on", "Tanggal meninggal", 20, "Wajib. Misalnya 17/03/2021.", required=True, is_date=True),
        Column(
            "source",
            "Sumber",
            44,
            "Wajib. Dari surat atau data mana ini diketahui, misalnya nomor akta kematian. Tanpa nama orang.",
            required=True,
        ),
    ),
    60_000,
)
