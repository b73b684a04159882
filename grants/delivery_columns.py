"""The flat table of what a distributor answers, as it comes in from Excel: one row, one recipient of a payment."""

from __future__ import annotations

from imports.columns import Column, FlatTable

DELIVERED, UNDELIVERED = "Tersalurkan", "Tidak"
#: What distributors write for these two.
OUTCOMES = {
    "tersalurkan": DELIVERED,
    "tersalur": DELIVERED,
    "berhasil": DELIVERED,
    "sukses": DELIVERED,
    "diserahkan": DELIVERED,
    "ya": DELIVERED,
    "tidak": UNDELIVERED,
    "tidak tersalurkan": UNDELIVERED,
    "tidak tersalur": UNDELIVERED,
    "belum tersalurkan": UNDELIVERED,
    "gagal": UNDELIVERED,
    "retur": UNDELIVERED,
}

DELIVERIES = FlatTable(
    "Penyerahan",
    "penyerahan",
    (
        Column(
            "nik",
            "NIK",
            24,
            "16 angka, sebagai teks. Salah satu dari NIK, nomor rekening, atau nama wajib diisi.",
            is_identifier=True,
            is_private=True,
        ),
        Column("name", "Nama", 32, "Seperti pada SK; dipakai mencari bila NIK dan rekening kosong."),
        Column(
            "account_number", "Nomor rekening", 24, "5–30 angka, sebagai teks.", is_identifier=True, is_private=True
        ),
        Column("outcome", "Status", 18, f"Wajib. {DELIVERED} atau {UNDELIVERED}.", required=True),
        Column("delivered_on", "Tanggal", 16, "Wajib bila tersalurkan. Misalnya 17/03/2021.", is_date=True),
        Column("handed_over_by", "Diserahkan oleh", 32, "Wajib bila tersalurkan: nama petugas atau kantor cabang."),
        Column("reason", "Alasan", 44, "Wajib bila tidak tersalurkan, dengan kalimat yang dapat dimengerti."),
    ),
    60_000,
)
