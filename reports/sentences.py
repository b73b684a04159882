"""What happened to reports and waivers, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trail.telling import day_in_words


def _until(sentence: str) -> Callable[[Mapping[str, Any]], str]:
    """A sentence in which {until} is a day in words; events keep it as 2026-11-22."""

    def words(data: Mapping[str, Any]) -> str:
        return sentence.format(rule=data.get("rule", "–"), until=day_in_words(data.get("until")))

    return words


SENTENCES = {
    "report.open": "Laporan dibuka karena dana sudah dibayar",
    "report.move_due": _until("Dana dibayar ulang; batas waktu laporan menjadi {until}"),
    "report.upload": "Buku kerja revisi {revision} diunggah: {errors} kesalahan, {warnings} peringatan",
    "report.open_lines": "Isian laporan dibuka di peramban",
    "report.copy_lines": "Isian di layar diunduh sebagai buku kerja",
    "report.attach_evidence": "Bukti dilampirkan",
    "report.assign_evidence": "Bukti dipasangkan dengan barisnya",
    "report.remove_evidence": "Bukti dilepas",
    "report.restore_evidence": "Bukti dikembalikan",
    "report.explain": "Peringatan {rule} dijelaskan",
    "report.ask_waiver": "Pengecualian temuan {rule} diminta",
    "report.grant_waiver": _until("Pengecualian temuan {rule} diberikan sampai {until}"),
    "report.refuse_waiver": "Pengecualian temuan {rule} ditolak",
    "report.take_back_waiver": "Permintaan pengecualian temuan {rule} ditarik kembali",
    "report.withdraw_waiver": "Pengecualian temuan {rule} dicabut",
    "waiver.ask": _until("Pengecualian diminta sampai {until}"),
    "waiver.grant": _until("Pengecualian diberikan sampai {until}"),
    "waiver.refuse": "Pengecualian ditolak",
    "waiver.take_back": "Permintaan ditarik kembali",
    "waiver.withdraw": "Pengecualian dicabut",
    "report.clear_signatures": "Tanda tangan gugur: {because}",
    "report.sign": "Pernyataan ditandatangani",
    "report.submit": "Laporan dikirim ke balai",
    "report.send_back": "Laporan dikembalikan ke LKS",
    "report.verify": "Laporan dinyatakan lolos verifikasi",
    "report.decline": "Laporan dikembalikan ke LKS oleh PPK",
    "report.accept": "Laporan diterima",
    "report.comment": "Komentar pada baris {row}",
    "report.download": "Buku kerja revisi {revision} diunduh",
    "report.print": "Cetakan resmi dipesan",
    "report.take_print": "Cetakan resmi diunduh",
    "report.export": "Salinan baris revisi {revision} diunduh",
}
