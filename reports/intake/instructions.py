"""The first page of the workbook: what to do, in the treasurer's words."""

from __future__ import annotations

import math

from openpyxl.worksheet.worksheet import Worksheet

from reports.intake.layout import BKU, IDENTITY_SHEET, PM, RAB, SUMMARY, TAX

_SHEETS = (
    (IDENTITY_SHEET, "Siapa, perjanjian mana, termin berapa. Sudah diisi balai; cukup dibaca."),
    (RAB.title, "Rencana anggaran yang disetujui. Sudah diisi balai; sisa tiap kode terhitung sendiri."),
    (BKU.title, "Buku kas: setiap uang masuk dan uang keluar. Isi setiap hari ada transaksi."),
    (PM.title, "Siapa yang menerima bantuan, apa, dan kapan."),
    (TAX.title, "Pajak yang Anda potong dan setor. Kosongkan bila tidak ada."),
    (SUMMARY.title, "Pernyataan Anda: berapa yang dibelanjakan, berapa sisanya."),
)

_STEPS = (
    "Simpan berkas ini di komputer atau ponsel Anda. Jangan ganti jenisnya: tetap .xlsx.",
    "Isi kolom berwarna kuning muda. Kolom abu-abu terkunci atau terhitung sendiri.",
    "Di lembar BKU, tulis satu baris untuk setiap bukti, urut tanggal. Tulis jumlah penuh sebelum dipotong pajak.",
    "Tulis jumlah dengan angka saja: 1500000. Tulis tanggal seperti 17/03/2021.",
    "Lihat kolom Periksa. Bila tertulis “Lengkap”, baris itu sudah lengkap.",
    "Di lembar PM, pilih klaster, komponen, dan bentuk dari daftar. NIK 16 angka ditulis sebagai teks. "
    "Tulis juga tanggal asesmen dan pembahasan kasusnya; untuk barang, nomor BAST-nya.",
    "Terakhir, di lembar Ringkasan, hitung uang di kas dan rekening, lalu tulis sendiri angkanya.",
    "Simpan, lalu unggah berkas ini di Amanah. Temuan muncul seketika, lengkap dengan selnya dan cara memperbaikinya.",
)

_CAUTIONS = (
    "Jangan menggabungkan sel (Merge) dan jangan menghapus lembar atau judul kolom.",
    "Baris kosong di tengah tabel tidak apa-apa. Baris kurang? Teruskan di bawahnya; tabel tidak terbatas.",
    "Jangan menyalin dari buku kerja termin lain: setiap termin punya berkasnya sendiri.",
)


_WIDTH = 110  # of the column of sentences, in characters
_LINE = 16  # the height of a line in points


def write_instructions(sheet: Worksheet) -> None:
    """Fills the sheet "Petunjuk"."""
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = _WIDTH
    sheet.cell(1, 1, "Buku kerja LPJ").style = "amanah judul"
    sheet.row_dimensions[1].height = 24
    sheet.cell(
        2, 1, "Laporan pertanggungjawaban bantuan sosial. Isi tanpa internet, lalu unggah."
    ).style = "amanah subjudul"
    row = _write_block(sheet, 4, "Delapan langkah", [(str(n), step) for n, step in enumerate(_STEPS, start=1)])
    row = _write_block(sheet, row + 1, "Lembar di buku kerja ini", list(_SHEETS))
    for line in range(row - len(_SHEETS), row):
        cell = sheet.cell(line, 1)
        cell.hyperlink = f"#{cell.value}!A1"
        cell.style = "amanah tautan"
    _write_block(sheet, row + 1, "Yang perlu dijaga", [("•", caution) for caution in _CAUTIONS])


def _write_block(sheet: Worksheet, row: int, heading: str, lines: list[tuple[str, str]]) -> int:
    sheet.cell(row, 1, heading).style = "amanah subkepala"
    for lead, text in lines:
        row += 1
        sheet.cell(row, 1, lead).style = "amanah langkah"
        sheet.cell(row, 2, text).style = "amanah langkah"
        # Told, because a program that does not lay the sheet out anew would write one step over the next.
        sheet.row_dimensions[row].height = _LINE * math.ceil(len(text) / _WIDTH)
    return row + 1
